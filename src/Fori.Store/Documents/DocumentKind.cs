using Fori.Store.Golden;

namespace Fori.Store;

/// <summary>What the store needs to know of a document type; the words in it belong to the product.</summary>
public sealed record DocumentKind
{
    /// <summary>Declared name, as <c>Service</c>; in the API and in the rows.</summary>
    public required string Name { get; init; }

    /// <summary>Number of the body's shape; raised when an older body must be lifted.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The localised member that names the document and makes its slugs; null when it has none of its own.</summary>
    public string? TitleMember { get; init; }

    /// <summary>Key of the addresses of its pages, as <c>services</c>; null when it has no page.</summary>
    public string? RouteSpace { get; init; }

    /// <summary>How members of contributions join.</summary>
    public required MergeShape Shape { get; init; }

    /// <summary>Which sources go first where no authority speaks (<see cref="MergeDecisions.DefaultOrder"/>). A change of it needs a new <see cref="GoldenMerge.RulesVersion"/>.</summary>
    public IReadOnlyList<string> DefaultOrder { get; init; } = [];
}

/// <summary>The types of an installation, by declared name.</summary>
public sealed class DocumentKinds(IEnumerable<DocumentKind> kinds)
{
    private readonly Dictionary<string, DocumentKind> _kinds = kinds.ToDictionary(k => k.Name);

    public IEnumerable<DocumentKind> All => _kinds.Values;

    public DocumentKind? Find(string name) => _kinds.GetValueOrDefault(name);

    /// <exception cref="InvalidOperationException">No module declares the type.</exception>
    public DocumentKind this[string name] =>
        Find(name) ?? throw new InvalidOperationException($"No document type is called {name}.");
}
