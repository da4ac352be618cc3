using System.Text.Json;
using Fori.Nodes;
using Fori.Store.Sql;

namespace Fori.Site.Building;

/// <summary>Who supplied the facts of a document that a page shows, and the day on which it last said something new.</summary>
internal static class SourcesOfDocument
{
    /// <summary>In the order of the sources' names; empty for a document that people write whole.</summary>
    public static async Task<IReadOnlyList<Provenance>> OfAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var used = Suppliers(document.Row.Provenance);
        if (used.Count == 0)
        {
            return [];
        }

        var contributions = await scope.ReadAsync(session => session.ContributionsOfAsync([document.Id], ct), ct);
        return
        [
            .. contributions.Where(c => used.Contains(c.Source))
                .GroupBy(c => c.Source).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new Provenance(
                    SiteWords.Find($"source.{g.Key}", scope.Language) ?? g.Key,
                    LocalDays.DayOf(g.Max(c => c.ReceivedAt)))),
        ];
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
}
