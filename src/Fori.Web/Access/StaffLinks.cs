using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Web.Access;

/// <summary>Links of letters that open something once. The store has only their hashes: who reads it opens nothing.</summary>
internal static class StaffLinks
{
    public const string Invitation = "invitation";
    public const string Recovery = "recovery";
    public const string Unlock = "unlock";
    private const int SecretBytes = 32;

    /// <summary>A week: people are on leave.</summary>
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7);
    public static readonly TimeSpan RecoveryLasts = TimeSpan.FromHours(1);
    public static readonly TimeSpan UnlockLasts = TimeSpan.FromHours(12);

    /// <summary>Makes a link in the place of the person's others of its kind.</summary>
    /// <returns>The secret, for the letter and nothing else.</returns>
    public static async Task<string> NewAsync(TenantUnit unit, Guid user, string kind, TimeSpan lasts, CancellationToken ct)
    {
        await unit.DropLinksAsync(user, kind, ct);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        unit.Keep(new UserLinkRow(HashOf(secret), user, kind, unit.Now, unit.Now + lasts));
        return secret;
    }

    /// <returns>Null when there is none, it is of another kind, was used or is too old, or its person's account is closed.</returns>
    public static async Task<UserRow?> PersonAsync(StoreSession session, string kind, string secret, DateTimeOffset now, CancellationToken ct) =>
        secret.Length <= 2 * SecretBytes && await session.UserLinkAsync(HashOf(secret), ct) is { } link && link.Kind == kind && link.ExpiresAt > now
        && await session.UserAsync(link.User, ct) is { DisabledAt: null } row
            ? row
            : null;

    // 256 random bits: there is nothing that a slow hash would protect.
    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
