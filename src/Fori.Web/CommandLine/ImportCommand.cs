using System.CommandLine;
using System.Globalization;
using Fori.Documents;
using Fori.Integration.Fetching;
using Fori.Integration.Importing;
using Fori.Integration.Mapping;
using Fori.Integration.Reading;
using Fori.Plugins;
using Fori.Registers.Profiles;
using Fori.Registers.Ptv;
using Fori.Registers.Vocabularies;
using Fori.Store;
using Fori.Web.Hosting;

namespace Fori.Web.CommandLine;

/// <summary>One run of one source.</summary>
internal sealed class ImportCommand : ICommandModule
{
    private static readonly string[] Kinds = ["json", "ndjson", "csv", "ptv", "vocabulary", "fori", .. InstalledPlugins.Importers.Select(i => i.Kind)];
    private const int MostUnresolved = 20;
    private const int MostVocabularyProblems = 20;
    private const long LargestVocabulary = 512L * 1024 * 1024;

    public static Command Create(CommandContext context)
    {
        var tenant = new Option<string>("--tenant") { Description = "The municipality", HelpName = "NAME", Required = true };
        var kind = new Option<string>("--source") { Description = "Kind of source: " + string.Join(", ", Kinds), HelpName = "KIND", Required = true };
        kind.AcceptOnlyFromAmong(Kinds);
        var mapping = new Option<string?>("--mapping") { Description = "Mapping of its records (YAML); for json, ndjson and csv", HelpName = "FILE" };
        var name = new Option<string?>("--name") { Description = "Name of the source (default: of the mapping file, else the kind)", HelpName = "NAME" };
        var language = new Option<string?>("--language") { Description = "Language of a vocabulary file that does not say", HelpName = "TAG" };
        var scheme = new Option<string?>("--scheme") { Description = "Scheme of a vocabulary file that does not show it", HelpName = "SCHEME" };
        var profile = new Option<string>("--profile")
        {
            Description = "Refuse what breaks the rules of: " + string.Join(", ", ProfileValidator.Profiles), HelpName = "PROFILE", DefaultValueFactory = _ => ProfileValidator.Fori,
        };
        profile.AcceptOnlyFromAmong([.. ProfileValidator.Profiles]);
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen, and write nothing" };
        var partial = new Option<bool>("--partial") { Description = "The source does not bring all of its records: remove none" };
        var removals = new Option<bool>("--accept-removals") { Description = "Remove what is missing, however much it is" };
        var location = new Argument<string>("location") { Description = "File, folder or http(s) address" };
        var command = new Command("import", "Bring the records of a source into the registers")
        {
            tenant, kind, mapping, name, language, scheme, profile, dryRun, partial, removals, location,
        };
        context.OnInstallation(command, async (parse, installation, ct) =>
        {
            var found = await installation.TenantAsync(parse.GetRequiredValue(tenant), ct);
            if (!found.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(found.Problems);
            }

            var from = parse.GetRequiredValue(location);
            var place = from.Contains("://", StringComparison.Ordinal) ? from : context.PathOf(from);
            var chosen = parse.GetRequiredValue(kind);
            if (chosen == "vocabulary")
            {
                return await VocabularyAsync(context, installation, place, parse.GetValue(scheme), parse.GetValue(language), parse.GetValue(dryRun), ct);
            }

            var mappingFile = parse.GetValue(mapping);
            var options = new ImportOptions
            {
                Source = parse.GetValue(name) ?? (mappingFile is null ? chosen : Path.GetFileNameWithoutExtension(mappingFile)),
                Kind = chosen,
                Location = Fingerprint(place, mappingFile is null ? null : context.PathOf(mappingFile)),
                DryRun = parse.GetValue(dryRun),
                Profile = parse.GetRequiredValue(profile),
                Complete = !parse.GetValue(partial),
                LargestRemoval = parse.GetValue(removals) ? 1 : 0.2,
                Actor = "operator",
            };
            var codes = new List<MappedCode>();
            var items = await ItemsAsync(context, installation, chosen, place, mappingFile, codes, ct);
            if (!items.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(items.Problems);
            }

            var node = installation.Node.Open(found.Value);
            await node.CaughtUp;
            var summary = await installation.Services.GetRequiredService<Importer>().RunAsync(
                found.Value, options, items.Value, done => context.Console.Progress(string.Create(CultureInfo.InvariantCulture, $"{done} records")), ct);
            if (codes.Count > 0 && !options.DryRun)
            {
                await SaveCodesAsync(context, installation, codes);
                node = installation.Node.Open(found.Value);
            }

            await node.WaitForAsync(summary.Sequence, TimeSpan.FromMinutes(10), ct);
            if (summary.Unresolved > 0)
            {
                foreach (var reference in (await RunsCommand.UnresolvedAsync(installation, found.Value, int.MaxValue, ct)).Where(r => r.Source == options.Source).Take(MostUnresolved))
                {
                    context.Console.Progress(RunsCommand.Line(reference));
                }
            }

            return Answer(context, summary);
        });
        return command;
    }

