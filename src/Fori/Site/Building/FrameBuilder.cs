using Fori.Nodes;
using Fori.Search;
using Fori.Site.Routing;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>What is different in the frame of one page.</summary>
internal sealed record FrameParts
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Address of this page in a language.</summary>
    public required Func<string, string> UrlIn { get; init; }

    /// <summary>Is the page translated into a language; what is not told is.</summary>
    public Func<string, bool>? IsIn { get; init; }

    /// <summary>Between the front page and this page.</summary>
    public IReadOnlyList<NamedLink> Crumbs { get; init; } = [];

    public bool NoIndex { get; init; }

    public string? JsonUrl { get; init; }

    public IReadOnlyList<FeedLink> Feeds { get; init; } = [];

    /// <summary>The section in the menu to which the page belongs.</summary>
    public SiteSection? Section { get; init; }

    public string Query { get; init; } = "";
}

/// <summary>Makes what stands around every page.</summary>
internal static class FrameBuilder
{
    public static SiteFrame Of(PageScope scope, FrameParts parts)
    {
        var (settings, language) = (scope.Settings, scope.Language);
        var isIn = parts.IsIn ?? (_ => true);
        var shown = scope.Languages.FirstOrDefault(isIn);
        var (section, around) = (scope.Section, scope.SectionFrame);
        var home = around?.HomeUrl ?? $"/{language}/";
        var url = parts.UrlIn(language);
        return new SiteFrame
        {
            Language = language,
            TenantName = around?.Name ?? settings.NameIn(language),
            OwnerName = around is null ? null : settings.NameIn(language),
            Origin = scope.Request.Origin,
            HomeUrl = home,
            Url = url,
            Title = parts.Title,
            Description = parts.Description,
            CanonicalUrl = shown is not null && shown != language ? parts.UrlIn(shown) : null,
            Languages =
            [
                .. (section?.Languages ?? settings.Languages).Select(l => new LanguageLink(l, LanguageNames.Own(l), parts.UrlIn(l))
                {
                    IsTranslated = isIn(l),
                    ShownLanguage = isIn(l) ? null : settings.FallbackFrom(l).FirstOrDefault(isIn),
                }),
            ],
            FallbackLanguage = shown is null || shown == language ? null : shown,
            ThemeName = section?.Theme.Name ?? settings.Theme.Name,
            ThemeStylesheetUrl = section?.StylesheetUrl ?? settings.ThemeStylesheetUrl,
            Logo = around is null ? settings.Logo : around.Logo,
            Menu = around?.Menu ?? scope.Parts.MainMenu ?? Menu(language, parts.Section, Listing.Count(scope.Request.Tenant.Index, new SearchQuery { Types = [SiteSection.News.Type!] }) > 0), // The section of news has a type.
            Alerts = scope.Parts.AlertsOn(scope),
            Breadcrumb = Trail(scope, parts, url),
            Search = new SearchAction(SiteSection.Search.PathIn(language), SiteQuery.Text, parts.Query),
            Footer = Footer(scope),
            NoIndex = parts.NoIndex || scope.AsOf is not null || settings.Municipality.IsDemonstration == true,
            AsOf = scope.AsOf is { } day ? new AsOfView(day, url) : null,
            IsDemonstration = settings.Municipality.IsDemonstration == true,
            JsonUrl = scope.AsOf is null ? parts.JsonUrl : null,
            Feeds = parts.Feeds,
        };
    }

    // From the municipality's front page, through the section's; on a host of its own a section begins by itself.
    private static List<NamedLink> Trail(PageScope scope, FrameParts parts, string url)
    {
        var (main, around) = ($"/{scope.Language}/", scope.SectionFrame);
        var path = url.Split('?')[0];
        if (path == main || (around is not null && scope.Request.Section is not null && path == around.HomeUrl))
        {
            return [];
        }

        var crumbs = parts.Crumbs.ToList();
        if (around is not null && scope.Request.Section is not null)
        {
            return [new(around.Name, around.HomeUrl), .. crumbs.Skip(crumbs.FindIndex(c => c.Url == around.HomeUrl) + 1), new(parts.Title, url)];
        }

        return [new(SiteWords.Say("front", scope.Language), main), .. crumbs, new(parts.Title, url)];
    }

