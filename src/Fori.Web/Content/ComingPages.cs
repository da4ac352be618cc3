using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Sections;
using Fori.Site.Building;
using Fori.Store;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>What is planned, by day: of the documents that the person may see.</summary>
internal static class ComingPages
{
    public const string Path = AdminModule.Root + "/coming";

    public static void Map(RouteGroupBuilder staff) => staff.MapPage("/coming", ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext http)
    {
        var (words, desk, tenant, ct) = (http.Words(), http.RequestServices.GetRequiredService<EditorDesk>(), http.Node().Tenant, http.RequestAborted);
        if (!Fori.Content.ContentModule.Types.Any(t => Rights.MaySomewhere(http.Staff(), ContentAction.View, t.Name)))
        {
            await http.NoteAsync(http.Staff().Actor, nameof(ContentAction.View), Path, allowed: false);
            return await AdminAnswers.RefusedAsync(http, ContentAction.View);
        }

        var settings = await SiteSettings.LoadAsync(http.Node(), ct);
        var people = (await http.RequestServices.GetRequiredService<StaffRegister>().ListAsync(tenant.Id, ct)).ToDictionary(u => StaffUser.ActorOf(u.Id), u => u.Name);
        var days = new List<(DateOnly Day, ComingItem Item)>();
        foreach (var row in await desk.SchedulesAsync(tenant, ct))
        {
            if (await desk.FindAsync(tenant, row.Document, ct) is not { } found
                || Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == found.Document.Type) is not { } type
                || !Rights.May(http.Staff(), ContentAction.View, type.Name, null, SectionOf.Body(type, row.Document, found.Draft.Body), false))
            {
                continue;
            }

            var what = words.With(row.Act == ScheduledAct.Publish ? "workflow.coming.publish" : "workflow.coming.withdraw", ("language", words.Ui.NameOfLanguage(row.Language)));
            days.Add((MunicipalTime.DayOf(row.DueAt), new ComingItem(
                words.At(row.DueAt).Split(' ')[^1], what, ContentPages.TitleOf(type, found.Draft.Body, settings) ?? words["content.untitled"],
                ContentPages.PathOf(type.Name, row.Document), people.GetValueOrDefault(row.ScheduledBy, row.ScheduledBy), row.FailedAt is not null)));
        }

        return AdminAnswers.Page<ComingPage, ComingView>(new ComingView([.. days.GroupBy(d => d.Day).Select(g => new ComingDay(words.Ui.Day(g.Key), [.. g.Select(d => d.Item)]))])
        {
            Frame = await http.FrameAsync(words["workflow.coming.heading"]),
        });
    }
}
