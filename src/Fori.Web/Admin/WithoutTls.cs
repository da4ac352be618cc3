using Fori.Admin;
using Fori.Admin.Pages;
using Fori.Web.Access;
using Fori.Web.Hosting;

namespace Fori.Web.Admin;

/// <summary>
/// The admin asked for without TLS where its cookies need it: a page says what to do, and the log once. Most often it is a proxy that
/// does not say how it was asked, or is not named in the settings.
/// </summary>
internal sealed partial class WithoutTls(ForiSettings settings, ILogger<WithoutTls> log)
{
    private const string Said = "X-Forwarded-Proto";
    private int _told;

    public bool IsRefused(HttpRequest request) => !request.IsHttps && StaffCookies.AskTls(settings);

    public async Task<IResult> AnswerAsync(HttpContext http)
    {
        // A header that came from a named proxy was taken out when it was believed.
        var isUnbelieved = string.Equals(http.Request.Headers[Said], Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

        // Once: anybody can ask again and again, and must not fill the log.
        if (Interlocked.Exchange(ref _told, 1) == 0)
        {
            LogRefused(log, http.Connection.RemoteIpAddress?.ToString() ?? "?", isUnbelieved);
        }

        var words = http.Words();
        return AdminAnswers.Page<WithoutTlsPage, WithoutTlsView>(new WithoutTlsView(isUnbelieved) { Frame = await http.FrameAsync(words["newcomer.tls.heading"]) }, StatusCodes.Status400BadRequest);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The admin was asked for without HTTPS, from {Peer}, and does not open: put a proxy with TLS in front that sends X-Forwarded-Proto: https, and name it in FORI__Proxies (docs/operations.md). An unnamed peer said https: {Unbelieved}. Told once until the next start.")]
    private static partial void LogRefused(ILogger log, string peer, bool unbelieved);
}
