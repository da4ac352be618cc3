using Fori.Access;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Store;
using Fori.Web.Access;
using Fori.Web.Api;

namespace Fori.Web.Admin;

/// <summary>Who was let in and who was refused. To look at it is noted too.</summary>
internal static class AccessLogPages
{
    public const string Path = AdminModule.Root + "/access-log";
    private const int Shown = 200;

    public static void Map(RouteGroupBuilder staff) => staff.MapPage("/access-log", ShowAsync).AddEndpointFilter(new MayFilter(ContentAction.ReadAccessLog));

    private static async Task<IResult> ShowAsync(HttpContext http)
    {
        var words = http.Words();
        var (register, tenant) = (http.RequestServices.GetRequiredService<StaffRegister>(), http.Node().Tenant.Id);
        await http.NoteAsync(http.Staff().Actor, ContentAction.ReadAccessLog.ToString(), Path, allowed: true);
        var names = (await register.ListAsync(tenant, http.RequestAborted)).ToDictionary(row => StaffUser.ActorOf(row.Id), row => row.Name, StringComparer.Ordinal);
        var rows = await register.AccessLogAsync(tenant, Shown, http.RequestAborted);
        return AdminAnswers.Page<AccessLogPage, AccessLogView>(new AccessLogView([.. rows.Select(row => Row(row, names, words))])
        {
            Frame = await http.FrameAsync(words["log.heading"]),
        });
    }

    private static AccessLogRow Row(AccessRow row, Dictionary<string, string> names, AdminWords words) => new(
        words.At(row.At),
        row.Actor == AdminAnswers.Unknown ? words["log.unknown"] : NameOf(row.Actor, names, words),
        words.Find($"act.{row.Action}") ?? words.Find($"action.{row.Action}") ?? row.Action,
        NameOf(row.Subject, names, words), row.Allowed);

    // Whoever was removed keeps an id in the log, which says nothing to people.
    private static string NameOf(string text, Dictionary<string, string> names, AdminWords words) =>
        names.GetValueOrDefault(text) ?? (StaffUser.IdOf(text) is not null ? words["people.former"] : text);
}
