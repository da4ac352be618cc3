using System.CommandLine;
using System.Globalization;
using Fori.Registers.Vocabularies;
using Fori.Store;
using Fori.Store.Files;
using Fori.Store.Transfer;
using Fori.Web.Tenants;

namespace Fori.Web.CommandLine;

/// <summary>A municipality leaves with all of its data in one open file, and comes back, to either database.</summary>
internal static class TenantTransfer
{
    public static Command Export(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The municipality" };
        var file = new Argument<string>("file") { Description = "File to write (zip of NDJSON)" };
        var command = new Command("export", "Write everything of a municipality into one file, with the vocabularies") { name, file };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(name), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            var vocabularies = VocabularyArchive.Of(installation.Node.VocabularyFiles);
            if (!vocabularies.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(vocabularies.Problems);
            }

            var path = context.PathOf(parse.GetRequiredValue(file));
            var partial = path + ".partial";
            Outcome<ArchiveManifest> written;
            await using (var stream = File.Create(partial))
            {
                written = await TenantExport.WriteAsync(installation.Database, found.Value.Id, vocabularies.Value, installation.Services.GetRequiredService<BlobFolder>(), stream, ct);
            }

            if (!written.Succeeded)
            {
                File.Delete(partial);
                return Outcome<CommandAnswer>.Refused(written.Problems);
            }

            File.Move(partial, path, overwrite: true);
            return CommandAnswer.Of(
                new { file = path, head = written.Value.Head, rows = written.Value.Files.Sum(f => f.Rows), vocabularies = written.Value.Companions.Count, files = written.Value.Blobs.Count },
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Wrote {written.Value.Files.Sum(f => f.Rows)} rows of {found.Value.Name}, {written.Value.Blobs.Count} files and {written.Value.Companions.Count} vocabularies to {path}"));
        });
        return command;
    }

    public static Command Import(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "Its name here; it must be free" };
        var file = new Argument<string>("file") { Description = "File that `tenant export` wrote" };
        var command = new Command("import", "Bring a municipality in from its file") { name, file };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var path = context.PathOf(parse.GetRequiredValue(file));
            if (!File.Exists(path))
            {
                return Problem.Of("transfer.file-missing", "file", ("file", path));
            }

            await using var stream = File.OpenRead(path);
            var vocabularies = 0;
            var read = await TenantImport.ReadAsync(installation.Database, parse.GetRequiredValue(name), stream, KeepVocabularies, installation.Services.GetRequiredService<BlobFolder>(), new ImportLimits(), ct);
            if (!read.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(read.Problems);
            }

            if (vocabularies > 0)
            {
                await installation.Node.ReloadVocabulariesAsync();
            }

            await installation.Node.RefreshTenantsAsync(ct);
            installation.Services.GetRequiredService<TenantHosts>().Forget();
            await installation.Node.Open(read.Value.Tenant).CaughtUp.WaitAsync(ct);
            return CommandAnswer.Of(
                new { tenant = read.Value.Tenant.Name, rows = read.Value.Rows, vocabularies, cursor = read.Value.Cursor.ToString() },
                string.Create(CultureInfo.InvariantCulture, $"Brought in {read.Value.Tenant.Name}: {read.Value.Rows} rows, {vocabularies} vocabularies new or fuller"));

            Outcome<int> KeepVocabularies(IReadOnlyList<ReadCompanion> companions)
            {
                var kept = VocabularyArchive.Keep(installation.Node.VocabularyFiles, companions);
                vocabularies = kept.Value;
                return kept;
            }
        });
        return command;
    }
}
