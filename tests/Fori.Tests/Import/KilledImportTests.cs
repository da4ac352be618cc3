using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Tests.Testing;

namespace Fori.Tests.Import;

/// <summary>The server and the import are killed at any moment: what was acknowledged is there, and the import ends as if nothing had been.</summary>
public sealed class KilledImportTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const int Records = 3_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static int Kills => Environment.GetEnvironmentVariable("FORI_TEST_FULL") == "1" ? 20 : 3;

    [Fact]
    public Task On_SQLite_nothing_acknowledged_is_lost_and_the_import_ends_as_undisturbed() => SurviveAsync([]);

    [Fact]
    public Task On_PostgreSQL_nothing_acknowledged_is_lost_and_the_import_ends_as_undisturbed() => SurviveAsync(["--database", postgres.ConnectionString]);

    private static async Task SurviveAsync(string[] database)
    {
        using var folder = new DataFolder();
        string[] where = [.. database, "--data", folder.Path];
        await File.WriteAllTextAsync(folder["list.ndjson"], ImportContract.Lines(Enumerable.Range(1, Records)), Stop);
        foreach (var town in (string[])["killed", "whole"])
        {
            (await ForiProgram.RunAsync(folder, ["tenant", "add", town, .. where])).Exit.ShouldBe(0);
        }

        var key = (await ForiProgram.RunAsync(folder, ["key", "add", "ledger", "--tenant", "killed", "--role", "writer", "--json", .. where])).Json.GetProperty("key").GetString()!; // The command shows it.
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage("Seed {0}", seed);
        var random = new Random(seed);
        var ledger = new ConcurrentQueue<int>();
        var next = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            // The moment is an observed one: so many writes have been acknowledged beside the import.
            var enough = ledger.Count + random.Next(1, 40);
            var (server, address) = await ForiProgram.ServeAsync(folder, database);
            using var running = server;
            using var import = new RunningProgram(folder, ["import", "--tenant", "killed", "--source", "fori", "list.ndjson", .. where]);
            using var client = new HttpClient { BaseAddress = address };
            while (ledger.Count < enough)
            {
                var number = next++;
                if (await WriteAsync(client, key, number))
                {
                    ledger.Enqueue(number);
                }
            }

            var inFlight = WriteAsync(client, key, next++); // Nobody was told of this one: it may be there or not.
            server.Kill();
            import.Kill();
            await inFlight.ContinueWith(static _ => { }, Stop, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        var resumed = await ForiProgram.RunAsync(folder, ["import", "--tenant", "killed", "--source", "fori", "list.ndjson", "--json", .. where]);
        var whole = await ForiProgram.RunAsync(folder, ["import", "--tenant", "whole", "--source", "fori", "list.ndjson", "--json", .. where]);

        (resumed.Exit, whole.Exit).ShouldBe((0, 0), $"{seed}: {resumed.Err}{whole.Err}");
        ImportContract.Count(resumed, "read").ShouldBe(Records);
        (await DocumentsAsync(folder, "killed", "Service", where)).ShouldBe(await DocumentsAsync(folder, "whole", "Service", where));
        var places = (await DocumentsAsync(folder, "killed", "Place", where)).Select(p => JsonElement.Parse(p).GetProperty("name").GetProperty("fi").GetString()).ToHashSet();
        ledger.Where(number => !places.Contains($"Merkintä {number}")).ShouldBeEmpty($"seed {seed}");
    }

    private static async Task<bool> WriteAsync(HttpClient client, string key, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/Place/by/ledger/{number}");
        request.Headers.Host = "killed.localhost";
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", key);
        request.Content = new StringContent($$$"""{"name":{"fi":"Merkintä {{{number}}}"}}""", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK;
    }

    private static async Task<IReadOnlyList<string>> DocumentsAsync(DataFolder folder, string town, string type, string[] where)
    {
        var exported = await ForiProgram.RunAsync(folder, ["export", "--tenant", town, "--type", type, .. where]);
        exported.Exit.ShouldBe(0, exported.Err);
        return
        [
            .. exported.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            {
                var body = JsonNode.Parse(line)!.AsObject(); // A document is an object.
                body.Remove("id");
                body.Remove("version");
                body.Remove("updatedAt");
                return body.ToJsonString();
            }).Order(StringComparer.Ordinal),
        ];
    }
}
