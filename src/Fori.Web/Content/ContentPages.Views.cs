using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Writing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Microsoft.AspNetCore.WebUtilities;

namespace Fori.Web.Content;

/// <summary>Questions to the list that a person keeps under a name.</summary>
internal static partial class ContentPages
{
    private const int LongestViewName = 80;
    private const int LongestViewQuery = 2_000;
    private const int MostViews = 50;

    private static async Task<IReadOnlyList<SavedView>> SavedViewsAsync(HttpContext http) =>
    [
        .. (await http.RequestServices.GetRequiredService<Node>().Database.ReadAsync(
            http.Node().Tenant.Id, session => session.SavedViewsAsync(http.Staff().Id, http.RequestAborted), http.RequestAborted))
            .Select(v => new SavedView(v.Id, v.Name, v.Query.Length == 0 ? Path : $"{Path}?{v.Query}")),
    ];

    private static async Task<IResult> SaveViewAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var name = form.Field("name").Trim();

        // Read and written again: only what the list understands is kept.
        var asked = form.Field("query") is { Length: <= LongestViewQuery } text ? text : "";
        var query = ContentQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(asked)));
        var words = http.Words();
        if (name.Length is 0 or > LongestViewName || name.Any(char.IsControl))
        {
            return await ListAsync(http, query, form.Field("name"), [new FieldProblem("view-name", words[name.Length == 0 ? "lists.view.unnamed" : "lists.view.too-long"])]);
        }

        var (person, node) = (http.Staff().Id, http.RequestServices.GetRequiredService<Node>());
        var kept = await node.Writer.WriteAsync(http.Node().Tenant.Id, WriteLane.People, async (unit, stop) =>
        {
            var own = await unit.Session.SavedViewsAsync(person, stop);
            var same = own.Find(v => v.Name == name);
            if (same is null && own.Count >= MostViews)
            {
                return false;
            }

            unit.Keep(new SavedViewRow(same?.Id ?? Guid.CreateVersion7(unit.Now), person, name, query.ToAddress(), unit.Now));
            return true;
        }, http.RequestAborted);
        return kept
            ? AdminAnswers.SeeOther(query.ToAddress() is { Length: > 0 } address ? $"{Path}?{address}&view-saved" : Path + "?view-saved")
            : await ListAsync(http, query, name, [new FieldProblem("view-name", words["lists.view.too-many"])]);
    }

    private static async Task<IResult> ForgetViewAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (person, node) = (http.Staff().Id, http.RequestServices.GetRequiredService<Node>());
        if (Guid.TryParse(form.Field("view"), out var id))
        {
            await node.Writer.WriteAsync(http.Node().Tenant.Id, WriteLane.People, async (unit, stop) =>
            {
                // Another's view is as if it were not there.
                if ((await unit.Session.SavedViewsAsync(person, stop)).Exists(v => v.Id == id))
                {
                    unit.ForgetSavedView(id);
                }

                return true;
            }, http.RequestAborted);
        }

        return AdminAnswers.SeeOther(Path);
    }
}
