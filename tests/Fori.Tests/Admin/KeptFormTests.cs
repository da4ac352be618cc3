using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Web.Hosting;

namespace Fori.Tests.Admin;

/// <summary>Forms that are sent after the session has ended, as a browser without scripts sends them.</summary>
public sealed partial class KeptFormTests
{
    private const string Eero = "eero@ranta.example";
    private const string Saara = "saara@ranta.example";

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(72)]
    public async Task The_form_of_a_page_comes_back_as_it_was_typed_and_nothing_is_saved(int hoursLater)
    {
        await using var town = await StartAsync();
        var eero = await town.EditorAsync();
        var (page, tab) = await NewPageAsync(eero);
        town.Clock.Ahead += TimeSpan.FromHours(hoursLater);

        var sent = await eero.PostAsync(page, ("expected", "0"), ("act", "publish:fi"), ("tab", tab), ("title.fi", "Uimahallin kesä"), ("summary.fi", "Auki \"aina\" & ilmaiseksi."));
        var signIn = await eero.GetAsync(sent.Location.ShouldNotBeNull());
        var entered = await eero.PostAsync("/admin/sign-in", ("email", Eero), ("password", AdminTown.Password), ("return", Return(signIn)));
        var back = await eero.GetAsync(entered.Location.ShouldNotBeNull());

        sent.Status.ShouldBe(HttpStatusCode.SeeOther, sent.Text);
        signIn.Text.ShouldContain("What you sent is kept");
        back.Status.ShouldBe(HttpStatusCode.OK, back.Text);
        back.Text.ShouldContain("Your session had ended when you sent this");
        WebUtility.HtmlDecode(back.Text).ShouldContain("Uimahallin kesä");
        WebUtility.HtmlDecode(back.Text).ShouldContain("Auki \"aina\" & ilmaiseksi.");
        (await eero.GetAsync("/admin/content/Page")).Text.ShouldNotContain("Uimahallin");
        (await eero.PostAsync(page, ("expected", "0"), ("act", "save"), ("tab", tab), ("title.fi", "Uimahallin kesä"))).Location.ShouldBe(page + "?saved");
    }

    [Fact]
    public async Task Whoever_signs_in_as_another_does_not_get_it()
    {
        await using var town = await StartAsync();
        await town.PersonAsync(Saara, grants: new Grant(Role.Editor));
        var eero = await town.EditorAsync();
        var (page, tab) = await NewPageAsync(eero);
        town.Clock.Ahead += TimeSpan.FromHours(2);

        var sent = await eero.PostAsync(page, ("expected", "0"), ("act", "save"), ("tab", tab), ("title.fi", "Uimahalli"));
        var signIn = await eero.GetAsync(sent.Location.ShouldNotBeNull());
        var entered = await eero.PostAsync("/admin/sign-in", ("email", Saara), ("password", AdminTown.Password), ("return", Return(signIn)));

        (await eero.GetAsync(entered.Location.ShouldNotBeNull())).Location.ShouldBe("/admin");
        (await eero.GetAsync("/admin")).Text.ShouldNotContain("Uimahalli");
    }

    [Fact]
    public async Task Another_form_comes_back_to_be_looked_through_and_is_forgotten_when_it_is_sent_again()
    {
        await using var town = await StartAsync();
        var saara = await ManagerAsync(town);
        await saara.GetAsync("/admin/people/new");
        town.Clock.Ahead += TimeSpan.FromHours(2);

        var sent = await saara.PostAsync(
            "/admin/people/new", ("id", Guid.NewGuid().ToString()), ("name", "Tove & Ström"), ("email", "tove@ranta.example"), ("language", "sv"), ("role", "Editor"), ("password", "not-to-be-kept"));
        var entered = await BackAsync(saara, sent);
        var back = await saara.GetAsync(entered);
        var people = await saara.GetAsync("/admin/people");
        await saara.GetAsync(entered);
        var again = await saara.PostAsync(
            Action().Match(back.Text).Groups[1].Value, ("kept-form", entered.Split('/')[^1]), ("id", Guid.NewGuid().ToString()), ("name", "Tove Ström"), ("email", "tove@ranta.example"), ("language", "sv"), ("role", "Editor"));

        back.Text.ShouldContain("value=\"Tove &amp; Ström\"");
        back.Text.ShouldContain("<input type=\"hidden\" name=\"language\" value=\"sv\">");
        back.Text.ShouldNotContain("not-to-be-kept");
        people.Text.ShouldNotContain("tove@ranta.example");
        again.Status.ShouldBe(HttpStatusCode.SeeOther, again.Text);
        (await saara.GetAsync("/admin/people")).Text.ShouldContain("tove@ranta.example");
        (await saara.GetAsync(entered)).Location.ShouldBe("/admin");
    }

    [Fact]
    public async Task What_was_not_sent_again_waits_in_the_work_list_until_it_is_thrown_away()
    {
        await using var town = await StartAsync();
        var saara = await ManagerAsync(town);
        await saara.GetAsync("/admin/people/new");
        town.Clock.Ahead += TimeSpan.FromHours(2);
        var kept = await BackAsync(saara, await saara.PostAsync("/admin/people/new", ("name", "Tove")));

        var list = await saara.GetAsync("/admin");
        await saara.PostAsync(kept + "/discard");

        list.Text.ShouldContain(kept);
        (await saara.GetAsync("/admin")).Text.ShouldNotContain(kept);
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_form_that_another_site_sent_or_whose_token_is_not_this_persons()
    {
        await using var town = await StartAsync();
        await town.PersonAsync(Saara, grants: new Grant(Role.Editor));
        var eero = await town.EditorAsync();
        var (page, tab) = await NewPageAsync(eero);
        var saara = await town.SignedInAsync(Saara);
        await saara.GetAsync("/admin/account");
        town.Clock.Ahead += TimeSpan.FromHours(2);

        var elsewhere = await eero.PostWithAsync([("Sec-Fetch-Site", "cross-site")], page, ("expected", "0"), ("tab", tab), ("title.fi", "Vieras"));
        eero.Token = saara.Token;
        var foreign = await eero.PostAsync(page, ("expected", "0"), ("tab", tab), ("title.fi", "Vieras"));

        new[] { elsewhere.Status, foreign.Status }.ShouldBe([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest]);
        (await (await town.SignedInAsync(Eero)).GetAsync("/admin")).Text.ShouldNotContain("Vieras");
    }

    [Fact]
    public async Task Nothing_is_kept_for_an_account_that_was_closed()
    {
        await using var town = await StartAsync();
        var eero = await town.EditorAsync();
        var (page, tab) = await NewPageAsync(eero);
        var row = (await town.Register.FindByEmailAsync(town.Tenant, Eero, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        await town.Register.ChangeAsync(town.Tenant, row.Id, (r, now) => r with { DisabledAt = now }, TestContext.Current.CancellationToken);

        (await eero.PostAsync(page, ("expected", "0"), ("tab", tab), ("title.fi", "Uimahalli"))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_password_that_was_sent_too_late_is_kept_nowhere_and_leads_back_to_the_account()
    {
        await using var town = await StartAsync();
        var eero = await town.EditorAsync();
        await eero.GetAsync("/admin/account/password");
        town.Clock.Ahead += TimeSpan.FromHours(2);

        var sent = await eero.PostAsync("/admin/account/password", ("current", AdminTown.Password), ("new", "uusi-pitka-salasana"), ("again", "uusi-pitka-salasana"));

        sent.Location.ShouldBe("/admin/sign-in?kept&return=%2Fadmin%2Faccount");
    }

    private static Task<AdminTown> StartAsync() => AdminTown.StartAsync(s => s with { Sessions = new SessionSettings { Idle = TimeSpan.FromHours(1), Absolute = TimeSpan.FromHours(24) } });

    private static async Task<Visitor> ManagerAsync(AdminTown town)
    {
        await town.PersonAsync(Saara, grants: new Grant(Role.SiteManager));
        return await town.SignedInAsync(Saara);
    }

    /// <returns>Where the person is led after signing in again.</returns>
    private static async Task<string> BackAsync(Visitor saara, Answer sent)
    {
        var signIn = await saara.GetAsync(sent.Location.ShouldNotBeNull(sent.Text));
        return (await saara.PostAsync("/admin/sign-in", ("email", Saara), ("password", AdminTown.Password), ("return", Return(signIn)))).Location.ShouldNotBeNull();
    }

    private static async Task<(string Page, string Tab)> NewPageAsync(Visitor visitor)
    {
        var form = await visitor.GetAsync("/admin/content/Page/new");
        return (Action().Match(form.Text).Groups[1].Value, Tab().Match(form.Text).Groups[1].Value);
    }

    private static string Return(Answer signIn) => WebUtility.HtmlDecode(ReturnField().Match(signIn.Text).Groups[1].Value);

    [GeneratedRegex("action=\"(/admin/(?:content/Page/[0-9a-f-]+|people/[a-z/]+))\"")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"tab\" value=\"([^\"]+)\"")]
    private static partial Regex Tab();

    [GeneratedRegex("name=\"return\" value=\"([^\"]+)\"")]
    private static partial Regex ReturnField();
}
