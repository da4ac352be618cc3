using Fori.Admin;
using Fori.Content.Editing;
using Fori.Site;

namespace Fori.Content.Admin;

public sealed record HistoryView(Guid Document, string Type, string Heading, int Expected, IReadOnlyList<HistoryRow> Rows, bool MayRestore) : AdminView
{
    public Paging? Pages { get; init; }

    public int Total { get; init; }

    /// <summary>What was said and done, newest first.</summary>
    public IReadOnlyList<RemarkLine> Said { get; init; } = [];
}

/// <param name="Changed">Fields that differ from what it was made from; null for the first.</param>
/// <param name="IsDraft">The version that is being written.</param>
/// <param name="IsShown">The version that the public sees.</param>
/// <param name="From">The version it was made from; null for the first.</param>
public sealed record HistoryRow(int Version, string At, string By, string? Note, IReadOnlyList<string> Changed, bool IsDraft, bool IsShown, int? From);

/// <summary>Two versions of a document, word by word.</summary>
public sealed record CompareView : AdminView
{
    public required string Heading { get; init; }

    /// <summary>Path of the document in the admin.</summary>
    public required string Url { get; init; }

    public required HistoryRow Before { get; init; }

    public required HistoryRow After { get; init; }

    public required IReadOnlyList<NamedDiff> Fields { get; init; }

    public bool IsSideBySide { get; init; }

    /// <summary>The same comparison shown the other way.</summary>
    public required string OtherWayUrl { get; init; }

    /// <summary>Compared with the version before and after this pair; null at the ends.</summary>
    public string? EarlierUrl { get; init; }

    public bool MayRestore { get; init; }

    public int Expected { get; init; }
}

/// <param name="Name">As people call it: "Text (Finnish)".</param>
/// <param name="Language">BCP 47 of the words; null for what the languages share.</param>
public sealed record NamedDiff(string Name, string? Language, FieldDiff Diff);
