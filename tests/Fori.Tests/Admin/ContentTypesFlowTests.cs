using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>Types of content from the editor's form to what a visitor sees.</summary>
public sealed partial class ContentTypesFlowTests
{
    [Fact]
    public async Task News_stands_in_its_list_on_the_front_page_and_in_the_feed_under_its_year()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var eero = await EditorAsync(town);

        await PublishAsync(eero, "NewsItem", ("title.fi", "Uusi lautta"), ("lead.fi", "Lautta aloittaa liikenteen."), ("publishedAt", "2025-05-02T10:00"));
        await PublishAsync(eero, "NewsItem", ("title.fi", "Silta aukeaa"), ("lead.fi", "Silta on auki."), ("publishedAt", "2026-05-02T10:00"));

        var list = (await eero.GetAsync("/fi/uutiset")).Text;
        list.IndexOf("Silta aukeaa", StringComparison.Ordinal).ShouldBeInRange(0, list.IndexOf("Uusi lautta", StringComparison.Ordinal));
        list.ShouldContain("href=\"/fi/uutiset/2025/uusi-lautta\"");
        (await eero.GetAsync("/fi/uutiset?year=2025")).Text.ShouldNotContain("Silta aukeaa");
        var page = await eero.GetAsync("/fi/uutiset/2025/uusi-lautta");
        page.Text.ShouldContain("<h1>Uusi lautta</h1>");
        page.Text.ShouldContain("NewsArticle");
        page.Text.ShouldContain("2.5.2025");
        (await eero.GetAsync("/fi/uutiset/uusi-lautta")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await eero.GetAsync("/fi/uutiset/2024/uusi-lautta")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await eero.GetAsync("/sv/uutiset/2025/uusi-lautta")).Location.ShouldBe("/sv/nyheter/2025/uusi-lautta");
        (await eero.GetAsync("/fi/")).Text.ShouldContain("/fi/uutiset/2026/silta-aukeaa");
        (await eero.GetAsync("/fi/uutiset/feed.rss")).Text.ShouldContain("Silta aukeaa");
        (await eero.GetAsync("/sitemap-fi.xml")).Text.ShouldContain("/fi/uutiset/2026/silta-aukeaa");
    }

    [Fact]
    public async Task News_without_a_time_is_of_the_moment_of_its_publishing()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var eero = await EditorAsync(town);

        await PublishAsync(eero, "NewsItem", ("title.fi", "Nyt"), ("lead.fi", "Heti."));

        (await eero.GetAsync($"/fi/uutiset/{town.Clock.GetUtcNow().Year}/nyt")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_must_be_written_is_asked_for_at_its_place()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var eero = await EditorAsync(town);
        var form = await NewAsync(eero, "NewsItem");

        var refused = await eero.PostAsync(form, Form(0, "publish:fi", ("title.fi", "Ilman ingressiä")));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("href=\"#lead.fi\"");
        refused.Text.ShouldContain("Ilman ingressiä");
    }

    [Fact]
    public async Task A_topic_page_leads_to_its_tasks_and_to_the_pages_below_it()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var eero = await EditorAsync(town);
        var topic = await PublishAsync(
            eero, "TopicPage", ("title.fi", "Liikunta"), ("intro.fi", "Tervetuloa **liikkumaan**."), ("topTasks.fi:count", "2"), ("topTasks.fi.0.label", "Varaa vuoro"),
            ("topTasks.fi.0.url", "https://varaukset.example/"), ("topTasks.fi.0.kind", "Action"), ("topTasks.fi.1.label", "Vaarallinen"), ("topTasks.fi.1.url", "/fi/haku"));

        await PublishAsync(eero, "Page", ("title.fi", "Uimahalli"), ("summary.fi", "Ajat ja hinnat."), ("parent", topic));

        var shown = (await eero.GetAsync("/fi/liikunta")).Text;
        shown.ShouldContain("https://varaukset.example/");
        shown.ShouldContain("<strong>liikkumaan</strong>");
        shown.ShouldContain("href=\"/fi/liikunta/uimahalli\"");
        (await eero.GetAsync("/fi/liikunta/uimahalli")).Text.ShouldContain("href=\"/fi/liikunta\"");
    }

    [Fact]
    public async Task An_alert_is_on_every_page_at_once_also_on_cached_ones_and_ends_by_itself()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var eero = await EditorAsync(town, Role.EmergencyPublisher);
        var visitor = town.Visit();
        (await visitor.GetAsync("/fi/palvelut")).Text.ShouldNotContain("Keitä vesi");

        await PublishAsync(eero, "Alert", ("title.fi", "Keitä vesi"), ("title.sv", "Koka vattnet"), ("message.fi", "Vedessä on bakteereja."), ("message.sv", "Vattnet har bakterier."), ("severity", "Emergency"), ("until", Local(town, 2)));

        (await eero.GetAsync("/fi/palvelut")).Text.ShouldContain("Keitä vesi");
        (await eero.GetAsync("/sv/")).Text.ShouldContain("Koka vattnet");
        town.Clock.Ahead += TimeSpan.FromHours(3);
        (await visitor.GetAsync("/fi/palvelut")).Text.ShouldNotContain("Keitä vesi");
    }

    [Fact]
    public async Task An_emergency_needs_its_own_right_and_the_refusal_is_noted()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var viivi = await EditorAsync(town, Role.Communications);
        var form = await NewAsync(viivi, "Alert");

        var refused = await viivi.PostAsync(form, Form(0, "publish:fi,sv", ("title.fi", "Hätä"), ("title.sv", "Nöd"), ("message.fi", "a"), ("message.sv", "b"), ("severity", "Emergency"), ("until", Local(town, 2))));

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await town.LogAsync())[0].Allowed.ShouldBeFalse();
        (await viivi.GetAsync("/fi/")).Text.ShouldNotContain("Hätä");
        await PublishAsync(viivi, "Alert", ("title.fi", "Tie poikki"), ("message.fi", "Kierrä."), ("severity", "Minor"), ("until", Local(town, 2)));
        (await viivi.GetAsync("/fi/")).Text.ShouldContain("Tie poikki");
    }

    [Fact]
    public async Task A_serious_alert_without_a_national_language_is_refused_unless_a_reason_is_given()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var viivi = await EditorAsync(town, Role.Communications);
        var form = await NewAsync(viivi, "Alert");
        (string, string)[] alert = [("title.fi", "Sähkökatko"), ("message.fi", "Koko kunta."), ("severity", "Major"), ("until", Local(town, 2))];

        var refused = await viivi.PostAsync(form, Form(0, "publish:fi", alert));
        var taken = await viivi.PostAsync(form, Form(1, "publish:fi", [.. alert, ("languageReason", "Kääntäjä tulee tunnin päästä.")]));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("href=\"#title.sv\"");
        taken.Status.ShouldBe(HttpStatusCode.SeeOther, taken.Text);
        (await viivi.GetAsync("/sv/")).Text.ShouldContain("lang=\"fi\">Sähkökatko");
        (await viivi.GetAsync("/sv/")).Text.ShouldNotContain("Kääntäjä tulee");
    }

    [Fact]
    public async Task A_redirect_answers_where_nothing_else_does_and_follows_its_page()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var saara = await EditorAsync(town, Role.SiteManager);
        var page = await PublishAsync(saara, "Page", ("title.fi", "Uimahalli"));

        await PublishAsync(saara, "Redirect", ("from", "/vanha/uimahalli.aspx"), ("target", page), ("kind", "Permanent"));
        await PublishAsync(saara, "Redirect", ("from", "/kampanja"), ("to", "https://kampanja.example/x?y=1"), ("kind", "Temporary"));
        await PublishAsync(saara, "Redirect", ("from", "/poistui"), ("kind", "Gone"));

        var moved = await saara.GetAsync("/vanha/uimahalli.aspx");
        (moved.Status, moved.Location).ShouldBe((HttpStatusCode.MovedPermanently, "/fi/uimahalli"));
        (await saara.GetAsync("/kampanja")).Location.ShouldBe("https://kampanja.example/x?y=1");
        (await saara.GetAsync("/poistui")).Status.ShouldBe(HttpStatusCode.Gone);
        (await saara.GetAsync("/muu")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/a", "/a", "#to")]
    [InlineData("/b", "/tie", "#to")]
    [InlineData("/tie", "/muu", "#from")]
    [InlineData("ilman", "/muu", "#from")]
    [InlineData("//evil.example", "/muu", "#from")]
    [InlineData("/c", "javascript:alert(1)", "#to")]
    [InlineData("/c", "", "#to")]
    public async Task A_redirect_that_loops_chains_or_leads_nowhere_is_refused(string from, string to, string place)
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var saara = await EditorAsync(town, Role.SiteManager);
        await PublishAsync(saara, "Redirect", ("from", "/tie"), ("to", "/fi/haku"), ("kind", "Permanent"));

        var refused = await saara.PostAsync(await NewAsync(saara, "Redirect"), Form(0, "publish:fi,sv,en", ("from", from), ("to", to), ("kind", "Permanent")));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain($"href=\"{place}\"");
    }

    [Fact]
    public async Task A_menu_takes_the_place_of_the_sections_and_follows_renamed_pages()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var saara = await EditorAsync(town, Role.SiteManager);
        var page = await PublishAsync(saara, "Page", ("title.fi", "Uimahalli"));

        await PublishAsync(
            saara, "Menu", ("name.fi", "Päävalikko"), ("place", "Main"), ("items.fi:count", "1"), ("items.fi.0.label", "Vapaa-aika"), ("items.fi.0.url", "/fi/paikat"),
            ("items.fi.0.children:count", "1"), ("items.fi.0.children.0.target", page));
        var before = (await saara.GetAsync("/fi/")).Text;
        var form = $"/admin/content/Page/{page}";
        await saara.GetAsync(form);
        await saara.PostAsync(form, Form(1, "publish:fi", ("title.fi", "Kylpylä")));

        before.ShouldContain("Vapaa-aika");
        before.ShouldContain("href=\"/fi/uimahalli\"");
        var after = (await saara.GetAsync("/fi/")).Text;
        after.ShouldContain("href=\"/fi/kylpyla\"");
        after.ShouldContain(">Kylpylä<");
    }

    [Fact]
    public async Task Blocks_show_what_was_written_and_what_they_point_to()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var saara = await EditorAsync(town, Role.SiteManager);
        var contact = await PublishAsync(saara, "Contact", ("name.fi", "Neuvonta"), ("phones:count", "1"), ("phones.0.number", "02 330 000"), ("phones.0.note.fi", "ma–pe 9–15"), ("email", "neuvonta@ranta.example"));
        var snippet = await PublishAsync(saara, "Snippet", ("name.fi", "Talviajat"), ("body.fi:count", "1"), ("body.fi.0:type", "text"), ("body.fi.0.html", "Talvella suljettu."));

        await PublishAsync(
            saara, "Page", ("title.fi", "Lautta"), ("body.fi:count", "8"),
            ("body.fi.0:type", "callout"), ("body.fi.0.kind", "Warning"), ("body.fi.0.html", "Jää on heikkoa."),
            ("body.fi.1:type", "steps"), ("body.fi.1.steps:count", "1"), ("body.fi.1.steps.0.title", "Soita"), ("body.fi.1.steps.0.html", "Numero alla."),
            ("body.fi.2:type", "accordion"), ("body.fi.2.items:count", "1"), ("body.fi.2.items.0.title", "Saako koira tulla?"), ("body.fi.2.items.0.html", "Saa."),
            ("body.fi.3:type", "key-figures"), ("body.fi.3.figures:count", "1"), ("body.fi.3.figures.0.value", "12"), ("body.fi.3.figures.0.label", "minuuttia"),
            ("body.fi.4:type", "contact"), ("body.fi.4.contacts:count", "1"), ("body.fi.4.contacts.0", contact),
            ("body.fi.5:type", "snippet"), ("body.fi.5.snippet", snippet),
            ("body.fi.6:type", "quote"), ("body.fi.6.text", "Hyvä matka!"), ("body.fi.6.source", "Matkustaja"),
            ("body.fi.7:type", "search"));

        var page = (await saara.GetAsync("/fi/lautta")).Text;
        page.ShouldContain("Jää on heikkoa.");
        page.ShouldContain("<ol class=\"steps\">");
        page.ShouldContain("Saako koira tulla?");
        page.ShouldContain("<dt>minuuttia</dt><dd>12</dd>");
        page.ShouldContain("href=\"tel:02330000\"");
        page.ShouldContain("Talvella suljettu.");
        page.ShouldContain("<figcaption>Matkustaja</figcaption>");
        (await saara.GetAsync("/fi/haku?q=koira")).Text.ShouldContain("/fi/lautta");
        await saara.GetAsync($"/admin/content/Contact/{contact}");
        await saara.PostAsync($"/admin/content/Contact/{contact}", Form(1, "publish:fi", ("name.fi", "Neuvonta"), ("phones:count", "1"), ("phones.0.number", "02 330 999")));
        (await saara.GetAsync("/fi/lautta")).Text.ShouldContain("02 330 999");
    }

    [Fact]
    public async Task Few_documents_are_listed_and_many_are_looked_for_without_scripts()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await EditorAsync(town, Role.SiteManager);
        var page = await PublishAsync(saara, "Page", ("title.fi", "Uimahalli"));
        var listed = (await saara.GetAsync("/admin/content/Page/new")).Text;
        for (var i = 0; i < 101; i++)
        {
            await saara.PostAsync($"/admin/content/Page/{Guid.CreateVersion7()}", Form(0, "save", ("title.fi", $"Sivu {i}")));
        }

        var form = await NewAsync(saara, "Page");
        var found = await saara.PostAsync(form, Form(0, "find:parent", ("title.fi", "Altaat"), ("parent", ""), ("parent:sought", "uimahalli")));
        var chosen = await saara.PostAsync(form, Form(0, "save", ("title.fi", "Altaat"), ("parent", ""), ("parent", page), ("parent:sought", "uimahalli")));

        listed.ShouldContain(">Uimahalli</option>");
        found.Text.ShouldContain($"type=\"radio\" name=\"parent\" value=\"{page}\"");
        found.Text.ShouldContain("value=\"Altaat\"");
        found.Text.ShouldNotContain("Sivu 7<");
        chosen.Status.ShouldBe(HttpStatusCode.SeeOther, chosen.Text);
        (await saara.GetAsync(form)).Text.ShouldContain("<p class=\"picked\">Uimahalli</p>");
    }

    [Fact]
    public async Task News_of_the_first_minutes_of_a_year_is_of_that_year()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await EditorAsync(town, Role.SiteManager);

        await PublishAsync(saara, "NewsItem", ("title.fi", "Hyvää uutta vuotta"), ("lead.fi", "Raketit."), ("publishedAt", "2026-01-01T00:30"));

        (await saara.GetAsync("/fi/uutiset/2026/hyvaa-uutta-vuotta")).Text.ShouldContain("1.1.2026");
        (await saara.GetAsync("/fi/uutiset?year=2026")).Text.ShouldContain("/fi/uutiset/2026/hyvaa-uutta-vuotta");
    }

    [Fact]
    public async Task A_form_does_not_tell_what_a_draft_is_called_that_the_person_may_not_see()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await EditorAsync(town, Role.SiteManager);
        var secret = (await NewAsync(saara, "Page"))[^36..];
        await saara.PostAsync($"/admin/content/Page/{secret}", Form(0, "save", ("title.fi", "Salainen hanke")));
        var section = Guid.CreateVersion7();
        await town.PersonAsync("uolevi@ranta.example", grants: [new Grant(Role.Editor, Section: section)]);
        var uolevi = await town.SignedInAsync("uolevi@ranta.example");
        await uolevi.GetAsync("/admin");

        foreach (var field in (string[])["parent", "contacts.0", "related.0"])
        {
            var answer = await uolevi.PostAsync($"/admin/content/Page/{Guid.CreateVersion7()}", Form(0, $"find:{field}", ("title.fi", "Oma"), ("section", $"{section}"), ("contacts:count", "1"), ("related:count", "1"), (field, secret)));
            answer.Text.ShouldNotContain("Salainen hanke", Case.Sensitive, field);
        }
    }

    private static async Task<Visitor> EditorAsync(AdminTown town, Role role = Role.Editor)
    {
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(role)]);
        return await town.SignedInAsync("eero@ranta.example");
    }

    /// <returns>The new document's id.</returns>
    private static async Task<string> PublishAsync(Visitor visitor, string type, params (string Name, string Value)[] typed)
    {
        var form = await NewAsync(visitor, type);
        var languages = typed.Select(t => t.Name.Split('.')).Where(p => p.Length == 2 && p[0] is "title" or "name").Select(p => p[1]).DefaultIfEmpty("fi,sv,en");
        var answer = await visitor.PostAsync(form, Form(0, "publish:" + string.Join(',', languages), typed));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return form[(form.LastIndexOf('/') + 1)..];
    }

    private static async Task<string> NewAsync(Visitor visitor, string type)
    {
        var form = await visitor.GetAsync($"/admin/content/{type}/new");
        form.Status.ShouldBe(HttpStatusCode.OK, form.Text);
        return Action().Match(form.Text).Groups[1].Value;
    }

    private static (string, string)[] Form(int expected, string act, params (string Name, string Value)[] typed) =>
        [("expected", expected.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("act", act), .. typed];

    private static string Local(AdminTown town, int hours) =>
        TimeZoneInfo.ConvertTime(town.Clock.GetUtcNow().AddHours(hours), TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki")).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("action=\"(/admin/content/[A-Za-z]+/[0-9a-f-]+)\"")]
    private static partial Regex Action();
}
