using System.Globalization;
using System.Text;

namespace Fori.Store;

/// <summary>The last part of an address made from a title: lower-case letters a–z, digits and single hyphens.</summary>
/// <remarks>Verification compares kept addresses with what this gives: with a change of the rules they must be made anew.</remarks>
public static class Slug
{
    private const int Longest = 80;

    /// <returns>Empty when the title has no letter or digit that can be written so (å ä → a, ö → o, š → s).</returns>
    public static string From(string title)
    {
        var slug = new StringBuilder(Math.Min(title.Length, Longest));
        foreach (var rune in title.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (slug.Length >= Longest)
            {
                break;
            }

            var value = rune.Value;
            if (value is >= 'A' and <= 'Z')
            {
                slug.Append((char)(value + 32));
            }
            else if (value is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            {
                slug.Append((char)value);
            }
            else if (Spelled(value) is { } letters)
            {
                slug.Append(letters);
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }

    /// <summary>The slug of a document's title; of its id when the title gives none.</summary>
    internal static string Of(string title, Guid document) => From(title) is { Length: > 0 } made ? made : document.ToString("N")[^12..];

    /// <summary>Whether it is the slug wanted, or that with the number by which equal ones differ.</summary>
    internal static bool IsNumberOf(string slug, string wanted) =>
        slug == wanted
        || (slug.Length > wanted.Length + 1 && slug.StartsWith(wanted, StringComparison.Ordinal) && slug[wanted.Length] == '-'
            && slug.AsSpan(wanted.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0);

    private static string? Spelled(int letter) => letter switch
    {
        'ø' or 'Ø' => "o",
        'æ' or 'Æ' => "ae",
        'đ' or 'Đ' => "d",
        'ŋ' or 'Ŋ' => "n",
        'ŧ' or 'Ŧ' => "t",
        'ß' => "ss",
        'ł' or 'Ł' => "l",
        _ => null,
    };
}
