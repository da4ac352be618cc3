using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Store;
using Fori.Web.Access;
using Fori.Web.Api;

namespace Fori.Web.Admin;

/// <summary>One person: name, roles, account. Each button is a form of its own and one act.</summary>
internal static class PersonPages
{
    public static void Map(RouteGroupBuilder staff)
    {
        var person = staff.MapGroup("/people/{id:guid}").AddEndpointFilter(new MayFilter(ContentAction.ManageUsers));
        person.MapPage("", ShowAsync);
        person.MapForm("", RenameAsync);
        person.MapForm("/roles", GiveAsync);
        person.MapForm("/roles/take", async http =>
        {
            var grant = (await http.Request.ReadFormAsync(http.RequestAborted)).Field("grant");
            return await ActAsync(http, "saved", (people, tenant, id, actor, ct) => people.TakeAsync(tenant, id, grant, actor, ct));
        });
        person.MapForm("/invitation", async http =>
        {
            var letters = await PeoplePages.LettersAsync(http, http.Words());
            return await ActAsync(http, "invited", (people, tenant, id, actor, ct) => people.InviteAgainAsync(tenant, id, letters.Invitation, actor, ct));
        });
        person.MapForm("/invitation/revoke", http => ActAsync(http, "revoked", (people, tenant, id, actor, ct) => people.RevokeInvitationAsync(tenant, id, actor, ct)));
        person.MapForm("/close", http => ActAsync(http, "closed", (people, tenant, id, actor, ct) => people.CloseAsync(tenant, id, actor, ct)));
        person.MapForm("/open", http => ActAsync(http, "opened", (people, tenant, id, actor, ct) => people.OpenAsync(tenant, id, actor, ct)));
        person.MapForm("/sessions", http => ActAsync(http, "ended", (people, tenant, id, actor, ct) => people.EndSessionsAsync(tenant, id, actor, ct)));
        person.MapForm("/two-factor", async http =>
        {
            var letters = await PeoplePages.LettersAsync(http, http.Words());
            return await ActAsync(http, "forgotten", (people, tenant, id, actor, ct) => people.ForgetSecondFactorAsync(tenant, id, letters.TwoFactorForgotten, actor, ct));
        });
        person.MapForm("/unlink", http => ActAsync(http, "unlinked", (people, tenant, id, actor, ct) => people.UnlinkAsync(tenant, id, actor, ct)));
        person.MapPage("/remove", AskAsync);
        person.MapForm("/remove", RemoveAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http) =>
        await FindAsync(http) is { } row ? await PageAsync(http, row, row.Name, row.Email, await PeoplePages.GrantFieldsAsync(http, null), []) : Results.NotFound();

    private static async Task<IResult> RenameAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (name, email) = (form.Field("name"), form.Field("email"));
        var revision = int.TryParse(form.Field("revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var letters = await PeoplePages.LettersAsync(http, http.Words());
        var changed = await People(http).RenameAsync(http.Node().Tenant.Id, Id(http), revision, email, name, letters.EmailChanged, http.Staff().Actor, http.RequestAborted);
        return changed.Succeeded ? AdminAnswers.SeeOther(PeoplePages.PathOf(Id(http)) + "?done=saved")
            : await FindAsync(http) is { } row ? await PageAsync(http, row, name, email, await PeoplePages.GrantFieldsAsync(http, null), PeoplePages.Told(http, changed.Problems))
            : Results.NotFound();
    }

    private static async Task<IResult> GiveAsync(HttpContext http)
    {
        var fields = await PeoplePages.GrantFieldsAsync(http, await http.Request.ReadFormAsync(http.RequestAborted));
        var grant = PeoplePages.GrantOf(fields);
        IReadOnlyList<FieldProblem> problems = grant is null ? [new FieldProblem("role", http.Words()["grant.none-chosen"])] : PeoplePages.Told(http, grant.Problems);
        if (grant?.Value is { } given)
        {
            var done = await People(http).GiveAsync(http.Node().Tenant.Id, Id(http), given, http.Staff().Actor, http.RequestAborted);
            if (done.Succeeded)
            {
                return AdminAnswers.SeeOther(PeoplePages.PathOf(Id(http)) + "?done=saved");
            }

            problems = PeoplePages.Told(http, done.Problems);
        }

        return await FindAsync(http) is { } row ? await PageAsync(http, row, row.Name, row.Email, fields, problems) : Results.NotFound();
    }

    private static async Task<IResult> AskAsync(HttpContext http) => await FindAsync(http) is { } row
        ? AdminAnswers.Page<RemovePersonPage, RemovePersonView>(
            new RemovePersonView(row.Name, row.Email, PeoplePages.PathOf(row.Id)) { Frame = await http.FrameAsync(http.Words()["person.remove"]) })
        : Results.NotFound();

    private static async Task<IResult> RemoveAsync(HttpContext http)
    {
        var removed = await People(http).RemoveAsync(http.Node().Tenant, Id(http), http.Staff().Actor, http.RequestAborted);
        // Sent twice, the second finds nobody: that is what was wanted.
        return removed.Succeeded || removed.Problems[0].Code == "access.user-gone" ? AdminAnswers.SeeOther(PeoplePages.Path + "?removed") : await RefusedAsync(http, removed.Problems);
    }

    private static async Task<IResult> ActAsync(
        HttpContext http, string done, Func<StaffPeople, TenantId, Guid, string, CancellationToken, Task<Outcome<UserRow>>> act)
    {
        var outcome = await act(People(http), http.Node().Tenant.Id, Id(http), http.Staff().Actor, http.RequestAborted);
        return outcome.Succeeded ? AdminAnswers.SeeOther($"{PeoplePages.PathOf(Id(http))}?done={done}") : await RefusedAsync(http, outcome.Problems);
    }

    private static async Task<IResult> RefusedAsync(HttpContext http, IReadOnlyList<Problem> problems) => await FindAsync(http) is { } row
        ? await PageAsync(http, row, row.Name, row.Email, await PeoplePages.GrantFieldsAsync(http, null), PeoplePages.Told(http, problems))
        : Results.NotFound();

    private static async Task<IResult> PageAsync(HttpContext http, UserRow row, string name, string email, GrantFields fields, IReadOnlyList<FieldProblem> problems)
    {
        var (words, user) = (http.Words(), StaffUser.Of(row));
        var invitation = (await People(http).InvitationsAsync(http.Node().Tenant.Id, http.RequestAborted)).Find(l => l.User == row.Id);
        return AdminAnswers.Page<PersonPage, PersonView>(new PersonView(user, row.Revision, name, email, fields)
        {
            Frame = await http.FrameAsync(row.Name),
            Problems = problems,
            Done = http.Request.Query["done"] is [{ } done, ..] ? words.Find($"person.done.{done}") : http.Request.Query.ContainsKey("invited") ? words["person.done.invited"] : null,
            Url = PeoplePages.PathOf(row.Id),
            Roles = [.. user.Grants.Select(g => (RoleWords.Say(g, words, id => fields.Sections.FirstOrDefault(s => s.Id == id).Name), GrantText.Write(g)))],
            IsInvited = row.PasswordHash is null,
            InvitedUntil = invitation is null ? null : words.At(invitation.ExpiresAt),
            IsSelf = http.Staff().Id == row.Id,
            Owned = (await http.RequestServices.GetRequiredService<Fori.Content.Editing.EditorDesk>().OwnedAsync(http.Node().Tenant, user.Actor, http.RequestAborted)).Count,
            Since = words.At(row.CreatedAt),
            LinkedAt = await http.RequestServices.GetRequiredService<ProviderPeople>().LinkedAtAsync(http.Node().Tenant.Id, row.Id, http.RequestAborted) is { } linked ? words.At(linked) : null,
            ClosedAt = row.DisabledAt is { } at ? words.At(at) : null,
        });
    }

    private static StaffPeople People(HttpContext http) => http.RequestServices.GetRequiredService<StaffPeople>();

    private static Task<UserRow?> FindAsync(HttpContext http) =>
        http.RequestServices.GetRequiredService<StaffRegister>().FindAsync(http.Node().Tenant.Id, Id(http), http.RequestAborted);

    private static Guid Id(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture); // The route takes nothing else.
}
