using Fori.Store.Schema;

namespace Fori.Store.Sql;

/// <summary>Letters, links, sessions and attempts of the staff.</summary>
public static class StaffReads
{
    /// <summary>Letters whose turn it is, the longest waiting first.</summary>
    public static Task<List<MailRow>> DueMailAsync(this StoreSession session, DateTimeOffset now, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Outbox.ColumnNames} from outbox where tenant = @tenant and state in ('Asked', 'Waiting', 'Sending') and next_at <= @now order by next_at limit @limit",
            Tables.Outbox.Read, ct, ("@now", now), ("@limit", limit));

    public static async Task<MailRow?> MailAsync(this StoreSession session, Guid id, CancellationToken ct) =>
        (await session.QueryAsync($"select {Tables.Outbox.ColumnNames} from outbox where tenant = @tenant and id = @id", Tables.Outbox.Read, ct, ("@id", id))).FirstOrDefault();

    /// <summary>Newest first; what is only asked for is no letter yet.</summary>
    public static Task<List<MailRow>> OutboxAsync(this StoreSession session, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Outbox.ColumnNames} from outbox where tenant = @tenant and state <> 'Asked' order by id desc limit @limit", Tables.Outbox.Read, ct, ("@limit", limit));

    public static async Task<UserLinkRow?> UserLinkAsync(this StoreSession session, byte[] hash, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.UserLinks.ColumnNames} from user_links where tenant = @tenant and hash = @hash", Tables.UserLinks.Read, ct, ("@hash", hash))).FirstOrDefault();

    public static Task<List<UserLinkRow>> UserLinksAsync(this StoreSession session, string kind, CancellationToken ct) =>
        session.QueryAsync($"select {Tables.UserLinks.ColumnNames} from user_links where tenant = @tenant and kind = @kind", Tables.UserLinks.Read, ct, ("@kind", kind));

    public static async Task<SessionRow?> SessionAsync(this StoreSession session, Guid id, CancellationToken ct) =>
        (await session.QueryAsync($"select {Tables.Sessions.ColumnNames} from sessions where tenant = @tenant and id = @id", Tables.Sessions.Read, ct, ("@id", id))).FirstOrDefault();

    /// <summary>Of one person, the last used first.</summary>
    public static Task<List<SessionRow>> SessionsAsync(this StoreSession session, Guid user, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Sessions.ColumnNames} from sessions where tenant = @tenant and user_id = @user order by seen_at desc, id desc", Tables.Sessions.Read, ct, ("@user", user));

    public static async Task<AttemptRow?> AttemptAsync(this StoreSession session, byte[] key, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.SignInAttempts.ColumnNames} from sign_in_attempts where tenant = @tenant and key = @key", Tables.SignInAttempts.Read, ct, ("@key", key))).FirstOrDefault();

    /// <summary>Of one person, in the order in which they were added.</summary>
    public static Task<List<PasskeyRow>> PasskeysAsync(this StoreSession session, Guid user, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Passkeys.ColumnNames} from passkeys where tenant = @tenant and user_id = @user order by created_at, id", Tables.Passkeys.Read, ct, ("@user", user));

    public static async Task<PasskeyRow?> PasskeyAsync(this StoreSession session, byte[] credential, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.Passkeys.ColumnNames} from passkeys where tenant = @tenant and credential = @credential", Tables.Passkeys.Read, ct,
            ("@credential", credential))).FirstOrDefault();

    /// <summary>Who comes in by a passkey or by a directory.</summary>
    public static async Task<IReadOnlySet<Guid>> KeyHoldersAsync(this StoreSession session, CancellationToken ct) =>
        (await session.QueryAsync(
            "select user_id from passkeys where tenant = @tenant union select user_id from linked_identities where tenant = @tenant and user_id is not null", r => r.Guid(), ct)).ToHashSet();

    public static async Task<bool> IsAnsweredAsync(this StoreSession session, byte[] challenge, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.AnsweredChallenges.ColumnNames} from answered_challenges where tenant = @tenant and hash = @hash", Tables.AnsweredChallenges.Read, ct,
            ("@hash", challenge))).Count > 0;

    public static async Task<IdentityProviderRow?> IdentityProviderAsync(this StoreSession session, string name, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.IdentityProviders.ColumnNames} from identity_providers where tenant = @tenant and name = @name", Tables.IdentityProviders.Read, ct, ("@name", name))).FirstOrDefault();

    public static async Task<LinkedIdentityRow?> LinkedIdentityAsync(this StoreSession session, byte[] key, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.LinkedIdentities.ColumnNames} from linked_identities where tenant = @tenant and key = @key", Tables.LinkedIdentities.Read, ct, ("@key", key))).FirstOrDefault();

    /// <summary>Of one person.</summary>
    public static Task<List<LinkedIdentityRow>> LinkedIdentitiesAsync(this StoreSession session, Guid user, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.LinkedIdentities.ColumnNames} from linked_identities where tenant = @tenant and user_id = @user order by linked_at, key", Tables.LinkedIdentities.Read, ct,
            ("@user", user));
}
