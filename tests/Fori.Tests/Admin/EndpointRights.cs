using System.Globalization;
using Fori.Access;
using static Fori.Access.ContentAction;

namespace Fori.Tests.Admin;

/// <summary>What each endpoint of the admin asks for. An endpoint that is not here fails a test.</summary>
internal static class EndpointRights
{
    public const string Write = "POST " + Document;
    private const string Document = "/admin/content/{type}/{id:guid}";
    private const string Media = "/admin/media/{id:guid}";

    private static readonly string[] Languages = ["fi", "sv"];

    private static readonly ContentAction[] Managing = [ManageMembers, ManageLook, ManageMenus, ManageTypes];

    private static readonly string[] Written = [.. Fori.Content.ContentModule.Types.Select(t => t.Name)];

    /// <summary>Pages without a document: what is lacking, or null.</summary>
    public static readonly IReadOnlyList<(string Endpoint, Func<StaffUser, ContentAction?> Lacking, string Path)> OfTheSite =
    [
        ("GET /admin/content", u => Somewhere(u, View), "/admin/content"),
        ("GET /admin/content/tree", u => Any(u, View, ["Page", "TopicPage"]), "/admin/content/tree"),
        ("GET /admin/content/export.csv", u => Somewhere(u, View), "/admin/content/export.csv"),
        .. ((string[])["Page", "NewsItem", "Alert", "Redirect", "Menu"]).SelectMany<string, (string, Func<StaffUser, ContentAction?>, string)>(type =>
        [
            ("GET /admin/content/{type}", u => Any(u, View, [type]), $"/admin/content/{type}"),
            ("GET /admin/content/{type}/new", u => type is "Redirect" or "Menu" ? Rights.May(u, Create, type, null, null, true) ? null : Create : Any(u, Create, [type]), $"/admin/content/{type}/new"),
        ]),
        ("GET /admin/media", u => Any(u, View, ["Media"]), "/admin/media"),
        ("GET /admin/media/upload", u => Any(u, Create, ["Media"]), "/admin/media/upload"),
        ("POST /admin/media/upload", u => Any(u, Create, ["Media"]), "/admin/media/upload"),
        ("GET /admin/coming", u => Somewhere(u, View), "/admin/coming"),
        ("GET /admin/bin", u => Written.Any(t => Rights.MaySomewhere(u, Delete, t)) ? null : Delete, "/admin/bin"),
        .. ((string[])["GET /admin/hand-over", "GET /admin/hand-over/{id:guid}", "POST /admin/hand-over/{id:guid}"]).Select<string, (string, Func<StaffUser, ContentAction?>, string)>(
            e => (e, u => Rights.May(u, ManageUsers, null, null, null, false) || u.Grants.Any(g => g.Section is { } s && Rights.May(u, ManageMembers, null, null, s, false)) ? null : ManageUsers, Filled(e.Split(' ')[1], "", Guid.Empty))),
        Managed("GET /admin/settings/sign-in"), Managed("POST /admin/settings/sign-in"), Managed("POST /admin/people/{id:guid}/unlink"),
        Managed("GET /admin/people"), Managed("GET /admin/people/new"), Managed("POST /admin/people/new"), Managed("GET /admin/outbox"),
        Managed("GET /admin/outbox/{id:guid}"), Managed("POST /admin/outbox/{id:guid}/retry"),
        Managed("GET /admin/people/{id:guid}"), Managed("POST /admin/people/{id:guid}"),
        .. ((string[])["roles", "roles/take", "invitation", "invitation/revoke", "close", "open", "sessions", "two-factor", "remove"]).Select(act => Managed("POST /admin/people/{id:guid}/" + act)),
        Managed("GET /admin/people/{id:guid}/remove"),
        ("GET /admin/sections", u => Managing.Any(a => Rights.MaySomewhere(u, a)) ? null : ManageMembers, "/admin/sections"),
        ("GET /admin/settings/look", u => Rights.May(u, ManageLook, null, null, null, false) ? null : ManageLook, "/admin/settings/look"),
        ("POST /admin/settings/look", u => Rights.May(u, ManageLook, null, null, null, false) ? null : ManageLook, "/admin/settings/look"),
        ("GET /admin/alert-now", u => MayAlert(u) ? null : Publish, "/admin/alert-now"),
        ("POST /admin/alert-now", u => !Rights.May(u, Create, "Alert", null, null, true) ? Create : MayAlert(u) ? null : Publish, "/admin/alert-now"),
        ("GET /admin/content/{type}/of/{record:guid}", u => Rights.May(u, View, "ServicePage", null, null, true) ? null : View, $"/admin/content/ServicePage/of/{Guid.Empty}"),
        ("GET /admin/replace", u => Written.Any(t => Rights.MaySomewhere(u, SendBack, t)) ? null : SendBack, "/admin/replace"),
        ("POST /admin/replace", u => Written.Any(t => Rights.MaySomewhere(u, SendBack, t)) ? null : SendBack, "/admin/replace"),
        ("GET /admin/missed-searches", ManagesTerms, "/admin/missed-searches"),
        ("POST /admin/missed-searches", ManagesTerms, "/admin/missed-searches"),
        ("GET /admin/missed-searches/synonym", ManagesTerms, "/admin/missed-searches/synonym"),
        ("GET /admin/words", ManagesTerms, "/admin/words"),
        ("POST /admin/words", ManagesTerms, "/admin/words"),
        ("GET /admin/links", SeesSomething, "/admin/links"),
        ("POST /admin/links", SeesSomething, "/admin/links"),
        .. ((string[])["GET /admin/settings", "POST /admin/settings", "POST /admin/settings/logo", "GET /admin/settings/fields", "POST /admin/settings/fields", "GET /admin/settings/fields/remove", "POST /admin/settings/fields/remove", "GET /admin/first-steps", "POST /admin/first-steps/structure"])
            .Select<string, (string, Func<StaffUser, ContentAction?>, string)>(e => (e, u => Rights.May(u, ManageSettings, null, null, null, false) ? null : ManageSettings, e.Split(' ')[1])),
        ("GET /admin/access-log", u => Rights.May(u, ReadAccessLog, null, null, null, false) ? null : ReadAccessLog, "/admin/access-log"),
    ];

