using System.Globalization;
using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Types.Directories;

/// <summary>What a directory asks beyond its fields, and the names by which its entries know its facets.</summary>
internal static class DirectoryRules
{
    private const int LongestKey = 30;

    /// <summary>Gives a key to each facet and value of the directory's own that has none, and makes written ones fit for addresses.</summary>
    public static DocumentBody Fill(DocumentBody body, Filling filling)
    {
        ArgumentNullException.ThrowIfNull(filling);
        if (body is not Directory directory || directory.Facets.All(IsKeyed))
        {
            return body;
        }

        var taken = new HashSet<string>(directory.Facets.Where(f => IsKey(f.Key)).Select(f => f.Key!)); // IsKey looked.
        return directory with { Facets = [.. directory.Facets.Select(f => IsKeyed(f) ? f : Keyed(f, taken))] };
    }

    /// <returns>
    /// Codes <c>directory.no-source</c>, <c>directory.filter-unknown</c>, <c>directory.facets-many</c>, <c>directory.facet-unknown</c>,
    /// <c>directory.facet-unnamed</c>, <c>directory.facet-empty</c> and <c>directory.facet-no-entries</c>.
    /// </returns>
    public static Task<IReadOnlyList<Problem>> CheckAsync(PublishingCheck check, CancellationToken ct)
    {
        var (directory, types) = ((Directory)check.Body, check.Types);
        var listed = DirectoryFacets.TypesOf(directory);
        var problems = new List<Problem>();
        if (listed.Count == 0)
        {
            problems.Add(Problem.Of("directory.no-source", "sources"));
        }

        for (var s = 0; s < directory.Sources.Count; s++)
        {
            var source = directory.Sources[s];
            for (var f = 0; f < source.Filters.Count; f++)
            {
                if (source.RecordType is { } type && DirectoryFacets.FieldOf(types, DirectoryFacets.TypeOf(type), source.Filters[f].Field) is null)
                {
                    problems.Add(Problem.Of("directory.filter-unknown", At($"{At("sources", s)}.filters", f), ("field", source.Filters[f].Field ?? "")));
                }
            }
        }

        if (directory.Facets.Count > DirectoryFacets.Most)
        {
            problems.Add(Problem.Of("directory.facets-many", "facets", ("max", DirectoryFacets.Most.ToString(CultureInfo.InvariantCulture))));
        }

        for (var i = 0; i < directory.Facets.Count; i++)
        {
            problems.AddRange(OfFacet(directory.Facets[i], At("facets", i), listed, types, check.Languages));
        }

        return Task.FromResult<IReadOnlyList<Problem>>(problems);
    }

    private static IEnumerable<Problem> OfFacet(DirectoryFacet facet, string path, IReadOnlyList<string> listed, DocumentTypes types, IReadOnlyList<string> languages)
    {
        if (facet.Field is { Length: > 0 } field)
        {
            if (listed.Count > 0 && listed.All(t => DirectoryFacets.FieldOf(types, t, field) is null))
            {
                yield return Problem.Of("directory.facet-unknown", $"{path}.field", ("field", field));
            }

            yield break;
        }

        foreach (var language in languages.Where(l => facet.Name.Exactly(l) is null))
        {
            yield return Problem.Of("directory.facet-unnamed", $"{path}.name.{language}");
        }

        if (facet.Values.Count == 0)
        {
            yield return Problem.Of("directory.facet-empty", $"{path}.values");
        }
        else if (!listed.Contains(nameof(DirectoryEntry)))
        {
            yield return Problem.Of("directory.facet-no-entries", path);
        }
    }

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    // A field has its own name; two values of one key would be one.
    private static bool IsKeyed(DirectoryFacet facet) =>
        facet.Field is { Length: > 0 } || (IsKey(facet.Key) && facet.Values.All(v => IsKey(v.Key)) && facet.Values.Select(v => v.Key).Distinct().Count() == facet.Values.Count);

    private static bool IsKey(string? key) => key is { Length: > 0 and <= LongestKey } && Slug.From(key) == key;

    private static DirectoryFacet Keyed(DirectoryFacet facet, HashSet<string> taken)
    {
        var own = new HashSet<string>();
        return facet with
        {
            Key = IsKey(facet.Key) ? facet.Key : Free(facet.Key, facet.Name, taken),
            Values = [.. facet.Values.Select(v => IsKey(v.Key) && own.Add(v.Key!) ? v : v with { Key = Free(v.Key, v.Name, own) })], // IsKey looked.
        };
    }

    private static string Free(string? written, LocalizedText name, HashSet<string> taken)
    {
        var wanted = Slug.From(written ?? name.Values.FirstOrDefault() ?? "");
        wanted = wanted.Length == 0 ? "x" : wanted[..Math.Min(wanted.Length, LongestKey - 3)].Trim('-');
        var key = wanted;
        for (var number = 2; !taken.Add(key); number++)
        {
            key = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{number}");
        }

        return key;
    }
}
