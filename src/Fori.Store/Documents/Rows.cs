// The rows of the store, one record per table; the tables and their columns are in Schema/Tables.cs.
// Always true, whole again at every commit:
//  - sequences of a tenant are 1..head without a gap, in commit order;
//  - documents.published names an existing version, and one publication of it is open (to_sequence null), or neither;
//  - of a contribution (source, key) exactly one version is latest;
//  - versions, changes and contributions are append-only; only erasure rewrites their bodies.

namespace Fori.Store;

/// <summary>Where a tenant's log stands. Locked first by every writing transaction.</summary>
public sealed record HeadRow(int Epoch, long Head, long Mark, DateTimeOffset At);

public enum DocumentState
{
    Draft,
    Published,
    Archived,

    /// <summary>
    /// No longer kept up, as people say "archived" (<see cref="Archived"/> is what nothing shows any more): in no list, menu or search. Of a
    /// type that stays readable its last publication is open, and its address shows it with a mark.
    /// </summary>
    Historical,

    /// <summary>Joined into another document; its id answers with that one.</summary>
    Merged,
}

/// <param name="Published">The version that is shown; null when nothing of it is.</param>
public sealed record DocumentRow(Guid Id, string Type, DocumentState State, int Draft, int? Published, Guid? MergedInto);

/// <param name="Body">Canonical JSON.</param>
/// <param name="Provenance">Canonical JSON of who supplied each field; null for a document that people write whole.</param>
/// <param name="Rules">Number of the merge rules that made it; 0 when not merged.</param>
public sealed record VersionRow(
    Guid Id, int Version, int Schema, byte[] Body, byte[]? Provenance, string Author, string Origin, DateTimeOffset At, string? Note, int Rules);

/// <summary>A version and the languages it shows, from a sequence until another; open while <see cref="ToSequence"/> is null.</summary>
public sealed record PublicationRow(
    Guid Id, long FromSequence, int Version, IReadOnlyList<string> Languages, DateTimeOffset FromAt, long? ToSequence, DateTimeOffset? ToAt);

/// <summary>A file that the tenant keeps.</summary>
/// <param name="Hash">As <see cref="Files.FileHash"/> has it.</param>
/// <param name="TouchedAt">When something last began to use it.</param>
/// <param name="MarkedAt">Since when nothing uses it, as a sweep saw; null while it stays.</param>
public sealed record FileRow(string Hash, long Bytes, DateTimeOffset TouchedAt, DateTimeOffset? MarkedAt);

/// <summary>What happened to a document. Catalogue: docs/changes.md.</summary>
public enum ChangeOperation
{
    Create,
    Update,
    Archive,
    Merge,
    Unmerge,

    /// <summary>Something it refers to arrived or left; nothing in its own body changed.</summary>
    Resolved,

    /// <summary>A draft was saved; nothing public changed.</summary>
    Draft,
    Erase,
}

/// <param name="Version">The version that is current after the change.</param>
/// <param name="Fields">Changed members, a localised one with its language: <c>name.fi</c>.</param>
/// <param name="Mark">Random, one per transaction; see <see cref="LogCursor"/>.</param>
public sealed record ChangeRow(
    long Sequence, Guid Id, string Type, ChangeOperation Operation, int Version, IReadOnlyList<string> Fields,
    string Actor, string Origin, DateTimeOffset At, long Mark, Guid? MergedInto);

/// <summary>What one source says of one record. A null body is a tombstone: the source stopped sending it.</summary>
/// <param name="Latest">The newest version of this (source, key).</param>
/// <param name="Document">The document it belongs to now; <paramref name="Home"/> is where it belonged before any merge.</param>
/// <param name="Live">False when the source itself says that the record is not in use.</param>
public sealed record ContributionRow(
    string Source, string Key, int Version, bool Latest, Guid Document, Guid Home, string Type, byte[]? Body, bool Live,
    long Hash, DateTimeOffset ReceivedAt, DateTimeOffset? ChangedAt, Guid? Run);

/// <summary>What a person decided about records: a belonging, an authority rule, a pin, a suppression …</summary>
/// <param name="Kind">One of <see cref="DecisionKinds"/>.</param>
/// <param name="Document">The document it is about; null for the whole tenant.</param>
/// <param name="Body">Canonical JSON of the kind's own shape.</param>
public sealed record DecisionRow(
    Guid Id, string Kind, Guid? Document, byte[] Body, string Actor, DateTimeOffset At, DateTimeOffset? WithdrawnAt, string? WithdrawnBy);

public static class DecisionKinds
{
    public const string Belonging = "belonging";
    public const string Authority = "authority";
    public const string Pin = "pin";
    public const string Suppression = "suppression";
    public const string NotSame = "not-same";

    public static IReadOnlyList<string> All { get; } = [Belonging, Authority, Pin, Suppression, NotSame];
}

public sealed record ExternalIdRow(string System, string Key, Guid Document);

public enum RouteKind
{
    Current,

    /// <summary>An earlier slug: answers with a redirect to the current one.</summary>
    Former,
}

/// <param name="Space">The route space of the type, as <c>services</c>; its words per language are settings of the site.</param>
public sealed record RouteRow(string Space, string Language, string Slug, Guid Document, RouteKind Kind, DateTimeOffset Since);

/// <summary>A reference in the newest body of a document: to (system, key), or to an id of a document here.</summary>
public sealed record ReferenceRow(Guid Document, string Field, int Ordinal, string? System, string? Key, Guid? Target);

