using Fori.Admin;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>The person's drafts that are not public, in the work list.</summary>
internal sealed class OwnDrafts(EditorDesk desk) : IWorkListSource
{
    private const int MostLooked = 500;

    public async Task<IReadOnlyList<WorkListPart>> PartsAsync(HttpContext http, CancellationToken ct)
    {
        var (words, actor) = (http.Words(), http.Staff().Actor);
        var settings = await SiteSettings.LoadAsync(http.Node(), ct);
        var items = new List<WorkItem>();
        foreach (var type in Fori.Content.ContentModule.Types)
        {
            foreach (var found in (await desk.ListAsync(http.Node().Tenant, type, MostLooked, ct)).Where(f => f.Draft.Author == actor && f.Document.Draft != f.Document.Published))
            {
                var title = type.TryRead(found.Draft.Body, out _) is { } body && type.Title?.ValueOf(body) is LocalizedText named ? named.In(settings.Languages)?.Text : null;
                items.Add(new WorkItem(
                    title ?? words["content.untitled"], words.With("content.saved-at", ("at", words.At(found.Draft.At))), words["content.go-on"],
                    ContentPages.PathOf(type.Name, found.Document.Id)));
            }
        }

        return items.Count == 0 ? [] : [new WorkListPart(words["content.own-drafts"], items)];
    }
}
