using System.Net;
using System.Text;
using Fori.Access;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>A section from end to end: its editors in the admin, its host, menu and look on the site.</summary>
public sealed class SectionTests
{
    private const string Host = "kirjasto.ranta.localhost";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_section_editor_is_refused_elsewhere_by_form_and_by_guessed_address_and_it_is_noted()
    {
        await using var town = await AdminTown.StartAsync();
        var (library, museum) = (await LibraryAsync(town, "kirjasto", null), await LibraryAsync(town, "museo", null));
        var site = await PageAsync(town, "Kunnan sivu", null, null);
        var editor = await town.EditorAsync("liisa", new Grant(Role.Editor, library.Section));

        foreach (var foreign in (Guid[])[site, museum.FrontPage])
        {
            (await editor.GetAsync($"/admin/content/Page/{foreign}")).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await editor.PostAsync($"/admin/content/Page/{foreign}", ("expected", "1"), ("act", "publish:fi"), ("title.fi", "Kaapattu"))).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await editor.PostAsync("/admin/content/bulk", ("act", "withdraw"), ("pinned", $"{foreign}.1"))).Text.ShouldNotContain("Kunnan sivu");
            (await town.LogAsync()).ShouldContain(r => !r.Allowed && r.Subject == $"Page/{foreign}");
        }

        (await editor.GetAsync($"/admin/content/Page/{library.FrontPage}")).Status.ShouldBe(HttpStatusCode.OK);
        EditedTown.TitlesOf((await editor.GetAsync("/admin/content")).Text).ShouldBe(["Kirjasto"]);
        (await editor.GetAsync("/admin/content/tree")).Text.ShouldNotContain("Kunnan sivu");
    }

    [Fact]
    public async Task A_new_page_of_a_section_editor_comes_into_the_section_below_its_front_page()
    {
        await using var town = await AdminTown.StartAsync();
        var library = await LibraryAsync(town, "kirjasto", null);
        var editor = await town.EditorAsync("liisa", new Grant(Role.Editor, library.Section));

        await editor.PublishAsync(("title.fi", "Aukioloajat"));

        (await editor.GetAsync("/fi/kirjasto/aukioloajat")).Text.ShouldContain("Aukioloajat");
    }

    [Fact]
    public async Task A_page_leaves_and_enters_a_section_only_by_who_may_write_in_both()
    {
        await using var town = await AdminTown.StartAsync();
        var (library, museum) = (await LibraryAsync(town, "kirjasto", null), await LibraryAsync(town, "museo", null));
        var page = await PageAsync(town, "Näyttely", library.FrontPage, library.Section);
        (string, string)[] move = [("expected", "1"), ("act", "save"), ("title.fi", "Näyttely"), ("section", museum.Section.ToString()), ("parent", museum.FrontPage.ToString())];
        var one = await town.EditorAsync("liisa", new Grant(Role.Editor, library.Section));
        var both = await town.EditorAsync("pekka", new Grant(Role.Editor, library.Section), new Grant(Role.Editor, museum.Section));
        await one.GetAsync("/admin");
        await both.GetAsync("/admin");

        (await one.PostAsync($"/admin/content/Page/{page}", move)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await one.PostAsync($"/admin/content/Page/{page}", ("expected", "1"), ("act", "save"), ("title.fi", "Näyttely"), ("section", library.Section.ToString()), ("parent", "")))
            .Status.ShouldBe(HttpStatusCode.Forbidden, "the root is the site's");
        (await both.PostAsync($"/admin/content/Page/{page}", move)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_section_on_a_host_of_its_own_has_its_own_addresses_menu_and_look()
    {
        await using var town = await AdminTown.StartAsync();
        var library = await LibraryAsync(town, "kirjasto", Host);
        await PageAsync(town, "Lainaaminen", library.FrontPage, library.Section);
        await PageAsync(town, "Kunnan sivu", null, null);
        var (own, main) = (town.Visit("kirjasto.ranta"), town.Visit());
        var port = town.Host.Client.BaseAddress!.Port; // It runs.

        var front = await own.GetAsync("/fi/");
        front.Status.ShouldBe(HttpStatusCode.OK, front.Text);
        front.Text.ShouldContain($"<link rel=\"canonical\" href=\"http://{Host}:{port}/fi/\">");
        front.Text.ShouldContain($"data-theme=\"section-{library.Section:N}\"");
        front.Text.ShouldContain("<a href=\"/fi/kirjasto/lainaaminen\">Lainaaminen</a>");
        (await own.GetAsync($"/theme-{library.Section}.css")).Text.ShouldContain("--f-brand:#5a1846;");
        (await own.GetAsync("/fi/kirjasto")).Location.ShouldBe("/fi/");
        (await own.GetAsync("/fi/kirjasto/lainaaminen")).Status.ShouldBe(HttpStatusCode.OK);
        (await own.GetAsync("/fi/kunnan-sivu")).Location.ShouldBe($"http://ranta.localhost:{port}/fi/kunnan-sivu");
        (await own.GetAsync("/fi/palvelut?q=x")).Location.ShouldBe($"http://ranta.localhost:{port}/fi/palvelut?q=x");
        (await own.GetAsync("/sitemap-fi.xml")).Text.ShouldContain($"http://{Host}:{port}/fi/kirjasto/lainaaminen");

        (await main.GetAsync("/fi/kirjasto")).Location.ShouldBe($"http://{Host}:{port}/fi/");
        (await main.GetAsync("/fi/kirjasto/lainaaminen")).Location.ShouldBe($"http://{Host}:{port}/fi/kirjasto/lainaaminen");
        (await main.GetAsync("/fi/")).Text.ShouldNotContain("section-");
        (await main.GetAsync("/sitemap-fi.xml")).Text.ShouldNotContain("lainaaminen");
        (await town.Visit("museo.ranta").GetAsync("/fi/")).Text.ShouldNotContain("Kirjasto");
    }

    [Fact]
    public async Task A_section_at_a_path_shows_its_own_menu_and_look_there_and_nowhere_else()
    {
        await using var town = await AdminTown.StartAsync();
        var library = await LibraryAsync(town, "kirjasto", null);
        await PageAsync(town, "Kunnan sivu", null, null);
        var visitor = town.Visit();

        (await visitor.GetAsync("/fi/kirjasto")).Text.ShouldContain($"data-theme=\"section-{library.Section:N}\"");
        (await visitor.GetAsync("/fi/kunnan-sivu")).Text.ShouldNotContain($"section-{library.Section:N}");
    }

    [Fact]
    public async Task A_section_manager_gives_and_takes_roles_of_the_section_and_no_others()
    {
        await using var town = await AdminTown.StartAsync();
        var (library, museum) = (await LibraryAsync(town, "kirjasto", null), await LibraryAsync(town, "museo", null));
        var aino = await town.PersonAsync("aino@ranta.example", grants: [new Grant(Role.Author, museum.Section)]);
        var manager = await town.EditorAsync("maija", new Grant(Role.SectionManager, library.Section));
        var members = $"/admin/sections/{library.Section}/members";
        await manager.GetAsync(members);

        (await manager.PostAsync(members, ("person", aino.Id.ToString()), ("role", "SiteManager"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await manager.PostAsync(members, ("person", aino.Id.ToString()), ("role", "Editor"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await manager.PostAsync(members + "/take", ("person", aino.Id.ToString()), ("grant", $"Author:section={museum.Section}"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await manager.GetAsync($"/admin/sections/{museum.Section}/members")).Status.ShouldBe(HttpStatusCode.Forbidden);

        StaffUser.Of((await town.Register.FindAsync(town.Tenant, aino.Id, Stop))!).Grants.ShouldBe([new Grant(Role.Author, museum.Section), new Grant(Role.Editor, library.Section)]); // She is there.
    }

    [Fact]
    public async Task A_look_that_cannot_be_read_is_not_kept_and_the_nearest_colour_is_offered()
    {
        await using var town = await AdminTown.StartAsync();
        var library = await LibraryAsync(town, "kirjasto", null);
        var manager = await town.EditorAsync("maija", new Grant(Role.SectionManager, library.Section));
        var look = $"/admin/sections/{library.Section}/look";
        (string, string)[] colours = [.. Theme.Neutral.Colours.SelectMany(c => ((string, string)[])[($"{c.Token}-light", c.Colour.Light.ToString()), ($"{c.Token}-dark", c.Colour.Dark.ToString())]), ("radius", "8")];
        var pale = colours.Select(c => c.Item1 == "link-light" ? (c.Item1, "#cfd8dc") : c).ToArray();
        await manager.GetAsync(look);

        var refused = await manager.PostAsync(look, [.. pale, ("act", "save")]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("4.5:1");
        var offered = System.Text.RegularExpressions.Regex.Match(refused.Text, "value=\"(use:link:light:#[0-9a-f]{6})\"").Groups[1].Value;
        offered.ShouldNotBeEmpty();
        (await manager.PostAsync(look, [.. colours, ("act", "preview")])).Text.ShouldContain("data-theme=\"preview\"");
        (await manager.PostAsync(look, [.. colours, ("act", "save")])).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await manager.GetAsync($"/theme-{library.Section}.css")).Text.ShouldContain("--f-radius:8px");
    }

    [Fact]
    public async Task The_look_of_the_municipality_is_written_by_the_same_form()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        await saara.GetAsync("/admin/settings/look");
        (string, string)[] colours = [.. Theme.Neutral.Colours.SelectMany(c => ((string, string)[])[($"{c.Token}-light", c.Colour.Light.ToString()), ($"{c.Token}-dark", c.Colour.Dark.ToString())]), ("radius", "12"), ("act", "save")];

        (await saara.PostAsync("/admin/settings/look", colours)).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await saara.GetAsync("/theme.css")).Text.ShouldContain("--f-radius:12px");
        (await saara.GetAsync("/fi/")).Text.ShouldContain("Ranta");
    }

    [Fact]
    public async Task A_type_that_a_section_does_not_take_is_refused_with_its_reason()
    {
        await using var town = await AdminTown.StartAsync();
        var library = await LibraryAsync(town, "kirjasto", null);
        var (manager, editor) = (await town.EditorAsync("maija", new Grant(Role.SectionManager, library.Section)), await town.EditorAsync("liisa", new Grant(Role.Editor, library.Section)));
        await manager.GetAsync($"/admin/sections/{library.Section}/types");
        (await manager.PostAsync($"/admin/sections/{library.Section}/types", ("types", "Page"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await editor.GetAsync("/admin");

        (await editor.PostAsync($"/admin/content/NewsItem/{Guid.CreateVersion7()}", ("expected", "0"), ("act", "save"), ("title.fi", "Uutinen"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_role_is_given_in_a_section_by_the_form_of_people()
    {
        await using var town = await AdminTown.StartAsync();
        var library = await LibraryAsync(town, "kirjasto", null);
        var aino = await town.PersonAsync("aino@ranta.example");
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        (await saara.GetAsync($"/admin/people/{aino.Id}")).Text.ShouldContain("Kirjasto</option>");

        (await saara.PostAsync($"/admin/people/{aino.Id}/roles", ("role", "SectionManager"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await saara.PostAsync($"/admin/people/{aino.Id}/roles", ("role", "SectionManager"), ("section", library.Section.ToString()))).Status.ShouldBe(HttpStatusCode.SeeOther);

        StaffUser.Of((await town.Register.FindAsync(town.Tenant, aino.Id, Stop))!).Grants.ShouldBe([new Grant(Role.SectionManager, library.Section)]); // She is there.
    }

    internal static async Task<(Guid Section, Guid FrontPage)> LibraryAsync(AdminTown town, string name, string? host)
    {
        var (section, title) = (Guid.CreateVersion7(), char.ToUpperInvariant(name[0]) + name[1..]);
        await KeepAsync(town, section, "Section", $$$"""{"title":{"fi":"{{{title}}}"}}""", publish: false);
        var front = await PageAsync(town, title, null, section);
        var colours = string.Join(',', Theme.Neutral.Colours.Select(c => $$"""
            "{{c.Token}}":{"light":"{{(c.Token == "brand" ? "#5a1846" : c.Colour.Light.ToString())}}","dark":"{{c.Colour.Dark}}"}
            """));
        await KeepAsync(
            town, section, "Section",
            $$$"""{"title":{"fi":"{{{title}}}"},"frontPage":{"id":"{{{front}}}"},"menu":{"fi":[{"label":"Lainaaminen","url":"/fi/kirjasto/lainaaminen"}]},"look":{"colours":{{{{colours}}}}}{{{(host is null ? "" : $",\"host\":\"{host}\"")}}}}""",
            publish: true, expected: 1);
        return (section, front);
    }

    private static async Task<Guid> PageAsync(AdminTown town, string title, Guid? parent, Guid? section)
    {
        var id = Guid.CreateVersion7();
        var links = string.Concat(parent is { } above ? $$$""","parent":{"id":"{{{above}}}"}""" : "", section is { } home ? $$$""","section":{"id":"{{{home}}}"}""" : "");
        await KeepAsync(town, id, "Page", $$$"""{"title":{"fi":"{{{title}}}"}{{{links}}}}""", publish: true);
        return id;
    }

    internal static async Task KeepAsync(AdminTown town, Guid id, string type, string json, bool publish, int expected = 0)
    {
        var (desk, tenant) = (town.Host.App.Services.GetRequiredService<EditorDesk>(), (await town.Host.Installation.Database.TenantsAsync(Stop)).Single(t => t.Id == town.Tenant));
        var parsed = town.Host.App.Services.GetRequiredService<DocumentTypes>()[type].Parse(Encoding.UTF8.GetBytes(json));
        parsed.Succeeded.ShouldBeTrue(string.Join(", ", parsed.Problems.Select(p => p.Code + p.Path)));
        var saved = await desk.SaveAsync(tenant, new DraftSave(id, type, expected, parsed.Value!.Canonical, null), "user:somebody", Stop); // It succeeded.
        saved.Succeeded.ShouldBeTrue(string.Join(", ", saved.Problems.Select(p => p.Code + p.Path)));
        if (!publish)
        {
            return;
        }

        var shown = await desk.PublishAsync(tenant, new PublishingOrder(id, saved.Value!.State.Draft, ["fi"], true, null), "user:somebody", Stop); // As above.
        shown.Succeeded.ShouldBeTrue(string.Join(", ", shown.Problems.Select(p => p.Code + p.Path)));
        await town.Host.App.Services.GetRequiredService<Node>().Open(tenant).WaitForAsync(shown.Value!.Sequence, TimeSpan.FromSeconds(30), Stop); // As above.
        town.Host.App.Services.GetRequiredService<Fori.Web.Tenants.TenantHosts>().Forget();
    }
}
