using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Fori.Content.Links;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store;

namespace Fori.Content.Types.Alerts;

/// <summary>The alerts of the site: in force, to come, and those that ended lately.</summary>
public sealed record AlertsPageView : PageView
{
    public IReadOnlyList<AlertEntry> Current { get; init; } = [];

    public IReadOnlyList<AlertEntry> Coming { get; init; } = [];

    public IReadOnlyList<AlertEntry> Ended { get; init; } = [];

    /// <summary>The same for programs.</summary>
    public IReadOnlyList<NamedLink> Files { get; init; } = [];
}

/// <summary>One alert on their page.</summary>
/// <param name="Anchor">Its id on the page.</param>
/// <param name="CapUrl">The message in CAP 1.2.</param>
public sealed record AlertEntry(string Anchor, AlertView Alert, DateTimeOffset BeginsAt, DateTimeOffset? Until, DateTimeOffset? EndedAt, bool IsCancelled, DateTimeOffset PublishedAt, string CapUrl);

/// <summary>Makes the page of alerts and its files: feeds, JSON and the messages in CAP.</summary>
internal static class AlertsBuilder
{
    public const string CapEnding = ".cap.xml";
    private const string Json = "application/json; charset=utf-8";
    private const string CapType = "application/cap+xml";
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task<PageView> BuildListAsync(PageScope scope, CancellationToken ct)
    {
        var (all, language, now) = (await AllAsync(scope, ct), scope.Language, scope.Request.Now);
        var path = SiteSection.Alerts.PathIn(language);
        IReadOnlyList<AlertEntry> Entries(Func<AlertMessage, bool> which) => [.. all.Where(s => which(s.Latest)).Select(s => Entry(scope, s))];
        return new AlertsPageView
        {
            Frame = FrameBuilder.Of(scope, new FrameParts
            {
                Title = FrameBuilder.NameOf(SiteSection.Alerts, language),
                Description = SiteWords.Say("alerts.lead", language),
                UrlIn = SiteSection.Alerts.PathIn,
                JsonUrl = path + ".json",
                Feeds = [Feed(language), new FeedLink(SiteWords.Say("alerts.feed", language), path + "/feed.atom", "application/atom+xml")],
            }),
            Current = [.. Entries(m => m.IsInForce(now)).OrderByDescending(e => e.Alert.Severity)],
            Coming = [.. Entries(m => !m.IsInForce(now) && !m.IsOver(now)).OrderBy(e => e.BeginsAt)],
            Ended = [.. Entries(m => m.IsOver(now)).OrderByDescending(e => e.EndedAt)],
            Files = [new NamedLink("RSS", path + "/feed.rss"), new NamedLink("Atom", path + "/feed.atom"), new NamedLink("JSON", path + ".json")],
        };
    }

    /// <summary>The feed of alerts that every page tells of.</summary>
    public static FeedLink Feed(string language) => new(SiteWords.Say("alerts.feed", language), SiteSection.Alerts.PathIn(language) + "/feed.rss");

    /// <param name="name">What stands behind the section's address: <c>.json</c>, <c>feed.rss</c>, <c>feed.atom</c>, or a message.</param>
    /// <returns>Null when there is no such file.</returns>
    public static async Task<(string Type, byte[] Bytes)?> FileAsync(PageScope scope, string name, CancellationToken ct)
    {
        switch (name)
        {
            case ".json":
                return (Json, Write(scope, await AllAsync(scope, ct)));
            case "feed.rss" or "feed.atom":
                var feed = FeedOf(scope, await AllAsync(scope, ct), name);
                return name == "feed.rss" ? (Feeds.RssMediaType, Feeds.WriteRss(feed)) : (Feeds.AtomMediaType, Feeds.WriteAtom(feed, scope.Request.Now));
            case var message when message.EndsWith(CapEnding, StringComparison.Ordinal):
                return await MessageAsync(scope, message[..^CapEnding.Length], ct) is { } bytes ? (CapMessage.MediaType, bytes) : null;
            default:
                return null;
        }
    }

    /// <summary>Path of a message in CAP. Of all languages one: the message holds them all.</summary>
    public static string CapUrlOf(PageScope scope, AlertMessage message) => $"{SiteSection.Alerts.PathIn(scope.Settings.Languages[0])}/{message.Identifier}{CapEnding}";

    private static async Task<byte[]?> MessageAsync(PageScope scope, string identifier, CancellationToken ct)
    {
        if (identifier.Split('.') is not [{ } id, _] || !Guid.TryParseExact(id, "D", out var document) || await AlertSeries.FindAsync(scope, document, ct) is not { } series
            || series.Messages.FirstOrDefault(m => m.Identifier == identifier) is not { } message)
        {
            return null;
        }

        await ResolveAsync(scope, [series], ct);
        return CapMessage.Write(scope, series, message, language => scope.Request.Origin + PathOf(language, series));
    }

    // With those that ended lately, so that who asks now and then hears of the end.
    private static async Task<IReadOnlyList<AlertSeries>> AllAsync(PageScope scope, CancellationToken ct)
    {
        var now = scope.Request.Now;
        List<AlertSeries> all = [.. (await AlertSeries.AllAsync(scope, ct)).Where(s => !(s.Latest.EndedAt(now) < now - Remembered)).OrderByDescending(s => s.Latest.SentAt)];
        foreach (var at in all.SelectMany(s => new[] { s.Latest.BeginsAt, s.Latest.EndedAt(now) + Remembered ?? s.Latest.Alert.Until }).Where(at => at > now))
        {
            scope.EndsAt(at!.Value); // Null is after nothing.
        }

        await ResolveAsync(scope, all, ct);
        return all;
    }

