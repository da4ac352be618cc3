using System.Globalization;
using System.Text;
using Fori.Content;
using Fori.Content.Types.Redirects;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Channels;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Site.Routing;

/// <summary>
/// Finds what an address of a municipality's site shows. It knows nothing of HTTP's connections, headers and caches:
/// the same request at the same moment on the same data has the same answer.
/// </summary>
public sealed class SiteRouter(Node node)
{
    // With the language, and the empty part before it.
    private const int DeepestPath = DocumentKind.DeepestTree + 2;

    private const string Text = "text/plain; charset=utf-8";

    /// <exception cref="InvalidOperationException">We are wrong.</exception>
    public async Task<SiteAnswer> AnswerAsync(SiteRequest request, CancellationToken ct)
    {
        var settings = await SiteSettings.LoadAsync(request.Tenant, ct);
        var parts = request.Path.Split('/');
        if (parts.Length == 2)
        {
            return parts[1].Length == 0 ? await WelcomeAsync(request, settings, ct) : await RootFileAsync(request, settings, parts[1], ct);
        }

        if (!settings.Languages.Contains(parts[1]))
        {
            return await NotFoundAsync(await ScopeAsync(request, settings, settings.Languages[0], ct), ct);
        }

        var scope = await ScopeAsync(request, settings, parts[1], ct);
        if (request.Section is not null && await OnSectionHostAsync(scope, parts, ct) is { } onHost)
        {
            return onHost;
        }

        if (request.Query.Ids is { Count: > 0 } ids && await request.Tenant.StandInsAsync(ids, ct) is { Count: > 0 } present)
        {
            // Links to a list by a term that was merged since lead to the list by the one that stands for it.
            return SiteAnswer.Redirect(301, string.Join('/', parts.Select(Uri.EscapeDataString)) + request.Query.WithIds(present));
        }

        if (parts.Length == 3 && parts[2].Length == 0)
        {
            return Page(scope, await FrontPageBuilder.BuildAsync(scope, ct));
        }

        if (parts[^1].Length == 0)
        {
            // Written anew part by part: the decoded path may hold what no header may.
            return SiteAnswer.Redirect(301, "/" + string.Join('/', request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString)) + request.Query);
        }

