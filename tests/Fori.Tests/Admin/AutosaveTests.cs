using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>What is typed and not saved, over HTTP as the form's script sends it.</summary>
public sealed partial class AutosaveTests
{
    [Fact]
    public async Task What_was_typed_is_kept_offered_shown_and_gone_when_it_is_saved()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town, "eero");
        var (page, tab) = await FormAsync(eero, "/admin/content/Page/new");
        await eero.PostAsync(page, Fields(0, tab, ("title.fi", "Uimahalli")));
        (_, tab) = await FormAsync(eero, page);
        town.Clock.Ahead = TimeSpan.FromMinutes(3);

        var kept = await eero.PostAsync(page + "/autosave", Fields(1, tab, ("title.fi", "Uimahalli"), ("summary.fi", "Auki joka päivä.")));

        kept.Status.ShouldBe(HttpStatusCode.OK, kept.Text);
        JsonElement.Parse(kept.Text).GetProperty("at").GetString().ShouldNotBeNull().ShouldMatch("^[0-9]{2}:[0-9]{2}$");
        var again = await eero.GetAsync(page);
        again.Text.ShouldContain("that is not saved");
        again.Text.ShouldContain("Auki joka päivä.");
        (await eero.GetAsync(page + "/history")).Text.ShouldNotContain("value=\"2\"");
        var shown = await eero.GetAsync($"{page}/autosave/{tab}");
        shown.Text.ShouldContain("Auki joka päivä.");
        Tab().Match(shown.Text).Groups[1].Value.ShouldBe(tab);
        (await eero.PostAsync(page, Fields(1, tab, ("title.fi", "Uimahalli"), ("summary.fi", "Auki joka päivä.")))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await eero.GetAsync(page)).Text.ShouldNotContain("that is not saved");
        (await eero.GetAsync($"{page}/autosave/{tab}")).Location.ShouldBe(page);
    }

    [Fact]
    public async Task A_kept_form_that_says_what_is_saved_is_not_offered()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town, "eero");
        var (page, tab) = await FormAsync(eero, "/admin/content/Page/new");
        await eero.PostAsync(page, Fields(0, tab, ("title.fi", "Uimahalli")));
        town.Clock.Ahead = TimeSpan.FromMinutes(3);

        await eero.PostAsync(page + "/autosave", Fields(1, tab, ("title.fi", "Uimahalli")));

        (await eero.GetAsync(page)).Text.ShouldNotContain("that is not saved");
    }

    [Fact]
    public async Task What_was_typed_is_thrown_away_on_request()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town, "eero");
        var (page, tab) = await FormAsync(eero, "/admin/content/Page/new");
        await eero.PostAsync(page, Fields(0, tab, ("title.fi", "Uimahalli")));
        town.Clock.Ahead = TimeSpan.FromMinutes(3);
        await eero.PostAsync(page + "/autosave", Fields(1, tab, ("title.fi", "Muu")));

        (await eero.PostAsync($"{page}/autosave/{tab}/discard")).Location.ShouldBe(page + "?discarded");

        (await eero.GetAsync(page)).Text.ShouldNotContain("that is not saved");
    }

    [Fact]
    public async Task A_new_document_that_was_never_saved_waits_in_the_work_list_of_its_writer_only()
    {
        await using var town = await AdminTown.StartAsync();
        var (eero, saara) = (await EditorAsync(town, "eero"), await EditorAsync(town, "saara"));
        var (page, tab) = await FormAsync(eero, "/admin/content/Page/new");

        var kept = await eero.PostAsync(page + "/autosave", Fields(0, tab, ("title.fi", "Keskeneräinen")));

        var url = JsonElement.Parse(kept.Text).GetProperty("url").GetString().ShouldNotBeNull();
        (await eero.GetAsync("/admin")).Text.ShouldContain(url);
        (await eero.GetAsync(url)).Text.ShouldContain("Keskeneräinen");
        (await saara.GetAsync("/admin")).Text.ShouldNotContain("Keskeneräinen");
        (await saara.GetAsync(url)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await saara.PostAsync(url + "/discard")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await eero.GetAsync(url)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_script_is_told_by_the_status_that_the_session_is_over_or_the_token_old()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town, "eero");
        var (page, tab) = await FormAsync(eero, "/admin/content/Page/new");

        eero.Token = "old";
        (await eero.PostAsync(page + "/autosave", Fields(0, tab))).Status.ShouldBe(HttpStatusCode.BadRequest);
        var fresh = await eero.GetAsync("/admin/form-token");
        eero.Token = JsonElement.Parse(fresh.Text).GetProperty("token").GetString();
        (await eero.PostAsync(page + "/autosave", Fields(0, tab, ("title.fi", "a")))).Status.ShouldBe(HttpStatusCode.OK);
        eero.Cookies.Clear();
        (await eero.PostAsync(page + "/autosave", Fields(0, tab, ("title.fi", "b")))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await eero.GetAsync("/admin/form-token")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_may_not_write_keeps_nothing_and_the_refusal_is_noted()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("onni@ranta.example", grants: [new Grant(Role.Auditor)]);
        var onni = await town.SignedInAsync("onni@ranta.example");
        await onni.GetAsync("/admin");

        (await onni.PostAsync($"/admin/content/Page/{Guid.CreateVersion7()}/autosave", Fields(0, Guid.CreateVersion7().ToString(), ("title.fi", "x")))).Status.ShouldBe(HttpStatusCode.Forbidden);

        (await town.LogAsync()).ShouldContain(a => !a.Allowed && a.Action == nameof(ContentAction.Create));
    }

    [Fact]
    public async Task A_form_that_is_too_large_or_of_no_tab_is_refused()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town, "eero");
        var (page, tab) = await FormAsync(eero, "/admin/content/Page/new");

        (await eero.PostAsync(page + "/autosave", Fields(0, "x", ("title.fi", "a")))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await eero.PostAsync(page + "/autosave", Fields(0, tab, ("body.fi.0.html", new string('a', 3_000_000)), ("body.sv.0.html", new string('b', 3_000_000))))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_text_is_told_in_both_ways_of_writing_and_always_clean()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await EditorAsync(town, "eero");
        await eero.GetAsync("/admin/content/Page/new");

        var markdown = JsonElement.Parse((await eero.PostAsync("/admin/content/rich-text", ("format", "markdown"), ("text", "## A\n\n<script>x</script>"))).Text);
        var html = JsonElement.Parse((await eero.PostAsync("/admin/content/rich-text", ("format", "html"), ("text", "<p onclick=x>B <script>x</script><b>c</b></p>"))).Text);
        var foreign = JsonElement.Parse((await eero.PostAsync("/admin/content/rich-text", ("format", "html"), ("text", "<ul lang=sv><li>Hej</li></ul>"))).Text);

        markdown.GetProperty("html").GetString().ShouldBe("<h2>A</h2><p>&lt;script&gt;x&lt;/script&gt;</p>");
        html.GetProperty("html").GetString().ShouldBe("<p>B <strong>c</strong></p>");
        html.GetProperty("markdown").GetString().ShouldBe("B **c**");
        foreign.GetProperty("markdown").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static async Task<Visitor> EditorAsync(AdminTown town, string name)
    {
        await town.PersonAsync($"{name}@ranta.example", grants: [new Grant(Role.Editor)]);
        return await town.SignedInAsync($"{name}@ranta.example");
    }

    private static async Task<(string Page, string Tab)> FormAsync(Visitor visitor, string path)
    {
        var form = await visitor.GetAsync(path);
        return (Action().Match(form.Text).Groups[1].Value, Tab().Match(form.Text).Groups[1].Value);
    }

    private static (string, string)[] Fields(int expected, string tab, params (string Name, string Value)[] typed) =>
        [("expected", expected.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("tab", tab), .. typed];

    [GeneratedRegex("action=\"(/admin/content/Page/[0-9a-f-]+)\" class=\"edit\"")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"tab\" value=\"([0-9a-f-]+)\"")]
    private static partial Regex Tab();
}
