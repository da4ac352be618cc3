using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Store.Verification;
using Fori.Tests.Testing;
using Fori.Web.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

public sealed partial class ArchiveTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Archived_news_stays_readable_with_a_mark_and_is_in_no_list_search_or_sitemap()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var (news, address) = await NewsAsync(eero, "Lautta kulkee taas");
        await NewsAsync(eero, "Toinen uutinen");

        var archived = await eero.PostAsync(news + "/archive", ("expected", await DraftOfAsync(eero, news)));
        var page = await eero.GetAsync(address);
        var list = await eero.GetAsync("/fi/uutiset");
        var search = await eero.GetAsync("/fi/haku?q=lautta");
        var form = await eero.GetAsync(news);

        archived.Location.ShouldBe(news + "?archived", archived.Text);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("Tätä sivua ei enää päivitetä.");
        page.Text.ShouldContain("<meta name=\"robots\" content=\"noindex\"");
        list.Text.ShouldNotContain("Lautta kulkee taas");
        list.Text.ShouldContain("/fi/uutiset?archived=1");
        (await eero.GetAsync("/fi/uutiset?archived=1")).Text.ShouldContain("Lautta kulkee taas");
        search.Text.ShouldNotContain("Lautta kulkee taas</a>");
        (await eero.GetAsync("/fi/haku?q=lautta&archived=1")).Text.ShouldContain("Lautta kulkee taas");
        (await eero.GetAsync("/sitemap-fi.xml")).Text.ShouldNotContain(address);
        (await eero.GetAsync("/fi/uutiset/feed.rss")).Text.ShouldNotContain("Lautta kulkee taas");
        form.Text.ShouldContain("Archived by Aino Aalto");
        form.Text.ShouldNotContain("value=\"publish:");
        (await eero.GetAsync("/admin/content?state=historical")).Text.ShouldContain("Lautta kulkee taas");
        (await eero.GetAsync(news + "/history")).Text.ShouldContain("Archived");
        (await VerifiedAsync(town)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_interface_says_it_and_lists_it_only_for_who_asks()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var (news, _) = await NewsAsync(eero, "Lautta kulkee taas");
        var id = news.Split('/')[^1];
        var before = await eero.GetAsync($"/api/v1/NewsItem/{id}");

        await eero.PostAsync(news + "/archive", ("expected", await DraftOfAsync(eero, news)));
        await eero.GetAsync("/fi/uutiset");
        var one = await eero.GetAsync($"/api/v1/NewsItem/{id}");

        before.Text.ShouldNotContain("\"archived\"");
        one.Text.ShouldContain("\"archived\":true");
        one.Headers["ETag"].ShouldNotBe(before.Headers["ETag"]);
        (await eero.GetAsync("/api/v1/NewsItem")).Text.ShouldNotContain(id);
        (await eero.GetAsync("/api/v1/NewsItem?archived=true")).Text.ShouldContain(id);
        (await eero.GetAsync("/api/v1/NewsItem?archived=only")).Text.ShouldContain(id);
        (await eero.GetAsync("/api/v1/NewsItem?archived=maybe")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_archived_page_is_gone_and_comes_back_as_a_draft()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.PublishAsync(("title.fi", "Uimaranta"));
        await eero.GetAsync(page);

        await eero.PostAsync(page + "/archive", ("expected", "1"));
        var gone = await eero.GetAsync("/fi/uimaranta");
        var saved = await eero.PostAsync(page, ("expected", "1"), ("act", "save"), ("title.fi", "Toinen"));
        var taken = await eero.PostAsync(page + "/unarchive", ("expected", "1"));
        var draft = await eero.GetAsync(page);

        gone.Status.ShouldBe(HttpStatusCode.Gone);
        saved.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        saved.Text.ShouldContain("The document is archived.");
        taken.Location.ShouldBe(page + "?unarchived");
        draft.Text.ShouldContain("value=\"publish:");
        (await eero.GetAsync("/fi/uimaranta")).Status.ShouldBe(HttpStatusCode.Gone);
        await eero.SendAsync(1, "publish:fi", page, ("title.fi", "Uimaranta"));
        (await eero.GetAsync("/fi/uimaranta")).Status.ShouldBe(HttpStatusCode.OK);
        (await VerifiedAsync(town)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_public_pages_below_it_is_archived_after_those()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var above = await eero.PublishAsync(("title.fi", "Vapaa-aika"));
        var below = await eero.PublishAsync(("title.fi", "Uinti"), ("parent", above.Split('/')[^1]));
        await eero.GetAsync(above);

        var refused = await eero.PostAsync(above + "/archive", ("expected", "1"));
        await eero.PostAsync(below + "/archive", ("expected", "1"));
        var done = await eero.PostAsync(above + "/archive", ("expected", "1"));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Uinti");
        done.Location.ShouldBe(above + "?archived");
    }

    [Fact]
    public async Task A_planned_end_of_news_leads_into_the_archive()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var (news, address) = await NewsAsync(eero, "Lautta kulkee taas");
        var due = TimeZoneInfo.ConvertTime(town.Clock.GetUtcNow().AddHours(2), TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki"));
        var planned = await eero.PostAsync(
            news + "/schedule", ("expected", await DraftOfAsync(eero, news)), ("act", "withdraw"), ("plan-language", "fi"),
            ("plan-day", due.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("plan-time", due.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));

        town.Clock.Ahead += TimeSpan.FromHours(3);
        await town.Host.App.Services.GetRequiredService<ScheduleService>().LookAsync(Stop);

        planned.Location.ShouldBe(news + "?scheduled", planned.Text);
        (await eero.GetAsync(news)).Text.ShouldContain("Archived by");
        (await eero.GetAsync(address)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Many_are_archived_at_once_and_what_cannot_be_is_told()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.PublishAsync(("title.fi", "Uimaranta"));
        var draft = await eero.WriteAsync(("title.fi", "Kesken"));
        var ids = $"id={page.Split('/')[^1]}&id={draft.Split('/')[^1]}";

        var look = await eero.GetAsync($"/admin/content/bulk?act=archive&{ids}");
        var done = await eero.PostAsync("/admin/content/bulk", ("act", "archive"), ("pinned", PinnedIn().Match(look.Text).Groups[1].Value));

        look.Text.ShouldContain("Archiving takes it out of public sight");
        look.Text.ShouldContain("Kesken");
        done.Status.ShouldBe(HttpStatusCode.OK);
        (await eero.GetAsync("/fi/uimaranta")).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task An_author_archives_what_is_their_own_and_an_editor_takes_it_out_again()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var author = await town.EditorAsync("tekija", new Grant(Role.Author));
        var own = await author.PublishAsync(("title.fi", "Oma"));
        var another = await eero.PublishAsync(("title.fi", "Toisen"));
        await author.GetAsync(own);

        var archived = await author.PostAsync(own + "/archive", ("expected", "1"));
        var refused = await author.PostAsync(another + "/archive", ("expected", "1"));
        var restored = await author.PostAsync(own + "/unarchive", ("expected", "1"));
        await eero.GetAsync(own);

        archived.Location.ShouldBe(own + "?archived");
        (refused.Status, restored.Status).ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
        (await eero.PostAsync(own + "/unarchive", ("expected", "1"))).Location.ShouldBe(own + "?unarchived");
    }

    private static async Task<(string Admin, string Address)> NewsAsync(Visitor eero, string title)
    {
        var path = ActionOf().Match((await eero.GetAsync("/admin/content/NewsItem/new")).Text).Groups[1].Value;
        var answer = await eero.PostAsync(path, ("expected", "0"), ("act", "publish:fi"), ("title.fi", title), ("lead.fi", "Lyhyesti."));
        answer.Location.ShouldBe(path + "?published", answer.Text);
        return (path, PublicIn().Match((await eero.GetAsync(path)).Text).Groups[1].Value);
    }

    private static async Task<string> DraftOfAsync(Visitor eero, string document) => ExpectedIn().Match((await eero.GetAsync(document)).Text).Groups[1].Value;

    private static async Task<IReadOnlyList<string>> VerifiedAsync(AdminTown town) =>
        [.. (await StoreVerifier.VerifyAsync(town.Host.Installation.Database, town.Host.Installation.Node.Types.Kinds(), null, Stop)).Problems.Select(f => f.ToString()!)];

    [GeneratedRegex("action=\"(/admin/content/NewsItem/[0-9a-f-]+)\"")]
    private static partial Regex ActionOf();

    [GeneratedRegex("href=\"(/fi/uutiset/[0-9]+/[a-z-]+)\"")]
    private static partial Regex PublicIn();

    [GeneratedRegex("name=\"expected\" value=\"([0-9]+)\"")]
    private static partial Regex ExpectedIn();

    [GeneratedRegex("name=\"pinned\" value=\"([^\"]*)\"")]
    private static partial Regex PinnedIn();
}
