using System.Collections.Concurrent;
using System.Globalization;
using Fori.Text;
using Fori.Ui;

namespace Fori.Admin;

/// <summary>
/// The words of the admin in one language, by keys without their <c>admin.</c>: from <c>Text/words/LANGUAGE/admin.yaml</c> and the
/// files of the modules beside it. Numbers, days and names of languages are those of <see cref="Ui"/>.
/// </summary>
public sealed class AdminWords
{
    private static readonly ConcurrentDictionary<string, AdminWords> Made = new(StringComparer.Ordinal);

    private AdminWords(string language)
    {
        Language = language;
        Ui = UiText.For(language);
    }

    /// <summary>The languages of the admin.</summary>
    public static IReadOnlyList<string> Languages => Catalogue.Languages;

    public string Language { get; }

    public UiText Ui { get; }

    /// <param name="language">One of <see cref="Languages"/>; another reads Finnish.</param>
    public static AdminWords For(string language) => Made.GetOrAdd(Languages.Contains(language) ? language : Languages[0], own => new AdminWords(own));

    /// <exception cref="InvalidOperationException">There is no such sentence: we are wrong.</exception>
    public string this[string key] => Catalogue.Words.Say("admin." + key, Language);

    /// <summary>The sentence with its places filled: <c>{name}</c>.</summary>
    public string With(string key, params (string Name, string Value)[] arguments) => Catalogue.Words.Say("admin." + key, Language, arguments);

    /// <returns>Null when there is no such sentence: for keys that come from what was stored.</returns>
    public string? Find(string key) => Catalogue.Words.Find("admin." + key, Language);

    /// <summary>Day and time as people of the country write them, at the municipality's clock.</summary>
    public string At(DateTimeOffset at) => Ui.At(at);
}
