using System.Text.Json;
using Fori.Store;
using Fori.Store.Erasure;
using Fori.Store.Files;
using Fori.Store.Postgres;
using Fori.Store.Sql;
using Fori.Store.Sqlite;
using Fori.Web.Hosting;

namespace Fori.Web.Backups;

/// <summary>What <c>backup.json</c> says of a backup. It is written last, so a folder that has it is whole.</summary>
/// <param name="Database">SQLite or PostgreSQL.</param>
/// <param name="Migrations">What the database had; a program that lacks one cannot use the backup.</param>
/// <param name="Heads">Where each municipality's log stood at the least.</param>
internal sealed record BackupDescription(
    DateTimeOffset MadeAt, string Database, string Program, IReadOnlyList<string> Migrations, IReadOnlyDictionary<string, long> Heads, int Files);

/// <summary>
/// A backup in a folder: the database first, then the files, so that a file may be surplus but never missing; with them the
/// vocabularies, which nothing else holds, and the register of erasures. Index and caches are not in it; they rebuild.
/// </summary>
internal static class BackupFolder
{
    public const string DescriptionName = "backup.json";
    private const string BlobsName = "blobs";
    private const string VocabulariesName = "vocabularies";
    private static readonly string[] SettingFiles = ["tenants.json"];

    /// <summary>Makes a backup while the database is in use, and verifies it.</summary>
    /// <returns>Problems <c>backup.target-exists</c> and <c>backup.damaged</c>.</returns>
    public static async Task<Outcome<BackupDescription>> MakeAsync(
        string folder, ForiSettings settings, StoreDatabase database, CancellationToken ct)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            return Problem.Of("backup.target-exists", "", ("folder", folder));
        }

        await using var rest = (await database.MigrationsAsync(ct)).Applied.Count > 0 ? await FileSweep.RestAsync(database, ct) : null;

        // Heads before the copy: it has at least these, which is what verifying can hold it to.
        var (migrations, _, _) = await database.MigrationsAsync(ct);
        var heads = migrations.Count > 0 ? await HeadsAsync(database, ct) : new Dictionary<string, long>();
        await database.BackupAsync(folder, ct);
        foreach (var name in SettingFiles.Where(name => File.Exists(Path.Combine(settings.Data, name))))
        {
            File.Copy(Path.Combine(settings.Data, name), Path.Combine(folder, name));
        }

        await CopyFilesAsync(Path.Combine(settings.Data, VocabulariesName), Path.Combine(folder, VocabulariesName), ct);
        await AddErasuresAsync(settings.Data, folder, ct);
        var files = await CopyFilesAsync(settings.Blobs, Path.Combine(folder, BlobsName), ct);
        var description = new BackupDescription(
            database.Clock.GetUtcNow(), database.Product, typeof(BackupFolder).Assembly.GetName().Version?.ToString(3) ?? "", migrations, heads, files);
        if (await DamageAsync(folder, description, settings, ct) is { } found)
        {
            return Problem.Of("backup.damaged", folder, ("found", found));
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, DescriptionName), JsonSerializer.SerializeToUtf8Bytes(description, JsonSerializerOptions.Web), ct);
        return description;
    }

    /// <returns>The description, or <c>backup.missing</c> when the folder is not a whole backup.</returns>
    public static async Task<Outcome<BackupDescription>> ReadAsync(string folder, CancellationToken ct)
    {
        try
        {
            await using var stream = File.OpenRead(Path.Combine(folder, DescriptionName));
            if (await JsonSerializer.DeserializeAsync<BackupDescription>(stream, JsonSerializerOptions.Web, ct) is { } description)
            {
                return description;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // Told below: whatever it is, it is not a backup.
        }

        return Problem.Of("backup.missing", "", ("folder", folder));
    }

    /// <returns>What is wrong with the copy; null when nothing is.</returns>
    public static async Task<string?> DamageAsync(string folder, BackupDescription description, ForiSettings settings, CancellationToken ct)
    {
        if (description.Database != "SQLite")
        {
            return new FileInfo(Path.Combine(folder, PostgresDump.FileName)) is { Exists: true, Length: > 0 } ? null : $"{PostgresDump.FileName} is missing or empty";
        }

        var file = Path.Combine(folder, Path.GetFileName(settings.DatabaseFile));
        if (!File.Exists(file))
        {
            return $"{Path.GetFileName(file)} is missing";
        }

        await using var copy = new SqliteDatabase(file, TimeProvider.System);
        try
        {
            if (await copy.IntegrityAsync(ct) is { Count: > 0 } broken)
            {
                return broken[0];
            }

            var heads = description.Migrations.Count > 0 ? await HeadsAsync(copy, ct) : new Dictionary<string, long>();
            return description.Heads.Where(h => heads.GetValueOrDefault(h.Key, -1) < h.Value).Select(h => $"the log of {h.Key} ends before {h.Value}").FirstOrDefault();
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            return e.Message;
        }
    }

    /// <summary>Copies the files and settings of a backup beside a restored database. Files are named by content, so none is overwritten by another.</summary>
    public static async Task CopyBackAsync(string folder, ForiSettings settings, CancellationToken ct)
    {
        Directory.CreateDirectory(settings.Data);
        foreach (var name in SettingFiles.Where(name => File.Exists(Path.Combine(folder, name))))
        {
            File.Copy(Path.Combine(folder, name), Path.Combine(settings.Data, name), overwrite: true);
        }

        await CopyFilesAsync(Path.Combine(folder, VocabulariesName), Path.Combine(settings.Data, VocabulariesName), ct);
        await AddErasuresAsync(folder, settings.Data, ct);
        await CopyFilesAsync(Path.Combine(folder, BlobsName), settings.Blobs, ct);
    }

    // The register here is the newer one when there is one: what a backup knows besides is added, nothing is taken away.
    private static async Task AddErasuresAsync(string from, string to, CancellationToken ct)
    {
        var known = Path.Combine(from, ErasureRegister.FileName);
        if (!File.Exists(known))
        {
            return;
        }

        var here = Path.Combine(to, ErasureRegister.FileName);
        var held = File.Exists(here) ? (await File.ReadAllLinesAsync(here, ct)).ToHashSet(StringComparer.Ordinal) : [];
        await File.AppendAllLinesAsync(here, (await File.ReadAllLinesAsync(known, ct)).Where(line => !held.Contains(line)), ct);
    }

    private static async Task<Dictionary<string, long>> HeadsAsync(StoreDatabase database, CancellationToken ct)
    {
        var heads = await database.HeadsAsync(ct);
        return (await database.TenantsAsync(ct)).ToDictionary(t => t.Name, t => heads.TryGetValue(t.Id, out var head) ? head.Head : 0);
    }

    private static async Task<int> CopyFilesAsync(string from, string to, CancellationToken ct)
    {
        if (!Directory.Exists(from))
        {
            return 0;
        }

        var files = 0;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // A path below `to` has a folder.
            await using (var source = File.OpenRead(file))
            await using (var copy = File.Create(target))
            {
                await source.CopyToAsync(copy, ct);
            }

            // Which version of a vocabulary is the newest is told by its time.
            File.SetLastWriteTimeUtc(target, File.GetLastWriteTimeUtc(file));
            files++;
        }

        return files;
    }
}
