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
    StaffUsers users, StaffScope scope, SignInAttempts attempts, IdentityProviders providers, ForiSettings settings, IUserClaimsPrincipalFactory<StaffAccount> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<StaffAccount>> log, IAuthenticationSchemeProvider schemes)
    : SignInManager<StaffAccount>(users, new HttpContextAccessor(), principals, options, log, schemes, new Confirmed())
{
    /// <summary>Null for an unknown email. The same reads, hashing and writes for every email, whoever has it.</summary>
    /// <returns>Also whether the door has just been shut, so that the person may be told how to open it.</returns>
    public async Task<(SignInResult Result, StaffAccount? User, bool IsShut)> PasswordAsync(string email, string password)
    {
        var user = await users.FindByNameAsync(email);
        var mayTry = await attempts.MayTryAsync(scope.Tenant, email, scope.Network, Stop);
        var isRight = users.IsPassword(user, password);
        if (!mayTry)
        {
            return (SignInResult.LockedOut, user, false);
        }

        if (!isRight || user is null || !CanEnter(user))
        {
            return (SignInResult.Failed, user, await attempts.FailedAsync(scope.Tenant, email, scope.Network, Stop));
        }

        // Only who knows the password is told that there is another way in.
        if (!await providers.MayOtherwiseAsync(scope.Tenant, user.Row, Stop))
        {
            return (SignInResult.NotAllowed, user, false);
        }

        return (await users.IsLockedOutAsync(user) ? SignInResult.LockedOut : await SignInOrTwoFactorAsync(user, isPersistent: false), user, false);
    }

    /// <summary>The person is in: this network is known from now on.</summary>
    public Task EnteredAsync(StaffAccount user) => attempts.SucceededAsync(scope.Tenant, user.Row.Email, scope.Network, Stop);

    /// <summary>Who came by the municipality's own directory.</summary>
    /// <param name="isStrong">The directory has asked for a second factor; else ours is asked of who has one.</param>
    public Task<SignInResult> ByProviderAsync(StaffAccount user, bool isStrong) => SignInOrTwoFactorAsync(user, isPersistent: false, bypassTwoFactor: isStrong);

    /// <summary>May the person come in by a key of their own?</summary>
    public Task<bool> MayOtherwiseAsync(StaffAccount user) => providers.MayOtherwiseAsync(scope.Tenant, user.Row, Stop);

    /// <summary>The password of who is signed in already, asked again.</summary>
    public override async Task<SignInResult> CheckPasswordSignInAsync(StaffAccount user, string password, bool lockoutOnFailure)
    {
        var mayTry = await attempts.MayTryAsync(scope.Tenant, user.Row.Email, scope.Network, Stop);
        if (users.IsPassword(user, password))
        {
            return mayTry ? SignInResult.Success : SignInResult.LockedOut;
        }

        if (mayTry)
        {
            await attempts.FailedAsync(scope.Tenant, user.Row.Email, scope.Network, Stop);
        }

        return SignInResult.Failed;
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

    private CancellationToken Stop => Context.RequestAborted;

    private sealed class Confirmed : IUserConfirmation<StaffAccount>
    {
        // Whoever adds a person knows the address.
        public Task<bool> IsConfirmedAsync(UserManager<StaffAccount> manager, StaffAccount user) => Task.FromResult(true);
    }
}

/// <summary>What a session's ticket says: municipality, person, stamp and session, and nothing else; the rest is read anew at each request.</summary>
internal sealed class StaffTickets(StaffScope scope, StaffSessions sessions) : IUserClaimsPrincipalFactory<StaffAccount>
{
    private const string TenantClaim = "tenant";
    private const string StampClaim = "stamp";
    private const string SessionClaim = "session";

    public async Task<ClaimsPrincipal> CreateAsync(StaffAccount user)
    {
        // What was begun is finished although the asker has gone: else a row would stand for a ticket that nobody has.
        var session = await sessions.BeginAsync(scope.Tenant, user.Row.Id, scope.Device, scope.Origin, CancellationToken.None);
        if (scope.Session is { } before && before.User == user.Row.Id)
        {
            // Password or second factor are others now, and with them the stamp: the other tickets open nothing any more.
            await sessions.EndOthersAsync(scope.Tenant, user.Row.Id, session, CancellationToken.None);
        }

        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.Row.Id.ToString()),
                new Claim(TenantClaim, scope.Tenant.Number.ToString(CultureInfo.InvariantCulture)),
                new Claim(StampClaim, user.Row.Stamp),
                new Claim(SessionClaim, session.ToString()),
            ],
            IdentityConstants.ApplicationScheme));
    }

    /// <summary>
    /// The person of a ticket: null when it is of another municipality, older than the person's stamp, its session is over, or
    /// the account is closed.
    /// </summary>
    public static async Task<StaffAccount?> FindAsync(ClaimsPrincipal ticket, StaffScope scope, StaffUsers users, StaffSignIn signIn, StaffSessions sessions, CancellationToken ct)
    {
        if (!Guid.TryParse(ticket.FindFirstValue(SessionClaim), out var session) || await LastAsync(ticket, scope, users, signIn) is not { } user
            || !await sessions.SeenAsync(scope.Tenant, user.Row.Id, session, ct))
        {
            return null;
        }

        scope.Session = (user.Row.Id, session);
        return user;
    }

    /// <summary>Whose ticket it is or was, whether its session is over or not. Opens nothing; null as above for all other reasons.</summary>
    public static async Task<StaffAccount?> LastAsync(ClaimsPrincipal ticket, StaffScope scope, StaffUsers users, StaffSignIn signIn) =>
        ticket.FindFirstValue(TenantClaim) == scope.Tenant.Number.ToString(CultureInfo.InvariantCulture)
        && ticket.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && await users.FindByIdAsync(id) is { } user
        && user.Row.Stamp == ticket.FindFirstValue(StampClaim) && signIn.CanEnter(user)
            ? user
            : null;
}
