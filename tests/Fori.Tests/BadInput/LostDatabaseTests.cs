using System.Diagnostics;
using System.Text;
using Fori.Integration.Importing;
using Fori.Tests.Api;
using Fori.Tests.Import;
using Fori.Tests.Testing;
using Fori.Web.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Fori.Tests.BadInput;

/// <summary>What the world does to an import: the disk is full, the database goes away.</summary>
public sealed class LostDatabaseTests(PostgresApiHost host) : IClassFixture<PostgresApiHost>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_whose_database_connections_were_cut_is_whole_after_the_next_run()
    {
        var town = await host.TownAsync();
        var importer = town.Host.App.Services.GetRequiredService<Importer>();
        var options = new ImportOptions { Source = "list", Kind = "fori", Location = "list|1" };
        var connection = town.Host.Installation.Settings.Database.ShouldNotBeNull();

        Exception? broken = null;
        try
        {
            await importer.RunAsync(town.Tenant, options, Items(connection, 1_500), null, Stop);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
        {
            broken = e; // It may also get through between two statements; the next run must do either way.
        }

        var again = await importer.RunAsync(town.Tenant, options, Items(connection, null), null, Stop);

        again.Quarantined.ShouldBe(0);
        (await town.DocumentsAsync()).Count.ShouldBe(3_000, broken?.Message);
        (await importer.RunAsync(town.Tenant, options, Items(connection, null), null, Stop)).Unchanged.ShouldBe(3_000);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_the_next_run_with_room_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a limit of file sizes by the shell: Linux");
        using var folder = new DataFolder();
        (await ForiProgram.RunAsync(folder, "tenant", "add", "kaislaranta", "--data", folder.Path)).Exit.ShouldBe(0);
        await File.WriteAllTextAsync(
            folder["list.ndjson"],
            ImportContract.Lines(Enumerable.Range(1, 3_000)).Replace("\"identifiers\"", $"\"summary\":{{\"fi\":\"{new string('a', 900)}\"}},\"identifiers\"", StringComparison.Ordinal), Stop);
        string[] import = ["import", "--tenant", "kaislaranta", "--source", "fori", "list.ndjson", "--data", folder.Path, "--json"];

        var full = await LimitedAsync(folder, import);
        var roomy = await ForiProgram.RunAsync(folder, import);
        var again = await ForiProgram.RunAsync(folder, import);

        full.Exit.ShouldBe(1, full.Err);
        full.Err.ShouldContain("room");
        full.Err.ShouldNotContain("   at ");
        (roomy.Exit, ImportContract.Count(roomy, "created")).ShouldBe((0, 3_000), roomy.Err);
        ImportContract.Count(again, "unchanged").ShouldBe(3_000);
    }

    // No file may grow past 3 MB; the signal is ignored, so that a write fails as on a full disk.
    private static async Task<ProgramAnswer> LimitedAsync(DataFolder folder, string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // The runtime's own code pages are a file too.
        foreach (var argument in (string[])["-c", "trap '' XFSZ; ulimit -f 3072; exec dotnet exec \"$@\"", "bash", typeof(ForiCommandLine).Assembly.Location, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var errors = process.StandardError.ReadToEndAsync(Stop);
        var output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return new ProgramAnswer(process.ExitCode, output, await errors);
    }

    private static async IAsyncEnumerable<ImportItem> Items(string connection, int? cutAt)
    {
        for (var i = 0; i < 3_000; i++)
        {
            if (i == cutAt)
            {
                await using var database = new NpgsqlConnection(connection + ";Pooling=false");
                await database.OpenAsync(Stop);
                await using var cut = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", database);
                await cut.ExecuteNonQueryAsync(Stop);
            }

            yield return new ImportItem { Ordinal = i + 1, Key = $"{i}", Type = "Service", Body = Encoding.UTF8.GetBytes($$$"""{"name":{"fi":"Palvelu {{{i}}}"}}""") };
        }
    }
}
