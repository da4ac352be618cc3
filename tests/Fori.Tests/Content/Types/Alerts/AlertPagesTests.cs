using System.Net;
using Fori.Access;
using Fori.Tests.Admin;

namespace Fori.Tests.Content.Types.Alerts;

/// <summary>Where alerts stand on the site, and how visitors close them, without scripts and through the cache.</summary>
public sealed class AlertPagesTests
{
    private static readonly string[] Titles = ["Haun huolto", "Hallit kiinni", "Sivujen huolto"];

    [Fact]
    public async Task An_emergency_is_on_pages_that_were_kept_at_once_and_ends_by_itself()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        await saara.PublishAsync(("title.fi", "Uimahalli"));
        var visitor = town.Visit();
        (await saara.GetAsync("/fi/uimahalli")).Text.ShouldNotContain("Keitä juomavesi.");

        await saara.AlertAsync(town, "Emergency", "Vesi ei kelpaa juotavaksi");

        visitor.Cookies["fori-seq"] = saara.Cookies["fori-seq"];
        foreach (var path in new[] { "/fi/uimahalli", "/fi/", "/fi/palvelut", "/fi/haku?q=a" })
        {
            (await visitor.GetAsync(path)).Text.ShouldContain("Vesi ei kelpaa juotavaksi", customMessage: path);
        }

