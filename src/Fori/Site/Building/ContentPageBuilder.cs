using Fori.Content;
using Fori.Content.Blocks;
using Fori.Content.Types;
using Fori.Content.Types.Contacts;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Search;
using Fori.Store;
using Fori.Store.Sql;

namespace Fori.Site.Building;

/// <summary>A page that editors wrote, with what stands above and below it in the tree.</summary>
internal static class ContentPageBuilder
{
    private const int MostRoots = 60;
    private const string Parent = "parent";
    private const int Deepest = DocumentKind.DeepestTree;
    public const int HighestHeading = 2;

    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var page = document.As<TreeBody>();
        return new ContentPageView
        {
            Frame = await FrameAsync(scope, document, ct),
            Name = scope.NameOf(document),
            Lead = scope.Say(page.Summary),
            Picture = await PictureAsync(scope, page, ct),
            Blocks = await BlocksAsync(scope, document.Title, page.Body, ct),
            Children = await BelowAsync(scope, document.Id, ct),
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

    /// <summary>The published pages that stand at the root of the site, by title; what a front page can show of them.</summary>
    public static async Task<IReadOnlyList<NamedLink>> RootsAsync(PageScope scope, CancellationToken ct)
    {
        TagTree(scope);
        var roots = await scope.ReadAsync(session => session.DocumentsInSpaceAsync(ContentModule.Tree, ct), ct);
        var found = Listing.Window(
            scope.Request.Tenant.Index, new SearchQuery { Types = [.. ContentModule.InTree], Ids = roots, Language = scope.Language, Sort = SearchSort.Title, Without = Listing.NotHiddenFrom(PageListing.Menus) }, 0, MostRoots);
        var pages = await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct);
        return [.. pages.Where(p => p.As<TreeBody>().Parent is null).Select(p => Entry(scope, p))];
    }

    /// <summary>The published pages directly below one.</summary>
    public static async Task<IReadOnlyList<NamedLink>> BelowAsync(PageScope scope, Guid id, CancellationToken ct)
    {
        TagTree(scope);
        var found = Listing.All(scope.Request.Tenant.Index, new SearchQuery
        {
            Types = [.. ContentModule.InTree],
            Language = scope.Language,
            Sort = SearchSort.Title,
            Filters = new Dictionary<string, FacetFilter> { [Parent] = new([id.ToString()]) },
            Without = Listing.NotHiddenFrom(PageListing.Menus),
        });
        return [.. (await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct)).Select(c => Entry(scope, c))];
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
