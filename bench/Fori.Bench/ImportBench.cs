using System.Diagnostics;
using System.Globalization;
using Fori.Documents;
using Fori.Integration.Importing;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fori.Bench;

/// <summary>Documents a second from the importer's hands until they are visible in the index.</summary>
internal static class ImportBench
{
    private const double Aim = 0.5;
    private const int Warm = 2_000;

    /// <param name="args"><c>--documents N</c> (20,000), <c>--rounds N</c> (2), <c>--postgres CONNECTION</c> measures PostgreSQL too, <c>--stages</c> says where the time goes instead; with it <c>--only check</c> or <c>store</c>, <c>--slice N</c> documents a transaction (200).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var words = new Lexicon(Arguments.SharedData(args));
        var documents = Arguments.Number(args, "--documents") ?? 20_000;
        if (args.Contains("--stages"))
        {
            await StagesAsync(
                documents, Arguments.After(args, "--postgres"), Arguments.After(args, "--only"), Arguments.Number(args, "--slice") ?? 200, words, CancellationToken.None);
            return 0;
        }

        Console.WriteLine(Row.Header);
        foreach (var server in args.Contains("--postgres") ? new[] { null, Arguments.After(args, "--postgres") } : [null])
        {
            var rounds = new List<Row>();
            for (var round = 0; round < (Arguments.Number(args, "--rounds") ?? 2); round++)
            {
                rounds.Add(await MeasureAsync(documents, server, words, CancellationToken.None));
            }

            Console.WriteLine(Row.Best(rounds));
        }

