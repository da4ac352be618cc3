using Fori.Tests.Testing;
using Fori.Web.CommandLine;

namespace Fori.Tests.CommandLine;

public sealed class PostgresInstallationTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_work_beside_a_server_without_a_lock_and_a_backup_goes_into_an_empty_database()
    {
        var connection = postgres.ConnectionString;
        var empty = await postgres.AnotherDatabaseAsync();
        using var folder = new DataFolder();
        var (server, address) = await ForiProgram.ServeAsync(folder, "--database", connection);
        using var _ = server;

        (await RunAsync(folder, "tenant", "add", "kaislaranta", "--database", connection)).Exit.ShouldBe(0);
        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri(address, "/health/ready"), Stop);
        var backup = await RunAsync(folder, "backup", "copy", "--database", connection);
        var refused = await RunAsync(folder, "restore", "copy", "--database", connection);
        var restored = await RunAsync(folder, "restore", "copy", "--database", empty);

        ready.IsSuccessStatusCode.ShouldBeTrue();
        backup.Exit.ShouldBe(0, backup.Err);
        refused.Err.ShouldContain("is not empty");
        restored.Exit.ShouldBe(0, restored.Err);
        (await RunAsync(folder, "tenant", "list", "--database", empty, "--json")).Json[0].GetProperty("name").GetString().ShouldBe("kaislaranta");
        File.Exists(folder["fori.lock"]).ShouldBeFalse();
    }

    private static async Task<ProgramAnswer> RunAsync(DataFolder folder, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exit = await ForiCommandLine.RunAsync([.. arguments, "--data", folder.Path], folder.Path, new CommandConsole(output, errors), null, Stop);
        return new ProgramAnswer((int)exit, output.ToString(), errors.ToString());
    }
}