    /// <summary>Of one section, whatever else of it the person may do.</summary>
    public static readonly IReadOnlyList<(string Endpoint, ContentAction Action)> OfSections =
    [
        .. ((string, ContentAction)[])[("members", ManageMembers), ("look", ManageLook), ("menu", ManageMenus), ("types", ManageTypes)] is var pages
            ? pages.SelectMany<(string Page, ContentAction Action), (string, ContentAction)>(p => [("GET /admin/sections/{id:guid}/" + p.Page, p.Action), ("POST /admin/sections/{id:guid}/" + p.Page, p.Action)])
            : [],
        ("POST /admin/sections/{id:guid}/members/take", ManageMembers),
    ];

    public static readonly IReadOnlyList<DocumentAsk> OfDocuments =
    [
        new("GET " + Document),
        new("GET " + Document + "/history"),
        new("GET " + Document + "/compare", Query: "?from=1&to=2"),
        new("GET " + Document + "/uses"),
        new("GET " + Document + "/preview/{language}", Of: t => t != "Media"),
        .. Languages.SelectMany(l => (DocumentAsk[])
        [
            new(Write, Edit, l, f => [("act", "save"), (f.Type == "Menu" ? $"name.{l}" : $"title.{l}", $"Muutettu {l} {Guid.NewGuid()}")], Of: t => t != "Redirect"),
            new(Write, Submit, l, _ => [("act", $"submit:{l}")], Of: t => t is "Page" or "NewsItem" or "Alert"),
            new("POST " + Document + "/send-back", SendBack, l, _ => [("send-back-language", l), ("comment", "Korjaa")]),
            new("POST " + Document + "/schedule", Publish, l, _ => [("act", "publish"), ("plan-language", l), ("plan-day", "2098-01-01"), ("plan-time", "10:00")]),
            new("POST " + Document + "/schedule", Withdraw, l, _ => [("act", "withdraw"), ("plan-language", l), ("plan-day", "2098-02-01"), ("plan-time", "10:00")]),
            new("POST " + Document + "/unschedule", Publish, l, _ => [("act", "publish"), ("language", l)]),
            new("POST " + Document + "/unschedule", Withdraw, l, _ => [("act", "withdraw"), ("language", l)]),
        ]),
        new(Write, Edit, null, _ => [("act", "save"), ("to", $"/fi/{Guid.NewGuid()}")], Of: t => t == "Redirect"),
        new("POST " + Document + "/autosave", Edit, null, _ => [("tab", Guid.NewGuid().ToString()), ("title.fi", "Kesken")], InAnyLanguage: true),
        new("POST " + Document + "/link", Edit, null, _ => [], InAnyLanguage: true),
        new("POST " + Document + "/revoke", Edit, null, _ => [("link", Guid.NewGuid().ToString())], InAnyLanguage: true),
        new("POST " + Document + "/confirm", Edit, null, _ => [], InAnyLanguage: true),
        new("POST " + Document + "/review-day", Edit, null, _ => [("review-day", "2090-01-01")], InAnyLanguage: true),
        new("POST " + Document + "/discard", Edit, "fi", _ => [], Of: t => t is "Page" or "NewsItem" or "Alert"),
        new("POST " + Document + "/restore", Restore, null, _ => [("version", "1")]),
        new("GET " + Document + "/delete", Delete),
        .. Languages.Select(l => new DocumentAsk(Write, Publish, l, _ => [("act", $"publish:{l}")], Of: t => t is "Page" or "NewsItem" or "Alert")),
        .. Languages.Select(l => new DocumentAsk("POST " + Document + "/withdraw-language", Withdraw, l, _ => [("language", l)])),
        .. Languages.Select(l => new DocumentAsk("POST " + Document + "/up-to-date", Edit, l, _ => [("language", l)])),
        new("POST " + Document + "/owner", Edit, null, _ => [("owner", Guid.NewGuid().ToString())]),
        new("POST " + Document + "/archive", Archive, null, _ => [("expected", "0")], IsStale: true),
        new("POST " + Document + "/unarchive", Restore, null, _ => [("expected", "0")], IsStale: true),
        new("POST " + Document + "/withdraw", Withdraw),
        new("GET " + Media, Of: t => t == "Media"),
        new("GET " + Media + "/file/{name}", Of: t => t == "Media"),
        new("POST " + Media + "/focus", Edit, null, _ => [("x", "10"), ("y", "10")], Of: t => t == "Media"),
        new("POST " + Media + "/replace", Edit, Of: t => t == "Media"),
        new("POST " + Media + "/delete", Archive, null, _ => [("expected", "0")], Of: t => t == "Media", IsStale: true),
        new("POST /admin/bin/{id:guid}", Delete, NeedsView: false, Of: t => t != "Media", IsOfOthers: true),
        new("POST " + Document + "/delete", Delete, null, _ => [("expected", "0")], IsStale: true),
    ];

