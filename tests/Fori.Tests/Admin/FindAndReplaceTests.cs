using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Content.Replacing;
using Fori.Nodes;
using Fori.Store.Editing;
using Fori.Store.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

/// <summary>A text is found everywhere, shown, and replaced where it was left ticked.</summary>
public sealed partial class FindAndReplaceTests
{
    private const string Question = "/admin/replace?find=Uimahalli&with=Kylpyl%C3%A4";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_shown_what_would_change_and_what_stays_ticked_goes_out_with_a_note()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.PublishAsync(("title.fi", "Uimahalli aukeaa"), ("summary.fi", "Uimahalli on auki."));
        var other = await eero.PublishAsync(("title.fi", "Uimahalli kiinni"));
        var draft = await eero.WriteAsync(("title.fi", "Uimahalli kesken"));

        var looking = await eero.GetAsync(Question);

        looking.Status.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode(looking.Text).ShouldContain("<del>Uimahalli</del><ins>Kylpylä</ins> on auki.");
        var pinned = PinnedIn(looking);
        pinned.Count.ShouldBe(3);
        (await eero.GetAsync("/fi/uimahalli-aukeaa")).Text.ShouldContain("Uimahalli on auki.");

        var done = await SendAsync(eero, "publish", [.. pinned.Where(p => !p.StartsWith(EditedTown.IdOf(other), StringComparison.Ordinal))]);

