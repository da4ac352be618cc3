using System.Security.Cryptography;
using Fori.Access;
using Fori.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Fori.Web.Access;

/// <summary>The framework's user manager by the installation's clock, with failures counted one by one under the writer's lock.</summary>
internal sealed class StaffUsers(
    StaffStore store, StaffRegister register, StaffScope scope, TimeProvider clock, IOptions<IdentityOptions> options, IPasswordHasher<StaffAccount> hasher,
    IServiceProvider services, ILogger<UserManager<StaffAccount>> log)
    : UserManager<StaffAccount>(store, options, hasher, [], [new StaffPasswords()], new StaffNames(), new IdentityErrorDescriber(), services, log)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // Made once: whoever asks for a person that is not there waits as long as for one who is.
    private static readonly StaffAccount Nobody = new(new UserRow(Guid.Empty, "", "", null, false, "", null, false, null, [], 0, null, [], default, null, 0, null));
    private static string? _hashOfNobody;
    private readonly string _nobodysHash = NobodysHash(hasher);

    /// <summary>Is it this person's password? Takes as long for nobody.</summary>
    /// <param name="user">Null for nobody.</param>
    public bool IsPassword(StaffAccount? user, string password) =>
        PasswordHasher.VerifyHashedPassword(user ?? Nobody, user?.Row.PasswordHash ?? _nobodysHash, password) is not PasswordVerificationResult.Failed
        && user?.Row.PasswordHash is not null;

    public override Task<bool> IsLockedOutAsync(StaffAccount user) => Task.FromResult(user.Row.LockedUntil is { } until && until > clock.GetUtcNow());

    public override async Task<IdentityResult> AccessFailedAsync(StaffAccount user)
    {
        var lockout = Options.Lockout;
        var written = await register.ChangeAsync(
            scope.Tenant, user.Row.Id,
            (row, now) => row.Failures + 1 < lockout.MaxFailedAccessAttempts
                ? row with { Failures = row.Failures + 1 }
                : row with { Failures = 0, LockedUntil = now + lockout.DefaultLockoutTimeSpan },
            CancellationToken);
        user.Row = written ?? user.Row;
        return IdentityResult.Success;
    }

    /// <summary>Takes a time step's code once: false when it, or a later one, was taken before.</summary>
    public async Task<bool> TakeStepAsync(StaffAccount user, long step)
    {
        var taken = false;
        var written = await register.ChangeAsync(
            scope.Tenant, user.Row.Id,
            (row, _) =>
            {
                taken = row.LastStep is not { } last || last < step;
                return taken ? row with { LastStep = step } : row;
            },
            CancellationToken);
        user.Row = written ?? user.Row;
        return taken && written is not null;
    }

    // 80 bits; the framework's own codes have half of it.
    protected override string CreateTwoFactorRecoveryCode() => string.Join('-', RandomNumberGenerator.GetString(Base32, 16).Chunk(4).Select(c => new string(c)));

    private static string NobodysHash(IPasswordHasher<StaffAccount> hasher) => _hashOfNobody ??= hasher.HashPassword(Nobody, StaffRegister.NewStamp());
}

/// <summary>Emails are compared as the register keeps them.</summary>
internal sealed class StaffNames : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : StaffRegister.Normal(name);

    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
