using System.Net;
using System.Text.RegularExpressions;
using Fori.Access;
using Fori.Web.Access;
using Fori.Web.Hosting;

namespace Fori.Tests.Admin;

public sealed partial class SessionTests
{
    private const string Aino = "aino@ranta.example";

    [Fact]
    public async Task A_person_sees_where_they_are_signed_in_and_ends_one_or_all_others()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var (here, second, third) = (await town.SignedInAsync(Aino), await town.SignedInAsync(Aino), await town.SignedInAsync(Aino));

        var page = await here.GetAsync("/admin/account");
        var id = Ids().Match(page.Text).Groups[1].Value;
        await here.PostAsync("/admin/account/sessions/end", ("session", id));
        var after = new[] { (await second.GetAsync("/admin")).Status, (await third.GetAsync("/admin")).Status };
        await here.PostAsync("/admin/account/sessions/others");

        Ids().Count(page.Text).ShouldBe(2);
        page.Text.ShouldContain("this session");
        after.Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.SeeOther]);
        (await second.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await third.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await here.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_another()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        await town.PersonAsync("eero@ranta.example");
        var (aino, other, eero) = (await town.SignedInAsync(Aino), await town.SignedInAsync(Aino), await town.SignedInAsync("eero@ranta.example"));
        var id = Ids().Match((await aino.GetAsync("/admin/account")).Text).Groups[1].Value;
        await eero.GetAsync("/admin/account");

        await eero.PostAsync("/admin/account/sessions/end", ("session", id));

        (await other.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_is_over_when_it_was_not_used_and_in_any_case_after_its_limit()
    {
        await using var town = await AdminTown.StartAsync(s => s with { Sessions = new SessionSettings { Idle = TimeSpan.FromHours(1), Absolute = TimeSpan.FromHours(3) } });
        await town.PersonAsync(Aino);
        var (idle, busy) = (await town.SignedInAsync(Aino), await town.SignedInAsync(Aino));

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            town.Clock.Ahead += TimeSpan.FromMinutes(50);
            statuses.Add((await busy.GetAsync("/admin")).Status);
        }

        (await idle.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
        statuses.ShouldBe([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.SeeOther]);
    }

    [Fact]
    public async Task Who_has_signed_out_is_out_also_with_a_copy_of_the_cookie()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var aino = await town.SignedInAsync(Aino);
        var copy = town.Visit();
        copy.Cookies["fori"] = aino.Cookies["fori"];
        var before = await copy.GetAsync("/admin");
        await aino.GetAsync("/admin");

        await aino.PostAsync("/admin/sign-out");

        before.Status.ShouldBe(HttpStatusCode.OK);
        (await copy.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("<script>", "")]
    public void A_device_is_named_in_words_that_people_know(string said, string name) => Devices.NameOf(said).ShouldBe(name);

    [GeneratedRegex("name=\"session\" value=\"([^\"]+)\"")]
    private static partial Regex Ids();
}
