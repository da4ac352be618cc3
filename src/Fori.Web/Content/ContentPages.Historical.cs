using Fori.Access;
using Fori.Content;
using Fori.Documents;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>Into the archive and out of it: by the form, and many at once.</summary>
internal static partial class ContentPages
{
    private const string Archive = "archive";

    private static void MapArchive(RouteGroupBuilder staff)
    {
        staff.MapForm("/content/{type}/{id:guid}/archive", http => OfDocumentAsync(http, (type, found) => ArchiveAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}/unarchive", http => OfDocumentAsync(http, (type, found) => TakeFromArchiveAsync(http, type, found)));
    }

    private static async Task<IResult> ArchiveAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayAsync(http, ContentAction.Archive, type, null, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Archive);
        }

        var expected = Number((await http.Request.ReadFormAsync(http.RequestAborted)).Field("expected"));
        return await AnswerAsync(
            http, type, found, await Desk(http).MakeHistoricalAsync(http.Node().Tenant, found.Document.Id, expected, http.Staff().Actor, http.RequestAborted), "archived", _ => "");
    }

    private static async Task<IResult> TakeFromArchiveAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayAsync(http, ContentAction.Restore, type, null, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Restore);
        }

        var expected = Number((await http.Request.ReadFormAsync(http.RequestAborted)).Field("expected"));
        return await AnswerAsync(
            http, type, found, await Desk(http).TakeFromArchiveAsync(http.Node().Tenant, found.Document.Id, expected, http.Staff().Actor, http.RequestAborted), "unarchived", _ => "");
    }

    /// <summary>What archiving does to documents of a type, in words; null where there is none.</summary>
    private static string? ArchiveWhat(HttpContext http, string type) => ContentModule.Find(type)?.WhenArchived switch
    {
        WhenArchived.Readable => http.Words()["archive.what.readable"],
        WhenArchived.Gone => http.Words()["archive.what.gone"],
        _ => null,
    };

    private static async Task<string?> ArchivedSentenceAsync(HttpContext http, EditedDocument found, IReadOnlyDictionary<string, string> people)
    {
        if (found.Document.State != DocumentState.Historical)
        {
            return null;
        }

        var words = http.Words();
        var noted = (await Desk(http).RemarksAsync(http.Node().Tenant, found.Document.Id, MostRemarks, http.RequestAborted)).Find(r => r.Kind == RemarkKind.Archived);
        var what = words[found.Document.Published is null ? "archive.is.gone" : "archive.is.readable"];
        return noted is null ? what : $"{words.With("archive.by", ("name", NameOf(people, noted.Actor)), ("at", words.At(noted.At)))} {what}";
    }
}
