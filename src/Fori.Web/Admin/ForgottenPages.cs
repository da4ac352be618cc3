using System.Text.Json;
using Fori.Access;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Hosting;
using Fori.Web.Mail;
using Fori.Web.Site;

namespace Fori.Web.Admin;

/// <summary>
/// A forgotten password, and a door that somebody's guesses have shut. Whether an address is anybody's is looked up later,
/// by <see cref="LinkLetterWriter"/>: here the answer and the work are the same for all.
/// </summary>
internal static class ForgottenPages
{
    public const string UnlockPath = AdminModule.Root + "/link/" + StaffLinks.Unlock;

    public static void Map(RouteGroupBuilder admin)
    {
        var attempt = new RequestKindAttribute(RequestKind.Login);
        admin.MapPage("/forgotten", http => PageAsync(http, "", isSent: http.Request.Query.ContainsKey("sent")));
        admin.MapForm("/forgotten", SendAsync).WithMetadata(attempt);
        admin.MapPage("/link/unlock/{secret}", AskUnlockAsync).WithMetadata(attempt);
        admin.MapForm("/link/unlock/{secret}", UnlockAsync).WithMetadata(attempt);
    }

    /// <summary>Asks for a letter with a link of a kind to an address of which nothing is known.</summary>
    public static async Task AskAsync(HttpContext http, string kind, string email)
    {
        var (address, outbox) = (StaffRegister.Normal(email), http.RequestServices.GetRequiredService<Outbox>());
        if (!Outbox.IsAddress(address) || PageRequest.OriginOf(http.Request) is not { } origin)
        {
            return;
        }

        await http.RequestServices.GetRequiredService<StoreWriter>().WriteAsync(http.Node().Tenant.Id, WriteLane.People, (unit, _) =>
        {
            outbox.Ask(unit, kind, address, http.Words().Language, JsonSerializer.Serialize(origin));
            return Task.FromResult(true);
        }, CancellationToken.None);
        outbox.Signal();
    }

    private static async Task<IResult> SendAsync(HttpContext http)
    {
        var email = (await http.Request.ReadFormAsync(http.RequestAborted)).Field("email");
        if (!Outbox.IsAddress(StaffRegister.Normal(email)))
        {
            return await PageAsync(http, email, isSent: false, new FieldProblem("email", http.Words()["forgotten.email-wrong"]));
        }

        await AskAsync(http, StaffLinks.Recovery, email);
        await http.NoteAsync(AdminAnswers.Unknown, "ask-recovery", http.Connection.RemoteIpAddress?.ToString() ?? "", allowed: true);
        return AdminAnswers.SeeOther(AdminModule.Root + "/forgotten?sent");
    }

    private static async Task<IResult> AskUnlockAsync(HttpContext http)
    {
        var database = http.RequestServices.GetRequiredService<StoreDatabase>();
        var person = await database.ReadAsync(
            http.Node().Tenant.Id, session => StaffLinks.PersonAsync(session, StaffLinks.Unlock, Secret(http), database.Clock.GetUtcNow(), http.RequestAborted), http.RequestAborted);
        return person is null
            ? await GoneAsync(http)
            : AdminAnswers.Page<UnlockPage, UnlockView>(new UnlockView(http.Request.Path) { Frame = await http.FrameAsync(http.Words()["unlock.heading"]) });
    }

    private static async Task<IResult> UnlockAsync(HttpContext http)
    {
        var (secret, network) = (Secret(http), RateLimits.ClientOf(http.Connection.RemoteIpAddress));
        var isDone = await http.RequestServices.GetRequiredService<StoreWriter>().WriteAsync(http.Node().Tenant.Id, WriteLane.People, async (unit, stop) =>
        {
            if (await StaffLinks.PersonAsync(unit.Session, StaffLinks.Unlock, secret, unit.Now, stop) is not { } row)
            {
                return false;
            }

            await unit.DropLinksAsync(row.Id, StaffLinks.Unlock, stop);
            SignInAttempts.Open(unit, row.Email, network);
            unit.Note(StaffUser.ActorOf(row.Id), "unlock-account", http.Connection.RemoteIpAddress?.ToString() ?? "", allowed: true);
            return true;
        }, http.RequestAborted);
        return isDone ? AdminAnswers.SeeOther(SignInPages.Path + "?unlocked") : await GoneAsync(http);
    }

    private static async Task<IResult> PageAsync(HttpContext http, string email, bool isSent, params IReadOnlyList<FieldProblem> problems) =>
        AdminAnswers.Page<ForgottenPage, ForgottenView>(new ForgottenView(email, isSent) { Frame = await http.FrameAsync(http.Words()["forgotten.heading"]), Problems = problems });

    private static async Task<IResult> GoneAsync(HttpContext http)
    {
        var words = http.Words();
        return AdminAnswers.Page<MessagePage, MessageView>(
            new MessageView(words["link.heading"], words["link.recovery"], words["link.sign-in"], SignInPages.Path) { Frame = await http.FrameAsync(words["link.heading"]) },
            StatusCodes.Status410Gone);
    }

    private static string Secret(HttpContext http) => http.Request.RouteValues["secret"] as string ?? "";
}