        return 0;
    }

    private static async Task<Row> MeasureAsync(int documents, string? server, Lexicon words, CancellationToken ct)
    {
        await using var bench = await BenchNode.StartAsync(server, ct);
        var items = Samples.Items(documents, bench.Types, words);
        var tenant = bench.Node.Open(bench.Tenant);
        await tenant.CaughtUp;
        var before = Memory();
        using var watch = new PeakMemory();
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var summary = await new Importer(bench.Node).RunAsync(
            bench.Tenant, new ImportOptions { Source = Samples.Source, Kind = "bench" }, Samples.Stream(items), null, ct);
        var written = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (summary.Created != items.Count || !await tenant.WaitForAsync(summary.Sequence, TimeSpan.FromMinutes(5), ct) || tenant.Index.Count != items.Count)
        {
            throw new InvalidOperationException($"{summary.Created} of {items.Count} were created, {tenant.Index.Count} are found: {string.Join(", ", summary.ProblemCounts)}.");
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        var peak = watch.Peak - before;
        await using System.Data.Common.DbConnection log = server is null ? new SqliteConnection($"Data Source={bench.Place};Pooling=False") : new NpgsqlConnection(bench.Place);
        var transactions = await PlainRows.TransactionsAsync(log, ct);
        var (floor, rows) = server is null
            ? await PlainRows.SqliteAsync(bench.Place, transactions, ct)
            : await PlainRows.PostgresAsync(server, bench.Place, transactions, ct);
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"import of {documents:n0} documents, {bench.Database.Product}"),
            items.Count / seconds, "documents/s", server is null ? "prepared inserts" : "COPY", items.Count / floor, Aim,
            string.Create(CultureInfo.InvariantCulture, $"written at {items.Count / written:n0}/s; {processor.TotalMicroseconds / items.Count:n0} µs of processor, {(double)rows / items.Count:f1} rows and {items.Average(i => i.Body.Length):n0} bytes a document, {transactions} transactions; peak memory +{peak / 1e6:n0} MB"));
    }

    // Each stage alone, so that the narrow one is seen.
    private static async Task StagesAsync(int documents, string? server, string? only, int slice, Lexicon words, CancellationToken ct)
    {
        await WarmAsync(server, words, ct);
        await using var bench = await BenchNode.StartAsync(server, ct);
        var items = Samples.Items(documents, bench.Types, words);
        var codes = new NodeCodes(bench.Node);
        var prepared = Time("check, one thread", items.Count, () => items.Select(i => PreparedItem.Of(i, Samples.Source, bench.Types, codes)).ToList());
        var contributions = prepared.Select(p => p.Contribution ?? throw new InvalidOperationException($"{p.Item.Key}: {p.Problems[0].Code}")).ToList();
        Time("  parse only", items.Count, () => items.Count(i => bench.Types[i.Type!].Parse(i.Body.Span).Succeeded)); // Samples have a type.
        Time("  facts only", items.Count, () => contributions.Count(c => DocumentFacts.Read(bench.Types[c.Type].Kind, c.Body).Languages.Count > 0));
        if (only == "check")
        {
            return;
        }

        await StoreStageAsync(bench, contributions, slice, ct);
        if (only != "store")
        {
            await IndexStagesAsync(bench, items.Count, ct);
        }
    }

    private static async Task StoreStageAsync(BenchNode bench, List<Contribution> contributions, int slice, CancellationToken ct)
    {
        var origin = new WriteOrigin("bench", "bench");
        var merging = 0L;
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        foreach (var part in contributions.Chunk(slice))
        {
            await bench.Writer.WriteAsync(bench.Tenant.Id, WriteLane.Bulk, async (unit, token) =>
            {
                var begun = Stopwatch.GetTimestamp();
                var results = await bench.Node.Golden.ContributeAsync(unit, part, origin, token);
                merging += Stopwatch.GetTimestamp() - begun;
                return results.Count;
            }, ct);
        }

        var store = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Say("store", contributions.Count, store, Environment.CpuUsage.TotalTime - processor);
        Say("  read and merge", contributions.Count, Stopwatch.GetElapsedTime(0, merging).TotalSeconds);
        Say("  insert and commit", contributions.Count, store - Stopwatch.GetElapsedTime(0, merging).TotalSeconds);
    }

    private static async Task IndexStagesAsync(BenchNode bench, int documents, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var tenant = bench.Node.Open(bench.Tenant);
        await tenant.CaughtUp;
        Say("index", documents, Stopwatch.GetElapsedTime(started).TotalSeconds, Environment.CpuUsage.TotalTime - processor);
        started = Stopwatch.GetTimestamp();
        processor = Environment.CpuUsage.TotalTime;
        await tenant.RebuildAsync(ct);
        Say("index again, warm", documents, Stopwatch.GetElapsedTime(started).TotalSeconds, Environment.CpuUsage.TotalTime - processor);
        var rows = await bench.Database.ReadAsync(bench.Tenant.Id, session => session.PublishedAfterAsync(Guid.Empty, documents, ct), ct);
        var entries = Time("  entries from documents, one thread", rows.Count, () => rows.Select(r => SearchDocuments.Of(
            bench.Node.Read(bench.Tenant, r)!, new Dictionary<(string, string), LoadedDocument>(), new Dictionary<Guid, LoadedDocument>(), bench.Node.Vocabularies)).ToList()); // What it wrote itself fits.
        var made = Time("  terms, one thread", rows.Count, () => entries.Select(e => Search.Index.IndexEntry.Of(e, bench.Node.Knowledge)).ToList());
        using var index = Search.SearchIndex.InMemory(bench.Node.Knowledge);
        Time("  terms and writing", made.Count, () =>
        {
            index.Apply(entries, []);
            index.Refresh();
            return index.Count;
        });
    }

    // Code that is compiled while it is measured would be counted among the first stages.
    private static async Task WarmAsync(string? server, Lexicon words, CancellationToken ct)
    {
        await using var bench = await BenchNode.StartAsync(server, ct);
        var items = Samples.Items(Warm, bench.Types, words);
        for (var round = 0; round < 3; round++)
        {
            await new Importer(bench.Node).RunAsync(
                bench.Tenant, new ImportOptions { Source = string.Create(CultureInfo.InvariantCulture, $"warm{round}"), Kind = "bench" }, Samples.Stream(items), null, ct);
        }
    }

    private static T Time<T>(string name, int documents, Func<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var result = work();
        Say(name, documents, Stopwatch.GetElapsedTime(started).TotalSeconds, Environment.CpuUsage.TotalTime - processor);
        return result;
    }

    // On a busy machine the processor's time says more than the clock's.
    private static void Say(string name, int documents, double seconds, TimeSpan? processor = null) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-40} {documents / seconds,9:n0}/s {seconds * 1e6 / documents,7:n0} µs each{(processor is { } used ? $", processor {used.TotalMicroseconds / documents:n0} µs" : "")}"));

    private static long Memory()
    {
        GC.Collect();
        return Environment.WorkingSet;
    }
}
