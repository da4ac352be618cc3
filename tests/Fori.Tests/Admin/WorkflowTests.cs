using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Store.Sql;
using Fori.Web.Content;
using Fori.Web.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>From a writer's draft to what residents see, over HTTP without scripts: review, times, links, the bin, days of checking.</summary>
public sealed partial class WorkflowTests
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    [Fact]
    public async Task A_writer_sends_for_review_gets_it_back_with_a_comment_sends_again_and_it_is_published()
    {
        await using var desk = await DeskAsync();
        var (aino, eero) = (await desk.AsAsync(Role.Contributor, "aino"), await desk.AsAsync(Role.Editor, "eero"));
        var page = await NewAsync(aino);
        (await aino.GetAsync(page)).Status.ShouldBe(HttpStatusCode.NotFound);

        var sent = await aino.PostAsync(page, Fields(0, "submit:fi,sv,en", ("title.fi", "Talviuinti"), ("note", "Onko tämä hyvä?")));

        sent.Location.ShouldBe(page + "?submitted", sent.Text);
        var waiting = await eero.GetAsync("/admin");
        waiting.Text.ShouldContain("Waiting for you");
        waiting.Text.ShouldContain("Onko tämä hyvä?");
        (await aino.GetAsync("/admin")).Text.ShouldNotContain("Waiting for you");
        (await eero.GetAsync("/admin/content")).Text.ShouldContain("waiting for review");
        await eero.GetAsync(page);
        (await eero.PostAsync(page + "/send-back", ("send-back-language", "fi"), ("comment", ""))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await eero.PostAsync(page + "/send-back", ("send-back-language", "fi"), ("comment", "Hinnat puuttuvat."))).Location.ShouldBe(page + "?sent-back");

        var back = await aino.GetAsync("/admin");
        back.Text.ShouldContain("Sent back to you");
        back.Text.ShouldContain("Hinnat puuttuvat.");
        (await aino.GetAsync(page)).Text.ShouldContain("Hinnat puuttuvat.");
        await aino.PostAsync(page, Fields(1, "save", ("title.fi", "Talviuinti 5 e")));
        (await aino.GetAsync(page)).Text.ShouldContain("Hinnat puuttuvat.");
        (await aino.PostAsync(page, Fields(2, "submit:fi", ("title.fi", "Talviuinti 5 e")))).Location.ShouldBe(page + "?submitted");
        await eero.GetAsync(page);
        (await eero.PostAsync(page, Fields(2, "publish:fi", ("title.fi", "Talviuinti 5 e")))).Location.ShouldBe(page + "?published");

        (await eero.GetAsync("/fi/talviuinti-5-e")).Status.ShouldBe(HttpStatusCode.OK);
        (await eero.GetAsync("/admin")).Text.ShouldNotContain("Waiting for you");
        (await aino.GetAsync("/admin")).Text.ShouldNotContain("Sent back to you");
        var history = (await aino.GetAsync(page + "/history")).Text;
        history.ShouldContain("Onko tämä hyvä?");
        history.ShouldContain("Hinnat puuttuvat.");
    }

    [Fact]
    public async Task The_main_button_says_what_happens_next()
    {
        await using var desk = await DeskAsync();
        var (aino, eero) = (await desk.AsAsync(Role.Contributor, "aino"), await desk.AsAsync(Role.Editor, "eero"));
        var page = await NewAsync(aino);
        await aino.PostAsync(page, Fields(0, "save", ("title.fi", "Talviuinti")));

        (await aino.GetAsync(page)).Text.ShouldContain("Send for review: Finnish");
        (await aino.GetAsync(page)).Text.ShouldNotContain("Publish now");
        (await eero.GetAsync(page)).Text.ShouldContain(">Publish now<"); // The town speaks one language: none is named.
        (await eero.GetAsync(page)).Text.ShouldNotContain("Send for review");
    }

    [Fact]
    public async Task A_save_after_sending_keeps_it_in_review_and_says_so()
    {
        await using var desk = await DeskAsync();
        var (aino, eero) = (await desk.AsAsync(Role.Contributor, "aino"), await desk.AsAsync(Role.Editor, "eero"));
        var page = await NewAsync(aino);
        await aino.PostAsync(page, Fields(0, "submit:fi", ("title.fi", "Talviuinti")));
        await aino.PostAsync(page, Fields(1, "save", ("title.fi", "Talviuinti"), ("summary.fi", "Uutta.")));

        (await eero.GetAsync(page)).Text.ShouldContain("The draft has been saved since.");
        (await eero.GetAsync("/admin")).Text.ShouldContain("Waiting for you");
    }

    [Fact]
    public async Task Sending_twice_is_one_sending_and_of_two_reviewers_the_second_is_told()
    {
        await using var desk = await DeskAsync();
        var (aino, eero, saara) = (await desk.AsAsync(Role.Contributor, "aino"), await desk.AsAsync(Role.Editor, "eero"), await desk.AsAsync(Role.SiteManager, "saara"));
        var page = await NewAsync(aino);
        var fields = Fields(0, "submit:fi", ("title.fi", "Talviuinti"));
        (await aino.PostAsync(page, fields)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await aino.PostAsync(page, fields)).Status.ShouldBe(HttpStatusCode.SeeOther);
        await eero.GetAsync(page);
        await saara.GetAsync(page);
        await eero.PostAsync(page, Fields(1, "publish:fi", ("title.fi", "Talviuinti")));

        var late = await saara.PostAsync(page + "/send-back", ("send-back-language", "fi"), ("comment", "Pitkä kommentti jää talteen."));

        late.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        late.Text.ShouldContain("Nothing waits for review any more");
        Regex.Count((await aino.GetAsync(page + "/history")).Text, "sent for review").ShouldBe(1);
    }

    [Fact]
    public async Task Every_act_is_refused_and_noted_for_who_may_not_by_guessed_address_too()
    {
        await using var desk = await DeskAsync();
        var (aino, eero, other) = (await desk.AsAsync(Role.Contributor, "aino"), await desk.AsAsync(Role.Editor, "eero"), await desk.AsAsync(Role.Contributor, "olli"));
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "publish:fi,sv", ("title.fi", "Uimahalli"), ("title.sv", "Simhall")));
        await eero.PostAsync(page, Fields(1, "save", ("title.fi", "Kylpylä"), ("title.sv", "Simhall")));
        await other.GetAsync(page);
        (string, (string, string)[])[] acts =
        [
            ("", Fields(2, "submit:fi", ("title.fi", "Kylpylä"), ("title.sv", "Simhall"))),
            ("/send-back", [("send-back-language", "fi"), ("comment", "x")]),
            ("/discard", [("expected", "2")]),
            ("/withdraw-language", [("expected", "2"), ("language", "sv")]),
            ("/schedule", [("expected", "2"), ("act", "publish"), ("plan-language", "fi"), ("plan-day", "2990-01-01"), ("plan-time", "12:00")]),
            ("/schedule", [("expected", "2"), ("act", "withdraw"), ("plan-language", "fi"), ("plan-day", "2990-01-01"), ("plan-time", "12:00")]),
            ("/unschedule", [("act", "publish"), ("language", "fi")]),
            ("/link", [("secret", "x")]),
            ("/revoke", [("link", Guid.Empty.ToString())]),
            ("/confirm", []),
            ("/review-day", [("review-day", "2990-01-01")]),
            ("/delete", [("expected", "2")]),
        ];

        foreach (var (path, fields) in acts)
        {
            (await other.PostAsync(page + path, fields)).Status.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        (await other.GetAsync(page + "/delete")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await other.GetAsync("/admin/bin")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.Town.LogAsync()).Count(a => !a.Allowed).ShouldBe(acts.Length + 2);
        (await eero.GetAsync(page)).Text.ShouldContain("Kylpylä");
        (await eero.GetAsync("/fi/uimahalli")).Status.ShouldBe(HttpStatusCode.OK);
        aino.ShouldNotBeNull();
    }

    [Fact]
    public async Task Discarding_leaves_the_public_page_as_it_was_and_the_draft_as_the_public_page()
    {
        await using var desk = await DeskAsync();
        var eero = await desk.AsAsync(Role.Editor, "eero");
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "publish:fi", ("title.fi", "Uimahalli"), ("summary.fi", "Vanha.")));
        await eero.PostAsync(page, Fields(1, "save", ("title.fi", "Uimahalli"), ("summary.fi", "Huono idea.")));
        await eero.GetAsync(page);

        (await eero.PostAsync(page + "/discard", ("expected", "1"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await eero.PostAsync(page + "/discard", ("expected", "2"))).Location.ShouldBe(page + "?draft-discarded");

        var form = await eero.GetAsync(page);
        form.Text.ShouldContain("Vanha.");
        form.Text.ShouldNotContain("Huono idea.");
        (await eero.GetAsync("/fi/uimahalli")).Text.ShouldNotContain("Huono idea.");
        (await eero.GetAsync(page + "/history")).Text.ShouldContain("discarded unpublished changes");
    }

    [Fact]
    public async Task One_language_is_withdrawn_and_the_other_stays()
    {
        await using var desk = await DeskAsync();
        var eero = await desk.BilingualAsync("eero");
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "publish:fi,sv", ("title.fi", "Uimahalli"), ("title.sv", "Simhall"), ("summary.sv", "Svensk text.")));
        await eero.GetAsync(page);

        var withdrawn = await eero.PostAsync(page + "/withdraw-language", ("expected", "1"), ("language", "sv"));
        withdrawn.Location.ShouldBe(page + "?withdrawn-language", withdrawn.Status + Regex.Replace(withdrawn.Text, "<[^>]+>", " "));

        (await eero.GetAsync("/fi/uimahalli")).Status.ShouldBe(HttpStatusCode.OK);
        (await eero.GetAsync("/sv/simhall")).Text.ShouldNotContain("Svensk text.");
        (await eero.GetAsync(page)).Text.ShouldContain("Svensk text.");
    }

    [Fact]
    public async Task What_is_planned_goes_out_at_its_time_once_as_it_was_planned_and_is_withdrawn_at_its_end()
    {
        await using var desk = await DeskAsync();
        var eero = await desk.AsAsync(Role.Editor, "eero");
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Talviuinti"), ("summary.fi", "Suunniteltu.")));
        await eero.GetAsync(page);

        (await eero.PostAsync(page + "/schedule", desk.Plan(1, "publish", TimeSpan.FromHours(2)))).Location.ShouldBe(page + "?scheduled");
        (await eero.PostAsync(page + "/schedule", desk.Plan(1, "withdraw", TimeSpan.FromHours(4)))).Location.ShouldBe(page + "?scheduled");
        await eero.PostAsync(page, Fields(1, "save", ("title.fi", "Talviuinti"), ("summary.fi", "Myöhempi.")));

        (await eero.GetAsync("/admin/coming")).Text.ShouldContain("Publish: Finnish");
        (await eero.GetAsync(page)).Text.ShouldContain("the new changes will not go out");
        await desk.LookAsync(TimeSpan.FromHours(1));
        (await eero.GetAsync("/fi/talviuinti")).Status.ShouldBe(HttpStatusCode.NotFound);
        await desk.LookAsync(TimeSpan.FromHours(3));
        await desk.LookAsync(TimeSpan.FromHours(3));
        var shown = await desk.SeenAsync("/fi/talviuinti", HttpStatusCode.OK);
        shown.Text.ShouldContain("Suunniteltu.");
        shown.Text.ShouldNotContain("Myöhempi.");
        await desk.LookAsync(TimeSpan.FromHours(5));
        await desk.SeenAsync("/fi/talviuinti", HttpStatusCode.Gone);
        Regex.Count((await eero.GetAsync(page + "/history")).Text, ": published").ShouldBe(1);
        (await eero.GetAsync("/admin/coming")).Text.ShouldContain("Nothing is planned");
    }

    [Fact]
    public async Task After_a_long_stop_what_was_due_is_done_in_its_order()
    {
        await using var desk = await DeskAsync();
        var eero = await desk.AsAsync(Role.Editor, "eero");
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Talviuinti")));
        await eero.GetAsync(page);
        await eero.PostAsync(page + "/schedule", desk.Plan(1, "publish", TimeSpan.FromHours(1)));
        await eero.PostAsync(page + "/schedule", desk.Plan(1, "withdraw", TimeSpan.FromHours(2)));

        await desk.LookAsync(TimeSpan.FromDays(9));

        await desk.SeenAsync("/fi/talviuinti", HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_page_and_the_one_above_it_go_out_at_the_same_time()
    {
        await using var desk = await DeskAsync();
        var eero = await desk.AsAsync(Role.Editor, "eero");
        var (above, below) = (await NewAsync(eero), await NewAsync(eero));
        await eero.PostAsync(above, Fields(0, "save", ("title.fi", "Vapaa-aika")));
        await eero.PostAsync(below, Fields(0, "save", ("title.fi", "Uinti"), ("parent", above.Split('/')[^1])));
        var early = await eero.PostAsync(below + "/schedule", desk.Plan(1, "publish", TimeSpan.FromHours(2)));
        await eero.PostAsync(above + "/schedule", desk.Plan(1, "publish", TimeSpan.FromHours(2)));
        (await eero.PostAsync(below + "/schedule", desk.Plan(1, "publish", TimeSpan.FromHours(2)))).Location.ShouldBe(below + "?scheduled");

        await desk.LookAsync(TimeSpan.FromHours(3));

        early.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await desk.SeenAsync("/fi/vapaa-aika/uinti", HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_cannot_be_done_at_its_time_goes_to_the_work_list_of_who_planned_it_and_is_not_tried_again()
    {
        await using var desk = await DeskAsync();
        var eero = await desk.AsAsync(Role.Editor, "eero");
        var (above, below) = (await NewAsync(eero), await NewAsync(eero));
        await eero.PostAsync(above, Fields(0, "publish:fi", ("title.fi", "Vapaa-aika")));
        await eero.PostAsync(below, Fields(0, "save", ("title.fi", "Uinti"), ("parent", above.Split('/')[^1])));
        await eero.PostAsync(below + "/schedule", desk.Plan(1, "publish", TimeSpan.FromHours(2)));
        await eero.PostAsync(above + "/withdraw", ("expected", "1"));

        await desk.LookAsync(TimeSpan.FromHours(3));

        var list = (await eero.GetAsync("/admin")).Text;
        list.ShouldContain("Planned, and failed");
        (await eero.GetAsync(below)).Text.ShouldContain("The page above is not published.");
        await eero.PostAsync(below + "/unschedule", ("act", "publish"), ("language", "fi"));
        (await eero.GetAsync("/admin")).Text.ShouldNotContain("Planned, and failed");
    }

    [Theory]
    [InlineData("2027-03-28", "03:30", "There is no 3.30 on 28.3.2027")]
    [InlineData("2020-01-01", "12:00", "The time has passed")]
    [InlineData("huomenna", "12:00", "Write a day and a time")]
    public async Task A_time_that_cannot_be_is_refused_with_a_sentence_and_what_was_typed(string day, string time, string sentence)
    {
        await using var desk = await DeskAsync();
        var eero = await desk.AsAsync(Role.Editor, "eero");
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Talviuinti")));
        await eero.GetAsync(page);

        var refused = await eero.PostAsync(page + "/schedule", ("expected", "1"), ("act", "publish"), ("plan-language", "fi"), ("plan-day", day), ("plan-time", time), ("plan-note", "Kausi alkaa"));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain(sentence);
        refused.Text.ShouldContain("Kausi alkaa");
        refused.Text.ShouldContain("href=\"#plan-day\"");
    }

    [Fact]
    public async Task A_preview_link_of_a_section_opens_all_that_is_in_it_and_its_links_stay_within()
    {
        await using var desk = await DeskAsync();
        var saara = await desk.AsAsync(Role.SiteManager, "saara");
        var section = Regex.Match((await saara.GetAsync("/admin/content/Section/new")).Text, "action=\"(/admin/content/Section/[0-9a-f-]+)\"").Groups[1].Value;
        await saara.PostAsync(section, Fields(0, "save", ("title.fi", "Kirjasto")));
        var form = await saara.GetAsync(section);
        var link = Address().Match((await saara.PostAsync(section + "/link", ("secret", Secret().Match(form.Text).Groups[1].Value))).Text).Groups[1].Value;
        var guest = desk.Town.Visit();
        var empty = await guest.GetAsync(link);
        var (front, below, beside) = (await NewAsync(saara), await NewAsync(saara), await NewAsync(saara));
        await saara.PostAsync(front, Fields(0, "save", ("title.fi", "Kirjaston etusivu"), ("section", section.Split('/')[^1])));
        await saara.PostAsync(below, Fields(0, "save", ("title.fi", "Aukioloajat"), ("parent", front.Split('/')[^1])));
        await saara.PostAsync(beside, Fields(0, "save", ("title.fi", "Muu salainen")));

        var opened = await guest.GetAsync((await guest.GetAsync(link)).Location!); // A redirect.
        var child = Regex.Match(opened.Text, "href=\"(/preview/[^\"]+)\"[^>]*>Aukioloajat").Groups[1].Value;
        var under = await guest.GetAsync(child);
        var elsewhere = await guest.GetAsync($"{link}/fi/{beside.Split('/')[^1]}");

        empty.Text.ShouldContain("Ei vielä esikatseltavaa");
        opened.Text.ShouldContain("<h1>Kirjaston etusivu</h1>");
        opened.Text.ShouldContain("content=\"noindex\"");
        under.Text.ShouldContain("<h1>Aukioloajat</h1>");
        under.Text.ShouldContain($"href=\"{link}/fi/{front.Split('/')[^1]}\"");
        elsewhere.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_preview_link_shows_a_whole_unpublished_tree_without_signing_in_until_it_is_revoked()
    {
        await using var desk = await DeskAsync();
        var eero = await desk.AsAsync(Role.Editor, "eero");
        var (above, below, beside) = (await NewAsync(eero), await NewAsync(eero), await NewAsync(eero));
        await eero.PostAsync(above, Fields(0, "save", ("title.fi", "Opas")));
        await eero.PostAsync(below, Fields(0, "save", ("title.fi", "Ensimmäinen osa"), ("parent", above.Split('/')[^1])));
        await eero.PostAsync(beside, Fields(0, "save", ("title.fi", "Muu salainen")));
        var form = await eero.GetAsync(above);
        var secret = Secret().Match(form.Text).Groups[1].Value;

        var made = await eero.PostAsync(above + "/link", ("secret", secret));
        await eero.PostAsync(above + "/link", ("secret", secret));
        var link = Address().Match(made.Text).Groups[1].Value;
        var guest = desk.Town.Visit();
        var first = await guest.GetAsync(link);
        var opened = await guest.GetAsync(first.Location!); // A redirect.

        opened.Status.ShouldBe(HttpStatusCode.OK, opened.Text);
        opened.Text.ShouldContain("<h1>Opas</h1>");
        opened.Headers["Cache-Control"].ShouldBe("no-store");
        opened.Headers["X-Robots-Tag"].ShouldBe("noindex");
        var part = Regex.Match(opened.Text, "href=\"(/preview/[^\"]+)\"[^>]*>[^<]*Ensimmäinen osa").Groups[1].Value;
        (await guest.GetAsync(part)).Text.ShouldContain("<h1>Ensimmäinen osa</h1>");
        (await guest.GetAsync($"{link}/fi/{beside.Split('/')[^1]}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await desk.Town.LogAsync()).Count(a => a.Action == "preview-opened").ShouldBe(2);
        LinkId().Count((await eero.GetAsync(above)).Text).ShouldBe(1);
        (await desk.Town.Visit(AdminTown.Other).GetAsync(link)).Status.ShouldBe(HttpStatusCode.Gone);

        var id = LinkId().Match((await eero.GetAsync(above)).Text).Groups[1].Value;
        (await eero.PostAsync(above + "/revoke", ("link", id))).Location.ShouldBe(above + "?revoked");

        var ended = await guest.GetAsync(first.Location!); // As above.
        ended.Status.ShouldBe(HttpStatusCode.Gone);
        ended.Text.ShouldNotContain("Opas");
    }

    [Fact]
    public async Task A_preview_link_opens_no_more_than_its_maker_may_see_and_ends_with_the_maker()
    {
        await using var desk = await DeskAsync();
        var saara = await desk.AsAsync(Role.SiteManager, "saara");
        var (own, other) = (await SectionTests.LibraryAsync(desk.Town, "kulttuuri", null), await SectionTests.LibraryAsync(desk.Town, "museo", null));
        var (above, below) = ($"/admin/content/Page/{own.FrontPage}", await NewAsync(saara));
        (await saara.PostAsync(below, Fields(0, "save", ("title.fi", "Museon salainen"), ("parent", $"{own.FrontPage}"), ("section", $"{other.Section}")))).Location.ShouldNotBeNull();
        var liisa = await desk.Town.PersonAsync("liisa@ranta.example", grants: [new Grant(Role.Editor, Section: own.Section)]);
        var editor = await desk.Town.SignedInAsync("liisa@ranta.example");
        var secret = Secret().Match((await editor.GetAsync(above)).Text).Groups[1].Value;
        var link = Address().Match((await editor.PostAsync(above + "/link", ("secret", secret))).Text).Groups[1].Value;
        var guest = desk.Town.Visit();

        var opened = await guest.GetAsync((await guest.GetAsync(link)).Location!); // A redirect.
        opened.Text.ShouldContain("<h1>Kulttuuri</h1>");
        opened.Text.ShouldNotContain("Museon salainen");
        (await guest.GetAsync($"{link}/fi/{below.Split('/')[^1]}")).Status.ShouldBe(HttpStatusCode.NotFound);

        await desk.Town.Register.ChangeAsync(desk.Town.Tenant, liisa.Id, (row, at) => row with { DisabledAt = at }, TestContext.Current.CancellationToken);
        (await guest.GetAsync(link)).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_preview_link_ends_after_seven_days_and_a_guessed_one_opens_nothing()
    {
        await using var desk = await DeskAsync();
        var eero = await desk.AsAsync(Role.Editor, "eero");
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "save", ("title.fi", "Opas")));
        var secret = Secret().Match((await eero.GetAsync(page)).Text).Groups[1].Value;
        var link = Address().Match((await eero.PostAsync(page + "/link", ("secret", secret))).Text).Groups[1].Value;
        var guest = desk.Town.Visit();

        (await guest.GetAsync(link)).Status.ShouldBe(HttpStatusCode.Redirect);
        (await guest.GetAsync("/preview/" + new string('a', 64))).Status.ShouldBe(HttpStatusCode.Gone);
        (await eero.PostAsync(page + "/link", ("secret", new string('a', 64)))).Status.ShouldBe(HttpStatusCode.BadRequest);
        desk.Town.Clock.Ahead += TimeSpan.FromDays(8);

        (await guest.GetAsync(link)).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_used_page_lists_its_users_and_is_not_deleted_while_something_public_uses_it()
    {
        await using var desk = await DeskAsync();
        var saara = await desk.AsAsync(Role.SiteManager, "saara");
        var (above, below) = (await NewAsync(saara), await NewAsync(saara));
        await saara.PostAsync(above, Fields(0, "publish:fi", ("title.fi", "Vapaa-aika")));
        await saara.PostAsync(below, Fields(0, "publish:fi", ("title.fi", "Uinti"), ("parent", above.Split('/')[^1])));

        var listed = await saara.GetAsync(above + "/delete");
        listed.Text.ShouldContain($"<a href=\"{below}\">Uinti</a>");
        (await saara.PostAsync(above + "/delete", ("expected", "1"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await saara.GetAsync("/fi/vapaa-aika")).Status.ShouldBe(HttpStatusCode.OK);

        (await saara.PostAsync(below + "/delete", ("expected", "1"))).Location.ShouldBe("/admin/bin?binned");
        (await saara.PostAsync(below + "/delete", ("expected", "1"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await saara.GetAsync("/fi/vapaa-aika/uinti")).Status.ShouldBe(HttpStatusCode.Gone);
        (await saara.GetAsync("/admin/content")).Text.ShouldNotContain("Uinti");
        (await saara.PostAsync(above + "/delete", ("expected", "1"))).Location.ShouldBe("/admin/bin?binned");
    }

    [Fact]
    public async Task What_is_in_the_bin_comes_back_as_a_draft_for_thirty_days_and_then_never()
    {
        await using var desk = await DeskAsync();
        var saara = await desk.AsAsync(Role.SiteManager, "saara");
        var page = await NewAsync(saara);
        await saara.PostAsync(page, Fields(0, "publish:fi", ("title.fi", "Uinti")));
        await saara.PostAsync(page + "/delete", ("expected", "1"));
        (await saara.GetAsync("/admin/bin")).Text.ShouldContain("Uinti");
        var take = "/admin/bin/" + page.Split('/')[^1];

        await desk.LookAsync(TimeSpan.FromDays(29));
        saara = await desk.AgainAsync("saara");
        await saara.GetAsync("/admin/bin");
        (await saara.PostAsync(take)).Location.ShouldBe(page + "?taken");
        (await saara.PostAsync(take)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await saara.GetAsync(page)).Text.ShouldContain("Uinti");
        await desk.SeenAsync("/fi/uinti", HttpStatusCode.Gone);
        await saara.PostAsync(page + "/delete", ("expected", "1"));
        await desk.LookAsync(TimeSpan.FromDays(29 + 31));
        saara = await desk.AgainAsync("saara");

        (await saara.GetAsync("/admin/bin")).Text.ShouldContain("The bin is empty");
        (await saara.PostAsync(take)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await saara.GetAsync(page)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_page_that_nobody_has_checked_for_a_year_is_in_its_owners_list_and_one_click_clears_it()
    {
        await using var desk = await DeskAsync();
        var (eero, saara) = (await desk.AsAsync(Role.Editor, "eero"), await desk.AsAsync(Role.SiteManager, "saara"));
        var page = await NewAsync(eero);
        await eero.PostAsync(page, Fields(0, "publish:fi", ("title.fi", "Uinti")));
        (await eero.GetAsync("/admin")).Text.ShouldNotContain("Still correct?");
        saara.ShouldNotBeNull();
        desk.Town.Clock.Ahead += TimeSpan.FromDays(340);
        (eero, saara) = (await desk.AgainAsync("eero"), await desk.AgainAsync("saara"));

        (await eero.GetAsync("/admin")).Text.ShouldContain("Still correct?");
        (await saara.GetAsync("/admin")).Text.ShouldNotContain("Still correct?");
        await eero.GetAsync(page);
        (await eero.PostAsync(page + "/confirm")).Location.ShouldBe(page + "?confirmed");
        (await eero.PostAsync(page + "/confirm")).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await eero.GetAsync("/admin")).Text.ShouldNotContain("Still correct?");
        Regex.Count((await eero.GetAsync(page + "/history")).Text, "confirmed as still correct").ShouldBe(1);
        (await eero.PostAsync(page + "/review-day", ("review-day", "1999-01-01"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static async Task<Desk> DeskAsync() => new(await AdminTown.StartAsync());

    private static async Task<string> NewAsync(Visitor visitor)
    {
        var form = await visitor.GetAsync("/admin/content/Page/new");
        form.Status.ShouldBe(HttpStatusCode.OK, form.Text);
        return Action().Match(form.Text).Groups[1].Value;
    }

    private static (string, string)[] Fields(int expected, string act, params (string Name, string Value)[] typed) =>
        [("expected", expected.ToString(CultureInfo.InvariantCulture)), ("act", act), .. typed];

    [GeneratedRegex("action=\"(/admin/content/Page/[0-9a-f-]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"secret\" value=\"([^\"]+)\"")]
    private static partial Regex Secret();

    [GeneratedRegex("name=\"link\" value=\"([^\"]+)\"")]
    private static partial Regex LinkId();

    [GeneratedRegex("value=\"https?://[^/\"]+(/preview/[0-9a-f]{64})\"")]
    private static partial Regex Address();

    private sealed class Desk(AdminTown town) : IAsyncDisposable
    {
        private readonly DateTimeOffset _begun = DateTimeOffset.FromUnixTimeSeconds(town.Clock.GetUtcNow().ToUnixTimeSeconds() / 60 * 60);

        public AdminTown Town => town;

        public async Task<Visitor> AsAsync(Role role, string name)
        {
            await town.PersonAsync($"{name}@ranta.example", grants: [new Grant(role)]);
            return await AgainAsync(name);
        }

        /// <summary>An editor of a third municipality, which has two languages.</summary>
        public async Task<Visitor> BilingualAsync(string name)
        {
            var services = town.Host.App.Services;
            var added = await services.GetRequiredService<ITenantRegister>().AddAsync("saari", ["fi", "sv"], [], TestContext.Current.CancellationToken);
            services.GetRequiredService<TenantHosts>().Forget();
            await town.PersonAsync($"{name}@saari.example", added.Value.ShouldNotBeNull().Tenant.Id, grants: [new Grant(Role.Editor)]);
            return await town.SignedInAsync($"{name}@saari.example", "saari");
        }

        public Task<Visitor> AgainAsync(string name) => town.SignedInAsync($"{name}@ranta.example");

        /// <summary>A form that plans Finnish, some time after the test began.</summary>
        public (string, string)[] Plan(int expected, string act, TimeSpan after)
        {
            var local = TimeZoneInfo.ConvertTime(_begun + after, Helsinki);
            return
            [
                ("expected", expected.ToString(CultureInfo.InvariantCulture)), ("act", act), ("plan-language", "fi"),
                ("plan-day", local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("plan-time", local.ToString("HH:mm", CultureInfo.InvariantCulture)),
            ];
        }

        /// <summary>The clock moves, and the service looks.</summary>
        public async Task LookAsync(TimeSpan after)
        {
            town.Clock.Ahead = after;
            (await town.Host.App.Services.GetRequiredService<ScheduleService>().LookAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        }

        /// <summary>What a resident sees once the node has followed the log to its end.</summary>
        public async Task<Answer> SeenAsync(string path, HttpStatusCode status)
        {
            var visitor = town.Visit();
            var heads = await town.Host.App.Services.GetRequiredService<StoreDatabase>().HeadsAsync(TestContext.Current.CancellationToken);
            visitor.Cookies["fori-seq"] = heads[town.Tenant].Head.ToString(CultureInfo.InvariantCulture);
            var answer = await visitor.GetAsync(path);
            answer.Status.ShouldBe(status, answer.Text);
            return answer;
        }

        public ValueTask DisposeAsync() => town.DisposeAsync();
    }
}
