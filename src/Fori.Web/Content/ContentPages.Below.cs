using Fori.Access;
using Fori.Content.Types;
using Fori.Content.Types.Pages;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>From one page to the next that is begun below it, or beside it.</summary>
internal static partial class ContentPages
{
    /// <param name="section">To which the document belongs; null is the site.</param>
    /// <returns>Null where no page may stand, or the person may begin none.</returns>
    private static string? BelowUrl(HttpContext http, DocumentType type, Guid document, Guid? section, IReadOnlyDictionary<Guid, IReadOnlyList<string>> taken)
    {
        var page = Fori.Content.ContentModule.Types.First(t => t.Name == nameof(Page));
        return typeof(TreeBody).IsAssignableFrom(type.Body) && !typeof(ITreeLeaf).IsAssignableFrom(type.Body)
            && Rights.May(http.Staff(), ContentAction.Create, page.Name, null, section, true) && (section is not { } home || Takes(taken, home, page))
                ? $"{Path}/{page.Name}/new?parent={document}"
                : null;
    }

    // Who has just made a page below another often makes the next one there; who mends an old one does not.
    private static async Task<IResult> SavedFormAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var query = http.Request.Query;
        var isMade = (query.ContainsKey("saved") && found.Document.Draft == 1) || (query.ContainsKey("published") && await IsFirstPublicationAsync(http, found));
        var above = isMade && typeof(TreeBody).IsAssignableFrom(type.Body) ? DocumentFacts.Read(type.Kind, found.Draft.Body).Parent : null;
        var next = above is { } parent && await MayBeginBelowAsync(http, type, parent)
            ? (http.Words()["newcomer.another"], $"{Path}/{type.Name}/new?parent={parent}")
            : ((string, string)?)null;
        return await FormAsync(http, type, found, WithSynonym(http, type, found, null, await SiteSettings.LoadAsync(http.Node(), http.RequestAborted)), [], DoneOf(http), null, next: next);
    }

    private static async Task<bool> MayBeginBelowAsync(HttpContext http, DocumentType type, Guid parent)
    {
        var section = await SectionAsync(http, parent);
        return Rights.May(http.Staff(), ContentAction.Create, type.Name, null, section, true) && (section is not { } home || Takes(await TakenAsync(http), home, type));
    }

    private static async Task<bool> IsFirstPublicationAsync(HttpContext http, EditedDocument found) =>
        (await http.RequestServices.GetRequiredService<Node>().Database.ReadAsync(
            http.Node().Tenant.Id, session => session.PublicationsOfAsync(found.Document.Id, http.RequestAborted), http.RequestAborted)).Count == 1;
}
