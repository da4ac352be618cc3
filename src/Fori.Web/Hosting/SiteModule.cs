using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Content;
using Fori.Web.Mail;
using Fori.Web.MediaLibrary;
using Fori.Web.Site;

namespace Fori.Web.Hosting;

/// <summary>
/// What the web host has beyond an installation: the table of contents of services, and of endpoints in the order in which
/// they are tried. Runs behind the whole pipeline of <see cref="SiteHost"/>, so a tenant, a key and limits are settled.
/// </summary>
internal static class SiteModule
{
    public static void AddSite(this IServiceCollection services, ForiSettings settings)
    {
        services.AddSingleton<IReadiness, DatabaseReadiness>();
        services.AddSingleton<IReadiness, NodeReadiness>();
        services.AddSitePages();
        services.AddStaffSessions(settings);
        services.AddAdmin();
        services.AddMailSending();
        services.AddMediaLibrary();
        services.AddHostedService<SharingService>();
        services.AddHostedService<MergeRulesService>();
        services.AddHostedService<NodeFigures>();
        if (settings.Demonstration)
        {
            services.AddSingleton<IReadiness>(s => s.GetRequiredService<Demonstrating.DemonstrationLoader>());
        }
    }

    public static void MapSite(this WebApplication app)
    {
        app.MapApi();
        app.MapAdmin();
        app.MapPreviewLinks();
        app.MapMedia();
        DismissedAlerts.Map(app);
        app.MapSitePages();
    }
}
