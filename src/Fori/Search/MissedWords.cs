using System.Text;
using System.Text.RegularExpressions;

namespace Fori.Search;

/// <summary>What of a search without hits may be kept. Pure.</summary>
public static partial class MissedWords
{
    private const int Longest = 80;
    private const int Shortest = 2;

    /// <returns>The words as they are counted; null when they may be about a person (an email address, six digits or more, a personal identity code), or are no words.</returns>
    public static string? Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest * 2)
        {
            return null;
        }

        var words = string.Join(' ', text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length is < Shortest or > Longest || words.Contains('@', StringComparison.Ordinal) || words.Contains("(at)", StringComparison.Ordinal)
            || !words.Any(char.IsLetter) || words.Any(c => char.IsControl(c) || char.IsSurrogate(c)) || Digits().IsMatch(words) || IdentityCode().IsMatch(words)
            ? null
            : words;
    }

    // However they are grouped: telephone numbers, customer numbers, days of birth.
    [GeneratedRegex(@"\d(?:[\s\-–.,+/()]*\d){5}")]
    private static partial Regex Digits();

    // Finnish: henkilötunnus; Valtioneuvoston asetus 128/2010, 2 §, with the marks of 2023.
    [GeneratedRegex(@"\d{6}[-+a-fu-y]\d{3}[0-9a-z]")]
    private static partial Regex IdentityCode();
}
