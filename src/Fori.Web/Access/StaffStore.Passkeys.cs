using Fori.Store;
using Fori.Store.Sql;
using Microsoft.AspNetCore.Identity;

namespace Fori.Web.Access;

/// <summary>Passkeys as the framework asks for them; written by <see cref="StaffPasskeys"/>, together with the challenge that they answered.</summary>
internal sealed partial class StaffStore : IUserPasskeyStore<StaffAccount>
{
    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(StaffAccount user, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(scope.Tenant, session => session.PasskeysAsync(user.Row.Id, cancellationToken), cancellationToken)).Select(Told)];

    public async Task<StaffAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await FoundAsync(credentialId, cancellationToken) is { } row ? await FindByIdAsync(row.User.ToString(), cancellationToken) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(StaffAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        await FoundAsync(credentialId, cancellationToken) is { } row && row.User == user.Row.Id ? Told(row) : null;

    public Task AddOrUpdatePasskeyAsync(StaffAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Elsewhere();

    public Task RemovePasskeyAsync(StaffAccount user, byte[] credentialId, CancellationToken cancellationToken) => throw Elsewhere();

    private Task<PasskeyRow?> FoundAsync(byte[] credential, CancellationToken ct) => database.ReadAsync(scope.Tenant, session => session.PasskeyAsync(credential, ct), ct);

    // What the device said when it was added proves nothing later, and is not kept.
    private static UserPasskeyInfo Told(PasskeyRow row) =>
        new(row.Credential, row.PublicKey, row.CreatedAt, (uint)row.SignCount, [.. row.Transports], isUserVerified: true, row.BackupEligible, row.BackedUp, [], []) { Name = row.Name };
}
