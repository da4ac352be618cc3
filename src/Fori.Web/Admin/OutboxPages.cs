using Fori.Access;
using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Store;
using Fori.Web.Access;
using Fori.Web.Api;
using Fori.Web.Mail;

namespace Fori.Web.Admin;

/// <summary>Letters that were sent, wait or did not go. Where nothing is sent they are read here; to read one is noted.</summary>
internal static class OutboxPages
{
    public const string Path = AdminModule.Root + "/outbox";
    private const int Shown = 200;

    public static void Map(RouteGroupBuilder staff)
    {
        var may = new MayFilter(ContentAction.ManageUsers);
        staff.MapPage("/outbox", ShowAsync).AddEndpointFilter(may);
        staff.MapPage("/outbox/{id:guid}", ReadAsync).AddEndpointFilter(may);
        staff.MapForm("/outbox/{id:guid}/retry", RetryAsync).AddEndpointFilter(may);
    }

    private static async Task<IResult> ShowAsync(HttpContext http)
    {
        var words = http.Words();
        var outbox = http.RequestServices.GetRequiredService<Outbox>();
        var rows = await outbox.ListAsync(http.Node().Tenant.Id, Shown, http.RequestAborted);
        return AdminAnswers.Page<OutboxPage, OutboxView>(new OutboxView(http.RequestServices.GetRequiredService<MailService>().Sends, [.. rows.Select(row => Row(row, words))])
        {
            Frame = await http.FrameAsync(words["mail.heading"]),
            Done = http.Request.Query.ContainsKey("retried") ? words["mail.retried"] : null,
        });
    }

    private static async Task<IResult> ReadAsync(HttpContext http)
    {
        var (words, outbox, id) = (http.Words(), http.RequestServices.GetRequiredService<Outbox>(), Id(http));
        if (await outbox.FindAsync(http.Node().Tenant.Id, id, http.RequestAborted) is not { } row || !IsToRead(row) || outbox.TextOf(row) is not { } text)
        {
            return AdminAnswers.SeeOther(Path);
        }

        // Its link may open an account: that somebody has looked must be found later.
        await http.NoteAsync(http.Staff().Actor, "read-letter", $"{Path}/{id}", allowed: true);
        return AdminAnswers.Page<LetterPage, LetterView>(
            new LetterView(words.At(row.CreatedAt), row.Recipient, row.Subject, [.. text.Split("\n\n").Select(p => (p, Letter.IsAddress(p)))]) { Frame = await http.FrameAsync(row.Subject) });
    }

    private static async Task<IResult> RetryAsync(HttpContext http)
    {
        var id = Id(http);
        var isTried = await http.RequestServices.GetRequiredService<Outbox>().RetryAsync(http.Node().Tenant.Id, id, http.RequestAborted);
        await http.NoteAsync(http.Staff().Actor, "retry-letter", $"{Path}/{id}", isTried);
        return AdminAnswers.SeeOther(isTried ? Path + "?retried" : Path);
    }

    private static OutboxRow Row(MailRow row, AdminWords words) => new(
        words.At(row.CreatedAt), row.Recipient, row.Subject,
        IsToRead(row) || row.State != MailState.Kept ? words[$"mail.state.{row.State}"] : words["mail.gone"], row.State == MailState.Dead,
        row.Error is { } error ? words.With("mail.attempts", ("count", words.Ui.Number(row.Attempts)), ("error", error)) : null,
        IsToRead(row) ? $"{Path}/{row.Id}" : null,
        row.State == MailState.Dead && row.Body is not null ? $"{Path}/{row.Id}/retry" : null);

    private static bool IsToRead(MailRow row) => row.State == MailState.Kept && row.Body is not null;

    private static Guid Id(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["id"]!, System.Globalization.CultureInfo.InvariantCulture); // The route takes nothing else.
}
