using System.Security.Cryptography;
using System.Text;
using Fori.Access;
using Fori.Store;
using Fori.Store.Sql;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Fori.Web.Access;

/// <summary>
/// The framework's identity over the table of users, for the municipality of <see cref="StaffScope"/>. An account is written
/// whole, and only when nobody has written it since it was read; failures are counted by <see cref="StaffUsers"/>, under the lock.
/// </summary>
internal sealed partial class StaffStore(StaffRegister register, StaffScope scope, StoreDatabase database, IDataProtectionProvider protection) :
    IUserPasswordStore<StaffAccount>, IUserSecurityStampStore<StaffAccount>, IUserLockoutStore<StaffAccount>, IUserTwoFactorStore<StaffAccount>,
    IUserAuthenticatorKeyStore<StaffAccount>, IUserTwoFactorRecoveryCodeStore<StaffAccount>
{
    private readonly IDataProtector _secrets = protection.CreateProtector("Fori.Access.Authenticator");

    public async Task<StaffAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) && await register.FindAsync(scope.Tenant, id, cancellationToken) is { } row ? new StaffAccount(row) : null;

    // The name by which people sign in is their email.
    public async Task<StaffAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await register.FindByEmailAsync(scope.Tenant, normalizedUserName, cancellationToken) is { } row ? new StaffAccount(row) : null;

    public async Task<IdentityResult> UpdateAsync(StaffAccount user, CancellationToken cancellationToken)
    {
        var written = await register.ChangeAsync(scope.Tenant, user.Row.Id, (row, _) => row.Revision == user.Row.Revision ? user.Row : row, cancellationToken);
        if (written is null || written.Revision != user.Row.Revision + 1)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }

        user.Row = written;
        return IdentityResult.Success;
    }

    public Task<IdentityResult> CreateAsync(StaffAccount user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<IdentityResult> DeleteAsync(StaffAccount user, CancellationToken cancellationToken) => throw Elsewhere();

    public Task<string> GetUserIdAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Row.Id.ToString());

    public Task<string?> GetUserNameAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Row.Email);

    public Task<string?> GetNormalizedUserNameAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Row.Email);

    public Task SetUserNameAsync(StaffAccount user, string? userName, CancellationToken cancellationToken) => throw Elsewhere();

    // Asked before every update; the register has normalised the email when it was added.
    public Task SetNormalizedUserNameAsync(StaffAccount user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Row.PasswordHash);

    public Task<bool> HasPasswordAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Row.PasswordHash is not null);

    public Task SetPasswordHashAsync(StaffAccount user, string? passwordHash, CancellationToken cancellationToken) =>
        Set(user, row => row with { PasswordHash = passwordHash });

    public Task<string?> GetSecurityStampAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Row.Stamp);

    public Task SetSecurityStampAsync(StaffAccount user, string stamp, CancellationToken cancellationToken) => Set(user, row => row with { Stamp = stamp });

    public Task<bool> GetLockoutEnabledAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(StaffAccount user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Row.LockedUntil);

    public Task SetLockoutEndDateAsync(StaffAccount user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Set(user, row => row with { LockedUntil = lockoutEnd });

    public Task<int> GetAccessFailedCountAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Row.Failures);

    public Task<int> IncrementAccessFailedCountAsync(StaffAccount user, CancellationToken cancellationToken)
    {
        user.Row = user.Row with { Failures = user.Row.Failures + 1 };
        return Task.FromResult(user.Row.Failures);
    }

    public Task ResetAccessFailedCountAsync(StaffAccount user, CancellationToken cancellationToken) => Set(user, row => row with { Failures = 0 });

    public Task<bool> GetTwoFactorEnabledAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Row.TwoFactor);

    public Task SetTwoFactorEnabledAsync(StaffAccount user, bool enabled, CancellationToken cancellationToken) => Set(user, row => row with { TwoFactor = enabled });

    public Task<string?> GetAuthenticatorKeyAsync(StaffAccount user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Row.Authenticator is { } secret ? Encoding.ASCII.GetString(_secrets.Unprotect(secret)) : null);

    public Task SetAuthenticatorKeyAsync(StaffAccount user, string key, CancellationToken cancellationToken) =>
        Set(user, row => row with { Authenticator = _secrets.Protect(Encoding.ASCII.GetBytes(key)), LastStep = null });

    public Task ReplaceCodesAsync(StaffAccount user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        Set(user, row => row with { RecoveryCodes = [.. recoveryCodes.Select(HashOf)] });

    public async Task<bool> RedeemCodeAsync(StaffAccount user, string code, CancellationToken cancellationToken)
    {
        var hash = HashOf(code);
        if (!user.Row.RecoveryCodes.Contains(hash))
        {
            return false;
        }

        // Written at once, so that two who send the same code are not both let in.
        user.Row = user.Row with { RecoveryCodes = [.. user.Row.RecoveryCodes.Where(c => c != hash)] };
        return (await UpdateAsync(user, cancellationToken)).Succeeded;
    }

    public Task<int> CountCodesAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Row.RecoveryCodes.Count);

    public void Dispose()
    {
        // Nothing of its own is open.
    }

    // 80 random bits: there is nothing that a slow hash would protect.
    private static string HashOf(string code) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())));

    private static Task Set(StaffAccount user, Func<UserRow, UserRow> change)
    {
        user.Row = change(user.Row);
        return Task.CompletedTask;
    }

    private static InvalidOperationException Elsewhere() => new("People are added, named and closed by the register of staff.");
}
