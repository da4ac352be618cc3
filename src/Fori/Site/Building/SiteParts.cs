using Fori.Content.Links;
using Fori.Content.Types.Alerts;
using Fori.Content.Types.Menus;
using Fori.Nodes;
using Fori.Search;
using Fori.Store;

namespace Fori.Site.Building;

/// <summary>What editors put on every page: menus and alerts. Every page hangs on them, so a new alert is on all of them at once.</summary>
internal sealed record SiteParts
{
    private const int Most = 100;

    public static SiteParts None { get; } = new();

    /// <summary>Null where no menu is published: the site's own sections stand there.</summary>
    public IReadOnlyList<MenuTopic>? MainMenu { get; private init; }

    public IReadOnlyList<NamedLink> FooterLinks { get; private init; } = [];

    /// <summary>Those in force, the gravest first.</summary>
    private IReadOnlyList<PlacedAlert> Alerts { get; init; } = [];

    /// <summary>The alerts that stand on the page that is made, without those that its visitor closed.</summary>
    public IReadOnlyList<AlertView> AlertsOn(PageScope scope) =>
        [.. Alerts.Where(a => (a.View.Section is null || a.View.Section == scope.Section?.Id) && AlertRules.StandsOn(scope, a.Targets) && !(a.View.Token is { } token && scope.Request.Dismissed.Contains(token))).Select(a => a.View)];

    public static async Task<SiteParts> LoadAsync(PageScope scope, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Menu)));
        scope.Tag(Tags.List(nameof(Alert)));
        // By themselves: alerts that ended stay in the index, and must not push the menus out of the window.
        var found = new[] { nameof(Menu), nameof(Alert) }
            .SelectMany(type => Listing.Window(scope.Request.Tenant.Index, new SearchQuery { Types = [type], Language = scope.Language, Sort = SearchSort.Changed }, 0, Most).Hits).ToList();
        if (found.Count == 0)
        {
            return None;
        }

        var documents = await scope.LoadAsync([.. found.Select(h => h.Id)], ct);
        var main = RowsOf(scope, documents, MenuPlace.Main);
        var footer = RowsOf(scope, documents, MenuPlace.Footer);
        var alerts = documents.Where(d => d.Body is Alert).Select(d => (Document: d, Alert: d.As<Alert>(), Link: LinkOf(scope, d))).ToList();
        await PageLinks.ResolveAsync(
            scope, [.. (main ?? []).Concat(footer ?? []).SelectMany(i => i.Children.Prepend(i)), .. alerts.Select(a => a.Link).OfType<PageLink>()], ct);
        await scope.ResolveAsync(alerts.SelectMany(a => a.Alert.Targets).Select(t => RefKey.Of(t.Branch)), ct);
        return new SiteParts
        {
            MainMenu = main?.Select(i => TopicOf(scope, i)).OfType<MenuTopic>().ToList(),
            FooterLinks = [.. (footer ?? []).Select(i => PageLinks.Of(scope, i)).OfType<NamedLink>()],
            Alerts = [.. alerts.Where(a => IsNow(scope, a.Alert)).OrderByDescending(a => a.Alert.Severity).Select(a => new PlacedAlert(
                a.Alert.Targets,
                new AlertView
                {
                    Severity = a.Alert.Severity,
                    Section = a.Alert.Section?.Id,
                    Title = scope.NameOf(a.Document),
                    Message = scope.Say(a.Alert.Message),
                    Link = a.Link is null ? null : PageLinks.Of(scope, a.Link),
                    Token = AlertRules.MayBeClosed(a.Alert) ? AlertRules.TokenOf(a.Document.Id, a.Document.Row.Version) : null,
                }))],
        };
    }

    private static IReadOnlyList<MenuItem>? RowsOf(PageScope scope, IReadOnlyList<LoadedDocument> documents, MenuPlace place) =>
        documents.Select(d => d.Body).OfType<Menu>().FirstOrDefault(m => m.Place == place) is { } menu ? InFirst(scope, menu.Items) : null;

    /// <summary>The entries in the page's language; a language without any shows those of the next.</summary>
    public static IReadOnlyList<MenuItem>? InFirst(PageScope scope, IReadOnlyDictionary<string, IReadOnlyList<MenuItem>> items) =>
        scope.Languages.Select(l => items.GetValueOrDefault(l)).FirstOrDefault(rows => rows is { Count: > 0 });

    /// <returns>Null when the entry leads nowhere.</returns>
    public static MenuTopic? TopicOf(PageScope scope, MenuItem item)
    {
        if (PageLinks.Of(scope, item) is not { } link)
        {
            return null;
        }

        var children = item.Children.Select(c => PageLinks.Of(scope, c)).OfType<NamedLink>().ToList();
        return new MenuTopic(link.Name.Text, link.Url, children) { IsCurrent = IsWithin(scope.Request.Path, link.Url) || children.Any(c => IsWithin(scope.Request.Path, c.Url)) };
    }

    private static bool IsWithin(string path, string url) => path == url || path.StartsWith(url + "/", StringComparison.Ordinal);

    private static PageLink? LinkOf(PageScope scope, LoadedDocument alert) =>
        scope.Languages.Select(l => alert.As<Alert>().Links.GetValueOrDefault(l)).FirstOrDefault(rows => rows is { Count: > 0 })?[0];

    // The page ends when an alert begins or ends.
    private static bool IsNow(PageScope scope, Alert alert)
    {
        var now = scope.Request.Now;
        if (alert.Until is { } until && until <= now)
        {
            return false;
        }

        if (alert.Until is { } ends)
        {
            scope.EndsAt(ends);
        }

        if (alert.From is { } from && from > now)
        {
            scope.EndsAt(from);
            return false;
        }

        return true;
    }

    private sealed record PlacedAlert(IReadOnlyList<AlertTarget> Targets, AlertView View);
}
