using System.Text.RegularExpressions;

namespace Fori.Content.Upkeep;

/// <summary>How hard a text is to read, by a measure that fits its language.</summary>
/// <param name="Words">Counted.</param>
/// <param name="WordsOfSentence">Average.</param>
/// <param name="Lix">LIX, the readability index (C. H. Björnsson, Läsbarhet, 1968): average words of a sentence, and the share of words longer than six letters in per cent.</param>
public sealed partial record Readability(int Words, double WordsOfSentence, double Lix)
{
    // Shorter texts say nothing of their writer's sentences.
    private const int FewestWords = 60;

    // Björnsson 1968: 50 and more is hard, as texts of authorities. J. Anderson, Lix and Rix (Journal of Reading, 1983) finds the index to hold in English.
    private const double HardLix = 50;

    // Finnish puts into one long word what others say in several, so LIX measures its grammar and not its writer. The European
    // Commission's guide to clear writing asks for 20 words a sentence on average; Finnish says that in about 15.
    private const double LongFinnishSentence = 15;
    private const double LongSentence = 20;
    private const int LongWord = 6;

    public static Readability Of(string text)
    {
        var sentences = text.Split(['.', '!', '?', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(WordsOf).Where(w => w.Count > 0).ToList();
        var words = sentences.Sum(s => s.Count);
        return words == 0 ? new Readability(0, 0, 0)
            : new Readability(words, (double)words / sentences.Count, ((double)words / sentences.Count) + (100.0 * sentences.Sum(s => s.Count(w => w.Length > LongWord)) / words));
    }

    /// <summary>Is a text hard to read in its language?</summary>
    public bool IsHardIn(string language) => Words >= FewestWords && language switch
    {
        "fi" => WordsOfSentence > LongFinnishSentence,
        "sv" or "en" => Lix > HardLix,
        _ => WordsOfSentence > LongSentence,
    };

    private static List<string> WordsOf(string sentence) => [.. Word().Matches(sentence).Select(m => m.Value)];

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}'’-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
