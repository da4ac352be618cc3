using System.Net;
using System.Text;
using Fori.Access;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Nodes;
using Fori.Store.Golden;
using Fori.Store.Writing;
using Microsoft.Extensions.DependencyInjection;
using static Fori.Tests.Admin.EditedTown;

namespace Fori.Tests.Admin;

/// <summary>What changed, who changed it, what uses it, and going back.</summary>
public sealed class ContentHistoryTests
{
    [Fact]
    public async Task Two_versions_are_compared_word_by_word_inline_and_side_by_side()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Talviuinti"), ("summary.fi", "Avanto on auki aamulla."));
        await eero.SendAsync(1, "save", page, ("title.fi", "Talviuinti"), ("summary.fi", "Avanto on kiinni aamulla."));

        var inline = (await eero.GetAsync(page + "/compare?from=1&to=2")).Text;
        var side = (await eero.GetAsync(page + "/compare?from=1&to=2&view=side")).Text;

        foreach (var shown in ((string[])[inline, side]).Select(s => WebUtility.HtmlDecode(s) ?? s))
        {
            shown.ShouldContain("<del><span class=\"away\">removed: </span><span class=\"sign\" aria-hidden=\"true\">−</span>auki");
            shown.ShouldContain("<ins><span class=\"away\">added: </span><span class=\"sign\" aria-hidden=\"true\">+</span>kiinni");
        }

        (await eero.GetAsync(page + "/history")).Text.ShouldContain("/compare?from=1&amp;to=2");
        (await eero.GetAsync(page + "/compare?from=1&to=9")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_composed_publication_is_compared_with_what_was_shown_before()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var (eero, tove) = (await town.EditorAsync(), await town.EditorAsync("tove", new Grant(Role.Editor, Languages: ["sv"])));
        var page = await eero.WriteAsync(("title.fi", "Uimahalli"), ("title.sv", "Simhall"));
        await eero.SendAsync(1, "publish:fi,sv", page, ("title.fi", "Uimahalli"), ("title.sv", "Simhall"));
        await eero.SendAsync(1, "save", page, ("title.fi", "Kylpylä"), ("title.sv", "Simhall"));
        await tove.GetAsync(page);
        await tove.SendAsync(2, "publish:sv", page, ("title.fi", "Kylpylä"), ("title.sv", "Badhus"));

        var history = (await eero.GetAsync(page + "/history")).Text;

        // 3 is the translator's draft, 4 what was composed of it: Swedish from the draft, Finnish as it was.
        history.ShouldContain("/compare?from=1&amp;to=4");
        history.ShouldContain("/compare?from=2&amp;to=3");
        (await eero.GetAsync(page + "/compare?from=1&to=4")).Text.Split("<section class=\"diff\">", 2)[1].ShouldNotContain("Kylpyl");
    }

    [Fact]
    public async Task A_version_that_no_longer_fits_is_refused_with_a_sentence_and_harms_nothing()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Uimahalli"));
        var (services, id) = (town.Host.App.Services, Guid.Parse(IdOf(page)));
        async Task SaveRawAsync(int expected, string body) => (await services.GetRequiredService<Node>().Writer.WriteAsync(
            town.Tenant, WriteLane.People,
            (unit, ct) => services.GetRequiredService<EditedDocuments>().SaveAsync(unit, new DraftSave(id, "Page", expected, Encoding.UTF8.GetBytes(body), null), new WriteOrigin("user:x", "editor"), ct),
            TestContext.Current.CancellationToken)).Succeeded.ShouldBeTrue();
        await SaveRawAsync(1, """{"gone":{"fi":"Vanhan muodon kenttä"},"title":{"fi":"Vanha"}}""");
        await SaveRawAsync(2, """{"title":{"fi":"Uusi"}}""");
        await eero.GetAsync(page + "/history");

        var refused = await eero.PostAsync(page + "/restore", ("version", "2"), ("expected", "3"));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Version 2 cannot be restored");
        (await eero.GetAsync(page)).Text.ShouldContain("Uusi");
    }

    [Fact]
    public async Task Where_a_page_is_used_is_told_with_field_and_whether_the_public_sees_it()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var above = await eero.PublishAsync(("title.fi", "Vapaa-aika"));
        await eero.PublishAsync(("title.fi", "Uimahalli"), ("parent", IdOf(above)));
        await eero.WriteAsync(("title.fi", "Kuntosali"), ("parent", IdOf(above)));

        var uses = (await eero.GetAsync(above + "/uses")).Text;

        TitlesOf(uses).ShouldBe(["Kuntosali", "Uimahalli"]);
        uses.ShouldContain("Page above");
        uses.Split("state published").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_long_history_has_pages()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Sivu 0"));
        for (var i = 1; i < 35; i++)
        {
            await eero.SendAsync(i, "save", page, ("title.fi", $"Sivu {i}"));
        }

        (await eero.GetAsync(page + "/history")).Text.ShouldContain("history?page=2");
        (await eero.GetAsync(page + "/history?page=2")).Text.ShouldContain("<li value=\"1\">");
    }
}
