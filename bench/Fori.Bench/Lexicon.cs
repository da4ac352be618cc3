using System.Globalization;
using System.Text.Json;
using Fori.Search.Analysis;

namespace Fori.Bench;

/// <summary>Words with their frequencies.</summary>
internal sealed class Lexicon
{
    private static readonly string[] EnglishWords = ["swim", "library", "house", "building", "school", "children", "daycare", "permit", "parking", "music", "water", "health", "work", "sport", "film", "support", "family", "traffic", "museum", "forest"];
    private readonly string[] _words;
    private readonly double[] _sums;

    public Lexicon(string? data)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (data is not null)
        {
            foreach (var line in File.ReadLines(Path.Combine(data, "ir/kysy-kirjastonhoitajalta/train.jsonl")).Concat(File.ReadLines(Path.Combine(data, "ir/turku-need-eval/corpus.jsonl"))))
            {
                using var json = JsonDocument.Parse(line);
                foreach (var text in json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String && p.Name is not ("id" or "url" or "link")).Select(p => p.Value.GetString()!))
                {
                    foreach (var word in Words.Of(text).Where(w => w.Text.All(char.IsLetter)))
                    {
                        counts[word.Text] = counts.GetValueOrDefault(word.Text) + 1;
                    }
                }
            }
        }
        else
        {
            string[] syllables = ["ka", "lo", "mi", "ta", "su", "re", "ni", "va", "po", "hu"];
            for (var i = 1; i <= 60_000; i++)
            {
                counts[string.Concat(i.ToString(CultureInfo.InvariantCulture).Select(d => syllables[d - '0']))] = 1 + (600_000 / i);
            }
        }

        _words = [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key)];
        _sums = new double[_words.Length];
        var sum = 0.0;
        for (var i = 0; i < _words.Length; i++)
        {
            _sums[i] = sum += counts[_words[i]];
        }
    }

    public int Count => _words.Length;

    public string Text(Random random, int length) => string.Join(' ', Enumerable.Range(0, length).Select(_ =>
    {
        var at = Array.BinarySearch(_sums, random.NextDouble() * _sums[^1]);
        return _words[Math.Min(at < 0 ? ~at : at, _words.Length - 1)];
    }));

    public static string English(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => EnglishWords[random.Next(EnglishWords.Length)]));
}
