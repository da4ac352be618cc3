namespace Fori.Site;

/// <summary>
/// A form of filters (GET). What is chosen stands in the address; each choice can be taken away by its own link.
/// </summary>
public sealed record FilterForm
{
    /// <summary>Path of the list without a query.</summary>
    public required string Action { get; init; }

    /// <summary>Free text; null when the list has no text field.</summary>
    public string? Query { get; init; }

    /// <summary>Name of the text field's parameter.</summary>
    public string QueryParameter { get; init; } = "q";

    /// <summary>Parameters kept through the form, as the way of browsing.</summary>
    public IReadOnlyList<(string Name, string Value)> Hidden { get; init; } = [];

    public IReadOnlyList<FacetGroup> Facets { get; init; } = [];

    /// <summary>What is chosen now, each with the address without it.</summary>
    public IReadOnlyList<ChosenFilter> Chosen { get; init; } = [];

    /// <summary>Address without any choice; null when nothing is chosen.</summary>
    public string? ClearUrl { get; init; }

    /// <summary>Null when the list cannot be ordered by distance.</summary>
    public NearFilter? Near { get; init; }

    /// <summary>Null when the list cannot be limited to what is open now.</summary>
    public bool? OpenNow { get; init; }

    /// <summary>Orders to choose from; null when the list has one order.</summary>
    public SortChoice? Sort { get; init; }
}

/// <param name="Label">What is chosen, as "Order".</param>
public sealed record SortChoice(string Label, IReadOnlyList<(string Value, string Name, bool IsChosen)> Options);

/// <remarks>Parameter: Name in the address, as <c>class</c>.</remarks>
public sealed record FacetGroup(string Parameter, string Heading, IReadOnlyList<FacetOption> Options);

/// <remarks>
/// Value: Value in the address.<br/>
/// Count: Hits when it is chosen.
/// </remarks>
public sealed record FacetOption(Phrase Name, string Value, int Count, bool IsChosen = false);

public sealed record ChosenFilter(string Group, Phrase Name, string RemoveUrl);

/// <summary>"Near me": a typed address, or coordinates as "60.45,22.27".</summary>
public sealed record NearFilter
{
    public string Value { get; init; } = "";

    /// <summary>How the typed text was understood, as an address; null before anything was typed.</summary>
    public string? Understood { get; init; }

    /// <summary>True when the typed text could not be understood; the field says so.</summary>
    public bool IsUnknown { get; init; }
}
