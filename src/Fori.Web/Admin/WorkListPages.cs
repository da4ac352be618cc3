using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Web.Content;

namespace Fori.Web.Admin;

/// <summary>Home. What waits for a person comes from the modules, as services of <see cref="IWorkListSource"/>.</summary>
internal static class WorkListPages
{
    public static void Map(RouteGroupBuilder staff) => staff.MapPage("", AnswerAsync);

    private static async Task<IResult> AnswerAsync(HttpContext http)
    {
        var parts = new List<WorkListPart>();
        foreach (var source in http.RequestServices.GetServices<IWorkListSource>())
        {
            parts.AddRange(await source.PartsAsync(http, http.RequestAborted));
        }

        var words = http.Words();
        return AdminAnswers.Page<WorkListPage, WorkListView>(new WorkListView
        {
            Frame = await http.FrameAsync(words["work-list.heading"]),
            Alert = await AlertNowPages.FormAsync(http),
            Done = http.Request.Query.ContainsKey(AlertNowPages.DoneQuery) ? words["alert-now.done"] : null,
            Parts = [.. parts.Where(p => p.Items.Count > 0)],
        });
    }
}

/// <summary>Brings rows to the work list. The seam of modules: each has its own, and gives only what this person may do.</summary>
internal interface IWorkListSource
{
    Task<IReadOnlyList<WorkListPart>> PartsAsync(HttpContext http, CancellationToken ct);
}
