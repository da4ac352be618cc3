using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fori.Store;

namespace Fori.Tests.Admin;

/// <summary>Passkeys over HTTP, as the script sends what a device has answered.</summary>
public sealed partial class PasskeyTests
{
    private const string Aino = "aino@ranta.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_adds_a_passkey_signs_in_with_it_names_it_and_removes_it()
    {
        await using var town = await AdminTown.StartAsync();
        using var device = new DeviceKey();
        var aino = await AddedAsync(town, device);
        var page = await aino.GetAsync("/admin/account");
        var key = Key().Match(page.Text).Groups[1].Value;
        await aino.PostAsync("/admin/sign-out");

        var visitor = town.Visit();
        var entered = await EnterAsync(town, visitor, device);
        await visitor.GetAsync(key);
        var renamed = await visitor.PostAsync(key, ("passkey-name", "Work phone"));
        var list = await visitor.GetAsync("/admin/account");
        var removed = await visitor.PostAsync(key + "/remove");

        page.Text.ShouldContain("last used never");
        entered.Location.ShouldBe("/admin", entered.Text);
        renamed.Location.ShouldBe("/admin/account?renamed");
        list.Text.ShouldContain("Work phone");
        list.Text.ShouldNotContain("last used never");
        removed.Location.ShouldBe("/admin/account?removed");
        (await EnterAsync(town, town.Visit(), device)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await town.LogAsync()).Select(row => (row.Action, row.Allowed)).ShouldBe(
            [("sign-in-passkey", false), ("passkey-remove", true), ("sign-in-passkey", true), ("sign-out", true), ("passkey-add", true), ("sign-in", true)]);
    }

