using System.Net;
using System.Text.Json.Nodes;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>Blocks with forms of their own, without scripts: from what an editor types to what a resident reads.</summary>
public sealed class BlocksTests
{
    private static readonly (string, string)[] OfTable =
        [("title.fi", "Hinnat"), ("body.fi:count", "1"), ("body.fi.0:type", "table"), ("body.fi.0.caption", "Uimahallin hinnat")];

    [Fact]
    public async Task A_table_that_is_pasted_comes_back_as_fields_and_goes_out_with_its_heads()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");

        var read = await eero.PostAsync(page, RegisteredTown.Form(0, "paste:body.fi.0.table", [.. OfTable, ("body.fi.0.table:paste", "Ikä;Hinta\n0–6;ilmainen\n7–15;3,50 €")]));

        read.Status.ShouldBe(HttpStatusCode.OK);
        var form = DirectoryTown.Parse(read.Text);
        form.GetElementById("body.fi.0.table.0.1").ShouldNotBeNull().GetAttribute("value").ShouldBe("Hinta");
        form.GetElementById("body.fi.0.table.2.1").ShouldNotBeNull().GetAttribute("value").ShouldBe("3,50 €");
        read.Text.ShouldContain("2 rows, 2 columns, parted by semicolons");
        await eero.TakenAsync(page, 0, "publish:fi", [.. OfTable, .. Cells("body.fi.0.table", ["Ikä", "Hinta"], ["0–6", "ilmainen"], ["7–15", "3,50 €"]), ("body.fi.0.rowHeaders", "true")]);
        var shown = DirectoryTown.Parse((await eero.GetAsync("/fi/hinnat")).Text);
        shown.QuerySelector(".data-table caption").ShouldNotBeNull().TextContent.ShouldBe("Uimahallin hinnat");
        shown.QuerySelectorAll(".data-table th[scope=col]").Select(c => c.TextContent).ShouldBe(["Ikä", "Hinta"]);
        shown.QuerySelectorAll(".data-table th[scope=row]").Select(c => c.TextContent).ShouldBe(["0–6", "7–15"]);
        var region = shown.QuerySelector("[role=region][tabindex='0']:has(.data-table)").ShouldNotBeNull();
        shown.GetElementById(region.GetAttribute("aria-labelledby").ShouldNotBeNull()).ShouldNotBeNull().TextContent.ShouldBe("Uimahallin hinnat");
        (await eero.GetAsync("/fi/haku?q=ilmainen")).Text.ShouldContain("/fi/hinnat");
        var json = JsonNode.Parse((await eero.GetAsync($"/api/v1/Page/{EditedTown.IdOf(page)}")).Text);
        JsonNode.DeepEquals(json?["body"]?["fi"]?[0]?["table"], JsonNode.Parse("""{"head":["Ikä","Hinta"],"rows":[["0–6","ilmainen"],["7–15","3,50 €"]]}""")).ShouldBeTrue(json?.ToJsonString());
    }

    [Fact]
    public async Task A_table_that_was_pasted_and_never_read_is_read_when_the_form_is_saved()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");

        await eero.TakenAsync(page, 0, "publish:fi", [.. OfTable, ("body.fi.0.table:columns", "2"), ("body.fi.0.table:count", "3"), ("body.fi.0.table:paste", "Ikä\tHinta\n0–6\tilmainen")]);

        (await eero.GetAsync("/fi/hinnat")).Text.ShouldContain(">ilmainen</td>");
    }

    [Fact]
    public async Task What_cannot_be_read_stays_in_the_form_with_the_reason()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");

        var refused = await eero.PostAsync(page, RegisteredTown.Form(0, "save", [.. OfTable, ("body.fi.0.table:paste", "Ikä;Hinta\n0–6;\"ilmainen")]));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        DirectoryTown.Problems(refused.Text).ShouldContain("never closed");
        refused.Text.ShouldContain("0–6;&quot;ilmainen");
    }

    [Fact]
    public async Task A_table_without_a_head_is_refused_with_its_place()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");

        var refused = await eero.PostAsync(page, RegisteredTown.Form(0, "publish:fi", [.. OfTable, .. Cells("body.fi.0.table", ["Ikä", ""], ["0–6", "ilmainen"])]));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        DirectoryTown.Problems(refused.Text).ShouldContain("Column 2 has no head");
        var field = DirectoryTown.Parse(refused.Text).GetElementById("body.fi.0.table.0.1").ShouldNotBeNull();
        field.GetAttribute("aria-invalid").ShouldBe("true");
        DirectoryTown.Parse(refused.Text).QuerySelector(".problems a[href='#body.fi.0.table.0.1']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Rows_and_columns_are_added_moved_and_taken_away_by_buttons()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");
        (string, string)[] typed = [.. OfTable, .. Cells("body.fi.0.table", ["Ikä", "Hinta"], ["0–6", "ilmainen"], ["7–15", "3,50 €"])];

        async Task<IReadOnlyList<string>> After(string act, string line) =>
        [
            .. DirectoryTown.Parse((await eero.PostAsync(page, RegisteredTown.Form(0, $"{act}:body.fi.0.table", [.. typed, ("body.fi.0.table:line", line)]))).Text)
                .QuerySelectorAll("table.grid input").Select(i => i.GetAttribute("value") ?? ""),
        ];

        (await After("line-on", "r1")).ShouldBe(["Ikä", "Hinta", "7–15", "3,50 €", "0–6", "ilmainen"]);
        (await After("line-back", "c1")).ShouldBe(["Hinta", "Ikä", "ilmainen", "0–6", "3,50 €", "7–15"]);
        (await After("line-remove", "r2")).ShouldBe(["Ikä", "Hinta", "0–6", "ilmainen"]);
        (await After("line-back", "r1")).ShouldBe(["Ikä", "Hinta", "0–6", "ilmainen", "7–15", "3,50 €"]);
        (await After("add-row", "")).Count.ShouldBe(8);
        (await After("add-column", "")).Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_chart_is_drawn_with_its_name_what_it_tells_and_its_table()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");

        await eero.TakenAsync(page, 0, "publish:fi",
            ("title.fi", "Väkiluku"), ("body.fi:count", "1"), ("body.fi.0:type", "chart"), ("body.fi.0.kind", "Columns"), ("body.fi.0.title", "Asukkaita"),
            ("body.fi.0.description", "Väki kasvaa <hitaasti>."), ("body.fi.0.table:paste", "Vuosi;Naisia;Miehiä\n2025;1 200;1 150\n2026;1 230;1 190"));

        var shown = DirectoryTown.Parse((await eero.GetAsync("/fi/vakiluku")).Text);
        var svg = shown.QuerySelector("svg.chart[role=img]").ShouldNotBeNull();
        svg.GetAttribute("aria-labelledby").ShouldNotBeNull().Split(' ').Select(id => shown.GetElementById(id).ShouldNotBeNull().TextContent).ShouldBe(["Asukkaita", "Väki kasvaa <hitaasti>."]);
        svg.QuerySelectorAll(".chart-bar").Length.ShouldBe(6, "four bars and two in the legend");
        svg.QuerySelectorAll("pattern").Length.ShouldBe(1, "the second series is told apart without colour");
        shown.QuerySelectorAll("figure details .data-table tbody tr").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Columns_hold_blocks_in_the_order_in_which_they_are_read_and_no_columns()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");
        (string, string)[] typed =
        [
            ("title.fi", "Palstat"), ("body.fi:count", "1"), ("body.fi.0:type", "columns"), ("body.fi.0.heading", "Kaksi asiaa"), ("body.fi.0.columns:count", "2"),
            ("body.fi.0.columns.0.blocks:count", "1"), ("body.fi.0.columns.0.blocks.0:type", "text"), ("body.fi.0.columns.0.blocks.0.html", "Ensimmäinen."),
            ("body.fi.0.columns.1.blocks:count", "1"), ("body.fi.0.columns.1.blocks.0:type", "quote"), ("body.fi.0.columns.1.blocks.0.text", "Toinen."),
        ];

        var added = await eero.PostAsync(page, RegisteredTown.Form(0, "add:body.fi:columns", [("title.fi", "Palstat")]));
        await eero.TakenAsync(page, 0, "publish:fi", typed);

        DirectoryTown.Parse(added.Text).QuerySelectorAll("[id='body.fi.0.columns.0.blocks.0.html'], [id='body.fi.0.columns.1.blocks.0.html']").Length.ShouldBe(2, "a new one begins with two columns of text");
        added.Text.ShouldNotContain("add:body.fi.0.columns.0.blocks:columns");
        var shown = DirectoryTown.Parse((await eero.GetAsync("/fi/palstat")).Text);
        shown.QuerySelectorAll(".columns-row > .column").Select(c => c.TextContent.Trim()).ShouldBe(["Ensimmäinen.", "Toinen."]);
        (await eero.GetAsync("/fi/haku?q=toinen")).Text.ShouldContain("/fi/palstat");
        var within = await eero.PostAsync(page, RegisteredTown.Form(1, "publish:fi", [.. typed.Take(5), .. typed.Skip(5).Select(t => t.Item2 == "quote" ? (t.Item1, "search") : t)]));
        DirectoryTown.Problems(within.Text).ShouldContain("does not fit into a column");
    }

    [Fact]
    public async Task A_video_elsewhere_is_a_link_until_the_visitor_asks_for_it()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");
        (string, string)[] typed =
            [("title.fi", "Esittely"), ("body.fi:count", "1"), ("body.fi.0:type", "video"), ("body.fi.0.title", "Kunta kutsuu"), ("body.fi.0.url", "https://youtu.be/dQw4w9WgXcQ?si=abc")];

        var refused = await eero.PostAsync(page, RegisteredTown.Form(0, "publish:fi", typed));
        var other = await eero.PostAsync(page, RegisteredTown.Form(1, "publish:fi", [.. typed[..^1], ("body.fi.0.url", "https://videot.example/1"), ("body.fi.0.hasCaptions", "true")]));
        await eero.TakenAsync(page, 2, "publish:fi", [.. typed, ("body.fi.0.hasCaptions", "true")]);

        DirectoryTown.Problems(refused.Text).ShouldContain("must have captions");
        DirectoryTown.Problems(other.Text).ShouldContain("YouTube, Vimeo");
        var answer = await eero.GetAsync("/fi/esittely");
        var shown = DirectoryTown.Parse(answer.Text);
        shown.QuerySelector(".video-outside a").ShouldNotBeNull().GetAttribute("href").ShouldBe("https://www.youtube.com/watch?v=dQw4w9WgXcQ");
        shown.QuerySelectorAll("iframe, [src^='http'], [data-embed]").ShouldBeEmpty("the municipality allows no frames, and nothing is fetched from elsewhere");
        answer.Text.ShouldContain("YouTube");
    }

    [Fact]
    public async Task A_video_starts_within_the_page_where_the_settings_allow_its_service()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var page = await saara.NewAsync("Page");
        await saara.TakenAsync(page, 0, "publish:fi",
            ("title.fi", "Esittely"), ("body.fi:count", "1"), ("body.fi.0:type", "video"), ("body.fi.0.title", "Kunta kutsuu"), ("body.fi.0.url", "https://youtu.be/dQw4w9WgXcQ"), ("body.fi.0.hasCaptions", "true"));
        async Task<string?> EmbeddedAsync() => DirectoryTown.Parse((await saara.GetAsync("/fi/esittely")).Text).QuerySelector("[data-embed]")?.GetAttribute("data-embed");
        (await EmbeddedAsync()).ShouldBeNull();

        await saara.GetAsync("/admin/settings");
        (await saara.PostAsync("/admin/settings", ("languages", "fi"), ("main", "fi"), ("name.fi", "Ranta"), ("videos", "youtube"), ("videos", "https://evil.example"))).Location.ShouldBe("/admin/settings?saved");

        (await EmbeddedAsync()).ShouldNotBeNull().ShouldStartWith("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ");
        DirectoryTown.Parse((await saara.GetAsync("/admin/settings")).Text).QuerySelectorAll("input[name=videos]:checked, input[name=videos][checked]").Select(i => i.GetAttribute("value")).ShouldBe(["youtube"]);
    }

    [Fact]
    public async Task A_map_lists_places_and_points_of_its_own_with_the_numbers_of_their_markers()
    {
        await using var town = await AdminTown.StartAsync();
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");

        await eero.TakenAsync(page, 0, "publish:fi",
            ("title.fi", "Kartalla"), ("body.fi:count", "1"), ("body.fi.0:type", "map"), ("body.fi.0.heading", "Rannat"),
            ("body.fi.0.places:count", "1"), ("body.fi.0.places.0", (await town.IdOfAsync("library")).ToString()),
            ("body.fi.0.points:count", "1"), ("body.fi.0.points.0.name", "Lintutorni"), ("body.fi.0.points.0.text", "Portaat."), ("body.fi.0.points.0.point", "60.45, 22.27"));

        var answer = await eero.GetAsync("/fi/kartalla");
        var shown = DirectoryTown.Parse(answer.Text);
        var points = shown.QuerySelectorAll(".map-items > li:has(.pin-number)");
        points[^1].TextContent.ShouldContain("Lintutorni");
        shown.QuerySelectorAll("fori-map .map-marker").Select(m => m.GetAttribute("data-number")).Order().ShouldBe(points.Select(p => p.QuerySelector(".pin-number").ShouldNotBeNull().TextContent).Order());
        shown.QuerySelector($"fori-map a[href='#{points[^1].Id}']").ShouldNotBeNull();
        answer.Text.ShouldContain("fori-map.js");
        (await eero.GetAsync("/admin/content/Page/" + EditedTown.IdOf(page) + "/uses")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Open_now_says_the_hours_of_today_in_words()
    {
        await using var town = await AdminTown.StartAsync();
        await town.SayAsync("Place", "kiosk", """{"identifiers":[{"system":"ptv","value":"kiosk"}],"name":{"fi":"Aina auki -kioski"},"placeTypes":[{"scheme":"place-type","value":"market"}],"hours":{"rules":[{"kind":"Always"}]}}""");
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");

        await eero.TakenAsync(page, 0, "publish:fi",
            ("title.fi", "Nyt"), ("body.fi:count", "1"), ("body.fi.0:type", "open-now"), ("body.fi.0.placeType", "market"));
        var none = await eero.PostAsync(await eero.NewAsync("Page"), RegisteredTown.Form(0, "publish:fi", ("title.fi", "Tyhjä"), ("body.fi:count", "1"), ("body.fi.0:type", "open-now"), ("body.fi.0.heading", "Auki")));

        var shown = DirectoryTown.Parse((await eero.GetAsync("/fi/nyt")).Text);
        shown.QuerySelector(".open-now li").ShouldNotBeNull().TextContent.ShouldContain("Aina auki -kioski");
        shown.QuerySelector(".open-now .status.is-open").ShouldNotBeNull();
        DirectoryTown.Problems(none.Text).ShouldContain("No places are chosen");
    }

    // A browser sends fields that can only be read, and not the hidden ones that are disabled.
    [Fact]
    public async Task A_translator_saves_beside_blocks_that_only_others_may_write()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv"]);
        var eero = await town.EditorAsync();
        var tove = await town.EditorAsync("tove", new Grant(Role.Translator, Languages: ["sv"]));
        var page = await eero.NewAsync("Page");
        await eero.TakenAsync(page, 0, "save", [.. OfTable, .. Cells("body.fi.0.table", ["Ikä", "Hinta"], ["0–6", "ilmainen"])]);
        await tove.GetAsync(page);

        await tove.TakenAsync(page, 1, "save", ("title.fi", "Hinnat"), ("title.sv", "Priser"), ("body.fi.0.caption", "Uimahallin hinnat"), ("body.fi.0.table.0.0", "Ikä"));

        var form = DirectoryTown.Parse((await eero.GetAsync(page)).Text);
        form.GetElementById("title.sv").ShouldNotBeNull().GetAttribute("value").ShouldBe("Priser");
        form.GetElementById("body.fi.0.table.1.1").ShouldNotBeNull().GetAttribute("value").ShouldBe("ilmainen");
    }

    private static IEnumerable<(string, string)> Cells(string name, params string[][] rows) =>
    [
        (name + ":count", rows.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)), (name + ":columns", rows[0].Length.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        .. rows.SelectMany((row, r) => row.Select((cell, c) => (FormattableString.Invariant($"{name}.{r}.{c}"), cell))),
    ];
}
