using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Tests.MediaLibrary;

namespace Fori.Tests.Admin;

/// <summary>What all content has besides its text: the unit in charge, pages to read besides, a picture for sharing, lists that leave it out.</summary>
public sealed class CommonFieldsTests
{
    [Fact]
    public async Task The_unit_in_charge_of_a_branch_stands_on_all_its_pages_until_one_names_another()
    {
        await using var town = await AdminTown.StartAsync();
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        var (municipality, culture) = (await town.IdOfAsync("town"), await town.IdOfAsync("culture"));
        var top = await eero.NewAsync("Page");
        var above = await eero.TakenAsync(top, 0, "publish:fi", ("title.fi", "Vapaa-aika"), ("ownerUnit", $"{culture}"));
        var middle = await eero.TakenAsync(await eero.NewAsync("Page"), 0, "publish:fi", ("title.fi", "Kirjat"), ("parent", above));
        var below = await eero.NewAsync("Page");
        await eero.TakenAsync(below, 0, "publish:fi", ("title.fi", "Lainaaminen"), ("parent", middle));
        async Task<string?> UnitAsync(string path) => DirectoryTown.Parse((await eero.GetAsync(path)).Text).QuerySelector(".owner-unit a")?.TextContent;

        (await UnitAsync("/fi/vapaa-aika")).ShouldBe("Kulttuuripalvelut");
        (await UnitAsync("/fi/vapaa-aika/kirjat/lainaaminen")).ShouldBe("Kulttuuripalvelut");

        await eero.TakenAsync(top, 1, "publish:fi", ("title.fi", "Vapaa-aika"), ("ownerUnit", $"{municipality}"));
        (await UnitAsync("/fi/vapaa-aika/kirjat/lainaaminen")).ShouldBe("Rannan kunta", "the page is made anew when the one above says another unit");
        await eero.TakenAsync(below, 1, "publish:fi", ("title.fi", "Lainaaminen"), ("parent", middle), ("ownerUnit", $"{culture}"));
        (await UnitAsync("/fi/vapaa-aika/kirjat/lainaaminen")).ShouldBe("Kulttuuripalvelut");
        await town.SayAsync("Organization", "culture", """{"identifiers":[{"system":"ptv","value":"culture"}],"name":{"fi":"Kulttuuri ja kirjastot"}}""");
        (await UnitAsync("/fi/vapaa-aika/kirjat/lainaaminen")).ShouldBe("Kulttuuri ja kirjastot");
        (await eero.GetAsync($"/api/v1/Page?ownerUnit={culture}")).Text.ShouldContain("Lainaaminen");
    }

    [Fact]
    public async Task Pages_to_read_besides_go_before_those_of_the_same_topic()
    {
        await using var town = await AdminTown.StartAsync();
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        var topic = await eero.TakenAsync(await eero.NewAsync("Topic"), 0, "publish:fi", ("name.fi", "Asuminen"));
        await eero.TakenAsync(await eero.NewAsync("Page"), 0, "publish:fi", ("title.fi", "Vuokra-asunnot"), ("topics:count", "1"), ("topics.0", topic));
        var form = await eero.NewAsync("Page");
        var draft = await eero.TakenAsync(await eero.NewAsync("Page"), 0, "save", ("title.fi", "Keskeneräinen"));
        (string, string)[] typed = [("title.fi", "Tontit"), ("topics:count", "1"), ("topics.0", topic)];
        async Task<IEnumerable<string>> RelatedAsync() => DirectoryTown.Parse((await eero.GetAsync("/fi/tontit")).Text).QuerySelectorAll("nav[aria-labelledby=related] a").Select(a => a.TextContent.Trim());

        await eero.TakenAsync(form, 0, "publish:fi", typed);
        (await RelatedAsync()).ShouldBe(["Vuokra-asunnot"]);

        await eero.TakenAsync(form, 1, "publish:fi", [.. typed, ("related:count", "2"), ("related.0", $"{await town.IdOfAsync("card")}"), ("related.1", $"{await town.IdOfAsync("library")}")]);
        (await RelatedAsync()).ShouldBe(["Kirjastokortti", "Lautturilan kirjasto"], "as chosen, whatever the topic");
        await eero.TakenAsync(form, 2, "publish:fi", [.. typed, ("related:count", "1"), ("related.0", draft)]);
        (await RelatedAsync()).ShouldBe(["Vuokra-asunnot"], "what is not public is no page to read");
    }

    [Fact]
    public async Task Fields_that_are_folded_stay_open_where_something_was_done_in_them_and_each_is_called_by_its_label()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        await eero.TakenAsync(await eero.NewAsync("Page"), 0, "publish:fi", ("title.fi", "Asuminen"));
        var form = await eero.NewAsync("Page");

        var added = DirectoryTown.Parse((await eero.PostAsync(form, RegisteredTown.Form(0, "add:related", ("title.fi", "Tontit")))).Text);
        var elsewhere = DirectoryTown.Parse((await eero.PostAsync(form, RegisteredTown.Form(0, "add:contacts", ("title.fi", "Tontit")))).Text);