    private static async Task<Outcome<IAsyncEnumerable<ImportItem>>> ItemsAsync(
        CommandContext context, Installation installation, string kind, string place, string? mappingFile, List<MappedCode> codes, CancellationToken ct)
    {
        var node = installation.Node;
        if (kind == "ptv" && !place.Contains("://", StringComparison.Ordinal))
        {
            var files = PtvFolder.Files(place);
            return files.Succeeded
                ? Outcome<IAsyncEnumerable<ImportItem>>.Of(Sources.Ptv(files.Value, node.Types, node.Vocabularies, ct))
                : Outcome<IAsyncEnumerable<ImportItem>>.Refused(files.Problems);
        }

        var fetched = await installation.Services.GetRequiredService<SourceFetcher>().OpenAsync(place, null, ct);
        if (!fetched.Succeeded)
        {
            return Outcome<IAsyncEnumerable<ImportItem>>.Refused(fetched.Problems);
        }

        var parts = fetched.Value.Parts;
        if (kind == "ptv")
        {
            return Outcome<IAsyncEnumerable<ImportItem>>.Of(Sources.PtvAnswers(parts, node.Types, node.Vocabularies, ct));
        }

        if (kind == "fori")
        {
            return Outcome<IAsyncEnumerable<ImportItem>>.Of(Sources.Over(parts, (part, content) =>
                Sources.Own(content, SourceReader.FormatOf(part.Name, part.MediaType) ?? SourceFormat.Json, ct), ct));
        }

        if (InstalledPlugins.Importers.FirstOrDefault(i => i.Kind == kind) is { } importer)
        {
            return Outcome<IAsyncEnumerable<ImportItem>>.Of(Sources.Over(parts, (part, content) => importer.ReadAsync(part.Name, content, ct), ct));
        }

        if (mappingFile is null)
        {
            return Problem.Of("import.mapping-missing", "mapping", ("kind", kind));
        }

        var mapping = await MappingAsync(context, mappingFile, ct);
        if (!mapping.Succeeded)
        {
            return Outcome<IAsyncEnumerable<ImportItem>>.Refused(mapping.Problems);
        }

        var format = kind switch { "ndjson" => SourceFormat.NdJson, "csv" => SourceFormat.Csv, _ => SourceFormat.Json };
        return Outcome<IAsyncEnumerable<ImportItem>>.Of(
            Sources.Over(parts, (_, content) => Sources.Mapped(mapping.Value, content, format, codes.Add, ct), ct));
    }

    public static async Task<Outcome<MappingDocument>> MappingAsync(CommandContext context, string file, CancellationToken ct)
    {
        var path = context.PathOf(file);
        return File.Exists(path)
            ? MappingDocument.Parse(await File.ReadAllTextAsync(path, ct), TargetTypes.Registers())
            : Problem.Of("import.mapping-not-found", "mapping", ("file", path));
    }

