using System.Net.Http.Json;
using System.Text.Json;
using Fori.Tests.Testing;

namespace Fori.Tests.Search;

/// <summary>
/// The judged needs as a resident asks them: real services and a real vocabulary brought in by command, asked over HTTP.
/// Beside the services the municipality itself is in the index, in three languages.
/// </summary>
public sealed class ServedNeedsTests
{
    private static readonly string[] Languages = ["fi", "sv", "en"];

    // A little below what is measured (docs/performance.md).
    private static readonly (double Ndcg, double Recall)[] Floors = [(0.50, 0.38), (0.53, 0.40), (0.42, 0.36)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Needs_find_their_services_when_the_vocabulary_came_last_into_the_running_server() => FindAsync(vocabularyFirst: false);

    [Fact]
    public Task Needs_find_their_services_when_the_vocabulary_was_there_before_the_start() => FindAsync(vocabularyFirst: true);

    private static async Task FindAsync(bool vocabularyFirst)
    {
        Assert.SkipUnless(SharedData.TryFind(out var data), "needs the shared open data (FORI_SHARED_DATA): not found");
        Assert.SkipUnless(Given.Knowledge.HasVoikko, "needs libvoikko with a Finnish dictionary: not installed");
        using var folder = new DataFolder();
        await RunAsync(folder, "tenant", "add", "kaislaranta", "--languages", "fi,sv,en");
        if (vocabularyFirst)
        {
            await VocabularyAsync(folder, data);
            await ServicesAsync(folder, data);
        }

        var (server, address) = await ForiProgram.ServeAsync(folder);
        using var running = server;
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Host = "kaislaranta.localhost";
        if (!vocabularyFirst)
        {
            await ServicesAsync(folder, data);
            (await HitsAsync(http, "fi", "kirjasto")).ShouldNotBeEmpty();
            await VocabularyAsync(folder, data);
        }

        var needs = JudgedNeed.All(data);
        foreach (var (language, floor) in Languages.Zip(Floors))
        {
            var judged = new List<(double Ndcg, double Recall)>();
            foreach (var need in needs)
            {
                judged.Add(need.Judge(await HitsAsync(http, language, need.Texts[language])));
            }

            var (ndcg, recall) = (judged.Average(j => j.Ndcg), judged.Average(j => j.Recall));
            TestContext.Current.TestOutputHelper?.WriteLine($"{language} nDCG@10 {ndcg:f3} recall@20 {recall:f3}");
            ndcg.ShouldBeGreaterThanOrEqualTo(floor.Ndcg, $"nDCG@10 of {language}");
            recall.ShouldBeGreaterThanOrEqualTo(floor.Recall, $"recall@20 of {language}");
        }
    }

    private static Task ServicesAsync(DataFolder folder, string data) => RunAsync(
        folder, "import", "--tenant", "kaislaranta", "--source", "ndjson", "--mapping", Path.Combine(SourceTree.Root("samples"), "mappings/service-list.yaml"),
        Path.Combine(data, "ir/turku-need-eval/corpus.jsonl"));

    private static async Task VocabularyAsync(DataFolder folder, string data)
    {
        foreach (var language in Languages)
        {
            await RunAsync(folder, "import", "--tenant", "kaislaranta", "--source", "vocabulary", Path.Combine(data, $"ontology/annif/yso-{language}.tsv"));
        }
    }

    private static async Task RunAsync(DataFolder folder, params string[] arguments) =>
        (await ForiProgram.RunAsync(folder, [.. arguments, "--data", folder.Path])).Exit.ShouldBe(0);

    private static async Task<List<(Guid Id, double Score)>> HitsAsync(HttpClient http, string language, string text)
    {
        var page = await http.GetFromJsonAsync<JsonElement>($"/api/v1/search?type=Service&limit=200&lang={language}&q={Uri.EscapeDataString(text)}", Stop);
        return
        [
            .. page.GetProperty("items").EnumerateArray().Select(item => (
                item.GetProperty("identifiers").EnumerateArray().Single(i => i.GetProperty("system").GetString() == "ptv").GetProperty("value").GetGuid(),
                item.GetProperty("score").GetDouble())),
        ];
    }
}
