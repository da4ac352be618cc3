using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Fori.Documents;
using Fori.Registers.Vocabularies;

namespace Fori.Tests.Site.Building;

/// <summary>Lists, search, files, feeds and sitemaps: what they find and what they never do.</summary>
public sealed class ListsTests(FilledTown filled) : IClassFixture<FilledTown>
{
    private readonly SiteTown _town = filled.Town;

    [Fact]
    public async Task Services_stand_by_the_alphabet_with_their_other_names_as_cross_references()
    {
        var page = await OpenAsync("/fi/palvelut");

        page.QuerySelectorAll("h2.letter").Select(h => h.TextContent).ShouldBe(["K", "L", "U"]);
        page.QuerySelector(".see")!.TextContent.ShouldContain("Kirjastokortti");
        page.QuerySelectorAll(".entries li").Select(l => l.TextContent.Trim()).ShouldContain(t => t.StartsWith("Lainakortti", StringComparison.Ordinal));
        page.QuerySelector(".total")!.TextContent.ShouldContain("3");
    }

    [Fact]
    public async Task A_letter_shows_only_its_own()
    {
        var page = await OpenAsync("/fi/palvelut?letter=U");

        page.QuerySelectorAll("a.entry").Select(a => a.TextContent).ShouldBe(["Uimakoulu"]);
    }

    [Fact]
    public async Task A_filter_narrows_the_list_and_its_group_still_counts_the_others()
    {
        var page = await OpenAsync("/fi/palvelut?class=P25");

        page.QuerySelectorAll("a.entry").Select(a => a.TextContent).ShouldBe(["Kirjastokortti", "Lukupiiri"], ignoreOrder: true);
        page.QuerySelector("input[name=class][value=P25]")!.HasAttribute("checked").ShouldBeTrue();
        page.QuerySelector("input[name=class][value=P27]")!.ParentElement!.TextContent.ShouldContain("1");
        page.QuerySelectorAll("main a").ShouldContain(a => a.GetAttribute("href") == "/fi/palvelut");
    }

    [Fact]
    public async Task Classes_are_browsed_with_their_counts()
    {
        var page = await OpenAsync("/fi/palvelut?way=class");

        var culture = page.QuerySelectorAll(".branches h2").First(h => h.TextContent.Contains("Kulttuuri", StringComparison.Ordinal));
        culture.QuerySelector(".count")!.TextContent.ShouldBe("2");
        culture.QuerySelector("a")!.GetAttribute("href").ShouldBe("/fi/palvelut?class=P25");
    }

    [Fact]
    public async Task Classes_of_a_register_of_its_own_are_browsed_too_and_stand_on_the_front_page()
    {
        await using var bare = await SiteTown.StartAsync(filled: false);
        bare.Node.AddVocabularies([Vocabulary.Of("own-class", [new VocabularyItem { Code = "1_6", Labels = LocalizedText.Of(("fi", "Jokiliikenne")) }])]);
        await bare.Node.ReloadVocabulariesAsync();
        await bare.SayAsync("Service", "ferry", """{"name":{"fi":"Lautta"},"serviceClasses":[{"scheme":"own-class","value":"1_6"}]}""");

        foreach (var path in (string[])["/fi/palvelut?way=class", "/fi/"])
        {
            (await OpenAsync(bare, path)).QuerySelectorAll("main a").ShouldContain(a => a.GetAttribute("href") == "/fi/palvelut?class=own-class%3A1_6" && a.TextContent == "Jokiliikenne", path);
        }
    }

    [Fact]
    public async Task A_front_page_leads_to_services_that_have_no_class_and_an_empty_list_asks_to_remove_no_filter()
    {
        await using var bare = await SiteTown.StartAsync(filled: false);
        await bare.SayAsync("Service", "ferry", """{"name":{"fi":"Lautta"}}""");

        (await OpenAsync(bare, "/fi/")).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")).ShouldContain("/fi/palvelut");
        foreach (var (path, says) in ((string, string)[])[("/fi/paikat", "ei ole vielä mitään"), ("/fi/yhteystiedot", "ei ole vielä julkaistu"), ("/fi/palvelut?way=life-event", "ei ole vielä mitään")])
        {
            var text = (await OpenAsync(bare, path)).QuerySelector("main")!.TextContent;
            text.ShouldContain(says, Case.Sensitive, path);
            text.ShouldNotContain("Poista jokin rajaus", Case.Sensitive, path);
        }
    }

    [Theory]
    [InlineData("/fi/haku?q=kirjastokortti", "/fi/palvelut/kirjastokortti")]
    [InlineData("/fi/haku?q=lainakortit", "/fi/palvelut/kirjastokortti")]
    [InlineData("/fi/haku?q=f%C3%A4rjby&type=Place", "/fi/paikat/lautturilan-kirjasto")]
    public async Task Search_finds_over_all_types(string path, string found)
    {
        (await OpenAsync(path)).QuerySelectorAll("ol.hits h2 a").Select(a => a.GetAttribute("href")).ShouldContain(found);
    }

    [Fact]
    public async Task Open_now_shows_only_what_is_open_and_lives_a_minute()
    {
        await using var town = await SiteTown.StartAsync();
        (await OpenAsync(town, "/fi/paikat?open=now")).QuerySelectorAll(".cards h2").Length.ShouldBe(1);

        town.Clock.Advance(TimeSpan.FromHours(6));

        (await OpenAsync(town, "/fi/paikat?open=now")).QuerySelectorAll(".cards h2").Length.ShouldBe(0);
    }

