using Fori.Documents;
using Fori.Nodes;
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
    private const int ReadAtOnce = 500;

    public static async Task<byte[]> IndexAsync(PageScope scope, CancellationToken ct)
    {
        var maps = new List<(string Url, DateTimeOffset? ChangedAt)>();
        foreach (var language in scope.Settings.Languages)
        {
            var pages = await PagesAsync(scope, language, ct);
            for (var part = 0; part == 0 || part * Sitemap.MostPages < pages.Count; part++)
            {
                var own = pages.Skip(part * Sitemap.MostPages).Take(Sitemap.MostPages);
                maps.Add((scope.Request.Origin + PathOf(language, part), own.Max(p => p.ChangedAt)));
            }
        }

        return Sitemap.WriteIndex(maps);
    }

    /// <summary>One file of a language, the first being 0; null when there is none.</summary>
    public static async Task<byte[]?> FileAsync(PageScope scope, string language, int part, CancellationToken ct)
    {
        var pages = (await PagesAsync(scope, language, ct)).Skip(part * Sitemap.MostPages).Take(Sitemap.MostPages).ToList();
        return pages.Count > 0 ? Sitemap.Write(pages) : null;
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

    // Documents are read past the node's memory: a walk through all of them would push out what visitors ask for.
    private static async Task<IReadOnlyList<SitemapPage>> PagesAsync(PageScope scope, string language, CancellationToken ct)
    {
        var pages = new List<SitemapPage>();
        foreach (var page in scope.Request.Section is not null ? [] : (Func<string, string>[])[l => $"/{l}/", SiteSection.Services.PathIn, SiteSection.Places.PathIn, SiteSection.Organizations.PathIn, SiteSection.Contact.PathIn, SiteSection.News.PathIn, SiteSection.Alerts.PathIn, SiteSection.Accessibility.PathIn, SiteSection.OpenData.PathIn])
        {
            pages.Add(new SitemapPage
            {
                Url = scope.Request.Origin + page(language),
                Translations = [.. scope.Settings.Languages.Select(l => (l, scope.Request.Origin + page(l)))],
            });
        }

        foreach (var type in SearchPageBuilder.Types)
        {
            scope.Tag(Tags.List(type));
        }

        var after = Guid.Empty;
        while (true)
        {
            var rows = await scope.ReadAsync(session => session.PublishedAfterAsync(after, ReadAtOnce, ct), ct);
            if (rows.Count == 0)
            {
                return pages;
            }

            after = rows[^1].Id;
            var (paths, _) = await scope.Request.Tenant.PathsAsync([.. rows.Where(r => scope.Node.Types.Find(r.Type)?.RouteSpace is not null).Select(r => r.Id)], ct);
            pages.AddRange(rows.Select(r => PageOf(scope, r, paths, language)).OfType<SitemapPage>());
        }
    }

    private static SitemapPage? PageOf(PageScope scope, PublishedDocument row, DocumentPaths paths, string language)
    {
        if (scope.Node.Types.Find(row.Type)?.RouteSpace is null || scope.Read(row) is not { } document)
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
