using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Content.Editing;
using Fori.Store;
using Fori.Store.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

public sealed partial class HandOverTests
{
    private const string Saara = "saara@ranta.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_leavers_content_goes_to_another_in_one_act_and_comes_back_by_the_same()
    {
        await using var town = await AdminTown.StartAsync();
        var (saara, leaver, heir) = await PeopleAsync(town);
        var (page, draft) = (await leaver.PublishAsync(("title.fi", "Uimaranta")), await leaver.WriteAsync(("title.fi", "Kesken")));
        var (from, to) = (await IdAsync(town, "lahtija"), await IdAsync(town, "jatkaja"));
        var url = $"/admin/hand-over/{from}";

        var list = await saara.GetAsync("/admin/hand-over");
        var shown = await saara.GetAsync(url);
        var nobody = await saara.PostAsync(url);
        var done = await saara.PostAsync(url, ("to", to.ToString()), ("tasks", "1"), ("views", "1"));
        var (owner, after) = (await OwnerAsync(town, page), await saara.GetAsync(url));
        var back = await saara.PostAsync($"/admin/hand-over/{to}", ("to", from.ToString()), ("only", OnlyIn().Match(done.Text).Groups[1].Value));

        list.Text.ShouldContain($"href=\"{url}\"");
        shown.Text.ShouldContain("Page: 2");
        shown.Text.ShouldContain("public: 1");
        nobody.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        nobody.Text.ShouldContain("Choose who gets the content.");
        done.Text.ShouldContain("2 documents now belong to Aino Aalto.");
        owner.ShouldBe(StaffUser.ActorOf(to));
        after.Text.ShouldContain("answers for no content here");
        back.Status.ShouldBe(HttpStatusCode.OK);
        (await OwnerAsync(town, page)).ShouldBe(StaffUser.ActorOf(from));
        (await OwnerAsync(town, draft)).ShouldBe(StaffUser.ActorOf(from));
        (await saara.GetAsync(page + "/history")).Text.ShouldContain("Given to somebody else to answer for");
        (await town.LogAsync()).ShouldContain(r => r.Action == "hand-over" && r.Allowed);
        (await heir.GetAsync("/fi/uimaranta")).Status.ShouldBe(HttpStatusCode.OK);
        (await StoreVerifier.VerifyAsync(town.Host.Installation.Database, town.Host.Installation.Node.Types.Kinds(), null, Stop)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plans_reviews_kept_lists_and_days_of_checking_go_along()
    {
        await using var town = await AdminTown.StartAsync();
        var (saara, leaver, heir) = await PeopleAsync(town);
        var page = await leaver.PublishAsync(("title.fi", "Uimaranta"));
        await leaver.GetAsync(page);
        (await leaver.PostAsync(page + "/schedule", ("expected", "1"), ("act", "withdraw"), ("plan-language", "fi"), ("plan-day", "2990-01-01"), ("plan-time", "12:00"))).Location.ShouldBe(page + "?scheduled");
        (await leaver.PostAsync("/admin/content/views", ("name", "Kesän sivut"), ("query", "q=kesä"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await leaver.PostAsync(page + "/review-day", ("review-day", DateOnly.FromDateTime(town.Clock.GetUtcNow().UtcDateTime.AddDays(10)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))))
            .Location.ShouldBe(page + "?review-day");
        var (from, to) = (await IdAsync(town, "lahtija"), await IdAsync(town, "jatkaja"));

        await saara.GetAsync($"/admin/hand-over/{from}");
        await saara.PostAsync($"/admin/hand-over/{from}", ("to", to.ToString()), ("tasks", "1"), ("views", "1"));

        var desk = town.Host.App.Services.GetRequiredService<EditorDesk>();
        var tenant = (await town.Host.Installation.Database.TenantsAsync(Stop)).Single(t => t.Id == town.Tenant);
        (await desk.SchedulesAsync(tenant, Stop)).ShouldHaveSingleItem().ScheduledBy.ShouldBe(StaffUser.ActorOf(to));
        (await desk.DueForReviewAsync(tenant, Stop)).ShouldHaveSingleItem().Owner.ShouldBe(StaffUser.ActorOf(to));
        (await heir.GetAsync("/admin/content")).Text.ShouldContain("Kesän sivut");
        (await heir.GetAsync("/admin")).Text.ShouldContain("Uimaranta");
        (await leaver.GetAsync("/admin")).Text.ShouldNotContain("Uimaranta");
    }

    [Fact]
    public async Task What_is_given_back_is_what_was_given_and_nothing_that_the_receiver_has_planned()
    {
        await using var town = await AdminTown.StartAsync();
        var (saara, leaver, heir) = await PeopleAsync(town);
        var page = await leaver.PublishAsync(("title.fi", "Uimaranta"));
        await PlanAsync(leaver, page, "withdraw", 1);
        await leaver.SendAsync(1, "submit:fi", page, ("title.fi", "Uimaranta ja laituri"));
        await PlanAsync(heir, page, "publish", 2);
        var (from, to) = (await IdAsync(town, "lahtija"), await IdAsync(town, "jatkaja"));
        await saara.GetAsync($"/admin/hand-over/{from}");

        var done = await saara.PostAsync($"/admin/hand-over/{from}", ("to", to.ToString()), ("tasks", "1"));
        var given = await TasksAsync(town);
        await saara.PostAsync($"/admin/hand-over/{to}", GivesBack(done.Text));

        given.ShouldBe(["Publish jatkaja", "Withdraw jatkaja", "review jatkaja"]);
        (await TasksAsync(town)).ShouldBe(["Publish jatkaja", "Withdraw lahtija", "review lahtija"]);
        (await OwnerAsync(town, page)).ShouldBe(StaffUser.ActorOf(from));
    }

    [Fact]
    public async Task Plans_that_were_not_given_are_not_given_back()
    {
        await using var town = await AdminTown.StartAsync();
        var (saara, leaver, heir) = await PeopleAsync(town);
        var page = await leaver.PublishAsync(("title.fi", "Uimaranta"));
        await PlanAsync(heir, page, "withdraw", 1);
        var (from, to) = (await IdAsync(town, "lahtija"), await IdAsync(town, "jatkaja"));
        await saara.GetAsync($"/admin/hand-over/{from}");

        var done = await saara.PostAsync($"/admin/hand-over/{from}", ("to", to.ToString()));
        await saara.PostAsync($"/admin/hand-over/{to}", GivesBack(done.Text));

        (await TasksAsync(town)).ShouldBe(["Withdraw jatkaja"]);
        (await OwnerAsync(town, page)).ShouldBe(StaffUser.ActorOf(from));
    }

    [Fact]
    public async Task Kept_lists_have_a_receiver_or_nothing_is_handed_over()
    {
        await using var town = await AdminTown.StartAsync();
        var (saara, leaver, heir) = await PeopleAsync(town);
        var section = await SectionAsync(saara);
        var page = await leaver.WriteAsync(("title.fi", "Kirjaston sivu"), ("section", section.ToString()));
        (await leaver.PostAsync("/admin/content/views", ("name", "Kesän sivut"), ("query", "q=kesä"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        var (from, to) = (await IdAsync(town, "lahtija"), await IdAsync(town, "jatkaja"));
        await saara.GetAsync($"/admin/hand-over/{from}");

        var refused = await saara.PostAsync($"/admin/hand-over/{from}", ($"to.{section}", to.ToString()), ("views", "1"));
        var owner = await OwnerAsync(town, page);
        var without = await saara.PostAsync($"/admin/hand-over/{from}", ($"to.{section}", to.ToString()));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Choose who gets the saved lists, or leave them out below.");
        owner.ShouldBe(StaffUser.ActorOf(from));
        without.Status.ShouldBe(HttpStatusCode.OK);
        (await OwnerAsync(town, page)).ShouldBe(StaffUser.ActorOf(to));
        (await heir.GetAsync("/admin/content")).Text.ShouldNotContain("Kesän sivut");
    }

    [Fact]
    public async Task Who_answers_for_content_is_not_removed_and_who_is_closed_is_offered_the_way()
    {
        await using var town = await AdminTown.StartAsync();
        var (saara, leaver, heir) = await PeopleAsync(town);
        await leaver.PublishAsync(("title.fi", "Uimaranta"));
        await heir.WriteAsync(("title.fi", "Jatkajan oma"));
        var (from, to) = (await IdAsync(town, "lahtija"), await IdAsync(town, "jatkaja"));
        var person = $"/admin/people/{from}";
        await saara.GetAsync(person);

        var refused = await saara.PostAsync(person + "/remove");
        var closed = await saara.PostAsync(person + "/close");
        var shown = await saara.GetAsync(person);
        var toClosed = await saara.PostAsync($"/admin/hand-over/{to}", ("to", from.ToString()));
        await saara.PostAsync($"/admin/hand-over/{from}", ("to", to.ToString()));
        var removed = await saara.PostAsync(person + "/remove");

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("The person answers for 1 documents.");
        closed.Status.ShouldBe(HttpStatusCode.SeeOther);
        shown.Text.ShouldContain($"href=\"/admin/hand-over/{from}\"");
        toClosed.Text.ShouldContain("the account is closed");
        removed.Location.ShouldBe("/admin/people?removed");
    }

    [Fact]
    public async Task Who_manages_a_sections_members_hands_over_what_stands_there_and_nothing_else()
    {
        await using var town = await AdminTown.StartAsync();
        var (saara, leaver, _) = await PeopleAsync(town);
        var section = await SectionAsync(saara);
        var (inside, outside) = (await leaver.WriteAsync(("title.fi", "Kirjaston sivu"), ("section", section.ToString())), await leaver.WriteAsync(("title.fi", "Muu sivu")));
        var manager = await town.EditorAsync("vastaava", new Grant(Role.SectionManager, section));
        var (from, to) = (await IdAsync(town, "lahtija"), await IdAsync(town, "jatkaja"));

        var shown = await manager.GetAsync($"/admin/hand-over/{from}");
        await manager.PostAsync($"/admin/hand-over/{from}", ("to", to.ToString()), ("views", "1"), ("membership", "1"));

        shown.Text.ShouldContain("Page: 1");
        (await OwnerAsync(town, inside)).ShouldBe(StaffUser.ActorOf(to));
        (await OwnerAsync(town, outside)).ShouldBe(StaffUser.ActorOf(from));
        StaffUser.Of((await town.Register.FindAsync(town.Tenant, to, Stop)).ShouldNotBeNull()).Grants.ShouldHaveSingleItem().Section.ShouldBeNull();
    }

    [Fact]
    public async Task A_sections_manager_passes_on_no_role_that_they_could_not_give()
    {
        await using var town = await AdminTown.StartAsync();
        var (saara, _, _) = await PeopleAsync(town);
        var section = await SectionAsync(saara);
        var alerting = await town.EditorAsync("halyttaja", new Grant(Role.Editor), new Grant(Role.EmergencyPublisher, section), new Grant(Role.Editor, section));
        await alerting.WriteAsync(("title.fi", "Kirjaston sivu"), ("section", section.ToString()));
        var manager = await town.EditorAsync("vastaava", new Grant(Role.SectionManager, section));
        var (from, own) = (await IdAsync(town, "halyttaja"), await IdAsync(town, "vastaava"));

        await manager.GetAsync($"/admin/hand-over/{from}");
        (await manager.PostAsync($"/admin/hand-over/{from}", ("to", own.ToString()), ("membership", "1"))).Status.ShouldBe(HttpStatusCode.OK);

        var person = (await town.Register.ListAsync(town.Tenant, Stop)).Single(p => p.Id == own);
        Grant.Read(person.Grants).Select(g => g.Role).ShouldBe([Role.SectionManager, Role.Editor], ignoreOrder: true);
    }

    [Fact]
    public async Task Sections_go_to_different_people_with_the_roles_in_them()
    {
        await using var town = await AdminTown.StartAsync();
        var (saara, leaver, _) = await PeopleAsync(town);
        var section = await SectionAsync(saara);
        var (inside, outside) = (await leaver.WriteAsync(("title.fi", "Kirjaston sivu"), ("section", section.ToString())), await leaver.WriteAsync(("title.fi", "Muu sivu")));
        await town.EditorAsync("kirjastonhoitaja");
        var (from, to, librarian) = (await IdAsync(town, "lahtija"), await IdAsync(town, "jatkaja"), await IdAsync(town, "kirjastonhoitaja"));
        await town.Register.ChangeAsync(town.Tenant, from, (row, _) => row with { Grants = Grant.Write([new Grant(Role.Editor), new Grant(Role.Contributor, section)]) }, Stop);

        await saara.GetAsync($"/admin/hand-over/{from}");
        await saara.PostAsync($"/admin/hand-over/{from}", ("to", to.ToString()), ($"to.{section}", librarian.ToString()), ("membership", "1"));

        (await OwnerAsync(town, inside)).ShouldBe(StaffUser.ActorOf(librarian));
        (await OwnerAsync(town, outside)).ShouldBe(StaffUser.ActorOf(to));
        StaffUser.Of((await town.Register.FindAsync(town.Tenant, librarian, Stop)).ShouldNotBeNull()).Grants.ShouldContain(g => g.Role == Role.Contributor && g.Section == section);
    }

    [Fact]
    public async Task One_document_is_given_beside_its_form_and_is_then_the_receivers_own()
    {
        await using var town = await AdminTown.StartAsync();
        var (saara, leaver, _) = await PeopleAsync(town);
        var author = await town.EditorAsync("tekija", new Grant(Role.Author));
        var page = await leaver.PublishAsync(("title.fi", "Uimaranta"));
        await author.GetAsync(page);
        var before = await author.PostAsync(page + "/archive", ("expected", "1"));

        await saara.GetAsync(page);
        var given = await saara.PostAsync(page + "/owner", ("owner", (await IdAsync(town, "tekija")).ToString()));
        var unknown = await saara.PostAsync(page + "/owner", ("owner", Guid.NewGuid().ToString()));

        before.Status.ShouldBe(HttpStatusCode.Forbidden);
        given.Location.ShouldBe(page + "?owner");
        unknown.Text.ShouldContain("the account is closed");
        (await author.PostAsync(page + "/archive", ("expected", "1"))).Location.ShouldBe(page + "?archived");
    }

    private static async Task PlanAsync(Visitor visitor, string page, string act, int expected)
    {
        await visitor.GetAsync(page);
        (await visitor.PostAsync(page + "/schedule", ("expected", expected.ToString(CultureInfo.InvariantCulture)), ("act", act), ("plan-language", "fi"), ("plan-day", "2990-01-01"), ("plan-time", "12:00"))).Location.ShouldBe(page + "?scheduled");
    }

    /// <summary>What the form sends that gives back what was handed over just now.</summary>
    private static (string, string)[] GivesBack(string html) =>
    [
        .. DirectoryTown.Parse(html).QuerySelectorAll("form:has(input[name=only]) input[type=hidden]").Select(i => (i.GetAttribute("name") ?? "", i.GetAttribute("value") ?? ""))
            .Where(i => i.Item1 != "form-token"),
    ];

    private static async Task<IReadOnlyList<string>> TasksAsync(AdminTown town)
    {
        var desk = town.Host.App.Services.GetRequiredService<EditorDesk>();
        var tenant = (await town.Host.Installation.Database.TenantsAsync(Stop)).Single(t => t.Id == town.Tenant);
        var names = (await town.Register.ListAsync(town.Tenant, Stop)).ToDictionary(p => StaffUser.ActorOf(p.Id), p => p.Email.Split('@')[0]);
        return
        [
            .. (await desk.SchedulesAsync(tenant, Stop)).Select(s => $"{s.Act} {names[s.ScheduledBy]}")
                .Concat((await desk.ReviewsAsync(tenant, Stop)).Select(r => $"review {names[r.Review.SubmittedBy]}")).Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<(Visitor Saara, Visitor Leaver, Visitor Heir)> PeopleAsync(AdminTown town)
    {
        await town.PersonAsync(Saara, grants: new Grant(Role.SiteManager));
        var saara = await town.SignedInAsync(Saara);
        await saara.GetAsync("/admin/account");
        return (saara, await town.EditorAsync("lahtija"), await town.EditorAsync("jatkaja"));
    }

    private static async Task<Guid> IdAsync(AdminTown town, string name) => (await town.Register.FindByEmailAsync(town.Tenant, $"{name}@ranta.example", Stop)).ShouldNotBeNull().Id;

    private static async Task<string?> OwnerAsync(AdminTown town, string page) =>
        (await town.Host.App.Services.GetRequiredService<EditorDesk>().OwnerAsync(
            (await town.Host.Installation.Database.TenantsAsync(Stop)).Single(t => t.Id == town.Tenant), Guid.Parse(page.Split('/')[^1]), Stop))?.Owner;

    private static async Task<Guid> SectionAsync(Visitor saara)
    {
        var path = SectionIn().Match((await saara.GetAsync("/admin/content/Section/new")).Text).Groups[1].Value;
        (await saara.PostAsync(path, ("expected", "0"), ("act", "save"), ("title.fi", "Kirjasto"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        return Guid.Parse(path.Split('/')[^1]);
    }

    [GeneratedRegex("name=\"only\" value=\"([^\"]+)\"")]
    private static partial Regex OnlyIn();

    [GeneratedRegex("action=\"(/admin/content/Section/[0-9a-f-]+)\"")]
    private static partial Regex SectionIn();
}
