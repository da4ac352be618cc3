using Fori.Access;

namespace Fori.Admin;

/// <summary>Everything one page of the admin shows, ready to be written.</summary>
public abstract record AdminView
{
    public required AdminFrame Frame { get; init; }

    /// <summary>What keeps the form from being taken; it comes back with status 422 and what was typed.</summary>
    public IReadOnlyList<FieldProblem> Problems { get; init; } = [];

    /// <summary>What was written in a form that was refused as a whole: shown, so that no word is lost. Label and text.</summary>
    public IReadOnlyList<(string Label, string Text)> Typed { get; init; } = [];

    /// <summary>What was just done, said in a status line; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Where to go on from what was done: a link behind it; null for nothing.</summary>
    public (string Name, string Url)? DoneNext { get; init; }

    /// <returns>The sentences about one field, joined; null when it is in order.</returns>
    public string? ProblemOf(string field) =>
        Problems.Where(p => p.Field == field).Select(p => p.Sentence).ToList() is { Count: > 0 } found ? string.Join(' ', found) : null;
}

/// <param name="Field">The id of the field, which the summary links to; empty for the whole form.</param>
public sealed record FieldProblem(string Field, string Sentence);

/// <summary>Email and password.</summary>
/// <param name="ReturnUrl">Where to go then, within the admin.</param>
public sealed record SignInView(string Email, string ReturnUrl) : AdminView
{
    /// <summary>Why the person is asked; null for nothing.</summary>
    public string? Why { get; init; }

    /// <summary>Log-ins that everybody may use, only in the demonstration.</summary>
    public IReadOnlyList<OpenLogIn> Open { get; init; } = [];

    /// <summary>The municipality's own directory; null where there is none.</summary>
    public ProviderButton? Provider { get; init; }
}

public sealed record OpenLogIn(string Name, string Roles, string Email, string Password);

/// <summary>The second factor: a code of the app, or a recovery code.</summary>
public sealed record CodeView(string ReturnUrl) : AdminView;

/// <summary>Home: what waits for the person, each with its next act.</summary>
public sealed record WorkListView : AdminView
{
    public IReadOnlyList<WorkListPart> Parts { get; init; } = [];

    /// <summary>The short form of an alert; null for who may publish none.</summary>
    public Content.Types.Alerts.AlertNowForm? Alert { get; init; }
}

public sealed record WorkListPart(string Heading, IReadOnlyList<WorkItem> Items);

/// <param name="Note">When, by whom or why; null for nothing.</param>
/// <param name="Act">What the person does next, as the link's words.</param>
public sealed record WorkItem(string Title, string? Note, string Act, string Url)
{
    /// <summary>What can be done from here by one button, with where its form is sent; null for nothing.</summary>
    public (string Act, string Url)? AtOnce { get; init; }
}

public sealed record AccountView(StaffUser User, IReadOnlyList<string> Roles, IReadOnlyList<SessionItem> Sessions) : AdminView
{
    public IReadOnlyList<PasskeyItem> Passkeys { get; init; } = [];

    /// <summary>The person has just signed in, and is not asked for the password before a passkey is added.</summary>
    public bool IsFresh { get; init; }
}

/// <summary>Where the person is signed in.</summary>
/// <param name="Device">As "Firefox, Windows".</param>
/// <param name="IsThis">The session that looks at the page.</param>
public sealed record SessionItem(Guid Id, string Device, string Since, string Seen, string From, bool IsThis);

/// <param name="IsForced">The password was given by someone else and must be changed first.</param>
public sealed record PasswordView(bool IsForced, string Email) : AdminView;

/// <summary>An authenticator app is being tried.</summary>
/// <param name="Secret">In groups of four, to be typed.</param>
/// <param name="Address">The otpauth address, for an app on the same device.</param>
/// <param name="QrPath">The dark squares as an SVG path on a grid of <paramref name="QrSize"/>.</param>
public sealed record TwoFactorView(string Secret, string Address, string QrPath, int QrSize) : AdminView;

/// <summary>Shown once.</summary>
public sealed record RecoveryCodesView(IReadOnlyList<string> Codes) : AdminView;

/// <summary>403: what was refused, and to whom to turn.</summary>
public sealed record RefusedView(string Sentence, IReadOnlyList<RightsGiver> Givers) : AdminView;

/// <summary>Somebody who can give the right.</summary>
public sealed record RightsGiver(string Name, string Email);

/// <summary>A page that only says something and where to go on.</summary>
public sealed record MessageView(string Heading, string Sentence, string LinkName, string LinkUrl) : AdminView;

/// <summary>400: the admin was asked for without TLS.</summary>
/// <param name="IsUnbelieved">A proxy said that there was TLS, and is not named in the settings.</param>
public sealed record WithoutTlsView(bool IsUnbelieved) : AdminView;

/// <summary>Who was let in or refused, the newest first.</summary>
public sealed record AccessLogView(IReadOnlyList<AccessLogRow> Rows) : AdminView;

public sealed record AccessLogRow(string At, string Who, string Action, string Subject, bool Allowed);
