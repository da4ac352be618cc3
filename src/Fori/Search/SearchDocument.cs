using Fori.Documents;

namespace Fori.Search;

/// <summary>What the index is told of one published document. Built from its body and the labels of what it refers to.</summary>
public sealed record SearchDocument
{
    public required Guid Id { get; init; }

    /// <summary>Declared name of the document type, as <c>Service</c>.</summary>
    public required string Type { get; init; }

    /// <summary>No longer kept up: a hit only for who asks for such.</summary>
    public bool IsHistorical { get; init; }

    /// <summary>Languages in which it is published.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    public required LocalizedText Title { get; init; }

    /// <summary>Other names, and names of codes, joined places and organisations, each with its language.</summary>
    public IReadOnlyList<LocalizedText> AlternativeTitles { get; init; } = [];

    public LocalizedText Summary { get; init; } = LocalizedText.Empty;

    /// <summary>Running text without markup.</summary>
    public LocalizedText Body { get; init; } = LocalizedText.Empty;

    /// <summary>Words given for finding it: (language, word).</summary>
    public IReadOnlyList<(string Language, string Word)> Keywords { get; init; } = [];

    /// <summary>Names of what it refers to (class, target group, organisation, place), which weigh less than its own.</summary>
    public IReadOnlyList<LocalizedText> Labels { get; init; } = [];

    /// <summary>URIs of concepts it was described with (ontology terms, service classes).</summary>
    public IReadOnlyList<string> Concepts { get; init; } = [];

    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];

    /// <summary>Facet and filter values: field → values, as serviceClasses → ptv-service-class:P2.3.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Facets { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Points for boxes and distances; the first is primary.</summary>
    public IReadOnlyList<GeoPoint> Points { get; init; } = [];

    /// <summary>Number of the version that this was made from, for finding stale entries.</summary>
    public long Version { get; init; }

    /// <summary>When it last changed, for sorting; of types that have a moment of their own, as news, that moment.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}
