using System.Globalization;
using System.Security.Claims;
using Fori.Access;
using Fori.Demonstration;
using Fori.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Fori.Web.Access;

/// <summary>
/// The framework's sign-in, with one answer and the same work for an unknown email, a wrong password, a locked and a closed
/// account: who guesses learns nothing. Is used through <see cref="StaffHttp.SignIn"/>, which gives it its request.
/// </summary>
internal sealed class StaffSignIn(
    StaffUsers users, ForiSettings settings, IUserClaimsPrincipalFactory<StaffAccount> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<StaffAccount>> log, IAuthenticationSchemeProvider schemes)
    : SignInManager<StaffAccount>(users, new HttpContextAccessor(), principals, options, log, schemes, new Confirmed())
{
    /// <summary>Null for an unknown email.</summary>
    public async Task<(SignInResult Result, StaffAccount? User)> PasswordAsync(string email, string password)
    {
        var user = await users.FindByNameAsync(email);
        if (user is not null && CanEnter(user))
        {
            return (await PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true), user);
        }

        users.IsPassword(null, password);
        return (SignInResult.Failed, user);
    }

    public override async Task<SignInResult> CheckPasswordSignInAsync(StaffAccount user, string password, bool lockoutOnFailure)
    {
        var isRight = users.IsPassword(user, password);
        if (await users.IsLockedOutAsync(user))
        {
            return SignInResult.LockedOut;
        }

        if (!isRight)
        {
            await users.AccessFailedAsync(user);
            return SignInResult.Failed;
        }

        // With a second factor the count goes on until that is right too: else codes could be guessed without end.
        return user.Row.TwoFactor || (await users.ResetAccessFailedCountAsync(user)).Succeeded ? SignInResult.Success : SignInResult.Failed;
    }

    /// <summary>A recovery code instead of the app's. A wrong one counts as a wrong password does; the framework would let codes be guessed without end.</summary>
    public async Task<SignInResult> RecoveryCodeAsync(StaffAccount user, string code)
    {
        if (await users.IsLockedOutAsync(user) || !CanEnter(user))
        {
            return SignInResult.LockedOut;
        }

        var result = await TwoFactorRecoveryCodeSignInAsync(code);
        if (!result.Succeeded)
        {
            await users.AccessFailedAsync(user);
        }

        return result;
    }

    public override Task<bool> CanSignInAsync(StaffAccount user) => Task.FromResult(CanEnter(user));

    /// <summary>Not closed, and no invented person outside the demonstration, whose passwords everybody knows.</summary>
    public bool CanEnter(StaffAccount user) => user.Row.DisabledAt is null && (settings.Demonstration || !DemonstrationStaff.Has(user.Row.Email));

    private sealed class Confirmed : IUserConfirmation<StaffAccount>
    {
        // Whoever adds a person knows the address.
        public Task<bool> IsConfirmedAsync(UserManager<StaffAccount> manager, StaffAccount user) => Task.FromResult(true);
    }
}

/// <summary>What a session's ticket says: municipality, person and stamp, and nothing else; the rest is read anew at each request.</summary>
internal sealed class StaffTickets(StaffScope scope) : IUserClaimsPrincipalFactory<StaffAccount>
{
    private const string TenantClaim = "tenant";
    private const string StampClaim = "stamp";

    public Task<ClaimsPrincipal> CreateAsync(StaffAccount user) => Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.Row.Id.ToString()),
            new Claim(TenantClaim, scope.Tenant.Number.ToString(CultureInfo.InvariantCulture)),
            new Claim(StampClaim, user.Row.Stamp),
        ],
        IdentityConstants.ApplicationScheme)));

    /// <summary>The person of a ticket: null when it is of another municipality, older than the person's stamp, or the account is closed.</summary>
    public static async Task<StaffAccount?> FindAsync(ClaimsPrincipal ticket, StaffScope scope, StaffUsers users, StaffSignIn signIn) =>
        ticket.FindFirstValue(TenantClaim) == scope.Tenant.Number.ToString(CultureInfo.InvariantCulture)
        && ticket.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
        && await users.FindByIdAsync(id) is { } user
        && user.Row.Stamp == ticket.FindFirstValue(StampClaim)
        && signIn.CanEnter(user)
            ? user
            : null;
}
