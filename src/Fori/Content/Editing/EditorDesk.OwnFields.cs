using Fori.Content.OwnFields;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;

namespace Fori.Content.Editing;

/// <summary>What is written in the municipality's own fields.</summary>
public sealed partial class EditorDesk
{
    private const int OwnFieldsAtOnce = 500;

    /// <summary>Own fields of a type.</summary>
    public async Task<IReadOnlyList<OwnField>> OwnFieldsAsync(Tenant tenant, DocumentType type, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(type);
        return OwnFieldForm.Of((await SiteSettings.LoadAsync(node.Open(tenant), ct)).Municipality.OwnFields, type.Name);
    }

    /// <summary>
    /// Documents in which something is written in a field: in the draft, in what is public, in what waits for review or for its time. Those in
    /// the bin too, since they can be taken back.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> DocumentsWithAsync(Tenant tenant, OwnField field, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(field);
        var (found, after, type) = (new List<Guid>(), Guid.Empty, node.Types[field.Type]);
        while (await node.Database.ReadAsync(tenant.Id, session => session.IdsOfTypeAsync(field.Type, after, OwnFieldsAtOnce, ct), ct) is { Count: > 0 } ids)
        {
            var documents = await node.Database.ReadAsync(tenant.Id, async session => await session.LiveAsync(await session.DocumentsAsync(ids, ct), ct), ct);
            found.AddRange(documents.Where(d => d.Document.State != DocumentState.Merged && d.Versions.Any(v => Has(v.Body))).Select(d => d.Document.Id));
            after = ids[^1];
        }

        return found;

        bool Has(byte[] body) => type.TryRead(body, out _) is { } read && !ReferenceEquals(OwnFieldForm.Without(read, field), read);
    }

    /// <summary>Takes what is written in a field out of documents: out of every version that <see cref="DocumentsWithAsync"/> looks at. Older ones keep it.</summary>
    /// <param name="note">Stands in the history of each.</param>
    public async Task<long> ForgetFieldAsync(Tenant tenant, OwnField field, IReadOnlyList<Guid> documents, string note, string actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(field);
        var (sequence, type) = (0L, node.Types[field.Type]);
        foreach (var some in documents.Chunk(OwnFieldsAtOnce))
        {
            // Slice by slice: nobody waits long behind it, and what was cut off is done by removing again.
            var outcome = await WriteAsync(
                tenant,
                async (unit, origin, stop) =>
                {
                    await edited.RewriteAsync(
                        unit, some,
                        body => type.TryRead(body, out _) is { } read && OwnFieldForm.Without(read, field) is var left && !ReferenceEquals(left, read) ? type.Write(left).Value ?? body : body, note, origin, stop);
                    return new EditedState(some[0], 0, null, true);
                },
                actor, ct);
            sequence = outcome.Value?.Sequence ?? sequence;
        }

        return sequence;
    }
}