        added.QuerySelector("details.folded-fields")!.HasAttribute("open").ShouldBeTrue();
        elsewhere.QuerySelector("details.folded-fields")!.HasAttribute("open").ShouldBeFalse();
        foreach (var page in new[] { added, elsewhere })
        {
            page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_page_left_out_of_search_and_lists_is_still_at_its_address()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var above = await eero.TakenAsync(await eero.NewAsync("Page"), 0, "publish:fi", ("title.fi", "Asuminen"));
        var form = await eero.NewAsync("Page");
        (string, string)[] typed = [("title.fi", "Kampanja"), ("parent", above)];
        var drawn = DirectoryTown.Parse((await eero.GetAsync("/admin/content/Page/new")).Text).QuerySelectorAll("#hiddenFrom input[type=checkbox]").Select(i => i.GetAttribute("value"));
        drawn.ShouldBe(["Search", "Menus"]);

        await eero.TakenAsync(form, 0, "publish:fi", typed);
        (await SeenAsync(eero)).ShouldBe((true, true, true, true, true));

        await eero.TakenAsync(form, 1, "publish:fi", [.. typed, ("hiddenFrom:count", "2"), ("hiddenFrom.0", "Search")]);
        (await SeenAsync(eero)).ShouldBe((false, false, false, true, false));

        await eero.TakenAsync(form, 2, "publish:fi", [.. typed, ("hiddenFrom:count", "2"), ("hiddenFrom.1", "Menus")]);
        (await SeenAsync(eero)).ShouldBe((true, true, true, false, true));
    }

    // On the site's search, in the interface's, in the sitemap, in the list of the page above; and may others' search engines keep it.
    private static async Task<(bool, bool, bool, bool, bool)> SeenAsync(Visitor eero)
    {
        var page = await eero.GetAsync("/fi/asuminen/kampanja");
        page.Status.ShouldBe(HttpStatusCode.OK);
        return (
            (await eero.GetAsync("/fi/haku?q=kampanja")).Text.Contains("href=\"/fi/asuminen/kampanja\"", StringComparison.Ordinal),
            (await eero.GetAsync("/api/v1/search?q=kampanja&lang=fi")).Text.Contains("/fi/asuminen/kampanja", StringComparison.Ordinal),
            (await eero.GetAsync("/sitemap-fi.xml")).Text.Contains("/fi/asuminen/kampanja", StringComparison.Ordinal),
            DirectoryTown.Parse((await eero.GetAsync("/fi/asuminen")).Text).QuerySelectorAll("nav[aria-labelledby=below] a").Any(a => a.TextContent == "Kampanja"),
            !DirectoryTown.Parse(page.Text).QuerySelectorAll("meta[name=robots]").Any(m => m.GetAttribute("content")!.Contains("noindex", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_picture_for_sharing_is_on_cards_and_not_on_the_page()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var (wide, square) = (await PictureAsync(eero, "kansi.png", 1_200), await PictureAsync(eero, "jako.png", 600));
        var form = await eero.NewAsync("NewsItem");
        (string, string)[] typed = [("title.fi", "Silta avattiin"), ("lead.fi", "Jokisilta on auki."), ("image", wide)];
        async Task<string> CardAsync(string of) => DirectoryTown.Parse((await eero.GetAsync(of)).Text).QuerySelector("meta[property='og:image']")?.GetAttribute("content") ?? "";

        await eero.TakenAsync(form, 0, "publish:fi", typed);
        var address = DirectoryTown.Parse((await eero.GetAsync("/fi/uutiset")).Text).QuerySelector("a[href*='silta-avattiin']")!.GetAttribute("href")!;
        var before = await CardAsync(address);
        await eero.TakenAsync(form, 1, "publish:fi", [.. typed, ("shareImage", square)]);

        before.ShouldNotBeEmpty();
        var after = await CardAsync(address);
        after.ShouldNotBeEmpty();
        after.ShouldNotBe(before);
        (await eero.GetAsync($"/admin/content/Media/{square}/uses")).Text.ShouldContain("Silta avattiin");
    }

    private static async Task<string> PictureAsync(Visitor eero, string name, int width)
    {
        await eero.GetAsync("/admin/media/upload");
        var sent = await eero.SendFilesAsync("/admin/media/upload", "files", [(name, SampleFiles.Png(width, 600))], ("batch", $"{Guid.NewGuid()}"));
        var id = Regex.Match(sent.Location.ShouldNotBeNull(), "[0-9a-f]{8}-[0-9a-f-]{27}").Value;
        return await eero.TakenAsync($"/admin/content/Media/{id}", 1, "publish:fi", ("title.fi", name), ("alt.fi", name));
    }

    [Theory]
    [InlineData("ServicePage", "card", "/fi/palvelut/kirjastokortti")]
    [InlineData("PlacePage", "library", "/fi/paikat/lautturilan-kirjasto")]
    [InlineData("UnitPage", "culture", "/fi/organisaatiot/kulttuuripalvelut")]
    public async Task Whom_to_ask_stands_beside_the_facts_of_a_register_too(string type, string record, string address)
    {
        await using var town = await AdminTown.StartAsync();
        await town.RegisterAsync();
        var eero = await town.EditorAsync("eero", new Grant(Role.SiteManager));
        var desk = await eero.TakenAsync(await eero.NewAsync("Contact"), 0, "publish:fi", ("name.fi", "Neuvonta"), ("phones:count", "1"), ("phones.0.number", "02 330 000"));
        var of = await town.IdOfAsync(record);

        await eero.TakenAsync(await eero.NewAsync(type, $"?of={of}"), 0, "publish:fi", ("of", $"{of}"), ("contacts:count", "1"), ("contacts.0", desk));

        var aside = DirectoryTown.Parse((await eero.GetAsync(address)).Text).QuerySelector("aside.side").ShouldNotBeNull();
        aside.QuerySelectorAll(".contact-card > h3").Select(h => h.TextContent.Trim()).ShouldBe(["Neuvonta"]);
        aside.QuerySelector("a[href='tel:02330000']").ShouldNotBeNull();
    }
}
