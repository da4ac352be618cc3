using System.Net;
using Fori.Access;

namespace Fori.Tests.Admin;

public sealed class RefusalTests
{
    [Fact]
    public async Task What_the_role_may_not_is_not_in_the_menu_and_refused_by_address_with_whom_to_turn_to_and_noted()
    {
        await using var town = await AdminTown.StartAsync();
        var aino = await town.PersonAsync("aino@ranta.example", grants: new Grant(Role.Contributor));
        await town.PersonAsync("saara@ranta.example", grants: new Grant(Role.SiteManager));
        var visitor = await town.SignedInAsync("aino@ranta.example");

        var home = await visitor.GetAsync("/admin");
        var refused = await visitor.GetAsync("/admin/people");

        home.Text.ShouldNotContain("href=\"/admin/people\"");
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Text.ShouldContain("Managing people is not among the rights of your roles here.");
        refused.Text.ShouldContain("mailto:saara@ranta.example");
        refused.Text.ShouldNotContain("mailto:aino@ranta.example");
        (await town.LogAsync()).ShouldContain(row => row.Actor == StaffUser.ActorOf(aino.Id) && row.Action == "ManageUsers" && row.Subject == "/admin/people" && !row.Allowed);
    }

    [Fact]
    public async Task Each_sees_in_the_menu_what_the_role_may()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync("saara@ranta.example", grants: new Grant(Role.SiteManager));
        await town.PersonAsync("onni@ranta.example", grants: new Grant(Role.Auditor));
        var (saara, onni) = (await town.SignedInAsync("saara@ranta.example"), await town.SignedInAsync("onni@ranta.example"));

        var people = await saara.GetAsync("/admin/people");
        var log = await onni.GetAsync("/admin/access-log");

        people.Text.ShouldContain("href=\"/admin/people\" aria-current=\"page\"");
        people.Text.ShouldNotContain("/admin/access-log");
        people.Text.ShouldContain("Auditor: reads everything");
        log.Text.ShouldContain("Reading the access log");
        log.Text.ShouldNotContain("href=\"/admin/people\"");
        (await saara.GetAsync("/admin/access-log")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task On_a_host_of_no_municipality_there_is_no_admin()
    {
        await using var town = await AdminTown.StartAsync();

        (await town.Visit("nobody").GetAsync("/admin/sign-in")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
