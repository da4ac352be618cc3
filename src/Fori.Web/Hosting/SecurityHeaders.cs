namespace Fori.Web.Hosting;

/// <summary>Headers that every answer carries unless its endpoint has set its own. All scripts, styles and fonts are ours and files.</summary>
internal static class SecurityHeaders
{
    /// <remarks>Frames come only into being when a visitor starts a video of another's site that the municipality allows.</remarks>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; media-src 'self'; " +
        "frame-src " + Fori.Content.Blocks.Video.VideoHost.FrameSources + "; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    // Two years is asked only for preload lists; one is what the hosts of a town can undo.
    private const string StrictTransportSecurity = "max-age=31536000";

    private static readonly KeyValuePair<string, string>[] Always =
    [
        new("Content-Security-Policy", ContentSecurityPolicy),
        new("X-Content-Type-Options", "nosniff"),
        new("Referrer-Policy", "strict-origin-when-cross-origin"),
        new("Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
    ];

    public static void UseSecurityHeaders(this IApplicationBuilder app, ForiSettings settings) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            foreach (var (name, value) in Always)
            {
                headers.TryAdd(name, value);
            }

            if (settings.Production && context.Request.IsHttps)
            {
                headers.TryAdd("Strict-Transport-Security", StrictTransportSecurity);
            }

            return Task.CompletedTask;
        });
        return next(context);
    });
}