        town.Clock.Ahead = TimeSpan.FromHours(7);
        (await visitor.GetAsync("/fi/uimahalli")).Text.ShouldNotContain("Vesi ei kelpaa juotavaksi");
    }

    [Fact]
    public async Task A_visitor_closes_an_alert_and_does_not_see_it_again_and_everybody_else_does()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        await saara.AlertAsync(town, "Minor", "Silta on poikki", ("dismissible", "true"));
        var (visitor, other) = (town.Visit(), town.Visit());
        visitor.Cookies["fori-seq"] = other.Cookies["fori-seq"] = saara.Cookies["fori-seq"];
        var shown = await visitor.GetAsync("/fi/palvelut");
        shown.Text.ShouldContain("Silta on poikki");
        shown.Headers["Vary"].ShouldContain("Cookie");

        var closed = await visitor.PostAsync("/alerts/dismissal", ("alert", TokenIn(shown.Text)), ("back", "/fi/palvelut"));

        closed.Status.ShouldBe(HttpStatusCode.SeeOther);
        closed.Location.ShouldBe("/fi/palvelut");
        for (var again = 0; again < 2; again++)
        {
            var own = await visitor.GetAsync("/fi/palvelut");
            own.Text.ShouldNotContain("Silta on poikki");
            own.Headers["Cache-Control"].ShouldContain("private");
            own.Headers["Vary"].ShouldContain("Cookie");
            (await visitor.GetAsync("/fi/")).Text.ShouldNotContain("Silta on poikki");
            (await other.GetAsync("/fi/palvelut")).Text.ShouldContain("Silta on poikki");
        }
    }

    [Fact]
    public async Task A_closed_alert_that_goes_out_changed_is_shown_again()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var form = await saara.AlertAsync(town, "Minor", "Silta on poikki", ("dismissible", "true"));
        var visitor = town.Visit();
        visitor.Cookies["fori-seq"] = saara.Cookies["fori-seq"];
        await visitor.PostAsync("/alerts/dismissal", ("alert", TokenIn((await visitor.GetAsync("/fi/")).Text)), ("back", "/fi/"));
        (await visitor.GetAsync("/fi/")).Text.ShouldNotContain("Silta on poikki");

        await saara.AlertAsync(town, 1, form, "Minor", "Silta on poikki, kiertotie on auki", ("dismissible", "true"));

        visitor.Cookies["fori-seq"] = saara.Cookies["fori-seq"];
        (await visitor.GetAsync("/fi/")).Text.ShouldContain("kiertotie on auki");
    }

    [Fact]
    public async Task An_emergency_cannot_be_closed_whatever_the_editor_or_a_cookie_says()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var form = await saara.AlertAsync(town, "Emergency", "Vesi ei kelpaa juotavaksi", ("dismissible", "true"));
        var visitor = town.Visit();
        visitor.Cookies["fori-seq"] = saara.Cookies["fori-seq"];
        var page = await visitor.GetAsync("/fi/");
        page.Text.ShouldNotContain("/alerts/dismissal");

        for (var version = 1; version < 4; version++)
        {
            await visitor.PostAsync("/alerts/dismissal", ("alert", $"{Guid.Parse(form.Split('/')[^1]):N}.{version}"), ("back", "/fi/"));
        }

        (await visitor.GetAsync("/fi/")).Text.ShouldContain("Vesi ei kelpaa juotavaksi");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/fi/\r\nSet-Cookie: a=b")]
    public async Task Closing_leads_back_to_this_site_only(string back)
    {
        await using var town = await AdminTown.StartAsync();
        var visitor = town.Visit();

        var answer = await visitor.PostAsync("/alerts/dismissal", ("alert", $"{Guid.NewGuid():N}.1"), ("back", back));

        answer.Location.ShouldBe("/");
    }

    [Fact]
    public async Task Closing_takes_a_form_of_this_site_with_a_token_and_nothing_else()
    {
        await using var town = await AdminTown.StartAsync();
        var visitor = town.Visit();
        var token = $"{Guid.NewGuid():N}.1";

        (await visitor.PostAsync("/alerts/dismissal", ("alert", "x!y"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.PostWithAsync([("Origin", "https://evil.example")], "/alerts/dismissal", ("alert", token))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.PostWithAsync([("Sec-Fetch-Site", "cross-site")], "/alerts/dismissal", ("alert", token))).Status.ShouldBe(HttpStatusCode.Forbidden);
        visitor.Cookies.ShouldBeEmpty();
        (await visitor.PostWithAsync([("Referer", $"http://{AdminTown.Own}.localhost:{town.Host.Client.BaseAddress?.Port}/fi/haku?q=vene")], "/alerts/dismissal", ("alert", token), ("back", "/fi/haku"))).Location.ShouldBe("/fi/haku?q=vene");
    }

    [Fact]
    public async Task An_alert_stands_where_its_targets_say()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var above = await saara.PublishAsync(("title.fi", "Liikunta"));
        await saara.PublishAsync(("title.fi", "Uimahalli"), ("parent", EditedTown.IdOf(above)));
        await saara.PublishAsync(("title.fi", "Liikuntaneuvonta"));
        await saara.AlertAsync(town, "Info", "Haun huolto", ("targets:count", "1"), ("targets.0.section", "search"));
        await saara.AlertAsync(town, "Info", "Hallit kiinni", ("targets:count", "1"), ("targets.0.branch", EditedTown.IdOf(above)));
        await saara.AlertAsync(town, "Info", "Sivujen huolto", ("targets:count", "1"), ("targets.0.type", "Page"));

        async Task<string[]> OnAsync(string path)
        {
            var text = (await saara.GetAsync(path)).Text;
            return [.. Titles.Where(text.Contains)];
        }

        (await OnAsync("/fi/haku")).ShouldBe(["Haun huolto"]);
        (await OnAsync("/fi/liikunta")).ShouldBe(["Hallit kiinni", "Sivujen huolto"]);
        (await OnAsync("/fi/liikunta/uimahalli")).ShouldBe(["Hallit kiinni", "Sivujen huolto"]);
        (await OnAsync("/fi/liikuntaneuvonta")).ShouldBe(["Sivujen huolto"]);
        (await OnAsync("/fi/")).ShouldBeEmpty();
        (await OnAsync("/fi/varoitukset")).ShouldBe(["Haun huolto", "Hallit kiinni", "Sivujen huolto"]);
    }

    [Fact]
    public async Task More_than_two_alerts_fold()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        foreach (var title in new[] { "Yksi", "Kaksi", "Kolme" })
        {
            await saara.AlertAsync(town, "Info", title);
        }

        var page = (await saara.GetAsync("/fi/")).Text;

        var fold = page.IndexOf("<details>", page.IndexOf("class=\"alerts\"", StringComparison.Ordinal), StringComparison.Ordinal);
        page[..fold].Split("class=\"alert info\"").Length.ShouldBe(3);
        page[fold..].Split("class=\"alert info\"").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Alerts_that_ended_long_ago_do_not_push_the_menu_off_the_pages()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        await saara.GetAsync("/admin/content/Menu/new");
        (await saara.PostAsync(
            "/admin/content/Menu/" + Guid.CreateVersion7(), ("expected", "0"), ("act", "publish:fi"), ("name.fi", "Päävalikko"), ("place", "Main"), ("items.fi:count", "1"),
            ("items.fi.0.label", "Venesatama"), ("items.fi.0.url", "/fi/haku?q=vene"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        for (var day = 0; day < 101; day++)
        {
            await saara.AlertAsync(town, "Info", $"Katko {day}");
        }

        (await saara.GetAsync("/fi/")).Text.ShouldContain("Venesatama");
    }

    private static string TokenIn(string page) => page.Split("name=\"alert\" value=\"")[1].Split('"')[0];
}
