// Forms as they are being written. A row is the newest form of one opened page, told by its tab; a save takes it away. It is not
// in the log, and nothing is derived from it. Rows go after thirty days, and a document keeps the five newest of a person.
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>What somebody typed and has not saved.</summary>
public static class Autosaves
{
    /// <summary>Bytes of a form: the longest text, in every language, several times over.</summary>
    public const int Largest = 4 << 20;

    /// <summary>How long what nobody came back for is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int MostTabs = 5;
    private static readonly (string, ColumnType)[] ByPerson = [("id", ColumnType.Guid)];

    /// <summary>Keeps the form of a tab in the place of what it was. Takes away what is older than <see cref="Kept"/>, of anybody.</summary>
    public static async Task KeepAutosaveAsync(this TenantUnit unit, AutosaveRow row, CancellationToken ct)
    {
        if (row.Body.Length > Largest)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row.Body.Length, "The form is larger than is kept.");
        }

        await unit.SweepAutosavesAsync(ct);
        var others = (await unit.Session.AutosavesAsync(row.Person, row.Document, ct)).Where(a => a.Tab != row.Tab).Skip(MostTabs - 1);
        foreach (var old in others)
        {
            unit.ForgetAutosave(old.Person, old.Document, old.Tab, old.At);
        }

        unit.Upsert(Tables.Autosaves, row with { At = unit.Now });
    }

    /// <summary>Takes away what nobody came back for.</summary>
    public static Task SweepAutosavesAsync(this TenantUnit unit, CancellationToken ct) =>
        unit.Session.ExecuteAsync("delete from autosaves where tenant = @tenant and at < @since", ct, ("@since", unit.Now - Kept));

    /// <summary>Takes away the form of a tab, unless it was written after a time.</summary>
    public static void ForgetAutosave(this TenantUnit unit, Guid person, Guid document, Guid tab, DateTimeOffset until) => unit.Change(
        "delete from autosaves where tenant = @tenant and person in (select id from {keys}) and document = @document and tab = @tab and at <= @until",
        ByPerson, [[person]], ("@document", document), ("@tab", tab), ("@until", until));

    /// <summary>What a person has typed of a document, newest first.</summary>
    public static Task<List<AutosaveRow>> AutosavesAsync(this StoreSession session, Guid person, Guid document, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Autosaves.ColumnNames} from autosaves where tenant = @tenant and person = @person and document = @document order by at desc, tab",
            Tables.Autosaves.Read, ct, ("@person", person), ("@document", document));

    /// <summary>What a person has typed of documents that were never saved, newest first.</summary>
    public static Task<List<AutosaveRow>> UnsavedAsync(this StoreSession session, Guid person, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Autosaves.Prefixed("a")} from autosaves a where a.tenant = @tenant and a.person = @person" +
            " and not exists (select 1 from documents d where d.tenant = @tenant and d.id = a.document) order by a.at desc, a.tab limit @limit",
            Tables.Autosaves.Read, ct, ("@person", person), ("@limit", limit));
}
