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

/// <summary>The versions of a document, and going back to one.</summary>
internal static partial class ContentPages
{
    private static async Task<IResult> HistoryAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var (words, settings, people) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), await PeopleAsync(http));
        var versions = await Desk(http).HistoryAsync(http.Node().Tenant, found.Document.Id, MostVersions, http.RequestAborted);
        var rows = versions.Select((v, i) => new HistoryRow(
            v.Version, words.At(v.At), NameOf(people, v.Author), v.Note,
            i + 1 < versions.Count ? [.. GoldenMerge.Compare(type.Kind.Shape, versions[i + 1].Body, v.Body).Select(p => FieldNames.Of(words, type.Name, p))] : [],
            v.Version == found.Document.Draft, v.Version == found.Document.Published));
        var title = TitleOf(type, found.Draft.Body, settings) ?? words["content.untitled"];
        return AdminAnswers.Page<HistoryPage, HistoryView>(new HistoryView(
            found.Document.Id, type.Name, words.With("content.history.heading", ("title", title)), found.Document.Draft, [.. rows],
            Rights.May(http.Staff(), ContentAction.Restore, type.Name, null, null, await IsOwnAsync(http, found)))
        {
            Frame = await http.FrameAsync(words["content.history"]),
            Said = await SaidAsync(http, found, people),
        });
    }

    private static async Task<IResult> RestoreAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayAsync(http, ContentAction.Restore, type, null, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Restore);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var wanted = Number(form.Field("version"));
        var old = (await Desk(http).HistoryAsync(http.Node().Tenant, found.Document.Id, MostVersions, http.RequestAborted)).Find(v => v.Version == wanted);
        if (old is null)
        {
            return Results.NotFound();
        }

        var note = http.Words().With("content.restored.note", ("version", wanted.ToString(CultureInfo.InvariantCulture)));
        var outcome = await Desk(http).SaveAsync(
            http.Node().Tenant, new DraftSave(found.Document.Id, type.Name, Number(form.Field("expected")), old.Body, note), http.Staff().Actor, http.RequestAborted);
        return outcome.Succeeded
            ? Written(http, outcome.Value, PathOf(type.Name, found.Document.Id) + "?restored")
            : await FormAsync(http, type, found, Sentences(http, type, outcome.Problems), null);
    }
}