        done.Status.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode(done.Text).ShouldContain("Published: 1. Saved as drafts: 1. Left as they were: 0.");
        (await eero.GetAsync("/fi/kylpyla-aukeaa")).Text.ShouldContain("Kylpylä on auki.");
        (await eero.GetAsync("/fi/uimahalli-aukeaa")).Status.ShouldBe(HttpStatusCode.MovedPermanently);
        (await eero.GetAsync("/fi/uimahalli-kiinni")).Status.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode((await eero.GetAsync(draft)).Text).ShouldContain("Kylpylä kesken");
        WebUtility.HtmlDecode((await eero.GetAsync(page + "/history")).Text).ShouldContain("“Uimahalli” was replaced by “Kylpylä”");
    }

    [Fact]
    public async Task What_was_changed_since_is_left_and_told_and_unfinished_changes_of_others_do_not_go_out()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var changed = await eero.PublishAsync(("title.fi", "Uimahalli yksi"));
        var unfinished = await eero.PublishAsync(("title.fi", "Uimahalli kaksi"));
        await eero.SendAsync(1, "save", unfinished, ("title.fi", "Uimahalli kaksi"), ("summary.fi", "Salaisuus"));
        var pinned = PinnedIn(await eero.GetAsync(Question));
        await eero.SendAsync(1, "save", changed, ("title.fi", "Uimahalli yksi uusi"));

        var done = await SendAsync(eero, "publish", pinned);

        WebUtility.HtmlDecode(done.Text).ShouldContain("Published: 0. Saved as drafts: 1. Left as they were: 1.");
        (await eero.GetAsync(changed)).Text.ShouldContain("Uimahalli yksi uusi");
        (await eero.GetAsync("/fi/uimahalli-kaksi")).Text.ShouldNotContain("Salaisuus");
        WebUtility.HtmlDecode((await eero.GetAsync(unfinished)).Text).ShouldContain("Kylpylä kaksi");
    }

    [Fact]
    public async Task A_translation_that_was_behind_its_original_is_behind_it_still()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var eero = await town.EditorAsync();
        var behind = await eero.WriteAsync(("title.fi", "Uimahalli"), ("title.sv", "Uimahalli på svenska"));
        await eero.SendAsync(1, "save", behind, ("title.fi", "Uimahalli on kiinni"), ("title.sv", "Uimahalli på svenska"));
        var even = await eero.WriteAsync(("title.fi", "Uimahalli on auki"), ("title.sv", "Uimahalli är öppen"));
        var finnish = await eero.WriteAsync(("title.fi", "Uimahalli"), ("title.sv", "Simhall"));

        await SendAsync(eero, "draft", PinnedIn(await eero.GetAsync(Question)));

        (await eero.GetAsync(behind)).Text.ShouldContain("Finnish has changed since Swedish was last written.");
        (await eero.GetAsync(even)).Text.ShouldNotContain("has changed since", Case.Sensitive, "both say the same as before");
        (await eero.GetAsync(finnish)).Text.ShouldNotContain("has changed since", Case.Sensitive, "the word is Finnish only, and what it says is the same");
    }

    [Theory]
    [InlineData("laituri", "ponttoni", false, "Laituri on auki, laituri ei.", "Ponttoni on auki, ponttoni ei.")]
    [InlineData("Laituri", "Ponttoni", false, "Laituri on auki, laituri ei.", "Ponttoni on auki, ponttoni ei.")]
    [InlineData("laituri", "ponttoni", true, "Laituri on auki, laituri ei.", "Laituri on auki, ponttoni ei.")]
    [InlineData("uimahalli", "AaltoHalli", false, "Uimahalli ja uimahalli", "AaltoHalli ja AaltoHalli")]
    [InlineData("äyri", "", false, "Äyri äyri", " ")]
    public void What_stands_at_the_beginning_of_a_sentence_begins_with_a_capital_still(string find, string with, bool matchCase, string before, string after) =>
        new TextSought { Find = find, Replace = with, MatchCase = matchCase }.Replaced(before).ShouldBe(after);

    [Fact]
    public async Task Who_edits_some_languages_replaces_in_those()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var eero = await town.EditorAsync();
        var page = await eero.WriteAsync(("title.fi", "Uimahalli"), ("title.sv", "Simhall"));
        var both = await eero.WriteAsync(("title.fi", "Uimahalli kaksi"), ("title.sv", "Uimahalli två"));
        var fia = await town.EditorAsync("fia", new Grant(Role.Editor, Languages: ["fi"]));

        var pinned = PinnedIn(await fia.GetAsync(Question));
        pinned.ShouldHaveSingleItem().ShouldStartWith(EditedTown.IdOf(page));
        WebUtility.HtmlDecode((await SendAsync(fia, "draft", pinned)).Text).ShouldContain("Saved as drafts: 1.");
        PinnedIn(await fia.GetAsync(Question + "&language=fi")).ShouldHaveSingleItem().ShouldStartWith(EditedTown.IdOf(both));
    }

    [Fact]
    public async Task What_is_archived_is_not_offered()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var form = await eero.NewAsync("NewsItem");
        await eero.TakenAsync(form, 0, "publish:fi", ("title.fi", "Uimahalli suljetaan"), ("lead.fi", "Ovet kiinni."));
        PinnedIn(await eero.GetAsync(Question)).Count.ShouldBe(1);

        var draft = DirectoryTown.Parse((await eero.GetAsync(form)).Text).QuerySelector("[name=expected]").ShouldNotBeNull().GetAttribute("value").ShouldNotBeNull();
        (await eero.PostAsync(form + "/archive", ("expected", draft))).Status.ShouldBe(HttpStatusCode.SeeOther);

        PinnedIn(await eero.GetAsync(Question)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Parts_follow_each_other_until_everything_was_looked_at()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        await eero.GetAsync("/admin");
        for (var i = 0; i < 60; i++)
        {
            (await eero.PostAsync($"/admin/content/Page/{Guid.CreateVersion7()}", ("expected", "0"), ("act", "save"), ("title.fi", $"Uimahalli {i}"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        }

        var first = await eero.GetAsync(Question);
        var next = WebUtility.HtmlDecode(Next().Match(first.Text).Groups[1].Value);
        var second = await eero.GetAsync(next);

        PinnedIn(first).Count.ShouldBe(50);
        PinnedIn(second).Count.ShouldBe(10);
        PinnedIn(first).Intersect(PinnedIn(second)).ShouldBeEmpty();
        Next().IsMatch(second.Text).ShouldBeFalse();
    }

    [Fact]
    public async Task Each_sees_and_changes_what_they_may_and_writers_of_their_own_nothing()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.PublishAsync(("title.fi", "Uimahalli"));
        var pinned = PinnedIn(await eero.GetAsync(Question));
        var aino = await town.EditorAsync("aino", new Grant(Role.Contributor));
        var uolevi = await town.EditorAsync("uolevi", new Grant(Role.Editor, Section: Guid.NewGuid()));
        await aino.GetAsync("/admin");

        (await aino.GetAsync(Question)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(aino, "draft", pinned)).Status.ShouldBe(HttpStatusCode.Forbidden);
        PinnedIn(await uolevi.GetAsync(Question)).ShouldBeEmpty();
        var done = await SendAsync(uolevi, "draft", pinned);

        WebUtility.HtmlDecode(done.Text).ShouldContain("Left as they were: 1.");
        (await eero.GetAsync(page)).Text.ShouldContain("value=\"Uimahalli\"");
        (await town.LogAsync()).ShouldContain(r => !r.Allowed && r.Actor.StartsWith("user:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_asked_is_told_and_what_is_not_found_is_told()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();

        (await eero.GetAsync("/admin/replace")).Status.ShouldBe(HttpStatusCode.OK);
        (await eero.GetAsync("/admin/replace?find=&with=x")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await eero.GetAsync("/admin/replace?find=x&with=x")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await eero.GetAsync("/admin/replace?find=(%3F%3Da%2B)%2B%24&with=x&after=Page:zzz&size=9&type=Nothing&language=xx")).Text.ShouldContain("The text is nowhere");
    }

    private static Task<Answer> SendAsync(Visitor visitor, string act, IReadOnlyList<string> pinned) =>
        visitor.PostAsync("/admin/replace", [("find", "Uimahalli"), ("with", "Kylpylä"), ("act", act), .. pinned.Select(p => ("document", p))]);

    private static IReadOnlyList<string> PinnedIn(Answer page) => [.. Pinned().Matches(page.Text).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("name=\"document\" value=\"([^\"]+)\"")]
    private static partial Regex Pinned();

    [GeneratedRegex("<a class=\"button quiet\" href=\"([^\"]+after=[^\"]+)\"")]
    private static partial Regex Next();
}
