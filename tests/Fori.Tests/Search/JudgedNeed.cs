using System.Text.Json;

namespace Fori.Tests.Search;

/// <summary>A resident's need in three languages, with the services that people judged to answer it.</summary>
internal sealed record JudgedNeed(IReadOnlyDictionary<string, string> Texts, IReadOnlySet<Guid> Relevant)
{
    private static readonly string[] Languages = ["fi", "sv", "en"];

    public static List<JudgedNeed> All(string data)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(data, "split/dev/service-need-qrels.dev.json")));
        return
        [
            .. file.RootElement.EnumerateArray().Select(need => new JudgedNeed(
                Languages.ToDictionary(l => l, l => need.GetProperty(l).GetString()!), // Each need has all three.
                need.GetProperty("relevant").EnumerateArray().Select(r => r.GetGuid()).ToHashSet())),
        ];
    }

    /// <summary>
    /// Normalised discounted cumulative gain of the first ten and recall of the first twenty (0–1), as expected over all orders
    /// of hits with the same score: which of several equal titles comes first is decided by ids, which are new in every import.
    /// </summary>
    /// <param name="hits">More than twenty, so that the last of equal score are there too.</param>
    public (double Ndcg, double Recall) Judge(IEnumerable<(Guid Id, double Score)> hits)
    {
        double gain = 0, found = 0;
        var rank = 0;
        foreach (var equal in hits.GroupBy(h => h.Score).OrderByDescending(g => g.Key).Select(g => g.ToList()))
        {
            var share = equal.Count(h => Relevant.Contains(h.Id)) / (double)equal.Count;
            for (var i = 0; i < equal.Count; i++, rank++)
            {
                gain += rank < 10 ? share / Math.Log2(rank + 2) : 0;
                found += rank < 20 ? share : 0;
            }
        }

        return (gain / Enumerable.Range(0, Math.Min(10, Relevant.Count)).Sum(i => 1 / Math.Log2(i + 2)), found / Relevant.Count);
    }
}