    [Theory]
    [InlineData("61.10,24.20", "Uimaranta")]
    [InlineData("61.04 24.047", "Lautturilan kirjasto")]
    [InlineData("Lauttatie 3", "Lautturilan kirjasto")]
    [InlineData("färjvägen", "Lautturilan kirjasto")]
    [InlineData("uimaranta", "Uimaranta")]
    public async Task Places_stand_by_distance_from_what_was_typed(string near, string nearest)
    {
        var page = await OpenAsync($"/fi/paikat?near={Uri.EscapeDataString(near)}");

        page.QuerySelector(".cards h2")!.TextContent.ShouldBe(nearest);
        page.QuerySelector(".cards li")!.TextContent.ShouldContain("10 m");
    }

    [Theory]
    [InlineData("Mannerheimintie 1")]
    [InlineData("999,999")]
    [InlineData("<script>")]
    public async Task What_is_no_place_is_said_to_be_unknown(string near)
    {
        var page = await OpenAsync($"/fi/paikat?near={Uri.EscapeDataString(near)}");

        page.QuerySelector("#filter-near")!.GetAttribute("aria-invalid").ShouldBe("true");
        page.QuerySelectorAll(".cards h2").Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_files_hold_what_the_list_shows()
    {
        var csv = await _town.GetAsync("/fi/paikat.csv?type=library");
        var json = await _town.GetAsync("/fi/paikat.json?type=library");
        var geo = await _town.GetAsync("/fi/paikat.geojson?type=library");

        csv.Type.ShouldBe("text/csv");
        csv.Bytes.Take(3).ShouldBe(Encoding.UTF8.Preamble.ToArray());
        csv.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        csv.Body.ShouldContain("Lautturilan kirjasto");
        using var list = JsonDocument.Parse(json.Bytes);
        list.RootElement.GetProperty("total").GetInt32().ShouldBe(1);
        list.RootElement.GetProperty("places")[0].GetProperty("url").GetString().ShouldBe($"http://{SiteTown.Host}/fi/paikat/lautturilan-kirjasto");
        using var map = JsonDocument.Parse(geo.Bytes);
        map.RootElement.GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates")[0].GetDouble().ShouldBe(24.047);
    }

    [Fact]
    public async Task No_cell_of_the_table_is_a_formula()
    {
        (await _town.GetAsync("/fi/paikat.csv")).Body.ShouldContain(",'=HYPERLINK(1) 1,");
    }

    [Fact]
    public async Task A_feed_tells_the_latest_changes_first()
    {
        await using var town = await SiteTown.StartAsync();
        town.Clock.Advance(TimeSpan.FromHours(1));
        await town.SayAsync("Service", "new", """{"name":{"fi":"Lautan vuoro"}}""");

        var rss = XDocument.Parse((await town.GetAsync("/fi/palvelut/feed.rss")).Body);
        var atom = XDocument.Parse((await town.GetAsync("/fi/palvelut/feed.atom")).Body);

        rss.Descendants("item").First().Element("title")!.Value.ShouldBe("Lautan vuoro");
        atom.Descendants("{http://www.w3.org/2005/Atom}entry").First().Element("{http://www.w3.org/2005/Atom}title")!.Value.ShouldBe("Lautan vuoro");
    }

    [Fact]
    public async Task The_sitemap_lists_each_language_with_its_translations_only()
    {
        XNamespace map = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var index = XDocument.Parse((await _town.GetAsync("/sitemap.xml")).Body);
        index.Descendants(map + "loc").Select(l => l.Value).ShouldBe([$"http://{SiteTown.Host}/sitemap-fi.xml", $"http://{SiteTown.Host}/sitemap-sv.xml", $"http://{SiteTown.Host}/sitemap-en.xml"]);

        var swedish = XDocument.Parse((await _town.GetAsync("/sitemap-sv.xml")).Body);
        var english = XDocument.Parse((await _town.GetAsync("/sitemap-en.xml")).Body);

        var card = swedish.Descendants(map + "url").Single(u => u.Element(map + "loc")!.Value.EndsWith("/sv/tjanster/bibliotekskort", StringComparison.Ordinal));
        card.Elements("{http://www.w3.org/1999/xhtml}link").Select(l => l.Attribute("hreflang")!.Value).ShouldBe(["fi", "sv"]);
        english.ToString().ShouldNotContain("kirjastokortti");
        swedish.ToString().ShouldNotContain("kirjaston-tiski");
        (await _town.GetAsync("/robots.txt")).Body.ShouldContain("/sitemap.xml");
    }

    [Theory]
    [InlineData("/fi/palvelut?class=%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/fi/haku?q=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/fi/haku?q=%00%FF%FE&page=99999999999999999999&type=Municipality")]
    [InlineData("/fi/haku?q=((((((AND+OR+NOT+*:*")]
    [InlineData("/fi/palvelut?page=-1&letter=%3Cb%3E&way=../../etc")]
    [InlineData("/fi/palvelut?page=2147483648")]
    [InlineData("/fi/paikat?near=NaN,NaN&within=1e309&open=now&page=10000")]
    [InlineData("/fi/paikat?organization=not-a-guid&district=a:b:c&language=%20")]
    [InlineData("/fi/palvelut?&&&=&=x&q&q=&class==")]
    public async Task Hostile_questions_get_a_page_and_nothing_of_theirs_runs(string path)
    {
        var reply = await _town.GetAsync(path);

        reply.Status.ShouldBe(200);
        reply.Body.ShouldNotContain("<script>alert");
        reply.Body.ShouldNotContain("<b>");
    }

    private Task<IDocument> OpenAsync(string path) => OpenAsync(_town, path);

    private static async Task<IDocument> OpenAsync(SiteTown town, string path)
    {
        var reply = await town.GetAsync(path);
        reply.Status.ShouldBe(200, path);
        return await new HtmlParser().ParseDocumentAsync(reply.Body);
    }
}
