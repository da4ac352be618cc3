using Fori.Access;
using Fori.Admin;
using Fori.Content.Types.MediaItems;
using Fori.MediaLibrary;
using Fori.Store.Files;
using Fori.Web.Admin;
using Fori.Web.Hosting;

namespace Fori.Web.MediaLibrary;

/// <summary>The media library. Table of contents: its pages in the admin, its files on the site, and what works behind them.</summary>
internal static class MediaModule
{
    public static void AddMediaLibrary(this IServiceCollection services)
    {
        services.AddSingleton(s => new Renditions(s.GetRequiredService<BlobFolder>(), Path.Combine(s.GetRequiredService<ForiSettings>().Data, "renditions")));
        services.AddHostedService<RenditionService>();
        services.AddHostedService<FileSweepService>();
        services.AddSingleton<IWorkListSource, EndingRights>();
        services.AddSingleton(new AdminNavigationItem("nav.media", MediaPages.Path, "camera", 200, user => Rights.MaySomewhere(user, ContentAction.View, nameof(Media))));
    }

    public static void MapMedia(this WebApplication app)
    {
        var media = app.MapGroup(MediaAddress.Root).WithMetadata(new RequestKindAttribute(RequestKind.File));
        string[] reads = [HttpMethods.Get, HttpMethods.Head];
        media.MapMethods("/{id:guid}/{hash}/{name}", reads, (Delegate)((HttpContext http, Guid id, string hash) => MediaAnswers.OnSiteAsync(http, id, hash, null)));
        media.MapMethods("/{id:guid}/{hash}/w/{name}", reads, (Delegate)((HttpContext http, Guid id, string hash, string name) => MediaAnswers.OnSiteAsync(http, id, hash, name)));
    }
}
