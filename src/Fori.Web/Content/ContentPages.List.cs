using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Site;

namespace Fori.Web.Content;

/// <summary>The documents of a type.</summary>
internal static partial class ContentPages
{
    private static async Task<IResult> ListAsync(HttpContext http, DocumentType type)
    {
        if (!await http.MayAsync(ContentAction.View, type.Name, null, null, true, http.Request.Path))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.View);
        }

        var (words, settings, people) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await PeopleAsync(http));
        var found = await Desk(http).ListAsync(http.Node().Tenant, type, MostListed, http.RequestAborted);
        var shown = await ShownAsync(http, found);
        var reviews = (await Desk(http).ReviewsAsync(http.Node().Tenant, http.RequestAborted)).ToLookup(r => r.Review.Document, r => r.Review);
        var titles = found.ToDictionary(f => f.Document.Id, f => TitleOf(type, f.Draft.Body, settings) ?? words["content.untitled"]);
        return AdminAnswers.Page<ContentListPage, ContentListView>(new ContentListView(
            type.Name,
            [
                .. found.Select(f => new ContentRow(
                    titles[f.Document.Id], PathOf(type.Name, f.Document.Id),
                    DocumentFacts.Read(type.Kind, f.Draft.Body).Parent is { } above ? titles.GetValueOrDefault(above) : null,
                    Reviewed(settings.Languages.Select(l => MarkOf(type, f, shown.GetValueOrDefault(f.Document.Id), l)), reviews[f.Document.Id]),
                    words.At(f.Draft.At), NameOf(people, f.Draft.Author))),
            ],
            Rights.May(http.Staff(), ContentAction.Create, type.Name, null, null, true))
        {
            Frame = await http.FrameAsync(words["content.heading"]),
            Done = http.Request.Query.ContainsKey("withdrawn") ? words["content.withdrawn"] : null,
        });
    }
}
