using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Api;

/// <summary>Many programs outside that write and read at once.</summary>
public abstract class ConcurrencyContract(ApiHost host)
{
    private const int Writers = 8;

    private static int Increments => FullRun.IsAsked ? 100 : 6;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(Writers)]
    public async Task Eight_writers_lose_no_update_the_log_has_no_gap_and_its_readers_miss_and_repeat_none(int municipalities)
    {
        var towns = new List<CountingTown>();
        for (var i = 0; i < municipalities; i++)
        {
            towns.Add(await CountingTown.BeginAsync(await host.TownAsync()));
        }

        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => towns[writer % municipalities].WriteAsync(writer), Stop)).ToList();
        var reading = towns.SelectMany(town => (Task<List<long>>[])[Task.Run(town.PageAsync, Stop), Task.Run(town.StreamAsync, Stop)]).ToList();
        await Task.WhenAll(writing);
        foreach (var town in towns)
        {
            await town.EndAsync();
        }

        var read = await Task.WhenAll(reading);

        for (var i = 0; i < municipalities; i++)
        {
            (await towns[i].CountAsync()).ShouldBe(Writers / municipalities * Increments, "increments that were acknowledged");
            var log = await towns[i].LogAsync();
            log.Select(c => c.Sequence).ShouldBe(Enumerable.Range(1, log.Count).Select(n => (long)n));
            List<long> told = [.. log.Where(c => c.Type == "Service").Select(c => c.Sequence)];
            read[2 * i].ShouldBe(told, "by pages");
            read[(2 * i) + 1].ShouldBe(told, "by the stream, with reconnections");
        }
    }

    /// <summary>A municipality with a document whose summary counts what was added to it.</summary>
    private sealed class CountingTown(ApiTown town, Guid counter)
    {
        private readonly TaskCompletionSource<string> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public static async Task<CountingTown> BeginAsync(ApiTown town)
        {
            var key = await town.KeyAsync();
            return new CountingTown(town, (await town.ServiceAsync("mds", "counter", key, Summary("0"))).Id);
        }

        /// <summary>Reads, adds one, writes against the version that was read, and begins again when another was quicker.</summary>
        public async Task WriteAsync(int writer)
        {
            var key = await town.KeyAsync();
            for (var i = 0; i < Increments;)
            {
                var read = (await town.SendAsync(HttpMethod.Get, $"/api/v1/Service/{counter}", null, null)).ShouldBe(HttpStatusCode.OK);
                var body = JsonNode.Parse(read.Text)!.AsObject(); // A document is an object.
                body["summary"]!["fi"] = (CountIn(body) + 1).ToString(CultureInfo.InvariantCulture); // It has one from the beginning.
                var written = await town.PutAsync($"/api/v1/Service/{counter}", body.ToJsonString(), key, ("If-Match", read.ETag));
                written.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.PreconditionFailed);
                if (written.Status == HttpStatusCode.OK)
                {
                    i++;
                    await town.ServiceAsync("mds", $"{writer}-{i % 5}", key, Summary(i.ToString(CultureInfo.InvariantCulture)));
                }
            }
        }

        /// <summary>Tells the readers what to wait for: one more change, after all others.</summary>
        public async Task EndAsync()
        {
            var last = await town.ServiceAsync("mds", "last", await town.KeyAsync());
            _last.SetResult(last.Message.Headers.GetValues("Fori-Cursor").Single());
        }

        public async Task<int> CountAsync() => CountIn(JsonNode.Parse((await town.GetAsync($"/api/v1/Service/{counter}")).Text)!.AsObject()); // As above.

        public Task<List<ChangeRow>> LogAsync() =>
            town.Host.App.Services.GetRequiredService<StoreDatabase>().ReadAsync(town.Tenant.Id, session => session.ChangesAfterAsync(0, 100_000, Stop), Stop);

        public async Task<List<long>> PageAsync()
        {
            var read = new List<long>();
            var since = "";
            while (true)
            {
                var page = (await town.SendAsync(HttpMethod.Get, $"/api/v1/changes?limit={1 + (read.Count % 7)}{since}", null, null)).ShouldBe(HttpStatusCode.OK);
                read.AddRange(page.Items.Select(i => SequenceOf(i.GetProperty("cursor").GetString())));
                var upTo = page.Json.GetProperty("upTo").GetString();
                since = "&since=" + upTo;
                if (_last.Task.IsCompletedSuccessfully && upTo == await _last.Task)
                {
                    return read;
                }
            }
        }

        public async Task<List<long>> StreamAsync()
        {
            var read = new List<long>();
            string? seen = null;
            while (!_last.Task.IsCompletedSuccessfully || seen != await _last.Task)
            {
                using var stream = await ChangeStream.OpenAsync(town, seen);
                for (var events = 1 + (read.Count % 11); events > 0 && (!_last.Task.IsCompletedSuccessfully || seen != await _last.Task); events--)
                {
                    var next = stream.NextAsync();
                    await Task.WhenAny(next, _last.Task);
                    if (!next.IsCompleted && seen == await _last.Task)
                    {
                        // The last change came before its writer was answered: there is nothing to wait for.
                        return read;
                    }

                    (seen, _) = await next;
                    read.Add(SequenceOf(seen));
                }
            }

            return read;
        }

        private static string Summary(string text) => $$$""" "summary":{"fi":"{{{text}}}"} """;

        private static int CountIn(JsonObject service) => int.Parse(service["summary"]!["fi"]!.GetValue<string>(), CultureInfo.InvariantCulture); // As above.

        private static long SequenceOf(string? cursor) => LogCursor.TryParse(cursor, out var parsed) ? parsed.Value.Sequence : throw new ShouldAssertException($"{cursor} is no cursor.");
    }
}

public sealed class SqliteConcurrencyTests(SqliteApiHost host) : ConcurrencyContract(host), IClassFixture<SqliteApiHost>;

public sealed class PostgresConcurrencyTests(PostgresApiHost host) : ConcurrencyContract(host), IClassFixture<PostgresApiHost>;
