using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Nodes;
using Microsoft.Extensions.DependencyInjection;
using static Fori.Tests.Admin.EditedTown;

namespace Fori.Tests.Admin;

/// <summary>Editors find what they and others have written.</summary>
public sealed partial class ContentListTests
{
    [Fact]
    public async Task What_was_just_saved_is_in_the_list_and_what_was_published_changes_its_state()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        (await eero.GetAsync("/admin/content")).Text.ShouldContain("There is no content yet");

        var page = await eero.WriteAsync(("title.fi", "Talviuinti"));
        var draft = (await eero.GetAsync("/admin/content?state=draft")).Text;
        await eero.SendAsync(1, "publish:fi", page, ("title.fi", "Talviuinti"));
        var published = (await eero.GetAsync("/admin/content?state=published")).Text;
        await eero.SendAsync(1, "save", page, ("title.fi", "Avantouinti"));
        var changed = (await eero.GetAsync("/admin/content?state=changed")).Text;

        TitlesOf(draft).ShouldBe(["Talviuinti"]);
        TitlesOf(published).ShouldBe(["Talviuinti"]);
        TitlesOf(changed).ShouldBe(["Avantouinti"]);
        TitlesOf((await eero.GetAsync("/admin/content?state=draft")).Text).ShouldBeEmpty();
        (await eero.GetAsync("/fi/haku?q=avantouinti")).Text.ShouldNotContain("Avantouinti</a>");
    }

    [Fact]
    public async Task Words_beginnings_slugs_ids_and_pasted_addresses_find_a_page()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Talviuinti"), ("slug.fi", "kylma-vesi"), ("body.fi:count", "1"), ("body.fi.0:type", "text"), ("body.fi.0.html", "Saunan lämmittää vahtimestari."));
        await eero.WriteAsync(("title.fi", "Kirjasto"));

        foreach (var text in (string[])["talviuinti", "talvi", "vahtimestarin", "kylma-vesi", "https://ranta.example/fi/kylma-vesi?a=b", "/fi/kylma-vesi/", IdOf(page)])
        {
            TitlesOf((await eero.GetAsync("/admin/content?q=" + Uri.EscapeDataString(text))).Text).ShouldBe(["Talviuinti"], text);
        }

        TitlesOf((await eero.GetAsync("/admin/content?q=olematonsana")).Text).ShouldBeEmpty();
    }

    [Fact]
    public async Task Filters_stand_in_the_address_and_each_is_taken_away_by_its_link()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var (eero, aino) = (await town.EditorAsync(), await town.EditorAsync("aino", new Grant(Role.Contributor)));
        var above = await eero.WriteAsync(("title.fi", "Vapaa-aika"), ("title.sv", "Fritid"));
        await aino.WriteAsync(("title.fi", "Uimahalli"), ("parent", IdOf(above)));
        await aino.WriteAsync(("title.fi", "Muu"));

        var missing = (await eero.GetAsync("/admin/content?language=sv:missing")).Text;
        var below = (await eero.GetAsync("/admin/content?below=" + IdOf(above))).Text;
        var mine = (await eero.GetAsync("/admin/content?person=" + Uri.EscapeDataString(ActorOf(above, (await eero.GetAsync("/admin/content")).Text)))).Text;
        var both = (await eero.GetAsync("/admin/content?language=sv:missing&type=Page")).Text;

        TitlesOf(missing).Order().ShouldBe(["Muu", "Uimahalli"]);
        TitlesOf(below).ShouldBe(["Uimahalli"]);
        TitlesOf(mine).ShouldBe(["Vapaa-aika"]);
        both.ShouldContain("href=\"/admin/content?language=sv%3Amissing\"");
        both.ShouldContain("href=\"/admin/content?type=Page\"");
        TitlesOf((await eero.GetAsync("/admin/content?type=Nothing")).Text).ShouldBeEmpty();
    }

    [Fact]
    public async Task Columns_order_the_list_both_ways_and_pages_are_numbered()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        for (var i = 0; i < 27; i++)
        {
            await eero.WriteAsync(("title.fi", string.Create(CultureInfo.InvariantCulture, $"Sivu {i:00}")));
        }

        var first = (await eero.GetAsync("/admin/content?sort=title&size=25")).Text;
        var second = (await eero.GetAsync("/admin/content?sort=title&size=25&page=2")).Text;
        var down = (await eero.GetAsync("/admin/content?sort=title&order=down&size=25")).Text;

        TitlesOf(first).ShouldBe(Enumerable.Range(0, 25).Select(i => string.Create(CultureInfo.InvariantCulture, $"Sivu {i:00}")));
        TitlesOf(second).ShouldBe(["Sivu 25", "Sivu 26"]);
        TitlesOf(down)[0].ShouldBe("Sivu 26");
        first.ShouldContain("aria-sort=\"ascending\"");
        down.ShouldContain("aria-sort=\"descending\"");
        (await eero.GetAsync("/admin/content?page=99")).Location.ShouldBe("/admin/content");
    }

    [Fact]
    public async Task A_view_is_kept_under_a_name_for_its_person_alone()
    {
        await using var town = await AdminTown.StartAsync();
        var (eero, aino) = (await town.EditorAsync(), await town.EditorAsync("aino"));
        await eero.GetAsync("/admin/content?state=draft&sort=title");

        var unnamed = await eero.PostAsync("/admin/content/views", ("name", " "), ("query", "state=draft"));
        var kept = await eero.PostAsync("/admin/content/views", ("name", "Keskeneräiset"), ("query", "state=draft&sort=title&evil=<script>"));
        var shown = (await eero.GetAsync("/admin/content")).Text;
        var view = View().Match(shown).Groups[1].Value;
        (await aino.GetAsync("/admin/content")).Text.ShouldNotContain("Keskener");
        await aino.PostAsync("/admin/content/views/forget", ("view", view));

        unnamed.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        kept.Status.ShouldBe(HttpStatusCode.SeeOther);
        shown.ShouldContain("href=\"/admin/content?state=draft&amp;sort=title\">Keskener");
        (await eero.GetAsync("/admin/content")).Text.ShouldContain("Keskener");
        await eero.PostAsync("/admin/content/views/forget", ("view", view));
        (await eero.GetAsync("/admin/content")).Text.ShouldNotContain("Keskener");
    }

    [Fact]
    public async Task The_same_question_goes_out_as_a_table_that_no_spreadsheet_runs()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var eero = await town.EditorAsync();
        await eero.WriteAsync(("title.fi", "=SUMMA(A1;\"x\")"));
        await eero.WriteAsync(("title.fi", "Muu"), ("title.sv", "Annat"));

        var file = await eero.GetAsync("/admin/content/export.csv?language=sv:missing");

        file.Headers["Content-Type"].ShouldBe("text/csv; charset=utf-8");
        file.Text.ShouldContain("\"'=SUMMA(A1;\"\"x\"\")\",Page");
        file.Text.ShouldNotContain("Muu");
    }

    [Fact]
    public async Task Nobody_finds_what_is_another_municipalitys_or_of_types_that_they_may_not_see()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        await town.PersonAsync("olli@koski.example", town.OtherTenant, grants: [new Grant(Role.SiteManager)]);
        var (olli, reko) = (await town.SignedInAsync("olli@koski.example", AdminTown.Other), await town.EditorAsync("reko", new Grant(Role.Registrar)));
        await eero.WriteAsync(("title.fi", "Salainen"));

        (await olli.GetAsync("/admin/content?q=salainen")).Text.ShouldNotContain("Salainen</a>");
        (await olli.GetAsync("/admin/search?q=salainen")).Text.ShouldNotContain("Salainen</a>");
        (await reko.GetAsync("/admin/search?q=salainen")).Text.ShouldNotContain("Salainen</a>");
        (await reko.GetAsync("/admin/content")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await reko.GetAsync("/admin/content/export.csv")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await reko.GetAsync("/admin/content/tree")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task One_search_finds_content_and_pages_of_the_admin()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync("eero", new Grant(Role.SiteManager));
        await eero.WriteAsync(("title.fi", "People of the harbour"));

        var found = (await eero.GetAsync("/admin/search?q=people")).Text;

        found.ShouldContain("href=\"/admin/people\"");
        found.ShouldContain("People of the harbour</a>");
        (await eero.GetAsync("/admin")).Text.ShouldContain("action=\"/admin/search\"");
    }

    [Fact]
    public async Task The_index_of_the_staff_is_opened_on_need_closed_when_idle_and_comes_back_as_it_was()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var tenant = town.Host.App.Services.GetRequiredService<Node>().OpenTenants.Single(t => t.Tenant.Id == town.Tenant);
        tenant.HasStaffIndex.ShouldBeFalse();
        await eero.WriteAsync(("title.fi", "Talviuinti"));
        await eero.GetAsync("/admin/content");
        tenant.HasStaffIndex.ShouldBeTrue();

        town.Clock.Ahead += TimeSpan.FromMinutes(16);
        await tenant.CloseIdleStaffAsync();

        tenant.HasStaffIndex.ShouldBeFalse();
        await eero.WriteAsync(("title.fi", "Kirjasto"));
        TitlesOf((await eero.GetAsync("/admin/content?sort=title")).Text).ShouldBe(["Kirjasto", "Talviuinti"]);
    }

    [Fact]
    public async Task The_work_list_shows_my_drafts_and_not_what_is_public_or_anothers()
    {
        await using var town = await AdminTown.StartAsync();
        var (eero, aino) = (await town.EditorAsync(), await town.EditorAsync("aino"));
        await eero.WriteAsync(("title.fi", "Luonnos"));
        await eero.PublishAsync(("title.fi", "Julkinen"));
        await aino.WriteAsync(("title.fi", "Ainon"));

        var home = (await eero.GetAsync("/admin")).Text;

        home.ShouldContain("Luonnos");
        home.ShouldNotContain("Julkinen");
        home.ShouldNotContain("Ainon");
    }

    private static string ActorOf(string page, string list) => page.Length > 0 ? Me().Match(list).Groups[1].Value : "";

    [GeneratedRegex("name=\"view\" value=\"([0-9a-f-]+)\"")]
    private static partial Regex View();

    [GeneratedRegex("<option value=\"(user:[0-9a-f-]+)\"[^>]*>Me</option>")]
    private static partial Regex Me();
}
