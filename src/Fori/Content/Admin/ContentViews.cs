using Fori.Admin;
using Fori.Content.Editing;

namespace Fori.Content.Admin;

/// <summary>Whether a language of a document is public, and whether what is public is what is being written.</summary>
public enum LanguageState
{
    /// <summary>Nothing is written in it.</summary>
    Missing,
    Draft,
    Published,

    /// <summary>Public, with changes that are not.</summary>
    Changed,

    /// <summary>No longer kept up, with the whole document.</summary>
    Archived,
}

/// <param name="Language">BCP 47.</param>
/// <param name="Review">Sent for review, or back; null when it is not.</param>
public sealed record LanguageMark(string Language, LanguageState State, Fori.Store.ReviewState? Review = null)
{
    /// <summary>The language from which it is translated has changed since.</summary>
    public bool IsStale { get; init; }
}

/// <summary>The form of one document.</summary>
public sealed record EditView : AdminView
{
    public required string Type { get; init; }

    public required Guid Document { get; init; }

    /// <summary>The draft version that the form was drawn from; 0 for a new one.</summary>
    public required int Expected { get; init; }

    public required string Heading { get; init; }

    public required IReadOnlyList<EditField> Fields { get; init; }

    public required IReadOnlyList<LanguageMark> Languages { get; init; }

    /// <summary>What may be chosen, by the name of the input.</summary>
    public IReadOnlyDictionary<string, CellChoices> Choices { get; init; } = new Dictionary<string, CellChoices>();

    /// <summary>The register's record of which the form tells; null for what stands alone.</summary>
    public RecordBeside? Record { get; init; }

    /// <summary>The municipality's drawn map as GeoJSON, for maps beside points.</summary>
    public string MapUrl { get; init; } = "";

    /// <summary>The part of the form that the last act led to; null for none.</summary>
    public string? At { get; init; }

    public string Note { get; init; } = "";

    /// <summary>Languages that the person may write; the others are shown only.</summary>
    public IReadOnlyList<string> MayEdit { get; init; } = [];

    /// <summary>May the person change what the languages share?</summary>
    public bool MayEditShared { get; init; }

    /// <summary>Languages that the person may publish.</summary>
    public IReadOnlyList<string> MayPublish { get; init; } = [];

    /// <summary>Of <see cref="MayPublish"/>, those that have a title: each can go out by itself.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>May the person send files to the library? Then each field that takes one offers it.</summary>
    public bool MaySend { get; init; }

    public bool MayWithdraw { get; init; }

    /// <summary>Does it say anything in languages?</summary>
    public bool IsSpoken { get; init; } = true;

    /// <summary>Has it a page of its own on the site?</summary>
    public bool HasPage { get; init; } = true;

    /// <summary>Has it a place in the tree that the person may change?</summary>
    public bool MayMove { get; init; }

    /// <summary>The municipality's own fields of the type.</summary>
    public IReadOnlyList<OwnFields.OwnEditField> OwnFields { get; init; } = [];

    /// <summary>It is a term, which the person may merge with another.</summary>
    public bool MayMerge { get; init; }

    /// <summary>Where a page below it is begun; null where none may stand, or the person may begin none.</summary>
    public string? BelowUrl { get; init; }

    /// <summary>Where the public sees it, by language; only of published ones.</summary>
    public IReadOnlyDictionary<string, string> PublicUrls { get; init; } = new Dictionary<string, string>();

    /// <summary>What would make it better, and does not stop it: about the draft as it was last saved.</summary>
    public IReadOnlyList<FieldProblem> Advice { get; init; } = [];

    /// <summary>Translations whose original has changed since they were written.</summary>
    public IReadOnlyList<StaleLine> Stale { get; init; } = [];

    public WorkflowView Workflow { get; init; } = WorkflowView.Empty;

    /// <summary>What somebody else saved meanwhile, beside what was typed; null when nobody did.</summary>
    public Clash? Clash { get; init; }

    /// <summary>Which opened form it is: under it is kept what is typed. It stays while the form comes back.</summary>
    public Guid Tab { get; init; } = Guid.CreateVersion7();

    /// <summary>What the person typed and did not save; null when there is nothing.</summary>
    public UnsavedOffer? Unsaved { get; init; }
}

/// <summary>What may be chosen in one input.</summary>
/// <param name="Shown">What is chosen now, as people call it; null for nothing.</param>
/// <param name="Options">Values with their names: all of them, or what was found.</param>
/// <param name="IsSearched">There are too many to list: they are looked for by <paramref name="Sought"/>.</param>
public sealed record CellChoices(string? Shown, IReadOnlyList<(string Value, string Text)> Options, bool IsSearched = false, string Sought = "");

/// <summary>A kept form that says more than the draft.</summary>
/// <param name="Url">The form with what was typed.</param>
/// <param name="Differences">As those of a <see cref="Clash"/>: the draft's text, then what was typed.</param>
public sealed record UnsavedOffer(string At, string Url, IReadOnlyList<(string Field, string Saved, string Typed)> Differences);

/// <param name="Sentence">Which language is behind which.</param>
/// <param name="DiffUrl">Where what has changed since is shown word by word.</param>
/// <param name="MayConfirm">The person may say that it is up to date.</param>
public sealed record StaleLine(string Language, string Sentence, string DiffUrl, bool MayConfirm);

/// <summary>Another's version of the same document.</summary>
/// <param name="Differences">Field and language as people call them, with both texts.</param>
public sealed record Clash(string By, string At, IReadOnlyList<(string Field, string Theirs, string Mine)> Differences);
