using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Tests.Testing;

namespace Fori.Tests.Import;

/// <summary>The server and the import are killed at any moment: what was acknowledged is there, and the import ends as if nothing had been.</summary>
public sealed class KilledImportTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const int LedgerKeys = 50;

    private static int Records => FullRun.IsAsked ? 100_000 : 6_000;

    private static int Kills => FullRun.IsAsked ? 20 : 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task On_SQLite_nothing_acknowledged_is_lost_and_the_import_ends_as_undisturbed() => SurviveAsync(null);

    [Fact]
    public Task On_PostgreSQL_nothing_acknowledged_is_lost_and_the_import_ends_as_undisturbed() => SurviveAsync(postgres.ConnectionString);

    private static async Task SurviveAsync(string? database)
    {
        using var folder = new DataFolder();
        using var another = new DataFolder();
        string[] on = database is null ? [] : ["--database", database];
        string[] where = [.. on, "--data", folder.Path];
        var file = folder["list.ndjson"];
        await File.WriteAllTextAsync(file, ImportContract.Lines(Enumerable.Range(1, Records)), Stop);
        foreach (var town in (string[])["killed", "whole"])
        {
            (await ForiProgram.RunAsync(folder, ["tenant", "add", town, .. where])).Exit.ShouldBe(0);
        }

        var key = (await ForiProgram.RunAsync(folder, ["key", "add", "ledger", "--tenant", "killed", "--role", "writer", "--json", .. where])).Json.GetProperty("key").GetString()!; // The command shows it.
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        Say($"{database ?? "SQLite"}, seed {seed}");
        int[] moments = [.. Enumerable.Range(0, Kills).Select(_ => random.Next(1, Records * 4 / 5)).Order()];
        var ledger = new Ledger(key);
        var (between, found) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            var (server, address) = await ForiProgram.ServeAsync(folder, on);
            using var running = server;
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.Host = "killed.localhost";
            var restarted = await ImportedAsync(client);
            restarted.ShouldBeGreaterThanOrEqualTo(found, $"seed {seed}: records that were shown are gone");
            await ledger.CheckAsync(client, $"seed {seed}, before kill {kill}");

            // The server does the import of a command on its folder; with PostgreSQL another machine may do it as well.
            string[] place = database is not null && kill % 2 == 1 ? [.. on, "--data", another.Path] : where;
            using var import = new RunningProgram(folder, ["import", "--tenant", "killed", "--source", "fori", file, .. place]);
            var writing = ledger.WriteUntilCutOffAsync(client);
            var before = ledger.Count;
            while ((found = await ImportedAsync(client)) < Math.Min(Math.Max(moments[kill], restarted + 1), Records) || ledger.Count == before)
            {
                Stop.ThrowIfCancellationRequested();
            }

            RunningProgram.Kill(server, import);
            await writing;
            between += found is > 0 && found < Records ? 1 : 0;
            Say($"kill {kill + 1}: {found:n0} of {Records:n0} records shown ({restarted:n0} after the restart before), {ledger.Count - before:n0} writes acknowledged beside");
        }

        between.ShouldBeGreaterThanOrEqualTo(FullRun.IsAsked ? Kills : 1, "kills between the first and the last commit");
        var resumed = await ForiProgram.RunAsync(folder, ["import", "--tenant", "killed", "--source", "fori", file, "--json", .. where]);
        var whole = await ForiProgram.RunAsync(folder, ["import", "--tenant", "whole", "--source", "fori", file, "--json", .. where]);
        (resumed.Exit, whole.Exit).ShouldBe((0, 0), $"seed {seed}: {resumed.Err}{whole.Err}");
        foreach (var count in (string[])["read", "updated", "removed", "quarantined"])
        {
            ImportContract.Count(resumed, count).ShouldBe(ImportContract.Count(whole, count), $"seed {seed}: {count}");
        }

        // A last kill after the end leaves nothing to take up: then all is there already.
        (ImportContract.Count(resumed, "created") + ImportContract.Count(resumed, "unchanged")).ShouldBe(Records, $"seed {seed}");
        var (left, right) = (await DocumentsAsync(folder, "killed", where), await DocumentsAsync(folder, "whole", where));
        left.Count.ShouldBe(Records);
        left.SequenceEqual(right).ShouldBeTrue($"seed {seed}: the documents of the disturbed import are others");
        var verified = await ForiProgram.RunAsync(folder, ["verify", .. where]);
        verified.Exit.ShouldBe(0, $"seed {seed}: {verified.Out}");

        var (last, end) = await ForiProgram.ServeAsync(folder, on);
        using var serving = last;
        using var reader = new HttpClient { BaseAddress = end };
        reader.DefaultRequestHeaders.Host = "killed.localhost";
        await ledger.CheckAsync(reader, $"seed {seed}, at the end", fromTheBeginning: true);
        Say($"all {ledger.Count:n0} acknowledged writes are there, {left.Count:n0} documents are equal, {verified.Out.Trim()}");
    }

    private static void Say(FormattableString line) => TestContext.Current.SendDiagnosticMessage(line.ToString(CultureInfo.InvariantCulture));

    private static async Task<int> ImportedAsync(HttpClient client) =>
        JsonElement.Parse(await client.GetStringAsync(new Uri("/api/v1/Service?limit=0", UriKind.Relative), Stop)).GetProperty("total").GetInt32();

    /// <summary>The exported services without ids, versions and times, as sorted hashes.</summary>
    private static async Task<List<UInt128>> DocumentsAsync(DataFolder folder, string town, string[] where)
    {
        using var export = new RunningProgram(folder, ["export", "--tenant", town, "--type", "Service", .. where]);
        var documents = new List<UInt128>(Records);
        while (await export.LineAsync() is { } line)
        {
            var body = JsonNode.Parse(line)!.AsObject(); // A document is an object.
            body.Remove("id");
            body.Remove("version");
            body.Remove("updatedAt");
            documents.Add(XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(body.ToJsonString())));
        }

        (await export.EndAsync()).Exit.ShouldBe(0);
        documents.Sort();
        return documents;
    }

    /// <summary>A client outside that writes one change after the other and remembers those that were acknowledged.</summary>
    private sealed class Ledger(string key)
    {
        private readonly List<Entry> _entries = [];
        private int _next;
        private int _checked;

        public int Count
        {
            get
            {
                lock (_entries)
                {
                    return _entries.Count;
                }
            }
        }

        public async Task WriteUntilCutOffAsync(HttpClient client)
        {
            try
            {
                while (true)
                {
                    var number = _next++;
                    using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/Place/by/ledger/{number % LedgerKeys}");
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                    request.Content = new StringContent($$$"""{"name":{"fi":"Merkintä {{{number}}}"}}""", Encoding.UTF8, "application/json");
                    using var answer = await client.SendAsync(request, Stop);
                    answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.OK);
                    lock (_entries)
                    {
                        _entries.Add(new Entry(number, answer.Headers.GetValues("Fori-Cursor").Single()));
                    }
                }
            }
            catch (HttpRequestException)
            {
                // Cut off: nobody was told of the last one, which may be there or not.
            }
        }

        /// <summary>Every acknowledged change is in the log once, and each record shows the newest one or one that came after it.</summary>
        public async Task CheckAsync(HttpClient client, string when, bool fromTheBeginning = false)
        {
            var from = fromTheBeginning ? 0 : _checked;
            var since = from == 0 ? "" : "&since=" + _entries[from - 1].Cursor;
            var told = new List<string>();
            while (true)
            {
                var page = JsonElement.Parse(await client.GetStringAsync(new Uri($"/api/v1/changes?types=Place&limit=1000{since}", UriKind.Relative), Stop));
                var cursors = page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("cursor").GetString()!).ToList(); // Each change has one.
                if (cursors.Count == 0)
                {
                    break;
                }

                told.AddRange(cursors);
                since = "&since=" + page.GetProperty("upTo").GetString();
            }

            told.ShouldBeUnique(when);
            _entries.Skip(from).Select(e => e.Cursor).Except(told).ShouldBeEmpty($"{when}: acknowledged and lost");
            foreach (var newest in _entries.Skip(from).GroupBy(e => e.Number % LedgerKeys, (record, entries) => (Record: record, Number: entries.Max(e => e.Number))))
            {
                var place = JsonElement.Parse(await client.GetStringAsync(new Uri($"/api/v1/Place/by/ledger/{newest.Record}", UriKind.Relative), Stop));
                var shown = int.Parse(place.GetProperty("name").GetProperty("fi").GetString()!.Split(' ')[1], CultureInfo.InvariantCulture); // Written so above.
                shown.ShouldBeGreaterThanOrEqualTo(newest.Number, when);
            }

            _checked = _entries.Count;
        }

        private sealed record Entry(int Number, string Cursor);
    }
}
