using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Fori.Tests.Site.Building;

/// <summary>What the pages of records join from the registers.</summary>
public sealed class JoinedPagesTests(FilledTown filled) : IClassFixture<FilledTown>
{
    private readonly SiteTown _town = filled.Town;

    [Fact]
    public async Task A_service_page_shows_its_channels_place_unit_and_classes()
    {
        var page = await OpenAsync("/fi/palvelut/kirjastokortti");

        page.QuerySelector("h1")!.TextContent.ShouldBe("Kirjastokortti");
        page.QuerySelector("a.button.primary")!.GetAttribute("href").ShouldBe("https://kortti.example/");
        Links(page).ShouldContain("/fi/paikat/lautturilan-kirjasto");
        Links(page).ShouldContain("/fi/organisaatiot/kulttuuripalvelut");
        Links(page).ShouldContain("/fi/palvelut?class=P25");
        Links(page).ShouldContain("tel:+358407654321");
        Links(page).ShouldContain("/fi/palvelut/lukupiiri");
        page.Body!.TextContent.ShouldContain("Maksuton");
        page.Body.TextContent.ShouldContain("Avoinna nyt");
        page.Body.TextContent.ShouldContain("Palvelutietovaranto, tarkistettu 24.11.2026");
    }

    [Fact]
    public async Task No_script_of_a_source_reaches_a_page()
    {
        var reply = await _town.GetAsync("/fi/palvelut/kirjastokortti");

        reply.Body.ShouldContain("<strong>heti</strong>");
        reply.Body.ShouldNotContain("alert(1)");
    }

    [Fact]
    public async Task What_the_municipality_has_not_written_comes_from_the_national_description_and_says_so()
    {
        var page = await OpenAsync("/fi/palvelut/kirjastokortti");

        page.Body!.TextContent.ShouldContain("Kysy kirjastosta.");
        page.Body.TextContent.ShouldNotContain("Valtakunnallinen.");
        page.Body.TextContent.ShouldContain("Kirjastopalvelut");
    }

    [Fact]
    public async Task A_page_without_a_translation_shows_the_fallback_and_says_so()
    {
        var page = await OpenAsync("/en/services/kirjastokortti");

        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        page.QuerySelector("h1")!.GetAttribute("lang").ShouldBe("fi");
        page.QuerySelector(".fallback")!.TextContent.ShouldContain("Finnish");
        page.QuerySelector("link[rel=canonical]")!.GetAttribute("href").ShouldBe($"http://{SiteTown.Host}/fi/palvelut/kirjastokortti");
        page.QuerySelectorAll("link[hreflang]").Select(l => l.GetAttribute("hreflang")).ShouldBe(["fi", "sv", "x-default"]);
    }

    [Fact]
    public async Task A_place_page_shows_hours_services_entrances_and_its_map()
    {
        var page = await OpenAsync("/fi/paikat/lautturilan-kirjasto");

        Links(page).ShouldContain("/fi/palvelut/lukupiiri");
        Links(page).ShouldContain("/fi/palvelut/kirjastokortti");
        Links(page).ShouldContain("tel:+358401234567");
        page.Body!.TextContent.ShouldContain("Lauttatie 3");
        page.Body.TextContent.ShouldContain("sulkeutuu klo 15");
        page.Body.TextContent.ShouldContain("6.12.2026");
        page.Body.TextContent.ShouldContain("Ovi on leveä.");
        page.QuerySelector("svg.map, .map svg, figure svg, [data-map] svg").ShouldNotBeNull();
        page.QuerySelectorAll("script[type='application/ld+json']").ShouldContain(s => s.TextContent.Contains("openingHoursSpecification"));
    }

    [Fact]
    public async Task A_channel_page_shows_what_it_is_for()
    {
        var page = await OpenAsync("/fi/asiointikanavat/korttihakemus-verkossa");

        Links(page).ShouldContain("/fi/palvelut/kirjastokortti");
        Links(page).ShouldContain("https://kortti.example/");
    }

    [Fact]
    public async Task A_unit_shows_what_is_above_it_and_what_it_answers_for()
    {
        var page = await OpenAsync("/fi/organisaatiot/kulttuuripalvelut");

        Links(page).ShouldContain("/fi/organisaatiot/lautturilan-kunta");
        Links(page).ShouldContain("/fi/palvelut/kirjastokortti");
        Links(page).ShouldContain("/fi/paikat/lautturilan-kirjasto");
        Links(page).ShouldContain("mailto:kulttuuri@lautturila.example");
    }

    [Fact]
    public async Task The_contact_directory_is_the_tree_of_units()
    {
        var page = await OpenAsync("/fi/yhteystiedot");

        page.QuerySelectorAll("main li li a").ShouldContain(a => a.GetAttribute("href") == "/fi/organisaatiot/kulttuuripalvelut");
        Links(page).ShouldContain("tel:+358291234567");
    }

    [Fact]
    public async Task The_front_page_leads_to_topics_life_events_and_what_is_open()
    {
        var page = await OpenAsync("/fi/");

        Links(page).ShouldContain("/fi/palvelut?class=P25");
        Links(page).ShouldContain("/fi/palvelut?life-event=KE1");
        Links(page).ShouldContain("/fi/paikat/lautturilan-kirjasto");
    }

    [Fact]
    public async Task A_past_day_shows_what_was_said_then_without_persons()
    {
        await using var town = await SiteTown.StartAsync();
        await town.SayAsync("Place", "library", SiteTownRecords.Library.Replace("Kirjoja ja lukurauhaa.", "Uudet tilat.", StringComparison.Ordinal));
        town.Clock.Advance(TimeSpan.FromDays(2));
        await town.SayAsync("Place", "library", SiteTownRecords.Library.Replace("Kirjoja ja lukurauhaa.", "Kolmas kerros.", StringComparison.Ordinal));

        var today = await town.GetAsync("/fi/paikat/lautturilan-kirjasto");
        var then = await town.GetAsync("/fi/paikat/lautturilan-kirjasto?asOf=2026-11-24");
        var before = await town.GetAsync("/fi/paikat/lautturilan-kirjasto?asOf=2026-11-01");

        today.Body.ShouldContain("Kolmas kerros.");
        then.Body.ShouldContain("Uudet tilat.");
        then.Body.ShouldContain("24.11.2026");
        then.Body.ShouldContain("noindex");
        then.Body.ShouldNotContain("401234567");
        then.Headers.CacheControl!.NoStore.ShouldBeTrue();
        before.Status.ShouldBe(404);
    }

    private async Task<IDocument> OpenAsync(string path)
    {
        var reply = await _town.GetAsync(path);
        reply.Status.ShouldBe(200, $"{path}: {reply.Location}");
        return await new HtmlParser().ParseDocumentAsync(reply.Body);
    }

    private static List<string?> Links(IDocument page) => [.. page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href"))];
}
