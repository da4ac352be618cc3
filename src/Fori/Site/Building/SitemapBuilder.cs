using Fori.Content.Types;
using Fori.Documents;
using Fori.Nodes;
using Fori.Search;
using Fori.Registers.Channels;
using Fori.Site.Routing;
using Fori.Store;
using Fori.Store.Sql;

namespace Fori.Site.Building;

/// <summary>
/// The public pages of a tenant for search engines: an index, and for each language its pages. A page stands only in
/// the languages in which it is translated.
/// </summary>
internal static class SitemapBuilder
{
    // A file is made within one request, so it is far shorter than it might be.
    private const int PagesOfFile = 1_000;

    /// <summary>Pages that are of no document, by language.</summary>
    private static readonly IReadOnlyList<Func<string, string>> OwnPages =
        [FrontPage, SiteSection.Services.PathIn, SiteSection.Places.PathIn, SiteSection.Organizations.PathIn, SiteSection.Contact.PathIn, SiteSection.News.PathIn, SiteSection.Alerts.PathIn, SiteSection.Accessibility.PathIn, SiteSection.OpenData.PathIn];

    public static async Task<byte[]> IndexAsync(PageScope scope, CancellationToken ct)
    {
        var since = await scope.ReadAsync(session => session.PublishedSinceAsync(ct), ct);
        var maps = new List<(string Url, DateTimeOffset? ChangedAt)>();
        foreach (var language in scope.Settings.Languages)
        {
            var parts = DocumentsIn(scope, language).Chunk(PagesOfFile).ToList();
            maps.AddRange(parts.DefaultIfEmpty([]).Select((ids, part) => (
                scope.Request.Origin + PathOf(language, part),
                ids.Max(id => since.TryGetValue(id, out var at) ? at : (DateTimeOffset?)null))));
        }

        return Sitemap.WriteIndex(maps);
    }

    /// <summary>One file of a language, the first being 0; null when there is none.</summary>
    public static async Task<byte[]?> FileAsync(PageScope scope, string language, int part, CancellationToken ct)
    {
        var ids = DocumentsIn(scope, language).Skip(part * PagesOfFile).Take(PagesOfFile).ToList();
        if (ids.Count == 0 && part > 0)
        {
            return null;
        }

        // Documents are read past the node's memory: a walk through all of them would push out what visitors ask for.
        var rows = await scope.ReadAsync(session => session.PublishedAsync(ids, ct), ct);
        var (paths, _) = await scope.Request.Tenant.PathsAsync(ids, ct);
        var pages = rows.OrderBy(r => r.Id).Select(r => PageOf(scope, r, paths, language)).OfType<SitemapPage>().ToList();

        if (part == 0 && scope.Request.Section is null)
        {
            pages.InsertRange(0, OwnPages.Select(page => OwnPage(scope, page, language)));
        }
        else if (part == 0 && scope.Section is { TakesNews: true } section && section.Languages.Contains(language))
        {
            pages.Insert(0, OwnPage(scope, SiteSection.News.PathIn, language));
        }

        // A file without any page is not valid; where none is left, as in one of channels that are places, the front page stands.
        return Sitemap.Write(pages.Count > 0 ? pages : [OwnPage(scope, FrontPage, language)]);
    }

    /// <summary>As <c>/sitemap-fi.xml</c>, <c>/sitemap-fi-2.xml</c>.</summary>
    public static string PathOf(string language, int part) => part == 0 ? $"/sitemap-{language}.xml" : $"/sitemap-{language}-{part + 1}.xml";

    /// <summary>Reads such a path; null for any other.</summary>
    public static (string Language, int Part)? PartOf(string path, IReadOnlyList<string> languages)
    {
        if (!path.StartsWith("/sitemap-", StringComparison.Ordinal) || !path.EndsWith(".xml", StringComparison.Ordinal))
        {
            return null;
        }

        var name = path["/sitemap-".Length..^".xml".Length];
        foreach (var language in languages)
        {
            if (name == language)
            {
                return (language, 0);
            }

            if (name.StartsWith(language + "-", StringComparison.Ordinal) && int.TryParse(name[(language.Length + 1)..], System.Globalization.NumberStyles.None, null, out var part) && part is > 1 and < 1_000)
            {
                return (language, part - 1);
            }
        }

        return null;
    }

    private static string FrontPage(string language) => $"/{language}/";

    private static SitemapPage OwnPage(PageScope scope, Func<string, string> page, string language) => new()
    {
        Url = scope.Request.Origin + page(language),
        Translations = [.. (scope.Section?.Languages ?? scope.Settings.Languages).Select(l => (l, scope.Request.Origin + page(l)))],
    };

    /// <summary>Those that are published in a language and have their page on this host, in an order that new ones only make longer.</summary>
    private static IReadOnlyList<Guid> DocumentsIn(PageScope scope, string language)
    {
        var types = scope.Node.Types.All.Where(t => t.RouteSpace is not null).Select(t => t.Name).ToList();
        foreach (var type in types)
        {
            scope.Tag(Tags.List(type));
        }

        const string Section = "section";
        var everywhere = new SearchQuery { Types = types, PublishedIn = [language], Without = Listing.NotHiddenFrom(PageListing.Search) };
        return scope.Request.Tenant.Index.Ids(scope.Request.Section is { } own
            ? everywhere with { Filters = new Dictionary<string, FacetFilter> { [Section] = new([own.ToString()]) } }
            : everywhere with { Without = new Dictionary<string, IReadOnlyList<string>>(everywhere.Without) { [Section] = [.. scope.Sections.Values.Where(s => s.Section is { Host: not null, FrontPage: not null }).Select(s => s.Id.ToString())] } });
    }

    private static SitemapPage? PageOf(PageScope scope, PublishedDocument row, DocumentPaths paths, string language)
    {
        if (row.IsHistorical || scope.Node.Types.Find(row.Type)?.RouteSpace is null || scope.Read(row) is not { } document)
        {
            return null;
        }

        if (document.Body is ServiceChannel { ChannelType: ChannelType.ServiceLocation, Place: not null })
        {
            // Its page is the place's.
            return null;
        }

        // Each page stands in the map of its own host.
        var host = scope.HostOf(document);
        if (host?.Id != scope.Request.Section)
        {
            return null;
        }

        var isFront = host?.Section.FrontPage?.Id == document.Id;
        var translations = (host?.Languages ?? scope.Settings.Languages).Where(l => PageScope.IsIn(document, l))
            .Where(l => paths.RoutesOf(document.Id).Any(r => r.Language == l))
            .Select(l => (Language: l, Url: scope.Request.Origin + (isFront ? $"/{l}/" : paths.Of(document.Type, document.Id, l, scope.Settings.FallbackFrom(l)))))
            .ToList();
        var own = translations.FirstOrDefault(t => t.Language == language).Url;
        return own is null ? null : new SitemapPage { Url = own, ChangedAt = row.At, Translations = translations };
    }
}
