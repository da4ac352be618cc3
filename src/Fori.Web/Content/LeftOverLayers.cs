using Fori.Access;
using Fori.Admin;
using Fori.Content.Editing;
using Fori.Site.Building;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>Texts whose record has left its register, in the work list of who may edit them all.</summary>
internal sealed class LeftOverLayers(EditorDesk desk) : IWorkListSource
{
    private const int MostShown = 20;

    public async Task<IReadOnlyList<WorkListPart>> PartsAsync(HttpContext http, CancellationToken ct)
    {
        var (words, settings) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), ct));
        var items = new List<WorkItem>();
        foreach (var type in Fori.Content.ContentModule.All.Where(t => t.LayerOn is not null && Rights.May(http.Staff(), ContentAction.Edit, t.Name, null, null, false)))
        {
            items.AddRange((await desk.LeftOverAsync(http.Node().Tenant, type.Document, ct)).Take(MostShown).Select(l => new WorkItem(
                l.Label.In([words.Language, .. settings.Languages])?.Text ?? words["content.untitled"], words[$"content.type.{type.Name}"], words["layers.left-over.look"], ContentPages.PathOf(type.Name, l.Document))));
        }

        return items.Count == 0 ? [] : [new WorkListPart(words["layers.left-over"], items)];
    }
}
