using Fori.Access;

namespace Fori.Admin;

/// <summary>The staff of the municipality, a page at a time.</summary>
/// <param name="Query">What was searched for; empty for nothing.</param>
/// <param name="Total">How many were found.</param>
public sealed record PeopleView(string Query, int Total, int Page, int Pages, IReadOnlyList<PersonRow> People) : AdminView;

/// <param name="State">As "closed 3.12.2026" or "two-step sign-in"; null when there is nothing to say.</param>
public sealed record PersonRow(string Name, string Email, string Url, IReadOnlyList<string> Roles, string? State);

/// <summary>What a form about a role offers, and what is chosen in it.</summary>
/// <param name="Types">Names of types, and how people call them.</param>
/// <param name="Languages">Those of the site.</param>
public sealed record GrantFields(
    IReadOnlyList<(string Name, string Label)> Types, IReadOnlyList<string> Languages, string Role, IReadOnlyList<string> ChosenTypes, IReadOnlyList<string> ChosenLanguages)
{
    /// <summary>By name; none where there are no sections.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Sections { get; init; } = [];

    /// <summary>Null is the whole site.</summary>
    public Guid? Section { get; init; }

    /// <summary>A section manager of no section manages none, so that role is offered where there are sections.</summary>
    public IReadOnlyList<Role> Roles => [.. Enum.GetValues<Role>().Where(r => Sections.Count > 0 || r != Access.Role.SectionManager)];
}

/// <param name="Id">Made with the form, so that a form sent twice adds one person.</param>
/// <param name="Language">Of the letter.</param>
public sealed record InviteView(Guid Id, string Name, string Email, string Language, GrantFields Grant) : AdminView;

/// <summary>One person, and what can be done to the account.</summary>
public sealed record PersonView(StaffUser User, int Revision, string Name, string Email, GrantFields Grant) : AdminView
{
    public required string Url { get; init; }

    /// <summary>Each role in words, and as the form that takes it away names it.</summary>
    public required IReadOnlyList<(string Words, string Name)> Roles { get; init; }

    /// <summary>The person has no password yet.</summary>
    public required bool IsInvited { get; init; }

    /// <summary>Until when the link of the invitation opens; null when there is none.</summary>
    public required string? InvitedUntil { get; init; }

    /// <summary>It is the person's own account, which others close.</summary>
    public required bool IsSelf { get; init; }

    public required string Since { get; init; }

    public required string? ClosedAt { get; init; }

    /// <summary>Since when the person comes in by the municipality's own directory; null when never.</summary>
    public required string? LinkedAt { get; init; }

    /// <summary>How many documents the person answers for.</summary>
    public int Owned { get; init; }
}

/// <summary>Asks before a person goes.</summary>
public sealed record RemovePersonView(string Name, string Email, string Url) : AdminView;

/// <summary>A password is chosen by the link of a letter.</summary>
/// <param name="IsInvitation">Else the password was forgotten.</param>
/// <param name="Action">The address of the link itself.</param>
public sealed record ChoosePasswordView(bool IsInvitation, string Name, string Email, string Action) : AdminView;

/// <summary>Asks for a letter with a link to a new password.</summary>
/// <param name="IsSent">It was asked for: the same is said whether anybody has the address.</param>
public sealed record ForgottenView(string Email, bool IsSent) : AdminView;

/// <summary>Opens the door that somebody's guesses have shut.</summary>
public sealed record UnlockView(string Action) : AdminView;
