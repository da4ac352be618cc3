using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;

namespace Fori.Tests.Admin;

/// <summary>Directories from the editor's form to the visitor's list, map and file.</summary>
public sealed class DirectoryTests
{
    private const string Harbour = "60.4300, 22.2300";
    private const string Hill = "60.5000, 22.4000";

    [Fact]
    public async Task An_editor_makes_a_directory_with_two_facets_a_map_and_near_me_and_its_file_is_its_list()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var eero = await town.EditorAsync();
        var clubs = await eero.MakeAsync("Directory", [("title.fi", "Seurat"), ("summary.fi", "Löydä oma harrastus."), .. DirectoryTown.OfEntries, .. DirectoryTown.AgeAndKind, ("showMap", "true"), ("nearMe", "true")]);
        await eero.EntryAsync(clubs, "Meloja", ["kenelle:nuoret", "kenelle:aikuiset", "laji:liikunta", "laji:luonto"], ("point", Harbour));
        await eero.EntryAsync(clubs, "Kuoro", ["kenelle:aikuiset", "laji:musiikki"], ("point", Hill));
        await eero.EntryAsync(clubs, "=Muskari", ["kenelle:lapset", "laji:musiikki"]);
        var visitor = eero; // Who made it sees it at once.

        var all = await visitor.OpenAsync("/fi/seurat");
        var young = await visitor.OpenAsync("/fi/seurat?f-kenelle=nuoret");
        var both = await visitor.OpenAsync("/fi/seurat?f-kenelle=nuoret&f-kenelle=lapset");
        var sporty = await visitor.OpenAsync("/fi/seurat?f-laji=liikunta&f-laji=luonto");

        all.QuerySelector("h1")!.TextContent.ShouldBe("Seurat");
        all.Names().ShouldBe(["=Muskari", "Kuoro", "Meloja"]);
        all.QuerySelector("[role=status]")!.TextContent.ShouldBe("3 tulosta");
        (all.CountOf("f-kenelle", "aikuiset"), all.CountOf("f-kenelle", "lapset"), all.CountOf("f-laji", "musiikki"), all.CountOf("f-laji", "luonto")).ShouldBe((2, 1, 2, 1));
        all.QuerySelectorAll("legend").Select(l => l.TextContent).ShouldBe(["Kenelle", "Laji"]);
        all.QuerySelectorAll(".map-marker").Select(m => m.GetAttribute("aria-label")).ShouldBe(["1 Kuoro", "2 Meloja"]);
        young.Names().ShouldBe(["Meloja"]);
        young.CountOf("f-kenelle", "lapset").ShouldBe(1);
        young.QuerySelectorAll(".chosen a").Select(a => a.GetAttribute("href")).ShouldBe(["/fi/seurat", "/fi/seurat"]);
        both.Names().ShouldBe(["=Muskari", "Meloja"]);
        sporty.Names().ShouldBe(["Meloja"]);
        sporty.CountOf("f-laji", "musiikki").ShouldBeNull();
        (await visitor.OpenAsync("/fi/seurat?near=60.43,22.23")).Names().ShouldBe(["Meloja", "Kuoro", "=Muskari"]);
        (await visitor.OpenAsync("/fi/seurat?near=60.43,22.23&within=1000")).Names().ShouldBe(["Meloja"]);
        (await visitor.OpenAsync("/fi/seurat?bbox=22,60.4,22.3,60.45")).Names().ShouldBe(["Meloja"]);
        (await visitor.OpenAsync("/fi/seurat?q=kuoro")).Names().ShouldBe(["Kuoro"]);
        (await visitor.OpenAsync("/fi/seurat?view=map")).QuerySelectorAll(".on-map .map-marker").Length.ShouldBe(2);

