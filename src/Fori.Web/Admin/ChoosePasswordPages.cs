using Fori.Access;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace Fori.Web.Admin;

/// <summary>
/// Where the links of an invitation and of a forgotten password lead: a password is chosen, once. To look uses nothing up,
/// since mail servers follow links too.
/// </summary>
internal static class ChoosePasswordPages
{
    public static void Map(RouteGroupBuilder admin)
    {
        var attempt = new RequestKindAttribute(RequestKind.Login);
        foreach (var kind in (IEnumerable<string>)[StaffLinks.Invitation, StaffLinks.Recovery])
        {
            admin.MapPage($"/link/{kind}/{{secret}}", http => ShowAsync(http, kind)).WithMetadata(attempt);
            admin.MapForm($"/link/{kind}/{{secret}}", http => ChooseAsync(http, kind)).WithMetadata(attempt);
        }
    }

    public static string PathOf(string kind) => $"{AdminModule.Root}/link/{kind}";

    private static async Task<IResult> ShowAsync(HttpContext http, string kind) =>
        await PersonAsync(http, kind) is { } person ? await PageAsync(http, kind, person) : await GoneAsync(http, kind);

    private static async Task<IResult> ChooseAsync(HttpContext http, string kind)
    {
        var words = http.Words();
        if (await PersonAsync(http, kind) is not { } person)
        {
            return await GoneAsync(http, kind);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (chosen, again) = (form.Field("new"), form.Field("again"));
        if (StaffPasswords.FaultOf(chosen, person.Email, person.Name) is { } fault)
        {
            return await PageAsync(http, kind, person, new FieldProblem("new", words[$"password.{fault}"]));
        }

        if (chosen != again)
        {
            return await PageAsync(http, kind, person, new FieldProblem("again", words["password.again-differs"]));
        }

        var hash = http.RequestServices.GetRequiredService<IPasswordHasher<StaffAccount>>().HashPassword(new StaffAccount(person), chosen);
        var secret = Secret(http);
        var isDone = await http.RequestServices.GetRequiredService<StoreWriter>().WriteAsync(http.Node().Tenant.Id, WriteLane.People, async (unit, stop) =>
        {
            // Under the lock: of two who use the link at once one is late.
            if (await StaffLinks.PersonAsync(unit.Session, kind, secret, unit.Now, stop) is not { } row)
            {
                return false;
            }

            await unit.DropLinksAsync(row.Id, StaffLinks.Invitation, stop);
            await unit.DropLinksAsync(row.Id, StaffLinks.Recovery, stop);
            await unit.DropLinksAsync(row.Id, StaffLinks.Unlock, stop);
            await unit.EndSessionsAsync(row.Id, null, stop);
            await SignInAttempts.ForgetAsync(unit, row.Email, stop);
            unit.Keep(row with
            {
                PasswordHash = hash, MustChange = false, Stamp = StaffRegister.NewStamp(), Failures = 0, LockedUntil = null, Revision = row.Revision + 1,
            });
            unit.Note(StaffUser.ActorOf(row.Id), kind == StaffLinks.Invitation ? "accept-invitation" : "recover-password", From(http), allowed: true);
            return true;
        }, http.RequestAborted);
        return isDone ? AdminAnswers.SeeOther(SignInPages.Path + "?chosen") : await GoneAsync(http, kind);
    }

    private static Task<UserRow?> PersonAsync(HttpContext http, string kind)
    {
        var database = http.RequestServices.GetRequiredService<StoreDatabase>();
        return database.ReadAsync(
            http.Node().Tenant.Id, session => StaffLinks.PersonAsync(session, kind, Secret(http), database.Clock.GetUtcNow(), http.RequestAborted), http.RequestAborted);
    }

    private static async Task<IResult> PageAsync(HttpContext http, string kind, UserRow person, params IReadOnlyList<FieldProblem> problems) =>
        AdminAnswers.Page<ChoosePasswordPage, ChoosePasswordView>(new ChoosePasswordView(kind == StaffLinks.Invitation, person.Name, person.Email, http.Request.Path)
        {
            Frame = await http.FrameAsync(http.Words()["choose.title"]),
            Problems = problems,
        });

    private static async Task<IResult> GoneAsync(HttpContext http, string kind)
    {
        var words = http.Words();
        return AdminAnswers.Page<MessagePage, MessageView>(
            new MessageView(words["link.heading"], words[$"link.{kind}"], words["link.sign-in"], SignInPages.Path) { Frame = await http.FrameAsync(words["link.heading"]) },
            StatusCodes.Status410Gone);
    }

    private static string Secret(HttpContext http) => http.Request.RouteValues["secret"] as string ?? "";

    private static string From(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}
