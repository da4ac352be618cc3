using Fori.Store;
using Fori.Store.Sql;

namespace Fori.Nodes;

public sealed partial class TenantNode
{
    /// <summary>The current slugs of documents.</summary>
    public async Task<ILookup<Guid, RouteRow>> AddressesAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        (await _node.Database.ReadAsync(Tenant.Id, session => session.RoutesOfAsync(ids, ct), ct))
            .Where(r => r.Kind == RouteKind.Current).ToLookup(r => r.Document);
}
