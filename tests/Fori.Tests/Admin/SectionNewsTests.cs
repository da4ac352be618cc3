using System.Net;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>News of a section on its own host, and what is offered to those who write in it.</summary>
public sealed class SectionNewsTests
{
    private const string Host = "kirjasto.ranta.localhost";

    [Fact]
    public async Task A_section_on_its_own_host_lists_its_own_news_with_years_and_feeds()
    {
        await using var town = await AdminTown.StartAsync();
        var library = await SectionTests.LibraryAsync(town, "kirjasto", Host);
        await NewsAsync(town, "Uusi automaatti", 2026, library.Section);
        await NewsAsync(town, "Vanha automaatti", 2024, library.Section);
        await NewsAsync(town, "Torille penkkejä", 2026, null);
        var (own, main) = (town.Visit("kirjasto.ranta"), town.Visit());
        var port = town.Host.Client.BaseAddress!.Port; // It runs.

        var list = await own.GetAsync("/fi/uutiset");
        var year = await own.GetAsync("/fi/uutiset?year=2024");
        var rss = await own.GetAsync("/fi/uutiset/feed.rss");
        var atom = await own.GetAsync("/fi/uutiset/feed.atom");

        list.Status.ShouldBe(HttpStatusCode.OK, list.Text);
        list.Text.ShouldContain("Uusi automaatti");
        list.Text.ShouldNotContain("Torille penkkejä");
        list.Text.ShouldContain($"<link rel=\"canonical\" href=\"http://{Host}:{port}/fi/uutiset\">");
        list.Text.ShouldContain($"data-theme=\"section-{library.Section:N}\"");
        year.Text.ShouldContain("Vanha automaatti");
        year.Text.ShouldNotContain("Uusi automaatti");
        foreach (var feed in (Answer[])[rss, atom])
        {
            feed.Status.ShouldBe(HttpStatusCode.OK);
            feed.Text.ShouldContain($"http://{Host}:{port}/fi/uutiset/2026/uusi-automaatti");
            feed.Text.ShouldContain("Kirjasto");
            feed.Text.ShouldNotContain("Torille penkkejä");
        }

        (await own.GetAsync("/sitemap-fi.xml")).Text.ShouldContain($"http://{Host}:{port}/fi/uutiset<");
        (await main.GetAsync("/fi/uutiset")).Text.ShouldContain("Torille penkkejä");
        var all = (await main.GetAsync("/fi/uutiset/feed.rss")).Text;
        all.ShouldContain($"<link>http://{Host}:{port}/fi/uutiset/2026/uusi-automaatti</link>", Case.Sensitive, "the address of what stands on another host is whole");
    }

    [Fact]
    public async Task A_section_that_takes_no_news_sends_to_those_of_the_municipality()
    {
        await using var town = await AdminTown.StartAsync();
        var library = await SectionTests.LibraryAsync(town, "kirjasto", Host);
        await OnlyAsync(town, library.Section, "Page");

        (await town.Visit("kirjasto.ranta").GetAsync("/fi/uutiset")).Location.ShouldBe($"http://ranta.localhost:{town.Host.Client.BaseAddress!.Port}/fi/uutiset"); // It runs.
    }

    [Fact]
    public async Task Only_the_types_that_a_section_takes_are_offered_to_be_created()
    {
        await using var town = await AdminTown.StartAsync();
        var (library, museum) = (await SectionTests.LibraryAsync(town, "kirjasto", null), await SectionTests.LibraryAsync(town, "museo", null));
        await OnlyAsync(town, library.Section, "Page");
        var liisa = await town.EditorAsync("liisa", new Grant(Role.Editor, library.Section));
        var both = await town.EditorAsync("pekka", new Grant(Role.Editor, library.Section), new Grant(Role.Editor, museum.Section));

        var offered = (await liisa.GetAsync("/admin/content")).Text;
        offered.ShouldContain("/admin/content/Page/new");
        offered.ShouldNotContain("/admin/content/NewsItem/new");
        (await liisa.GetAsync("/admin/search?q=news")).Text.ShouldNotContain("/admin/content/NewsItem/new");
        (await both.GetAsync("/admin/content")).Text.ShouldContain("/admin/content/NewsItem/new");
        (await both.GetAsync($"/admin/content?section={library.Section}")).Text.ShouldNotContain("/admin/content/NewsItem/new");
        (await both.GetAsync($"/admin/content?section={museum.Section}")).Text.ShouldContain($"/admin/content/NewsItem/new?section={museum.Section}");
        DirectoryTown.Parse((await both.GetAsync("/admin/content/NewsItem/new")).Text).QuerySelector("select[name=section] option[selected]").ShouldNotBeNull()
            .GetAttribute("value").ShouldBe(museum.Section.ToString(), "the first of the person's sections that takes news");
    }

    private static Task NewsAsync(AdminTown town, string title, int year, Guid? section) => SectionTests.KeepAsync(
        town, Guid.CreateVersion7(), "NewsItem",
        $$$"""{"title":{"fi":"{{{title}}}"},"lead":{"fi":"Näin se käy."},"publishedAt":"{{{year}}}-03-02T10:00:00+02:00"{{{(section is { } home ? $$$""","section":{"id":"{{{home}}}"}""" : "")}}}}""", publish: true);

    private static async Task OnlyAsync(AdminTown town, Guid section, string type)
    {
        var manager = await town.EditorAsync("maija", new Grant(Role.SectionManager, section));
        await manager.GetAsync($"/admin/sections/{section}/types");
        (await manager.PostAsync($"/admin/sections/{section}/types", ("types", type))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await manager.GetAsync("/fi/"); // Who wrote waits until it shows; now others see it too.
    }
}
