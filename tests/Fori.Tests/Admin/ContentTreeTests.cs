using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using static Fori.Tests.Admin.EditedTown;

namespace Fori.Tests.Admin;

/// <summary>Editors see what stands below what, move it, and act on many pages at once.</summary>
public sealed partial class ContentTreeTests
{
    [Fact]
    public async Task Branches_open_by_links_and_wide_ones_have_pages()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var above = await eero.WriteAsync(("title.fi", "Vapaa-aika"));
        for (var i = 0; i < 102; i++)
        {
            await eero.WriteAsync(("title.fi", string.Create(CultureInfo.InvariantCulture, $"Alasivu {i:000}")), ("parent", IdOf(above)));
        }

        var closed = (await eero.GetAsync("/admin/content/tree")).Text;
        var open = (await eero.GetAsync($"/admin/content/tree?open={IdOf(above)}")).Text;
        var turned = (await eero.GetAsync($"/admin/content/tree?open={IdOf(above)}&at={IdOf(above)}:2")).Text;

        closed.ShouldContain("Below: 102");
        closed.ShouldNotContain("Alasivu");
        closed.ShouldContain($"href=\"/admin/content/tree?open={IdOf(above)}#n-{IdOf(above)}\"");
        open.ShouldContain("Alasivu 099");
        open.ShouldNotContain("Alasivu 100");
        turned.ShouldContain("Alasivu 101");
        turned.ShouldNotContain("Alasivu 099");
    }

    [Fact]
    public async Task A_branch_is_moved_in_a_draft_after_a_page_that_says_what_changes()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var (from, to) = (await eero.PublishAsync(("title.fi", "Vapaa-aika")), await eero.PublishAsync(("title.fi", "Liikunta")));
        var pool = await eero.PublishAsync(("title.fi", "Uimahalli"), ("parent", IdOf(from)));
        await eero.PublishAsync(("title.fi", "Hinnat"), ("parent", IdOf(pool)));

        var chosen = (await eero.GetAsync($"/admin/content/bulk?act=move&id={IdOf(pool)}&q=liikunta")).Text;
        var told = (await eero.GetAsync($"/admin/content/bulk?act=move&id={IdOf(pool)}&parent={IdOf(to)}")).Text;
        var done = await eero.PostAsync("/admin/content/bulk", ("act", "move"), ("parent", IdOf(to)), ("pinned", Pinned().Match(told).Groups[1].Value));

        chosen.ShouldContain($"value=\"{IdOf(to)}\"");
        told.ShouldContain("2 addresses change");
        done.Text.ShouldContain("Done: 1. Not done: 0.");
        (await eero.GetAsync("/fi/vapaa-aika/uimahalli/hinnat")).Status.ShouldBe(HttpStatusCode.OK);
        await eero.SendAsync(2, "publish:fi", pool, ("title.fi", "Uimahalli"), ("parent", IdOf(to)));
        (await eero.GetAsync("/fi/liikunta/uimahalli/hinnat")).Status.ShouldBe(HttpStatusCode.OK);
        (await eero.GetAsync("/fi/vapaa-aika/uimahalli/hinnat")).Location.ShouldBe("/fi/liikunta/uimahalli/hinnat");
    }

    [Fact]
    public async Task A_page_is_not_moved_below_itself_nor_by_who_may_not()
    {
        await using var town = await AdminTown.StartAsync();
        var (eero, aino) = (await town.EditorAsync(), await town.EditorAsync("aino", new Grant(Role.Contributor)));
        var above = await eero.WriteAsync(("title.fi", "Vapaa-aika"));
        var below = await eero.WriteAsync(("title.fi", "Uimahalli"), ("parent", IdOf(above)));

        var circle = (await eero.GetAsync($"/admin/content/bulk?act=move&id={IdOf(above)}&parent={IdOf(below)}")).Text;
        await aino.GetAsync("/admin/content");
        var refused = await aino.PostAsync("/admin/content/bulk", ("act", "move"), ("parent", "-"), ("pinned", IdOf(below) + ".1"));

        circle.ShouldContain("A page cannot stand below itself");
        circle.ShouldNotContain("name=\"pinned\"");
        refused.Text.ShouldContain("Done: 0. Not done: 1.");
        (await eero.GetAsync($"/admin/content?below={IdOf(above)}")).Text.ShouldContain("Uimahalli");
    }

    [Fact]
    public async Task Pages_are_published_together_and_each_result_is_told()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var (good, bad, stale) = (await eero.WriteAsync(("title.fi", "Hyvä")), await eero.WriteAsync(("title.fi", "Huono"), ("body.fi:count", "1"), ("body.fi.0:type", "text"), ("body.fi.0.html", "#### Liian syvällä")), await eero.WriteAsync(("title.fi", "Muuttuva")));
        await eero.PublishAsync(("title.fi", "Valmis"));

        var told = (await eero.GetAsync("/admin/content/bulk?act=publish:fi&all=1&of=")).Text;
        await eero.SendAsync(1, "save", stale, ("title.fi", "Muuttunut"));
        await eero.GetAsync("/admin/content");
        var done = await eero.PostAsync("/admin/content/bulk", ("act", "publish:fi"), ("pinned", Pinned().Match(told).Groups[1].Value));

        told.ShouldContain("Will be done: 2. Refused: 2.");
        told.ShouldContain("There are no changes to publish.");
        done.Text.ShouldContain("Done: 1. Not done: 1.");
        (await town.Visit().GetAsync("/fi/hyva")).Status.ShouldBe(HttpStatusCode.OK);
        (await town.Visit().GetAsync("/fi/huono")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await town.Visit().GetAsync("/fi/muuttunut")).Status.ShouldBe(HttpStatusCode.NotFound);
        bad.ShouldNotBe(good);
    }

    [Fact]
    public async Task An_act_without_a_selection_comes_back_with_the_list()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        await eero.WriteAsync(("title.fi", "Sivu"));

        var answer = await eero.GetAsync("/admin/content/bulk?act=publish:fi");

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain("Select at least one row.");
        (await eero.GetAsync("/admin/content/bulk?act=burn")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [GeneratedRegex("name=\"pinned\" value=\"([^\"]+)\"")]
    private static partial Regex Pinned();
}
