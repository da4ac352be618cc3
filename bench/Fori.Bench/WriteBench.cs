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

    private const int Warm = 3_000;

    /// <param name="args"><c>--writes N</c> (6,000, after 3,000 that are not measured), <c>--rounds N</c> (1), <c>--postgres CONNECTION</c> measures PostgreSQL instead of SQLite.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var words = new Lexicon(Arguments.SharedData(args));
        var writes = Arguments.Number(args, "--writes") ?? 6_000;
        var server = Arguments.After(args, "--postgres");
        Console.WriteLine(Row.Header);
        foreach (var measure in (Func<int, string?, Lexicon, CancellationToken, Task<Row>>[])[InProcessAsync, OverHttpAsync])
        {
            var rounds = new List<Row>();
            for (var round = 0; round < (Arguments.Number(args, "--rounds") ?? 1); round++)
            {
                rounds.Add(await measure(writes, server, words, CancellationToken.None));
            }

            Console.WriteLine(Row.Best(rounds));
        }

        return 0;
    }

    private static async Task<Row> InProcessAsync(int writes, string? server, Lexicon words, CancellationToken ct)
    {
        await using var bench = await BenchNode.StartAsync(server, ct);
        await bench.Node.Open(bench.Tenant).CaughtUp;
        var bodies = Bodies(Warm + writes, bench.Types, words);
        var seconds = await SideBySideAsync(writes, i => bench.Writer.WriteAsync(
            bench.Tenant.Id, WriteLane.People,
            (unit, token) => bench.Node.Golden.ContributeAsync(unit, [new Contribution(Samples.Source, Samples.KeyOf(i), "Service", bodies[i])], new WriteOrigin("bench", "bench"), token), ct));
        return await RowAsync("single writes in process", writes, seconds, server, bench.Place, ct);
    }

    private static async Task<Row> OverHttpAsync(int writes, string? server, Lexicon words, CancellationToken ct)
    {
        await using var place = await BenchPlace.NewAsync(server, ct);
        var (key, _) = await Served.FillAsync(place.Folder, 0, words, ct, place.Connection);
        var bodies = Bodies(Warm + writes, new Documents.DocumentTypes(Registers.RegistersModule.Types), words);
        double seconds;
        await using (var product = await Served.StartAsync("Fori.Web", ["serve", .. place.Where], "/health/ready", Served.Host, ct))
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

        return await RowAsync("single writes over HTTP", writes, seconds, server, place.Connection ?? Path.Combine(place.Folder, "fori.db"), ct);
    }

    private static async Task<Row> RowAsync(string name, int writes, double seconds, string? server, string written, CancellationToken ct)
    {
        var (floor, rows) = server is null
            ? await PlainRows.SqliteAsync(written, Warm + writes, ct)
            : await PlainRows.PostgresAsync(server, written, Warm + writes, ct);
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"{name}, {Writers} writers, {(server is null ? "SQLite" : "PostgreSQL")}"), writes / seconds, "writes/s",
            server is null ? "insert and commit one by one" : "COPY and commit one by one", (Warm + writes) / floor, null,
            string.Create(CultureInfo.InvariantCulture, $"{(double)rows / (Warm + writes):f1} rows each"));
    }

    private static List<byte[]> Bodies(int writes, Documents.DocumentTypes types, Lexicon words)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, writes).Select(i => types["Service"].Write(Samples.Service(i, words, random)).Value!)]; // Samples are canonical, as Samples.Item sees to.
    }

    private static async Task<double> SideBySideAsync(int writes, Func<int, Task> write)
    {
        await WriteAsync(0, Warm);
        var started = Stopwatch.GetTimestamp();
        await WriteAsync(Warm, Warm + writes);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;

        Task WriteAsync(int first, int end)
        {
            var next = first - 1;
            return Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
            {
                for (var i = Interlocked.Increment(ref next); i < end; i = Interlocked.Increment(ref next))
                {
                    await write(i);
                }
            }));
        }
    }
}
