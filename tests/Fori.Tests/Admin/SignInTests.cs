using System.Net;
using Fori.Access;
using Fori.Demonstration;

namespace Fori.Tests.Admin;

public sealed class SignInTests
{
    private const string Aino = "aino@ranta.example";

    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_to_and_comes_back_to_the_page_that_was_asked_for()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var aino = town.Visit();

        var refused = await aino.GetAsync("/admin/account?x=1");
        refused.Status.ShouldBe(HttpStatusCode.SeeOther);
        var page = await aino.GetAsync(refused.Location.ShouldNotBeNull());
        var answer = await aino.PostAsync("/admin/sign-in", ("email", " Aino@Ranta.Example "), ("password", AdminTown.Password), ("return", "/admin/account?x=1"));

        page.Text.ShouldContain("value=\"/admin/account?x=1\"");
        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        answer.Location.ShouldBe("/admin/account?x=1");
        (await aino.GetAsync("/admin")).Text.ShouldContain("Nothing waits for you");
        (await town.LogAsync()).ShouldContain(row => row.Action == "sign-in" && row.Allowed && row.Actor.StartsWith("user:"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/admin\\evil")]
    [InlineData("/administration")]
    [InlineData("/admin/sign-in")]
    public async Task After_signing_in_nobody_is_led_out_of_the_admin(string target)
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var aino = town.Visit();
        await aino.GetAsync("/admin/sign-in");

        var answer = await aino.PostAsync("/admin/sign-in", ("email", Aino), ("password", AdminTown.Password), ("return", target));

        answer.Location.ShouldBe("/admin");
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_email_and_a_closed_account_get_the_same_answer()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var closed = await town.PersonAsync("eero@ranta.example");
        await town.Register.ChangeAsync(town.Tenant, closed.Id, (row, now) => row with { DisabledAt = now }, TestContext.Current.CancellationToken);

        var answers = new List<Answer>();
        foreach (var (email, password) in (IEnumerable<(string, string)>)[(Aino, "vaara-salasana-nyt"), ("nobody@ranta.example", AdminTown.Password), ("eero@ranta.example", AdminTown.Password)])
        {
            answers.Add(await town.Visit().SignInAsync(email, password));
        }

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.UnprocessableEntity && a.Location == null);
        answers.Select(a => Said(a.Text)).Distinct().ShouldHaveSingleItem().ShouldContain("The email or the password is wrong.");
        (await town.LogAsync()).Count(row => row is { Action: "sign-in", Allowed: false }).ShouldBe(3);
        (await town.LogAsync()).ShouldAllBe(row => !row.Subject.Contains('@') && !row.Actor.Contains('@'));
    }

    [Fact]
    public async Task Five_wrong_passwords_shut_the_door_for_a_quarter_of_an_hour_and_nobody_is_told()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var wrong = await town.Visit().SignInAsync(Aino, "vaara-salasana-nyt");
        for (var i = 0; i < 4; i++)
        {
            await town.Visit().SignInAsync(Aino, "vaara-salasana-nyt");
        }

        var locked = await town.Visit().SignInAsync(Aino, AdminTown.Password);
        town.Clock.Ahead = TimeSpan.FromMinutes(16);
        var later = await town.Visit().SignInAsync(Aino, AdminTown.Password);

        locked.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Said(locked.Text).ShouldBe(Said(wrong.Text));
        later.Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_right_password_forgets_the_wrong_ones()
    {
        await using var town = await AdminTown.StartAsync();
        var person = await town.PersonAsync(Aino);
        for (var i = 0; i < 4; i++)
        {
            await town.Visit().SignInAsync(Aino, "vaara-salasana-nyt");
        }

        await town.SignedInAsync(Aino);

        (await town.Register.FindAsync(town.Tenant, person.Id, TestContext.Current.CancellationToken)).ShouldNotBeNull().Failures.ShouldBe(0);
    }

    [Fact]
    public async Task A_cookie_of_one_municipality_is_nothing_on_the_host_of_another()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        await town.PersonAsync(Aino, town.OtherTenant);
        var aino = await town.SignedInAsync(Aino);

        var there = town.Visit(AdminTown.Other);
        there.Cookies["fori"] = aino.Cookies["fori"];

        (await there.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await aino.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_person_of_one_municipality_is_nobody_in_another()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);

