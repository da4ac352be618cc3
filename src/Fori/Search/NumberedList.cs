namespace Fori.Search;

/// <summary>By what a numbered list is ordered.</summary>
public enum ListKey
{
    /// <summary>Best first; without text the same as <see cref="Changed"/>.</summary>
    Relevance,
    Title,

    /// <summary>First changed first.</summary>
    Changed,

    /// <summary>By the rank of a facet's value; what has none comes last.</summary>
    Facet,
}

/// <summary>The order of a list whose pages have numbers. Equal ones stand in the order of their ids.</summary>
/// <param name="Facet">Field of <see cref="ListKey.Facet"/>.</param>
/// <param name="Ranks">Value → rank, for values whose order the index does not know, as names of people.</param>
public sealed record ListOrder(ListKey Key, bool Descending = false, string? Facet = null, IReadOnlyDictionary<string, int>? Ranks = null);

/// <param name="Total">All hits, on every page.</param>
public sealed record NumberedList(int Total, IReadOnlyList<SearchHit> Hits);
