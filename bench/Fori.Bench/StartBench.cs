using System.Diagnostics;
using System.Globalization;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers;
using Fori.Registers.Vocabularies;
using Fori.Store.Sqlite;
using Fori.Store.Writing;
using Fori.Tenants;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fori.Bench;

/// <summary>Time from the start of the program with the demonstration to its first page, and its memory; or what a large vocabulary adds to it.</summary>
internal static class StartBench
{
    /// <param name="args"><c>--vocabulary</c> compares starts without and with YSO in three languages (FORI_SHARED_DATA); <c>--rounds N</c> (5); <c>--tenants N</c> measures so many municipalities with 500 services each.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var ct = CancellationToken.None;
        var folder = Directory.CreateTempSubdirectory("fori-bench-start").FullName;
        try
        {
            if (Arguments.Number(args, "--tenants") is { } tenants)
            {
                return await TenantsAsync(folder, tenants, new Lexicon(Arguments.SharedData([])), ct);
            }

            return args.Contains("--vocabulary") ? await VocabularyAsync(folder, Arguments.Number(args, "--rounds") ?? 5, ct) : await DemonstrationAsync(folder, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> DemonstrationAsync(string folder, CancellationToken ct)
    {
        Console.WriteLine("| start with the demonstration | first page after | memory then | memory after 500 reads |\n|---|---|---|---|");
        foreach (var run in (string[])["first (loads it)", "second", "third"])
        {
            var started = Stopwatch.GetTimestamp();
            await using var product = await Served.StartAsync("Fori.Web", ["demo", "--data", folder], "/fi", "kuurakoski.localhost", ct);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var first = product.Memory;
            for (var i = 0; i < 500; i++)
            {
                using var page = await product.Client.GetAsync(new Uri(i % 2 == 0 ? "/fi" : $"/api/v1/Service?limit=50&cursor=&q=k{i}", UriKind.Relative), ct);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {run} | {seconds:f2} s | {first / 1e6:n0} MB | {product.Memory / 1e6:n0} MB |"));
        }

        return 0;
    }

    private static async Task<int> TenantsAsync(string folder, int tenants, Lexicon words, CancellationToken ct)
    {
        await Served.FillManyAsync(folder, tenants, 500, words, ct);
        var started = Stopwatch.GetTimestamp();
        await using var product = await Served.StartAsync("Fori.Web", ["serve", "--data", folder], "/fi", "tenant-0.localhost", ct);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine("| municipalities with 500 services each | first page after | memory then | after a page of each | after a search and a list of each | again |\n|---|---|---|---|---|---|");
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"| {tenants} | {seconds:f2} s | {product.Memory / 1e6:n0} MB |"));
        foreach (var paths in (string[][])[["/fi"], ["/api/v1/search?q=palvelu", "/api/v1/Service?limit=50"], ["/fi", "/api/v1/search?q=lapsi", "/api/v1/Service?limit=20"]])
        {
            for (var tenant = 0; tenant < tenants; tenant++)
            {
                product.Client.DefaultRequestHeaders.Host = string.Create(CultureInfo.InvariantCulture, $"tenant-{tenant}.localhost");
                foreach (var path in paths)
                {
                    using var answer = await product.Client.GetAsync(new Uri(path, UriKind.Relative), ct);
                    answer.EnsureSuccessStatusCode();
                }
            }

            Console.Write(string.Create(CultureInfo.InvariantCulture, $" {product.Memory / 1e6:n0} MB |"));
        }

        Console.WriteLine();
        return 0;
    }

    private static async Task<int> VocabularyAsync(string folder, int rounds, CancellationToken ct)
    {
        if (Arguments.SharedData([]) is not { } data)
        {
            await Console.Error.WriteLineAsync("needs the shared data: FORI_SHARED_DATA");
            return 2;
        }

        var (without, with) = (Path.Combine(folder, "without"), Path.Combine(folder, "with"));
        foreach (var each in (string[])[without, with])
        {
            Directory.CreateDirectory(each);
            await Served.FillAsync(each, 500, new Lexicon(data), ct);
        }

        await AddVocabularyAsync(with, data);
        Console.WriteLine("| start with 500 services | first page after | first search after |\n|---|---|---|");
        Print("vocabulary read for the first time", await StartAsync(with, ct));
        var starts = new List<(double Page, double Search)>[] { [], [] };
        for (var round = 0; round < rounds; round++)
        {
            // By turns, so that what else the machine does falls on both.
            starts[0].Add(await StartAsync(without, ct));
            starts[1].Add(await StartAsync(with, ct));
        }

        Print($"without a vocabulary (median of {rounds})", Median(starts[0]));
        Print($"with YSO in three languages (median of {rounds})", Median(starts[1]));
        return 0;
    }

    private static (double Page, double Search) Median(List<(double Page, double Search)> starts) =>
        (starts.Select(s => s.Page).Order().ElementAt(starts.Count / 2), starts.Select(s => s.Search).Order().ElementAt(starts.Count / 2));

    private static void Print(string name, (double Page, double Search) start) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {start.Page:f2} s | {start.Search:f2} s |"));

    private static async Task<(double Page, double Search)> StartAsync(string folder, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        await using var product = await Served.StartAsync("Fori.Web", ["serve", "--data", folder], "/fi", Served.Host, ct);
        var page = Stopwatch.GetElapsedTime(started).TotalSeconds;
        using var found = await product.Client.GetAsync(new Uri("/api/v1/search?q=uimaan", UriKind.Relative), ct);
        found.EnsureSuccessStatusCode();
        return (page, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task AddVocabularyAsync(string folder, string data)
    {
        await using var database = new SqliteDatabase(Path.Combine(folder, "fori.db"), TimeProvider.System);
        await using var writer = new StoreWriter(database);
        await using var node = new Node(writer, new DocumentTypes([.. RegistersModule.Types, .. TenantsModule.Types]), folder, NullLogger<Node>.Instance);
        var files = SearchQuality.Languages.Select(l => $"yso-{l}.tsv").Select(f => (f, (ReadOnlyMemory<byte>)File.ReadAllBytes(Path.Combine(data, "ontology/annif", f))));
        node.AddVocabularies(VocabularyReader.ReadAll([.. files], new VocabularyReadOptions()).Vocabularies);
    }
}
