using System.Runtime.CompilerServices;
using System.Text;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Routing;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>A published section made ready for pages: its look is written once for as long as neither it nor the municipality's changes.</summary>
internal sealed class SectionSite
{
    private const string LookPrefix = "theme-";
    private const int Most = 500;
    private static readonly ConditionalWeakTable<LoadedDocument, SectionSite> Known = [];

    private readonly SiteSettings _settings;

    private SectionSite(LoadedDocument document, SiteSettings settings)
    {
        (Document, _settings) = (document, settings);
        Languages = Section.Languages.Count == 0 ? settings.Languages : [.. settings.Languages.Intersect(Section.Languages)];
        if (Languages.Count == 0)
        {
            Languages = settings.Languages;
        }

        if (Section.Look is null)
        {
            (Theme, StylesheetUrl) = (settings.Theme, settings.ThemeStylesheetUrl);
            return;
        }

        Theme = SiteSettings.ThemeOf(Section.Look, settings.Theme, $"section-{document.Id:N}");
        Stylesheet = Encoding.UTF8.GetBytes(ThemeStylesheet.Write(Theme));
        StylesheetUrl = $"/{LookPrefix}{document.Id}.css?v={SiteSettings.HashOf(Stylesheet)}";
    }

    public LoadedDocument Document { get; }

    public Section Section => Document.As<Section>();

    public Guid Id => Document.Id;

    /// <summary>News may be written in it: its host has a list of them.</summary>
    public bool TakesNews => Section.Types.Count == 0 || Section.Types.Contains(nameof(Content.Types.News.NewsItem));

    /// <summary>Of the municipality's, in its order; at least one.</summary>
    public IReadOnlyList<string> Languages { get; }

    public Theme Theme { get; }

    public string StylesheetUrl { get; }

    /// <summary>Null: it has the municipality's look.</summary>
    public byte[]? Stylesheet { get; }

    /// <summary>All published sections; the page hangs on each of them.</summary>
    public static async Task<IReadOnlyDictionary<Guid, SectionSite>> LoadAllAsync(PageScope scope, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Section)));
        var found = Listing.Window(scope.Request.Tenant.Index, new SearchQuery { Types = [nameof(Section)], Language = scope.Language }, 0, Most);
        var loaded = found.Total == 0 ? [] : await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct);
        return loaded.Where(d => d.Body is Section).ToDictionary(d => d.Id, d => Of(d, scope.Settings));
    }

    /// <summary>The section whose stylesheet a file of the root is, as <c>theme-ID.css</c>.</summary>
    public static Guid? OfStylesheet(string file) =>
        file.StartsWith(LookPrefix, StringComparison.Ordinal) && file.EndsWith(".css", StringComparison.Ordinal) && Guid.TryParseExact(file[LookPrefix.Length..^4], "D", out var id) ? id : null;

    /// <summary>What stands around a page of the section.</summary>
    public async Task<SectionFrame> FrameAsync(PageScope scope, CancellationToken ct)
    {
        var menu = SiteParts.InFirst(scope, Section.Menu);
        await scope.ResolveAsync([RefKey.Of(Section.FrontPage), RefKey.Of(Section.Logo)], ct);
        await Content.Links.PageLinks.ResolveAsync(scope, (menu ?? []).SelectMany(i => i.Children.Prepend(i)), ct);
        var front = scope.Target(Section.FrontPage);
        var language = scope.Languages.FirstOrDefault(l => Section.Footer.GetValueOrDefault(l) is { Count: > 0 });
        return new SectionFrame
        {
            Name = scope.NameOf(Document).Text,
            HomeUrl = front is null ? $"/{scope.Language}/" : scope.UrlOf(front),
            FrontPage = front?.Id,
            Logo = scope.Target(Section.Logo) is { } logo && MediaViews.PictureOf(scope, logo, PictureShape.Whole, "10rem", isFirst: true) is { } picture ? LogoOf(picture) : null,
            Menu = menu is null ? [] : [.. menu.Select(i => SiteParts.TopicOf(scope, i)).OfType<MenuTopic>()],
            Footer = language is null ? [] : await ContentPageBuilder.BlocksAsync(scope, Section.Footer[language], scope.Foreign(language), FooterHeading, ct),
        };
    }

    private const int FooterHeading = 2;

    // Only the proportions matter; the stylesheet sets the height.
    private static LogoView LogoOf(PictureView picture)
    {
        const int Height = 48;
        var (width, height) = (picture.Width ?? 160, picture.Height ?? Height);
        return new LogoView(picture.Url, null, Math.Max(1, (int)Math.Round((double)Height * width / Math.Max(1, height))), Height);
    }

    private static SectionSite Of(LoadedDocument document, SiteSettings settings)
    {
        if (Known.TryGetValue(document, out var known) && ReferenceEquals(known._settings, settings))
        {
            return known;
        }

        var made = new SectionSite(document, settings);
        Known.AddOrUpdate(document, made);
        return made;
    }
}

/// <summary>A section around one page, in the page's language.</summary>
internal sealed record SectionFrame
{
    public required string Name { get; init; }

    /// <summary>Of its front page.</summary>
    public required string HomeUrl { get; init; }

    /// <summary>Null while that is not public.</summary>
    public required Guid? FrontPage { get; init; }

    /// <summary>Null shows the name.</summary>
    public required LogoView? Logo { get; init; }

    public required IReadOnlyList<MenuTopic> Menu { get; init; }

    public required IReadOnlyList<Content.Blocks.BlockView> Footer { get; init; }
}
