using System.Net;
using System.Text.Json;
using Fori.Web.CommandLine;

namespace Fori.Tests.Admin;

public sealed class UserCommandTests
{
    private const string Aino = "aino@ranta.example";

    [Fact]
    public async Task Who_is_added_gets_a_password_once_and_must_change_it()
    {
        await using var town = await AdminTown.StartAsync();

        var (exit, added) = await RunAsync(town, "add", "--email", Aino, "--name", "Aino Aalto", "--role", "contributor", "--role", "editor:types=NewsItem:languages=fi");
        var (_, listed) = await RunAsync(town, "list");
        var visitor = town.Visit();
        var answer = await visitor.SignInAsync(Aino, added.GetProperty("password").GetString().ShouldNotBeNull());

        exit.ShouldBe(ExitCode.Done);
        added.GetProperty("roles").EnumerateArray().Select(r => r.GetString()).ShouldBe(["Contributor", "Editor:types=NewsItem:languages=fi"]);
        listed[0].TryGetProperty("password", out _).ShouldBeFalse();
        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await visitor.GetAsync("/admin")).Location.ShouldBe("/admin/account/password");
    }

    [Fact]
    public async Task A_password_from_standard_input_is_the_persons_own()
    {
        await using var town = await AdminTown.StartAsync();

        var (exit, added) = await RunWithAsync(town, AdminTown.Password, ["add", "--email", Aino, "--name", "Aino Aalto", "--password-stdin"]);

        exit.ShouldBe(ExitCode.Done);
        added.TryGetProperty("password", out _).ShouldBeFalse();
        var visitor = await town.SignedInAsync(Aino);
        (await visitor.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_closed_account_is_out_and_other_roles_are_there_at_the_next_request()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var visitor = await town.SignedInAsync(Aino);

        await RunAsync(town, "grant", "--email", Aino, "--role", "site-manager");
        var granted = await visitor.GetAsync("/admin/people");
        await RunAsync(town, "grant", "--email", Aino);
        var taken = await visitor.GetAsync("/admin/people");
        await RunAsync(town, "disable", "--email", Aino);
        var closed = await visitor.GetAsync("/admin");
        await RunAsync(town, "enable", "--email", Aino);

        (granted.Status, taken.Status, closed.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.SeeOther));
        await town.SignedInAsync(Aino);
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_and_opens_a_locked_account()
    {
        await using var town = await AdminTown.StartAsync();
        await town.PersonAsync(Aino);
        var visitor = await town.SignedInAsync(Aino);
        for (var i = 0; i < 5; i++)
        {
            await town.Visit().SignInAsync(Aino, "vaara-salasana-nyt");
        }

        var (_, changed) = await RunAsync(town, "password", "--email", Aino);

        (await visitor.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await town.Visit().SignInAsync(Aino, changed.GetProperty("password").GetString().ShouldNotBeNull())).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("access.role-unknown", "add", "--email", Aino, "--name", "Aino", "--role", "king")]
    [InlineData("access.section-needed", "add", "--email", Aino, "--name", "Aino", "--role", "section-manager")]
    [InlineData("access.email-invalid", "add", "--email", "aino", "--name", "Aino")]
    [InlineData("access.password-weak", "add", "--email", Aino, "--name", "Aino", "--password-stdin")]
    [InlineData("access.user-unknown", "disable", "--email", "nobody@ranta.example")]
    public async Task What_cannot_be_done_is_said_and_nothing_is_written(string code, params string[] arguments)
    {
        await using var town = await AdminTown.StartAsync();

        var (exit, answer) = await RunWithAsync(town, "short", arguments);

        exit.ShouldBe(ExitCode.Failed);
        answer.GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe(code);
        (await town.Register.ListAsync(town.Tenant, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    private static Task<(ExitCode Exit, JsonElement Answer)> RunAsync(AdminTown town, string command, params string[] arguments) => RunWithAsync(town, "", [command, .. arguments]);

    private static async Task<(ExitCode Exit, JsonElement Answer)> RunWithAsync(AdminTown town, string input, string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exit = await ForiCommandLine.RunAsync(
            ["user", .. arguments, "--tenant", AdminTown.Own, "--json"], Path.GetTempPath(), new CommandConsole(output, errors), town.Host.Installation, () => input,
            TestContext.Current.CancellationToken);
        return (exit, JsonElement.Parse(output.ToString()));
    }
}
