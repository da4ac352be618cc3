using Fori.Store.Schema;
using Fori.Store.Sql;

namespace Fori.Store.Editing;

/// <summary>A document in the editors' list, with the draft that they go on with.</summary>
/// <param name="Languages">In which it is public; empty when it is not.</param>
public sealed record EditedDocument(DocumentRow Document, VersionRow Draft, IReadOnlyList<string> Languages);

/// <summary>A document with every version that is public or can become it without anybody looking into the history: the draft, what is shown, what waits for review or for its time.</summary>
/// <param name="Plans">Of publishings.</param>
/// <param name="Versions">In the order of their numbers.</param>
public sealed record LiveDocument(DocumentRow Document, IReadOnlyList<ReviewRow> Reviews, IReadOnlyList<ScheduleRow> Plans, IReadOnlyList<VersionRow> Versions);

/// <summary>What editors see: drafts too. Nothing here is for the public.</summary>
public static class EditedReads
{
    /// <summary>One document of a type that people write; null when there is none.</summary>
    public static async Task<EditedDocument?> EditedAsync(this StoreSession session, Guid id, CancellationToken ct)
    {
        var document = (await session.DocumentsAsync([id], ct)).FirstOrDefault();
        return document is null ? null : (await WithDraftsAsync(session, [document], ct)).FirstOrDefault();
    }

    /// <summary>Documents of a type, last saved first.</summary>
    public static async Task<IReadOnlyList<EditedDocument>> EditedAsync(this StoreSession session, string type, int limit, CancellationToken ct) =>
        await WithDraftsAsync(
            session,
            await session.QueryAsync(
                $"select {Tables.Documents.Prefixed("d")} from documents d join versions v on v.tenant = @tenant and v.id = d.id and v.version = d.draft" +
                " where d.tenant = @tenant and d.type = @type and d.state in ('Draft', 'Published', 'Historical') order by v.at desc, d.id limit @limit",
                Tables.Documents.Read, ct, ("@type", type), ("@limit", limit)),
            ct);

    /// <summary>How many documents of a type there are, at most <paramref name="most"/>: nothing is read or sorted to know that there are many.</summary>
    public static async Task<int> CountEditedAsync(this StoreSession session, string type, int most, CancellationToken ct) =>
        (int)(await session.QueryAsync(
            "select count(*) from (select 1 from documents where tenant = @tenant and type = @type and state in ('Draft', 'Published', 'Historical') limit @most) d",
            r => r.Long(), ct, ("@type", type), ("@most", most)))[0];

    /// <summary>Documents, in their order, with what of them is alive; as many questions for many as for one.</summary>
    public static async Task<IReadOnlyList<LiveDocument>> LiveAsync(this StoreSession session, IReadOnlyList<DocumentRow> documents, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(documents);
        IReadOnlyList<Guid> ids = [.. documents.Select(d => d.Id)];
        var reviews = (await session.ReviewsAsync(ids, ct)).ToLookup(r => r.Document);
        var plans = (await session.SchedulesAsync(ids, ct)).Where(s => s.Act == ScheduledAct.Publish).ToLookup(s => s.Document);
        var versions = (await session.VersionsAsync(
            [
                .. documents.SelectMany(d => new[] { d.Draft, d.Published ?? 0 }.Concat(reviews[d.Id].Select(r => r.Version)).Concat(plans[d.Id].Select(p => p.Version))
                    .Where(v => v > 0).Distinct().Select(v => (d.Id, v))),
            ],
            ct)).ToLookup(v => v.Id);
        return [.. documents.Select(d => new LiveDocument(d, [.. reviews[d.Id]], [.. plans[d.Id]], [.. versions[d.Id].OrderBy(v => v.Version)]))];
    }

    private static async Task<List<EditedDocument>> WithDraftsAsync(StoreSession session, List<DocumentRow> documents, CancellationToken ct)
    {
        var ids = documents.ConvertAll(d => d.Id);
        var drafts = (await session.DraftVersionsAsync(ids, ct)).ToDictionary(v => v.Id);
        var open = (await session.OpenPublicationsAsync(ids, ct)).ToDictionary(p => p.Id);
        return [.. documents.Where(d => drafts.ContainsKey(d.Id)).Select(d => new EditedDocument(d, drafts[d.Id], open.GetValueOrDefault(d.Id)?.Languages ?? []))];
    }
}