    private static async Task<Outcome<CommandAnswer>> VocabularyAsync(
        CommandContext context, Installation installation, string place, string? scheme, string? language, bool dryRun, CancellationToken ct)
    {
        var fetched = await installation.Services.GetRequiredService<SourceFetcher>().OpenAsync(place, null, ct);
        if (!fetched.Succeeded)
        {
            return Outcome<CommandAnswer>.Refused(fetched.Problems);
        }

        var files = new List<(string, ReadOnlyMemory<byte>)>();
        foreach (var part in fetched.Value.Parts)
        {
            var opened = part.Open();
            if (!opened.Succeeded)
            {
                return Outcome<CommandAnswer>.Refused(opened.Problems);
            }

            await using var content = opened.Value;
            using var buffer = new MemoryStream();
            await content.CopyToAsync(buffer, ct);
            if (buffer.Length > LargestVocabulary)
            {
                return Problem.Of("vocabulary.too-large", part.Name);
            }

            files.Add((part.Name, buffer.ToArray()));
        }

        var reading = VocabularyReader.ReadAll(files, new VocabularyReadOptions { Scheme = scheme, Language = language });
        if (reading.Vocabularies.Count == 0)
        {
            return Outcome<CommandAnswer>.Refused(reading.Problems.Count > 0 ? reading.Problems : [Problem.Of("vocabulary.empty")]);
        }

        var whole = installation.Node.WithKnown(reading.Vocabularies);
        if (!dryRun)
        {
            installation.Node.AddVocabularies(whole);
            await installation.Node.ReloadVocabulariesAsync();
        }

        IReadOnlyList<Problem> problems = [.. reading.Problems, .. Circles(whole)];
        foreach (var problem in problems.Take(MostVocabularyProblems))
        {
            context.Console.Progress(Sentences.Of(problem));
        }

        return CommandAnswer.Of(
            new { vocabularies = whole.Select(VocabularyFiles.VersionOf).Select(v => new { v.Scheme, v.Items, v.Hash }), problems = problems.Count },
            [.. whole.Select(v => $"{v.Scheme}: {v.Items.Count.ToString(CultureInfo.InvariantCulture)} concepts")])
            with { Exit = problems.Any(p => p.Severity == Severity.Error) ? ExitCode.DoneWithRejected : ExitCode.Done };
    }

    private static IEnumerable<Problem> Circles(IReadOnlyList<Vocabulary> vocabularies)
    {
        var catalogue = VocabularyCatalogue.Of(vocabularies);
        return vocabularies.SelectMany(v => catalogue.Circles(v.Scheme));
    }

    private static async Task SaveCodesAsync(CommandContext context, Installation installation, List<MappedCode> codes)
    {
        var whole = installation.Node.WithKnown([
            .. codes.GroupBy(c => c.Scheme).Select(g => Vocabulary.Of(g.Key, g.Select(c => new VocabularyItem
            {
                Code = c.Value,
                Labels = c.Labels,
                Parents = c.Parent is null ? null : [c.Parent],
            }))),
        ]);
        installation.Node.AddVocabularies(whole);
        await installation.Node.ReloadVocabulariesAsync();
        foreach (var problem in Circles(whole).Take(MostVocabularyProblems))
        {
            context.Console.Progress(Sentences.Of(problem));
        }
    }

    private static CommandAnswer Answer(CommandContext context, ImportSummary s)
    {
        TellProblems(context, s);
        return CommandAnswer.Of(
            new { run = s.Run, s.Read, s.Created, s.Updated, s.Unchanged, s.Removed, s.Quarantined, s.Unresolved, seconds = Math.Round(s.Seconds, 3) },
            string.Create(
                CultureInfo.InvariantCulture,
                $"Read {s.Read}: {s.Created} created, {s.Updated} updated, {s.Unchanged} unchanged, {s.Removed} removed, {s.Quarantined} in quarantine, {s.Unresolved} references unresolved ({s.Seconds:0.0} s)"))
            with { Exit = s.Stopped || s.EndedEarly ? ExitCode.Failed : s.Quarantined > 0 ? ExitCode.DoneWithRejected : ExitCode.Done };
    }

    public static void TellProblems(CommandContext context, ImportSummary s)
    {
        foreach (var (ordinal, key, problem) in s.Problems)
        {
            context.Console.Progress(string.Create(CultureInfo.InvariantCulture, $"{Place(ordinal, key)}{Sentences.Of(problem)}"));
        }

        foreach (var (code, count) in s.ProblemCounts.Where(c => c.Value > 3))
        {
            context.Console.Progress(string.Create(CultureInfo.InvariantCulture, $"{code}: {count} times"));
        }
    }

    // What is found at the end of a run stands at no place in its source: of a record by its key, or of the whole.
    private static string Place(long ordinal, string? key) =>
        ordinal > 0 ? string.Create(CultureInfo.InvariantCulture, $"record {ordinal}{(key is null ? "" : $" ({key})")}: ")
        : key is null ? "" : $"record {key}: ";

    // A run is taken up only when the same content is read again by the same mapping.
    private static string Fingerprint(string place, string? mapping) =>
        !File.Exists(place) ? "" : mapping is null ? OfFile(place) : OfFile(place) + "|" + OfFile(mapping);

    private static string OfFile(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{path}|{file.Length}|{file.LastWriteTimeUtc.Ticks}") : path;
    }
}
