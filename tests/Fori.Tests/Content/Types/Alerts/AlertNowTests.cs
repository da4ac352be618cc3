using System.Net;
using Fori.Access;
using Fori.Tests.Admin;

namespace Fori.Tests.Content.Types.Alerts;

/// <summary>The quick way: write on the first page, check, publish.</summary>
public sealed class AlertNowTests
{
    [Fact]
    public async Task An_emergency_goes_out_in_three_steps()
    {
        await using var town = await AdminTown.StartAsync();
        var viivi = await town.EditorAsync("viivi", new Grant(Role.EmergencyPublisher));

        var first = await viivi.GetAsync("/admin");
        first.Text.ShouldContain("<details class=\"alert-now-way\" open");
        var check = await viivi.PostAsync("/admin/alert-now", [.. Typed(first.Text), ("act", "check")]);
        check.Status.ShouldBe(HttpStatusCode.OK, check.Text);
        check.Text.ShouldContain("Vesi ei kelpaa juotavaksi");
        (await viivi.GetAsync("/fi/")).Text.ShouldNotContain("Vesi ei kelpaa");
        var published = await viivi.PostAsync("/admin/alert-now", [.. Hidden(check.Text), ("act", "publish")]);

        published.Location.ShouldBe("/admin?alert-published", published.Text);
        (await viivi.GetAsync("/fi/palvelut")).Text.ShouldContain("Vesi ei kelpaa juotavaksi");
        (await viivi.PostAsync("/admin/alert-now", [.. Hidden(check.Text), ("act", "publish")])).Location.ShouldBe("/admin?alert-published");
        (await viivi.GetAsync("/fi/")).Text.Split("class=\"alert emergency\"").Length.ShouldBe(2);
        town.Clock.Ahead = TimeSpan.FromHours(3);
        (await viivi.GetAsync("/fi/")).Text.ShouldNotContain("Vesi ei kelpaa");
    }

    [Fact]
    public async Task What_is_missing_is_said_and_nothing_typed_is_lost()
    {
        await using var town = await AdminTown.StartAsync();
        var viivi = await town.EditorAsync("viivi", new Grant(Role.EmergencyPublisher));
        var first = await viivi.GetAsync("/admin");

        var back = await viivi.PostAsync("/admin/alert-now", [.. Typed(first.Text).Where(f => f.Name is not ("alert-severity" or "alert-title.fi")), ("act", "check")]);

        back.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        back.Text.ShouldContain("href=\"#alert-severity\"");
        back.Text.ShouldContain("href=\"#alert-title.fi\"");
        back.Text.ShouldContain("Keitä juomavesi.");
    }

    [Fact]
    public async Task A_grave_alert_in_one_national_language_asks_for_the_other_or_a_reason()
    {
        await using var town = await AdminTown.StartAsync(null, "fi", "sv");
        var viivi = await town.EditorAsync("viivi", new Grant(Role.EmergencyPublisher));
        var check = await viivi.PostAsync("/admin/alert-now", [.. Typed((await viivi.GetAsync("/admin")).Text), ("act", "check")]);
        check.Text.ShouldContain("alert-reason");

        var refused = await viivi.PostAsync("/admin/alert-now", [.. Hidden(check.Text), ("act", "publish"), ("alert-reason", " ")]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var published = await viivi.PostAsync("/admin/alert-now", [.. Hidden(refused.Text), ("act", "publish"), ("alert-reason", "Kääntäjää ei tavoiteta.")]);

        published.Location.ShouldBe("/admin?alert-published", published.Text);
        (await viivi.GetAsync("/sv/")).Text.ShouldContain("Vesi ei kelpaa juotavaksi");
    }

    [Fact]
    public async Task Who_may_publish_no_alert_is_offered_none_and_refused()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync("eero");
        var viivi = await town.EditorAsync("viivi", new Grant(Role.Communications));

        (await eero.GetAsync("/admin")).Text.ShouldNotContain("/admin/alert-now");
        (await eero.PostAsync("/admin/alert-now", ("act", "check"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var form = await viivi.GetAsync("/admin");
        form.Text.ShouldNotContain("value=\"Emergency\"");
        var forged = await viivi.PostAsync("/admin/alert-now", [.. Typed(form.Text), ("act", "publish")]);
        forged.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await viivi.GetAsync("/fi/")).Text.ShouldNotContain("Vesi ei kelpaa");
    }

    private static (string Name, string Value)[] Typed(string page) =>
    [
        ("alert-document", page.Split("name=\"alert-document\" value=\"")[1].Split('"')[0]), ("alert-severity", "Emergency"), ("alert-title.fi", "Vesi ei kelpaa juotavaksi"),
        ("alert-message.fi", "Keitä juomavesi."), ("alert-until", "2"),
    ];

    private static (string Name, string Value)[] Hidden(string page) =>
        [.. page.Split("<input type=\"hidden\" name=\"alert-").Skip(1).Select(p => ("alert-" + p.Split('"')[0], WebUtility.HtmlDecode(p.Split("value=\"")[1].Split('"')[0])))];
}
