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

    /// <summary>The localised member in which a person may write the slug; null when it always follows the title.</summary>
    public string? SlugMember { get; init; }

    /// <summary>
    /// The member that names, by id, the document of <see cref="RouteSpace"/> below which it stands in the tree of
    /// addresses; null when its addresses are no tree.
    /// </summary>
    public string? ParentMember { get; init; }

    /// <summary>
    /// The member with a moment whose year (<see cref="YearOfMoment"/>) stands before the slug: what is of a year has a space of its own, as
    /// <c>news/2026</c>; null when addresses have no year.
    /// </summary>
    public string? YearMember { get; init; }

    /// <summary>The year of a moment as people there count it.</summary>
    public Func<DateTimeOffset, int> YearOfMoment { get; init; } = at => at.UtcDateTime.Year;

    /// <summary>Slugs that no document may have at the root of its route space, since something else answers there.</summary>
    public IReadOnlySet<string> ReservedSlugs { get; init; } = new HashSet<string>();

    /// <summary>The member that names a file by an object with <c>hash</c>; null when its documents have none.</summary>
    public string? FileMember { get; init; }

    /// <summary>People write its documents whole; they are not merged from what sources say.</summary>
    public bool IsEdited { get; init; }

    /// <summary>How members of contributions join.</summary>
    public required MergeShape Shape { get; init; }

    /// <summary>Which sources go first where no authority speaks (<see cref="MergeDecisions.DefaultOrder"/>). A change of it needs a new <see cref="GoldenMerge.RulesVersion"/>.</summary>
    public IReadOnlyList<string> DefaultOrder { get; init; } = [];

    /// <summary>Most levels of a tree of addresses: deeper than any site.</summary>
    public const int DeepestTree = 12;

    /// <summary>The route space of what stands below a document in a tree of addresses.</summary>
    public static string SpaceBelow(string space, Guid parent) => $"{space}/{parent:N}";

    /// <summary>The route space of a year, as <c>news/2026</c>.</summary>
    public static string SpaceOfYear(string space, string year) => $"{space}/{year}";

    /// <summary>The year of a space; null when it is of none.</summary>
    public static string? YearOf(string space) =>
        space.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && space.Length == slash + 5 ? space[(slash + 1)..] : null;

    /// <summary>The document below which a space lies; null at the root of the tree.</summary>
    public static Guid? ParentOf(string space) =>
        space.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && Guid.TryParseExact(space.AsSpan(slash + 1), "N", out var parent) ? parent : null;
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