    /// <summary>Nobody else's: open to whoever is signed in, and about nothing but what is theirs or what they may see.</summary>
    public static readonly IReadOnlyList<string> OfThePerson =
    [
        "GET /admin/kept/{id:guid}", "POST /admin/kept/{id:guid}/discard", "GET /admin/look/preview.css", "POST /admin/account/passkeys/options", "POST /admin/account/passkeys",
        "GET /admin/account/passkeys/{id:guid}", "POST /admin/account/passkeys/{id:guid}", "POST /admin/account/passkeys/{id:guid}/remove",
        "GET /admin", "GET /admin/search", "GET /admin/form-token", "POST /admin/content/rich-text", "POST /admin/content/views", "POST /admin/content/views/forget",
        "GET " + Document + "/autosave/{tab:guid}", "POST " + Document + "/autosave/{tab:guid}/discard",
        "GET /admin/account", "GET /admin/account/password", "POST /admin/account/password", "GET /admin/account/two-factor", "POST /admin/account/two-factor",
        "POST /admin/account/two-factor/begin", "POST /admin/account/two-factor/off", "POST /admin/account/sessions/end", "POST /admin/account/sessions/others",

        // Of many documents; each is asked of by itself (BulkRightsTests).
        "GET /admin/content/bulk", "POST /admin/content/bulk",

        // Of terms, which are none of the documents that are tried here: TermMergeContract asks.
        "GET " + Document + "/merge", "POST " + Document + "/merge",

        // They lead to the library, which asks.
        "GET /admin/content/Media", "GET /admin/content/Media/new", "GET /admin/content/Media/{id:guid}/preview/{language}",
    ];

