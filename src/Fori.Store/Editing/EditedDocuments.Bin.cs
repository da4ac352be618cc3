using Fori.Store.Golden;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>Throwing away, taking back, and removing for good.</summary>
public sealed partial class EditedDocuments
{
    /// <summary>Puts a document in the bin, out of public sight if it was in it. What was asked of it ends.</summary>
    /// <returns>Refused: as a save. Who uses the document is the caller's to see, under the same lock.</returns>
    public async Task<Outcome<EditedState>> BinAsync(TenantUnit unit, Guid id, int expected, WriteOrigin origin, CancellationToken ct)
    {
        if ((await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault() is { State: DocumentState.Archived } gone && await unit.Session.BinnedAsync(id, ct) is not null)
        {
            return StateOf(gone, changed: false);
        }

        var read = await ReadAsync(unit, id, expected, null, ct, historicalToo: true);
        if (!read.Succeeded)
        {
            return Outcome<EditedState>.Refused(read.Problems);
        }

        var (document, draft) = read.Value;
        var open = (await unit.Session.OpenPublicationsAsync([id], ct)).FirstOrDefault();
        var binned = document with { State = DocumentState.Archived };
        if (open is null)
        {
            unit.Upsert(Tables.Documents, binned);
            unit.Log(id, document.Type, ChangeOperation.Draft, document.Draft, [], origin.Actor, origin.Origin);
        }
        else
        {
            binned = await HideAsync(unit, document, draft!, open, DocumentState.Archived, origin, ct); // A document that is named by a version has it.
        }

        unit.Insert(Tables.Binned, new BinnedRow(id, origin.Actor, unit.Now));
        Remark(unit, id, document.Draft, RemarkKind.Binned, [], origin, null);
        foreach (var table in new[] { Tables.Reviews.Name, Tables.Schedules.Name, Tables.PreviewLinks.Name })
        {
            unit.ChangeDocuments($"delete from {table} where tenant = @tenant and document in (select id from {{keys}})", [id]);
        }

        return StateOf(binned, changed: true);
    }

    /// <summary>Takes a document out of the bin, as a draft.</summary>
    /// <returns>Refused: <c>document.unknown</c> (never there, or removed for good).</returns>
    public static async Task<Outcome<EditedState>> TakeFromBinAsync(TenantUnit unit, Guid id, WriteOrigin origin, CancellationToken ct)
    {
        var document = (await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault();
        if (document is null || await unit.Session.BinnedAsync(id, ct) is null)
        {
            return document is { State: DocumentState.Draft or DocumentState.Published } ? StateOf(document, changed: false) : Problem.Of("document.unknown", "", ("id", id.ToString()));
        }

        var taken = document with { State = DocumentState.Draft };
        unit.Upsert(Tables.Documents, taken);
        unit.ChangeDocuments("delete from binned where tenant = @tenant and document in (select id from {keys})", [id]);
        unit.Log(id, document.Type, ChangeOperation.Draft, document.Draft, [], origin.Actor, origin.Origin);
        Remark(unit, id, document.Draft, RemarkKind.TakenFromBin, [], origin, null);
        return StateOf(taken, changed: true);
    }

    /// <summary>
    /// Removes the texts of a document for good: bodies, notes, remarks, addresses, references. What is left is that it was,
    /// and when it changed: the log has no gap. An older copy of the store does the same when it is next looked at.
    /// </summary>
    /// <param name="until">Only what was thrown away by then.</param>
    /// <returns>False when it is not in the bin for so long: somebody took it back.</returns>
    public static async Task<bool> RemoveFromBinAsync(TenantUnit unit, Guid id, DateTimeOffset until, WriteOrigin origin, CancellationToken ct)
    {
        if (await unit.Session.BinnedAsync(id, ct) is not { } binned || binned.At > until || (await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault() is not { } document)
        {
            return false;
        }

        unit.ChangeDocuments(
            "update versions set body = @body, note = null from {keys} where versions.tenant = @tenant and versions.id = k.id", [id], ("@body", "{}"u8.ToArray()));
        unit.ChangeDocuments("update remarks set text = null from {keys} where remarks.tenant = @tenant and remarks.document = k.id", [id]);
        foreach (var table in new[] { Tables.Routes.Name, Tables.References.Name, Tables.ReviewDays.Name, Tables.Owners.Name, Tables.TranslationBases.Name, Tables.Binned.Name })
        {
            unit.ChangeDocuments($"delete from {table} where tenant = @tenant and document in (select id from {{keys}})", [id]);
        }

        unit.Log(id, document.Type, ChangeOperation.Erase, document.Draft, [], origin.Actor, origin.Origin);
        return true;
    }
}
