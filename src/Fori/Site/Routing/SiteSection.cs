using Fori.Documents;
using Fori.Registers;
using Fori.Registers.Channels;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;

namespace Fori.Site.Routing;

/// <summary>
/// A part of the public site with its word in addresses by language; a language without a word of its own uses the
/// English one. The table of all addresses is here and in the segments of the document types.
/// </summary>
public sealed record SiteSection
{
    private SiteSection(string key, LocalizedText segments, string? type)
    {
        Key = key;
        Segments = segments;
        Type = type;
    }

    public static SiteSection Services { get; } = OfType(nameof(Service));

    public static SiteSection Places { get; } = OfType(nameof(Place));

    public static SiteSection Channels { get; } = OfType(nameof(ServiceChannel));

    public static SiteSection Organizations { get; } = OfType(nameof(Organization));

    public static SiteSection Contact { get; } =
        new("contact", LocalizedText.Of(("fi", "yhteystiedot"), ("sv", "kontakt"), ("en", "contact")), "Person");

    public static SiteSection News { get; } =
        new("news", LocalizedText.Of(("fi", "uutiset"), ("sv", "nyheter"), ("en", "news")), "NewsItem");

    public static SiteSection Alerts { get; } =
        new("alerts", LocalizedText.Of(("fi", "varoitukset"), ("sv", "varningar"), ("en", "alerts")), null);

    public static SiteSection Search { get; } =
        new("search", LocalizedText.Of(("fi", "haku"), ("sv", "sok"), ("en", "search")), null);

    public static SiteSection Accessibility { get; } =
        new("accessibility", LocalizedText.Of(("fi", "saavutettavuus"), ("sv", "tillganglighet"), ("en", "accessibility")), null);

    public static SiteSection OpenData { get; } =
        new("open-data", LocalizedText.Of(("fi", "avoin-data"), ("sv", "oppna-data"), ("en", "open-data")), null);

    public static IReadOnlyList<SiteSection> All { get; } = [Services, Places, Channels, Organizations, Contact, News, Alerts, Search, Accessibility, OpenData];

    /// <summary>Words that answer at the root of a language; no page of the tree may be called so.</summary>
    public static IReadOnlySet<string> ReservedWords { get; } = All.SelectMany(s => s.Segments.Values).ToHashSet(StringComparer.Ordinal);

    /// <summary>Stable name: the route space of its type where it has one.</summary>
    public string Key { get; }

    public LocalizedText Segments { get; }

    /// <summary>Declared name of the type whose documents have pages here; null for a page without documents of its own.</summary>
    public string? Type { get; }

    /// <summary>The section of a document type; null when its documents have no pages.</summary>
    public static SiteSection? Of(string type) => All.FirstOrDefault(s => s.Type == type);

    /// <summary>The section that has this word in the language, or failing that in any language.</summary>
    public static SiteSection? Find(string segment, string language) =>
        All.FirstOrDefault(s => s.SegmentIn(language) == segment)
        ?? All.FirstOrDefault(s => s.Segments.Values.Contains(segment, StringComparer.Ordinal));

    public string SegmentIn(string language) => Segments.Exactly(language) ?? Segments["en"];

    /// <summary>As <c>/fi/palvelut</c>.</summary>
    public string PathIn(string language) => $"/{language}/{SegmentIn(language)}";

    private static SiteSection OfType(string type)
    {
        var declared = RegistersModule.Types.First(t => t.Name == type);
        return new SiteSection(declared.RouteSpace ?? throw new InvalidOperationException($"{type} has no pages."), declared.Segments, type);
    }
}
