using System.Globalization;
using System.Text;

namespace Fori.Search.Analysis;

/// <summary>Cuts text into words and folds them.</summary>
internal static class Words
{
    /// <summary>A longer run of letters is no word: cut, so that hostile text cannot make huge terms.</summary>
    public const int LongestWord = 64;

    /// <summary>
    /// Words in their order, in lower case and NFC. Letters and digits make words; a hyphen, colon or apostrophe inside
    /// does not: <c>linja-auto</c> gives <c>linja</c>, <c>auto</c> and, at the place of the last, <c>linja-auto</c>.
    /// </summary>
    /// <param name="text">Any text; lone surrogates and control characters separate words.</param>
    /// <param name="most">At most so many words are given.</param>
    public static List<Word> Of(string text, int most = int.MaxValue)
    {
        var words = new List<Word>();
        var normal = Normal(text);
        var position = 0;
        var index = 0;
        var joined = new StringBuilder();
        while (index < normal.Length && words.Count < most)
        {
            if (!char.IsLetterOrDigit(normal[index]))
            {
                index++;
                continue;
            }

            var start = index;
            while (index < normal.Length && char.IsLetterOrDigit(normal[index]))
            {
                index++;
            }

            words.Add(new Word(Lower(normal, start, index), position));
            joined.Append(normal, start, index - start);
            if (index + 1 < normal.Length && normal[index] is '-' or ':' or '\'' or '’' or '‐' or '‑' && char.IsLetterOrDigit(normal[index + 1]))
            {
                joined.Append('-');
                position++;
                index++;
                continue;
            }

            var whole = joined.ToString();
            joined.Clear();
            if (whole.Length > words[^1].Text.Length && whole.Length <= LongestWord)
            {
                words.Add(new Word(whole.ToLowerInvariant(), position));
            }

            position++;
        }

        return words;
    }

    /// <summary>Words of a name, in which a word with a hyphen is one: as <c>linja-auto</c>.</summary>
    public static IEnumerable<string> OfName(string name) =>
        name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => Of(w)).Where(w => w.Count > 0).Select(w => w[^1].Text);

    /// <summary>Without diacritics: ä → a, ö → o, é → e. The same string when there is nothing to fold.</summary>
    public static string Fold(string word)
    {
        var plain = true;
        foreach (var c in word)
        {
            plain &= c < 0x80;
        }

        if (plain)
        {
            return word;
        }

        var folded = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c switch { 'ø' => 'o', 'æ' => 'a', 'ß' => 's', 'đ' => 'd', 'ł' => 'l', _ => c });
            }
        }

        return folded.ToString();
    }

    /// <summary>Without hyphens: linja-auto → linjaauto, which is how terms are written.</summary>
    public static string Joined(string word) => word.Replace("-", "", StringComparison.Ordinal);

    private static string Lower(string text, int start, int end) =>
        text[start..Math.Min(end, start + LongestWord)].ToLowerInvariant();

    // Normalize throws on lone surrogates, and text from outside may have them.
    private static string Normal(string text)
    {
        var clean = text;
        foreach (var c in text)
        {
            if (char.IsSurrogate(c))
            {
                clean = WithoutSurrogates(text);
                break;
            }
        }

        return clean.IsNormalized(NormalizationForm.FormC) ? clean : clean.Normalize(NormalizationForm.FormC);
    }

    private static string WithoutSurrogates(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                span[i] = char.IsSurrogate(source[i]) ? ' ' : source[i];
            }
        });
}

/// <param name="Text">In lower case.</param>
/// <param name="Position">Place in the text, from 0; several words may stand in one place.</param>
internal readonly record struct Word(string Text, int Position);
