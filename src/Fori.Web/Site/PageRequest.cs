using System.Globalization;
using Fori.Nodes;
using Fori.Site.Routing;

namespace Fori.Web.Site;

/// <summary>What of a request decides which page it is, and how new it must be.</summary>
internal static class PageRequest
{
    /// <summary>A sequence that the asker has written; the page must not be older. As a header for programs.</summary>
    public const string SequenceHeader = "Fori-Sequence";

    /// <summary>The same for browsers.</summary>
    private const string SequenceCookie = "fori-seq";

    /// <summary>How long a page waits for this node to follow what the asker wrote.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Null when a Host header has a port that is none.</summary>
    public static string? OriginOf(HttpRequest request)
    {
        var host = request.Host.Value ?? "";
        var colon = host.LastIndexOf(':');
        return host.Length is > 0 and <= 260 && (colon < 0 || host.EndsWith(']') || IsPort(host.AsSpan(colon + 1))) ? $"{request.Scheme}://{host}" : null;
    }

    /// <summary>Was a form sent from a page of this host? Browsers say it with every form; what says nothing is no browser, and nobody's cookies are misused by it.</summary>
    public static bool IsFromHere(HttpRequest request) =>
        (request.Headers["Sec-Fetch-Site"] is not [{ } site, ..] || site is "same-origin" or "none")
        && (request.Headers.Origin is not [{ } origin, ..] || origin == OriginOf(request));

    /// <summary>Names the page among all of the tenant: one string for whatever means the same page.</summary>
    public static string KeyOf(string origin, HttpRequest request, SiteQuery query) =>
        query.IsEmpty ? string.Concat(origin, request.Path.Value) : string.Concat(origin, request.Path.Value, query.ToString());

    /// <summary>The next pages of this browser wait for what it has written.</summary>
    public static void Follow(HttpContext http, long sequence) => http.Response.Cookies.Append(
        SequenceCookie, sequence.ToString(CultureInfo.InvariantCulture),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(1) });

    public static long? SequenceOf(HttpRequest request)
    {
        var said = request.Headers[SequenceHeader] is [{ } header, ..] ? header : request.Cookies[SequenceCookie];
        return long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
    }

    /// <returns>False when this node has not followed as far as the asker has written.</returns>
    public static async ValueTask<bool> FollowsAsync(TenantNode tenant, HttpRequest request, CancellationToken ct) =>
        SequenceOf(request) is not { } sequence || sequence <= tenant.VisibleSequence || await tenant.WaitForAsync(sequence, Patience, ct);

    public static bool TakesBrotli(HttpRequest request)
    {
        foreach (var header in request.Headers.AcceptEncoding)
        {
            // "br;q=0" is sent by nobody who means it, but costs little to honour.
            if (header is not null && header.Contains("br", StringComparison.Ordinal) && !header.Contains("br;q=0,", StringComparison.Ordinal) && !header.EndsWith("br;q=0", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Has the asker this very content (RFC 9110 §13.1.2, weak comparison).</summary>
    public static bool HasAlready(HttpRequest request, string etag)
    {
        foreach (var header in request.Headers.IfNoneMatch)
        {
            if (header is not null && (header == etag || header == "*" || header.Contains(etag.AsSpan(2), StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPort(ReadOnlySpan<char> port) => port.Length is > 0 and <= 5 && !port.ContainsAnyExceptInRange('0', '9');
}
