using Fori.Content.Blocks;
using Fori.Content.Types.Pages;
using Fori.Documents;
using Fori.Nodes;
using Fori.Search;
using Fori.Store;

namespace Fori.Site.Building;

/// <summary>A page that editors wrote, with what stands above and below it in the tree.</summary>
internal static class ContentPageBuilder
{
    private const string Parent = "parent";
    private const int Deepest = 12;

    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var page = document.As<Page>();
        var lead = scope.Say(page.Summary);
        return new ContentPageView
        {
            Frame = FrameBuilder.Of(scope, new FrameParts
            {
                Title = scope.NameOf(document).Text,
                Description = lead?.Text,
                UrlIn = language => scope.UrlOf(document, language),
                IsIn = language => PageScope.IsIn(document, language),
                Crumbs = await AboveAsync(scope, page, ct),
                JsonUrl = $"/api/v1/{document.Type.Name}/{document.Id}",
            }),
            Name = scope.NameOf(document),
            Lead = lead,
            Blocks = BlocksOf(scope, document.Title, page.Body),
            Children = await BelowAsync(scope, document.Id, ct),
            UpdatedOn = LocalDays.DayOf(document.Row.At),
        };
    }

    /// <summary>The published pages that stand at the root of the site.</summary>
    public static async Task<IReadOnlyList<NamedLink>> RootsAsync(PageScope scope, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Page)));
        var all = Listing.All(scope.Request.Tenant.Index, new SearchQuery { Types = [nameof(Page)], Language = scope.Language, Sort = SearchSort.Title });
        if (all.Total == 0)
        {
            return [];
        }

        var pages = await scope.LoadAsync([.. all.Hits.Select(h => h.Id)], ct);
        return [.. pages.Where(p => p.As<Page>().Parent is null).Select(p => scope.Link(p) with { Note = scope.Say(p.As<Page>().Summary) })];
    }

    private static async Task<IReadOnlyList<NamedLink>> BelowAsync(PageScope scope, Guid id, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Page)));
        var found = Listing.All(scope.Request.Tenant.Index, new SearchQuery
        {
            Types = [nameof(Page)],
            Language = scope.Language,
            Sort = SearchSort.Title,
            Filters = new Dictionary<string, FacetFilter> { [Parent] = new([id.ToString()]) },
        });
        return [.. (await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct)).Select(c => scope.Link(c) with { Note = scope.Say(c.As<Page>().Summary) })];
    }

    // From the root down; a page above that is not public leaves its place out.
    private static async Task<IReadOnlyList<NamedLink>> AboveAsync(PageScope scope, Page page, CancellationToken ct)
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
            above = parent.As<Page>().Parent;
        }

        return crumbs;
    }

    // The body is shown in the language of the title, so that a page never mixes two: what lacks it there is not written yet.
    private static IReadOnlyList<BlockView> BlocksOf(PageScope scope, LocalizedText title, IReadOnlyDictionary<string, IReadOnlyList<Block>> body)
    {
        var language = title.In(scope.Languages)?.Language;
        return language is null || !body.TryGetValue(language, out var blocks) ? [] : [.. blocks.Select(b => Of(b)).OfType<BlockView>()];

        BlockView? Of(Block block) => block switch
        {
            TextBlock text => RichText.Sanitise(text.Html ?? "") is { Length: > 0 } safe ? new TextBlockView(new RichPhrase(safe, scope.Foreign(language))) : null,
            _ => throw new InvalidOperationException($"No view shows a {block.GetType().Name}."),
        };
    }
}
