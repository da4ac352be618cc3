using Fori.Store;

namespace Fori.Access;

/// <summary>A person of the staff of one municipality, as pages and rules know them: without secrets.</summary>
/// <param name="Email">In lower case; unique in the municipality.</param>
/// <param name="MustChange">The password was given by someone else: nothing is open but the form that changes it.</param>
/// <param name="TwoFactor">A code of an authenticator app is asked at sign-in.</param>
/// <param name="DisabledAt">Since when nobody gets in by it; null while it is open.</param>
public sealed record StaffUser(
    Guid Id, string Email, string Name, IReadOnlyList<Grant> Grants, bool MustChange, bool TwoFactor, int RecoveryCodes, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt)
{
    private const string Prefix = "user:";

    /// <summary>Who it is in the logs: by the id, so that no name stands in what is only added to.</summary>
    public string Actor => ActorOf(Id);

    public static string ActorOf(Guid id) => $"{Prefix}{id}";

    /// <summary>The person behind a name of the logs; null for a program, a command, or somebody with a link.</summary>
    public static Guid? IdOf(string actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParse(actor.AsSpan(Prefix.Length), out var id) ? id : null;
    }

    public static StaffUser Of(UserRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new StaffUser(
            row.Id, row.Email, row.Name, Grant.Read(row.Grants), row.MustChange, row.TwoFactor, row.RecoveryCodes.Count, row.CreatedAt, row.DisabledAt);
    }
}
