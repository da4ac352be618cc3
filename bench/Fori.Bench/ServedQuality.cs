using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Fori.Bench;

/// <summary>
/// How well needs find services as a resident asks them: the judged services and YSO brought in by command, asked over HTTP,
/// with Voikko and without, beside a plain BM25 of Snowball stems.
/// </summary>
internal static class ServedQuality
{
    private const int Deep = 200;

    /// <param name="args"><c>--data DIR</c>, else FORI_SHARED_DATA.</param>
    /// <returns>0; 2 when there is no data, 1 when something could not be brought in.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Arguments.SharedData(args) is not { } data)
        {
            await Console.Error.WriteLineAsync("needs the shared data: --data DIR or FORI_SHARED_DATA");
            return 2;
        }

        var ct = CancellationToken.None;
        var folder = Directory.CreateTempSubdirectory("fori-bench-quality").FullName;
        try
        {
            var services = Path.Combine(data, "ir/turku-need-eval/corpus.jsonl");
            string[][] commands =
            [
                ["tenant", "add", "bench", "--languages", "fi,sv,en"],
                ["import", "--tenant", "bench", "--source", "ndjson", "--mapping", Path.Combine(Samples(), "mappings/service-list.yaml"), services],
                .. SearchQuality.Languages.Select(l => (string[])["import", "--tenant", "bench", "--source", "vocabulary", Path.Combine(data, $"ontology/annif/yso-{l}.tsv")]),
            ];
            foreach (var command in commands)
            {
                if (await CommandAsync([.. command, "--data", folder], ct) is var exit and not 0)
                {
                    await Console.Error.WriteLineAsync($"{string.Join(' ', command)} ended with {exit}");
                    return 1;
                }
            }

            var needs = SearchQuality.Needs(data);
            var corpus = SearchQuality.Corpus(data);
            SearchQuality.Plain(corpus, needs);
            Console.WriteLine("| nDCG@10 / recall@20, fitting of own needs | Finnish | Swedish | English |\n|---|---|---|---|");
            var titles = corpus.Select(s => s.Title["fi"]).ToList();
            foreach (var voikko in (string[])["off", "on"])
            {
                await using var product = await Served.StartAsync("Fori.Web", ["serve", "--data", folder], "/api/v1/search?q=a", Served.Host, ct, ("FORI__Search__Voikko", voikko));
                var row = new List<string>();
                foreach (var language in SearchQuality.Languages)
                {
                    row.Add(await CellAsync(product.Client, language, needs, titles, ct));
                }

                Console.WriteLine($"| Föri over HTTP, {(voikko == "on" ? "Voikko" : "Snowball")} | {string.Join(" | ", row)} |");
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> CellAsync(HttpClient client, string language, List<SearchQuality.Need> needs, List<string> titles, CancellationToken ct)
    {
        var judged = new List<(double Ndcg, double Recall)>();
        foreach (var need in needs)
        {
            var hits = await AskAsync(client, language, need.Texts[language], Deep, ct);
            judged.Add(SearchQuality.Judge([.. hits.Select(h => (h.Id, h.Score))], need.Relevant));
        }

        var fitting = new List<double>();
        foreach (var need in SearchNeeds.All)
        {
            var hits = await AskAsync(client, language, language switch { "fi" => need.Finnish, "sv" => need.Swedish, _ => need.English }, 10, ct);
            fitting.Add(hits.Count(h => need.Fitting.IsMatch(h.Title)) / (double)Math.Min(10, titles.Count(need.Fitting.IsMatch)));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{judged.Average(j => j.Ndcg):f3} / {judged.Average(j => j.Recall):f3}, {fitting.Average():f2}");
    }

    private static async Task<List<(Guid Id, string Title, double Score)>> AskAsync(HttpClient client, string language, string text, int limit, CancellationToken ct)
    {
        var page = await client.GetFromJsonAsync<JsonElement>(
            new Uri($"/api/v1/search?type=Service&lang={language}&limit={limit}&q={Uri.EscapeDataString(text)}", UriKind.Relative), ct);
        return
        [
            .. page.GetProperty("items").EnumerateArray().Select(item => (
                item.GetProperty("identifiers").EnumerateArray().Single(i => i.GetProperty("system").GetString() == "ptv").GetProperty("value").GetGuid(),
                item.GetProperty("title").GetString() ?? "",
                item.GetProperty("score").GetDouble())),
        ];
    }

    private static async Task<int> CommandAsync(string[] arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Fori.Web"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("Fori.Web did not start.");
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        await said;
        return process.ExitCode;
    }

    private static string Samples()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "samples/mappings")))
            {
                return Path.Combine(at.FullName, "samples");
            }
        }

        throw new InvalidOperationException("The bench does not run inside the source tree.");
    }
}
