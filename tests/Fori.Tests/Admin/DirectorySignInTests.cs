using System.Net;
using System.Text.Json.Nodes;
using Fori.Access;
using Fori.Store;
using Fori.Tests.Testing;
using Fori.Web.Access;
using Fori.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Admin;

public sealed class DirectorySignInTests : IDisposable
{
    private const string Aino = "aino@ranta.example";
    private const string Start = "/admin/sign-in/provider";

    private readonly DataFolder _secrets = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _secrets.Dispose();

    [Fact]
    public async Task Who_is_known_by_a_verified_email_gets_in_and_goes_on_to_the_page_that_was_wanted()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory);
        var aino = await town.PersonAsync(Aino);
        var visitor = town.Visit();

        var page = await visitor.GetAsync("/admin/sign-in?return=%2Fadmin%2Faccount");
        var sent = await visitor.GetAsync(Start + "?return=%2Fadmin%2Faccount");
        var back = await visitor.GetAsync(await TownDirectory.PassAsync(sent.Location.ShouldNotBeNull()));
        var account = await visitor.GetAsync("/admin/account");

        page.Text.ShouldContain("Town account");
        page.Text.ShouldContain(Start + "?return=%2Fadmin%2Faccount");
        directory.Asked["scope"].Split(' ').ShouldContain("openid");
        directory.Asked["ui_locales"].ShouldBe("en");
        back.Location.ShouldBe("/admin/account", back.Text);
        account.Status.ShouldBe(HttpStatusCode.OK);
        (await town.LogAsync()).ShouldContain(r => r.Action == "sign-in-provider" && r.Allowed && r.Actor == StaffUser.ActorOf(aino.Id));
        (await town.LogAsync()).ShouldContain(r => r.Action == "provider-link");
    }

    [Fact]
    public async Task After_the_first_time_the_directorys_own_mark_says_who_it_is_and_not_the_email()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory);
        await town.PersonAsync(Aino);
        await town.PersonAsync("eero@ranta.example");
        (await EnterAsync(town)).Location.ShouldBe("/admin");

        directory.Says = c => (c["email"], c["email_verified"]) = ("eero@ranta.example", false);
        var renamed = town.Visit();
        var again = await EnterAsync(town, renamed);
        directory.Says = c => c["sub"] = "u-2";
        var newcomer = await EnterAsync(town);

        again.Location.ShouldBe("/admin");
        (await renamed.GetAsync("/admin/account")).Text.ShouldContain(Aino);
        newcomer.Status.ShouldBe(HttpStatusCode.Forbidden);
        newcomer.Text.ShouldContain("linked with another person of the directory");
    }

    public static TheoryData<string, Action<JsonObject>> Wrong => new()
    {
        { "the audience", c => c["aud"] = "somebody-else" },
        { "the issuer", c => c["iss"] = "https://elsewhere.example" },
        { "the nonce", c => c["nonce"] = "0000.guessed" },
        { "no nonce", c => c.Remove("nonce") },
        { "expired", c => (c["iat"], c["exp"]) = (1_700_000_000, 1_700_000_300) },
        { "no end", c => c.Remove("exp") },
        { "for another party", c => c["azp"] = "somebody-else" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task A_token_with_something_wrong_opens_nothing(string what, Action<JsonObject> says)
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory);
        await town.PersonAsync(Aino);
        directory.Says = says;
        var visitor = town.Visit();

        var refused = await EnterAsync(town, visitor);

        refused.Status.ShouldBe(HttpStatusCode.Forbidden, what);
        refused.Text.ShouldContain("answer was not valid");
        (await visitor.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther, what);
        (await town.LogAsync()).ShouldContain(r => r.Action == "sign-in-provider" && !r.Allowed);
    }

    [Fact]
    public async Task A_tampered_an_unsigned_and_an_otherwise_signed_token_open_nothing()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var stranger = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory);
        await town.PersonAsync(Aino);

        foreach (var tampers in (Func<string, string>[])
        [
            token => token.Split('.') is [var head, var body, var mark] ? $"{head}.{body}.{(mark[0] == 'A' ? 'B' : 'A')}{mark[1..]}" : token,
            token => token[..(token.LastIndexOf('.') + 1)],
            _ => stranger.Sign(directory.Claims()),
        ])
        {
            directory.Tampers = tampers;
            (await EnterAsync(town)).Status.ShouldBe(HttpStatusCode.Forbidden, tampers("a.b.c"));
        }
    }

    [Fact]
    public async Task An_attempt_opens_once_and_only_in_the_browser_and_the_municipality_where_it_was_begun()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, towns: [AdminTown.Own, AdminTown.Other]);
        await town.PersonAsync(Aino);
        await town.PersonAsync(Aino, town.OtherTenant);
        var visitor = town.Visit();
        var back = await TownDirectory.PassAsync((await visitor.GetAsync(Start)).Location.ShouldNotBeNull());
        var kept = visitor.Cookies.ToDictionary();

        var elsewhere = await town.Visit().GetAsync(back);
        var thief = town.Visit(AdminTown.Other);
        kept.ToList().ForEach(c => thief.Cookies[c.Key] = c.Value);
        var ofOther = await thief.GetAsync(back);
        var first = await visitor.GetAsync(back);
        var replaying = town.Visit();
        kept.ToList().ForEach(c => replaying.Cookies[c.Key] = c.Value);
        var replayed = await replaying.GetAsync(back);

        (elsewhere.Status, ofOther.Status, replayed.Status).ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
        elsewhere.Text.ShouldContain("Begin again.");
        first.Location.ShouldBe("/admin");
        (await replaying.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task An_attempt_that_took_too_long_is_begun_anew()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory);
        await town.PersonAsync(Aino);
        directory.Clock = town.Clock;
        var visitor = town.Visit();
        var back = await TownDirectory.PassAsync((await visitor.GetAsync(Start)).Location.ShouldNotBeNull());

        town.Clock.Ahead += TimeSpan.FromMinutes(20);
        var late = await visitor.GetAsync(back);

        late.Status.ShouldBe(HttpStatusCode.Forbidden);
        late.Text.ShouldContain("Begin again.");
    }

    [Fact]
    public async Task Who_is_not_to_come_in_is_told_why_and_what_to_do()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, p => p with { Domains = ["ranta.example"] });

        (await RefusalAsync(town)).ShouldContain("You have no account here.");
        await town.PersonAsync(Aino);
        directory.Says = c => c["email_verified"] = false;
        (await RefusalAsync(town)).ShouldContain("not verified in the directory");
        directory.Says = c => c.Remove("email_verified");
        (await RefusalAsync(town)).ShouldContain("not verified in the directory");
        directory.Says = c => c.Remove("email");
        (await RefusalAsync(town)).ShouldContain("did not tell your email");
        await town.PersonAsync("aino@muu.example");
        directory.Says = c => c["email"] = "aino@muu.example";
        (await RefusalAsync(town)).ShouldContain("Accounts with this kind of email are not let in here.");
        (await RefusalAsync(town)).ShouldContain("Choose another account");

        directory.Says = _ => { };
        (await EnterAsync(town)).Location.ShouldBe("/admin");
        var row = (await town.Register.FindByEmailAsync(town.Tenant, Aino, Stop)).ShouldNotBeNull();
        await town.Register.ChangeAsync(town.Tenant, row.Id, (r, now) => r with { DisabledAt = now }, Stop);
        (await RefusalAsync(town)).ShouldContain("Your account is closed.");
    }

    [Fact]
    public async Task A_mapped_role_lets_in_changes_with_the_directory_and_does_not_bring_back_who_was_removed()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, p => p with
        {
            Domains = ["ranta.example"], RoleClaim = "groups", Roles = [new MappedRole("web", "Editor"), new MappedRole("news", "Communications")],
        });
        directory.Says = c => c["groups"] = new JsonArray("web", "canteen");

        var first = await EnterAsync(town);
        var made = (await town.Register.FindByEmailAsync(town.Tenant, Aino, Stop)).ShouldNotBeNull();
        await town.Register.ChangeAsync(town.Tenant, made.Id, (r, _) => r with { Grants = Grant.Write([.. Grant.Read(r.Grants), new Grant(Role.Auditor)]) }, Stop);
        directory.Says = c => c["groups"] = "news";
        await EnterAsync(town);
        var changed = (await town.Register.FindAsync(town.Tenant, made.Id, Stop)).ShouldNotBeNull();
        var removed = await town.Host.App.Services.GetRequiredService<StaffPeople>().RemoveAsync(
            (await town.Host.Installation.Database.TenantsAsync(Stop)).Single(t => t.Id == town.Tenant), made.Id, "operator", Stop);

        first.Location.ShouldBe("/admin");
        (made.Name, StaffUser.Of(made).Grants.ShouldHaveSingleItem().Role).ShouldBe(("Aino Aalto", Role.Editor));
        StaffUser.Of(changed).Grants.Select(g => g.Role).ShouldBe([Role.Auditor, Role.Communications]);
        removed.Succeeded.ShouldBeTrue();
        (await RefusalAsync(town)).ShouldContain("Your account was removed here.");
        await town.PersonAsync(Aino);
        (await EnterAsync(town)).Location.ShouldBe("/admin");
    }

    [Theory]
    [InlineData("everyone = Contributor", "Contributor")]
    [InlineData("everyone = Editor:section=0198c0de-0000-7000-8000-000000000001", "Editor:section=0198c0de-0000-7000-8000-000000000001")]
    [InlineData("", "")]
    public async Task What_a_wrong_line_gave_goes_when_the_line_is_corrected_narrowed_or_deleted(string corrected, string left)
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, Mapping("everyone = SiteManager"));
        await town.PersonAsync("saara@ranta.example", grants: new Grant(Role.SiteManager));
        directory.Says = c => c["groups"] = "everyone";
        var aino = await town.PersonAsync(Aino, grants: new Grant(Role.Auditor));
        await EnterAsync(town);
        (await GrantsAsync(town, aino.Id)).ShouldBe("Auditor SiteManager");

        await SetAsync(town, directory, town.Tenant, AdminTown.Own, Mapping(corrected), revision: 1);
        (await EnterAsync(town)).Location.ShouldBe("/admin");

        (await GrantsAsync(town, aino.Id)).ShouldBe($"Auditor {left}".Trim());
    }

    [Fact]
    public async Task A_role_that_was_given_by_hand_stays_although_a_line_could_give_it()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, Mapping("web = Editor"));
        var aino = await town.PersonAsync(Aino, grants: new Grant(Role.Editor));

        directory.Says = c => c["groups"] = "canteen";
        await EnterAsync(town);
        var never = await GrantsAsync(town, aino.Id);
        directory.Says = c => c["groups"] = "web";
        await EnterAsync(town);
        directory.Says = c => c["groups"] = "canteen";
        await EnterAsync(town);

        never.ShouldBe("Editor");
        (await GrantsAsync(town, aino.Id)).ShouldBe("Editor");
    }

    [Fact]
    public async Task A_role_that_was_taken_by_hand_and_given_again_is_a_persons_doing_from_then_on()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, Mapping("web = Editor"));
        directory.Says = c => c["groups"] = "web";
        var aino = await town.PersonAsync(Aino);
        await EnterAsync(town);
        var people = town.Host.App.Services.GetRequiredService<StaffPeople>();

        (await people.TakeAsync(town.Tenant, aino.Id, "Editor", "operator", Stop)).Succeeded.ShouldBeTrue();
        (await people.GiveAsync(town.Tenant, aino.Id, new Grant(Role.Editor), "operator", Stop)).Succeeded.ShouldBeTrue();
        directory.Says = c => c["groups"] = "canteen";
        await EnterAsync(town);

        (await GrantsAsync(town, aino.Id)).ShouldBe("Editor");
    }

    [Fact]
    public async Task Of_who_came_before_it_was_kept_what_the_lines_can_give_counts_as_given_by_them()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, Mapping("web = Editor\nnews = Communications"));
        var aino = await town.PersonAsync(Aino, grants: [new Grant(Role.Editor), new Grant(Role.Auditor)]);
        await town.Register.ChangeAsync(town.Tenant, aino.Id, (row, _) => row with { Mapped = null }, Stop);

        directory.Says = c => c["groups"] = "news";
        await EnterAsync(town);

        (await GrantsAsync(town, aino.Id)).ShouldBe("Auditor Communications");
    }

    [Fact]
    public async Task The_last_site_manager_keeps_the_role_although_the_directory_takes_it()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, Mapping("boss = SiteManager\ncanteen = Editor"));
        directory.Says = c => c["groups"] = "boss";
        (await EnterAsync(town)).Location.ShouldBe("/admin");
        var aino = (await town.Register.FindByEmailAsync(town.Tenant, Aino, Stop)).ShouldNotBeNull();

        directory.Says = c => c["groups"] = "canteen";
        (await EnterAsync(town)).Location.ShouldBe("/admin");

        (await GrantsAsync(town, aino.Id)).ShouldBe("SiteManager");
        (await town.LogAsync()).ShouldContain(r => r.Action == "provider-roles" && !r.Allowed);
        await town.PersonAsync("saara@ranta.example", grants: new Grant(Role.SiteManager));
        await EnterAsync(town);
        (await GrantsAsync(town, aino.Id)).ShouldBe("Editor");
    }

    [Fact]
    public async Task A_session_that_was_opened_by_a_password_of_somebody_else_ends_when_the_person_comes_by_the_directory()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory);
        await town.PersonAsync(Aino, mustChange: true, grants: new Grant(Role.SiteManager));
        var stranger = await town.SignedInAsync(Aino);
        var waiting = await stranger.GetAsync("/admin/account");

        var own = town.Visit();
        (await EnterAsync(town, own)).Location.ShouldBe("/admin");

        waiting.Location.ShouldNotBeNull().ShouldContain("password");
        (await stranger.GetAsync("/admin/account")).Location.ShouldNotBeNull().ShouldStartWith("/admin/sign-in");
        (await own.GetAsync("/admin/account")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_municipalities_have_directories_of_their_own_and_neither_opens_the_other()
    {
        await using var own = await TownDirectory.StartAsync();
        await using var other = await TownDirectory.StartAsync();
        await using var town = await StartAsync(own);
        await SetAsync(town, other, town.OtherTenant, AdminTown.Other);
        await town.PersonAsync(Aino);
        await town.PersonAsync(Aino, town.OtherTenant);

        var sent = await town.Visit().GetAsync(Start);
        var sentOther = await town.Visit(AdminTown.Other).GetAsync(Start);
        own.Tampers = _ => other.Sign(own.Claims());

        sent.Location.ShouldNotBeNull().ShouldStartWith(own.Issuer + "/authorize");
        sentOther.Location.ShouldNotBeNull().ShouldStartWith(other.Issuer + "/authorize");
        (await EnterAsync(town)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await EnterAsync(town, town.Visit(AdminTown.Other))).Location.ShouldBe("/admin");
    }

    [Fact]
    public async Task Changed_settings_hold_from_the_next_attempt()
    {
        await using var first = await TownDirectory.StartAsync();
        await using var second = await TownDirectory.StartAsync();
        await using var town = await StartAsync(first);
        (await town.Visit().GetAsync(Start)).Location.ShouldNotBeNull().ShouldStartWith(first.Issuer);

        await SetAsync(town, second, town.Tenant, AdminTown.Own, revision: 1);

        (await town.Visit().GetAsync(Start)).Location.ShouldNotBeNull().ShouldStartWith(second.Issuer);
    }

    [Fact]
    public async Task A_directory_inside_the_network_or_one_that_calls_itself_otherwise_is_not_asked()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var guarded = await StartAsync(directory, allowed: false);
        await using var town = await StartAsync(directory);
        directory.CalledOtherwise = "https://elsewhere.example";

        var inside = await guarded.Visit().GetAsync(Start);
        var otherwise = await town.Visit().GetAsync(Start);

        (inside.Status, otherwise.Status).ShouldBe((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable));
        inside.Text.ShouldContain("The directory cannot be used just now.");
    }

    [Fact]
    public async Task The_code_of_the_app_is_asked_unless_the_directory_has_asked_for_a_second_step()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, p => p with { SecondStep = SecondStep.ByAcr, Acr = ["two-steps"] });
        var aino = await town.PersonAsync(Aino);
        await town.Register.ChangeAsync(town.Tenant, aino.Id, (row, _) => row with { TwoFactor = true, Authenticator = [1] }, Stop);

        var weak = await EnterAsync(town);
        var asked = directory.Asked["acr_values"];
        directory.Says = c => c["acr"] = "two-steps";
        var strong = await EnterAsync(town);

        weak.Location.ShouldBe("/admin/sign-in/code?return=%2Fadmin");
        asked.ShouldBe("two-steps");
        strong.Location.ShouldBe("/admin");
    }

    [Fact]
    public async Task Where_the_directory_is_the_only_way_passwords_open_to_site_managers_alone()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, p => p with { IsOnlyWay = true });
        await town.PersonAsync(Aino);
        await town.PersonAsync("saara@ranta.example", grants: new Grant(Role.SiteManager));

        var aino = await town.Visit().SignInAsync(Aino, AdminTown.Password);
        var wrong = await town.Visit().SignInAsync(Aino, "jotain-ihan-muuta");

        aino.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        aino.Text.ShouldContain("Sign in with your work account.");
        wrong.Text.ShouldContain("The email or the password is wrong.");
        (await town.Visit().SignInAsync("saara@ranta.example", AdminTown.Password)).Location.ShouldBe("/admin");
    }

    [Fact]
    public async Task What_the_token_does_not_say_is_asked_of_the_user_info_endpoint()
    {
        await using var directory = await TownDirectory.StartAsync();
        directory.UserInfo = new JsonObject { ["sub"] = "u-1", ["email"] = Aino, ["email_verified"] = true };
        await using var town = await StartAsync(directory);
        await town.PersonAsync(Aino);
        directory.Says = c =>
        {
            c.Remove("email");
            c.Remove("email_verified");
        };

        (await EnterAsync(town)).Location.ShouldBe("/admin");
        directory.UserInfo["sub"] = "u-7";
        (await EnterAsync(town)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_sign_out_at_the_directory_ends_the_sessions_here_and_only_its_own_word_does()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory);
        await town.PersonAsync(Aino);
        var visitor = town.Visit();
        await EnterAsync(town, visitor);
        JsonObject Logout(Action<JsonObject>? more = null)
        {
            var claims = directory.Claims();
            claims["jti"] = "1";
            claims["events"] = new JsonObject { ["http://schemas.openid.net/event/backchannel-logout"] = new JsonObject() };
            more?.Invoke(claims);
            return claims;
        }

        foreach (var bad in (string[])["rubbish", directory.Sign(directory.Claims()), directory.Sign(Logout(c => c["nonce"] = "1")), directory.Sign(Logout(c => c["aud"] = "x"))])
        {
            (await town.Visit().PostAsync("/admin/sign-in/provider/out", ("logout_token", bad))).Status.ShouldBe(HttpStatusCode.BadRequest, bad);
        }

        var still = await visitor.GetAsync("/admin");
        var told = await town.Visit().PostAsync("/admin/sign-in/provider/out", ("logout_token", directory.Sign(Logout())));
        var ended = await visitor.GetAsync("/admin");

        (still.Status, told.Status, ended.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.SeeOther));
    }

    [Fact]
    public async Task The_settings_are_tried_before_they_are_kept_and_what_was_typed_stays()
    {
        await using var directory = await TownDirectory.StartAsync();
        await using var town = await StartAsync(directory, set: false);
        await town.PersonAsync("saara@ranta.example", grants: new Grant(Role.SiteManager));
        var saara = await town.SignedInAsync("saara@ranta.example");
        const string path = "/admin/settings/sign-in";
        await saara.GetAsync(path);

        var nowhere = await saara.PostAsync(path, ("on", "1"), ("authority", "http://127.0.0.1:1"), ("client", "c"), ("revision", "0"));
        var plain = await saara.PostAsync(path, ("on", "1"), ("authority", "http://login.example.org"), ("client", "c"), ("revision", "0"));
        var slash = await saara.PostAsync(path, ("on", "1"), ("authority", directory.Issuer + "/"), ("client", "c"), ("revision", "0"));
        var roles = await saara.PostAsync(path, ("authority", directory.Issuer), ("roles", "web = King\nonly words"), ("claim", "groups"), ("domains", "ranta.example"), ("revision", "0"));
        var kept = await saara.PostAsync(
            path, ("on", "1"), ("authority", directory.Issuer), ("client", TownDirectory.Client), ("button.en", "Town account"), ("domains", "@Ranta.example"), ("claim", "groups"),
            ("roles", "web = editor:types=Page"), ("revision", "0"));
        var stale = await saara.PostAsync(path, ("authority", directory.Issuer), ("revision", "0"));
        var shown = await saara.GetAsync(path);

        nowhere.Text.ShouldContain("description was not found at the address");
        nowhere.Text.ShouldContain("value=\"http://127.0.0.1:1\"");
        plain.Text.ShouldContain("must begin with https://");
        slash.Text.ShouldContain("The directory calls itself otherwise.");
        roles.Text.ShouldContain("There is no role King.");
        roles.Text.ShouldContain("The line “only words” is not understood.");
        roles.Text.ShouldContain("web = King\nonly words");
        kept.Location.ShouldBe(path + "?saved", kept.Text);
        stale.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        shown.Text.ShouldContain("web = Editor:types=Page");
        shown.Text.ShouldContain("/admin/sign-in/provider/back");
        (await town.Visit().GetAsync("/admin/sign-in")).Text.ShouldContain("Town account");
        (await town.LogAsync()).ShouldContain(r => r.Action == "provider-change");
    }

    private static Func<IdentityProvider, IdentityProvider> Mapping(string lines) => provider => provider with
    {
        Domains = ["ranta.example"], RoleClaim = "groups",
        Roles = [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(" = ")).Select(l => new MappedRole(l[0], l[1]))],
    };

    private static async Task<string> GrantsAsync(AdminTown town, Guid person) =>
        string.Join(' ', Grant.Read((await town.Register.FindAsync(town.Tenant, person, Stop)).ShouldNotBeNull().Grants).Select(GrantText.Write).Order(StringComparer.Ordinal));

    private static async Task<Answer> EnterAsync(AdminTown town, Visitor? visitor = null)
    {
        var browser = visitor ?? town.Visit();
        var sent = await browser.GetAsync(Start);
        return await browser.GetAsync(await TownDirectory.PassAsync(sent.Location.ShouldNotBeNull(sent.Text)));
    }

    private static async Task<string> RefusalAsync(AdminTown town)
    {
        var refused = await EnterAsync(town);
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        return refused.Text;
    }

    private async Task<AdminTown> StartAsync(
        TownDirectory directory, Func<IdentityProvider, IdentityProvider>? with = null, bool allowed = true, bool set = true, params IReadOnlyList<string> towns)
    {
        var town = await AdminTown.StartAsync(s => s with { FetchAllow = allowed ? ["127.0.0.1"] : [], ProviderSecrets = _secrets.Path });
        foreach (var name in set ? towns.Count > 0 ? towns : [AdminTown.Own] : [])
        {
            await SetAsync(town, directory, name == AdminTown.Own ? town.Tenant : town.OtherTenant, name, with);
        }

        return town;
    }

    private async Task SetAsync(AdminTown town, TownDirectory directory, TenantId tenant, string name, Func<IdentityProvider, IdentityProvider>? with = null, int revision = 0)
    {
        await File.WriteAllTextAsync(_secrets[name], TownDirectory.Secret + "\n", Stop);
        var provider = new IdentityProvider { IsOn = true, Authority = directory.Issuer, ClientId = TownDirectory.Client, Button = new Dictionary<string, string> { ["en"] = "Town account" } };
        (await town.Host.App.Services.GetRequiredService<IdentityProviders>().SaveAsync(tenant, with?.Invoke(provider) ?? provider, revision, "operator", Stop)).Succeeded.ShouldBeTrue();
    }
}
