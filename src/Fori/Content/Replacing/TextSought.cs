using System.Text;
using System.Text.RegularExpressions;

namespace Fori.Content.Replacing;

/// <summary>What is looked for in content, and what stands there afterwards.</summary>
public sealed record TextSought
{
    /// <summary>Of the text that is looked for, and of the one in its place; in characters.</summary>
    public const int Longest = 200;

    // A literal text between two conditions: no input makes it slow.
    private Regex? _pattern;

    public required string Find { get; init; }

    public required string Replace { get; init; }

    /// <summary>Not within a longer word.</summary>
    public bool WholeWord { get; init; }

    /// <summary>Capital and small letters differ.</summary>
    public bool MatchCase { get; init; }

    /// <summary>Addresses of links, email addresses and telephone numbers too.</summary>
    public bool InLinks { get; init; }

    /// <summary>BCP 47; null looks in every language and in what has none.</summary>
    public string? Language { get; init; }

    private Regex Pattern => _pattern ??= new Regex(
        WholeWord ? $@"(?<![\p{{L}}\p{{N}}_]){Regex.Escape(Find.Normalize(NormalizationForm.FormC))}(?![\p{{L}}\p{{N}}_])" : Regex.Escape(Find.Normalize(NormalizationForm.FormC)),
        RegexOptions.CultureInvariant | (MatchCase ? RegexOptions.None : RegexOptions.IgnoreCase));

    /// <summary>Could a text of these bytes hold it? Cheap, and never wrong with no.</summary>
    /// <param name="canonical">JSON: letters stand in it as they are, a few signs are escaped.</param>
    public bool MayBeIn(ReadOnlySpan<byte> canonical)
    {
        // By the longest run of letters and digits, since signs may be written as entities or escapes there.
        var run = Regex.Matches(Find, @"[\p{L}\p{N}]+").Select(m => m.Value).MaxBy(v => v.Length);
        return run is null || Encoding.UTF8.GetString(canonical).Contains(run, MatchCase ? StringComparison.Ordinal : StringComparison.InvariantCultureIgnoreCase);
    }

    public IReadOnlyList<Match> In(string text) => [.. Pattern.Matches(text).Cast<Match>()];

    public string Replaced(string text) => Pattern.Replace(text, match => InPlaceOf(match.Value));

    /// <summary>
    /// The text in the place of what was found. Where capital and small letters do not differ, it begins as that did: a word is replaced at the
    /// beginning of a sentence too.
    /// </summary>
    public string InPlaceOf(string found)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (MatchCase || found.Length == 0 || Find.Length == 0 || Replace.Length == 0 || char.IsUpper(Find[0]) != char.IsUpper(Replace[0]) || char.IsUpper(found[0]) == char.IsUpper(Replace[0]))
        {
            return Replace;
        }

        return (char.IsUpper(found[0]) ? char.ToUpperInvariant(Replace[0]) : char.ToLowerInvariant(Replace[0])) + Replace[1..];
    }
}
