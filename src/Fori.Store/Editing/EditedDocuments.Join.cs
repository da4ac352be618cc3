// One document ceases and another stands for it. In one transaction, under the lock of the tenant: every body that is shown, is gone
// on with, waits for review or for its time refers to the one that stays; versions of the history stay as they were. Then the one that
// ceases is merged, so that its id leads to the other wherever documents are looked up by id.
using Fori.Store.Golden;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>Which document is to stand for which.</summary>
/// <param name="StaysExpected">The draft version that was read, as with <paramref name="GoesExpected"/>.</param>
/// <param name="StaysBody">Makes of a body of the one that stays what it is afterwards; gives the same array where nothing is new.</param>
/// <param name="GoesBody">What the one that ceases is at last: canonical, and without references, so that nothing is used by what is not there.</param>
/// <param name="Note">Stands beside every version that this makes.</param>
public sealed record JoinOrder(Guid Stays, int StaysExpected, Guid Goes, int GoesExpected, Func<byte[], byte[]> StaysBody, byte[] GoesBody, string? Note);

/// <param name="Users">Documents whose references were moved.</param>
public sealed record JoinedState(EditedState Stays, int Users);

/// <summary>Joins two documents into one.</summary>
public sealed partial class EditedDocuments
{
    private const int RewrittenAtOnce = 500;
    private static readonly (string, ColumnType)[] ById = [("id", ColumnType.Guid)];

    /// <summary>Joins a document into another of its type. What the types ask of it (a tree without circles) is the caller's to see, under the same lock.</summary>
    /// <returns>
    /// Refused: <c>merge.already</c> (into itself), <c>merge.other-type</c>, <c>document.unknown</c>, <c>document.version-conflict</c>, <c>document.in-bin</c>,
    /// <c>document.merged</c>.
    /// </returns>
    public async Task<Outcome<JoinedState>> JoinAsync(TenantUnit unit, JoinOrder order, WriteOrigin origin, CancellationToken ct)
    {
        if (order.Stays == order.Goes)
        {
            return Problem.Of("merge.already", "", ("id", order.Goes.ToString()));
        }

        var stays = await ReadAsync(unit, order.Stays, order.StaysExpected, null, ct);
        var goes = await ReadAsync(unit, order.Goes, order.GoesExpected, null, ct);
        if (!stays.Succeeded || !goes.Succeeded)
        {
            return Outcome<JoinedState>.Refused([.. stays.Problems, .. goes.Problems]);
        }

        var (document, gone) = (stays.Value.Document, goes.Value.Document);
        if (document.Type != gone.Type)
        {
            return Problem.Of("merge.other-type", "", ("survivor", document.Type), ("absorbed", gone.Type));
        }

        foreach (var (system, key) in DocumentFacts.Read(kinds[document.Type], order.StaysBody(stays.Value.Draft!.Body)).Identifiers) // A document that is named by a version has it.
        {
            unit.Upsert(Tables.ExternalIds, new ExternalIdRow(system, key, order.Stays));
        }

        await RewriteAsync(unit, [document], row => order.StaysBody(row.Body), order.Note, origin, ct);
        await EndAsync(unit, gone, goes.Value.Draft!, order, origin, ct); // As above.
        await unit.FlushAsync(ct);

        var moves = new Dictionary<Guid, Guid> { [order.Goes] = order.Stays };
        var users = (await unit.Session.ReferencesToDocumentsAsync([order.Goes], ct)).Select(r => r.Document).Distinct().Order().ToList();
        foreach (var some in users.Chunk(RewrittenAtOnce))
        {
            var rows = (await unit.Session.DocumentsAsync(some, ct)).Where(d => d.State != DocumentState.Merged && kinds.Find(d.Type) is { IsEdited: true }).ToList();
            await RewriteAsync(unit, rows, row => MovedReferences.Move(row.Body, moves), order.Note, origin, ct);
            await unit.FlushAsync(ct);
        }

        var now = (await unit.Session.DocumentsAsync([order.Stays], ct)).First(); // Read above.
        return new JoinedState(StateOf(now, changed: true), users.Count);
    }

