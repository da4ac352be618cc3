using Fori.Web.Hosting;

namespace Fori.Web.Access;

/// <summary>How every cookie of the admin is sent: to this host alone, to no script, and over TLS where there is TLS.</summary>
internal static class StaffCookies
{
    /// <summary>Without TLS a browser keeps no cookie of the long name; development and the demonstration do without.</summary>
    public static bool AskTls(ForiSettings settings) => settings.Production && !settings.Demonstration;

    public static void Set(CookieBuilder cookie, ForiSettings settings, string name)
    {
        var isPlain = !AskTls(settings);
        cookie.Name = isPlain ? name : "__Host-" + name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isPlain ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
    }
}
