using System.Net;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>What editors write beside the facts of a register: services, places and units.</summary>
public sealed class EditorLayersTests
{
    private static readonly string[] Languages = ["fi", "sv", "en"];

    [Fact]
    public async Task A_service_page_joins_the_words_of_editors_to_the_facts_of_the_register()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        var before = (await eero.GetAsync("/fi/palvelut/kirjastokortti")).Text;
        before.ShouldContain("Rekisterin ohje.");
        before.ShouldContain("Rekisterin ehdot.");

        await eero.TakenAsync(
            await NewOfAsync(town, eero, "ServicePage", "card"), 0, "publish:fi", ("of", $"{await town.IdOfAsync("card")}"), ("whoFor.fi", "Kaikille asukkaille."), ("whatYouNeed.fi", "- henkilökortti"),
            ("howTo.fi", "Tule kirjastoon."), ("steps.fi:count", "1"), ("steps.fi.0.title", "Varaa aika"), ("steps.fi.0.duration", "viisi minuuttia"), ("costs.fi", "Ensimmäinen kortti on maksuton."));

        var page = (await eero.GetAsync("/fi/palvelut/kirjastokortti")).Text;
        page.ShouldContain("Kaikille asukkaille.");
        page.ShouldContain("<li>henkilökortti</li>");
        page.ShouldContain("Tule kirjastoon.");
        page.ShouldNotContain("Rekisterin ohje.");
        page.ShouldContain("Varaa aika");
        page.ShouldContain("Ensimmäinen kortti on maksuton.");
        page.ShouldNotContain("Rekisterin hinta.");
        page.ShouldContain("Rekisterin kuvaus.", Case.Sensitive, "what editors left empty is the register's");
        page.ShouldContain("Rekisterin ehdot.");
        page.ShouldContain("GovernmentService");
        page.ShouldContain("ServiceChannel");
    }

    [Fact]
    public async Task A_service_page_answers_who_what_how_long_where_and_starts_online_from_the_panel()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        await eero.TakenAsync(await NewOfAsync(town, eero, "ServicePage", "card"), 0, "publish:fi", ("of", $"{await town.IdOfAsync("card")}"), ("whatYouNeed.fi", "Kuvallinen kortti."));

        var page = (await eero.GetAsync("/fi/palvelut/kirjastokortti")).Text;

        var panel = page[page.IndexOf("<div class=\"panel\">", StringComparison.Ordinal)..];
        var start = panel.IndexOf("https://kortti.example/", StringComparison.Ordinal);
        start.ShouldBeInRange(0, panel.IndexOf("<dl>", StringComparison.Ordinal), "the start is the first thing in the panel");
        panel.ShouldContain("Kaksi viikkoa.");
        panel.ShouldContain("href=\"#need\"");
        panel.ShouldContain("Lautturilan kirjasto");
        panel.ShouldContain("class=\"status", Case.Sensitive, "whether it is open now");
        panel.ShouldContain("Maksuton");
    }

    [Fact]
    public async Task A_fact_of_the_register_is_on_the_page_as_soon_as_it_changes_there()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        await eero.TakenAsync(await NewOfAsync(town, eero, "ServicePage", "card"), 0, "publish:fi", ("of", $"{await town.IdOfAsync("card")}"), ("whoFor.fi", "Kaikille."));

        await town.SayAsync("Service", "card", """{"identifiers":[{"system":"ptv","value":"card"}],"name":{"fi":"Kirjastokortti"},"processingTime":{"fi":"Yksi päivä."}}""");

        var page = (await eero.GetAsync("/fi/palvelut/kirjastokortti")).Text;
        page.ShouldContain("Yksi päivä.");
        page.ShouldContain("Kaikille.");
    }

    [Fact]
    public async Task The_words_of_editors_in_one_language_do_not_push_out_the_register_in_another()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        await eero.TakenAsync(await NewOfAsync(town, eero, "ServicePage", "card"), 0, "publish:fi", ("of", $"{await town.IdOfAsync("card")}"), ("whatYouGet.fi", "Omin sanoin."), ("whoFor.fi", "Kaikille."));

        var swedish = (await eero.GetAsync("/sv/tjanster/bibliotekskort")).Text;

        swedish.ShouldContain("Registrets beskrivning.");
        swedish.ShouldNotContain("Omin sanoin.");
        swedish.ShouldContain("Kaikille.", Case.Sensitive, "where nobody says it in Swedish, the Finnish words are better than none");
        (await eero.GetAsync("/fi/palvelut/kirjastokortti")).Text.ShouldContain("Omin sanoin.");
    }

    [Fact]
    public async Task Writing_begins_from_the_service_and_the_form_shows_what_the_register_says()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();

        var choice = await eero.GetAsync("/admin/content/ServicePage/new");
        var found = await eero.GetAsync("/admin/content/ServicePage/new?q=kortti");
        var begun = await eero.GetAsync($"/admin/content/ServicePage/of/{await town.IdOfAsync("card")}");

        choice.Text.ShouldContain("Kirjastokortti");
        found.Text.ShouldContain($"new?of={await town.IdOfAsync("card")}");
        begun.Location.ShouldBe($"/admin/content/ServicePage/new?of={await town.IdOfAsync("card")}");
        var form = (await eero.GetAsync(begun.Location!)).Text; // As was just seen.
        form.ShouldContain("Rekisterin ohje.");
        form.ShouldContain("Registrets beskrivning.");
        form.ShouldContain("class=\"register-text\"");
        form.ShouldContain("name=\"of\" value=\"ptv:card\"");
        form.ShouldContain("checked");
        var page = await eero.TakenAsync(await NewOfAsync(town, eero, "ServicePage", "card"), 0, "save", ("of", "ptv:card"), ("whoFor.fi", "Kaikille."));
        (await eero.GetAsync($"/admin/content/ServicePage/of/{await town.IdOfAsync("card")}")).Location.ShouldBe($"/admin/content/ServicePage/{page}");
        (await eero.GetAsync("/admin/content?type=ServicePage")).Text.ShouldContain("Kirjastokortti");
    }

    [Fact]
    public async Task A_second_page_of_one_service_is_refused_and_nothing_that_was_typed_is_lost()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        var (first, second) = (await NewOfAsync(town, eero, "ServicePage", "card"), await NewOfAsync(town, eero, "ServicePage", "card"));
        await eero.TakenAsync(first, 0, "save", ("of", "ptv:card"), ("whoFor.fi", "Kaikille."));

        var refused = await eero.PostAsync(second, RegisteredTown.Form(0, "save", ("of", $"{await town.IdOfAsync("card")}"), ("whoFor.fi", "Toinen teksti.")));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("A page of this has been written already.");
        refused.Text.ShouldContain("Toinen teksti.");
        (await eero.GetAsync(second)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_taken_from_the_bin_does_not_come_beside_the_one_that_took_its_place()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var first = await NewOfAsync(town, saara, "ServicePage", "card");
        var id = await saara.TakenAsync(first, 0, "save", ("of", "ptv:card"), ("whoFor.fi", "Vanha."));
        (await saara.PostAsync($"{first}/delete", ("expected", "1"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await saara.TakenAsync(await NewOfAsync(town, saara, "ServicePage", "card"), 0, "save", ("of", "ptv:card"), ("whoFor.fi", "Uusi."));

        var taken = await saara.PostAsync($"/admin/bin/{id}");

        taken.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        taken.Text.ShouldContain("A page of this has been written already.");
    }

    [Fact]
    public async Task When_the_service_goes_the_texts_are_kept_and_listed_and_can_be_put_to_another()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        var form = await NewOfAsync(town, eero, "ServicePage", "card");
        await eero.TakenAsync(form, 0, "publish:fi", ("of", "ptv:card"), ("whoFor.fi", "Kaikille."));

        await town.SayAsync("Service", "card", null);
        await town.SayAsync("Service", "newcard", """{"identifiers":[{"system":"ptv","value":"newcard"}],"name":{"fi":"Lainakortti"}}""");

        (await eero.GetAsync("/fi/palvelut/kirjastokortti")).Status.ShouldBe(HttpStatusCode.Gone);
        var home = (await eero.GetAsync("/admin")).Text;
        home.ShouldContain("Texts whose subject is gone");
        home.ShouldContain("Kirjastokortti");
        (await eero.GetAsync(form)).Text.ShouldContain("Kaikille.");
        (await eero.GetAsync("/admin/content/ServicePage/new")).Text.ShouldContain("Kirjastokortti");
        await eero.TakenAsync(form, 1, "publish:fi", ("of", $"{await town.IdOfAsync("newcard")}"), ("whoFor.fi", "Kaikille."));
        (await eero.GetAsync("/fi/palvelut/lainakortti")).Text.ShouldContain("Kaikille.");
        (await eero.GetAsync("/admin")).Text.ShouldNotContain("Texts whose subject is gone");
    }

    [Fact]
    public async Task A_draft_is_seen_in_its_preview_on_the_page_of_the_service_and_nowhere_else()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        var form = await NewOfAsync(town, eero, "ServicePage", "card");
        await eero.TakenAsync(form, 0, "save", ("of", "ptv:card"), ("whoFor.fi", "Vielä salaista."));

        var preview = await eero.GetAsync($"{form}/preview/fi");

        preview.Status.ShouldBe(HttpStatusCode.OK);
        preview.Text.ShouldContain("<h1>Kirjastokortti</h1>");
        preview.Text.ShouldContain("Vielä salaista.");
        (await eero.GetAsync("/fi/palvelut/kirjastokortti")).Text.ShouldNotContain("Vielä salaista.");
        (await town.Visit().GetAsync("/api/v1/ServicePage")).Text.ShouldNotContain("salaista");
    }

    [Fact]
    public async Task Places_and_units_are_presented_before_their_facts()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();

        await eero.TakenAsync(
            await NewOfAsync(town, eero, "PlacePage", "library"), 0, "publish:fi", ("of", "ptv:library"), ("intro.fi", "Tervetuloa **lukemaan**."), ("highlights.fi:count", "1"), ("highlights.fi.0.text", "Lastenhuone"),
            ("body.fi:count", "1"), ("body.fi.0:type", "text"), ("body.fi.0.html", "Lisää luettavaa."));
        await eero.TakenAsync(await NewOfAsync(town, eero, "UnitPage", "culture"), 0, "publish:fi", ("of", "ptv:culture"), ("intro.fi", "Järjestämme tapahtumia."));

        var place = (await eero.GetAsync("/fi/paikat/lautturilan-kirjasto")).Text;
        place.ShouldContain("<strong>lukemaan</strong>");
        place.ShouldContain("Lastenhuone");
        place.ShouldContain("Lisää luettavaa.");
        var unit = (await eero.GetAsync("/fi/organisaatiot/kulttuuripalvelut")).Text;
        unit.ShouldContain("Järjestämme tapahtumia.");
        unit.ShouldContain("Rekisterin sanat kulttuurista.");
    }

    [Fact]
    public async Task What_only_editors_need_is_in_no_answer_of_the_interface()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        var id = await eero.TakenAsync(await NewOfAsync(town, eero, "ServicePage", "card"), 0, "publish:fi", ("of", "ptv:card"), ("whoFor.fi", "Kaikille."));

        (await eero.GetAsync("/fi/palvelut/kirjastokortti")).Text.ShouldContain("Kaikille."); // It waits for what was written.
        var one = (await town.Visit().GetAsync($"/api/v1/ServicePage/{id}")).Text;
        var all = (await town.Visit().GetAsync("/api/v1/ServicePage")).Text;

        one.ShouldContain("Kaikille.");
        one.ShouldNotContain("\"label\"");
        all.ShouldContain("Kaikille.");
        all.ShouldNotContain("\"label\"");
    }

    [Fact]
    public async Task The_service_is_found_by_the_words_of_editors()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var eero = await town.EditorAsync();
        (await eero.GetAsync("/fi/haku?q=mikrofilmi")).Text.ShouldNotContain("/fi/palvelut/kirjastokortti");

        await eero.TakenAsync(await NewOfAsync(town, eero, "ServicePage", "card"), 0, "publish:fi", ("of", "ptv:card"), ("specialCases.fi", "Mikrofilmiä katsellaan lukusalissa."));

        (await eero.GetAsync("/fi/haku?q=mikrofilmi")).Text.ShouldContain("/fi/palvelut/kirjastokortti");
    }

    private static async Task<string> NewOfAsync(AdminTown town, Visitor visitor, string type, string key) => await visitor.NewAsync(type, $"?of={await town.IdOfAsync(key)}");
}
