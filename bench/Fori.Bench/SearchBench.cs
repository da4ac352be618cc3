using System.Globalization;
using Fori.Documents;
using Fori.Search;

namespace Fori.Bench;

/// <summary>
/// Time of searching in process, and memory of many small indexes. Documents are made of words by their real
/// frequencies in Finnish questions and services where the shared data is present, else of an invented lexicon of the
/// same shape (Zipf).
/// </summary>
public static class SearchBench
{
    private const int Classes = 60;
    private const int Organizations = 300;

    /// <param name="args"><c>--documents N</c> (100,000), <c>--queries N</c> (2,000), <c>--data DIR</c> (else FORI_SHARED_DATA), <c>--tenants N</c> measures so many indexes of 500 documents, <c>--quality</c> goes to <see cref="SearchQuality"/>.</param>
    public static int Run(string[] args)
    {
        if (args.Contains("--quality"))
        {
            return SearchQuality.Run(args);
        }

        var data = Arguments.After(args, "--data") ?? Environment.GetEnvironmentVariable("FORI_SHARED_DATA");
        var shared = data is not null && Directory.Exists(data) ? data : null;
        var knowledge = new SearchKnowledge(shared is null ? ConceptVocabulary.Empty : SearchQuality.Vocabulary(shared, withJupo: false));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"vocabulary and analyses: {Memory():f0} MB"));
        var words = new Lexicon(shared);
        Console.WriteLine($"{(knowledge.HasVoikko ? "Voikko" : "Snowball")}, {words.Count} words {(shared is null ? "(invented)" : "(real frequencies)")}");
        return Arguments.Number(args, "--tenants") is { } tenants
            ? Tenants(tenants, knowledge, words)
            : Latency(Arguments.Number(args, "--documents") ?? 100_000, Arguments.Number(args, "--queries") ?? 2_000, knowledge, words);
    }

    private static int Latency(int documents, int queries, SearchKnowledge knowledge, Lexicon words)
    {
        var folder = Directory.CreateTempSubdirectory("fori-search-bench").FullName;
        try
        {
            using var index = SearchIndex.Open(folder, knowledge);
            var random = new Random(1);
            var clock = TimeProvider.System;
            var started = clock.GetTimestamp();
            for (var made = 0; made < documents; made += 5_000)
            {
                index.Apply([.. Enumerable.Range(made, Math.Min(5_000, documents - made)).Select(i => Document(i, words, random))], []);
            }

            index.Refresh();
            index.Commit("done");
            var seconds = clock.GetElapsedTime(started).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{documents} documents in {seconds:f0} s ({documents / seconds:f0} a second), {Directory.GetFiles(folder).Sum(f => new FileInfo(f).Length) / 1e6:f0} MB"));

            foreach (var (name, make) in Kinds(words))
            {
                var asked = new Random(2);
                for (var i = 0; i < 200; i++)
                {
                    _ = index.Search(make(asked));
                }

                var times = new double[queries];
                long hits = 0;
                for (var i = 0; i < queries; i++)
                {
                    var query = make(asked);
                    var from = clock.GetTimestamp();
                    hits += index.Search(query).Value!.Total;
                    times[i] = clock.GetElapsedTime(from).TotalMilliseconds;
                }

                Array.Sort(times);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-44} p50 {times[queries / 2]:f2} ms  p95 {times[queries * 95 / 100]:f2} ms  p99 {times[queries * 99 / 100]:f2} ms  worst {times[^1]:f1} ms  hits {hits / queries}"));
            }

            var one = Document(7, words, random);
            var refreshed = new double[100];
            for (var i = 0; i < refreshed.Length; i++)
            {
                var from = clock.GetTimestamp();
                index.Apply([one with { Id = Guid.NewGuid() }], []);
                index.Refresh();
                refreshed[i] = clock.GetElapsedTime(from).TotalMilliseconds;
            }

            Array.Sort(refreshed);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  one document applied and refreshed: p50 {refreshed[50]:f1} ms  p99 {refreshed[^1]:f1} ms"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<(string Name, Func<Random, SearchQuery> Make)> Kinds(Lexicon words)
    {
        Dictionary<string, FacetFilter> Filter(Random random) => new() { ["class"] = new FacetFilter([$"class-{random.Next(Classes)}", $"class-{random.Next(Classes)}"]) };
        yield return ("1-4 words, filter, two facets", r => new SearchQuery { Text = words.Text(r, r.Next(1, 5)), Filters = Filter(r), Facets = ["class", "organization"] });
        yield return ("1-4 words, type, two facets", r => new SearchQuery { Text = words.Text(r, r.Next(1, 5)), Types = ["Service"], Facets = ["class", "organization"] });
        yield return ("1-4 words in English", r => new SearchQuery { Text = Lexicon.English(r), Language = "en", Facets = ["class"] });
        yield return ("list by title, filter, facet", r => new SearchQuery { Filters = Filter(r), Sort = SearchSort.Title, Facets = ["organization"] });
        yield return ("list of all by title, facet", _ => new SearchQuery { Sort = SearchSort.Title, Facets = ["class"] });
        yield return ("box of a map", r => new SearchQuery { Within = Box(r), Limit = 500 });
        yield return ("nearest, within 5 km", r => new SearchQuery { Near = new GeoPoint(60 + r.NextDouble(), 22 + r.NextDouble()), Distance = 5_000, Sort = SearchSort.Distance });
    }

    private static GeoBox Box(Random random)
    {
        var south = 60 + random.NextDouble();
        var west = 22 + random.NextDouble();
        return new GeoBox(south, west, south + 0.05, west + 0.1);
    }

    private static int Tenants(int tenants, SearchKnowledge knowledge, Lexicon words)
    {
        var folder = Directory.CreateTempSubdirectory("fori-search-bench").FullName;
        var indexes = new List<SearchIndex>();
        try
        {
            var random = new Random(1);
            var clock = TimeProvider.System;
            for (var tenant = 0; tenant < tenants; tenant++)
            {
                using var index = SearchIndex.Open(Path.Combine(folder, $"{tenant}"), knowledge);
                index.Apply([.. Enumerable.Range(0, 500).Select(i => Document(i, words, random))], []);
                index.Commit("done");
            }

            var before = Memory();
            var started = clock.GetTimestamp();
            for (var tenant = 0; tenant < tenants; tenant++)
            {
                indexes.Add(SearchIndex.Open(Path.Combine(folder, $"{tenant}"), knowledge));
            }

            var opened = clock.GetElapsedTime(started).TotalSeconds;
            var open = Memory() - before;
            var times = new double[5_000];
            for (var i = 0; i < times.Length; i++)
            {
                var query = new SearchQuery { Text = words.Text(random, random.Next(1, 5)), Facets = ["class", "organization"] };
                var from = clock.GetTimestamp();
                _ = indexes[random.Next(tenants)].Search(query);
                times[i] = clock.GetElapsedTime(from).TotalMilliseconds;
            }

            var searched = Memory() - before;
            foreach (var index in indexes)
            {
                index.Apply([Document(1, words, random)], []);
                index.Refresh();
            }

            Array.Sort(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tenants} tenants × 500 documents: open {opened:f2} s, {open:f0} MB; after searching {searched:f0} MB; all with an open writer {Memory() - before:f0} MB; process {Environment.WorkingSet / 1e6:f0} MB; search p50 {times[2500]:f2} ms p99 {times[4950]:f2} ms"));
            return 0;
        }
        finally
        {
            indexes.ForEach(i => i.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Memory() => GC.GetTotalMemory(forceFullCollection: true) / 1e6;

    private static SearchDocument Document(int number, Lexicon words, Random random)
    {
        var id = new byte[16];
        random.NextBytes(id);
        return new SearchDocument
        {
            Id = new Guid(id),
            Type = (number % 3) switch { 0 => "Service", 1 => "Place", _ => "Event" },
            Languages = ["fi"],
            Title = LocalizedText.Of(("fi", words.Text(random, random.Next(1, 5)))),
            Summary = LocalizedText.Of(("fi", words.Text(random, random.Next(10, 25)))),
            Body = LocalizedText.Of(("fi", words.Text(random, random.Next(20, 60)))),
            Facets = new Dictionary<string, IReadOnlyList<string>>
            {
                ["class"] = [$"class-{random.Next(Classes)}", $"class-{random.Next(Classes)}"],
                ["organization"] = [$"organization-{random.Next(Organizations)}"],
            },
            Points = number % 2 == 0 ? [new GeoPoint(60 + random.NextDouble(), 22 + random.NextDouble())] : [],
            Version = number,
            ChangedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number),
        };
    }
}
