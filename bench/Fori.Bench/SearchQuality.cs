using System.Globalization;
using System.Text.Json;
using Fori.Documents;
using Fori.Search;
using Fori.Search.Analysis;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Fori.Bench;

/// <summary>How well needs find services: nDCG@10 and recall@20 over the judged needs, beside a plain BM25 of Snowball stems.</summary>
public static class SearchQuality
{
    internal static readonly string[] Languages = ["fi", "sv", "en"];

    /// <param name="args"><c>--data DIR</c> (else FORI_SHARED_DATA), <c>--hits</c> prints the first ten of each need, <c>--jupo</c> adds that vocabulary, <c>--snowball</c> leaves Voikko out, <c>--ask LANGUAGE TEXT</c> asks one thing.</param>
    /// <returns>0, or 2 when there is no data.</returns>
    public static int Run(string[] args)
    {
        var data = After(args, "--data") ?? Environment.GetEnvironmentVariable("FORI_SHARED_DATA");
        if (data is null || !System.IO.Directory.Exists(data))
        {
            Console.Error.WriteLine("needs the shared data: --data DIR or FORI_SHARED_DATA");
            return 2;
        }

        var services = Corpus(data);
        var needs = Needs(data);
        var vocabulary = Vocabulary(data, args.Contains("--jupo"));
        if (!args.Contains("--brief"))
        {
            Plain(services, needs);
        }

        foreach (var voikko in args.Contains("--snowball") ? [false] : args.Contains("--brief") ? (bool[])[true] : [true, false])
        {
            var clock = TimeProvider.System;
            var started = clock.GetTimestamp();
            var knowledge = new SearchKnowledge(vocabulary, voikko);
            var made = clock.GetElapsedTime(started);
            using var index = SearchIndex.InMemory(knowledge);
            index.Apply(services, []);
            index.Refresh();
            Console.WriteLine($"{(knowledge.HasVoikko ? "Voikko" : "Snowball")}: vocabulary {made.TotalSeconds:f1} s, index {clock.GetElapsedTime(started).TotalSeconds - made.TotalSeconds:f1} s");
            var titles = services.ToDictionary(s => s.Id, s => s.Title["fi"]);
            if (args.IndexOf("--ask") is var ask && ask >= 0)
            {
                foreach (var group in new Search.Queries.QueryExpansion(knowledge, new HashSet<string> { "fi", "c" }).Plan(args[ask + 2], args[ask + 1]).Groups)
                {
                    Console.WriteLine($"{group.Word} {group.Weight} {string.Join("  ", group.Terms.Select(t => $"{t.Bytes.Utf8ToString()}:{t.Weight:f2}"))}");
                }

                Show(index, titles, args[ask + 1], args[ask + 2], []);
                continue;
            }

            Report(needs, (language, text) => index.Search(new SearchQuery { Text = text, Language = language, Limit = 300 }).Value!.Hits.Select(h => (h.Id, Math.Round(h.Score, 4))).ToList());
            foreach (var (language, pick) in (ReadOnlySpan<(string, Func<(string Finnish, string Swedish, string English, System.Text.RegularExpressions.Regex), string>)>)[("fi", n => n.Finnish), ("sv", n => n.Swedish), ("en", n => n.English)])
            {
                var shares = SearchNeeds.All.Select(n => (Text: pick(n), Share: Fitting(index, titles, language, pick(n), n.Fitting))).ToList();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {language}  own needs, fitting of the first ten: {shares.Average(s => s.Share):f2}   {string.Join("  ", shares.Select(s => $"{s.Share:f1}"))}"));
                if (args.Contains("--own"))
                {
                    foreach (var need in SearchNeeds.All.Where((_, i) => shares[i].Share < 0.7))
                    {
                        Show(index, titles, language, pick(need), [.. services.Where(s => need.Fitting.IsMatch(s.Title["fi"])).Select(s => s.Id)]);
                    }
                }
            }

            if (args.Contains("--hits"))
            {
                foreach (var need in needs)
                {
                    foreach (var language in Languages)
                    {
                        Show(index, titles, language, need.Texts[language], need.Relevant);
                    }
                }
            }
        }

        return 0;
    }

