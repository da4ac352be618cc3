using System.Net;
using Fori.Access;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Web.Access;
using Fori.Web.Hosting;
using Fori.Web.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

public sealed class RecoveryTests
{
    private const string Aino = "aino@ranta.example";
    private const string Chosen = "kolme-laituria-rannalla";
    private const string Wrong = "vaara-salasana-nyt";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_forgotten_password_is_chosen_anew_by_a_link_once_and_ends_the_sessions()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var signedIn = await town.SignedInAsync(Aino);
        var visitor = town.Visit();

        var asked = await AskAsync(visitor, Aino);
        var link = await PeopleTests.LinkAsync(town);
        await visitor.GetAsync(link);
        var chosen = await visitor.PostAsync(link, ("new", Chosen), ("again", Chosen));

        asked.Location.ShouldBe("/admin/forgotten?sent");
        chosen.Location.ShouldBe("/admin/sign-in?chosen");
        (await signedIn.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await visitor.GetAsync(link)).Status.ShouldBe(HttpStatusCode.Gone);
        (await town.Visit().SignInAsync(Aino, AdminTown.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await town.Visit().SignInAsync(Aino, Chosen)).Location.ShouldBe("/admin");
        (await town.LogAsync()).ShouldContain(r => r.Action == "recover-password" && r.Allowed);
    }

    [Fact]
    public async Task Whether_an_address_is_anybodys_shows_neither_in_the_answer_nor_in_what_is_written()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var closed = await town.PersonAsync("eero@ranta.example");
        await town.Register.ChangeAsync(town.Tenant, closed.Id, (row, now) => row with { DisabledAt = now }, Stop);

        var answers = new List<Answer>();
        foreach (var email in (IEnumerable<string>)[Aino, "eero@ranta.example", "nobody@ranta.example"])
        {
            answers.Add(await AskAsync(town.Visit(), email));
        }

        await PassAsync(town);

        answers.Select(a => (a.Status, a.Location, a.Text)).Distinct().ShouldHaveSingleItem();
        (await town.LogAsync()).Count(r => r is { Action: "ask-recovery", Actor: "unknown" }).ShouldBe(3);
        (await BoxOf(town).ListAsync(town.Tenant, 10, Stop)).ShouldHaveSingleItem().Recipient.ShouldBe(Aino);
        (await town.LogAsync()).ShouldAllBe(row => !row.Subject.Contains('@'));
    }

    [Fact]
    public async Task Whoever_asks_again_and_again_fills_no_mailbox_and_an_old_link_opens_nothing()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);

        await AskAsync(town.Visit(), Aino);
        await AskAsync(town.Visit(), Aino);
        var link = await PeopleTests.LinkAsync(town);
        town.Clock.Ahead += TimeSpan.FromMinutes(61);

        (await BoxOf(town).ListAsync(town.Tenant, 10, Stop)).ShouldHaveSingleItem();
        (await town.Visit().GetAsync(link)).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Forgetting_is_rate_limited_as_signing_in_is()
    {
        await using var town = await AdminTown.StartAsync(s => s with { Limits = s.Limits with { Login = 3 } });
        var visitor = town.Visit();
        await visitor.GetAsync("/admin/forgotten");

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add((await visitor.PostAsync("/admin/forgotten", ("email", "nobody@ranta.example"))).Status);
        }

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_wrong_password_writes_as_much_for_nobody_as_for_somebody()
    {
        await using var town = await AdminTown.StartAsync();
        var aino = await town.PersonAsync(Aino);

        await town.Visit().SignInAsync(Aino, Wrong);
        await town.Visit().SignInAsync("nobody@ranta.example", Wrong);

        (await town.Register.FindAsync(town.Tenant, aino.Id, Stop)).ShouldNotBeNull().Revision.ShouldBe(aino.Revision);
        (await town.LogAsync()).Count(r => r is { Action: "sign-in", Allowed: false }).ShouldBe(2);
    }

    [Fact]
    public async Task Strangers_who_guess_from_everywhere_do_not_keep_a_person_out_of_a_network_that_is_known()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        await town.SignedInAsync(Aino);
        var attempts = town.Host.App.Services.GetRequiredService<SignInAttempts>();

        for (var i = 0; i < 3 * SignInAttempts.PerEmail; i++)
        {
            await attempts.FailedAsync(town.Tenant, Aino, $"198.51.100.{i}", Stop);
        }

        (await attempts.MayTryAsync(town.Tenant, Aino, "203.0.113.1", Stop)).ShouldBeFalse();
        await town.SignedInAsync(Aino);
        town.Clock.Ahead += TimeSpan.FromDays(1);
        (await attempts.MayTryAsync(town.Tenant, Aino, "203.0.113.1", Stop)).ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_shares_a_network_with_a_guesser_gets_in_by_the_link_of_a_letter()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        for (var i = 0; i < SignInAttempts.PerNetwork; i++)
        {
            await town.Visit().SignInAsync(Aino, Wrong);
            await town.Visit().SignInAsync("nobody@ranta.example", Wrong);
        }

        var shut = await town.Visit().SignInAsync(Aino, AdminTown.Password);
        var link = await PeopleTests.LinkAsync(town);
        var visitor = town.Visit();
        await visitor.GetAsync(link);
        var stillShut = await town.Visit().SignInAsync(Aino, AdminTown.Password);
        var opened = await visitor.PostAsync(link);

        shut.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        stillShut.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        opened.Location.ShouldBe("/admin/sign-in?unlocked");
        await town.SignedInAsync(Aino);
        (await BoxOf(town).ListAsync(town.Tenant, 10, Stop)).ShouldHaveSingleItem().Kind.ShouldBe(StaffLinks.Unlock);
        (await town.LogAsync()).ShouldContain(r => r.Action == "unlock-account");
    }

    [Fact]
    public void Each_wait_is_longer_than_the_last_and_none_longer_than_a_working_day()
    {
        var waits = Enumerable.Range(0, 12).Select(SignInAttempts.WaitAfter).ToList();

        waits[0].ShouldBe(TimeSpan.FromMinutes(15));
        waits.ShouldBe(waits.Order());
        waits[^1].ShouldBe(TimeSpan.FromHours(8));
    }

    private static async Task<Answer> AskAsync(Visitor visitor, string email)
    {
        await visitor.GetAsync("/admin/forgotten");
        return await visitor.PostAsync("/admin/forgotten", ("email", email));
    }

    private static Outbox BoxOf(AdminTown town) => town.Host.App.Services.GetRequiredService<Outbox>();

    private static Task PassAsync(AdminTown town) => town.Host.App.Services.GetRequiredService<MailService>().PassAsync(Stop);
}