/// <summary>A reference to a name that no document has.</summary>
/// <param name="Source">A source of the document that refers, with <paramref name="SourceKey"/> its name there.</param>
public sealed record UnresolvedReference(string Source, string SourceKey, Guid Document, string Field, string System, string Key);

public enum RunState
{
    Running,
    Done,
    Failed,

    /// <summary>It would remove more than the set share and waits for a person.</summary>
    Stopped,
}

/// <param name="Body">Canonical JSON: counts, the checkpoint to resume from, messages.</param>
public sealed record RunRow(Guid Id, string Source, string Kind, RunState State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, byte[] Body);

/// <summary>A document that a run could not take, with what it was and why; kept until replayed or dismissed.</summary>
/// <param name="Ordinal">Of the record in its source.</param>
/// <param name="Part">Which of the refused documents of the record, from 0: a mapping may make several of one.</param>
public sealed record QuarantineRow(
    Guid Run, long Ordinal, int Part, string Source, string? Key, byte[] Raw, byte[]? Mapped, byte[] Problems, DateTimeOffset At, DateTimeOffset? SettledAt);

/// <summary>A row of the quarantine that nothing has settled, without what was received.</summary>
/// <param name="Kind">Of the run that refused it; empty when the run is not there.</param>
public sealed record WaitingRecord(Guid Run, long Ordinal, int Part, string Source, string? Key, byte[] Problems, string Kind);

/// <summary>How far a leased projection has come in a tenant's log.</summary>
/// <param name="Fence">The lease's fencing token that wrote it; an older token is refused.</param>
public sealed record CursorRow(string Name, int Epoch, long Sequence, long Mark, long Fence);

/// <param name="Hash">SHA-256 of the secret; the secret itself is not kept.</param>
/// <param name="Source">The source in whose name the key writes.</param>
public sealed record ApiKeyRow(Guid Id, string Name, byte[] Hash, string Role, string Source, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <summary>A write of a machine that named itself, so that the same write sent again is not done again.</summary>
/// <param name="Key">SHA-256 of the name that the machine gave: what it wrote there is not kept.</param>
/// <param name="Request">SHA-256 of the request.</param>
/// <param name="Status">HTTP status that was answered.</param>
/// <param name="Document">The document or decision that was written. The answer is made from it again, so an erased text is in no answer.</param>
/// <param name="Sequence">Where the log stood after it.</param>
public sealed record AnsweredRequestRow(Guid ApiKey, byte[] Key, byte[] Request, int Status, Guid Document, long Sequence, DateTimeOffset At);

/// <summary>Who was let in, or refused. Kept beside the log of changes, which knows only what was done.</summary>
/// <param name="Actor">As in the log of changes; "unknown" when nobody was recognised.</param>
/// <param name="Action">What was tried, as <c>sign-in</c> or the name of a right.</param>
/// <param name="Subject">On what, or from where.</param>
public sealed record AccessRow(Guid Id, DateTimeOffset At, string Actor, string Action, string Subject, bool Allowed);

/// <summary>A form as somebody is writing it, kept so that no word is lost: no version, seen by nobody else, and not exported.</summary>
/// <param name="Person">Of the staff; the row goes with the person.</param>
/// <param name="Document">May be one that was never saved.</param>
/// <param name="Tab">The opened form: a person may have the same document open twice.</param>
/// <param name="Expected">The draft version that the form was drawn from; 0 for a new document.</param>
/// <param name="Body">JSON: what was typed, by the names of the form.</param>
public sealed record AutosaveRow(Guid Person, Guid Document, Guid Tab, string Type, int Expected, byte[] Body, DateTimeOffset At);

/// <summary>A person of the staff, in one tenant: who works for two has a row in each. Not a document, and not exported.</summary>
/// <param name="Email">In lower case and without spaces around it; unique in the tenant.</param>
/// <param name="PasswordHash">Null while the person has no password.</param>
/// <param name="MustChange">The password was given by someone else, and opens nothing but the form that changes it.</param>
/// <param name="Stamp">Random; changes with password, second factor and rights. A session that names another one is over.</param>
/// <param name="Authenticator">The secret of the authenticator app, protected; null when there is none.</param>
/// <param name="TwoFactor">A code is asked at sign-in; before that the secret is only being tried.</param>
/// <param name="LastStep">The time step of the last code that was taken: no code opens twice (RFC 6238 §5.2).</param>
/// <param name="RecoveryCodes">SHA-256 of each unused recovery code, in hexadecimal.</param>
/// <param name="Failures">Wrong passwords and codes since the last right one.</param>
/// <param name="Grants">Canonical JSON of what the person may do.</param>
/// <param name="DisabledAt">Since when nobody gets in by it; null while it is open.</param>
/// <param name="Revision">Counts the writes of the row, so that none is lost to another.</param>
/// <param name="Mapped">Those of <paramref name="Grants"/> that the directory's words gave; null while that is not known, of who came by the directory before it was kept.</param>
public sealed record UserRow(
    Guid Id, string Email, string Name, string? PasswordHash, bool MustChange, string Stamp, byte[]? Authenticator, bool TwoFactor, long? LastStep,
    IReadOnlyList<string> RecoveryCodes, int Failures, DateTimeOffset? LockedUntil, byte[] Grants, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt, int Revision,
    byte[]? Mapped);