        var csv = await visitor.GetAsync("/fi/seurat.csv?f-kenelle=nuoret&f-kenelle=lapset");
        csv.Headers["Content-Type"].ShouldBe("text/csv; charset=utf-8");
        DirectoryTown.Rows(csv.Text).ShouldBe(["'=Muskari", "Meloja"]);
        csv.Text.ShouldContain("Kenelle,Laji");
        csv.Text.ShouldContain("\"Nuoret, Aikuiset\"");
        JsonElement.Parse((await visitor.GetAsync("/fi/seurat.json?f-laji=musiikki")).Text).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()).ShouldBe(["=Muskari", "Kuoro"]);
        JsonElement.Parse((await visitor.GetAsync("/fi/seurat.geojson?q=meloja")).Text).GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates")[0].GetDouble().ShouldBe(22.23);
    }

    [Theory]
    [InlineData("bbox=nonsense")]
    [InlineData("bbox=1,2,3")]
    [InlineData("bbox=22,91,23,92")]
    [InlineData("bbox=NaN,NaN,NaN,NaN")]
    [InlineData("bbox=22,61,23,60")]
    [InlineData("page=-1")]
    [InlineData("page=99999999999999999999")]
    [InlineData("page=7")]
    [InlineData("f-kenelle%5B%5D=lapset")]
    [InlineData("f-olematon=x")]
    [InlineData("f-=x&f-%00=1&F-KENELLE=lapset")]
    [InlineData("near=%3Cscript%3E")]
    [InlineData("near=999,999&within=-5")]
    [InlineData("within=1e99")]
    [InlineData("sort=;drop%20table")]
    [InlineData("view=%27&open=never")]
    [InlineData("type=library&organization=00000000-0000-0000-0000-000000000001")]
    public async Task What_makes_no_sense_in_the_address_is_as_if_it_were_not_asked(string query)
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var clubs = await eero.MakeAsync("Directory", [("title.fi", "Seurat"), .. DirectoryTown.OfEntries, .. DirectoryTown.AgeAndKind, ("showMap", "true"), ("nearMe", "true")]);
        await eero.EntryAsync(clubs, "Kuoro", ["kenelle:lapset"]);

        var page = await eero.OpenAsync("/fi/seurat?" + query);
        var csv = await eero.GetAsync("/fi/seurat.csv?" + query);

        page.Names().ShouldBe(["Kuoro"]);
        page.QuerySelector("main script").ShouldBeNull();
        DirectoryTown.Rows(csv.Text).ShouldBe(["Kuoro"]);
    }

    [Theory]
    [InlineData("f-kenelle=vauvat", 0)]
    [InlineData("q=xyzzyq", 0)]
    public async Task A_value_that_nothing_has_finds_nothing_and_can_be_taken_away(string query, int found)
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var clubs = await eero.MakeAsync("Directory", [("title.fi", "Seurat"), .. DirectoryTown.OfEntries, .. DirectoryTown.AgeAndKind]);
        await eero.EntryAsync(clubs, "Kuoro", ["kenelle:lapset"]);

        var page = await eero.OpenAsync("/fi/seurat?" + query);

        page.Names().Count.ShouldBe(found);
        page.QuerySelector(".chosen a")!.GetAttribute("href").ShouldBe("/fi/seurat");
        DirectoryTown.Rows((await eero.GetAsync("/fi/seurat.csv?" + query)).Text).ShouldBeEmpty();
    }

    [Fact]
    public async Task Places_of_the_register_are_listed_by_a_filter_together_with_entries()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var sports = await town.SayAsync("Organization", "sports", """{"name":{"fi":"Liikuntapalvelut"}}""");
        await town.SayAsync("Place", "pool", """{"name":{"fi":"Uimahalli"},"organization":{"system":"ptv","key":"sports"},"languages":["fi"],"point":{"latitude":60.43,"longitude":22.23}}""");
        await town.SayAsync("Place", "library", """{"name":{"fi":"Kirjasto"},"languages":["sv"]}""");
        await eero.GetAsync("/admin/content/Directory/new");
        var form = (await eero.PostAsync(
            $"/admin/content/Directory/{Guid.CreateVersion7()}", ("expected", "0"), ("act", "add:sources.0.filters"), ("sources:count", "1"), ("sources.0.recordType", "Place"), ("sources.0.filters:count", "0"))).Text;

        var directory = await eero.MakeAsync(
            "Directory", ("title.fi", "Liikunta"), ("sources:count", "2"), ("sources.0.recordType", "Place"), ("sources.0.filters:count", "1"), ("sources.0.filters.0", $"organization={sports}"),
            ("sources.1.recordType", "Entry"), ("facets:count", "2"), ("facets.0.field", "organization"), ("facets.1.field", "languages"), ("facets.1.name.fi", "Kieli"));
        await eero.EntryAsync(directory, "Seura", []);
        var page = await eero.OpenAsync("/fi/liikunta");

        form.ShouldContain($"value=\"organization={sports}\"");
        form.ShouldContain("Liikuntapalvelut");
        page.Names().ShouldBe(["Seura", "Uimahalli"]);
        (await eero.OpenAsync($"/fi/liikunta?organization={sports}")).Names().ShouldBe(["Uimahalli"]);
        (await eero.OpenAsync($"/fi/liikunta?organization={sports}&organization={sports.ToString().ToUpperInvariant()}")).Names().ShouldBe(["Uimahalli"]);
        DirectoryTown.Rows((await eero.GetAsync("/fi/liikunta.csv?language=fi")).Text).ShouldBe(["Uimahalli"]);
        (await eero.GetAsync("/fi/liikunta.csv")).Text.ShouldContain("/fi/liikunta/seura");
    }

    [Fact]
    public async Task An_entry_tells_hours_of_today_address_phone_and_way_and_stands_below_its_directory()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv", "en"]);
        var eero = await town.EditorAsync();
        var clubs = await eero.MakeAsync("Directory", [("title.fi", "Seurat"), .. DirectoryTown.OfEntries, .. DirectoryTown.AgeAndKind]);

        await eero.EntryAsync(
            clubs, "Kuoro", ["laji:musiikki"], ("summary.fi", "Laulamme yhdessä."), ("address.street.fi", "Kirkkokatu 3"), ("address.postalCode", "20100"), ("address.locality.fi", "Ranta"), ("point", Harbour),
            ("phones:count", "1"), ("phones.0.number", "02 330 111"), ("email", "kuoro@ranta.example"), ("links.fi:count", "1"), ("links.fi.0.label", "Omat sivut"), ("links.fi.0.url", "https://kuoro.example/"),
            ("hours.weekly:count", "1"), ("hours.weekly.0.from", "Monday"), ("hours.weekly.0.to", "Sunday"), ("hours.weekly.0.opens", "00:00"), ("hours.weekly.0.closes", "00:00"),
            ("body.fi:count", "1"), ("body.fi.0:type", "text"), ("body.fi.0.html", "Harjoitukset ovat **avoimia**."));
        var answer = await eero.GetAsync("/fi/seurat/kuoro");
        var page = DirectoryTown.Parse(answer.Text);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        page.QuerySelectorAll(".breadcrumb a").Select(a => a.GetAttribute("href")).ShouldContain("/fi/seurat");
        page.QuerySelector("main")!.TextContent.ShouldContain("Kirkkokatu 3");
        page.QuerySelector("a[href='tel:02330111']").ShouldNotBeNull();
        page.QuerySelectorAll("a").ShouldContain(a => a.GetAttribute("href")!.StartsWith("https://www.openstreetmap.org/directions", StringComparison.Ordinal));
        page.QuerySelector("a[href='https://kuoro.example/']").ShouldNotBeNull();
        page.QuerySelector(".card-facts")!.TextContent.ShouldContain("Musiikki");
        answer.Text.ShouldContain("<strong>avoimia</strong>");
        answer.Text.ShouldContain("LocalBusiness");
        answer.Text.ShouldContain("OpeningHoursSpecification");
        (await eero.GetAsync("/fi/seurat")).Text.ShouldContain("\"ItemList\"");
        (await eero.GetAsync("/fi/haku?q=kuoro")).Text.ShouldContain("/fi/seurat/kuoro");
        (await eero.GetAsync("/fi/haku?q=seurat")).Text.ShouldContain("href=\"/fi/seurat\"");
        (await eero.GetAsync("/sitemap-fi.xml")).Text.ShouldContain("/fi/seurat/kuoro");
        var feed = XDocument.Parse((await eero.GetAsync("/fi/seurat/feed.rss?f-laji=musiikki")).Text);
        feed.Descendants("item").Single().Element("link")!.Value.ShouldEndWith("/fi/seurat/kuoro");
        XDocument.Parse((await eero.GetAsync("/fi/seurat/feed.atom")).Text).Root!.Elements().Count(e => e.Name.LocalName == "entry").ShouldBe(1);
        (await eero.GetAsync("/fi/seurat/kuoro.csv")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await eero.GetAsync("/fi/seurat.exe")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await eero.GetAsync("/fi/")).Text.ShouldContain("href=\"/fi/seurat\"");
    }

    [Fact]
    public async Task A_day_of_exception_closes_an_entry_on_its_page_for_machines_and_under_open_now()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var clubs = await eero.MakeAsync("Directory", [("title.fi", "Seurat"), .. DirectoryTown.OfEntries]);
        var today = TimeZoneInfo.ConvertTime(town.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki")).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (string, string)[] always = [("hours.weekly:count", "1"), ("hours.weekly.0.from", "Monday"), ("hours.weekly.0.to", "Sunday"), ("hours.weekly.0.opens", "00:00"), ("hours.weekly.0.closes", "00:00")];

        await eero.EntryAsync(clubs, "Aina auki", [], always);
        await eero.EntryAsync(clubs, "Tänään kiinni", [], [.. always, ("hours.exceptions:count", "1"), ("hours.exceptions.0.from", today), ("hours.exceptions.0.reason.fi", "Talkoot")]);
        await eero.EntryAsync(clubs, "Ei aikoja", []);

        (await eero.OpenAsync("/fi/seurat?open=now")).Names().ShouldBe(["Aina auki"]);
        DirectoryTown.Rows((await eero.GetAsync("/fi/seurat.csv?open=now")).Text).ShouldBe(["Aina auki"]);
        var closed = (await eero.GetAsync("/fi/seurat/tanaan-kiinni")).Text;
        closed.ShouldContain("Talkoot");
        closed.ShouldContain($"\"validFrom\":\"{today}\"");
        closed.ShouldContain("is-closed");
    }

    [Theory]
    [InlineData("#sources", "Hakemistolla ei ole lähdettä")]
    [InlineData("#facets.0.field", "Hakemiston kohteilla ei ole tietoa", "sources:count=1", "sources.0.recordType=Service", "facets:count=1", "facets.0.field=placeTypes")]
    [InlineData("#facets.0.field", "Hakemiston kohteilla ei ole tietoa", "sources:count=1", "sources.0.recordType=Place", "facets:count=1", "facets.0.field=salaisuus")]
    [InlineData("#facets.0.name.fi", "puuttuu otsikko", "sources:count=1", "sources.0.recordType=Entry", "facets:count=1", "facets.0.values:count=1", "facets.0.values.0.name.fi=Lapset")]
    [InlineData("#facets.0.values", "ei ole vaihtoehtoja", "sources:count=1", "sources.0.recordType=Entry", "facets:count=1", "facets.0.name.fi=Kenelle")]
    [InlineData("#facets.0", "kirjoitettuja kohteita", "sources:count=1", "sources.0.recordType=Place", "facets:count=1", "facets.0.name.fi=Kenelle", "facets.0.values:count=1", "facets.0.values.0.name.fi=Lapset")]
    [InlineData("#sources.0.filters.0", "Tällä ehdolla ei voi valita", "sources:count=1", "sources.0.recordType=Service", "sources.0.filters:count=1", "sources.0.filters.0=placeTypes=place-type:library")]
    public async Task What_cannot_work_is_told_with_its_place_and_how_to_mend_it(string place, string said, params string[] typed)
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        eero.Language = "fi";

        var refused = await eero.SendAsync("Directory", "publish:fi", [("title.fi", "Hakemisto"), .. typed.Select(t => (t[..t.IndexOf('=', StringComparison.Ordinal)], t[(t.IndexOf('=', StringComparison.Ordinal) + 1)..]))]);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain($"href=\"{place}\"");
        DirectoryTown.Problems(refused.Text).ShouldContain(said);
        refused.Text.ShouldContain("value=\"Hakemisto\"");
    }

    [Fact]
    public async Task An_entry_without_a_directory_with_an_unknown_value_or_half_an_hour_is_refused()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        eero.Language = "fi";
        var page = await eero.MakeAsync("Page", ("title.fi", "Sivu"));
        var clubs = await eero.MakeAsync("Directory", [("title.fi", "Seurat"), .. DirectoryTown.OfEntries, .. DirectoryTown.AgeAndKind]);

        var homeless = await eero.SendAsync("DirectoryEntry", "publish:fi", ("title.fi", "Koditon"));
        var misplaced = await eero.SendAsync("DirectoryEntry", "publish:fi", ("title.fi", "Väärä"), ("parent", page));
        var odd = await eero.SendAsync(
            "DirectoryEntry", "publish:fi", ("title.fi", "Outo"), ("parent", clubs), ("facetValues:count", "1"), ("facetValues.0", "kenelle:marsilaiset"),
            ("hours.exceptions:count", "1"), ("hours.exceptions.0.from", "2026-12-24"), ("hours.exceptions.0.to", "2026-12-23"), ("hours.exceptions.0.opens", "10:00"));
        var nowhere = await eero.SendAsync("DirectoryEntry", "publish:fi", ("title.fi", "Missä"), ("parent", clubs), ("point", "torin kulmalla"));

        homeless.Text.ShouldContain("href=\"#parent\"");
        DirectoryTown.Problems(misplaced.Text).ShouldContain("Kohteella ei ole hakemistoa");
        odd.Text.ShouldContain("href=\"#facetValues\"");
        odd.Text.ShouldContain("href=\"#hours.exceptions.0.closes\"");
        odd.Text.ShouldContain("href=\"#hours.exceptions.0.to\"");
        nowhere.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        nowhere.Text.ShouldContain("torin kulmalla");
    }

    [Fact]
    public async Task A_value_keeps_its_entries_when_its_name_is_mended_and_is_offered_to_them()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var clubs = await eero.MakeAsync("Directory", [("title.fi", "Seurat"), .. DirectoryTown.OfEntries, .. DirectoryTown.AgeAndKind]);
        await eero.EntryAsync(clubs, "Muskari", ["kenelle:lapset"]);
        var form = $"/admin/content/Directory/{clubs}";
        var drawn = DirectoryTown.Parse((await eero.GetAsync(form)).Text);

        (drawn.GetElementById("facets.0.values.0.key") as AngleSharp.Html.Dom.IHtmlInputElement)!.Value.ShouldBe("lapset");
        await eero.PostAsync(
            form, ("expected", drawn.QuerySelector("input[name=expected]")!.GetAttribute("value")!), ("act", "publish:fi"), ("facets:count", "1"), ("facets.0.name.fi", "Ikä"), ("facets.0.key", "kenelle"),
            ("facets.0.values:count", "1"), ("facets.0.values.0.name.fi", "Alle kouluikäiset"), ("facets.0.values.0.key", "lapset"));
        var page = await eero.OpenAsync("/fi/seurat?f-kenelle=lapset");
        var entry = (await eero.GetAsync("/admin/content/DirectoryEntry/new")).Text;

        page.Names().ShouldBe(["Muskari"]);
        page.QuerySelector("legend")!.TextContent.ShouldBe("Ikä");
        page.QuerySelector(".chosen a")!.TextContent.ShouldContain("Alle kouluikäiset");
        entry.ShouldContain("type=\"checkbox\" name=\"facetValues.0\" value=\"kenelle:lapset\"");
        entry.ShouldContain("Seurat – Ikä: Alle kouluikäiset");
    }

    [Fact]
    public async Task A_renamed_directory_is_found_with_all_that_was_asked_of_it()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var clubs = await eero.MakeAsync("Directory", [("title.fi", "Seurat"), .. DirectoryTown.OfEntries]);
        var form = $"/admin/content/Directory/{clubs}";
        var expected = DirectoryTown.Parse((await eero.GetAsync(form)).Text).QuerySelector("input[name=expected]")!.GetAttribute("value")!;
        await eero.PostAsync(form, ("expected", expected), ("act", "publish:fi"), ("title.fi", "Yhdistykset"));

        (await eero.GetAsync("/fi/seurat?q=kuoro")).Location.ShouldBe("/fi/yhdistykset?q=kuoro");
        (await eero.GetAsync("/fi/seurat.csv?q=kuoro")).Location.ShouldBe("/fi/yhdistykset.csv?q=kuoro");
        (await eero.GetAsync("/fi/seurat/feed.rss")).Location.ShouldBe("/fi/yhdistykset/feed.rss");
    }

    [Fact]
    public async Task An_entry_stands_in_other_directories_too_and_is_no_place_for_pages()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var clubs = await eero.MakeAsync("Directory", [("title.fi", "Seurat"), .. DirectoryTown.OfEntries]);
        var music = await eero.MakeAsync("Directory", [("title.fi", "Musiikki"), .. DirectoryTown.OfEntries]);

        await eero.EntryAsync(clubs, "Kuoro", [], ("otherDirectories:count", "1"), ("otherDirectories.0", music));

        (await eero.OpenAsync("/fi/musiikki")).Names().ShouldBe(["Kuoro"]);
        (await eero.OpenAsync("/fi/musiikki")).QuerySelector(".cards a")!.GetAttribute("href").ShouldBe("/fi/seurat/kuoro");
        var parents = DirectoryTown.Parse((await eero.GetAsync("/admin/content/Page/new")).Text).QuerySelectorAll("[id='parent'] option").Select(o => o.TextContent).ToList();
        parents.ShouldContain("Seurat");
        parents.ShouldNotContain("Kuoro");
    }
}
