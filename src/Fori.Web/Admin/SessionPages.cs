using Fori.Admin;
using Fori.Web.Access;
using Fori.Web.Api;

namespace Fori.Web.Admin;

/// <summary>The person's own sessions, on the account page.</summary>
internal static class SessionPages
{
    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapForm("/account/sessions/end", EndAsync);
        staff.MapForm("/account/sessions/others", EndOthersAsync);
    }

    public static async Task<IReadOnlyList<SessionItem>> ListAsync(HttpContext http)
    {
        var words = http.Words();
        var rows = await Sessions(http).ListAsync(http.Node().Tenant.Id, http.Staff().Id, http.RequestAborted);
        return
        [
            .. rows.Select(row => new SessionItem(
                row.Id, Devices.NameOf(row.Device) is { Length: > 0 } name ? name : words["sessions.unknown"], words.At(row.CreatedAt), words.At(row.SeenAt), row.Origin, row.Id == This(http))),
        ];
    }

    private static async Task<IResult> EndAsync(HttpContext http)
    {
        // Of this person alone: another's id ends nothing.
        if (Guid.TryParse((await http.Request.ReadFormAsync(http.RequestAborted)).Field("session"), out var session))
        {
            await Sessions(http).EndAsync(http.Node().Tenant.Id, http.Staff().Id, session, http.RequestAborted);
            await http.NoteAsync(http.Staff().Actor, "end-session", session.ToString(), allowed: true);
        }

        return AdminAnswers.SeeOther(AccountPages.Path + "?ended");
    }

    private static async Task<IResult> EndOthersAsync(HttpContext http)
    {
        await Sessions(http).EndOthersAsync(http.Node().Tenant.Id, http.Staff().Id, This(http), http.RequestAborted);
        await http.NoteAsync(http.Staff().Actor, "end-sessions", http.Staff().Actor, allowed: true);
        return AdminAnswers.SeeOther(AccountPages.Path + "?ended");
    }

    private static StaffSessions Sessions(HttpContext http) => http.RequestServices.GetRequiredService<StaffSessions>();

    private static Guid? This(HttpContext http) => http.RequestServices.GetRequiredService<StaffScope>().Session?.Session;
}
