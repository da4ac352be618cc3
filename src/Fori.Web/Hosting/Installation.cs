using Fori.Nodes;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Web.Hosting;

/// <summary>What a running process works on: one database with its writer. The same in the server and in a command that owns the folder.</summary>
/// <param name="Services">All of <see cref="InstallationModule"/>, for commands that need more.</param>
internal sealed record Installation(ForiSettings Settings, Node Node, IServiceProvider Services)
{
    public StoreDatabase Database => Node.Database;

    public StoreWriter Writer => Node.Writer;

    public TimeProvider Clock => Node.Clock;

    /// <returns>The tenant by its name, or the problem <c>tenant.unknown</c>.</returns>
    public async Task<Outcome<Tenant>> TenantAsync(string name, CancellationToken ct) =>
        (await Database.TenantsAsync(ct)).FirstOrDefault(t => t.Name == name) is { } tenant
            ? tenant
            : Problem.Of("tenant.unknown", "tenant", ("name", name));
}
