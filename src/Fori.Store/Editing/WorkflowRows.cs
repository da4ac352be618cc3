// What is asked of documents that people write, beside the documents: docs/adr/0008-workflow.md.
// Always true, whole again at every commit:
//  - words that a person typed stand in remarks alone, so that erasure has one place to look;
//  - a review or schedule names a remark and a version that are there;
//  - a document is in the bin, or its texts were removed after the bin, exactly when its state is Archived.
namespace Fori.Store;

/// <summary>What somebody did or said about a document; never changed, but for erasure.</summary>
public enum RemarkKind
{
    Submitted,
    SentBack,
    Published,
    Withdrawn,
    Discarded,
    PublishingScheduled,
    WithdrawalScheduled,
    ScheduleCancelled,
    ScheduleFailed,
    Binned,
    TakenFromBin,
    Confirmed,
    Archived,
    TakenFromArchive,
    OwnerChanged,
    TranslationConfirmed,
}

/// <param name="Version">The version that it is about.</param>
/// <param name="Languages">BCP 47; empty is the whole document.</param>
/// <param name="Text">As typed, of <see cref="RemarkKind.ScheduleFailed"/> the problems as JSON; null when nothing was said, or when it was erased.</param>
public sealed record RemarkRow(
    Guid Id, Guid Document, int Version, RemarkKind Kind, IReadOnlyList<string> Languages, string Actor, DateTimeOffset At, string? Text);

public enum ReviewState
{
    /// <summary>For somebody who may publish it.</summary>
    Waiting,

    /// <summary>To who wrote it, with a comment.</summary>
    SentBack,
}

/// <summary>A language that was sent for review and is not published since.</summary>
/// <param name="Version">The draft version that was sent.</param>
/// <param name="Remark">What was said with it last.</param>
public sealed record ReviewRow(Guid Document, string Language, ReviewState State, int Version, string SubmittedBy, Guid Remark);

public enum ScheduledAct
{
    Publish,
    Withdraw,
}

/// <summary>What is to happen to a language at a time; the row goes in the transaction that does it.</summary>
/// <param name="Version">The version that is to be published, whatever is written later; 0 for a withdrawal.</param>
/// <param name="WithShared">Fields without languages go out too.</param>
/// <param name="Remark">What was said with it; of a failed one, why it was refused.</param>
/// <param name="FailedAt">When it was refused; null while it waits. A failed one waits for a person.</param>
public sealed record ScheduleRow(
    Guid Document, string Language, ScheduledAct Act, int Version, DateTimeOffset DueAt, string ScheduledBy, bool WithShared, Guid Remark,
    DateTimeOffset? FailedAt);

/// <summary>Lets anybody who has the secret see the draft of a document and of what stands below it. Not exported.</summary>
/// <param name="Hash">SHA-256 of the secret; the secret itself is not kept.</param>
public sealed record PreviewLinkRow(
    Guid Id, Guid Document, byte[] Hash, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>A document that somebody threw away and can take back.</summary>
public sealed record BinnedRow(Guid Document, string BinnedBy, DateTimeOffset At);

/// <summary>The day by which somebody looks whether a public document still holds.</summary>
/// <param name="SetBy">Null when it followed from publishing.</param>
public sealed record ReviewDayRow(Guid Document, DateOnly DueOn, string? SetBy, DateTimeOffset At);

/// <summary>Who answers for a document. Without a row it is who made it.</summary>
/// <param name="Owner">As the log names people.</param>
public sealed record OwnerRow(Guid Document, string Owner, string SetBy, DateTimeOffset At);

/// <summary>Where a language of a document stood when it was last written, or last found up to date.</summary>
/// <param name="Version">Its version; what another language says there is what this one was made from.</param>
public sealed record TranslationBasisRow(Guid Document, string Language, int Version);
