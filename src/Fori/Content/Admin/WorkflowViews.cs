using Fori.Admin;

namespace Fori.Content.Admin;

/// <summary>What is asked of a document and what the person may do about it, beside the form.</summary>
public sealed record WorkflowView
{
    public static readonly WorkflowView Empty = new();

    public IReadOnlyList<ReviewLine> Reviews { get; init; } = [];

    /// <summary>Written languages that the person may send for review and not publish.</summary>
    public IReadOnlyList<string> MaySubmit { get; init; } = [];

    /// <summary>Waiting languages that the person may send back.</summary>
    public IReadOnlyList<string> MaySendBack { get; init; } = [];

    public string Comment { get; init; } = "";

    public bool MayDiscard { get; init; }

    /// <summary>Public languages that the person may withdraw alone; none while only one is public.</summary>
    public IReadOnlyList<string> MayWithdraw { get; init; } = [];

    public IReadOnlyList<ScheduleLine> Schedules { get; init; } = [];

    public IReadOnlyList<string> MaySchedulePublishing { get; init; } = [];

    public IReadOnlyList<string> MayScheduleWithdrawal { get; init; } = [];

    public ScheduleTyped Typed { get; init; } = new("publish", [], "", "", "");

    public IReadOnlyList<PreviewLinkLine> Links { get; init; } = [];

    /// <summary>A new link's secret, sealed for the form; null when the person may make none.</summary>
    public string? NewLink { get; init; }

    public bool MayDelete { get; init; }

    /// <summary>Name of who answers for it; null for a new document.</summary>
    public string? Owner { get; init; }

    /// <summary>To whom the person may give it, by name; empty for who may not.</summary>
    public IReadOnlyList<(Guid Id, string Name, bool IsOwner)> MayOwn { get; init; } = [];

    /// <summary>What archiving does to the document, for who may do it; null for who may not, or what is not archived.</summary>
    public string? ArchiveWhat { get; init; }

    /// <summary>It is archived, and since when and by whom; null when it is not.</summary>
    public string? Archived { get; init; }

    public bool MayTakeFromArchive { get; init; }

    /// <summary>A planned end leads into the archive.</summary>
    public bool EndsInArchive { get; init; }

    /// <summary>Null when the document is not public or has no day yet.</summary>
    public string? ReviewDay { get; init; }

    /// <summary>The same as a field of the type <c>date</c> takes it.</summary>
    public string ReviewDayField { get; init; } = "";

    public bool IsReviewDue { get; init; }

    public bool MayConfirm { get; init; }
}

/// <param name="Sentence">Who did what, when.</param>
/// <param name="Text">What was said; null for nothing.</param>
public sealed record ReviewLine(string Sentence, string? Text, bool IsSentBack);

/// <param name="Act">As the form that cancels it sends it.</param>
/// <param name="Failure">Why it could not be done; empty while it waits.</param>
/// <param name="IsOlder">The draft was saved after it was planned, and what is planned does not hold that.</param>
public sealed record ScheduleLine(string Sentence, string Language, string Act, IReadOnlyList<string> Failure, bool IsOlder, bool MayCancel);

public sealed record ScheduleTyped(string Act, IReadOnlyList<string> Languages, string Day, string Time, string Note);

public sealed record PreviewLinkLine(string Id, string Sentence, bool IsOpen);

/// <summary>What was said and done, in the history.</summary>
public sealed record RemarkLine(string At, string By, string What, IReadOnlyList<string> Text);

/// <summary>What is coming, by day.</summary>
public sealed record ComingView(IReadOnlyList<ComingDay> Days) : AdminView;

public sealed record ComingDay(string Day, IReadOnlyList<ComingItem> Items);

public sealed record ComingItem(string Time, string What, string Title, string? Url, string By, bool HasFailed);

/// <summary>Before a document goes to the bin: who uses it.</summary>
public sealed record DeleteView(string Type, Guid Document, int Expected, string Heading, IReadOnlyList<UseLine> Uses, bool IsPublic, bool IsRefused) : AdminView;

public sealed record UseLine(string Title, string? Url, string State);

public sealed record BinView(IReadOnlyList<BinLine> Rows) : AdminView;

public sealed record BinLine(string Type, Guid Document, string Title, string Sentence);

/// <summary>A preview link that was made; its address is shown once.</summary>
public sealed record LinkMadeView(string Address, string Until, string BackUrl) : AdminView;
