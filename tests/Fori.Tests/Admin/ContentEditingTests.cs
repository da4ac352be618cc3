using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>Editors at work, over HTTP without scripts: from signing in to what a resident sees.</summary>
public sealed partial class ContentEditingTests
{
    [Fact]
    public async Task A_page_is_written_kept_as_a_draft_and_published()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        var eero = await town.SignedInAsync("eero@ranta.example");
        var form = await NewAsync(eero);

        var saved = await eero.PostAsync(form, Fields(0, "save", ("title.fi", "Talviuinti"), ("body.fi.0.html", "Avanto on **auki**.")));

        saved.Status.ShouldBe(HttpStatusCode.SeeOther, saved.Text);
        (await town.Visit().GetAsync("/fi/talviuinti")).Status.ShouldBe(HttpStatusCode.NotFound);
        var again = await eero.GetAsync(form);
        again.Text.ShouldContain("Avanto on **auki**.");
        var published = await eero.PostAsync(form, Fields(1, "publish:fi", ("title.fi", "Talviuinti"), ("body.fi.0.html", "Avanto on **auki**."), ("note", "Kausi alkoi")));
        published.Location.ShouldBe(form + "?published", published.Text);
        var page = await eero.GetAsync("/fi/talviuinti");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("Avanto on <strong>auki</strong>.");
        (await eero.GetAsync(form + "/history")).Text.ShouldContain("Kausi alkoi");
        (await eero.GetAsync("/admin/content")).Text.ShouldContain("Talviuinti");
    }

    [Fact]
    public async Task A_contributor_writes_and_is_refused_what_is_others_and_what_is_public()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        await town.PersonAsync("aino@ranta.example", grants: [new Grant(Role.Contributor)]);
        var (eero, aino) = (await town.SignedInAsync("eero@ranta.example"), await town.SignedInAsync("aino@ranta.example"));
        var others = await NewAsync(eero);
        await eero.PostAsync(others, Fields(0, "save", ("title.fi", "Eeron sivu")));
        var own = await NewAsync(aino);

        (await aino.PostAsync(own, Fields(0, "save", ("title.fi", "Ainon sivu")))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await aino.PostAsync(own, Fields(1, "publish:fi", ("title.fi", "Ainon sivu")))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await aino.GetAsync(others)).Status.ShouldBe(HttpStatusCode.OK);
        (await aino.PostAsync(others, Fields(1, "save", ("title.fi", "Toinen")))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await aino.PostAsync(others + "/withdraw", ("expected", "1"))).Status.ShouldBe(HttpStatusCode.Forbidden);

        (await eero.GetAsync(others)).Text.ShouldContain("Eeron sivu");
        (await town.Visit().GetAsync("/fi/ainon-sivu")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await town.LogAsync()).Count(a => !a.Allowed && a.Subject.StartsWith("Page/", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task A_translator_writes_one_language_and_nothing_that_is_shared()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        await town.PersonAsync("tove@ranta.example", grants: [new Grant(Role.Translator, Languages: ["sv"])]);
        var (eero, tove) = (await town.SignedInAsync("eero@ranta.example"), await town.SignedInAsync("tove@ranta.example"));
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Uimahalli")));
        await tove.GetAsync(page);

        (await tove.PostAsync(page, Fields(1, "save", ("title.fi", "Simhall")))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await eero.GetAsync(page)).Text.ShouldContain("Uimahalli");
    }

    [Fact]
    public async Task Of_two_editors_the_second_sees_both_texts_and_loses_nothing()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        await town.PersonAsync("saara@ranta.example", grants: [new Grant(Role.SiteManager)]);
        var (eero, saara) = (await town.SignedInAsync("eero@ranta.example"), await town.SignedInAsync("saara@ranta.example"));
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Uimahalli"), ("summary.fi", "Alku.")));
        await saara.GetAsync(page);
        await eero.PostAsync(page, Fields(1, "save", ("title.fi", "Uimahalli"), ("summary.fi", "Eeron teksti.")));

        var clash = await saara.PostAsync(page, Fields(1, "save", ("title.fi", "Uimahalli"), ("summary.fi", "Saaran teksti.")));

        clash.Status.ShouldBe(HttpStatusCode.Conflict);
        clash.Text.ShouldContain("Eeron teksti.");
        clash.Text.ShouldContain("Saaran teksti.");
        (await eero.GetAsync(page)).Text.ShouldContain("Eeron teksti.");
        var expected = Expected().Match(clash.Text).Groups[1].Value;
        (await saara.PostAsync(page, Fields(int.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), "save", ("title.fi", "Uimahalli"), ("summary.fi", "Yhteinen teksti.")))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await eero.GetAsync(page)).Text.ShouldContain("Yhteinen teksti.");
    }

    [Fact]
    public async Task A_translator_saves_beside_a_writer_and_both_texts_stand()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        await town.PersonAsync("tove@ranta.example", grants: [new Grant(Role.Translator, Languages: ["fi"])]);
        var (eero, tove) = (await town.SignedInAsync("eero@ranta.example"), await town.SignedInAsync("tove@ranta.example"));
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Uimahalli"), ("summary.fi", "Alku.\r\nToinen rivi.")));
        await tove.GetAsync(page);
        await eero.PostAsync(page, Fields(1, "save", ("title.fi", "Uimahalli ja sauna"), ("summary.fi", "Alku.\nToinen rivi.")));

        var saved = await tove.PostAsync(page, Fields(1, "save", ("title.fi", "Uimahalli"), ("summary.fi", "Käännetty.")));

        saved.Location.ShouldBe(page + "?joined", saved.Text);
        var form = (await eero.GetAsync(page)).Text;
        form.ShouldContain("Uimahalli ja sauna");
        form.ShouldContain("Käännetty.");
    }

    [Fact]
    public async Task A_double_click_saves_once_and_clashes_with_nobody()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        var eero = await town.SignedInAsync("eero@ranta.example");
        var page = await NewAsync(eero);
        var fields = Fields(0, "publish:fi", ("title.fi", "Uimahalli"));

        (await eero.PostAsync(page, fields)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await eero.PostAsync(page, fields)).Status.ShouldBe(HttpStatusCode.SeeOther);

        Regex.Count((await eero.GetAsync(page + "/history")).Text, "<li value=").ShouldBe(1);
    }

    [Fact]
    public async Task What_was_typed_is_shown_when_the_right_is_missing()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        await town.PersonAsync("aino@ranta.example", grants: [new Grant(Role.Contributor)]);
        var (eero, aino) = (await town.SignedInAsync("eero@ranta.example"), await town.SignedInAsync("aino@ranta.example"));
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Uimahalli")));
        await aino.GetAsync(page);

        var refused = await aino.PostAsync(page, Fields(1, "save", ("title.fi", "Ainon pitkä otsikko")));

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Text.ShouldContain("Ainon pitkä otsikko");
    }

    [Fact]
    public async Task Who_may_only_look_gets_a_form_that_cannot_be_written()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        await town.PersonAsync("onni@ranta.example", grants: [new Grant(Role.Auditor)]);
        await town.PersonAsync("reko@ranta.example", grants: [new Grant(Role.Registrar)]);
        var (eero, onni, reko) = (await town.SignedInAsync("eero@ranta.example"), await town.SignedInAsync("onni@ranta.example"), await town.SignedInAsync("reko@ranta.example"));
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Salainen luonnos")));

        var looked = await onni.GetAsync(page);
        await reko.GetAsync("/admin");
        var guessed = await reko.PostAsync("/admin/content/Page/" + Guid.CreateVersion7(), Fields(0, "add:body.fi", ("title.fi", "x")));

        looked.Text.ShouldContain("readonly");
        looked.Text.ShouldNotContain(" value=\"publish:");
        guessed.Status.ShouldBe(HttpStatusCode.Forbidden);
        guessed.Text.ShouldNotContain("Salainen luonnos");
    }

    [Fact]
    public async Task A_page_with_public_pages_below_is_not_withdrawn_and_says_which()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        var eero = await town.SignedInAsync("eero@ranta.example");
        var above = await NewAsync(eero);
        await eero.PostAsync(above, Fields(0, "publish:fi", ("title.fi", "Vapaa-aika")));
        var below = await NewAsync(eero);
        (await eero.PostAsync(below, Fields(0, "publish:fi", ("title.fi", "Avantouinti"), ("parent", above.Split('/')[^1])))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await eero.GetAsync(above);

        var refused = await eero.PostAsync(above + "/withdraw", ("expected", "1"));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Avantouinti");
        (await eero.GetAsync("/fi/vapaa-aika")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_pages_moved_below_each_other_in_drafts_do_not_both_go_out()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        var eero = await town.SignedInAsync("eero@ranta.example");
        var (a, b) = (await NewAsync(eero), await NewAsync(eero));
        await eero.PostAsync(a, Fields(0, "publish:fi", ("title.fi", "A")));
        await eero.PostAsync(b, Fields(0, "publish:fi", ("title.fi", "B"), ("parent", a.Split('/')[^1])));
        await eero.PostAsync(b, Fields(1, "save", ("title.fi", "B"), ("parent", "")));

        var refused = await eero.PostAsync(a, Fields(1, "publish:fi", ("title.fi", "A"), ("parent", b.Split('/')[^1])));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, refused.Location);
        (await eero.GetAsync("/fi/a/b")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_keeps_a_page_from_being_published_is_told_with_its_place_and_the_draft_is_kept()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        var eero = await town.SignedInAsync("eero@ranta.example");
        var page = await NewAsync(eero);

        var refused = await eero.PostAsync(page, Fields(0, "publish:fi", ("title.fi", "Uimahalli"), ("body.fi.0.html", "#### Liian syvällä")));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("href=\"#body.fi.0.html\"");
        refused.Text.ShouldContain("#### Liian syvällä");
        (await eero.GetAsync(page)).Text.ShouldContain("#### Liian syvällä");
        (await town.Visit().GetAsync("/fi/uimahalli")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_cannot_be_put_below_itself_nor_published_below_what_is_not_public()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        var eero = await town.SignedInAsync("eero@ranta.example");
        var above = await NewAsync(eero);
        await eero.PostAsync(above, Fields(0, "save", ("title.fi", "Yllä")));
        var below = await NewAsync(eero);
        var idOfAbove = above.Split('/')[^1];

        var orphan = await eero.PostAsync(below, Fields(0, "publish:fi", ("title.fi", "Alla"), ("parent", idOfAbove)));
        var circle = await eero.PostAsync(above, Fields(1, "save", ("title.fi", "Yllä"), ("parent", below.Split('/')[^1])));

        (orphan.Status, circle.Status).ShouldBe((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity));
        orphan.Text.ShouldContain("The page above is not published.");
        circle.Text.ShouldContain("A page cannot stand below itself");
    }

    [Fact]
    public async Task A_preview_shows_the_draft_as_the_public_would_see_it_to_staff_alone()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        var eero = await town.SignedInAsync("eero@ranta.example");
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Talviuinti"), ("body.fi.0.html", "Avanto.")));

        var preview = await eero.GetAsync(page + "/preview/fi");

        preview.Text.ShouldContain("<h1>Talviuinti</h1>");
        preview.Headers["Cache-Control"].ShouldBe("no-store");
        (await town.Visit().GetAsync(page + "/preview/fi")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task An_old_version_comes_back_as_a_draft_and_a_withdrawn_page_is_gone()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        var eero = await town.SignedInAsync("eero@ranta.example");
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "publish:fi", ("title.fi", "Talviuinti"), ("summary.fi", "Vanha.")));
        await eero.PostAsync(page, Fields(1, "publish:fi", ("title.fi", "Talviuinti"), ("summary.fi", "Uusi.")));

        (await eero.PostAsync(page + "/restore", ("version", "1"), ("expected", "2"))).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await eero.GetAsync(page)).Text.ShouldContain("Vanha.");
        (await eero.GetAsync("/fi/talviuinti")).Text.ShouldContain("Uusi.");
        (await eero.PostAsync(page + "/withdraw", ("expected", "3"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await eero.GetAsync("/fi/talviuinti")).Status.ShouldBe(HttpStatusCode.Gone);
        (await eero.GetAsync("/fi/haku?q=talviuinti")).Text.ShouldNotContain("/fi/talviuinti\"");
    }

    [Fact]
    public async Task Another_municipalitys_page_is_not_there()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        await town.PersonAsync("olli@koski.example", town.OtherTenant, grants: [new Grant(Role.SiteManager)]);
        var eero = await town.SignedInAsync("eero@ranta.example");
        var olli = await town.SignedInAsync("olli@koski.example", AdminTown.Other);
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Salainen")));

        (await olli.GetAsync(page)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await olli.GetAsync(page + "/history")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await olli.GetAsync("/admin/content")).Text.ShouldNotContain("Salainen");
        (await eero.GetAsync(page)).Text.ShouldContain("Salainen");
    }

    private static async Task<string> NewAsync(Visitor visitor)
    {
        var form = await visitor.GetAsync("/admin/content/Page/new");
        form.Status.ShouldBe(HttpStatusCode.OK, form.Text);
        return Action().Match(form.Text).Groups[1].Value;
    }

    private static (string, string)[] Fields(int expected, string act, params (string Name, string Value)[] typed) =>
        [("expected", expected.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("act", act), ("body.fi:count", "1"), ("body.fi.0:type", "text"), .. typed];

    [GeneratedRegex("action=\"(/admin/content/Page/[0-9a-f-]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"expected\" value=\"([0-9]+)\"")]
    private static partial Regex Expected();
}
