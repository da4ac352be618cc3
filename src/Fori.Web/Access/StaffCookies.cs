using Fori.Web.Hosting;

namespace Fori.Web.Access;

/// <summary>How every cookie of the admin is sent: to this host alone, to no script, and over TLS where there is TLS.</summary>
internal static class StaffCookies
{
    public static void Set(CookieBuilder cookie, ForiSettings settings, string name)
    {
        // Without TLS a browser keeps no cookie of the long name, and development and the demonstration have none.
        var isPlain = !settings.Production || settings.Demonstration;
        cookie.Name = isPlain ? name : "__Host-" + name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isPlain ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
    }
}
