using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Fori.Access;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Web.Access;

/// <summary>
/// Who somebody of the directory is here. The first time by a verified email, then by issuer and the directory's name for the person alone
/// (OpenID Connect Core 1.0 §5.7: an email may pass to somebody else). Who is nobody here and has no mapped role does not get in.
/// </summary>
internal sealed class ProviderPeople(StoreDatabase database, StoreWriter writer)
{
    private const int LongestSubject = 255; // OpenID Connect Core 1.0 §2.

    /// <param name="principal">What the directory says, checked.</param>
    /// <param name="state">Of the attempt: one opens once.</param>
    /// <returns>The person, or one of the keys <c>oidc.refused.…</c>.</returns>
    public Task<(UserRow? Person, string? Refusal)> EnterAsync(TenantId tenant, IdentityProvider provider, ClaimsPrincipal principal, string state, CancellationToken ct) =>
        writer.WriteAsync<(UserRow?, string?)>(tenant, WriteLane.People, async (unit, stop) =>
        {
            var attempt = SHA256.HashData(Encoding.UTF8.GetBytes("provider " + state));
            if (await unit.Session.IsAnsweredAsync(attempt, stop))
            {
                return (null, "again");
            }

            unit.Keep(new AnsweredChallengeRow(attempt, unit.Now));
            if (principal.FindFirstValue("sub") is not { Length: > 0 and <= LongestSubject } subject)
            {
                return (null, "answer");
            }

            var key = KeyOf(provider.Authority, subject);
            var link = await unit.Session.LinkedIdentityAsync(key, stop);
            var row = link?.User is { } known ? await unit.Session.UserAsync(known, stop) : null;
            var roles = principal.FindAll(provider.RoleClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
            if (row is null)
            {
                var (email, refusal) = EmailOf(provider, principal);
                if (email is null)
                {
                    return (null, refusal);
                }

                row = await unit.Session.UserByEmailAsync(email, stop);
                if (row is null)
                {
                    // Whoever was removed here is not brought back by the directory.
                    if (link is not null)
                    {
                        return (null, "removed");
                    }

                    var name = principal.FindFirstValue("name")?.Trim() is { Length: > 0 } called ? called : email;
                    if (provider.GrantsOf(roles) is not { Count: > 0 } given || StaffRegister.ProblemOf(email, name) is not null)
                    {
                        return (null, "nobody");
                    }

                    row = StaffRegister.NewRow(Guid.CreateVersion7(unit.Now), email, name, given, unit.Now) with { Mapped = Grant.Write(given) };
                    unit.Keep(row);
                    unit.Note(StaffUser.ActorOf(row.Id), "provider-person", StaffUser.ActorOf(row.Id), allowed: true);
                }
                else if ((await unit.Session.LinkedIdentitiesAsync(row.Id, stop)).Exists(l => l.Issuer == provider.Authority && !l.Key.AsSpan().SequenceEqual(key)))
                {
                    return (null, "other");
                }
            }

            if (row.DisabledAt is not null)
            {
                return (null, "closed");
            }

            if (!provider.HasDomainOf(row.Email))
            {
                return (null, "domain");
            }

            row = await WithRolesAsync(unit, provider, row, roles, stop);
            unit.Keep(new LinkedIdentityRow(key, provider.Authority, row.Id, link?.User == row.Id ? link.LinkedAt : unit.Now, unit.Now));
            if (link?.User != row.Id)
            {
                unit.Note(StaffUser.ActorOf(row.Id), "provider-link", StaffUser.ActorOf(row.Id), allowed: true);
            }

            return (row, null);
        }, ct);

    /// <summary>Since when the person comes in by the directory; null when never.</summary>
    public async Task<DateTimeOffset?> LinkedAtAsync(TenantId tenant, Guid user, CancellationToken ct) =>
        (await database.ReadAsync(tenant, session => session.LinkedIdentitiesAsync(user, ct), ct)) is [var first, ..] ? first.LinkedAt : null;

    /// <summary>The directory says that the person has signed out there: here too, everywhere.</summary>
    /// <returns>Whose sessions have ended; null when nobody is known by it.</returns>
    public Task<Guid?> SignedOutAsync(TenantId tenant, string issuer, string subject, CancellationToken ct) => writer.WriteAsync<Guid?>(tenant, WriteLane.People, async (unit, stop) =>
    {
        if (subject.Length > LongestSubject || (await unit.Session.LinkedIdentityAsync(KeyOf(issuer, subject), stop))?.User is not { } user)
        {
            return null;
        }

        await unit.EndSessionsAsync(user, null, stop);
        unit.Note(StaffUser.ActorOf(user), "provider-sign-out", StaffUser.ActorOf(user), allowed: true);
        return user;
    }, ct);

    private static async Task<UserRow> WithRolesAsync(TenantUnit unit, IdentityProvider provider, UserRow before, HashSet<string> roles, CancellationToken ct)
    {
        // A password that somebody else has given is of no use any more and must open nothing, nor what was opened by it.
        var after = before;
        if (before.MustChange)
        {
            after = before with { MustChange = false, PasswordHash = null, Stamp = StaffRegister.NewStamp() };
            await unit.EndSessionsAsync(before.Id, null, ct);
        }

        var mapped = provider.Mapped(after, roles);
        if (!mapped.Grants.AsSpan().SequenceEqual(before.Grants))
        {
            // The last who may manage users keeps that: a mistake in the directory must not shut the municipality out. Who comes in now has a way in.
            var keyHolders = new HashSet<Guid>(await unit.Session.KeyHoldersAsync(ct)) { before.Id };
            var mayChange = SiteManagers.ProblemOf(await unit.Session.UsersAsync(ct), keyHolders, before, mapped, Guid.Empty) is null;
            unit.Note(StaffUser.ActorOf(before.Id), "provider-roles", StaffUser.ActorOf(before.Id), mayChange);
            mapped = mayChange ? mapped : after;
        }

        if (mapped.MustChange == before.MustChange && mapped.Grants.AsSpan().SequenceEqual(before.Grants) && mapped.Mapped.AsSpan().SequenceEqual(before.Mapped))
        {
            return before;
        }

        after = mapped with { Revision = before.Revision + 1 };
        unit.Keep(after);
        return after;
    }

    private static (string? Email, string? Refusal) EmailOf(IdentityProvider provider, ClaimsPrincipal principal)
    {
        var said = principal.FindAll("email").Select(c => StaffRegister.Normal(c.Value)).Distinct().ToList();
        if (said is not [{ Length: > 0 } email])
        {
            return (null, "email");
        }

        var verified = principal.FindAll("email_verified").Select(c => c.Value).ToList();
        var isVerified = verified.Count > 0 ? verified.TrueForAll(v => v.Equals("true", StringComparison.OrdinalIgnoreCase)) : provider.IsTrustedForEmail;
        return !isVerified ? (null, "unverified") : !provider.HasDomainOf(email) ? (null, "domain") : (email, null);
    }

    private static byte[] KeyOf(string issuer, string subject) => SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}"));
}
