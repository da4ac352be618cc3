using Fori.Content.Blocks;
using Fori.Content.Types.Terms;
using Fori.Site;

namespace Fori.Content.Types.Directories;

/// <summary>A directory: its filters and what they find, as a list or on the map.</summary>
public sealed record DirectoryView : ListPageView
{
    /// <summary>As "12 results".</summary>
    public required string TotalText { get; init; }

    public PictureView? Picture { get; init; }

    /// <summary>List and map; empty where there is no map.</summary>
    public IReadOnlyList<BrowseLink> Ways { get; init; } = [];

    /// <summary>What <see cref="Ways"/> are.</summary>
    public string WaysLabel { get; init; } = "";

    /// <summary>The map is what is shown, with a short list before it.</summary>
    public bool IsMap { get; init; }

    /// <summary>Records on the pages before this one.</summary>
    public int Before { get; init; }

    /// <summary>What editors wrote below the list.</summary>
    public IReadOnlyList<BlockView> Blocks { get; init; } = [];

    /// <summary>Pages below it, besides its entries.</summary>
    public PagesBelow Below { get; init; } = PagesBelow.None;

    /// <summary>What changed lately in this list.</summary>
    public required NamedLink Feed { get; init; }
}

/// <summary>An entry of a directory.</summary>
public sealed record DirectoryEntryView : LocatedView
{
    public PictureView? Picture { get; init; }

    /// <summary>Its values of the directory's facets: heading and names.</summary>
    public IReadOnlyList<(string Heading, string Text)> Facts { get; init; } = [];

    public IReadOnlyList<BlockView> Blocks { get; init; } = [];

    public required TermsView Terms { get; init; }

    /// <summary>The way back; null when the directory is not public.</summary>
    public NamedLink? Directory { get; init; }

    public required DateOnly UpdatedOn { get; init; }
}