        return parts.Length switch
        {
            3 when SiteSection.Find(parts[2].Split('.')[0], scope.Language) is not null => await SectionAsync(scope, parts[2], ct),
            4 when SiteSection.Find(parts[2], scope.Language) is not null => await InSectionAsync(scope, parts[2], null, parts[3], ct),
            5 when SiteSection.Find(parts[2], scope.Language) is { Type: { } type } && node.Types[type].Kind.YearMember is not null => await InSectionAsync(scope, parts[2], parts[3], parts[4], ct),
            <= DeepestPath => await InTreeAsync(scope, parts[2..], ct),
            _ => await NotFoundAsync(scope, ct),
        };
    }

    /// <summary>The language of the site that a visitor's browser likes best; the tenant's first when none fits.</summary>
    internal static string Preferred(string? acceptLanguage, IReadOnlyList<string> languages)
    {
        if (acceptLanguage is { Length: > 0 and <= 1_000 })
        {
            var wishes = acceptLanguage.Split(',')
                .Select(wish => wish.Split(';'))
                .Select((wish, order) => (Tag: wish[0].Trim(), Weight: Weight(wish), Order: order))
                .Where(wish => wish.Weight > 0)
                .OrderByDescending(wish => wish.Weight).ThenBy(wish => wish.Order);
            foreach (var (tag, _, _) in wishes)
            {
                var fits = languages.FirstOrDefault(l => l.Equals(tag, StringComparison.OrdinalIgnoreCase))
                    ?? languages.FirstOrDefault(l => tag.StartsWith(l + "-", StringComparison.OrdinalIgnoreCase));
                if (fits is not null)
                {
                    return fits;
                }
            }
        }

        return languages[0];
    }

    /// <summary>
    /// The language of a page on which all words are the product's, by what is in memory alone: the store may be what failed. It is that
    /// of the address, else the one of the municipality's that the visitor's browser likes best; where the product has no words in it,
    /// the one that it speaks instead.
    /// </summary>
    public static string LanguageWithoutStore(TenantNode tenant, string path, string? acceptLanguage)
    {
        var languages = SiteSettings.Of(tenant.Tenant, tenant.KeptSettings).Languages;
        var named = path.Split('/') is [_, var first, ..] && languages.Contains(first) ? first : Preferred(acceptLanguage, languages);
        return SiteWords.Spoken(named);
    }

    private static double Weight(string[] wish)
    {
        var quality = Array.Find(wish, part => part.Trim().StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return quality is null ? 1
            : double.TryParse(quality.Trim()[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0;
    }

    private async Task<SiteAnswer> WelcomeAsync(SiteRequest request, SiteSettings settings, CancellationToken ct)
    {
        var languages = request.Section is null ? settings.Languages : (await ScopeAsync(request, settings, settings.Languages[0], ct)).Section?.Languages ?? settings.Languages;
        return SiteAnswer.Redirect(302, $"/{Preferred(request.AcceptLanguage, languages)}/") with { VariesByLanguage = true };
    }

    /// <summary>
    /// On a section's own host: its front page at the root of a language, its documents, its news, and search. What the municipality
    /// has besides is on the municipality's own host.
    /// </summary>
    /// <returns>Null when it is answered as on any host.</returns>
    private static async Task<SiteAnswer?> OnSectionHostAsync(PageScope scope, string[] parts, CancellationToken ct)
    {
        // It was taken away, and the register of hosts has not noticed yet.
        if (scope.Section is not { } section)
        {
            return await NotFoundAsync(scope, ct);
        }

        if (!section.Languages.Contains(scope.Language) || (parts.Length == 3 && SiteSection.Find(parts[2].Split('.')[0], scope.Language) is { } part && part != SiteSection.Search && !(part == SiteSection.News && section.TakesNews)))
        {
            return SiteAnswer.Redirect(302, scope.MainOrigin + string.Join('/', parts.Select(Uri.EscapeDataString)) + scope.Request.Query);
        }

        if (parts.Length != 3 || parts[2].Length > 0)
        {
            return null;
        }

        return scope.SectionFrame?.FrontPage is { } front && await scope.LoadAsync([front], ct) is [var document]
            ? Page(scope, await ContentPageAsync(scope, document, ct))
            : await NotFoundAsync(scope, ct);
    }

    private async Task<SiteAnswer> RootFileAsync(SiteRequest request, SiteSettings settings, string name, CancellationToken ct)
    {
        var scope = await ScopeAsync(request, settings, settings.Languages[0], ct);
        switch (name)
        {
            case var language when settings.Languages.Contains(language):
                return SiteAnswer.Redirect(301, $"/{language}/");
            case "robots.txt":
                return File(scope, Text, Encoding.UTF8.GetBytes(settings.Municipality.IsDemonstration == true
                    ? Robots.Closed
                    : Robots.Write(request.Origin + "/sitemap.xml", settings.Languages.Select(SiteSection.Search.PathIn))));
            case "sitemap.xml":
                return File(scope, Sitemap.MediaType, await SitemapBuilder.IndexAsync(scope, ct));
            case "theme.css":
                return Look(scope, Ui.ThemeStylesheet.MediaType, settings.ThemeStylesheet);
            case var _ when settings.Languages.FirstOrDefault(l => BaseMapFile.PathIn(l) == request.Path) is { } named:
                return Look(scope, ListFiles.GeoJson, settings.BaseMapIn(named).Json);
            case "logo.svg" when settings.LogoSvg is { } logo:
                return Look(scope, "image/svg+xml", logo);
            case var _ when SectionSite.OfStylesheet(name) is { } section && scope.Sections.GetValueOrDefault(section)?.Stylesheet is { } look:
                return Look(scope, Ui.ThemeStylesheet.MediaType, look);
            default:
                if (SitemapBuilder.PartOf(request.Path, settings.Languages) is var (own, part) && await SitemapBuilder.FileAsync(scope, own, part, ct) is { } map)
                {
                    return File(scope, Sitemap.MediaType, map);
                }

                return await NotFoundAsync(scope, ct);
        }
    }

    private static async Task<SiteAnswer> SectionAsync(PageScope scope, string segment, CancellationToken ct)
    {
        var dot = segment.IndexOf('.', StringComparison.Ordinal);
        var (name, ending) = dot < 0 ? (segment, null) : (segment[..dot], segment[(dot + 1)..]);
        if (SiteSection.Find(name, scope.Language) is not { } section || section == SiteSection.Channels)
        {
            return await NotFoundAsync(scope, ct);
        }

        if (section.SegmentIn(scope.Language) != name)
        {
            return SiteAnswer.Redirect(301, section.PathIn(scope.Language) + (ending is null ? "" : "." + ending) + scope.Request.Query);
        }

        if (ending is not null)
        {
            return (section == SiteSection.Places ? await PlaceFiles.WriteAsync(scope, ending, ct) : await FileOfAsync(scope, section, "." + ending, ct)) is var (type, bytes)
                ? File(scope, type, bytes) with { Language = scope.Language }
                : await NotFoundAsync(scope, ct);
        }

        return Page(scope, section.Key switch
        {
            _ when section == SiteSection.Services => await ServiceDirectoryBuilder.BuildAsync(scope, ct),
            _ when section == SiteSection.Places => await PlaceDirectoryBuilder.BuildAsync(scope, ct),
            _ when section == SiteSection.Search => await SearchPageBuilder.BuildAsync(scope, ct),
            _ when section == SiteSection.Accessibility => AccessibilityPageBuilder.Build(scope),
            _ when section == SiteSection.OpenData => OpenDataPageBuilder.Build(scope),
            _ when ContentModule.All.FirstOrDefault(t => t.Section == section) is { List: { } list } => await list(scope, ct),
            _ => await OrganizationPageBuilder.BuildDirectoryAsync(scope, section, ct),
        });
    }

    private async Task<SiteAnswer> InSectionAsync(PageScope scope, string segment, string? year, string last, CancellationToken ct)
    {
        if (year is null && SiteSection.Find(segment, scope.Language) is { } holder && await FileOfAsync(scope, holder, last, ct) is var (fileType, bytes))
        {
            return holder.SegmentIn(scope.Language) != segment ? SiteAnswer.Redirect(301, $"{holder.PathIn(scope.Language)}/{last}") : File(scope, fileType, bytes) with { Language = scope.Language };
        }

        if (SiteSection.Find(segment, scope.Language) is not { Type: { } type } section)
        {
            return await NotFoundAsync(scope, ct);
        }

        if (IsFeed(last))
        {
            return section == SiteSection.Services || section == SiteSection.Places || section == SiteSection.News ? await FeedAsync(scope, section, segment, last, ct) : await NotFoundAsync(scope, ct);
        }

        if (DayAsked(scope.Request.Query, scope.Today) is { } day)
        {
            scope = scope.AsOn(day);
        }

        var address = await DocumentAddress.FindAsync(scope, section, year, last, ct);
        if (address.Withdrawn is var (name, on))
        {
            return Page(scope, await MissingPages.GoneAsync(scope, name, on, ct)) with { Status = 410, NoStore = true };
        }

        // The word of another language leads to the right address even when the slug is right.
        if (address.Document is not { } document)
        {
            return await NotFoundAsync(scope, ct);
        }

        if (address.MovedTo is not null || section.SegmentIn(scope.Language) != segment)
        {
            return SiteAnswer.Redirect(301, scope.UrlOf(document) + (scope.AsOf is null ? "" : scope.Request.Query.Only(SiteQuery.AsOf).ToString()));
        }

        if (document.Type.Name == nameof(ServiceChannel) && await ChannelPageBuilder.PlaceBehindAsync(scope, document, ct) is { } place)
        {
            // Not for ever: the location may be told apart from the place again.
            return SiteAnswer.Redirect(302, scope.UrlOf(place));
        }

        scope.Shown = document;
        return Page(scope, type switch
        {
            nameof(Service) => await ServicePageBuilder.BuildAsync(scope, document, ct),
            nameof(Place) => await PlacePageBuilder.BuildAsync(scope, document, ct),
            nameof(ServiceChannel) => await ChannelPageBuilder.BuildAsync(scope, document, ct),
            nameof(Organization) => await OrganizationPageBuilder.BuildAsync(scope, document, ct),
            _ => await ContentPageAsync(scope, document, ct),
        });
    }

    private static async Task<PageView> ContentPageAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        await scope.EnterAsync(document, ct);
        return ContentModule.Find(document.Type.Name)?.Page is { } build ? await ArchivedPages.MarkedAsync(scope, document, await build(scope, document, ct), ct) : throw new InvalidOperationException($"No page shows a {document.Type.Name}.");
    }

    // Pages that editors wrote, by their names from the root of the site down.
    private static async Task<SiteAnswer> InTreeAsync(PageScope scope, string[] names, CancellationToken ct)
    {
        if (DayAsked(scope.Request.Query, scope.Today) is { } day)
        {
            scope = scope.AsOn(day);
        }

        // A page's files stand at its address with an ending, its feeds below it: no name of a page has a dot.
        string? file = null;
        if (names.Length > 1 && IsFeed(names[^1]))
        {
            (names, file) = (names[..^1], "/" + names[^1]);
        }
        else if (names[^1].IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            (names, file) = ([.. names[..^1], names[^1][..dot]], names[^1][dot..]);
        }

        var address = await DocumentAddress.FindInTreeAsync(scope, ContentModule.Tree, names, ct);
        if (address.Withdrawn is var (name, on))
        {
            return Page(scope, await MissingPages.GoneAsync(scope, name, on, ct)) with { Status = 410, NoStore = true };
        }

        scope.Shown = address.Document;
        if (address.Document is not { } document || (file is not null && FilesOf(document) is null))
        {
            return await NotFoundAsync(scope, ct);
        }

        if (address.MovedTo is { } right)
        {
            return SiteAnswer.Redirect(301, right + file + (FilesOf(document) is null ? "" : scope.Request.Query.ToString())); // What has files is a list, which is asked something.
        }

        return file is null ? Page(scope, await ContentPageAsync(scope, document, ct))
            : await FilesOf(document)!(scope, document, file[1..], ct) is var (type, bytes) ? File(scope, type, bytes) with { Language = scope.Language } // Looked at above.
            : await NotFoundAsync(scope, ct);
    }

    private static bool IsFeed(string name) => name is FeedBuilder.Rss or FeedBuilder.Atom;

    private static Func<PageScope, LoadedDocument, string, CancellationToken, Task<(string ContentType, byte[] Bytes)?>>? FilesOf(LoadedDocument document) =>
        ContentModule.Find(document.Type.Name)?.File;

    private static async Task<SiteAnswer> FeedAsync(PageScope scope, SiteSection section, string segment, string file, CancellationToken ct)
    {
        if (section.SegmentIn(scope.Language) != segment)
        {
            return SiteAnswer.Redirect(301, $"{section.PathIn(scope.Language)}/{file}");
        }

        var feed = await FeedBuilder.BuildAsync(scope, section, file, ct);
        var (type, bytes) = FeedBuilder.Write(scope, file, feed);
        return File(scope, type, bytes) with { Language = scope.Language };
    }

    private async Task<PageScope> ScopeAsync(SiteRequest request, SiteSettings settings, string language, CancellationToken ct)
    {
        var scope = new PageScope(node, request, settings, language);
        await scope.LoadPartsAsync(ct);
        return scope;
    }

    // What nothing answers to may have been told where to go.
    private static async Task<SiteAnswer> NotFoundAsync(PageScope scope, CancellationToken ct)
    {
        if (await RedirectRules.FindAsync(scope.Request.Tenant, scope.Request.Path, scope.Request.Now, ct) is not { } redirect)
        {
            return Page(scope, await MissingPages.NotFoundAsync(scope, ct)) with { Status = 404, NoStore = true };
        }

        await scope.ResolveAsync([RefKey.Of(redirect.Target)], ct);
        var target = scope.Target(redirect.Target);
        return redirect.Kind == RedirectKind.Gone ? Page(scope, await MissingPages.GoneAsync(scope, LocalizedText.Empty, null, ct)) with { Status = 410, NoStore = true }
            : target is not null ? SiteAnswer.Redirect(StatusOf(redirect), scope.UrlOf(target))
            : redirect.To is { } to && WebAddress.IsAllowed(to) ? SiteAnswer.Redirect(StatusOf(redirect), to)
            : Page(scope, await MissingPages.NotFoundAsync(scope, ct)) with { Status = 404, NoStore = true };
    }

    private static int StatusOf(Redirect redirect) => redirect.Kind == RedirectKind.Permanent ? 301 : 302;

    // A day that is not over yet, and what is no day, show the page as it is.
    private static DateOnly? DayAsked(SiteQuery query, DateOnly today) =>
        DateOnly.TryParseExact(query.One(SiteQuery.AsOf), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < today && day.Year > 1900 ? day : null;

    private static SiteAnswer Page(PageScope scope, PageView view) => new()
    {
        Status = 200,
        View = view,
        Language = view.Frame.FallbackLanguage is { } shown && shown != scope.Language ? $"{scope.Language}, {shown}" : scope.Language,
        Tags = scope.PageTags,
        Until = scope.Until,
        NoStore = scope.AsOf is not null,
        Dismissible = [.. view.Frame.Alerts.Select(a => a.Token).OfType<string>()],
        IsPersonal = scope.Request.Dismissed.Count > 0,
        Missed = view is SearchPageView { IsMissed: true, Query: var asked } && Search.MissedWords.Clean(asked) is { } words ? (scope.Language, words) : null,
    };

    private static async Task<(string Type, byte[] Bytes)?> FileOfAsync(PageScope scope, SiteSection section, string name, CancellationToken ct) =>
        ContentModule.All.FirstOrDefault(t => t.Section == section)?.ListFile is { } write ? await write(scope, name, ct) : null;

    private static SiteAnswer File(PageScope scope, string type, byte[] bytes) =>
        new() { Status = 200, ContentType = type, Bytes = bytes, Tags = scope.PageTags, Until = scope.Until };

    // Its address has a hash of its content.
    private static SiteAnswer Look(PageScope scope, string type, byte[] bytes) => File(scope, type, bytes) with { IsImmutable = true };
}
