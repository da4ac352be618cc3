using Fori.Store.Sql;

namespace Fori.Nodes;

public sealed partial class TenantNode
{
    /// <summary>What the paths of documents' pages are made of.</summary>
    /// <returns>With it, the documents above them in a tree: their names are parts of the paths.</returns>
    public async Task<(DocumentPaths Paths, IReadOnlyList<Guid> Above)> PathsAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var paths = new DocumentPaths();
        var above = await paths.LoadAsync(ids, asked => _node.Database.ReadAsync(Tenant.Id, session => session.RoutesOfAsync(asked, ct), ct));
        return (paths, above);
    }
}
