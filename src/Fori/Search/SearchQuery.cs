using Fori.Documents;

namespace Fori.Search;

/// <summary>The order of hits. Equal ones stand in the order of their ids, so pages never repeat a hit.</summary>
public enum SearchSort
{
    /// <summary>Best first; without text the same as <see cref="Title"/>.</summary>
    Relevance,

    /// <summary>By title in the query's language (else the document's first), by that language's alphabet: å ä ö last.</summary>
    Title,

    /// <summary>Last changed first.</summary>
    Changed,

    /// <summary>Nearest to <see cref="SearchQuery.Near"/> first; what has no place comes last.</summary>
    Distance,
}

/// <summary>What is no longer kept up is found only by who asks for it.</summary>
public enum HistoricalHits
{
    None,
    Also,
    Only,
}

/// <summary>A wish on one facet field.</summary>
/// <param name="Values">None asks nothing.</param>
/// <param name="All">True when a document must have every value, false when one will do.</param>
public sealed record FacetFilter(IReadOnlyList<string> Values, bool All = false);

/// <summary>A box in degrees of WGS 84; <see cref="West"/> greater than <see cref="East"/> crosses the antimeridian.</summary>
public sealed record GeoBox(double South, double West, double North, double East);

/// <summary>What is asked of an index. Every condition must hold; the default asks for everything.</summary>
public sealed record SearchQuery
{
    /// <summary>The longest text that is read (characters); more is cut, as no question is that long.</summary>
    public const int LongestText = 400;

    /// <summary>The most hits of a page.</summary>
    public const int LargestLimit = 1000;

    /// <summary>A resident's words in any form; no operators. Null or blank asks for a plain list.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The language of <see cref="Text"/> and of sorting by title (BCP 47). It does not shut out documents in other
    /// languages: filter by <see cref="PublishedIn"/> for that.
    /// </summary>
    public string Language { get; init; } = "fi";

    /// <summary>Document types; none means all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Languages of which a hit must be published in at least one; none means all.</summary>
    public IReadOnlyList<string> PublishedIn { get; init; } = [];

    public IReadOnlyDictionary<string, FacetFilter> Filters { get; init; } = new Dictionary<string, FacetFilter>();

    /// <summary>Facet values of which a hit must have none: field → values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Without { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Identifiers of which a hit must have at least one; none means all.</summary>
    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];

    /// <summary>Ids among which a hit must be; null means all, an empty list none.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }

    public GeoBox? Within { get; init; }

    /// <summary>The point from which distances are measured.</summary>
    public GeoPoint? Near { get; init; }

    /// <summary>The greatest distance from <see cref="Near"/> in metres; null sets no bound.</summary>
    public double? Distance { get; init; }

    public HistoricalHits Historical { get; init; }

    public SearchSort Sort { get; init; }

    /// <summary>Hits of a page, 0–<see cref="LargestLimit"/>; 0 only counts.</summary>
    public int Limit { get; init; } = 20;

    /// <summary><see cref="SearchPage.NextCursor"/> of the page before; null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>Facet fields to count over all hits.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];
}

/// <param name="Id">Of the document.</param>
/// <param name="Type">Declared name of its type.</param>
/// <param name="Score">Only comparable within one query; 0 in plain lists.</param>
/// <param name="Distance">Metres from <see cref="SearchQuery.Near"/> to the nearest of its points; null without either.</param>
public sealed record SearchHit(Guid Id, string Type, float Score, double? Distance);

/// <summary>How many hits have a value.</summary>
public sealed record FacetCount(string Value, int Count);

/// <summary>An answer of an index.</summary>
public sealed record SearchPage
{
    /// <summary>All hits, on every page.</summary>
    public required int Total { get; init; }

    public required IReadOnlyList<SearchHit> Hits { get; init; }

    /// <summary>By field; the most common value first, then in ordinal order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets { get; init; } = new Dictionary<string, IReadOnlyList<FacetCount>>();

    /// <summary>"Did you mean": the query's text with its unknown words replaced by near ones of this index; null when there is nothing to suggest.</summary>
    public string? Suggestion { get; init; }

    /// <summary>Null on the last page.</summary>
    public string? NextCursor { get; init; }
}
