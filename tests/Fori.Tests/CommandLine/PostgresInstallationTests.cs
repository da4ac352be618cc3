using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Fori.Tests.Testing;
using Fori.Web.CommandLine;

namespace Fori.Tests.CommandLine;

public sealed class PostgresInstallationTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_on_the_folder_of_a_running_server_works_there_and_one_of_another_database_is_refused()
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
        var refused = await RunAsync(folder, "tenant", "list", "--database", empty);

        ready.IsSuccessStatusCode.ShouldBeTrue();
        backup.Exit.ShouldBe(0, backup.Err);
        refused.Exit.ShouldBe(1);
        refused.Err.ShouldContain($"process {server.Id}");
    }

    [Fact]
    public async Task A_backup_goes_into_an_empty_database_only()
    {
        var connection = await postgres.AnotherDatabaseAsync();
        var empty = await postgres.AnotherDatabaseAsync();
        using var folder = new DataFolder();
        (await RunAsync(folder, "tenant", "add", "kaislaranta", "--database", connection)).Exit.ShouldBe(0);

        var backup = await RunAsync(folder, "backup", "copy", "--database", connection);
        var refused = await RunAsync(folder, "restore", "copy", "--database", connection);
        var restored = await RunAsync(folder, "restore", "copy", "--database", empty);

        backup.Exit.ShouldBe(0, backup.Err);
        refused.Err.ShouldContain("is not empty");
        restored.Exit.ShouldBe(0, restored.Err);
        (await RunAsync(folder, "tenant", "list", "--database", empty, "--json")).Json[0].GetProperty("name").GetString().ShouldBe("kaislaranta");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_command_imports_beside_a_running_server_is_found_there(bool inItsFolder)
    {
        var connection = await postgres.AnotherDatabaseAsync();
        using var folder = new DataFolder();
        using var another = new DataFolder();
        var (server, address) = await ForiProgram.ServeAsync(folder, "--database", connection);
        using var _ = server;
        await RunAsync(folder, "tenant", "add", "kaislaranta", "--database", connection);
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Host = "kaislaranta.localhost";
        using var before = await http.GetAsync(new Uri("/api/v1/Service?limit=0", UriKind.Relative), Stop); // The server has the index open.

        var place = inItsFolder ? folder : another;
        await File.WriteAllTextAsync(place["list.ndjson"], Import.ImportContract.Lines(Enumerable.Range(1, 300)), Stop);
        var imported = await ForiProgram.RunAsync(
            place, "import", "--tenant", "kaislaranta", "--source", "fori", "list.ndjson", "--json", "--data", place.Path, "--database", connection);

        imported.Exit.ShouldBe(0, imported.Err);
        using var search = new HttpRequestMessage(HttpMethod.Get, "/api/v1/Service?limit=0");
        search.Headers.Add("Fori-Sequence", "301"); // The municipality and 300 services.
        using var found = await http.SendAsync(search, Stop);
        JsonElement.Parse(await found.Content.ReadAsStringAsync(Stop)).GetProperty("total").GetInt32().ShouldBe(300);
    }

    [Fact]
    public async Task A_node_that_is_killed_leaves_the_other_with_all_that_was_acknowledged()
    {
        var connection = await postgres.AnotherDatabaseAsync();
        using var folder = new DataFolder();
        using var another = new DataFolder();
        await RunAsync(folder, "tenant", "add", "kaislaranta", "--database", connection);
        var key = (await RunAsync(folder, "key", "add", "list", "--tenant", "kaislaranta", "--role", "writer", "--json", "--database", connection)).Json.GetProperty("key").GetString()!; // The command shows it.
        var (killed, first) = await ForiProgram.ServeAsync(folder, "--database", connection);
        using var _ = killed;
        var (left, second) = await ForiProgram.ServeAsync(another, "--database", connection);
        using var running = left;
        using var http = new HttpClient();

        var acknowledged = new List<int>();
        var writing = Task.Run(async () =>
        {
            for (var number = 0; ; number++)
            {
                await PutAsync(first, number);
                acknowledged.Add(number);
            }
        }, Stop);
        for (var seen = 0; seen < 30;)
        {
            seen = (await ListAsync("", "0")).GetProperty("total").GetInt32();
        }

        killed.Kill();
        await Should.ThrowAsync<HttpRequestException>(() => writing);

        var sequence = await PutAsync(second, 1_000_000);
        foreach (var number in (int[])[.. acknowledged, 1_000_000])
        {
            (await ListAsync($"&identifier=list:{number}", sequence)).GetProperty("total").GetInt32().ShouldBe(1, $"{number} of {acknowledged.Count}");
        }

        var verified = await ForiProgram.RunAsync(another, "verify", "--data", another.Path, "--database", connection);
        verified.Exit.ShouldBe(0, verified.Out);

        async Task<string> PutAsync(Uri node, int number)
        {
            using var request = Request(HttpMethod.Put, new Uri(node, $"/api/v1/Service/by/list/{number}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Content = new StringContent($$$"""{"name":{"fi":"Palvelu {{{number}}}"}}""", Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request, Stop);
            return answer.Headers.GetValues("Fori-Sequence").Single();
        }

        async Task<JsonElement> ListAsync(string filter, string sequence)
        {
            using var request = Request(HttpMethod.Get, new Uri(second, "/api/v1/Service?limit=0" + filter));
            request.Headers.Add("Fori-Sequence", sequence);
            using var answer = await http.SendAsync(request, Stop);
            return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Stop));
        }

        static HttpRequestMessage Request(HttpMethod method, Uri address)
        {
            var request = new HttpRequestMessage(method, address);
            request.Headers.Host = "kaislaranta.localhost";
            return request;
        }
    }

    private static async Task<ProgramAnswer> RunAsync(DataFolder folder, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exit = await ForiCommandLine.RunAsync([.. arguments, "--data", folder.Path], folder.Path, new CommandConsole(output, errors), null, Stop);
        return new ProgramAnswer((int)exit, output.ToString(), errors.ToString());
    }
}
