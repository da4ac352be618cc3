using Fori.Site.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace Fori.Site;

/// <summary>
/// Writes views as HTML documents by static server-rendered components. Thread-safe; a page takes no state from
/// another. A view and its component are named together here.
/// </summary>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    private static readonly Dictionary<Type, Type> Pages = new()
    {
        [typeof(FrontPageView)] = typeof(FrontPage),
        [typeof(ServiceDirectoryView)] = typeof(ServiceDirectory),
        [typeof(ServicePageView)] = typeof(ServicePage),
        [typeof(PlaceDirectoryView)] = typeof(PlaceDirectory),
        [typeof(PlacePageView)] = typeof(PlacePage),
        [typeof(SearchPageView)] = typeof(SearchPage),
        [typeof(ChannelPageView)] = typeof(ChannelPage),
        [typeof(OrganizationPageView)] = typeof(OrganizationPage),
        [typeof(ContactDirectoryView)] = typeof(ContactDirectory),
        [typeof(TextPageView)] = typeof(TextPage),
        [typeof(NotFoundView)] = typeof(NotFoundPage),
        [typeof(GoneView)] = typeof(GonePage),
        [typeof(ErrorView)] = typeof(ErrorPage),
        [typeof(IndexPageView)] = typeof(IndexPage),
    };

    static PageRenderer()
    {
        foreach (var (view, component) in Content.ContentModule.All.SelectMany(t => t.Views))
        {
            Pages.Add(view, component);
        }
    }

    /// <summary>The kinds of views that can be written; each has a page type to test.</summary>
    public static IReadOnlyCollection<Type> Views => Pages.Keys;

    /// <returns>The whole document as UTF-8.</returns>
    /// <exception cref="InvalidOperationException">No page writes this kind of view: we are wrong.</exception>
    public async Task<byte[]> RenderAsync(PageView view)
    {
        var page = Pages.GetValueOrDefault(view.GetType())
            ?? throw new InvalidOperationException($"No page writes {view.GetType().Name}.");
        await using var renderer = new DocumentRenderer(services, loggers);
        return await renderer.WriteAsync(page, ParameterView.FromDictionary(new Dictionary<string, object?> { ["View"] = view }));
    }
}
