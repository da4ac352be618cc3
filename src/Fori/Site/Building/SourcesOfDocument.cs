using System.Text.Json;
using Fori.Documents;
using Fori.Integration;
using Fori.Nodes;
using Fori.Sharing;
using Fori.Store.Golden;
using Fori.Store.Operations;
using Fori.Store.Sql;

namespace Fori.Site.Building;

/// <summary>Who supplied the facts of a document that a page shows, and the day on which it last said so.</summary>
internal static class SourcesOfDocument
{
    // A run that finds nothing new stands in no log, so no page is evicted for it.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>In the order of the sources' names; empty for a document that people write whole.</summary>
    public static async Task<IReadOnlyList<Provenance>> OfAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var used = Suppliers(document.Row.Provenance);
        if (used.Count == 0)
        {
            return [];
        }

        // Two registers that nobody named are one for the reader.
        return [.. (await SaidAsync(scope, document, used, ct)).Values.GroupBy(n => n.Name).Select(g => new Provenance(g.Key, LocalDays.DayOf(g.Min(n => n.At))))];
    }

    /// <summary>The same of each field.</summary>
    public static async Task<FieldSources> OfFieldsAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var byPath = ByPath(document.Row.Provenance);
        var said = await SaidAsync(scope, document, [.. byPath.Values], ct);
        return new FieldSources(byPath.Where(p => said.ContainsKey(p.Value)).ToDictionary(p => p.Key, p => new Provenance(said[p.Value].Name, LocalDays.DayOf(said[p.Value].At))));
    }

    // In the order of the sources' names.
    private static async Task<IReadOnlyDictionary<string, (string Name, DateTimeOffset At)>> SaidAsync(PageScope scope, LoadedDocument document, HashSet<string> used, CancellationToken ct)
    {
        if (used.Any(source => source != Contribution.Local))
        {
            scope.EndsAt(scope.Request.Now + Fresh);
        }

        var said = await scope.ReadAsync(async session =>
            await LastChecked.OfAsync(session, [.. (await session.ContributionsOfAsync([document.Id], ct)).Where(c => used.Contains(c.Source) && c is { Live: true, Body: not null })], ct), ct);
        var named = new OrderedDictionary<string, (string Name, DateTimeOffset At)>();
        foreach (var source in said.GroupBy(s => s.Contribution.Source).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            named[source.Key] = (await NameAsync(scope, source.Key, ct), source.Min(s => s.At));
        }

        return named;
    }

    /// <summary>What the municipality calls the source, or else what it is: residents are never shown a machine name.</summary>
    private static async Task<string> NameAsync(PageScope scope, string source, CancellationToken ct)
    {
        if (scope.Settings.Municipality.Sources.FirstOrDefault(s => s.Name == source)?.Title.In(scope.Languages) is { } title)
        {
            return title.Text;
        }

        if (SiteWords.Find($"source.{source}", scope.Language) is { } known)
        {
            return known;
        }

        if (source.StartsWith(AdaptedCopies.SourcePrefix, StringComparison.Ordinal))
        {
            return SiteWords.Say("source-kind.tenant", scope.Language);
        }

        var runs = await scope.ReadAsync(session => session.DoneRunsAsync(source, 1, ct), ct);
        return (runs is [{ Kind: { } kind }] ? SiteWords.Find($"source-kind.{kind}", scope.Language) : null) ?? SiteWords.Say("source-kind.register", scope.Language);
    }

    // Path → {source, key, version, rule, …}; a joined list names its suppliers in "from".
    private static HashSet<string> Suppliers(byte[]? provenance)
    {
        var sources = new HashSet<string>(StringComparer.Ordinal);
        if (provenance is null)
        {
            return sources;
        }

        using var log = JsonDocument.Parse(provenance);
        foreach (var field in log.RootElement.EnumerateObject())
        {
            Add(field.Value);
            if (field.Value.TryGetProperty("from", out var suppliers) && suppliers.ValueKind == JsonValueKind.Array)
            {
                foreach (var supplier in suppliers.EnumerateArray())
                {
                    Add(supplier);
                }
            }
        }

        return sources;

        void Add(JsonElement supplier)
        {
            if (supplier.ValueKind == JsonValueKind.Object && supplier.TryGetProperty("source", out var source) && source.GetString() is { } name)
            {
                sources.Add(name);
            }
        }
    }

    // Path → the source that supplied it; a joined list has several, and none of them alone.
    private static Dictionary<string, string> ByPath(byte[]? provenance)
    {
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        if (provenance is null)
        {
            return sources;
        }

        using var log = JsonDocument.Parse(provenance);
        foreach (var field in log.RootElement.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Object && field.Value.TryGetProperty("source", out var source) && source.GetString() is { } name)
            {
                sources[field.Name] = name;
            }
        }

        return sources;
    }
}

/// <summary>Who supplied which field of a document.</summary>
/// <param name="byPath">As the provenance writes paths: <c>name.fi</c>, <c>phones</c>, or <c>*</c> for all.</param>
internal sealed class FieldSources(IReadOnlyDictionary<string, Provenance> byPath)
{
    public static FieldSources None { get; } = new(new Dictionary<string, Provenance>());

    /// <returns>Null when nobody says so, as of a text that was taken over from elsewhere.</returns>
    public Provenance? Of(string field, string language) =>
        byPath.GetValueOrDefault($"{field}.{language}") ?? byPath.GetValueOrDefault(field) ?? byPath.GetValueOrDefault("*");
}
