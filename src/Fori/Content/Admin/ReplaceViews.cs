using Fori.Admin;
using Fori.Content.Replacing;

namespace Fori.Content.Admin;

/// <summary>Find and replace: what is asked, and what would change.</summary>
public sealed record ReplaceView : AdminView
{
    public required ReplaceForm Form { get; init; }

    public IReadOnlyList<Choice> Types { get; init; } = [];

    /// <summary>Languages of the municipality, and all of them.</summary>
    public IReadOnlyList<Choice> Languages { get; init; } = [];

    public IReadOnlyList<Choice> Sizes { get; init; } = [];

    /// <summary>Null before anything was asked.</summary>
    public IReadOnlyList<ReplaceRow>? Rows { get; init; }

    /// <summary>Address of the next part; null when this is the last.</summary>
    public string? NextUrl { get; init; }

    public bool MayPublish { get; init; }
}

/// <summary>The question as the form has it.</summary>
public sealed record ReplaceForm(string Find, string With, bool WholeWord, bool MatchCase, bool InLinks, string? Language, IReadOnlyList<string> Types, string After, int Size);

/// <param name="Pinned">The document with the version that was looked at.</param>
/// <param name="Note">What will happen to it besides; null for nothing.</param>
public sealed record ReplaceRow(string Pinned, string Title, string Url, string Type, string? Note, IReadOnlyList<ReplacePlace> Places);

/// <param name="Field">In words, with its language.</param>
/// <param name="Tag">BCP 47; null outside of any.</param>
/// <param name="More">How many more there are than are shown.</param>
public sealed record ReplacePlace(string Field, string? Tag, IReadOnlyList<TextMatch> Matches, int More);

/// <summary>What was done.</summary>
public sealed record ReplacedView : AdminView
{
    public IReadOnlyList<BulkRow> Published { get; init; } = [];

    public IReadOnlyList<BulkRow> Drafts { get; init; } = [];

    public IReadOnlyList<BulkRow> Left { get; init; } = [];

    public string? NextUrl { get; init; }
}
