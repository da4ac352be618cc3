using System.Text;
using Fori.Access;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Hosting;

namespace Fori.Web.Access;

/// <summary>The directories by which the staff of municipalities sign in, and the secrets by which we are known to them.</summary>
internal sealed class IdentityProviders(StoreDatabase database, StoreWriter writer, ForiSettings settings)
{
    /// <summary>What stands in front of the municipality's name in the environment.</summary>
    public const string SecretPrefix = "FORI_SIGNIN_SECRET_";

    private const string Staff = "staff";
    private const int LongestSecret = 4_096;

    /// <returns>Null when none was ever set.</returns>
    public async Task<(IdentityProvider Provider, int Revision)?> FindAsync(TenantId tenant, CancellationToken ct) =>
        await database.ReadAsync(tenant, session => session.IdentityProviderAsync(Staff, ct), ct) is { } row ? (IdentityProvider.Read(row.Body), row.Revision) : null;

    /// <returns>Null when there is none, or it is off.</returns>
    public async Task<(IdentityProvider Provider, int Revision)?> OpenAsync(TenantId tenant, CancellationToken ct) =>
        await FindAsync(tenant, ct) is { Provider.IsOn: true } found ? found : null;

    /// <param name="expected">The revision that the form showed; 0 for none.</param>
    /// <returns>Refused with <c>access.changed-meanwhile</c>.</returns>
    public Task<Outcome<int>> SaveAsync(TenantId tenant, IdentityProvider provider, int expected, string actor, CancellationToken ct) =>
        writer.WriteAsync<Outcome<int>>(tenant, WriteLane.People, async (unit, stop) =>
        {
            if (((await unit.Session.IdentityProviderAsync(Staff, stop))?.Revision ?? 0) != expected)
            {
                return Problem.Of("access.changed-meanwhile");
            }

            unit.Keep(new IdentityProviderRow(Staff, IdentityProvider.Write(provider), unit.Now, actor, expected + 1));
            unit.Note(actor, "provider-change", Staff, allowed: true);
            return expected + 1;
        }, ct);

    /// <summary>May the person come in by password or passkey? Who manages users may always: else a broken directory shuts out everybody.</summary>
    public async Task<bool> MayOtherwiseAsync(TenantId tenant, UserRow row, CancellationToken ct) =>
        await OpenAsync(tenant, ct) is not { Provider.IsOnlyWay: true }
        || Rights.May(StaffUser.Of(row) with { MustChange = false }, ContentAction.ManageUsers, null, null, null, false);

    /// <summary>The secret that the operator has laid down for the municipality: in a file of its name, or in the environment.</summary>
    /// <returns>Null when there is none: then the directory must know us as a public client.</returns>
    public string? SecretOf(string tenant)
    {
        // Names of municipalities are letters, digits and hyphens; the path cannot lead elsewhere.
        if (settings.ProviderSecrets is { } folder && new FileInfo(Path.Combine(folder, tenant)) is { Exists: true, Length: <= LongestSecret } file)
        {
            return File.ReadAllText(file.FullName, Encoding.UTF8).Trim() is { Length: > 0 } kept ? kept : null;
        }

        return Environment.GetEnvironmentVariable(SecretPrefix + tenant.ToUpperInvariant().Replace('-', '_')) is { Length: > 0 } set ? set : null;
    }
}
