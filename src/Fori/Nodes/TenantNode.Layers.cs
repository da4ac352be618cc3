using Fori.Content;
using Fori.Content.Layers;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;

namespace Fori.Nodes;

/// <summary>What editors write beside a record of a register (<see cref="EditorLayer"/>) is looked for under the record: it has no page of its own.</summary>
public sealed partial class TenantNode
{
    private static readonly IReadOnlySet<string> Layers = ContentModule.All.Where(t => t.LayerOn is not null).Select(t => t.Name).ToHashSet();
    private static readonly IReadOnlySet<string> Layered = ContentModule.All.Select(t => t.LayerOn).OfType<string>().ToHashSet();

    // Most municipalities begin without any: then an import need not look for them, slice by slice. Null: nobody has looked yet.
    private bool? _hasLayers;

    /// <summary>The records whose layers were changed: their entries say what the layers say.</summary>
    private async Task<IReadOnlyList<Guid>> RecordsOfLayersAsync(IReadOnlyList<ChangeRow> changes, CancellationToken ct)
    {
        var layers = changes.Where(c => c.Operation != ChangeOperation.Draft && Layers.Contains(c.Type)).Select(c => c.Id).Distinct().ToList();
        if (layers.Count == 0)
        {
            return [];
        }

        _hasLayers = true;
        return await _node.Database.ReadAsync(Tenant.Id, async session =>
        {
            var references = (await session.ReferencesFromAsync(layers, ct)).Where(r => r.Field == EditorLayers.Member).ToList();
            var byKey = await session.ExternalIdsAsync([.. references.Where(r => r.System is not null).Select(r => (r.System!, r.Key!)).Distinct()], ct); // Both or neither are set.
            var records = byKey.Select(x => x.Document).Concat(references.Select(r => r.Target).OfType<Guid>()).Distinct().ToList();
            return (IReadOnlyList<Guid>)[.. (await GoldenRecords.SurvivorsAsync(session, records, ct)).Values.Select(s => s.Id).Distinct()];
        }, ct);
    }

    /// <summary>The published layers of records.</summary>
    private async Task<ILookup<Guid, LoadedDocument>> LayersOfAsync(IReadOnlyList<LoadedDocument> documents, CancellationToken ct)
    {
        var records = documents.Where(d => Layered.Contains(d.Type.Name)).Select(d => d.Id).ToList();
        var none = Enumerable.Empty<(Guid Record, LoadedDocument Layer)>().ToLookup(l => l.Record, l => l.Layer);
        if (records.Count == 0)
        {
            return none;
        }

        _hasLayers ??= await _node.Database.ReadAsync(Tenant.Id, async session =>
        {
            foreach (var type in Layers)
            {
                if ((await Store.Editing.EditedReads.EditedAsync(session, type, 1, ct)).Count > 0)
                {
                    return true;
                }
            }

            return false;
        }, ct);
        if (_hasLayers == false)
        {
            return none;
        }

        var (found, rows) = await _node.Database.ReadAsync(Tenant.Id, async session =>
        {
            var names = (await session.ExternalIdsOfAsync(records, ct)).ToDictionary(n => (n.System, n.Key), n => n.Document);
            var referring = (await session.ReferencesToKeysAsync(names.Keys, ct)).Where(r => r.Field == EditorLayers.Member).Select(r => (r.Document, Record: names[(r.System!, r.Key!)])) // Asked by both.
                .Concat((await session.ReferencesToDocumentsAsync(records, ct)).Where(r => r.Field == EditorLayers.Member).Select(r => (r.Document, Record: r.Target!.Value))) // Asked by it.
                .Distinct().ToList();
            return (referring, await session.PublishedAsync([.. referring.Select(r => r.Document).Distinct()], ct));
        }, ct);
        var shown = rows.Where(r => Layers.Contains(r.Type)).Select(r => _node.Read(Tenant, r)).OfType<LoadedDocument>().ToDictionary(d => d.Id);
        return found.Where(f => shown.ContainsKey(f.Document)).OrderBy(f => f.Document).ToLookup(f => f.Record, f => shown[f.Document]);
    }
}
