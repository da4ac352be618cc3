using System.Globalization;
using System.Net;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>People and their positions, from the steward's form to what everybody sees, and what nobody but the staff may.</summary>
public sealed class PeopleAndPositionsTests
{
    private const string SecretPhone = "040 555 0199";
    private const string SecretEmail = "salainen.osoite@ranta.example";
    private static readonly string[] Languages = ["fi", "sv", "en"];

    // Everything in which the public could meet a person.
    private static readonly string[] Representations =
    [
        "/fi/yhteystiedot", "/fi/yhteystiedot?q=maija", "/fi/yhteystiedot?q=0405550199", "/fi/yhteystiedot?q=salainen", "/fi/yhteystiedot?kind=Employee", "/fi/yhteystiedot/maija-mallikas", "/sv/kontakt/maija-mallikas",
        "/en/contact/maija-mallikas", "/fi/organisaatiot/kulttuuripalvelut", "/fi/haku?q=maija", "/fi/haku?q=salainen", "/fi/haku?q=0405550199", "/fi/", "/fi/palvelut/feed.rss", "/fi/paikat/feed.atom", "/fi/uutiset/feed.rss",
        "/fi/paikat.csv", "/fi/paikat.json", "/fi/paikat.geojson", "/sitemap.xml", "/sitemap-fi.xml", "/sitemap-sv.xml", "/api/v1/Person", "/api/v1/Person?q=maija", "/api/v1/Person?q=salainen", "/api/v1/Person?fields=phones,email,portrait",
        "/api/v1/Person?lang=fi", "/api/v1/Position", "/api/v1/search?q=maija", "/api/v1/search?q=salainen", "/api/v1/changes", "/fi/tiedossa", "/fi/sivu-ilman-sisaltoa",
    ];

    [Fact]
    public async Task What_a_person_did_not_open_is_in_no_page_interface_feed_file_or_search()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var reko = await town.EditorAsync("reko", new Grant(Role.RegisterSteward));
        var form = await reko.NewAsync("Person");
        var id = await reko.TakenAsync(form, 0, "publish:fi,sv,en", Maija(await town.IdOfAsync("culture")));
        await PositionAsync(reko, id, "Valtuusto", "Chair", -100);
        (await reko.GetAsync("/fi/yhteystiedot/maija-mallikas")).Text.ShouldContain("Maija Mallikas");

        foreach (var path in Representations.Concat([$"/api/v1/Person/{id}", $"/api/v1/Person/{id}?fields=phones,email", $"/api/v1/Person/{id}?asOf=2020-01-01", $"/api/v1/Person/{id}/history", "/fi/yhteystiedot/maija-mallikas?asOf=2020-01-01", $"{form}/preview/fi"]))
        {
            var answer = await (path.StartsWith("/admin", StringComparison.Ordinal) ? reko : town.Visit()).GetAsync(path);
            foreach (var secret in (string[])["555 0199", "tel:", ".osoite@", "\"phones\"", "\"email\"", "\"showPhones\"", "\"showEmail\""])
            {
                answer.Text.ShouldNotContain(secret, Case.Insensitive, path);
            }
        }

