using Fori.Content.Editing;
using Fori.Documents;
using Fori.Nodes;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>Pages of what is no longer kept up: every type's own page, with a mark, and out of search engines.</summary>
internal static class ArchivedPages
{
    public static async Task<PageView> MarkedAsync(PageScope scope, LoadedDocument document, PageView page, CancellationToken ct)
    {
        // A past day shows what was shown then.
        if (!document.Row.IsHistorical || scope.AsOf is not null)
        {
            return page;
        }

        var at = await scope.ReadAsync(session => EditorDesk.ArchivedAtAsync(session, document.Id, ct), ct);
        var sentence = at is { } since
            ? SiteWords.Say("archived.on", scope.Language, ("day", UiText.For(SiteWords.Spoken(scope.Language)).Day(LocalDays.DayOf(since))))
            : SiteWords.Say("archived.sentence", scope.Language);
        return page with { Frame = page.Frame with { NoIndex = true, Archived = new ArchivedView(SiteWords.Say("archived.heading", scope.Language), sentence) } };
    }
}
