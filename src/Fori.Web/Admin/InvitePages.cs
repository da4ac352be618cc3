using Fori.Access;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Web.Access;
using Fori.Web.Api;

namespace Fori.Web.Admin;

/// <summary>Adds a person, who chooses a password by the link of a letter.</summary>
internal static class InvitePages
{
    public static void Map(RouteGroupBuilder staff)
    {
        var may = new MayFilter(ContentAction.ManageUsers);
        staff.MapPage("/people/new", ShowAsync).AddEndpointFilter(may);
        staff.MapForm("/people/new", InviteAsync).AddEndpointFilter(may);
    }

    private static async Task<IResult> ShowAsync(HttpContext http) =>
        await PageAsync(http, Guid.NewGuid(), "", "", http.Words().Language, await PeoplePages.GrantFieldsAsync(http, null));

    private static async Task<IResult> InviteAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (name, email, fields) = (form.Field("name"), form.Field("email"), await PeoplePages.GrantFieldsAsync(http, form));
        var language = AdminWords.Languages.Contains(form.Field("language")) ? form.Field("language") : http.Words().Language;
        if (!Guid.TryParse(form.Field("id"), out var id))
        {
            return await AdminAnswers.FormRefusedAsync(http);
        }

        var grant = PeoplePages.GrantOf(fields);
        if (grant is { Succeeded: false })
        {
            return await PageAsync(http, id, name, email, language, fields, [.. PeoplePages.Told(http, grant.Problems)]);
        }

        var letters = await PeoplePages.LettersAsync(http, AdminWords.For(language));
        var invited = await http.RequestServices.GetRequiredService<StaffPeople>().InviteAsync(
            http.Node().Tenant.Id, id, email, name, grant?.Value is { } given ? [given] : [], letters.Invitation, http.Staff().Actor, http.RequestAborted);
        return invited.Succeeded
            ? AdminAnswers.SeeOther(PeoplePages.PathOf(id) + "?invited")
            : await PageAsync(http, id, name, email, language, fields, [.. PeoplePages.Told(http, invited.Problems)]);
    }

    private static async Task<IResult> PageAsync(
        HttpContext http, Guid id, string name, string email, string language, GrantFields fields, params IReadOnlyList<FieldProblem> problems) =>
        AdminAnswers.Page<InvitePage, InviteView>(new InviteView(id, name, email, language, fields) { Frame = await http.FrameAsync(http.Words()["people.add"]), Problems = problems });
}