    /// <summary>The frame of a document's page, with its translations and its JSON.</summary>
    public static SiteFrame OfDocument(PageScope scope, LoadedDocument document, SiteSection section, string? description, params IReadOnlyList<NamedLink> crumbs) =>
        Of(scope, new FrameParts
        {
            Title = scope.NameOf(document).Text,
            Description = description,
            UrlIn = language => scope.UrlOf(document, language),
            // A document without a name of its own is the same in every language.
            IsIn = document.Title.IsEmpty ? null : language => PageScope.IsIn(document, language),
            Crumbs = [new NamedLink(NameOf(section, scope.Language), section.PathIn(scope.Language)), .. crumbs],
            JsonUrl = $"/api/v1/{document.Type.Name}/{document.Id}",
            Section = section,
        });

    public static string NameOf(SiteSection section, string language) => SiteWords.Say(section.Key, language);

    /// <summary>The frame of a page about no municipality: the list of them, or what went wrong before one was known.</summary>
    public static SiteFrame Bare(string origin, string language, string title, string url) => new()
    {
        Language = language,
        TenantName = "Föri",
        Origin = origin,
        HomeUrl = "/",
        Url = url,
        Title = title,
        ThemeName = Theme.Neutral.Name,
        ThemeStylesheetUrl = SiteSettings.ThemePath,
        NoIndex = true,
        Logo = new LogoView(UiAssets.Url("fori-logo.svg"), UiAssets.Url("fori-logo-dark.svg"), 150, 48),
    };

    private static List<MenuTopic> Menu(string language, SiteSection? current, bool hasNews)
    {
        NamedLink Way(string way) => new(SiteWords.Say($"way.{way}", language), $"{SiteSection.Services.PathIn(language)}?way={way}");
        MenuTopic Topic(SiteSection section, params IReadOnlyList<NamedLink> items) =>
            new(NameOf(section, language), section.PathIn(language), items) { IsCurrent = section == current };

        return
        [
            Topic(
                SiteSection.Services,
                new NamedLink(SiteWords.Say("way.letters", language), SiteSection.Services.PathIn(language)),
                Way("class"), Way("life-event"), Way("target-group")),
            Topic(SiteSection.Places),
            .. hasNews ? [Topic(SiteSection.News)] : Array.Empty<MenuTopic>(),
            Topic(SiteSection.Organizations),
            Topic(SiteSection.Contact),
        ];
    }

    /// <summary>All feeds of the site.</summary>
    public static IReadOnlyList<FeedLink> Feeds(string language) =>
    [
        .. new[] { SiteSection.Services, SiteSection.Places, SiteSection.News }
            .Append(SiteSection.Alerts).Select(s => new FeedLink(SiteWords.Say($"{s.Key}.feed", language), s.PathIn(language) + "/feed.rss")),
    ];

    private static FooterView Footer(PageScope scope)
    {
        var language = scope.Language;
        var footer = new FooterView
        {
            Links =
            [
                .. scope.Section is null ? [] : (NamedLink[])[new(scope.Settings.NameIn(language), $"{scope.MainOrigin}/{language}/")],
                .. scope.Parts.FooterLinks,
                .. new[] { SiteSection.Contact, SiteSection.Accessibility, SiteSection.OpenData }
                    .Select(s => new NamedLink(NameOf(s, language), scope.MainOrigin + s.PathIn(language))),
            ],
            Blocks = scope.SectionFrame?.Footer ?? [],
            Feeds = [.. Feeds(language).Select(f => f with { Url = scope.MainOrigin + f.Url })],
            Licence = OpenDataPageBuilder.Licence(scope),
        };
        if (scope.Settings.Municipality.Contact is not { } contact)
        {
            return footer;
        }

        return footer with
        {
            Address = contact.Address.In(scope.Languages)?.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Phone = contact.Phone is { Number.Length: > 0 } phone ? ContactParts.Phone(scope, phone) : null,
            Email = contact.Email,
            Hours = contact.Hours.In(scope.Languages)?.Text,
        };
    }
}
