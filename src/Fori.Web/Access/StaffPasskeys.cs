using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Fori.Web.Access;

/// <summary>
/// Passkeys (WebAuthn): a key in the person's device answers a challenge of ours. The device asks for its finger, face or
/// code, so that it counts as two factors. A challenge is good for some minutes, for one municipality and one purpose, and once.
/// </summary>
internal sealed class StaffPasskeys(IPasskeyHandler<StaffAccount> handler, StaffScope scope, StoreDatabase database, StoreWriter writer, IDataProtectionProvider protection)
{
    public const int LongestName = 60;
    private const int Most = 20;
    private const int LongestAnswer = 64 << 10;
    private const string SignIn = "sign-in";

    /// <summary>For how long a challenge may be answered.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _challenges = protection.CreateProtector("Fori.Access.PasskeyChallenge");

    public Task<List<PasskeyRow>> ListAsync(Guid user, CancellationToken ct) => database.ReadAsync(scope.Tenant, session => session.PasskeysAsync(user, ct), ct);

    /// <returns>For the browser; and the challenge as we know it again.</returns>
    public async Task<(string Options, string State)> BeginAddingAsync(HttpContext http, StaffAccount account)
    {
        var made = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = account.Row.Id.ToString(), Name = account.Row.Email, DisplayName = account.Row.Name }, http);
        return (made.CreationOptionsJson, Protected(account.Row.Id.ToString(), made.AttestationState));
    }

    /// <returns>False when the answer is not to this challenge, or the key is known already.</returns>
    public async Task<bool> AddAsync(HttpContext http, StaffAccount account, string credential, string state, string name)
    {
        if (credential.Length > LongestAnswer || Opened(account.Row.Id.ToString(), state) is not { } challenge)
        {
            return false;
        }

        var answer = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = challenge });
        return answer.Succeeded && answer.Passkey.IsUserVerified && await writer.WriteAsync(scope.Tenant, WriteLane.People, async (unit, stop) =>
        {
            var key = answer.Passkey;
            if (!await TakeAsync(unit, state, stop) || await unit.Session.PasskeyAsync(key.CredentialId, stop) is not null
                || (await unit.Session.PasskeysAsync(account.Row.Id, stop)).Count >= Most)
            {
                return false;
            }

            unit.Keep(new PasskeyRow(
                key.CredentialId, Guid.CreateVersion7(unit.Now), account.Row.Id, key.PublicKey, key.SignCount, name, http.Request.Host.Host,
                [.. (key.Transports ?? []).Where(t => t.All(c => char.IsAsciiLetterLower(c) || c == '-')).Take(8)], key.IsBackupEligible, key.IsBackedUp, unit.Now, null));
            return true;
        }, CancellationToken.None); // What was begun is finished although the asker has gone.
    }

    public async Task<(string Options, string State)> BeginSigningInAsync(HttpContext http)
    {
        // For nobody in particular: who has a key here is told to nobody.
        var made = await handler.MakeRequestOptionsAsync(null, http);
        return (made.RequestOptionsJson, Protected(SignIn, made.AssertionState));
    }

    /// <returns>Whose key answered; null when none of this municipality's did, or the challenge was answered before.</returns>
    public async Task<StaffAccount?> PersonAsync(HttpContext http, string credential, string state)
    {
        if (credential.Length > LongestAnswer || Opened(SignIn, state) is not { } challenge)
        {
            return null;
        }

        var answer = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = challenge });
        return answer.Succeeded && await writer.WriteAsync(scope.Tenant, WriteLane.People, async (unit, stop) =>
        {
            // Taken away meanwhile, it must not come back.
            if (!await TakeAsync(unit, state, stop) || await unit.Session.PasskeyAsync(answer.Passkey.CredentialId, stop) is not { } row)
            {
                return false;
            }

            unit.Keep(row with { SignCount = answer.Passkey.SignCount, BackedUp = answer.Passkey.IsBackedUp, UsedAt = unit.Now });
            return true;
        }, CancellationToken.None)
            ? answer.User
            : null;
    }

    public Task RenameAsync(Guid user, Guid id, string name, CancellationToken ct) => writer.WriteAsync(scope.Tenant, WriteLane.People, async (unit, stop) =>
    {
        if ((await unit.Session.PasskeysAsync(user, stop)).Find(k => k.Id == id) is { } row && row.Name != name)
        {
            unit.Keep(row with { Name = name });
        }

        return true;
    }, ct);

    public Task RemoveAsync(Guid user, Guid id, CancellationToken ct) => writer.WriteAsync(scope.Tenant, WriteLane.People, async (unit, stop) =>
    {
        await unit.DropPasskeyAsync(user, id, stop);
        return true;
    }, ct);

    // Only a right answer is written down: nobody fills the table with wrong ones.
    private static async Task<bool> TakeAsync(TenantUnit unit, string state, CancellationToken ct)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(state));
        if (await unit.Session.IsAnsweredAsync(hash, ct))
        {
            return false;
        }

        unit.Keep(new AnsweredChallengeRow(hash, unit.Now));
        return true;
    }

    private string Protected(string purpose, string? challenge) =>
        _challenges.Protect(JsonSerializer.Serialize(new Challenge(scope.Tenant.Number, purpose, database.Clock.GetUtcNow() + Lasts, challenge ?? throw new InvalidOperationException("The challenge has no state."))));

    private string? Opened(string purpose, string state)
    {
        try
        {
            return JsonSerializer.Deserialize<Challenge>(_challenges.Unprotect(state)) is { } made
                && made.Tenant == scope.Tenant.Number && made.Purpose == purpose && made.Until > database.Clock.GetUtcNow()
                ? made.State
                : null;
        }
        catch (CryptographicException)
        {
            // Not made by us, or by keys that are gone.
            return null;
        }
    }

    private sealed record Challenge(int Tenant, string Purpose, DateTimeOffset Until, string State);
}