    private static Task ResolveAsync(PageScope scope, IReadOnlyList<AlertSeries> all, CancellationToken ct) =>
        PageLinks.ResolveAsync(scope, all.SelectMany(s => s.Latest.Alert.Links.Values).SelectMany(l => l), ct);

    private static AlertEntry Entry(PageScope scope, AlertSeries series)
    {
        var message = series.Latest;
        var link = scope.Languages.Select(l => message.Alert.Links.GetValueOrDefault(l)).FirstOrDefault(rows => rows is { Count: > 0 })?[0];
        return new AlertEntry(
            AnchorOf(series.Document),
            new AlertView
            {
                Severity = message.Alert.Severity,
                Title = TextIn(scope, message, message.Alert.Title) ?? new Phrase(SiteWords.Say("unnamed", scope.Language)),
                Message = TextIn(scope, message, message.Alert.Message),
                Link = link is null ? null : PageLinks.Of(scope, link),
            },
            message.BeginsAt, message.Alert.Until, message.EndedAt(scope.Request.Now), message.Kind == AlertMessageKind.Cancel, series.Messages[0].SentAt, CapUrlOf(scope, message));
    }

    // Only in languages that went out.
    private static Phrase? TextIn(PageScope scope, AlertMessage message, LocalizedText text) =>
        text.In([.. scope.Languages.Where(message.Languages.Contains)]) is var (language, words) ? new Phrase(words, scope.Foreign(language)) : null;

    private static FeedView FeedOf(PageScope scope, IReadOnlyList<AlertSeries> all, string file)
    {
        var page = scope.Request.Origin + SiteSection.Alerts.PathIn(scope.Language);
        return new FeedView
        {
            Title = $"{SiteWords.Say("alerts.feed", scope.Language)} – {scope.Settings.NameIn(scope.Language)}",
            PageUrl = page,
            Url = $"{page}/{file}",
            Language = scope.Language,
            Author = scope.Settings.NameIn(scope.Language),
            Items = [.. all.Select(s => ItemOf(scope, s))],
        };
    }

    private static FeedItem ItemOf(PageScope scope, AlertSeries series)
    {
        var (message, entry) = (series.Latest, Entry(scope, series));
        var title = $"{Ui.UiText.For(scope.Language)[$"alert.severity.{message.Alert.Severity.ToString().ToLowerInvariant()}"]}: {entry.Alert.Title.Text}";
        return new FeedItem
        {
            Id = $"urn:uuid:{series.Document}",
            Title = entry.IsCancelled ? SiteWords.Say("alerts.cancelled-title", scope.Language, ("title", title)) : title,
            Url = scope.Request.Origin + PathOf(scope.Language, series),
            Summary = entry.Alert.Message?.Text,
            PublishedAt = series.Messages[0].SentAt,
            UpdatedAt = message.SentAt,
            Others = [(scope.Request.Origin + entry.CapUrl, CapType)],
        };
    }

    private static byte[] Write(PageScope scope, IReadOnlyList<AlertSeries> all)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            json.WriteString("sender", CapMessage.SenderOf(scope));
            json.WriteString("name", scope.Settings.NameIn(scope.Language));
            json.WriteStartArray("alerts");
            foreach (var series in all)
            {
                Write(json, scope, series);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, PageScope scope, AlertSeries series)
    {
        var (message, alert) = (series.Latest, series.Latest.Alert);
        json.WriteStartObject();
        json.WriteString("id", series.Document);
        json.WriteString("identifier", message.Identifier);
        json.WriteString("kind", message.Kind.ToString().ToLowerInvariant());
        json.WriteString("sentAt", message.SentAt);
        json.WriteString("severity", alert.Severity.ToString().ToLowerInvariant());
        json.WriteString("category", (alert.Category ?? AlertCategory.Other).ToString().ToLowerInvariant());
        json.WriteString("from", message.BeginsAt);
        if (alert.Until is { } until)
        {
            json.WriteString("until", until);
        }

        json.WriteBoolean("inForce", message.IsInForce(scope.Request.Now));
        foreach (var (name, text) in new[] { ("title", alert.Title), ("message", alert.Message) })
        {
            json.WriteStartObject(name);
            foreach (var language in message.Languages)
            {
                if (text.Exactly(language) is { } said)
                {
                    json.WriteString(language, said);
                }
            }

            json.WriteEndObject();
        }

        json.WriteStartObject("url");
        foreach (var language in message.Languages)
        {
            json.WriteString(language, scope.Request.Origin + PathOf(language, series));
        }

        json.WriteEndObject();
        json.WriteString("cap", scope.Request.Origin + CapUrlOf(scope, message));
        json.WriteStartArray("messages");
        foreach (var sent in series.Messages)
        {
            json.WriteStringValue(scope.Request.Origin + CapUrlOf(scope, sent));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string AnchorOf(Guid document) => $"a-{document:N}";

    private static string PathOf(string language, AlertSeries series) => $"{SiteSection.Alerts.PathIn(language)}#{AnchorOf(series.Document)}";
}
