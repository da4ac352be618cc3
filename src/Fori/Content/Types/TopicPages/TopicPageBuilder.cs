using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Content.Blocks;
using Fori.Content.Types.Terms;
using Fori.Content.Links;

namespace Fori.Content.Types.TopicPages;

/// <summary>A door to a subject.</summary>
public sealed record TopicPageView : PageView
{
    public required Phrase Name { get; init; }

    public Phrase? Lead { get; init; }

    public RichPhrase? Intro { get; init; }

    public PictureView? Picture { get; init; }

    /// <summary>What most come for; a note marks those where something is done.</summary>
    public IReadOnlyList<NamedLink> Tasks { get; init; } = [];

    public IReadOnlyList<BlockView> Blocks { get; init; } = [];

    /// <summary>Pages below it in the tree.</summary>
    public PagesBelow Below { get; init; } = PagesBelow.None;

    public required DateOnly UpdatedOn { get; init; }

    public required TermsView Terms { get; init; }
}

internal static class TopicPageBuilder
{
    private const int MostTasks = 6;

    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var topic = document.As<TopicPage>();
        var language = document.Title.In(scope.Languages)?.Language;
        var below = await ContentPageBuilder.BelowAsync(scope, document, ct);
        return new TopicPageView
        {
            Frame = await ContentPageBuilder.FrameAsync(scope, document, ct, parts => parts with { UrlIn = language => scope.UrlOf(document, language) + below.Asked }),
            Name = scope.NameOf(document),
            Lead = scope.Say(topic.Summary),
            Intro = scope.Rich(topic.Intro),
            Picture = await ContentPageBuilder.PictureAsync(scope, topic, ct),
            Tasks = language is not null && topic.TopTasks.TryGetValue(language, out var tasks) ? await PageLinks.OfAsync(scope, [.. tasks.Take(MostTasks)], ct) : [],
            Blocks = await ContentPageBuilder.BlocksAsync(scope, document.Title, topic.Body, ct),
            Below = below,
            UpdatedOn = LocalDays.DayOf(document.Row.At),
            Terms = await TermViews.OfAsync(scope, document, ct),
        };
    }
}
