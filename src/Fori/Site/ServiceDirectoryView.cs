namespace Fori.Site;

/// <summary>Services from A to Ö, by class, life event or target group; filtered and counted.</summary>
public sealed record ServiceDirectoryView : PageView
{
    public required Phrase Heading { get; init; }

    public Phrase? Lead { get; init; }

    /// <summary>Ways of browsing, as A–Ö, topic, life event, target group.</summary>
    public IReadOnlyList<BrowseLink> Ways { get; init; } = [];

    /// <summary>Empty when not browsing by letter.</summary>
    public IReadOnlyList<LetterLink> Letters { get; init; } = [];

    /// <summary>Classes, life events or target groups to choose from; empty when a list is shown.</summary>
    public IReadOnlyList<DirectoryBranch> Branches { get; init; } = [];

    public FilterForm? Filters { get; init; }

    /// <summary>Number of services found; null when branches are shown.</summary>
    public int? Total { get; init; }

    public IReadOnlyList<DirectorySection> Sections { get; init; } = [];

    public Paging? Paging { get; init; }
}

public sealed record BrowseLink(string Name, string Url, bool IsCurrent = false);

/// <remarks>Url: Null when nothing begins with the letter.</remarks>
public sealed record LetterLink(string Letter, string? Url, bool IsCurrent = false);

/// <summary>A branch of a vocabulary with the branches under it.</summary>
public sealed record DirectoryBranch(NamedLink Link, IReadOnlyList<NamedLink> Children);

/// <summary>Entries under a letter or class.</summary>
/// <remarks>Heading: Null when the list is not divided.</remarks>
public sealed record DirectorySection(Phrase? Heading, IReadOnlyList<ServiceEntry> Entries);

/// <summary>A service in the list, or another name by which it is looked for.</summary>
/// <remarks>SeeInstead: For a cross-reference from a synonym: the name of the service the address leads to.</remarks>
public sealed record ServiceEntry(Phrase Name, string Url, Phrase? Summary = null, Phrase? SeeInstead = null);
