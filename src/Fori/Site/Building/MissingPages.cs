using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>Pages for addresses where nothing is shown: 404 and 410.</summary>
internal static class MissingPages
{
    public static async Task<PageView> NotFoundAsync(PageScope scope, CancellationToken ct) => new NotFoundView
    {
        Frame = FrameBuilder.Of(scope, new FrameParts
        {
            Title = SiteWords.Say("not-found", scope.Language),
            UrlIn = language => $"/{language}/",
            NoIndex = true,
        }),
        Likely = await SearchPageBuilder.LikelyAsync(scope, scope.Request.Path, ct),
    };

    /// <param name="name">As it was last called.</param>
    public static async Task<PageView> GoneAsync(PageScope scope, LocalizedText name, DateOnly? withdrawnOn, CancellationToken ct) => new GoneView
    {
        Frame = FrameBuilder.Of(scope, new FrameParts
        {
            Title = SiteWords.Say("gone", scope.Language),
            UrlIn = language => $"/{language}/",
            NoIndex = true,
        }),
        Name = scope.Say(name),
        WithdrawnOn = withdrawnOn,
        Likely = await SearchPageBuilder.LikelyAsync(scope, scope.Request.Path, ct),
    };

    /// <summary>A link to a section in which nothing is written yet.</summary>
    public static PageView PreviewEmpty(PageScope scope) => new TextPageView
    {
        Frame = FrameBuilder.Of(scope, new FrameParts
        {
            Title = SiteWords.Say("preview-empty", scope.Language),
            UrlIn = language => $"/{language}/",
            NoIndex = true,
        }),
        Heading = SiteWords.Say("preview-empty", scope.Language),
        Lead = SiteWords.Say("preview-empty.what", scope.Language),
    };

    /// <summary>A link to a draft that has ended, was taken back or never was.</summary>
    public static PageView PreviewEnded(PageScope scope) => new TextPageView
    {
        Frame = FrameBuilder.Of(scope, new FrameParts
        {
            Title = SiteWords.Say("preview-ended", scope.Language),
            UrlIn = language => $"/{language}/",
            NoIndex = true,
        }),
        Heading = SiteWords.Say("preview-ended", scope.Language),
        Lead = SiteWords.Say("preview-ended.what", scope.Language),
    };
}
