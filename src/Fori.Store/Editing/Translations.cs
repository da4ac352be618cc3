using Fori.Store.Golden;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>A language that was written before the draft, with what the document said then.</summary>
public sealed record TranslationBasis(Guid Document, string Language, int Version, byte[] Body);

/// <summary>
/// From which text each language of a document was made. A save that changes a language notes it; a save that changes others only
/// leaves it behind. Documents of before these notes are taken as up to date until something changes.
/// </summary>
public static class Translations
{
    private static readonly (string, ColumnType)[] ById = [("id", ColumnType.Guid)];
    private static readonly (string, ColumnType)[] ByVersion = [("id", ColumnType.Guid), ("version", ColumnType.Int)];

    /// <summary>The languages of documents that are behind the draft; those of the draft itself are left out.</summary>
    public static Task<List<TranslationBasis>> TranslationBasesAsync(this StoreSession session, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        session.QueryForKeysAsync(
            "select b.document, b.language, b.version, v.body from {keys} cross join documents d cross join translation_bases b cross join versions v" +
            " where d.tenant = @tenant and d.id = k.id and b.tenant = @tenant and b.document = d.id and b.version <> d.draft" +
            " and v.tenant = @tenant and v.id = d.id and v.version = b.version",
            ById, [.. documents.Distinct().Select(id => new object?[] { id })], r => new TranslationBasis(r.Guid(), r.Text(), r.Int(), r.Bytes()), ct);

    /// <summary>Somebody has looked: the language says what the draft says.</summary>
    public static void ConfirmTranslation(this TenantUnit unit, DocumentRow document, string language, string actor, string origin)
    {
        unit.Upsert(Tables.TranslationBases, new TranslationBasisRow(document.Id, language, document.Draft));
        unit.Insert(Tables.Remarks, new RemarkRow(Guid.CreateVersion7(unit.Now), document.Id, document.Draft, RemarkKind.TranslationConfirmed, [language], actor, unit.Now, null));
        unit.Log(document.Id, document.Type, ChangeOperation.Draft, document.Draft, [], actor, origin);
    }

    /// <summary>Notes what a save has written.</summary>
    /// <param name="before">The draft that was saved over; null for a new document.</param>
    internal static async Task NoteTranslationsAsync(
        this TenantUnit unit, DocumentKind kind, Guid document, VersionRow? before, byte[] body, int version, IReadOnlyCollection<string> changed, CancellationToken ct)
    {
        var languages = DocumentFacts.Read(kind, body).Languages.Where(l => l != DocumentFacts.NoLanguage).ToList();
        if (languages.Count < 2)
        {
            // Nothing is a translation yet. The second language brings the first one's note.
            languages = before is null ? [] : languages.FindAll(l => changed.Any(f => IsOf(f, l)));
        }

        var known = (await unit.Session.QueryAsync(
            $"select {Tables.TranslationBases.ColumnNames} from translation_bases where tenant = @tenant and document = @document", Tables.TranslationBases.Read, ct, ("@document", document)))
            .Select(b => b.Language).ToHashSet();
        foreach (var language in languages)
        {
            if (before is null || changed.Any(f => IsOf(f, language)))
            {
                unit.Upsert(Tables.TranslationBases, new TranslationBasisRow(document, language, version));
            }
            else if (!known.Contains(language))
            {
                unit.Upsert(Tables.TranslationBases, new TranslationBasisRow(document, language, before.Version));
            }
        }
    }

    /// <summary>Versions were written anew by rule, and say what they said: languages that were up to date with one still are, and those behind it are behind still.</summary>
    internal static async Task CarryTranslationsAsync(this TenantUnit unit, IReadOnlyCollection<(Guid Document, int From, int To)> moves, CancellationToken ct)
    {
        var to = moves.ToDictionary(m => m.Document, m => m.To);
        foreach (var basis in await unit.Session.QueryForKeysAsync(
            $"select {Tables.TranslationBases.Prefixed("b")} from {{keys}} cross join translation_bases b where b.tenant = @tenant and b.document = k.id and b.version = k.version",
            ByVersion, [.. moves.Select(m => new object?[] { m.Document, m.From })], Tables.TranslationBases.Read, ct))
        {
            unit.Upsert(Tables.TranslationBases, basis with { Version = to[basis.Document] });
        }
    }

    /// <summary>What was written since a version is given up: no language is ahead of it.</summary>
    internal static void TakeBackTranslations(this TenantUnit unit, Guid document, int version) => unit.ChangeDocuments(
        "update translation_bases set version = @version where tenant = @tenant and version > @version and document in (select id from {keys})", [document], ("@version", version));

    private static bool IsOf(string field, string language) => field.EndsWith("." + language, StringComparison.Ordinal);
}
