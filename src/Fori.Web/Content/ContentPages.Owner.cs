using Fori.Access;
using Fori.Documents;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>Who answers for a document: beside its form.</summary>
internal static partial class ContentPages
{
    private static void MapOwner(RouteGroupBuilder staff) =>
        staff.MapForm("/content/{type}/{id:guid}/owner", http => OfDocumentAsync(http, (type, found) => GiveAsync(http, type, found)));

    private static async Task<IResult> GiveAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayAsync(http, ContentAction.Edit, type, null, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Edit);
        }

        var person = Guid.TryParse((await http.Request.ReadFormAsync(http.RequestAborted)).Field("owner"), out var id) ? id : Guid.Empty;
        return await AnswerAsync(http, type, found, await Desk(http).GiveAsync(http.Node().Tenant, found.Document.Id, person, http.Staff().Actor, http.RequestAborted), "owner", _ => "owner");
    }

    private static async Task<IReadOnlyList<(Guid Id, string Name, bool IsOwner)>> MayOwnAsync(HttpContext http, string? owner) =>
        [.. (await HandOverPages.ReceiversAsync(http)).Select(p => (p.Id, p.Name, StaffUser.ActorOf(p.Id) == owner))];
}
