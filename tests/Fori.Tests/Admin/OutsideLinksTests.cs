using System.Net;
using Fori.Content.Upkeep;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Web.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>Outside links are asked in the background, and broken ones are told where they can be mended.</summary>
public sealed class OutsideLinksTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_is_broken_after_three_silent_times_and_is_told_in_the_list_the_work_list_and_the_form()
    {
        await using var town = await AdminTown.StartAsync(s => s with { FetchAllow = ["localhost"] });
        var eero = await town.EditorAsync();
        var outside = $"http://localhost:{town.Host.Client.BaseAddress?.Port}";
        var page = await eero.PublishAsync(
            ("title.fi", "Uimahalli"), ("summary.fi", "Hallin ajat."), ("body.fi:count", "1"), ("body.fi.0:type", "text"),
            ("body.fi.0.html", $"Katso [hallin hinnasto]({outside}/poissa#alku) ja [kuntien luettelo]({outside}/)."));
        var service = town.Host.App.Services.GetRequiredService<LinkCheckService>();

        await service.LookAsync(Stop);
        (await eero.GetAsync("/admin/links")).Text.ShouldNotContain("/poissa");
        var doubted = (await eero.GetAsync("/admin/links?state=Doubted")).Text;
        doubted.ShouldContain("/poissa");
        doubted.ShouldContain("404");
        doubted.ShouldContain(page);
        (await eero.GetAsync("/admin/links?state=Answers")).Text.ShouldContain($"{outside}/");
        foreach (var ahead in new[] { 1, 8 })
        {
            town.Clock.Ahead = TimeSpan.FromHours(ahead);
            eero = await town.SignedInAsync("eero@ranta.example");
            await service.LookAsync(Stop);
        }

        (await eero.GetAsync("/admin/links")).Text.ShouldContain("/poissa");
        (await eero.GetAsync("/admin")).Text.ShouldContain("Broken links on your pages");
        (await eero.GetAsync(page)).Text.ShouldContain("does not answer (404)");
        await eero.GetAsync("/admin/links");
        (await eero.PostAsync("/admin/links")).Location.ShouldBe("/admin/links?asked");
    }

    [Fact]
    public async Task An_internal_address_is_never_asked()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        await eero.PublishAsync(("title.fi", "Uimahalli"), ("body.fi:count", "1"), ("body.fi.0:type", "text"), ("body.fi.0.html", $"[Laite](http://127.0.0.1:{town.Host.Client.BaseAddress?.Port}/)"));

        await town.Host.App.Services.GetRequiredService<LinkCheckService>().LookAsync(Stop);

        (await eero.GetAsync("/admin/links?state=all")).Text.ShouldContain("internal address");
    }

    [Theory]
    [InlineData(200, LinkState.Answers)]
    [InlineData(304, LinkState.Answers)]
    [InlineData(401, LinkState.Answers)]
    [InlineData(403, LinkState.Answers)]
    [InlineData(429, LinkState.Answers)]
    [InlineData(404, LinkState.Doubted)]
    [InlineData(410, LinkState.Doubted)]
    [InlineData(500, LinkState.Doubted)]
    public void Who_refuses_us_answers_and_what_is_gone_or_ill_does_not(int status, LinkState state) =>
        LinkChecker.After(new LinkCheckRow("https://example.org/", LinkState.New, "", 0, null, Noon, []), Outcome<int>.Of(status), Noon).State.ShouldBe(state);

    [Fact]
    public void An_answer_makes_up_for_all_failures()
    {
        var row = new LinkCheckRow("https://example.org/", LinkState.New, "", 0, null, Noon, []);
        for (var i = 0; i < 3; i++)
        {
            row = LinkChecker.After(row, Problem.Of("source.unreachable"), Noon);
        }

        row.State.ShouldBe(LinkState.Broken);
        (LinkChecker.After(row, Outcome<int>.Of(200), Noon) is { State: LinkState.Answers, Failures: 0 }).ShouldBeTrue();
    }

    [Fact]
    public async Task The_page_is_for_the_staff()
    {
        await using var town = await AdminTown.StartAsync();

        (await town.Visit().GetAsync("/admin/links")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }
}
