namespace Fori.Site;

/// <summary>What stands around the content of every public page, and in its head.</summary>
public sealed record SiteFrame
{
    /// <summary>Language of the page (BCP 47), and of the words of the frame.</summary>
    public required string Language { get; init; }

    /// <summary>Name of the municipality in the page's language.</summary>
    public required string TenantName { get; init; }

    /// <summary>Whose contact details stand in the foot, where that is another than <see cref="TenantName"/>: a section's municipality.</summary>
    public string? OwnerName { get; init; }

    /// <summary>Scheme and host without a slash at the end, as <c>https://town.example</c>; makes addresses absolute.</summary>
    public required string Origin { get; init; }

    /// <summary>Path of the front page in this language, as <c>/fi/</c>.</summary>
    public required string HomeUrl { get; init; }

    /// <summary>Path of this page; with <see cref="Origin"/> its address when nothing else is said in <see cref="CanonicalUrl"/>.</summary>
    public required string Url { get; init; }

    /// <summary>The page's own title, without the municipality's name.</summary>
    public required string Title { get; init; }

    /// <summary>One or two sentences for search engines and share cards; null when there are none.</summary>
    public string? Description { get; init; }

    /// <summary>Path of the page that counts as the original (a fallback page points to its original); null = <see cref="Url"/>.</summary>
    public string? CanonicalUrl { get; init; }

    /// <summary>This page in the site's languages, in the site's order; the current one too.</summary>
    public IReadOnlyList<LanguageLink> Languages { get; init; } = [];

    /// <summary>Language of the content when the whole page is a fallback: a sentence says so; else null.</summary>
    public string? FallbackLanguage { get; init; }

    /// <summary>Key of the theme, as in <c>html[data-theme]</c>.</summary>
    public string ThemeName { get; init; } = "neutral";

    /// <summary>Address of the tenant's stylesheet (see <c>ThemeStylesheet</c>).</summary>
    public required string ThemeStylesheetUrl { get; init; }

    /// <summary>Null shows the name in letters.</summary>
    public LogoView? Logo { get; init; }

    /// <summary>What everybody must see now, the gravest first.</summary>
    public IReadOnlyList<AlertView> Alerts { get; init; } = [];

    public IReadOnlyList<MenuTopic> Menu { get; init; } = [];

    /// <summary>From the front page to this page, both included; empty shows none.</summary>
    public IReadOnlyList<NamedLink> Breadcrumb { get; init; } = [];

    /// <summary>Null on a site without search.</summary>
    public SearchAction? Search { get; init; }

    public FooterView Footer { get; init; } = new();

    /// <summary>Keeps the page out of search engines: searches, previews, as-of pages, demonstrations.</summary>
    public bool NoIndex { get; init; }

    /// <summary>Set when the page shows a past day.</summary>
    public AsOfView? AsOf { get; init; }

    /// <summary>Set when the page is no longer kept up.</summary>
    public ArchivedView? Archived { get; init; }

    /// <summary>A notice that this is a demonstration whose contents are invented.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>The page as JSON (<c>rel=alternate</c>); null when there is none.</summary>
    public string? JsonUrl { get; init; }

    public IReadOnlyList<FeedLink> Feeds { get; init; } = [];

    /// <summary>Picture for share cards; null uses none.</summary>
    public ShareImage? Image { get; init; }

    /// <summary>Open Graph type.</summary>
    public string OpenGraphType { get; init; } = "website";

    public string Canonical => Absolute(CanonicalUrl ?? Url);

    public string Absolute(string url) => url.StartsWith('/') ? Origin + url : url;
}

/// <summary>A logo. Its alternative text is the municipality's name.</summary>
/// <remarks>DarkUrl: For dark grounds; null puts the logo on a light plate.</remarks>
public sealed record LogoView(string Url, string? DarkUrl, int Width, int Height);

/// <summary>The page in one language.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="Name">The language in its own tongue, as <c>Svenska</c>.</param>
/// <param name="Url">Path of the page in that language.</param>
public sealed record LanguageLink(string Language, string Name, string Url)
{
    /// <summary>False when that page would show another language; it is then no <c>hreflang</c> alternate.</summary>
    public bool IsTranslated { get; init; } = true;

    /// <summary>The language the page would show when not translated; null otherwise.</summary>
    public string? ShownLanguage { get; init; }
}

/// <summary>An alert on every page.</summary>
public sealed record AlertView
{
    public required Content.Types.Alerts.AlertSeverity Severity { get; init; }

    /// <summary>The section on whose pages alone it shows; null is every page.</summary>
    public Guid? Section { get; init; }

    public required Phrase Title { get; init; }

    public Phrase? Message { get; init; }

    public NamedLink? Link { get; init; }

    /// <summary>Names it in the form that closes it; null when it stays.</summary>
    public string? Token { get; init; }
}

/// <summary>A topic of the main menu; the first link is the topic itself. Without items it is a plain link.</summary>
public sealed record MenuTopic(string Name, string Url, IReadOnlyList<NamedLink> Items)
{
    /// <summary>The current page lies in this branch.</summary>
    public bool IsCurrent { get; init; }
}

/// <summary>Where searching is done (GET).</summary>
/// <remarks>Parameter: Name of the query's parameter.</remarks>
public sealed record SearchAction(string Url, string Parameter = "q", string Query = "");

/// <summary>The foot of the page.</summary>
public sealed record FooterView
{
    /// <summary>What a section says at its foot; the municipality's own follows.</summary>
    public IReadOnlyList<Content.Blocks.BlockView> Blocks { get; init; } = [];

    /// <summary>Lines of the postal or visiting address.</summary>
    public IReadOnlyList<string> Address { get; init; } = [];

    public PhoneView? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>When the switchboard or service point is open, in words.</summary>
    public string? Hours { get; init; }

    /// <summary>Accessibility statement, open data, and what else is about the site itself.</summary>
    public IReadOnlyList<NamedLink> Links { get; init; } = [];

    /// <summary>Of the whole site; those of the page are in its head.</summary>
    public IReadOnlyList<FeedLink> Feeds { get; init; } = [];

    /// <summary>Under which others may use the data shown here; null = not told.</summary>
    public NamedLink? Licence { get; init; }
}

/// <summary>The page as it was.</summary>
/// <remarks>LatestUrl: The same page today.</remarks>
public sealed record AsOfView(DateOnly Day, string LatestUrl);

/// <summary>The mark of a page that is no longer kept up.</summary>
/// <param name="Heading">Names the notice for who does not see it.</param>
public sealed record ArchivedView(string Heading, string Sentence);

/// <summary>A feed of what the page lists.</summary>
/// <remarks>MediaType: <c>application/rss+xml</c> or <c>application/atom+xml</c>.</remarks>
public sealed record FeedLink(string Title, string Url, string MediaType = "application/rss+xml");

public sealed record ShareImage(string Url, string Alternative, int? Width = null, int? Height = null);
