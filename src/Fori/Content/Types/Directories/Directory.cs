using Fori.Documents;

namespace Fori.Content.Types.Directories;

/// <summary>What a directory can list.</summary>
public enum ListedType
{
    /// <summary>What editors wrote for the directory itself.</summary>
    Entry,
    Place,
    Service,
    Organization,
}

/// <summary>How several chosen values of a facet limit the list.</summary>
public enum FacetMatch
{
    /// <summary>One of them is enough: choosing more shows more.</summary>
    Any,

    /// <summary>All must be there: choosing more shows less.</summary>
    All,
}

/// <summary>What a list tells of each record, besides its name.</summary>
public enum DirectoryColumn
{
    Summary,
    Address,
    Hours,
    Phone,
    Email,

    /// <summary>Its values of the directory's facets.</summary>
    Facets,
}

public enum DirectorySort
{
    Name,

    /// <summary>Last changed first.</summary>
    Newest,
}

/// <summary>Where a directory takes its records from.</summary>
public sealed record DirectorySource
{
    /// <summary>Null is nothing yet.</summary>
    [Field(FieldKind.Choice, Required = true, Order = 0)]
    public ListedType? RecordType { get; init; }

    /// <summary>Only records with these: of one field one is enough, of several fields one of each. None takes all.</summary>
    [Field(FieldKind.Structure, Offer = DirectoryOffers.Filters, Order = 10)]
    public IReadOnlyList<FacetValue> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>A value that editors made for a facet.</summary>
public sealed record DirectoryFacetValue
{
    [Field(FieldKind.Text, Required = true, MaxLength = 60, Order = 0)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>By which entries hold it; made from the name once and kept, so that the name can be mended.</summary>
    [Field(FieldKind.Text, MaxLength = 30, Folded = true, Order = 10)]
    public string? Key { get; init; }
}

/// <summary>A facet of a directory: a field that its records have anyway, or a question of its own with the answers to choose from.</summary>
public sealed record DirectoryFacet
{
    /// <summary>Name of a field, as <c>placeTypes</c>; null for a facet with <see cref="Values"/> of its own.</summary>
    [Field(FieldKind.Text, Offer = DirectoryOffers.Fields, Order = 0)]
    public string? Field { get; init; }

    /// <summary>Its heading; where it is a field, instead of the usual one.</summary>
    [Field(FieldKind.Text, MaxLength = 60, Order = 10)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>What the directory's entries choose from.</summary>
    [Field(FieldKind.Structure, Order = 20)]
    public IReadOnlyList<DirectoryFacetValue> Values { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Choice, Order = 30)]
    public FacetMatch Match { get; init; }

    /// <summary>By which entries and addresses know it; of a facet with values of its own.</summary>
    [Field(FieldKind.Text, MaxLength = 30, Folded = true, Order = 40)]
    public string? Key { get; init; }
}

/// <summary>Many similar things on one page: found by facets, near me and on a map, and taken along as a file (KADA: service_directory, proximity).</summary>
public sealed record Directory : TreeBody
{
    [Field(FieldKind.Structure, Order = 20)]
    public IReadOnlyList<DirectorySource> Sources { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, Order = 30)]
    public IReadOnlyList<DirectoryFacet> Facets { get; init => field = value ?? []; } = [];

    /// <summary>None tells what most lists tell: hours, address and summary.</summary>
    [Field(FieldKind.Choice, Order = 40)]
    public IReadOnlyList<DirectoryColumn> Columns { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Choice, Order = 50)]
    public DirectorySort Sort { get; init; }

    [Field(FieldKind.Flag, Order = 60)]
    public bool ShowMap { get; init; }

    /// <summary>The list can be ordered by the distance from an address or from where the visitor is.</summary>
    [Field(FieldKind.Flag, Order = 70)]
    public bool NearMe { get; init; }
}
