using System.Net;
using System.Text.RegularExpressions;

namespace Fori.Tests.Admin;

/// <summary>What goes wrong between a browser and the admin, and what must not follow from it.</summary>
public sealed class HostileInputTests
{
    [Fact]
    public async Task A_double_submit_at_the_same_moment_makes_one_version_and_loses_nothing()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Uimahalli"));
        (string, string)[] fields = [("expected", "1"), ("act", "save"), ("title.fi", "Uimahalli"), ("summary.fi", "Avoinna.")];

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => eero.PostAsync(page, fields)));

        answers.ShouldContain(a => a.Status == HttpStatusCode.SeeOther);
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.SeeOther || a.Text.Contains("Avoinna.", StringComparison.Ordinal));
        Regex.Count((await eero.GetAsync(page + "/history")).Text, "<li value=").ShouldBe(2);
        (await eero.GetAsync(page)).Text.ShouldContain("Avoinna.");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://paha.example")]
    public async Task A_cross_site_request_saves_publishes_and_deletes_nothing_and_is_noted(string header, string value)
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync("eero", new Fori.Access.Grant(Fori.Access.Role.SiteManager));
        var page = await eero.WriteAsync(("title.fi", "Uimahalli"));

        var written = await eero.PostWithAsync([(header, value)], page, ("expected", "1"), ("act", "publish:fi"), ("title.fi", "Kaapattu"));
        var deleted = await eero.PostWithAsync([(header, value)], page + "/delete", ("expected", "1"));

        (written.Status, deleted.Status).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await eero.GetAsync(page)).Text.ShouldNotContain("Kaapattu");
        (await town.Visit().GetAsync("/fi/kaapattu")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await town.LogAsync()).Count(r => !r.Allowed && r.Action == "send-form").ShouldBe(2);
    }

    [Fact]
    public async Task A_slug_that_is_taken_leaves_both_pages_with_an_address_of_their_own()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();

        await eero.PublishAsync(("title.fi", "Uimahalli"), ("summary.fi", "Ensimmäinen."));
        await eero.PublishAsync(("title.fi", "Uimahalli"), ("summary.fi", "Toinen."));

        (await eero.GetAsync("/fi/uimahalli")).Text.ShouldContain("Ensimmäinen.");
        (await eero.GetAsync("/fi/uimahalli-2")).Text.ShouldContain("Toinen.");
    }
}
