using System.Globalization;
using Fori.Content;
using Fori.Content.Blocks;
using Fori.Content.Types;
using Fori.Content.Types.Contacts;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Routing;
using Fori.Store;
using Fori.Store.Sql;

namespace Fori.Site.Building;

/// <summary>A page that editors wrote, with what stands above and below it in the tree.</summary>
internal static class ContentPageBuilder
{
    private const int PagesOfList = 60;
    private const string Parent = "parent";

    // Where the list begins on the page: whoever turns it has seen what stands before it.
    private const string BelowAnchor = "#below";
    private const int Deepest = DocumentKind.DeepestTree;
    public const int HighestHeading = 2;

    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var page = document.As<TreeBody>();
        var below = await BelowAsync(scope, document, ct);
        return new ContentPageView
        {
            Frame = await FrameAsync(scope, document, ct, parts => parts with { UrlIn = language => scope.UrlOf(document, language) + below.Asked }),
            Name = scope.NameOf(document),
            Lead = scope.Say(page.Summary),
            Picture = await PictureAsync(scope, page, ct),
            Blocks = await BlocksAsync(scope, document.Title, page.Body, ct),
            Below = below,
            UpdatedOn = LocalDays.DayOf(document.Row.At),
            Terms = await TermViews.OfAsync(scope, document, ct),
        };
    }

    /// <summary>The frame of a page in the tree.</summary>
    /// <param name="adjust">What is different in it; null for nothing.</param>
    public static async Task<SiteFrame> FrameAsync(PageScope scope, LoadedDocument document, CancellationToken ct, Func<FrameParts, FrameParts>? adjust = null)
    {
        var page = document.As<TreeBody>();
        var parts = new FrameParts
        {
            Title = scope.NameOf(document).Text,
            Description = scope.Say(page.Summary)?.Text,
            UrlIn = language => scope.UrlOf(document, language),
            IsIn = language => PageScope.IsIn(document, language),
            Crumbs = await AboveAsync(scope, page, ct),
            JsonUrl = $"/api/v1/{document.Type.Name}/{document.Id}",
        };
        return FrameBuilder.Of(scope, adjust?.Invoke(parts) ?? parts) with { Image = ShareOf(await PictureAsync(scope, page, ct)) };
    }

    /// <summary>The picture at the head of a page; null when it has none that is public.</summary>
    public static async Task<PictureView?> PictureAsync(PageScope scope, ContentBody body, CancellationToken ct)
    {
        await scope.ResolveAsync([RefKey.Of(body.Image)], ct);
        return scope.Target(body.Image) is { } media ? MediaViews.PictureOf(scope, media, PictureShape.Whole, PictureSizes.Text, isFirst: true) : null;
    }

    /// <summary>A page with what all content has, whatever its type: whom to ask, its own picture for share cards, no place in searches where it hides from them.</summary>
    public static async Task<PageView> CommonAsync(PageScope scope, ContentBody content, PageView page, CancellationToken ct)
    {
        await scope.ResolveAsync([RefKey.Of(content.ShareImage)], ct);
        var share = scope.Target(content.ShareImage) is { } media ? ShareOf(MediaViews.PictureOf(scope, media, PictureShape.Whole, PictureSizes.Text, isFirst: false)) : null;
        return page with
        {
            Frame = page.Frame with { Image = share ?? page.Frame.Image, NoIndex = page.Frame.NoIndex || content.HiddenFrom.Contains(PageListing.Search) },
            Contacts = content.Contacts.Count > 0 ? await ContactViews.OfAsync(scope, content.Contacts, ct) : page.Contacts,
        };
    }

    /// <summary>The same picture for share cards.</summary>
    public static ShareImage? ShareOf(PictureView? picture) =>
        picture is null ? null : new ShareImage(picture.Url, picture.Alt?.Text ?? "", picture.Width, picture.Height);

    /// <summary>The published pages that stand at the root of the site, by title: the asked part of them.</summary>
    /// <param name="path">Of the page that lists them.</param>
    public static async Task<PagesBelow> RootsAsync(PageScope scope, string path, CancellationToken ct)
    {
        TagTree(scope);
        var roots = await scope.ReadAsync(session => session.DocumentsInSpaceAsync(ContentModule.Tree, ct), ct);
        return await PartAsync(
            scope, new SearchQuery { Types = [.. ContentModule.InTree], Ids = roots, Language = scope.Language, Sort = SearchSort.Title, Without = Listing.NotHiddenFrom(PageListing.Menus) }, path, SiteQuery.Empty, SiteQuery.Page, ct);
    }

    /// <summary>The published pages directly below one: the asked part of them.</summary>
    /// <param name="asked">What else the address asks, which stays when the list is turned.</param>
    /// <param name="parameter">In which the address says which part.</param>
    public static Task<PagesBelow> BelowAsync(PageScope scope, LoadedDocument document, SiteQuery asked, string parameter, CancellationToken ct)
    {
        TagTree(scope);
        return PartAsync(scope, Below(scope, document.Id), scope.UrlOf(document), asked, parameter, ct);
    }

    /// <summary>The same of a page on which nothing else is asked.</summary>
    public static Task<PagesBelow> BelowAsync(PageScope scope, LoadedDocument document, CancellationToken ct) =>
        BelowAsync(scope, document, scope.Request.Query.Only(SiteQuery.AsOf), SiteQuery.Page, ct);

    /// <summary>All published pages directly below one.</summary>
    public static async Task<IReadOnlyList<NamedLink>> BelowAsync(PageScope scope, Guid id, CancellationToken ct)
    {
        TagTree(scope);
        return await EntriesAsync(scope, Listing.All(scope.Request.Tenant.Index, Below(scope, id)), ct);
    }

    /// <summary>
    /// A body in the language of the title, so that a page never mixes two: what lacks it there is not written yet.
    /// </summary>
    public static async Task<IReadOnlyList<BlockView>> BlocksAsync(
        PageScope scope, LocalizedText title, IReadOnlyDictionary<string, IReadOnlyList<Block>> body, CancellationToken ct)
    {
        var language = title.In(scope.Languages)?.Language;
        return language is null || !body.TryGetValue(language, out var blocks) ? [] : await BlocksAsync(scope, blocks, scope.Foreign(language), HighestHeading, ct);
    }

    /// <summary>Blocks within a page or within another block.</summary>
    /// <param name="language">When it is not the page's, else null.</param>
    /// <param name="heading">Level of the headings that they write themselves.</param>
    public static async Task<IReadOnlyList<BlockView>> BlocksAsync(PageScope scope, IReadOnlyList<Block> blocks, string? language, int heading, CancellationToken ct)
    {
        var views = new List<BlockView>(blocks.Count);
        foreach (var block in blocks.Where(b => b is not UnknownBlock))
        {
            var load = BlockTypes.Of(block).Load;
            views.Add(new BlockView(block, language, load is null ? null : await load(scope, block, ct), heading));
        }

        return views;
    }

    private static SearchQuery Below(PageScope scope, Guid id) => new()
    {
        Types = [.. ContentModule.InTree],
        Language = scope.Language,
        Sort = SearchSort.Title,
        Filters = new Dictionary<string, FacetFilter> { [Parent] = new([id.ToString()]) },
        Without = Listing.NotHiddenFrom(PageListing.Menus),
    };

    // A part behind the last is the last.
    private static async Task<PagesBelow> PartAsync(PageScope scope, SearchQuery query, string path, SiteQuery asked, string parameter, CancellationToken ct)
    {
        var index = scope.Request.Tenant.Index;
        var last = Listing.LastPage(Listing.Count(index, query), PagesOfList);
        var current = Math.Min(scope.Request.Query.NumberOf(parameter), last);
        var found = Listing.Window(index, query, (current - 1) * PagesOfList, PagesOfList);
        return new PagesBelow
        {
            Links = await EntriesAsync(scope, found, ct),
            Paging = last > 1 ? new Paging(current, last, page => path + Asking(asked, page) + BelowAnchor) : null,
            Asked = Asking(SiteQuery.Empty, current),
        };

        SiteQuery Asking(SiteQuery others, int page) => page == 1 ? others : others.With(parameter, page.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<IReadOnlyList<NamedLink>> EntriesAsync(PageScope scope, SearchPage found, CancellationToken ct) =>
        [.. (await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct)).Select(c => Entry(scope, c))];

    private static NamedLink Entry(PageScope scope, LoadedDocument page) => scope.Link(page) with { Note = scope.Say(page.As<TreeBody>().Summary) };

    private static void TagTree(PageScope scope)
    {
        foreach (var type in ContentModule.InTree)
        {
            scope.Tag(Tags.List(type));
        }
    }

    // From the root down; a page above that is not public leaves its place out.
    private static async Task<IReadOnlyList<NamedLink>> AboveAsync(PageScope scope, TreeBody page, CancellationToken ct)
    {
        var crumbs = new List<NamedLink>();
        for (var above = page.Parent; above is not null && crumbs.Count < Deepest;)
        {
            await scope.ResolveAsync([RefKey.Of(above)], ct);
            if (scope.Target(above) is not { } parent)
            {
                break;
            }

            crumbs.Insert(0, scope.Link(parent));
            above = parent.As<TreeBody>().Parent;
        }

        return crumbs;
    }
}