        (await reko.GetAsync(form)).Text.ShouldContain(SecretEmail, Case.Sensitive, "the staff goes on seeing it");
    }

    [Fact]
    public async Task What_a_person_opens_is_shown_and_can_be_called_and_what_is_closed_again_is_gone_at_once()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var reko = await town.EditorAsync("reko", new Grant(Role.RegisterSteward));
        var form = await reko.NewAsync("Person");
        (string, string)[] maija = [.. Maija(await town.IdOfAsync("culture")).Where(f => !f.Item1.StartsWith("show", StringComparison.Ordinal))];
        var id = await reko.TakenAsync(form, 0, "publish:fi,sv,en", [.. maija, ("showPhones", "true"), ("showEmail", "true")]);

        var page = (await reko.GetAsync("/fi/yhteystiedot/maija-mallikas")).Text;
        page.ShouldContain("href=\"tel:0405550199\"");
        page.ShouldContain($"href=\"mailto:{SecretEmail}\"");
        page.ShouldContain("\"@type\":\"Person\"");
        page.ShouldContain($"\"email\":\"{SecretEmail}\"");
        page.ShouldContain("Kulttuuripalvelut");
        (await town.Visit().GetAsync($"/api/v1/Person/{id}")).Text.ShouldContain(SecretEmail);

        await reko.TakenAsync(form, 1, "publish:fi,sv,en", [.. maija, ("showPhones", "true"), ("showEmail", "")]);

        var closed = (await reko.GetAsync("/fi/yhteystiedot/maija-mallikas")).Text;
        closed.ShouldContain("href=\"tel:0405550199\"");
        closed.ShouldNotContain(SecretEmail);
        (await town.Visit().GetAsync($"/api/v1/Person/{id}")).Text.ShouldNotContain(SecretEmail);
    }

    [Fact]
    public async Task People_are_found_by_word_by_unit_and_by_kind_and_units_stand_as_a_nested_list()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var reko = await town.EditorAsync("reko", new Grant(Role.RegisterSteward));
        await reko.TakenAsync(await reko.NewAsync("Person"), 0, "publish:fi,sv,en", Maija(await town.IdOfAsync("culture")));
        await reko.TakenAsync(await reko.NewAsync("Person"), 0, "publish:fi,sv,en", ("name", "Tapio Tuomela"), ("kinds:count", "1"), ("kinds.0", "Elected"));

        (await reko.GetAsync("/fi/yhteystiedot")).Text.ShouldContain("Tapio Tuomela");
        (await ShownAsync("/fi/yhteystiedot?q=kirjastonhoitaja")).ShouldBe((true, false));
        (await ShownAsync("/fi/yhteystiedot?kind=Elected")).ShouldBe((false, true));
        (await ShownAsync($"/fi/yhteystiedot?unit={await town.IdOfAsync("culture")}")).ShouldBe((true, false));
        (await ShownAsync($"/fi/yhteystiedot?unit={await town.IdOfAsync("town")}")).ShouldBe((true, false), "a unit means those below it too");
        (await reko.GetAsync("/fi/yhteystiedot?q=kulttuuri")).Text.ShouldContain("/fi/organisaatiot/kulttuuripalvelut");
        (await reko.GetAsync("/fi/yhteystiedot")).Text.ShouldContain("<ul class=\"units\">");
        (await reko.GetAsync("/fi/haku?q=tuomela")).Text.ShouldContain("/fi/yhteystiedot/tapio-tuomela");
        (await reko.GetAsync("/sitemap-fi.xml")).Text.ShouldContain("/fi/yhteystiedot/tapio-tuomela");
        (await reko.GetAsync("/en/yhteystiedot/tapio-tuomela")).Location.ShouldBe("/en/contact/tapio-tuomela");

        async Task<(bool, bool)> ShownAsync(string path)
        {
            var text = (await reko.GetAsync(path)).Text;
            return (text.Contains("maija-mallikas\"", StringComparison.Ordinal), text.Contains("tapio-tuomela\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Present_positions_and_deputies_are_shown_ended_ones_as_history_and_coming_ones_not_yet()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var reko = await town.EditorAsync("reko", new Grant(Role.RegisterSteward));
        var maija = await reko.TakenAsync(await reko.NewAsync("Person"), 0, "publish:fi,sv,en", ("name", "Maija Mallikas"), ("kinds:count", "1"), ("kinds.0", "Elected"));
        var tapio = await reko.TakenAsync(await reko.NewAsync("Person"), 0, "publish:fi,sv,en", ("name", "Tapio Tuomela"), ("kinds:count", "1"), ("kinds.0", "Elected"));
        await PositionAsync(reko, maija, "Valtuusto", "Chair", -100);
        await PositionAsync(reko, tapio, "Valtuusto", "Deputy", -100, null, ("deputyOf", maija));
        await PositionAsync(reko, maija, "Lautakunta", "Member", -400, -30);
        await PositionAsync(reko, maija, "Hallitus", "Member", 10);

        var page = (await reko.GetAsync("/fi/yhteystiedot/maija-mallikas")).Text;

        var history = page.IndexOf("Aiemmat luottamustoimet", StringComparison.Ordinal);
        page.IndexOf("Valtuusto", StringComparison.Ordinal).ShouldBeInRange(0, history);
        page.IndexOf("Lautakunta", StringComparison.Ordinal).ShouldBeGreaterThan(history);
        page.ShouldContain("puheenjohtaja");
        page.ShouldContain("/fi/yhteystiedot/tapio-tuomela");
        page.ShouldNotContain("Hallitus");
        (await reko.GetAsync("/fi/yhteystiedot/tapio-tuomela")).Text.ShouldContain("varajäsen");
        (await reko.GetAsync("/fi/yhteystiedot")).Text.ShouldContain("Toimielimet");

        town.Clock.Ahead += TimeSpan.FromDays(11);
        (await town.Visit().GetAsync("/fi/yhteystiedot/maija-mallikas")).Text.ShouldContain("Hallitus", Case.Sensitive, "it has begun meanwhile");
    }

    [Fact]
    public async Task A_body_of_the_register_lists_its_members_on_its_page()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        await town.SayAsync("Organization", "council", """{"identifiers":[{"system":"ptv","value":"council"}],"name":{"fi":"Kunnanvaltuusto","sv":"Kommunfullmäktige"}}""");
        var reko = await town.EditorAsync("reko", new Grant(Role.RegisterSteward));
        var maija = await reko.TakenAsync(await reko.NewAsync("Person"), 0, "publish:fi,sv,en", ("name", "Maija Mallikas"), ("kinds:count", "1"), ("kinds.0", "Elected"));

        await reko.TakenAsync(await reko.NewAsync("Position"), 0, "publish:fi,sv,en", ("person", maija), ("body", $"{await town.IdOfAsync("council")}"), ("role", "FirstViceChair"), ("from", Day(town, -5)));

        var body = (await reko.GetAsync("/sv/organisationer/kommunfullmaktige")).Text;
        body.ShouldContain("Maija Mallikas");
        body.ShouldContain("första vice ordförande");
        (await reko.GetAsync("/admin/content?type=Position")).Text.ShouldContain("Maija Mallikas, Kunnanvaltuusto");
    }

    [Fact]
    public async Task A_position_without_a_body_or_that_ends_before_it_begins_is_refused_at_its_place()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        var reko = await town.EditorAsync("reko", new Grant(Role.RegisterSteward));
        var maija = await reko.TakenAsync(await reko.NewAsync("Person"), 0, "publish:fi,sv,en", ("name", "Maija Mallikas"), ("kinds:count", "1"), ("kinds.0", "Elected"));
        var form = await reko.NewAsync("Position");

        var refused = await reko.PostAsync(form, RegisteredTown.Form(0, "publish:fi,sv,en", ("person", maija), ("role", "Member"), ("from", Day(town, 0)), ("until", Day(town, -1)), ("deputyOf", maija)));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("href=\"#body\"");
        refused.Text.ShouldContain("href=\"#until\"");
        refused.Text.ShouldContain("href=\"#deputyOf\"");
    }

    [Fact]
    public async Task Editors_of_pages_do_not_write_people_and_the_refusal_is_noted()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.EditorAsync("reko", new Grant(Role.RegisterSteward));
        var eero = await town.EditorAsync();

        var refused = await eero.GetAsync("/admin/content/Person/new");

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await town.LogAsync())[0].Allowed.ShouldBeFalse();
        (await eero.GetAsync("/admin/content")).Text.ShouldNotContain("/admin/content/Person/new");
    }

    [Fact]
    public async Task The_page_of_somebody_who_was_taken_back_says_no_name()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        var reko = await town.EditorAsync("reko", new Grant(Role.RegisterSteward));
        var form = await reko.NewAsync("Person");
        await reko.TakenAsync(form, 0, "publish:fi,sv,en", ("name", "Maija Mallikas"), ("kinds:count", "1"), ("kinds.0", "Employee"));
        (await reko.PostAsync(form + "/withdraw", ("expected", "1"))).Status.ShouldBe(HttpStatusCode.SeeOther);

        var gone = await reko.GetAsync("/fi/yhteystiedot/maija-mallikas");

        gone.Status.ShouldBe(HttpStatusCode.Gone);
        gone.Text.ShouldNotContain("Mallikas");
    }

    [Fact]
    public async Task Contacts_on_pages_may_be_people_units_and_places()
    {
        await using var town = await AdminTown.StartAsync(languages: Languages);
        await town.RegisterAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var maija = await saara.TakenAsync(await saara.NewAsync("Person"), 0, "publish:fi,sv,en", [.. Maija(await town.IdOfAsync("culture")).Where(f => f.Item1 != "showEmail"), ("showEmail", "true")]);

        await saara.TakenAsync(
            await saara.NewAsync("Page"), 0, "publish:fi", ("title.fi", "Ota yhteyttä"), ("body.fi:count", "1"), ("body.fi.0:type", "contact"), ("body.fi.0.contacts:count", "3"), ("body.fi.0.contacts.0", maija),
            ("body.fi.0.contacts.1", $"{await town.IdOfAsync("culture")}"), ("body.fi.0.contacts.2", $"{await town.IdOfAsync("library")}"));

        var page = (await saara.GetAsync("/fi/ota-yhteytta")).Text;
        page.ShouldContain($"mailto:{SecretEmail}");
        page.ShouldNotContain("0405550199");
        page.ShouldContain("/fi/organisaatiot/kulttuuripalvelut");
        page.ShouldContain("/fi/paikat/lautturilan-kirjasto");
        page.ShouldContain("class=\"status", Case.Sensitive, "a place tells whether it is open");
    }

    private static (string, string)[] Maija(Guid unit) =>
    [
        ("name", "Maija Mallikas"), ("kinds:count", "1"), ("kinds.0", "Employee"), ("jobTitle.fi", "Kirjastonhoitaja"), ("tasks.fi", "Lastenkirjat."), ("unit", unit.ToString()), ("phones:count", "1"), ("phones.0.number", SecretPhone),
        ("email", SecretEmail), ("showPhones", ""), ("showEmail", ""),
    ];

    private static async Task PositionAsync(Visitor visitor, string person, string body, string role, int from, int? until = null, params (string Name, string Value)[] more) =>
        await visitor.TakenAsync(
            await visitor.NewAsync("Position"), 0, "publish:fi,sv,en",
            [("person", person), ("bodyName.fi", body), ("role", role), ("from", Day(from)), .. until is { } end ? [("until", Day(end))] : Array.Empty<(string, string)>(), .. more]);

    private static string Day(AdminTown town, int days) => DateOnly.FromDateTime(town.Clock.GetUtcNow().UtcDateTime.AddDays(days)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Day(int days) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(days)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
