using Fori.Content.Types.Alerts;
using Fori.Web.Hosting;

namespace Fori.Web.Site;

/// <summary>
/// Alerts that a visitor closed: a form without script, and a cookie that holds nothing but which ones. It is needed for what
/// the visitor asked for, so it asks no consent (Finnish law 917/2014, 205 §).
/// </summary>
internal static class DismissedAlerts
{
    public const string Path = "/alerts/dismissal";

    public const string Cookie = "fori-closed";
    private const char Between = '!';

    // More than ever stand on a site at once; the oldest are forgotten first.
    private const int Most = 12;
    private const int LongestAddress = 2_000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    public static IReadOnlySet<string> None { get; } = new HashSet<string>();

    public static void Map(WebApplication app) =>
        app.MapPost(Path, (Delegate)CloseAsync).WithMetadata(new RequestKindAttribute(RequestKind.Read)).WithDisplayName("Close an alert");

    /// <summary>Tokens in the visitor's cookie; nothing in it is believed but that.</summary>
    public static IReadOnlySet<string> Of(HttpRequest request) => request.Cookies[Cookie] is { Length: > 0 } said ? Read(said).ToHashSet(StringComparer.Ordinal) : None;

    private static async Task<IResult> CloseAsync(HttpContext http)
    {
        var request = http.Request;
        if (!request.HasFormContentType)
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (!PageRequest.IsFromHere(request))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var form = await request.ReadFormAsync(http.RequestAborted);
        if (form["alert"] is not [{ } token] || !AlertRules.IsToken(token))
        {
            return Results.BadRequest();
        }

        // Whether it may be closed is seen where it is shown: an emergency stands whatever a cookie says.
        var closed = Read(request.Cookies[Cookie] ?? "").Where(t => t != token).Append(token).TakeLast(Most);
        http.Response.Cookies.Append(
            Cookie, string.Join(Between, closed), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, MaxAge = Kept, Path = "/", IsEssential = true });
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Location = BackTo(request, form["back"].ToString());
        return Results.Empty;
    }

    private static IEnumerable<string> Read(string cookie) =>
        cookie.Length > Most * 46 ? [] : cookie.Split(Between).Where(AlertRules.IsToken).Distinct().TakeLast(Most);

    // The page with its question, when the browser says which it was; a form in a kept page knows only its address.
    private static string BackTo(HttpRequest request, string said)
    {
        if (Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) && from.GetLeftPart(UriPartial.Authority) == PageRequest.OriginOf(request) && IsHere(from.PathAndQuery))
        {
            return from.PathAndQuery;
        }

        return IsHere(said) ? said : "/";
    }

    // A path of this site and nothing that a browser could take for another's.
    private static bool IsHere(string path) =>
        path.Length is > 0 and < LongestAddress && path[0] == '/' && (path.Length == 1 || path[1] != '/') && path.All(c => c is > ' ' and < (char)127 and not '\\');
}
