using Fori.Content.Layers;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;

namespace Fori.Content.Editing;

/// <summary>A layer whose record is not there any more, or not public.</summary>
public sealed record LeftOverLayer(Guid Document, string Type, LocalizedText Label);

/// <summary>Layers on records of the registers: one for each, and kept when the record goes.</summary>
public sealed partial class EditorDesk
{
    private const int MostLayers = 10_000;

    /// <summary>Of records those of which editors have written, drafts too: record → layer.</summary>
    /// <param name="type">Declared name of the layer's type.</param>
    public Task<IReadOnlyDictionary<Guid, Guid>> LayersAsync(Tenant tenant, string type, IReadOnlyCollection<Guid> records, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => LayersAsync(session, type, records, ct), ct);

    /// <summary>Layers whose record the public cannot read: it left the register, or was never let out.</summary>
    public async Task<IReadOnlyList<LeftOverLayer>> LeftOverAsync(Tenant tenant, DocumentType type, CancellationToken ct)
    {
        var layers = (await ListAsync(tenant, type, MostLayers, ct)).Select(l => (l.Document.Id, Body: type.TryRead(l.Draft.Body, out _) as EditorLayer)).Where(l => l.Body?.Record is not null).ToList();
        var keys = layers.Select(l => l.Body!.Record!.Value).ToList(); // Filtered.
        var (byKey, byId) = await node.Open(tenant).ResolveAsync(
            [.. keys.Where(k => k.System is not null).Select(k => (k.System!, k.Key!))], [.. keys.Select(k => k.Id).OfType<Guid>()], ct); // RefKey.Of sets both.
        bool IsThere(RefKey key) => key.Id is { } id ? byId.ContainsKey(id) : byKey.ContainsKey((key.System!, key.Key!)); // As above.
        return [.. layers.Where(l => !IsThere(l.Body!.Record!.Value)).Select(l => new LeftOverLayer(l.Id, type.Name, l.Body!.Label))]; // Filtered.
    }

    /// <summary>What the documents to which a body refers are called: in the draft of what editors write, else as the public knows them.</summary>
    internal Task<IReadOnlyDictionary<RefKey, LocalizedText>> NamesAsync(Tenant tenant, DocumentType type, byte[] body, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, async session =>
        {
            var references = DocumentFacts.Read(type.Kind, body).References.Select(r => new RefKey(r.System, r.Key, r.Target)).Distinct().ToList();
            var targets = await TargetsAsync(session, references, ct);
            var ids = targets.Values.Select(d => d.Id).Distinct().ToList();
            var bodies = (await session.PublishedAsync(ids, ct)).ToDictionary(p => p.Id, p => p.Body);
            foreach (var draft in await session.DraftVersionsAsync([.. targets.Values.Where(d => node.Types.Find(d.Type)?.Kind.IsEdited == true).Select(d => d.Id)], ct))
            {
                bodies[draft.Id] = draft.Body;
            }

            return (IReadOnlyDictionary<RefKey, LocalizedText>)targets.Where(t => bodies.ContainsKey(t.Value.Id) && node.Types.Find(t.Value.Type) is not null)
                .ToDictionary(t => t.Key, t => LocalizedText.Of([.. DocumentFacts.Read(node.Types[t.Value.Type].Kind, bodies[t.Value.Id]).Titles]));
        }, ct);

    // Within the transaction that keeps the layer, so that two who begin at the same time do not both get through.
    private static async Task<Problem?> LayerProblemAsync(StoreSession session, DocumentKind kind, string recordType, Guid document, byte[] body, CancellationToken ct)
    {
        if (DocumentFacts.Read(kind, body).References.FirstOrDefault(r => r.Field == EditorLayers.Member) is not { Field: not null } reference)
        {
            return Problem.Of("field.required", EditorLayers.Member);
        }

        var key = new RefKey(reference.System, reference.Key, reference.Target);
        if ((await TargetsAsync(session, [key], ct)).GetValueOrDefault(key) is not { } record || record.Type != recordType)
        {
            return Problem.Of("document.unknown", EditorLayers.Member, ("id", key.Id?.ToString() ?? $"{key.System}:{key.Key}"));
        }

        return (await LayersAsync(session, kind.Name, [record.Id], ct)).TryGetValue(record.Id, out var other) && other != document
            ? Problem.Of("layer.taken", EditorLayers.Member)
            : null;
    }

    private static async Task<IReadOnlyDictionary<RefKey, DocumentRow>> TargetsAsync(StoreSession session, IReadOnlyCollection<RefKey> references, CancellationToken ct)
    {
        var known = (await session.ExternalIdsAsync([.. references.Where(r => r.System is not null).Select(r => (r.System!, r.Key!))], ct)) // Both or neither are set.
            .ToDictionary(x => new RefKey(x.System, x.Key, null), x => x.Document);
        foreach (var byId in references.Where(r => r.Id is not null))
        {
            known[byId] = byId.Id!.Value; // Filtered.
        }

        var survivors = await GoldenRecords.SurvivorsAsync(session, [.. known.Values.Distinct()], ct);
        return known.Where(k => survivors.ContainsKey(k.Value)).ToDictionary(k => k.Key, k => survivors[k.Value]);
    }

    private static async Task<IReadOnlyDictionary<Guid, Guid>> LayersAsync(StoreSession session, string type, IReadOnlyCollection<Guid> records, CancellationToken ct)
    {
        var names = (await session.ExternalIdsOfAsync(records, ct)).ToDictionary(n => (n.System, n.Key), n => n.Document);
        var referring = (await session.ReferencesToKeysAsync(names.Keys, ct)).Where(r => r.Field == EditorLayers.Member).Select(r => (r.Document, Record: names[(r.System!, r.Key!)])) // Asked by both.
            .Concat((await session.ReferencesToDocumentsAsync(records, ct)).Where(r => r.Field == EditorLayers.Member).Select(r => (r.Document, Record: r.Target!.Value))) // Asked by it.
            .ToList();
        var layers = (await session.DocumentsAsync([.. referring.Select(r => r.Document).Distinct()], ct))
            .Where(d => d.Type == type && d.State is DocumentState.Draft or DocumentState.Published or DocumentState.Historical).Select(d => d.Id).ToHashSet();
        return referring.Where(r => layers.Contains(r.Document)).GroupBy(r => r.Record).ToDictionary(g => g.Key, g => g.Min(r => r.Document));
    }
}