    /// <summary>Writes anew every version that is shown, gone on with, waits for review or for its time, where it comes out otherwise.</summary>
    private async Task RewriteAsync(
        TenantUnit unit, IReadOnlyList<DocumentRow> documents, Func<VersionRow, byte[]> rewrite, string? note, WriteOrigin origin, CancellationToken ct)
    {
        var ids = documents.Select(d => d.Id).ToList();
        var open = (await unit.Session.OpenPublicationsAsync(ids, ct)).ToDictionary(p => p.Id);
        var newest = (await unit.Session.QueryForKeysAsync(
            "select v.id, max(v.version) from {keys} cross join versions v where v.tenant = @tenant and v.id = k.id group by v.id",
            ById, [.. ids.Select(id => new object?[] { id })], r => (Id: r.Guid(), Version: r.Int()), ct)).ToDictionary(v => v.Id, v => v.Version);
        var rewritten = new List<(Guid Document, int From, int To)>();
        foreach (var (document, reviews, plans, versions) in await unit.Session.LiveAsync(documents, ct))
        {
            var kind = kinds[document.Type];
            var bodies = new Dictionary<int, (byte[] Before, byte[] After, int Version)>();
            var last = newest.GetValueOrDefault(document.Id);
            foreach (var version in versions)
            {
                var body = rewrite(version);
                var isSame = body.AsSpan().SequenceEqual(version.Body);
                bodies[version.Version] = (version.Body, body, isSame ? version.Version : ++last);
                if (!isSame)
                {
                    unit.Insert(Tables.Versions, new VersionRow(document.Id, last, version.Schema, body, null, origin.Actor, origin.Origin, unit.Now, note, 0));
                }
            }

            if (bodies.All(b => b.Key == b.Value.Version))
            {
                continue;
            }

            int Now(int number) => bodies.TryGetValue(number, out var body) ? body.Version : number;
            var written = document with { Draft = Now(document.Draft), Published = document.Published is { } published ? Now(published) : null };
            unit.Upsert(Tables.Documents, written);
            if (written.Published is { } shown && shown != document.Published && open.TryGetValue(document.Id, out var publication))
            {
                var (before, after, _) = bodies[document.Published!.Value]; // It has another number now, so it had one before.
                var sequence = unit.Log(document.Id, kind.Name, ChangeOperation.Update, shown, GoldenMerge.Compare(kind.Shape, before, after), origin.Actor, origin.Origin);
                Close(unit, publication, sequence);
                unit.Insert(Tables.Publications, new PublicationRow(document.Id, sequence, shown, publication.Languages, unit.Now, null, null));
            }

            if (written.Draft != document.Draft && written.Draft != written.Published)
            {
                var (before, after, _) = bodies[document.Draft];
                unit.Log(document.Id, kind.Name, ChangeOperation.Draft, written.Draft, GoldenMerge.Compare(kind.Shape, before, after), origin.Actor, origin.Origin);
            }

            foreach (var review in reviews.Where(r => Now(r.Version) != r.Version))
            {
                unit.Upsert(Tables.Reviews, review with { Version = Now(review.Version) });
            }

            foreach (var plan in plans.Where(p => Now(p.Version) != p.Version))
            {
                unit.Upsert(Tables.Schedules, plan with { Version = Now(plan.Version) });
            }

            rewritten.Add((document.Id, document.Draft, written.Draft));
            Refer(unit, kind, document.Id, bodies[document.Draft].After, bodies.TryGetValue(document.Published ?? 0, out var seen) ? seen.After : null);
        }

        ForgetReferences(unit, [.. rewritten.Select(r => r.Document)]);
        await unit.CarryTranslationsAsync(rewritten.FindAll(r => r.From != r.To), ct);
    }

    private async Task EndAsync(TenantUnit unit, DocumentRow gone, VersionRow draft, JoinOrder order, WriteOrigin origin, CancellationToken ct)
    {
        var version = draft.Version;
        if (!draft.Body.AsSpan().SequenceEqual(order.GoesBody))
        {
            version = await unit.Session.NewestVersionAsync(gone.Id, ct) + 1;
            unit.Insert(Tables.Versions, new VersionRow(gone.Id, version, draft.Schema, order.GoesBody, null, origin.Actor, origin.Origin, unit.Now, order.Note, 0));
        }

        var ended = gone with { State = DocumentState.Merged, Draft = version, Published = null, MergedInto = order.Stays };
        unit.Upsert(Tables.Documents, ended);
        var sequence = unit.Log(gone.Id, gone.Type, ChangeOperation.Merge, version, [], origin.Actor, origin.Origin, order.Stays);
        Close(unit, (await unit.Session.OpenPublicationsAsync([gone.Id], ct)).FirstOrDefault(), sequence);
        await ReferAsync(unit, kinds[gone.Type], ended, order.GoesBody, ct);
        foreach (var table in new[] { Tables.Reviews.Name, Tables.Schedules.Name, Tables.PreviewLinks.Name, Tables.ReviewDays.Name })
        {
            unit.ChangeDocuments($"delete from {table} where tenant = @tenant and document in (select id from {{keys}})", [gone.Id]);
        }
    }
}
