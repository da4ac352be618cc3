using Fori.Access;
using Fori.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.MediaLibrary;

/// <summary>Public files whose rights have ended or end within a month, for those who publish media.</summary>
internal sealed class EndingRights(EditorDesk desk, Node node) : IWorkListSource
{
    public async Task<IReadOnlyList<WorkListPart>> PartsAsync(HttpContext http, CancellationToken ct)
    {
        if (!Rights.MaySomewhere(http.Staff(), ContentAction.Publish, nameof(Media)))
        {
            return [];
        }

        var (words, today) = (http.Words(), LocalDays.DayOf(node.Clock.GetUtcNow()));
        var settings = await SiteSettings.LoadAsync(http.Node(), ct);
        var type = node.Types[nameof(Media)];
        var items = (await desk.ListAsync(http.Node().Tenant, type, MediaPages.MostLooked, ct))
            .Where(f => f.Document.Published is not null && Rights.May(http.Staff(), ContentAction.Publish, nameof(Media), null, SectionOf.Body(type, f.Document.Id, f.Draft.Body), true))
            .Select(f => (Found: f, Media: type.TryRead(f.Draft.Body, out _) as Media))
            .Where(f => f.Media?.RightsUntil is { } until && until < today.AddDays(MediaPages.DaysBefore))
            .OrderBy(f => f.Media!.RightsUntil) // Filtered.
            .Select(f => new WorkItem(
                MediaPages.TitleOf(f.Media!, settings, words),
                words.With(SentenceOf(f.Media!, today), ("day", words.Ui.Day(f.Media!.RightsUntil!.Value))), // As above.
                words["media.rights.act"], MediaPages.PathOf(f.Found.Document.Id)))
            .ToList();
        return items.Count == 0 ? [] : [new WorkListPart(words["media.rights.heading"], items)];
    }

    private static string SentenceOf(Media media, DateOnly today) =>
        MediaChecks.RightsEnded(media, today) ? "media.rights.ended" : "media.rights.ending";
}
