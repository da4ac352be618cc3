namespace Fori.Store;

/// <summary>Where a letter is on its way.</summary>
public enum MailState
{
    /// <summary>It is to be written: only then is it known whether there is anybody to write to.</summary>
    Asked,
    Waiting,

    /// <summary>A node has it in hand until <see cref="MailRow.NextAt"/>; later another may take it.</summary>
    Sending,
    Sent,

    /// <summary>No mail server is set: people read it on the outbox page.</summary>
    Kept,

    /// <summary>Given up, with the reason.</summary>
    Dead,
}

/// <summary>A letter to one person. Not a document, not exported, and gone after a month.</summary>
/// <param name="Kind">What it is about, as <c>invitation</c>.</param>
/// <param name="User">Whom it is to; null while that is not known.</param>
/// <param name="Body">Its text, protected; null when it was sent, or held a secret whose time is over.</param>
/// <param name="BodyUntil">When what is secret in it is worth nothing any more, and goes; null when nothing is secret.</param>
/// <param name="NextAt">Not before this it is tried (again).</param>
/// <param name="Error">What the mail server said last; null when it said nothing wrong.</param>
public sealed record MailRow(
    Guid Id, string Kind, Guid? User, string Recipient, string Language, string Subject, byte[]? Body, DateTimeOffset? BodyUntil, MailState State, int Attempts,
    DateTimeOffset NextAt, string? Error, DateTimeOffset CreatedAt, DateTimeOffset? SentAt);

/// <summary>A link that opens something once. It goes when it is used.</summary>
/// <param name="Hash">SHA-256 of its secret.</param>
/// <param name="Kind">What it opens, as <c>invitation</c>.</param>
public sealed record UserLinkRow(byte[] Hash, Guid User, string Kind, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>A person who is signed in somewhere. Without its row a ticket opens nothing.</summary>
/// <param name="SeenAt">Of the last request, to some minutes.</param>
/// <param name="Device">Browser and system, as the browser says them; empty when it said nothing.</param>
/// <param name="Origin">The address that it came from at sign-in.</param>
public sealed record SessionRow(Guid Id, Guid User, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, string Device, string Origin);

/// <summary>Wrong passwords for one email from one network, or from everywhere; of emails that nobody has too.</summary>
/// <param name="Key">A hash of both: the row tells nobody's email.</param>
/// <param name="Failures">Since the last right one or lock.</param>
/// <param name="Locks">How often it was locked, each time for longer.</param>
/// <param name="KnownUntil">The person has signed in from there; null when never.</param>
public sealed record AttemptRow(byte[] Key, int Failures, int Locks, DateTimeOffset LastAt, DateTimeOffset? LockedUntil, DateTimeOffset? KnownUntil);

/// <summary>The public half of a key that a person's device keeps (WebAuthn). Nothing in it is a secret.</summary>
/// <param name="Credential">The device's name for the key.</param>
/// <param name="Id">Ours, for addresses.</param>
/// <param name="PublicKey">As COSE.</param>
/// <param name="SignCount">Of the last use; 0 for ever where the device does not count.</param>
/// <param name="Host">The only host on which browsers offer it.</param>
/// <param name="Transports">As <c>internal</c>, <c>usb</c>; hints for the browser.</param>
/// <param name="BackupEligible">It may be copied to the person's other devices.</param>
/// <param name="UsedAt">Of the last sign-in; null before the first.</param>
public sealed record PasskeyRow(
    byte[] Credential, Guid Id, Guid User, byte[] PublicKey, long SignCount, string Name, string Host, IReadOnlyList<string> Transports, bool BackupEligible, bool BackedUp,
    DateTimeOffset CreatedAt, DateTimeOffset? UsedAt);

/// <summary>A challenge that a key has answered, by its hash: a copy of the answer opens nothing.</summary>
public sealed record AnsweredChallengeRow(byte[] Hash, DateTimeOffset At);

/// <summary>By which directory of its own a municipality's staff sign in. No document: nothing but the admin writes it, and no export takes it along.</summary>
/// <param name="Name">One of a municipality.</param>
/// <param name="Body">As the capability writes it.</param>
/// <param name="Revision">Counts the changes, so that nobody overwrites another's.</param>
public sealed record IdentityProviderRow(string Name, byte[] Body, DateTimeOffset ChangedAt, string ChangedBy, int Revision);

/// <summary>Who somebody of a directory is here.</summary>
/// <param name="Key">A hash of the issuer and its name for the person.</param>
/// <param name="User">Null when the person was removed here: the directory alone does not bring them back.</param>
/// <param name="UsedAt">Of the last sign-in.</param>
public sealed record LinkedIdentityRow(byte[] Key, string Issuer, Guid? User, DateTimeOffset LinkedAt, DateTimeOffset UsedAt);
