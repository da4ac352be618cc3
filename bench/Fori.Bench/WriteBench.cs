using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Writing;

namespace Fori.Bench;

/// <summary>Acknowledged writes of one document each, by 16 writers at once, in process and over HTTP.</summary>
internal static class WriteBench
{
    private const int Writers = 16;

    /// <param name="args"><c>--writes N</c> (2,000), <c>--rounds N</c> (2).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var words = new Lexicon(Arguments.SharedData(args));
        var writes = Arguments.Number(args, "--writes") ?? 2_000;
        Console.WriteLine(Row.Header);
        foreach (var measure in (Func<int, Lexicon, CancellationToken, Task<Row>>[])[InProcessAsync, OverHttpAsync])
        {
            var rounds = new List<Row>();
            for (var round = 0; round < (Arguments.Number(args, "--rounds") ?? 2); round++)
            {
                rounds.Add(await measure(writes, words, CancellationToken.None));
            }

            Console.WriteLine(Row.Best(rounds));
        }

        return 0;
    }

    private static async Task<Row> InProcessAsync(int writes, Lexicon words, CancellationToken ct)
    {
        await using var bench = await BenchNode.StartAsync(null, ct);
        await bench.Node.Open(bench.Tenant).CaughtUp;
        var bodies = Bodies(writes, bench.Types, words);
        var seconds = await SideBySideAsync(writes, i => bench.Writer.WriteAsync(
            bench.Tenant.Id, WriteLane.People,
            (unit, token) => bench.Node.Golden.ContributeAsync(unit, [new Contribution(Samples.Source, Samples.KeyOf(i), "Service", bodies[i])], new WriteOrigin("bench", "bench"), token), ct));
        return await RowAsync("single writes in process", writes, seconds, bench.Place, ct);
    }

    private static async Task<Row> OverHttpAsync(int writes, Lexicon words, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("fori-bench-write").FullName;
        try
        {
            var (key, _) = await Served.FillAsync(folder, 0, words, ct);
            var bodies = Bodies(writes, new Documents.DocumentTypes(Registers.RegistersModule.Types), words);
            double seconds;
            await using (var product = await Served.StartAsync("Fori.Web", ["serve", "--data", folder], "/health/ready", Served.Host, ct))
            {
                seconds = await SideBySideAsync(writes, async i =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/Service/by/bench/{Samples.KeyOf(i)}") { Content = new ByteArrayContent(bodies[i]) };
                    request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                    using var answer = await product.Client.SendAsync(request, ct);
                    answer.EnsureSuccessStatusCode();
                });
            }

            return await RowAsync("single writes over HTTP", writes, seconds, Path.Combine(folder, "fori.db"), ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Row> RowAsync(string name, int writes, double seconds, string file, CancellationToken ct)
    {
        var (floor, rows) = await PlainRows.SqliteAsync(file, writes, ct);
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"{name}, {Writers} writers, SQLite"), writes / seconds, "writes/s", "insert and commit one by one", writes / floor, null,
            string.Create(CultureInfo.InvariantCulture, $"{(double)rows / writes:f1} rows each"));
    }

    private static List<byte[]> Bodies(int writes, Documents.DocumentTypes types, Lexicon words)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, writes).Select(i => types["Service"].Write(Samples.Service(i, words, random)).Value!)]; // Samples are canonical, as Samples.Item sees to.
    }

    private static async Task<double> SideBySideAsync(int writes, Func<int, Task> write)
    {
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < writes; i = Interlocked.Increment(ref next))
            {
                await write(i);
            }
        }));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
