using System.Text.Json;
using Fori.Documents;
using Fori.Search;

namespace Fori.Tests.Search;

/// <summary>The judged needs over real services: what may not get worse. The bench prints the figures themselves.</summary>
public sealed class SearchQualityTests
{
    private static readonly string[] Languages = ["fi", "sv", "en"];

    [Theory]
    [InlineData(true, 0.45, 0.45, 0.40)]
    [InlineData(false, 0.40, 0.38, 0.38)]
    public void Judged_needs_find_their_services_in_each_language(bool useVoikko, double finnish, double swedish, double english)
    {
        Assert.SkipUnless(SharedData.TryFind(out var data), "needs shared/data: not found");
        var knowledge = new SearchKnowledge(Vocabulary(data), useVoikko);
        Assert.SkipUnless(knowledge.HasVoikko == useVoikko, "needs libvoikko with a Finnish dictionary: not installed");
        using var index = SearchIndex.InMemory(knowledge);
        index.Apply(Services(data), []);
        index.Refresh();

        var needs = JudgedNeed.All(data);
        double Ndcg(string language) => needs.Average(need => need.Judge(
            index.Ask(new SearchQuery { Text = need.Texts[language], Language = language, Limit = 200 }).Hits.Select(h => (h.Id, (double)h.Score))).Ndcg);

        Ndcg("fi").ShouldBeGreaterThanOrEqualTo(finnish);
        Ndcg("sv").ShouldBeGreaterThanOrEqualTo(swedish);
        Ndcg("en").ShouldBeGreaterThanOrEqualTo(english);
    }

    private static List<SearchDocument> Services(string data) =>
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

    private static ConceptVocabulary Vocabulary(string data)
    {
        var builder = new ConceptVocabulary.Builder();
        foreach (var language in Languages)
        {
            foreach (var line in File.ReadLines(Path.Combine(data, $"ontology/annif/yso-{language}.tsv")).Select(l => l.Split('\t')).Where(l => l.Length > 1))
            {
                builder.Add(line[0].Trim('<', '>'), language, line[1]);
            }
        }

        return builder.Build();
    }
}
