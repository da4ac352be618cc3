using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;

namespace Fori.Tests.Admin;

/// <summary>A right that one way asks for is asked for by every other way to the same end.</summary>
public sealed partial class RightsByOtherWaysTests
{
    [Fact]
    public async Task An_emergency_is_neither_planned_nor_published_in_a_heap_without_its_right()
    {
        await using var town = await AdminTown.StartAsync();
        var viivi = await town.EditorAsync("viivi", new Grant(Role.Communications));
        var alert = Action().Match((await viivi.GetAsync("/admin/content/Alert/new")).Text).Groups[1].Value;
        (await viivi.PostAsync(
            alert, ("expected", "0"), ("act", "save"), ("title.fi", "Hätä"), ("message.fi", "Poistukaa."), ("severity", "Emergency"),
            ("until", town.Clock.GetUtcNow().AddDays(2).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)))).Status.ShouldBe(HttpStatusCode.SeeOther);

        var planned = await viivi.PostAsync(
            alert + "/schedule", ("expected", "1"), ("act", "publish"), ("plan-language", "fi"), ("plan-day", town.Clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("plan-time", "10:00"));
        var heap = await viivi.PostAsync("/admin/content/bulk", ("act", "publish:fi"), ("pinned", $"{EditedTown.IdOf(alert)}.1"));

        planned.Status.ShouldBe(HttpStatusCode.Forbidden);
        heap.Text.ShouldNotContain("Done.");
        (await viivi.GetAsync("/fi/")).Text.ShouldNotContain("Hätä");
        (await town.LogAsync()).Count(r => !r.Allowed && r.Action == nameof(ContentAction.PublishEmergency)).ShouldBe(2);
    }

    [Fact]
    public async Task Who_has_one_language_begins_documents_in_that_language_only()
    {
        await using var town = await AdminTown.StartAsync(languages: ["fi", "sv"]);
        var aino = await town.EditorAsync("aino", new Grant(Role.Contributor, Languages: ["sv"]));
        var page = Action().Match((await aino.GetAsync("/admin/content/Page/new")).Text).Groups[1].Value;

        (await aino.PostAsync(page, ("expected", "0"), ("act", "save"), ("title.fi", "Suomeksi"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await aino.PostAsync(page, ("expected", "0"), ("act", "save"), ("title.sv", "På svenska"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await town.LogAsync()).ShouldContain(r => !r.Allowed && r.Action == nameof(ContentAction.Create));
    }

    [Fact]
    public async Task What_is_refused_in_a_heap_is_noted_for_each_document_and_nothing_is_done()
    {
        await using var town = await AdminTown.StartAsync();
        var (eero, kirsi) = (await town.EditorAsync("eero"), await town.EditorAsync("kirsi", new Grant(Role.Author)));
        var (others, own) = (await eero.WriteAsync(("title.fi", "Eeron")), await kirsi.WriteAsync(("title.fi", "Kirsin")));

        await kirsi.PostAsync("/admin/content/bulk", ("act", "publish:fi"), ("pinned", $"{EditedTown.IdOf(others)}.1 {EditedTown.IdOf(own)}.1"));

        (await kirsi.GetAsync("/fi/eeron")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await kirsi.GetAsync("/fi/kirsin")).Status.ShouldBe(HttpStatusCode.OK);
        (await town.LogAsync()).ShouldContain(r => !r.Allowed && r.Action == nameof(ContentAction.Publish) && r.Subject == $"Page/{EditedTown.IdOf(others)}");
    }

    [Theory]
    [InlineData(Role.Contributor, "withdraw")]
    [InlineData(Role.Contributor, "publish:fi")]
    [InlineData(Role.Auditor, "move")]
    [InlineData(Role.SectionManager, "publish:fi")]
    public async Task An_act_on_many_that_is_not_offered_is_refused_by_address_and_by_form_and_noted(Role role, string act)
    {
        await using var town = await AdminTown.StartAsync();
        var visitor = await town.EditorAsync("aino", new Grant(role));
        await visitor.GetAsync("/admin/account");

        (await visitor.GetAsync("/admin/content/bulk?act=" + act)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.PostAsync("/admin/content/bulk", ("act", act))).Status.ShouldBe(HttpStatusCode.Forbidden);

        (await town.LogAsync()).Count(r => !r.Allowed && r.Subject == "/admin/content/bulk").ShouldBe(2);
    }

    [GeneratedRegex("action=\"(/admin/content/[A-Za-z]+/[0-9a-f-]+)\"")]
    private static partial Regex Action();
}
