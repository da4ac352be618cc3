using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>From a page to the pages below it.</summary>
public sealed partial class WaysBelowTests
{
    [Fact]
    public async Task A_page_is_begun_below_another_and_the_next_one_beside_it()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var above = await SavedAsync(eero, "/admin/content/Page/new", "Asuminen");
        var id = above[^36..];

        (await eero.GetAsync(above)).Text.ShouldContain($"<a href=\"/admin/content/Page/new?parent={id}\">Create a page below</a>");
        (await eero.GetAsync("/admin/content/tree")).Text.ShouldContain($"href=\"/admin/content/Page/new?parent={id}\"");
        var form = await eero.GetAsync($"/admin/content/Page/new?parent={id}");
        form.Text.ShouldContain($"<option value=\"{id}\" selected");
        var below = Action().Match(form.Text).Groups[1].Value;
        var saved = await eero.PostAsync(below, Fields(0, "save", ("title.fi", "Tontit"), ("parent", id)));

        var another = $"<a href=\"/admin/content/Page/new?parent={id}\">Create another below the same page</a>";
        (await eero.GetAsync(saved.Location!)).Text.ShouldContain(another);
        await eero.PostAsync(above, Fields(1, "publish:fi", ("title.fi", "Asuminen")));
        var published = await eero.PostAsync(below, Fields(1, "publish:fi", ("title.fi", "Tontit"), ("parent", id)));
        (await eero.GetAsync(published.Location!)).Text.ShouldContain(another);
        (await eero.GetAsync(below)).Text.ShouldNotContain(another);
    }

    [Fact]
    public async Task A_page_that_was_public_before_is_not_followed_by_a_new_one()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var above = await SavedAsync(eero, "/admin/content/Page/new", "Asuminen");
        await eero.PostAsync(above, Fields(1, "publish:fi", ("title.fi", "Asuminen")));
        var below = Action().Match((await eero.GetAsync($"/admin/content/Page/new?parent={above[^36..]}")).Text).Groups[1].Value;
        var first = await eero.PostAsync(below, Fields(0, "publish:fi", ("title.fi", "Tontit"), ("parent", above[^36..])));
        (await eero.GetAsync(first.Location!)).Text.ShouldContain("Create another below");

        var mended = await eero.PostAsync(below, Fields(1, "publish:fi", ("title.fi", "Rakennustontit"), ("parent", above[^36..])));
        var seen = await eero.GetAsync(mended.Location!);
        await eero.PostAsync($"{below}/withdraw", ("expected", "2"));
        var again = await eero.PostAsync(below, Fields(2, "publish:fi", ("title.fi", "Rakennustontit"), ("parent", above[^36..])));

        seen.Text.ShouldContain("Rakennustontit");
        seen.Text.ShouldNotContain("Create another below");
        (await eero.GetAsync(again.Location!)).Text.ShouldNotContain("Create another below");
    }

    [Fact]
    public async Task Who_may_begin_nothing_is_offered_nothing()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("onni@ranta.example", grants: [new Grant(Role.Auditor)]);
        var (eero, onni) = (await EditorAsync(town), await town.SignedInAsync("onni@ranta.example"));
        var above = await SavedAsync(eero, "/admin/content/Page/new", "Asuminen");

        var seen = await onni.GetAsync(above);

        seen.Text.ShouldNotContain("Create a page below");
        seen.Text.ShouldNotContain("send:image");
    }

    [Fact]
    public async Task Two_pages_of_one_name_are_told_apart_by_their_place_when_a_page_above_is_chosen()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town);
        var housing = await SavedAsync(eero, "/admin/content/Page/new", "Asuminen");
        var leisure = await SavedAsync(eero, "/admin/content/Page/new", "Vapaa-aika");
        await SavedAsync(eero, $"/admin/content/Page/new?parent={housing[^36..]}", "Hakemukset");
        await SavedAsync(eero, $"/admin/content/Page/new?parent={leisure[^36..]}", "Hakemukset");

        var options = Options().Matches((await eero.GetAsync("/admin/content/Page/new")).Text).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).ToList();

        options.Where(o => o.Contains("Hakemukset", StringComparison.Ordinal)).ShouldBe(["Asuminen › Hakemukset", "Vapaa-aika › Hakemukset"]);
        options.ShouldContain("Asuminen");
    }

    private static async Task<Visitor> EditorAsync(AdminTown town)
    {
        await town.PersonAsync("eero@ranta.example", grants: [new Grant(Role.Editor)]);
        return await town.SignedInAsync("eero@ranta.example");
    }

    private static async Task<string> SavedAsync(Visitor visitor, string begun, string title)
    {
        var form = Action().Match((await visitor.GetAsync(begun)).Text).Groups[1].Value;
        var parent = begun.Contains("parent=", StringComparison.Ordinal) ? begun[^36..] : "";
        (await visitor.PostAsync(form, Fields(0, "save", ("title.fi", title), ("parent", parent)))).Status.ShouldBe(HttpStatusCode.SeeOther);
        return form;
    }

    private static (string, string)[] Fields(int expected, string act, params (string Name, string Value)[] typed) =>
        [("expected", expected.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("act", act), ("body.fi:count", "1"), ("body.fi.0:type", "text"), .. typed];

    [GeneratedRegex("action=\"(/admin/content/Page/[0-9a-f-]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<option value=\"[0-9a-f-]{36}\"[^>]*>([^<]+)</option>")]
    private static partial Regex Options();
}
