using System.Net;
using Fori.Access;

namespace Fori.Tests.Admin;

public sealed class TranslationStateTests
{
    private const string Mark = "the original has changed since";

    [Fact]
    public async Task A_translation_is_marked_when_its_original_changes_until_it_is_written_or_found_up_to_date()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Uimaranta"), ("summary.fi", "Auki kesällä."), ("title.sv", "Badstrand"), ("summary.sv", "Öppen på sommaren."));
        var fresh = await eero.GetAsync(page);

        await eero.SendAsync(1, "save", page, ("title.fi", "Uimaranta"), ("summary.fi", "Auki kesällä ja syksyllä."), ("title.sv", "Badstrand"), ("summary.sv", "Öppen på sommaren."));
        var stale = await eero.GetAsync(page);
        var list = await eero.GetAsync("/admin/content?language=sv:stale");
        var diff = await eero.GetAsync(page + "/compare?from=1&to=2&language=fi");
        await eero.GetAsync(page);
        var confirmed = await eero.PostAsync(page + "/up-to-date", ("expected", "2"), ("language", "sv"));
        var after = await eero.GetAsync(page);

        fresh.Text.ShouldNotContain(Mark);
        stale.Text.ShouldContain("Finnish has changed since Swedish was last written.");
        stale.Text.ShouldContain("/compare?from=1&amp;to=2&amp;language=fi");
        list.Text.ShouldContain("Uimaranta");
        diff.Text.ShouldContain("syksyllä");
        confirmed.Location.ShouldBe(page + "?up-to-date");
        after.Text.ShouldNotContain(Mark);
        EditedTown.TitlesOf((await eero.GetAsync("/admin/content?language=sv:stale")).Text).ShouldBeEmpty();

        await eero.SendAsync(2, "save", page, ("title.fi", "Rantamme"), ("summary.fi", "Auki."), ("title.sv", "Badstrand"), ("summary.sv", "Öppen på sommaren."));
        (await eero.GetAsync("/admin/content/tree")).Text.ShouldContain(Mark);
        await eero.SendAsync(3, "save", page, ("title.fi", "Rantamme"), ("summary.fi", "Auki."), ("title.sv", "Vår strand"), ("summary.sv", "Öppen."));
        (await eero.GetAsync(page)).Text.ShouldNotContain("Finnish has changed");
    }

    [Fact]
    public async Task A_changed_translation_does_not_make_the_original_old()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Uimaranta"), ("title.sv", "Badstrand"));

        await eero.SendAsync(1, "save", page, ("title.fi", "Uimaranta"), ("title.sv", "Vår strand"));

        (await eero.GetAsync(page)).Text.ShouldNotContain("has changed since");
    }

    [Fact]
    public async Task A_language_that_came_later_is_behind_only_what_was_written_after_it()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Uimaranta"));
        await eero.SendAsync(1, "save", page, ("title.fi", "Uimarantamme"));
        await eero.SendAsync(2, "save", page, ("title.fi", "Uimarantamme"), ("title.sv", "Badstrand"));
        var fresh = await eero.GetAsync(page);

        await eero.SendAsync(3, "save", page, ("title.fi", "Rantamme"), ("title.sv", "Badstrand"));

        fresh.Text.ShouldNotContain("has changed since");
        (await eero.GetAsync(page)).Text.ShouldContain("/compare?from=3&amp;to=4");
    }

    [Fact]
    public async Task What_is_not_written_in_the_main_language_is_translated_from_the_first_that_it_has()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv", "en");
        var saara = await town.EditorAsync("saara", new Grant(Role.SiteManager));
        var page = await saara.WriteAsync(("title.sv", "Badstrand"), ("title.en", "Beach"));
        await saara.SendAsync(1, "save", page, ("title.sv", "Vår strand"), ("title.en", "Beach"));

        (await saara.GetAsync(page)).Text.ShouldContain("Swedish has changed since English was last written.");
        EditedTown.TitlesOf((await saara.GetAsync("/admin/content?language=en:stale")).Text).ShouldHaveSingleItem();

        await saara.GetAsync("/admin/settings");
        (await saara.PostAsync("/admin/settings", ("languages", "fi"), ("languages", "sv"), ("languages", "en"), ("main", "en"), ("name.en", "Ranta"))).Location.ShouldBe("/admin/settings?saved");

        // Of an English site the English text is the original.
        EditedTown.TitlesOf((await saara.GetAsync("/admin/content?language=en:stale")).Text).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_work_list_counts_what_is_behind_and_what_is_missing_for_who_translates()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var eero = await town.EditorAsync();
        var translator = await town.EditorAsync("tove", new Grant(Role.Translator, Languages: ["sv"]));
        var page = await eero.WriteAsync(("title.fi", "Uimaranta"), ("title.sv", "Badstrand"));
        await eero.SendAsync(1, "save", page, ("title.fi", "Rantamme"), ("title.sv", "Badstrand"));
        await eero.PublishAsync(("title.fi", "Vain suomeksi"));

        var list = await translator.GetAsync("/admin");
        await translator.GetAsync(page);
        var foreign = await translator.PostAsync(page + "/up-to-date", ("expected", "2"), ("language", "fi"));

        list.Text.ShouldContain("Swedish: 1 whose original has changed since");
        list.Text.ShouldContain("Swedish: 1 public without a translation");
        (await eero.GetAsync("/admin")).Text.ShouldNotContain("public without a translation");
        foreign.Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