        (await town.Visit(AdminTown.Other).SignInAsync(Aino, AdminTown.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_changed_cookie_is_no_cookie()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var aino = await town.SignedInAsync(Aino);
        var ticket = aino.Cookies["fori"];

        var middle = ticket.Length / 2;
        aino.Cookies["fori"] = ticket[..middle] + (ticket[middle] == 'A' ? 'B' : 'A') + ticket[(middle + 1)..];

        (await aino.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_session_ends_after_a_working_day_and_lasts_while_it_is_used()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var used = await town.SignedInAsync(Aino);
        var left = await town.SignedInAsync(Aino);

        town.Clock.Ahead = TimeSpan.FromHours(5);
        (await used.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
        town.Clock.Ahead = TimeSpan.FromHours(10);

        (await used.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
        (await left.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_closed_account_and_another_stamp_end_the_session_at_the_next_request()
    {
        await using var town = await AdminTown.StartAsync();
        var person = await town.PersonAsync(Aino);
        var aino = await town.SignedInAsync(Aino);

        await town.Register.ChangeAsync(town.Tenant, person.Id, (row, _) => row with { Stamp = StaffRegister.NewStamp() }, TestContext.Current.CancellationToken);
        var stamped = await aino.GetAsync("/admin");
        aino = await town.SignedInAsync(Aino);
        await town.Register.ChangeAsync(town.Tenant, person.Id, (row, now) => row with { DisabledAt = now }, TestContext.Current.CancellationToken);

        stamped.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await aino.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var aino = await town.SignedInAsync(Aino);
        await aino.GetAsync("/admin");

        var answer = await aino.PostAsync("/admin/sign-out");

        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        aino.Cookies.ShouldNotContainKey("fori");
        (await aino.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_form_without_its_token_with_another_persons_token_or_from_another_site_changes_nothing()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        await town.PersonAsync("eero@ranta.example");
        var (aino, eero) = (await town.SignedInAsync(Aino), await town.SignedInAsync("eero@ranta.example"));
        await aino.GetAsync("/admin");
        await eero.GetAsync("/admin");
        var token = aino.Token;

        aino.Token = null;
        var without = await aino.PostAsync("/admin/sign-out");
        aino.Token = eero.Token;
        var others = await aino.PostAsync("/admin/sign-out");
        aino.Token = token;
        var crossSite = await aino.PostWithAsync([("Sec-Fetch-Site", "cross-site")], "/admin/sign-out");
        aino.Token = token;
        var foreign = await aino.PostWithAsync([("Origin", "https://evil.example")], "/admin/sign-out");

        ((Answer[])[without, others, crossSite, foreign]).ShouldAllBe(a => a.Status == HttpStatusCode.BadRequest && a.Text.Contains("The form was not accepted"));
        (await aino.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
        (await town.LogAsync()).Count(row => row is { Action: "send-form", Allowed: false }).ShouldBe(4);
    }

    [Fact]
    public async Task Nothing_of_the_admin_is_kept_or_indexed_and_its_cookies_are_closed_to_scripts()
    {
        await using var town = await AdminTown.StartAsync(s => s with { Production = true, Proxies = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")] });
        await town.PersonAsync(Aino);
        var visitor = town.Visit();

        var page = await visitor.GetWithAsync([("X-Forwarded-Proto", "https")], "/admin/sign-in");

        page.Headers["Cache-Control"].ShouldBe("no-store");
        page.Headers["X-Robots-Tag"].ShouldBe("noindex");
        var cookie = page.Headers["Set-Cookie"];
        cookie.ShouldStartWith("__Host-fori-form=");
        foreach (var word in (string[])["httponly", "secure", "samesite=lax", "path=/"])
        {
            cookie.ShouldContain(word, Case.Insensitive);
        }
    }

    [Fact]
    public async Task Attempts_are_limited_for_one_address_although_each_is_for_another_person()
    {
        await using var town = await AdminTown.StartAsync(s => s with { Limits = s.Limits with { Login = 3 } });
        var (statuses, last) = (new List<HttpStatusCode>(), "");
        for (var i = 0; i < 5; i++)
        {
            var answer = await town.Visit().SignInAsync($"person{i}@ranta.example", AdminTown.Password);
            statuses.Add(answer.Status);
            last = answer.Text;
        }

        statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        last.ShouldContain("Too many attempts");
    }

    [Fact]
    public async Task Invented_people_get_in_only_in_the_demonstration()
    {
        var email = DemonstrationStaff.People[0].EmailAt(AdminTown.Own);
        await using var real = await AdminTown.StartAsync();
        await real.PersonAsync(email);
        await using var demonstration = await AdminTown.StartAsync(s => s with { Demonstration = true });
        await demonstration.PersonAsync(email);

        (await real.Visit().SignInAsync(email, AdminTown.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await demonstration.Visit().SignInAsync(email, AdminTown.Password)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("fi", "Kirjaudu ylläpitoon")]
    [InlineData("sv", "Logga in i administrationen")]
    [InlineData("de,en;q=0.5", "Sign in to the admin")]
    public async Task The_admin_speaks_the_language_of_the_browser(string asked, string heading)
    {
        await using var town = await AdminTown.StartAsync();
        var visitor = town.Visit();
        visitor.Language = asked;

        (await visitor.GetAsync("/admin/sign-in")).Text.ShouldContain(heading);
    }

    [Fact]
    public async Task A_restart_and_another_node_know_the_cookies_again()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        await town.SignedInAsync(Aino);

        (await town.Host.Installation.Database.ProtectionKeysAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem().ShouldContain("<key");
    }

    // What differs by itself: the token and what was typed.
    private static string Said(string page) =>
        System.Text.RegularExpressions.Regex.Replace(page, "value=\"[^\"]*\"", "");
}