    /// <summary>Open to everybody: how one comes in.</summary>
    public static readonly IReadOnlyList<string> WaysIn =
    [
        "POST /admin/sign-in/passkey/options", "POST /admin/sign-in/passkey",
        "GET /admin/sign-in/provider", "GET /admin/sign-in/provider/back", "POST /admin/sign-in/provider/out",
        "GET /admin/sign-in", "POST /admin/sign-in", "GET /admin/sign-in/code", "POST /admin/sign-in/code", "POST /admin/sign-out",
        "GET /admin/forgotten", "POST /admin/forgotten", "GET /admin/link/unlock/{secret}", "POST /admin/link/unlock/{secret}",
        "GET /admin/link/invitation/{secret}", "POST /admin/link/invitation/{secret}", "GET /admin/link/recovery/{secret}", "POST /admin/link/recovery/{secret}",
    ];

    public static string Filled(string pattern, string type, Guid id) => pattern
        .Replace("{type}", type, StringComparison.Ordinal).Replace("{id:guid}", id.ToString(), StringComparison.Ordinal).Replace("{tab:guid}", id.ToString(), StringComparison.Ordinal).Replace("{record:guid}", id.ToString(), StringComparison.Ordinal)
        .Replace("{language}", "fi", StringComparison.Ordinal).Replace("{name}", "original", StringComparison.Ordinal);

    private static bool MayAlert(StaffUser user) => Rights.MaySomewhere(user, Create, "Alert") && Rights.MaySomewhere(user, Publish, "Alert");

    private static ContentAction? SeesSomething(StaffUser user) => Written.Any(t => Rights.MaySomewhere(user, View, t)) ? null : View;

    private static ContentAction? ManagesTerms(StaffUser user) => Rights.May(user, ManageTerms, null, null, null, false) ? null : ManageTerms;

    private static ContentAction? Any(StaffUser user, ContentAction action, IReadOnlyList<string> types) =>
        types.Any(t => Rights.SectionsOf(user, action, t) is null or { Count: > 0 }) ? null : action;

    private static ContentAction? Somewhere(StaffUser user, ContentAction action) => Any(user, action, Written);

    private static (string, Func<StaffUser, ContentAction?>, string) Managed(string endpoint) => (
        endpoint, u => Rights.May(u, ManageUsers, null, null, null, false) ? null : ManageUsers, Filled(endpoint.Split(' ')[1], "", Guid.Empty));

    /// <param name="Action">Asked besides the right to see the document.</param>
    /// <param name="InAnyLanguage">One language is enough.</param>
    /// <param name="Of">The types it is tried with; null is all.</param>
    /// <param name="IsStale">Names an old version, so that the document is there for the next question.</param>
    /// <param name="IsOfOthers">Whose it is makes no difference.</param>
    internal sealed record DocumentAsk(
        string Endpoint, ContentAction Action = View, string? Language = null, Func<(string Type, Guid Id), (string, string)[]>? Sent = null,
        Func<string, bool>? Of = null, bool InAnyLanguage = false, bool NeedsView = true, bool IsStale = false, bool IsOfOthers = false, string Query = "")
    {
        public string Says => $"({Action}{(Language is null ? "" : " " + Language)})";

        public IEnumerable<(string, string)> Fields(string type, Guid id, int draft) =>
        [
            .. Sent?.Invoke((type, id)) ?? [],
            .. IsStale ? [] : new[] { ("expected", draft.ToString(CultureInfo.InvariantCulture)) },
        ];

        /// <returns>Null when the table allows it.</returns>
        public ContentAction? Lacking(StaffUser user, string type, Guid? section, bool isOwn) =>
            NeedsView && !Rights.May(user, View, type, null, section, isOwn) ? View
            : (InAnyLanguage ? (string?[])[.. Languages] : [Language]).Any(l => Rights.May(user, Action, type, l, section, isOwn && !IsOfOthers)) ? null
            : Action;
    }
}