    internal static List<SearchDocument> Corpus(string data) =>
    [
        .. File.ReadLines(Path.Combine(data, "ir/turku-need-eval/corpus.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).Select(s => new SearchDocument
        {
            Id = s.GetProperty("id").GetGuid(),
            Type = "Service",
            Languages = ["fi"],
            Title = LocalizedText.Of(("fi", s.GetProperty("name").GetString() ?? "")),
            Summary = LocalizedText.Of(("fi", s.GetProperty("summary").GetString() ?? "")),
        }),
    ];

    internal static ConceptVocabulary Vocabulary(string data, bool withJupo)
    {
        var builder = new ConceptVocabulary.Builder();
        foreach (var language in Languages)
        {
            foreach (var line in File.ReadLines(Path.Combine(data, $"ontology/annif/yso-{language}.tsv")))
            {
                var tab = line.IndexOf('\t', StringComparison.Ordinal);
                if (tab > 2)
                {
                    builder.Add(line[1..(tab - 1)], language, line[(tab + 1)..]);
                }
            }
        }

        if (withJupo)
        {
            using var jupo = JsonDocument.Parse(File.ReadAllText(Path.Combine(data, "ontology/jupo.json")));
            foreach (var concept in jupo.RootElement.EnumerateArray())
            {
                var uri = concept.GetProperty("exactMatchURIs").EnumerateArray().Select(u => u.GetString()!).FirstOrDefault(u => u.Contains("/yso/", StringComparison.Ordinal))
                    ?? concept.GetProperty("id").GetString()!;
                foreach (var label in concept.GetProperty("label").EnumerateObject())
                {
                    builder.Add(uri, label.Name, label.Value.GetString());
                }

                foreach (var labels in concept.GetProperty("altLabels").EnumerateObject())
                {
                    builder.Add(uri, labels.Name, null, labels.Value.EnumerateArray().Select(l => l.GetString()!));
                }
            }
        }

        return builder.Build();
    }

    internal static List<Need> Needs(string data)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(data, "split/dev/service-need-qrels.dev.json")));
        return
        [
            .. file.RootElement.EnumerateArray().Select(n => new Need(
                Languages.ToDictionary(l => l, l => n.GetProperty(l).GetString()!),
                [.. n.GetProperty("relevant").EnumerateArray().Select(r => r.GetGuid())])),
        ];
    }

    internal static void Report(List<Need> needs, Func<string, string, List<(Guid Id, double Score)>> search)
    {
        foreach (var language in Languages)
        {
            var scores = needs.Select(n => Judge(search(language, n.Texts[language]), n.Relevant)).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {language}  nDCG@10 {scores.Average(s => s.Ndcg):f3}  recall@20 {scores.Average(s => s.Recall):f3}   {string.Join("  ", scores.Select(s => $"{s.Ndcg:f2}/{s.Recall:f2}"))}"));
        }
    }

    /// <summary>
    /// nDCG@10 and recall@20 as expected over all orders of hits with the same score: which of five equal titles comes first is
    /// decided by ids, and luck there would be larger than what is looked for.
    /// </summary>
    internal static (double Ndcg, double Recall) Judge(List<(Guid Id, double Score)> hits, HashSet<Guid> relevant)
    {
        double gain = 0, found = 0;
        var rank = 0;
        foreach (var equal in hits.GroupBy(h => h.Score).OrderByDescending(g => g.Key).Select(g => g.ToList()))
        {
            var share = equal.Count(h => relevant.Contains(h.Id)) / (double)equal.Count;
            for (var i = 0; i < equal.Count; i++, rank++)
            {
                gain += rank < 10 ? share / Math.Log2(rank + 2) : 0;
                found += rank < 20 ? share : 0;
            }
        }

        return (gain / Enumerable.Range(0, Math.Min(10, relevant.Count)).Sum(i => 1 / Math.Log2(i + 2)), found / relevant.Count);
    }

    // Of the first ten, or of as many as there are: few services fit some needs.
    private static double Fitting(SearchIndex index, Dictionary<Guid, string> titles, string language, string text, System.Text.RegularExpressions.Regex fitting) =>
        index.Search(new SearchQuery { Text = text, Language = language, Limit = 10 }).Value!.Hits.Count(h => fitting.IsMatch(titles[h.Id]))
        / (double)Math.Min(10, titles.Values.Count(fitting.IsMatch));

    private static void Show(SearchIndex index, Dictionary<Guid, string> titles, string language, string text, HashSet<Guid> relevant)
    {
        var page = index.Search(new SearchQuery { Text = text, Language = language, Limit = 12 }).Value!;
        Console.WriteLine($"\n{language}: {text}  ({page.Total}) {(page.Suggestion is { } better ? $"→ {better}" : "")}");
        foreach (var hit in page.Hits)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {(relevant.Contains(hit.Id) ? "*" : " ")} {hit.Score:f2} {titles[hit.Id]}"));
        }
    }

    internal static void Plain(List<SearchDocument> services, List<Need> needs)
    {
        using var directory = new RAMDirectory();
        using var analyzer = Analyzer.NewAnonymous((_, reader) =>
        {
            var words = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
            return new TokenStreamComponents(words, new Lucene.Net.Analysis.Snowball.SnowballFilter(new LowerCaseFilter(LuceneVersion.LUCENE_48, words), "Finnish"));
        });
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer) { Similarity = new BM25Similarity() }))
        {
            foreach (var service in services)
            {
                writer.AddDocument([new StringField("id", service.Id.ToString(), Field.Store.YES), new TextField("text", $"{service.Title["fi"]} {service.Summary.In("fi")?.Text}", Field.Store.NO)]);
            }
        }

        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
        Console.WriteLine("Plain BM25, Snowball");
        Report(needs, (_, text) =>
        {
            var query = new BooleanQuery();
            foreach (var word in Words.Of(text))
            {
                query.Add(new TermQuery(new Term("text", Stemmer.Finnish.Stem(word.Text))), Occur.SHOULD);
            }

            return [.. searcher.Search(query, 300).ScoreDocs.Select(d => (Guid.Parse(searcher.Doc(d.Doc).Get("id", CultureInfo.InvariantCulture)), Math.Round((double)d.Score, 4)))];
        });
    }

    private static string? After(string[] args, string name) => args.IndexOf(name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    internal sealed record Need(Dictionary<string, string> Texts, HashSet<Guid> Relevant);
}
