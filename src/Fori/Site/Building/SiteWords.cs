using Fori.Text;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>
/// Words by which data becomes sentences of a page, from <c>Text/words/LANGUAGE/site.yaml</c>. A language without its
/// own file reads English, as the words of the components do.
/// </summary>
internal static class SiteWords
{
    /// <exception cref="InvalidOperationException">The key is in no file: we are wrong.</exception>
    public static string Say(string key, string language, params (string Name, string Value)[] arguments) =>
        TextDirection.Isolate(Catalogue.Words.Say("site." + key, Spoken(language), arguments), Spoken(language), language);

    /// <returns>Null for a key that is in no file.</returns>
    public static string? Find(string key, string language) =>
        Catalogue.Words.Find("site." + key, Spoken(language)) ?? Catalogue.Words.Find(key, Spoken(language));

    /// <summary>The language in which the sentences of the registers (hours, calls) are said on a page of this language.</summary>
    public static string Spoken(string language)
    {
        if (Catalogue.Languages.Contains(language))
        {
            return language;
        }

        var hyphen = language.IndexOf('-', StringComparison.Ordinal);
        return hyphen > 0 && Catalogue.Languages.Contains(language[..hyphen]) ? language[..hyphen] : "en";
    }
}
