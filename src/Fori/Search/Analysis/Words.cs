using System.Globalization;
using System.Text;

namespace Fori.Search.Analysis;

/// <summary>Cuts text into words and folds them.</summary>
internal static class Words
{
    /// <summary>A longer run of letters is no word: cut, so that hostile text cannot make huge terms.</summary>
    public const int LongestWord = 64;

    /// <summary>The words of a text, as <see cref="WordReader"/> reads them.</summary>
    /// <param name="most">At most so many words are given.</param>
    public static List<Word> Of(string text, int most = int.MaxValue)
    {
        var words = new List<Word>();
        using var reader = new WordReader(text, most);
        while (reader.MoveNext())
        {
            words.Add(new Word(reader.Current.ToString(), reader.Position));
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
}

/// <param name="Text">In lower case.</param>
/// <param name="Position">Place in the text, from 0; several words may stand in one place.</param>
internal readonly record struct Word(string Text, int Position);
