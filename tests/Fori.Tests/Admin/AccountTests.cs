using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Web.Access;

namespace Fori.Tests.Admin;

public sealed partial class AccountTests
{
    private const string Aino = "aino@ranta.example";
    private const string Chosen = "uusi-laituri-kolmelle";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_that_someone_else_gave_opens_nothing_but_the_form_that_changes_it()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino, mustChange: true, grants: new Grant(Role.SiteManager));
        var aino = await town.SignedInAsync(Aino);

        var home = await aino.GetAsync("/admin");
        var form = await aino.GetAsync("/admin/account/password");
        var changed = await aino.PostAsync("/admin/account/password", ("current", AdminTown.Password), ("new", Chosen), ("again", Chosen));

        home.Status.ShouldBe(HttpStatusCode.SeeOther);
        home.Location.ShouldBe("/admin/account/password");
        form.Text.ShouldContain("Somebody else gave you this password");
        changed.Location.ShouldBe("/admin/account?changed");
        (await aino.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
        (await town.Visit().SignInAsync(Aino, AdminTown.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await town.Visit().SignInAsync(Aino, Chosen)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var (here, elsewhere) = (await town.SignedInAsync(Aino), await town.SignedInAsync(Aino));

        await here.GetAsync("/admin/account/password");
        await here.PostAsync("/admin/account/password", ("current", AdminTown.Password), ("new", Chosen), ("again", Chosen));

        (await here.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("vaara-salasana-nyt", Chosen, Chosen, "current", "The current password is wrong")]
    [InlineData(AdminTown.Password, "lyhyt", "lyhyt", "new", "too short")]
    [InlineData(AdminTown.Password, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "new", "too easy")]
    [InlineData(AdminTown.Password, "aino@ranta.example!", "aino@ranta.example!", "new", "your name or email")]
    [InlineData(AdminTown.Password, AdminTown.Password, AdminTown.Password, "new", "the same as the old one")]
    [InlineData(AdminTown.Password, Chosen, "uusi-laituri-neljalle", "again", "differ")]
    public async Task A_password_that_will_not_do_is_refused_with_its_field_and_the_old_one_stays(string current, string chosen, string again, string field, string sentence)
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var aino = await town.SignedInAsync(Aino);
        await aino.GetAsync("/admin/account/password");

        var answer = await aino.PostAsync("/admin/account/password", ("current", current), ("new", chosen), ("again", again));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain($"<a href=\"#{field}\">");
        answer.Text.ShouldContain(sentence);
        answer.Text.ShouldContain("<title>Error:");
        (await town.Visit().SignInAsync(Aino, AdminTown.Password)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task With_two_steps_a_password_alone_opens_nothing_and_no_code_opens_twice()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var (secret, recovery) = await SwitchOnAsync(town);
        town.Clock.Ahead += TimeSpan.FromMinutes(5);

        var first = town.Visit();
        var password = await first.SignInAsync(Aino, AdminTown.Password);
        var without = await first.GetAsync("/admin");
        await first.GetAsync("/admin/sign-in/code");
        var wrong = await first.PostAsync("/admin/sign-in/code", ("code", "000000"));
        var code = CodeNow(town, secret);
        var right = await first.PostAsync("/admin/sign-in/code", ("code", code[..3] + " " + code[3..]));
        var again = await ByCodeAsync(town, code);
        var recovered = await ByCodeAsync(town, recovery[0].ToLowerInvariant());
        var twice = await ByCodeAsync(town, recovery[0]);

        password.Location.ShouldNotBeNull().ShouldStartWith("/admin/sign-in/code");
        without.Status.ShouldBe(HttpStatusCode.SeeOther);
        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        right.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await first.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
        again.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        recovered.Status.ShouldBe(HttpStatusCode.SeeOther);
        twice.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await first.GetAsync("/admin/account")).Text.ShouldContain("Unused recovery codes: 9.");
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("AAAA-AAAA-AAAA-AAAA")]
    public async Task Codes_cannot_be_guessed_without_end_by_one_who_knows_the_password(string guess)
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var (secret, _) = await SwitchOnAsync(town);
        town.Clock.Ahead += TimeSpan.FromMinutes(5);
        for (var i = 0; i < 5; i++)
        {
            await ByCodeAsync(town, guess);
        }

        var visitor = town.Visit();
        await visitor.SignInAsync(Aino, AdminTown.Password);
        await visitor.GetAsync("/admin/sign-in/code");
        await visitor.PostAsync("/admin/sign-in/code", ("code", CodeNow(town, secret)));

        (await visitor.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task The_secret_is_not_readable_in_the_database_and_switching_off_asks_for_the_password()
    {
        await using var town = await AdminTown.StartAsync();
        var person = await town.PersonAsync(Aino);
        var (secret, codes) = await SwitchOnAsync(town);
        var row = (await town.Register.FindAsync(town.Tenant, person.Id, Stop)).ShouldNotBeNull();
        town.Clock.Ahead += TimeSpan.FromMinutes(5);
        var aino = town.Visit();
        await aino.SignInAsync(Aino, AdminTown.Password);
        await aino.GetAsync("/admin/sign-in/code");
        await aino.PostAsync("/admin/sign-in/code", ("code", CodeNow(town, secret)));

        await aino.GetAsync("/admin/account");
        var refused = await aino.PostAsync("/admin/account/two-factor/off", ("current", "vaara-salasana-nyt"));
        var off = await aino.PostAsync("/admin/account/two-factor/off", ("current", AdminTown.Password));

        System.Text.Encoding.ASCII.GetString(row.Authenticator.ShouldNotBeNull()).ShouldNotContain(secret);
        row.RecoveryCodes.ShouldAllBe(kept => !codes.Contains(kept));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        off.Location.ShouldBe("/admin/account?off");
        (await town.Visit().SignInAsync(Aino, AdminTown.Password)).Location.ShouldBe("/admin");
    }

    /// <summary>RFC 6238 appendix B, the last six digits of the SHA-1 column.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        TimeCodes.CodeAt("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", TimeCodes.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))).ShouldBe(code);

    private static async Task<Answer> ByCodeAsync(AdminTown town, string code)
    {
        var visitor = town.Visit();
        await visitor.SignInAsync(Aino, AdminTown.Password);
        await visitor.GetAsync("/admin/sign-in/code");
        return await visitor.PostAsync("/admin/sign-in/code", ("code", code));
    }

    private static async Task<(string Secret, IReadOnlyList<string> Codes)> SwitchOnAsync(AdminTown town)
    {
        var aino = await town.SignedInAsync(Aino);
        await aino.GetAsync("/admin/account");
        (await aino.PostAsync("/admin/account/two-factor/begin", ("current", AdminTown.Password))).Location.ShouldBe("/admin/account/two-factor");
        var page = await aino.GetAsync("/admin/account/two-factor");
        var secret = Secret().Match(page.Text).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        page.Text.ShouldContain("<path d=\"M");
        var codes = await aino.PostAsync("/admin/account/two-factor", ("code", CodeNow(town, secret)));
        codes.Status.ShouldBe(HttpStatusCode.OK, codes.Text);
        var shown = Codes().Matches(codes.Text).Select(m => m.Groups[1].Value).ToList();
        shown.Count.ShouldBe(10);
        (await aino.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
        return (secret, shown);
    }

    private static string CodeNow(AdminTown town, string secret) => TimeCodes.CodeAt(secret, TimeCodes.StepAt(town.Clock.GetUtcNow()));

    [GeneratedRegex("<code class=\"secret\">([A-Z2-7 ]+)</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("<code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</code>")]
    private static partial Regex Codes();
}