    [Fact]
    public async Task A_passkey_is_two_factors()
    {
        await using var town = await AdminTown.StartAsync();
        using var device = new DeviceKey();
        await AddedAsync(town, device);
        await ChangeAsync(town, row => row with { TwoFactor = true });

        var visitor = town.Visit();

        (await EnterAsync(town, visitor, device)).Location.ShouldBe("/admin");
        (await visitor.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_device_that_did_not_ask_who_holds_it_does_not_open()
    {
        await using var town = await AdminTown.StartAsync();
        using var device = new DeviceKey();
        await AddedAsync(town, device);
        device.IsVerified = false;

        (await EnterAsync(town, town.Visit(), device)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_answer_that_was_given_to_another_page_does_not_open()
    {
        await using var town = await AdminTown.StartAsync();
        using var device = new DeviceKey();
        await AddedAsync(town, device);
        var visitor = town.Visit();
        var begun = await BeginAsync(visitor);

        // A page under the same host on another port, and one elsewhere.
        foreach (var origin in (string[])["http://ranta.localhost:1", "https://ranta.example"])
        {
            (await SendAsync(visitor, begun, device.Assert(begun.Options, origin))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await visitor.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_challenge_is_answered_once_and_not_late()
    {
        await using var town = await AdminTown.StartAsync();
        using var device = new DeviceKey();
        await AddedAsync(town, device);
        var (visitor, thief) = (town.Visit(), town.Visit());
        var begun = await BeginAsync(visitor);
        var answer = device.Assert(begun.Options, Origin(town));
        await BeginAsync(thief);

        (await SendAsync(visitor, begun, answer)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await SendAsync(thief, begun, answer)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await BeginAsync(thief);
        var fresh = device.Assert(again.Options, Origin(town));
        (await SendAsync(thief, begun, fresh)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        town.Clock.Ahead += TimeSpan.FromMinutes(11);
        (await SendAsync(thief, again, fresh)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SendAsync(thief, again with { State = "invented" }, fresh)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_passkey_of_another_municipality_opens_nothing_here()
    {
        await using var town = await AdminTown.StartAsync();
        using var device = new DeviceKey();
        await town.PersonAsync("aino@koski.example", town.OtherTenant);
        await AddAsync(town, await town.SignedInAsync("aino@koski.example", AdminTown.Other), device, AdminTown.Other);
        var (here, there) = (town.Visit(), town.Visit(AdminTown.Other));

        (await EnterAsync(town, here, device)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var challenge = await BeginAsync(there);
        (await SendAsync(here, challenge, device.Assert(challenge.Options, Origin(town)))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SendAsync(there, challenge, device.Assert(challenge.Options, Origin(town, AdminTown.Other)))).Location.ShouldBe("/admin");
    }

    [Fact]
    public async Task A_closed_account_is_not_opened_by_its_passkey()
    {
        await using var town = await AdminTown.StartAsync();
        using var device = new DeviceKey();
        await AddedAsync(town, device);
        await ChangeAsync(town, row => row with { DisabledAt = town.Clock.GetUtcNow() });

        (await EnterAsync(town, town.Visit(), device)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Who_has_not_just_signed_in_is_asked_for_the_password_before_a_passkey_is_added_or_removed()
    {
        await using var town = await AdminTown.StartAsync();
        using var device = new DeviceKey();
        var aino = await AddedAsync(town, device);
        var key = Key().Match((await aino.GetAsync("/admin/account")).Text).Groups[1].Value;
        town.Clock.Ahead += TimeSpan.FromMinutes(11);
        await aino.GetAsync(key);

        var removed = await aino.PostAsync(key + "/remove");
        var wrong = await aino.PostAsync("/admin/account/passkeys/options", ("passkey-name", "Second"), ("current", "wrong-password"));
        var right = await aino.PostAsync("/admin/account/passkeys/options", ("passkey-name", "Second"), ("current", AdminTown.Password));

        new[] { removed.Status, wrong.Status, right.Status }.ShouldBe([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK]);
        (await aino.PostAsync(key + "/remove", ("current", AdminTown.Password))).Location.ShouldBe("/admin/account?removed");
    }

    [Fact]
    public async Task Nobody_sees_names_or_removes_the_passkey_of_another()
    {
        await using var town = await AdminTown.StartAsync();
        using var device = new DeviceKey();
        var aino = await AddedAsync(town, device);
        var key = Key().Match((await aino.GetAsync("/admin/account")).Text).Groups[1].Value;
        await town.PersonAsync("eero@ranta.example");
        var eero = await town.SignedInAsync("eero@ranta.example");
        await eero.GetAsync("/admin/account");

        var seen = await eero.GetAsync(key);
        await eero.GetAsync("/admin/account");
        await eero.PostAsync(key, ("passkey-name", "Mine"));
        await eero.PostAsync(key + "/remove");

        seen.Status.ShouldBe(HttpStatusCode.NotFound);
        (await aino.GetAsync("/admin/account")).Text.ShouldContain("Phone");
    }

    private static async Task<Visitor> AddedAsync(AdminTown town, DeviceKey device)
    {
        await town.PersonAsync(Aino);
        return await AddAsync(town, await town.SignedInAsync(Aino), device, AdminTown.Own);
    }

    private static async Task<Visitor> AddAsync(AdminTown town, Visitor person, DeviceKey device, string name)
    {
        await person.GetAsync("/admin/account");
        var begun = Read(await person.PostAsync("/admin/account/passkeys/options", ("passkey-name", "Phone")));
        var added = await person.PostAsync(
            "/admin/account/passkeys", ("passkey-name", "Phone"), ("state", begun.State), ("credential", device.Attest(begun.Options, Origin(town, name))));
        added.Location.ShouldBe("/admin/account?passkey", added.Text);
        return person;
    }

    private static async Task<Answer> EnterAsync(AdminTown town, Visitor visitor, DeviceKey device)
    {
        var begun = await BeginAsync(visitor);
        return await SendAsync(visitor, begun, device.Assert(begun.Options, Origin(town)));
    }

    private static async Task<Begun> BeginAsync(Visitor visitor)
    {
        await visitor.GetAsync("/admin/sign-in");
        return Read(await visitor.PostAsync("/admin/sign-in/passkey/options"));
    }

    private static async Task<Answer> SendAsync(Visitor visitor, Begun begun, string credential)
    {
        await visitor.GetAsync("/admin/sign-in");
        return await visitor.PostAsync("/admin/sign-in/passkey", ("state", begun.State), ("credential", credential));
    }

    private static Begun Read(Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        var told = JsonElement.Parse(answer.Text);
        return new Begun(told.GetProperty("options"), told.GetProperty("state").GetString().ShouldNotBeNull());
    }

    private static async Task ChangeAsync(AdminTown town, Func<UserRow, UserRow> change)
    {
        var row = (await town.Register.FindByEmailAsync(town.Tenant, Aino, Stop)).ShouldNotBeNull();
        await town.Register.ChangeAsync(town.Tenant, row.Id, (r, _) => change(r), Stop);
    }

    private static string Origin(AdminTown town, string name = AdminTown.Own) => $"http://{name}.localhost:{town.Host.Client.BaseAddress?.Port}";

    [GeneratedRegex("href=\"(/admin/account/passkeys/[0-9a-f-]+)\"")]
    private static partial Regex Key();

    private sealed record Begun(JsonElement Options, string State);
}
