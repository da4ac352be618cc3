using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Nodes;
using Fori.Store.Writing;
using Fori.Web.Site;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>What visitors look for in vain reaches the editors, who make it find something.</summary>
public sealed partial class MissedSearchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_search_without_hits_is_counted_at_every_visit_and_becomes_a_synonym()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        await eero.PublishAsync(("title.fi", "Uimahalli"));
        (await eero.GetAsync("/fi/haku?q=uimahalli")).Text.ShouldContain("/fi/uimahalli\""); // Who published waits for the index; now others find it too.
        var (visitor, other) = (town.Visit(), town.Visit());
        (await visitor.GetAsync("/fi/haku?q=Kylpyl%C3%A4")).Text.ShouldNotContain("/fi/uimahalli\"");
        await other.GetAsync("/fi/haku?q=kylpyl%C3%A4");
        await other.GetAsync("/fi/haku?q=kylpyl%C3%A4");
        await other.GetAsync("/fi/haku?q=uimahalli");
        await other.GetAsync("/fi/haku?q=aino%40example.org");
        await other.GetAsync("/fi/haku?q=kylpyl%C3%A4&page=2");
        await other.GetAsync("/fi/haku?q=hulevesi&type=Place");

        await FlushAsync(town);
        var list = await eero.GetAsync("/admin/missed-searches");

        Rows().Matches(list.Text).Select(m => (WebUtility.HtmlDecode(m.Groups[1].Value), m.Groups[2].Value)).ShouldBe([("kylpylä", "3")]);
        list.Text.ShouldNotContain("aino@");
        var choosing = await eero.GetAsync("/admin/missed-searches/synonym?language=fi&words=kylpyl%C3%A4");
        var fresh = await eero.GetAsync(WebUtility.HtmlDecode(New().Match(choosing.Text).Groups[1].Value));
        WebUtility.HtmlDecode(fresh.Text).ShouldContain("value=\"kylpylä\"");
    }

    [Fact]
    public async Task The_form_of_a_term_has_the_words_among_its_other_words_and_nothing_is_written_before_it_is_saved()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        await eero.GetAsync("/admin");
        var id = Guid.CreateVersion7();
        await eero.PostAsync($"/admin/content/Topic/{id}", ("expected", "0"), ("act", "publish:fi"), ("name.fi", "Uinti"), ("synonyms.fi", "pulikointi"));

        (await eero.GetAsync("/admin/missed-searches/synonym?language=fi&words=kylpyl%C3%A4&q=uin")).Text.ShouldContain($"/admin/content/Topic/{id}?synonym=kylpyl%C3%A4&amp;language=fi");
        var form = WebUtility.HtmlDecode((await eero.GetAsync($"/admin/content/Topic/{id}?synonym=kylpyl%C3%A4&language=fi")).Text);

        form.ShouldContain("pulikointi\nkylpylä");
        WebUtility.HtmlDecode((await eero.GetAsync($"/admin/content/Topic/{id}")).Text).ShouldNotContain("kylpylä");
    }

    [Fact]
    public async Task The_other_languages_of_a_term_stay_when_it_gets_a_synonym()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var eero = await town.EditorAsync();
        await eero.GetAsync("/admin");
        var id = Guid.CreateVersion7();
        await eero.PostAsync($"/admin/content/Topic/{id}", ("expected", "0"), ("act", "publish:fi,sv"), ("name.fi", "Uinti"), ("name.sv", "Simning"), ("synonyms.sv", "plask"));

        var form = DirectoryTown.Parse((await eero.GetAsync($"/admin/content/Topic/{id}?synonym=kylpyl%C3%A4&language=fi")).Text);

        form.QuerySelector("[name='name.sv']").ShouldNotBeNull().GetAttribute("value").ShouldBe("Simning");
        form.QuerySelector("[name='synonyms.sv']").ShouldNotBeNull().TextContent.Trim().ShouldBe("plask");
    }

    [Fact]
    public async Task A_flood_is_counted_only_as_far_as_there_is_room()
    {
        await using var town = await AdminTown.StartAsync();
        var log = town.Host.App.Services.GetRequiredService<MissedSearchLog>();

        for (var i = 0; i < 100_000; i++)
        {
            log.Note(town.Tenant, "fi", string.Create(CultureInfo.InvariantCulture, $"roskaa {i}"));
        }

        await FlushAsync(town);
        var node = town.Host.App.Services.GetRequiredService<Node>();
        (await node.Database.ReadAsync(town.Tenant, s => s.MissedSearchesAsync(DateTimeOffset.UnixEpoch, Stop), Stop)).Count.ShouldBe(MissedSearchLog.MostAtOnce);
        (await node.Database.ReadAsync(town.OtherTenant, s => s.MissedSearchesAsync(DateTimeOffset.UnixEpoch, Stop), Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_is_taken_from_the_list_and_who_manages_no_terms_sees_none()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var aino = await town.EditorAsync("aino", new Grant(Role.Author));
        town.Host.App.Services.GetRequiredService<MissedSearchLog>().Note(town.Tenant, "fi", "kylpylä");
        await FlushAsync(town);
        (await eero.GetAsync("/admin/missed-searches")).Text.ShouldContain("kylpyl");

        var done = await eero.PostAsync("/admin/missed-searches", ("language", "fi"), ("words", "kylpylä"));

        done.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await eero.GetAsync("/admin/missed-searches")).Text.ShouldContain("No search has been without hits");
        (await aino.GetAsync("/admin/missed-searches")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task FlushAsync(AdminTown town) => town.Host.App.Services.GetRequiredService<MissedSearchLog>().FlushAsync(Stop);

    [GeneratedRegex("<th scope=\"row\"><a href=\"[^\"]+\" lang=\"fi\">([^<]+)</a>.*?<td>(\\d+)</td>", RegexOptions.Singleline)]
    private static partial Regex Rows();

    [GeneratedRegex("href=\"(/admin/content/SubjectWord/new[^\"]+)\"")]
    private static partial Regex New();
}
