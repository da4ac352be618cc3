using Fori.Admin;
using Fori.Site;

namespace Fori.Content.Admin;

/// <summary>A choice of a filter or an act.</summary>
public sealed record Choice(string Value, string Name, bool IsChosen = false);

/// <summary>A column of the list, with the way to order by it.</summary>
/// <param name="Url">Null when the list cannot be ordered by it.</param>
/// <param name="Sorted">As <c>aria-sort</c> says it; null when the list is ordered otherwise.</param>
public sealed record ColumnHead(string Name, string? Url, string? Sorted);

/// <summary>A type that the person may create.</summary>
/// <param name="When">What it is for; null when nothing is said.</param>
public sealed record CreateChoice(string Name, string Url, string? When);

/// <param name="SavedBy">Name of the person, or what wrote it.</param>
/// <param name="Above">Title of the page above; null at the root.</param>
public sealed record ContentRow(
    Guid Id, string Type, string Title, string Url, string? Above, IReadOnlyList<LanguageMark> Languages, string SavedAt, string SavedBy, string? Section);

/// <param name="Url">The list as it was asked when it was saved.</param>
public sealed record SavedView(Guid Id, string Name, string Url);

/// <summary>Documents of all types that people write, found by what stands in the address.</summary>
public sealed record ContentListView : AdminView
{
    public required string Text { get; init; }

    public IReadOnlyList<Choice> Types { get; init; } = [];

    public IReadOnlyList<Choice> States { get; init; } = [];

    public IReadOnlyList<Choice> Languages { get; init; } = [];

    public IReadOnlyList<Choice> People { get; init; } = [];

    /// <summary>None where there are no sections.</summary>
    public IReadOnlyList<Choice> Sections { get; init; } = [];

    public IReadOnlyList<Choice> Sizes { get; init; } = [];

    /// <summary>What the filter form keeps though it does not show it: order, and the page above.</summary>
    public IReadOnlyList<(string Name, string Value)> Kept { get; init; } = [];

    public IReadOnlyList<(string Name, string RemoveUrl)> Chosen { get; init; } = [];

    public IReadOnlyList<ColumnHead> Columns { get; init; } = [];

    public IReadOnlyList<ContentRow> Rows { get; init; } = [];

    public int Total { get; init; }

    public Paging? Pages { get; init; }

    public IReadOnlyList<CreateChoice> Create { get; init; } = [];

    public IReadOnlyList<SavedView> Saved { get; init; } = [];

    /// <summary>The question as it stands in the address; empty for the whole list.</summary>
    public string Query { get; init; } = "";

    public string NewViewName { get; init; } = "";

    public string CsvUrl { get; init; } = "";

    public IReadOnlyList<Choice> Acts { get; init; } = [];

    /// <summary>How many documents the index holds so far, while it is being made; null when it is there.</summary>
    public int? Making { get; init; }
}

/// <summary>The tree of what stands below what. Branches are opened by the address.</summary>
public sealed record TreeView(IReadOnlyList<TreeNode> Roots, int Total, Paging? Pages) : AdminView
{
    public int? Making { get; init; }

    public string? MoveUrl { get; init; }
}

/// <param name="Below">How many stand right below it.</param>
/// <param name="Children">Those of them that are shown; null while the branch is closed.</param>
/// <param name="OpenUrl">The tree with this branch open.</param>
/// <param name="Pages">Of a branch that is too wide for one page.</param>
/// <param name="BelowUrl">Where a page below it is begun; null where none may stand, or the person may begin none.</param>
public sealed record TreeNode(
    Guid Id, string Title, string Url, IReadOnlyList<LanguageMark> Languages, int Below, IReadOnlyList<TreeNode>? Children, string OpenUrl, string ListUrl, Paging? Pages, bool MayMove, string? Section, string? BelowUrl);

/// <summary>What an act on several documents will do, or has done.</summary>
public sealed record BulkView : AdminView
{
    public required string Heading { get; init; }

    public required string Act { get; init; }

    /// <summary>What will happen as a whole, in sentences.</summary>
    public IReadOnlyList<string> Summary { get; init; } = [];

    public IReadOnlyList<BulkRow> Accepted { get; init; } = [];

    public IReadOnlyList<BulkRow> Refused { get; init; } = [];

    /// <summary>Document and the version that was looked at, so that nothing is done to what nobody saw.</summary>
    public string Pinned { get; init; } = "";

    public bool IsDone { get; init; }

    /// <summary>Where a move leads; null while it is being chosen, and <c>-</c> for the root.</summary>
    public string? Parent { get; init; }

    public bool IsMove { get; init; }

    public string ParentWords { get; init; } = "";

    public IReadOnlyList<Choice> Parents { get; init; } = [];

    /// <summary>The selection, kept through the form that chooses a place.</summary>
    public IReadOnlyList<(string Name, string Value)> Kept { get; init; } = [];
}

/// <param name="Note">What happens, happened, or why not.</param>
public sealed record BulkRow(string Title, string Url, string Note);

/// <summary>What refers to a document.</summary>
public sealed record UsesView(string Heading, string Url, IReadOnlyList<UseRow> Rows, int Hidden) : AdminView;

/// <param name="Url">Null when the person can open it nowhere in the admin.</param>
public sealed record UseRow(string Title, string? Url, string Type, string Field, bool InDraft, bool InPublic);

/// <summary>What was found everywhere in the admin.</summary>
public sealed record FoundView(string Text, IReadOnlyList<FoundPart> Parts, int Total) : AdminView
{
    public int? Making { get; init; }
}

/// <param name="MoreUrl">The list with the same words; null when all are shown.</param>
public sealed record FoundPart(string Name, int Total, IReadOnlyList<FoundRow> Rows, string? MoreUrl);

/// <param name="Note">Where it stands; null for nothing.</param>
public sealed record FoundRow(string Name, string Url, string? Note, IReadOnlyList<LanguageMark> Languages);
