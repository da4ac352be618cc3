using Fori.Store.Schema;

namespace Fori.Store.Writing;

/// <summary>Letters, links, sessions and attempts of the staff: not documents and not in the log.</summary>
public static class StaffWrites
{
    public static void Keep(this TenantUnit unit, MailRow letter) => unit.Upsert(Tables.Outbox, letter);

    public static void Keep(this TenantUnit unit, UserLinkRow link) => unit.Upsert(Tables.UserLinks, link);

    public static void Keep(this TenantUnit unit, SessionRow session) => unit.Upsert(Tables.Sessions, session);

    public static void Keep(this TenantUnit unit, AttemptRow attempt) => unit.Upsert(Tables.SignInAttempts, attempt);

    public static void Keep(this TenantUnit unit, PasskeyRow passkey) => unit.Upsert(Tables.Passkeys, passkey);

    public static void Keep(this TenantUnit unit, AnsweredChallengeRow challenge) => unit.Upsert(Tables.AnsweredChallenges, challenge);

    public static void Keep(this TenantUnit unit, IdentityProviderRow provider) => unit.Upsert(Tables.IdentityProviders, provider);

    public static void Keep(this TenantUnit unit, LinkedIdentityRow identity) => unit.Upsert(Tables.LinkedIdentities, identity);

    /// <summary>The person is nobody of the directory any more, until the email says so anew.</summary>
    public static Task DropLinkedIdentitiesAsync(this TenantUnit unit, Guid user, CancellationToken ct) =>
        unit.Session.ExecuteAsync("delete from linked_identities where tenant = @tenant and user_id = @user", ct, ("@user", user));

    public static Task DropPasskeyAsync(this TenantUnit unit, Guid user, Guid passkey, CancellationToken ct) =>
        unit.Session.ExecuteAsync("delete from passkeys where tenant = @tenant and user_id = @user and id = @id", ct, ("@user", user), ("@id", passkey));

    public static Task DropLetterAsync(this TenantUnit unit, Guid letter, CancellationToken ct) =>
        unit.Session.ExecuteAsync("delete from outbox where tenant = @tenant and id = @id", ct, ("@id", letter));

    /// <summary>Takes away what is old in the outbox, and the texts whose secrets are worth nothing any more.</summary>
    public static async Task TidyOutboxAsync(this TenantUnit unit, DateTimeOffset createdBefore, CancellationToken ct)
    {
        await unit.Session.ExecuteAsync("delete from outbox where tenant = @tenant and created_at < @before", ct, ("@before", createdBefore));
        await unit.Session.ExecuteAsync(
            "update outbox set body = null where tenant = @tenant and body is not null and body_until is not null and body_until <= @now", ct, ("@now", unit.Now));
    }

    public static Task DropLinkAsync(this TenantUnit unit, byte[] hash, CancellationToken ct) =>
        unit.Session.ExecuteAsync("delete from user_links where tenant = @tenant and hash = @hash", ct, ("@hash", hash));

    /// <summary>Takes the person's links of a kind, and the texts of the letters that hold them.</summary>
    public static async Task DropLinksAsync(this TenantUnit unit, Guid user, string kind, CancellationToken ct)
    {
        await unit.Session.ExecuteAsync("delete from user_links where tenant = @tenant and user_id = @user and kind = @kind", ct, ("@user", user), ("@kind", kind));
        await unit.Session.ExecuteAsync(
            "delete from outbox where tenant = @tenant and user_id = @user and kind = @kind and state in ('Asked', 'Waiting')", ct, ("@user", user), ("@kind", kind));
        await unit.Session.ExecuteAsync(
            "update outbox set body = null where tenant = @tenant and user_id = @user and kind = @kind and state in ('Kept', 'Dead')", ct, ("@user", user), ("@kind", kind));
    }

    /// <param name="but">This one goes on; null ends all.</param>
    public static Task EndSessionsAsync(this TenantUnit unit, Guid user, Guid? but, CancellationToken ct) =>
        unit.Session.ExecuteAsync("delete from sessions where tenant = @tenant and user_id = @user and id <> @but", ct, ("@user", user), ("@but", but ?? Guid.Empty));

    public static Task EndSessionAsync(this TenantUnit unit, Guid user, Guid session, CancellationToken ct) =>
        unit.Session.ExecuteAsync("delete from sessions where tenant = @tenant and user_id = @user and id = @id", ct, ("@user", user), ("@id", session));

    /// <summary>Takes all attempts whose keys lie between the two, both included.</summary>
    public static Task DropAttemptsAsync(this TenantUnit unit, byte[] from, byte[] to, CancellationToken ct) =>
        unit.Session.ExecuteAsync("delete from sign_in_attempts where tenant = @tenant and key >= @from and key <= @to", ct, ("@from", from), ("@to", to));

    /// <summary>Takes away what has run out by itself.</summary>
    public static async Task TidyStaffAsync(this TenantUnit unit, DateTimeOffset seenBefore, DateTimeOffset createdBefore, DateTimeOffset attemptedBefore, CancellationToken ct)
    {
        await unit.Session.ExecuteAsync("delete from user_links where tenant = @tenant and expires_at <= @now", ct, ("@now", unit.Now));
        await unit.Session.ExecuteAsync(
            "delete from sessions where tenant = @tenant and (seen_at < @seen or created_at < @created)", ct, ("@seen", seenBefore), ("@created", createdBefore));
        await unit.Session.ExecuteAsync("delete from answered_challenges where tenant = @tenant and at < @before", ct, ("@before", attemptedBefore));
        await unit.Session.ExecuteAsync(
            "delete from sign_in_attempts where tenant = @tenant and last_at < @before and (known_until is null or known_until < @now)", ct,
            ("@before", attemptedBefore), ("@now", unit.Now));
    }

    /// <summary>Takes people and all that is only theirs. What they did keeps the id.</summary>
    public static void DropUsers(this TenantUnit unit, IReadOnlyList<Guid> users)
    {
        foreach (var table in (IEnumerable<string>)["user_links", "sessions", "passkeys", "outbox"])
        {
            unit.ChangeDocuments($"delete from {table} where tenant = @tenant and user_id in (select id from {{keys}})", users);
        }

        unit.ChangeDocuments("update linked_identities set user_id = null where tenant = @tenant and user_id in (select id from {keys})", users);
        unit.ChangeDocuments("delete from saved_views where tenant = @tenant and person in (select id from {keys})", users);
        unit.ChangeDocuments("delete from users where tenant = @tenant and id in (select id from {keys})", users);
    }
}
