using System.Globalization;

namespace Fori.Ui;

/// <summary>What a language calls itself. The product's own words go first; the rest is the runtime's culture data, where it has any.</summary>
public static class LanguageNames
{
    private const int LongestTag = 35;

    /// <summary>For lists from which visitors choose: each in its own tongue, with a capital.</summary>
    /// <param name="language">BCP 47.</param>
    /// <returns>The tag itself when nobody knows a name.</returns>
    public static string Own(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return UiText.Languages.Contains(language) ? UiText.FileOf(language)["language.own"] : Find(language) is { } name ? Capital(name, language) : language;
    }

    /// <returns>In its own tongue, as it stands within a sentence; null when the runtime has no name, or no culture data at all.</returns>
    public static string? Find(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        if (language.Length is 0 or > LongestTag)
        {
            return null;
        }

        try
        {
            // A tag of which the data says nothing is called by itself.
            var culture = CultureInfo.GetCultureInfo(language, predefinedOnly: true);
            return culture.NativeName is { Length: > 0 } name && !culture.Equals(CultureInfo.InvariantCulture) && !name.Equals(language, StringComparison.OrdinalIgnoreCase) ? name : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private static string Capital(string name, string language) => char.ToUpper(name[0], CultureInfo.GetCultureInfo(language)) + name[1..]; // It was found.
}
