using System.Globalization;
using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Types.Directories;

/// <summary>What an entry asks beyond its fields.</summary>
internal static class EntryRules
{
    /// <returns>Codes <c>entry.no-directory</c>, <c>entry.facet-unknown</c>, <c>entry.hours-half</c> and <c>entry.days-order</c>.</returns>
    public static async Task<IReadOnlyList<Problem>> CheckAsync(PublishingCheck check, CancellationToken ct)
    {
        var entry = (DirectoryEntry)check.Body;
        var problems = new List<Problem>();
        var ids = entry.OtherDirectories.Select(d => d.Id).Prepend(entry.Parent?.Id).OfType<Guid>().Distinct().ToList();
        var loaded = await check.Tenant.LoadAsync(ids, ct);

        // One that is not public yet is told of apart: page.parent-not-public.
        if (entry.Parent?.Id is not { } parent || (loaded.TryGetValue(parent, out var above) && above.Body is not Directory))
        {
            problems.Add(Problem.Of("entry.no-directory", "parent"));
        }

        var known = loaded.Values.Select(d => d.Body).OfType<Directory>().SelectMany(d => d.Facets).SelectMany(f => f.Values.Select(v => $"{f.Key}:{v.Key}")).ToHashSet();
        if (loaded.Count == ids.Count)
        {
            problems.AddRange(entry.FacetValues.Where(v => !known.Contains(v)).Select(v => Problem.Of("entry.facet-unknown", "facetValues", ("value", v))));
        }

        for (var i = 0; i < (entry.Hours?.Exceptions.Count ?? 0); i++)
        {
            var (path, day) = (At("hours.exceptions", i), entry.Hours!.Exceptions[i]); // Counted.
            if (day.Opens is null != day.Closes is null)
            {
                problems.Add(Problem.Of("entry.hours-half", day.Opens is null ? $"{path}.opens" : $"{path}.closes"));
            }

            if (day.To < day.From)
            {
                problems.Add(Problem.Of("entry.days-order", $"{path}.to"));
            }
        }

        return problems;
    }

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
