using Fori.Store.Golden;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>What is no longer kept up, and its way back.</summary>
public sealed partial class EditedDocuments
{
    /// <summary>In the change of a document that stays readable: nothing of its body changed.</summary>
    public const string ArchivedMember = "archived";

    /// <summary>Takes a public document out of every list. What was asked of it ends; its draft stays.</summary>
    /// <param name="staysReadable">Its address goes on showing it, with a mark; else it is withdrawn.</param>
    /// <returns>Refused: as a save, and <c>document.not-public</c>.</returns>
    public async Task<Outcome<EditedState>> MakeHistoricalAsync(TenantUnit unit, Guid id, int expected, bool staysReadable, WriteOrigin origin, CancellationToken ct)
    {
        var read = await ReadAsync(unit, id, expected, null, ct, historicalToo: true);
        if (!read.Succeeded)
        {
            return Outcome<EditedState>.Refused(read.Problems);
        }

        var (document, draft) = read.Value;
        if (document.State == DocumentState.Historical)
        {
            return StateOf(document, changed: false);
        }

        if ((await unit.Session.OpenPublicationsAsync([id], ct)).FirstOrDefault() is not { } open)
        {
            return Problem.Of("document.not-public");
        }

        Remark(unit, id, open.Version, RemarkKind.Archived, [], origin, null);
        foreach (var table in new[] { Tables.Reviews.Name, Tables.Schedules.Name, Tables.ReviewDays.Name })
        {
            unit.ChangeDocuments($"delete from {table} where tenant = @tenant and document in (select id from {{keys}})", [id]);
        }

        if (!staysReadable)
        {
            return StateOf(await HideAsync(unit, document, draft!, open, DocumentState.Historical, origin, ct), changed: true); // As in publishing.
        }

        var historical = document with { State = DocumentState.Historical };
        unit.Upsert(Tables.Documents, historical);
        unit.Log(id, document.Type, ChangeOperation.Update, open.Version, [ArchivedMember], origin.Actor, origin.Origin);
        return StateOf(historical, changed: true);
    }

    /// <summary>Makes a draft of it again, out of public sight until somebody publishes it.</summary>
    /// <returns>Refused: as a save, and <c>document.not-archived</c>.</returns>
    public async Task<Outcome<EditedState>> TakeFromArchiveAsync(TenantUnit unit, Guid id, int expected, WriteOrigin origin, CancellationToken ct)
    {
        var read = await ReadAsync(unit, id, expected, null, ct, historicalToo: true);
        if (!read.Succeeded)
        {
            return Outcome<EditedState>.Refused(read.Problems);
        }

        var (document, draft) = read.Value;
        if (document.State != DocumentState.Historical)
        {
            return Problem.Of("document.not-archived");
        }

        Remark(unit, id, document.Draft, RemarkKind.TakenFromArchive, [], origin, null);
        if ((await unit.Session.OpenPublicationsAsync([id], ct)).FirstOrDefault() is { } open)
        {
            return StateOf(await HideAsync(unit, document, draft!, open, DocumentState.Draft, origin, ct), changed: true); // As in publishing.
        }

        var taken = document with { State = DocumentState.Draft };
        unit.Upsert(Tables.Documents, taken);
        unit.Log(id, document.Type, ChangeOperation.Draft, document.Draft, [], origin.Actor, origin.Origin);
        return StateOf(taken, changed: true);
    }
}
