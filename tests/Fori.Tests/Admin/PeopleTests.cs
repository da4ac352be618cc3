using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Store;
using Fori.Store.Erasure;
using Fori.Web.CommandLine;
using Fori.Web.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

public sealed partial class PeopleTests
{
    private const string Saara = "saara@ranta.example";
    private const string Uusi = "uusi@ranta.example";
    private const string Chosen = "kolme-laituria-rannalla";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_invited_chooses_a_password_by_the_link_and_gets_in_with_the_role()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);

        var invited = await InviteAsync(saara, ("role", "Editor"), ("languages", "fi"));
        var page = await saara.GetAsync(invited.Location.ShouldNotBeNull());
        var link = await LinkAsync(town);
        var visitor = town.Visit();
        var looked = await visitor.GetAsync(link);
        var lookedAgain = await visitor.GetAsync(link);
        var weak = await visitor.PostAsync(link, ("new", "lyhyt"), ("again", "lyhyt"));
        var chosen = await visitor.PostAsync(link, ("new", Chosen), ("again", Chosen));
        var twice = await visitor.PostAsync(link, ("new", Chosen + "x"), ("again", Chosen + "x"));

        invited.Location.ShouldNotBeNull().ShouldStartWith("/admin/people/");
        page.Text.ShouldContain("The invitation was sent.");
        page.Text.ShouldContain("Invited, the link opens until");
        page.Text.ShouldContain("Editor: edits and publishes all content (Finnish)");
        looked.Text.ShouldContain("Welcome: choose a password");
        lookedAgain.Status.ShouldBe(HttpStatusCode.OK);
        weak.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        chosen.Location.ShouldBe("/admin/sign-in?chosen");
        twice.Status.ShouldBe(HttpStatusCode.Gone);
        (await town.Visit().SignInAsync(Uusi, Chosen)).Location.ShouldBe("/admin");
        var row = (await town.Register.FindByEmailAsync(town.Tenant, Uusi, Stop)).ShouldNotBeNull();
        StaffUser.Of(row).Grants.ShouldHaveSingleItem().Languages.ShouldBe(["fi"]);
        (await town.LogAsync()).ShouldContain(r => r.Action == "invite-person" && r.Subject == StaffUser.ActorOf(row.Id));
        (await town.LogAsync()).ShouldContain(r => r.Action == "accept-invitation" && r.Actor == StaffUser.ActorOf(row.Id));
    }

    [Fact]
    public async Task A_link_is_worth_nothing_after_a_week_after_another_was_sent_and_when_it_was_revoked()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        var person = (await InviteAsync(saara)).Location.ShouldNotBeNull().Split('?')[0];
        var first = await LinkAsync(town);

        await saara.PostAsync(person + "/invitation");
        var second = await LinkAsync(town);
        var firstThen = await town.Visit().GetAsync(first);
        var secondThen = await town.Visit().GetAsync(second);
        await saara.PostAsync(person + "/invitation/revoke");
        var revoked = await town.Visit().GetAsync(second);
        await saara.PostAsync(person + "/invitation");
        var third = await LinkAsync(town);
        town.Clock.Ahead += TimeSpan.FromDays(8);
        var late = await town.Visit().GetAsync(third);

        second.ShouldNotBe(first);
        (firstThen.Status, secondThen.Status, revoked.Status, late.Status).ShouldBe((HttpStatusCode.Gone, HttpStatusCode.OK, HttpStatusCode.Gone, HttpStatusCode.Gone));
        (await town.Visit().GetAsync("/admin/link/recovery/" + third.Split('/')[^1])).Status.ShouldBe(HttpStatusCode.Gone);
        (await town.Visit(AdminTown.Other).GetAsync(third)).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task An_invitation_sent_twice_adds_one_person_and_what_was_typed_stays_when_it_is_refused()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        var id = Guid.NewGuid().ToString();

        var first = await InviteAsync(saara, ("id", id));
        var second = await InviteAsync(saara, ("id", id));
        var other = await InviteAsync(saara, ("role", "Translator"));
        var wrong = await InviteAsAsync(saara, "ei osoite", ("role", "King"));

        second.Location.ShouldBe(first.Location);
        (await town.Register.ListAsync(town.Tenant, Stop)).Count.ShouldBe(2);
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.Text.ShouldContain($"value=\"{Uusi}\"");
        other.Text.ShouldContain("<a href=\"#email\">");
        other.Text.ShouldMatch("value=\"Translator\"[^>]* checked");
        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.Text.ShouldContain("value=\"ei osoite\"");
    }

    [Fact]
    public async Task Roles_are_given_and_taken_and_hold_at_the_next_request()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        var aino = await town.PersonAsync("aino@ranta.example");
        var visitor = await town.SignedInAsync(aino.Email);
        var url = $"/admin/people/{aino.Id}";
        await saara.GetAsync(url);

        var none = await saara.PostAsync(url + "/roles");
        var given = await saara.PostAsync(url + "/roles", ("role", "Auditor"));
        var mayRead = await visitor.GetAsync("/admin/access-log");
        var again = await saara.PostAsync(url + "/roles", ("role", "Auditor"));
        var taken = await saara.PostAsync(url + "/roles/take", ("grant", "Auditor"));
        var mayNot = await visitor.GetAsync("/admin/access-log");

        none.Text.ShouldContain("Choose a role.");
        (given.Location, taken.Location).ShouldBe((url + "?done=saved", url + "?done=saved"));
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (mayRead.Status, mayNot.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Forbidden));
        (await saara.PostAsync(url + "/roles", ("role", "Editor"), ("types", "Nothing"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Nobody_takes_away_the_last_site_manager_or_their_own_right()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        var own = (await town.Register.FindByEmailAsync(town.Tenant, Saara, Stop)).ShouldNotBeNull().Id;
        var other = await town.PersonAsync("toinen@ranta.example", grants: new Grant(Role.SiteManager));
        var url = $"/admin/people/{own}";

        var right = await saara.PostAsync(url + "/roles/take", ("grant", "SiteManager"));
        var close = await saara.PostAsync(url + "/close");
        var remove = await saara.PostAsync(url + "/remove");
        var closedOther = await saara.PostAsync($"/admin/people/{other.Id}/close");

        right.Text.ShouldContain("You cannot take the role of site manager from yourself.");
        close.Text.ShouldContain("You cannot close or remove your own account.");
        remove.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        closedOther.Status.ShouldBe(HttpStatusCode.SeeOther);
        var invited = (await town.Register.AddAsync(town.Tenant, "kutsuttu@ranta.example", "Kutsuttu", [new Grant(Role.SiteManager)], null, false, Stop)).Value.ShouldNotBeNull();
        var all = await town.Register.ListAsync(town.Tenant, Stop);
        Problem? Removed(Guid person, params IReadOnlyList<Guid> keyHolders) => SiteManagers.ProblemOf(all, keyHolders.ToHashSet(), all.Single(r => r.Id == person), null, Guid.NewGuid());
        Removed(own).ShouldNotBeNull().Code.ShouldBe("access.last-manager");
        Removed(own, invited.Id).ShouldBeNull("who has a passkey or comes by the directory can manage people");
        Removed(invited.Id).ShouldBeNull("who has no way in is not counted");
        (await town.LogAsync()).ShouldContain(r => r.Action == "close-account" && !r.Allowed);
    }

    [Fact]
    public async Task A_closed_account_an_ended_session_and_a_lost_phone_are_one_button_each()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        var aino = await town.PersonAsync("aino@ranta.example");
        var url = $"/admin/people/{aino.Id}";
        await town.Register.ChangeAsync(town.Tenant, aino.Id, (row, _) => row with { TwoFactor = true, Authenticator = [1], RecoveryCodes = ["A"] }, Stop);
        await saara.GetAsync(url);

        await saara.PostAsync(url + "/two-factor");
        var visitor = await town.SignedInAsync(aino.Email);
        await saara.PostAsync(url + "/sessions");
        var ended = await visitor.GetAsync("/admin");
        var second = await town.SignedInAsync(aino.Email);
        await saara.PostAsync(url + "/close");
        var closed = await second.GetAsync("/admin");
        var refused = await town.Visit().SignInAsync(aino.Email, AdminTown.Password);
        await saara.PostAsync(url + "/open");

        (ended.Status, closed.Status, refused.Status).ShouldBe((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity));
        await town.SignedInAsync(aino.Email);
        await PassAsync(town);
        (await town.Host.App.Services.GetRequiredService<Outbox>().ListAsync(town.Tenant, 10, Stop)).ShouldHaveSingleItem().Kind.ShouldBe("two-factor-forgotten");
    }

    [Fact]
    public async Task A_new_name_and_address_are_saved_and_a_stale_form_is_not()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        var aino = await town.PersonAsync("aino@ranta.example");
        var url = $"/admin/people/{aino.Id}";

        var stale = await saara.PostAsync(url, ("name", "Aino Uusi"), ("email", "aino.uusi@ranta.example"), ("revision", "7"));
        var taken = await saara.PostAsync(url, ("name", "Aino Uusi"), ("email", Saara), ("revision", "1"));
        var saved = await saara.PostAsync(url, ("name", "Aino Uusi"), ("email", "Aino.Uusi@ranta.example"), ("revision", "1"));

        stale.Text.ShouldContain("Somebody else has changed this person.");
        stale.Text.ShouldContain("value=\"aino.uusi@ranta.example\"");
        taken.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        saved.Status.ShouldBe(HttpStatusCode.SeeOther);
        await town.SignedInAsync("aino.uusi@ranta.example");
        await PassAsync(town);
        (await town.Host.App.Services.GetRequiredService<Outbox>().ListAsync(town.Tenant, 10, Stop)).ShouldHaveSingleItem().Recipient.ShouldBe("aino@ranta.example");
    }

    [Fact]
    public async Task Who_is_removed_is_gone_and_the_log_says_a_former_person()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town, new Grant(Role.Auditor));
        var aino = await town.PersonAsync("aino@ranta.example");
        var visitor = await town.SignedInAsync(aino.Email);

        var asked = await saara.GetAsync($"/admin/people/{aino.Id}/remove");
        var removed = await saara.PostAsync($"/admin/people/{aino.Id}/remove");
        var twice = await saara.PostAsync($"/admin/people/{aino.Id}/remove");
        var log = await saara.GetAsync("/admin/access-log");

        asked.Text.ShouldContain("Remove Aino Aalto?");
        (removed.Location, twice.Location).ShouldBe(("/admin/people?removed", "/admin/people?removed"));
        (await visitor.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await town.Register.FindAsync(town.Tenant, aino.Id, Stop)).ShouldBeNull();
        log.Text.ShouldContain("Former person");
        log.Text.ShouldNotContain(aino.Id.ToString());
        (await File.ReadAllTextAsync(Path.Combine(town.Host.Installation.Settings.Data, ErasureRegister.FileName), Stop)).ShouldContain(aino.Id.ToString());
    }

    [Fact]
    public async Task Erasing_finds_people_refuses_those_whose_account_is_open_and_removes_the_others()
    {
        await using var town = await AdminTown.StartAsync();
        var aino = await town.PersonAsync("aino@ranta.example");

        var open = await RunAsync(town, "erase", "Aino Aalto");
        await town.Register.ChangeAsync(town.Tenant, aino.Id, (row, now) => row with { DisabledAt = now }, Stop);
        var closed = await RunAsync(town, "erase", "Aino Aalto");

        open.Exit.ShouldBe(ExitCode.Failed);
        open.Text.ShouldContain("erase.is-user");
        closed.Exit.ShouldBe(ExitCode.Done, closed.Text);
        (await town.Register.ListAsync(town.Tenant, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_operator_removes_a_person_but_not_the_last_site_manager()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Saara, grants: new Grant(Role.SiteManager));
        await town.PersonAsync("aino@ranta.example");

        var last = await RunAsync(town, "user", "remove", "--email", Saara);
        var other = await RunAsync(town, "user", "remove", "--email", "aino@ranta.example");

        (last.Exit, other.Exit).ShouldBe((ExitCode.Failed, ExitCode.Done));
        last.Text.ShouldContain("access.last-manager");
        (await town.Register.ListAsync(town.Tenant, Stop)).ShouldHaveSingleItem().Email.ShouldBe(Saara);
    }

    [Fact]
    public async Task People_are_searched_without_accents_and_listed_a_page_at_a_time()
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await ManagerAsync(town);
        for (var i = 0; i < 55; i++)
        {
            await town.Register.AddAsync(town.Tenant, $"p{i:00}@ranta.example", i == 54 ? "Äijä Özil" : $"Henkilö {i:00}", [], null, false, Stop);
        }

        var first = await saara.GetAsync("/admin/people");
        var second = await saara.GetAsync("/admin/people?page=2");
        var found = await saara.GetAsync("/admin/people?q=aija");
        var nobody = await saara.GetAsync("/admin/people?q=%3Cscript%3E&page=99");

        first.Text.ShouldContain("People: 56");
        first.Text.ShouldContain("page=2");
        second.Text.ShouldContain("Äijä Özil");
        found.Text.ShouldContain("Found: 1");
        found.Text.ShouldContain("Äijä Özil");
        nobody.Text.ShouldContain("Found: 0");
        nobody.Text.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/roles")]
    [InlineData("/roles/take")]
    [InlineData("/invitation")]
    [InlineData("/invitation/revoke")]
    [InlineData("/close")]
    [InlineData("/open")]
    [InlineData("/sessions")]
    [InlineData("/two-factor")]
    [InlineData("/remove")]
    public async Task Nobody_without_the_right_does_anything_to_anybody_also_by_a_guessed_address(string act)
    {
        await using var town = await AdminTown.StartAsync();
        var saara = await town.PersonAsync(Saara, grants: new Grant(Role.SiteManager));
        await town.PersonAsync("eero@ranta.example", grants: new Grant(Role.Editor));
        var eero = await town.SignedInAsync("eero@ranta.example");
        await eero.GetAsync("/admin");

        var refused = await eero.PostAsync($"/admin/people/{saara.Id}{act}", ("role", "SiteManager"), ("grant", "SiteManager"));

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        var after = (await town.Register.FindAsync(town.Tenant, saara.Id, Stop)).ShouldNotBeNull();
        after.Revision.ShouldBe(saara.Revision);
        (await town.LogAsync()).ShouldContain(r => r.Action == "ManageUsers" && !r.Allowed);
    }

    private static async Task<Visitor> ManagerAsync(AdminTown town, params IReadOnlyList<Grant> more)
    {
        await town.PersonAsync(Saara, grants: [new Grant(Role.SiteManager), .. more]);
        var saara = await town.SignedInAsync(Saara);
        await saara.GetAsync("/admin/people/new");
        return saara;
    }

    private static Task<Answer> InviteAsync(Visitor manager, params (string, string)[] fields) => InviteAsAsync(manager, Uusi, fields);

    private static Task<Answer> InviteAsAsync(Visitor manager, string email, params (string Name, string Value)[] fields) =>
        manager.PostAsync("/admin/people/new",
        [
            .. fields.Any(f => f.Name == "id") ? [] : new[] { ("id", Guid.NewGuid().ToString()) }, ("name", "Uusi Ihminen"), ("email", email), ("language", "en"), .. fields,
        ]);

    private static Task PassAsync(AdminTown town) => town.Host.App.Services.GetRequiredService<MailService>().PassAsync(Stop);

    /// <summary>Path of the link in the newest letter.</summary>
    internal static async Task<string> LinkAsync(AdminTown town)
    {
        await PassAsync(town);
        var outbox = town.Host.App.Services.GetRequiredService<Outbox>();
        var newest = (await outbox.ListAsync(town.Tenant, 1, Stop)).ShouldHaveSingleItem();
        return new Uri(Address().Match(outbox.TextOf(newest).ShouldNotBeNull()).Value).AbsolutePath;
    }

    private static async Task<(ExitCode Exit, string Text)> RunAsync(AdminTown town, params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await ForiCommandLine.RunAsync(
            [.. arguments, "--tenant", AdminTown.Own, "--json"], Path.GetTempPath(), new CommandConsole(output, errors), town.Host.Installation, () => "", Stop);
        return (exit, output.ToString() + errors);
    }

    [GeneratedRegex(@"^https?://\S+$", RegexOptions.Multiline)]
    private static partial Regex Address();
}
