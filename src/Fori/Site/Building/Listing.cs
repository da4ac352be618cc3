using Fori.Content.Types;
using Fori.Search;
using Fori.Store;

namespace Fori.Site.Building;

/// <summary>Answers of the index by numbered pages, and whole.</summary>
internal static class Listing
{
    /// <summary>The most that a page or file takes whole.</summary>
    public const int Most = 10_000;

    /// <summary>One numbered page.</summary>
    /// <param name="from">Hits before it.</param>
    public static SearchPage Window(SearchIndex index, SearchQuery query, int from, int count)
    {
        SearchPage? answer = null;
        var hits = new List<Search.SearchHit>();
        var passed = 0;
        string? cursor = null;
        while (passed < from + count)
        {
            var limit = Math.Min(from + count - passed, SearchQuery.LargestLimit);
            var page = Ask(index, query with { Limit = limit, Cursor = cursor });
            answer ??= page;
            hits.AddRange(page.Hits.Skip(Math.Max(0, from - passed)));
            passed += page.Hits.Count;
            cursor = page.NextCursor;
            if (cursor is null)
            {
                break;
            }
        }

        answer ??= Ask(index, query with { Limit = 0 });
        return answer with { Hits = hits, NextCursor = cursor };
    }

    /// <summary>All hits, up to <see cref="Most"/>.</summary>
    public static SearchPage All(SearchIndex index, SearchQuery query) => Window(index, query, 0, Most);

    public static int Count(SearchIndex index, SearchQuery query) => Ask(index, query with { Limit = 0 }).Total;

    /// <summary>How many hits have each value of a facet.</summary>
    public static IReadOnlyList<FacetCount> Counts(SearchIndex index, SearchQuery query, string field) =>
        Ask(index, query with { Limit = 0, Cursor = null, Facets = [field] }).Facets.GetValueOrDefault(field) ?? [];

    public static SearchPage Ask(SearchIndex index, SearchQuery query)
    {
        var outcome = index.Search(query);
        // Our own cursors end when the index moves under a long list; what was found so far is then the answer.
        return outcome.Value ?? (outcome.Problems[0].Code == "search.cursor-invalid"
            ? new SearchPage { Total = 0, Hits = [] }
            : throw new InvalidOperationException($"A page asked the index wrongly: {outcome.Problems[0].Code}."));
    }

    /// <summary>What a list that nobody writes by hand goes without: the content that its editors hide from it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> NotHiddenFrom(PageListing list) =>
        new Dictionary<string, IReadOnlyList<string>> { [ContentBody.HiddenFacet] = [list.ToString()] };

    /// <summary>Last page number; 1 when there is nothing.</summary>
    public static int LastPage(int total, int size) => Math.Max(1, (total + size - 1) / size);
}
