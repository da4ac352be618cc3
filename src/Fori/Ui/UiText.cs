using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Fori.Ui;

/// <summary>
/// The visible words of the product in one language: texts by dotted keys, numbers, days. A language is added by one
/// file, <c>Texts/TAG.json</c>; what it lacks is taken from its parent (<c>fi-x-easy</c> → <c>fi</c>), then English.
/// Thread-safe.
/// </summary>
public sealed class UiText
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    private const string Prefix = "Fori.Ui.Texts/";
    private const string LastResort = "en";

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Files = ReadFiles();
    private static readonly ConcurrentDictionary<string, UiText> Made = new();

    private readonly FrozenDictionary<string, string> _texts;

    private UiText(string language, FrozenDictionary<string, string> texts)
    {
        Language = language;
        _texts = texts;
        Culture = CultureOf(language);
    }

    /// <summary>BCP 47, as asked.</summary>
    public string Language { get; }

    /// <summary>For numbers and days.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The languages that have a file of their own.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. Files.Keys.Order(StringComparer.Ordinal)];

    /// <param name="language">BCP 47; an unknown one speaks English.</param>
    public static UiText For(string language)
    {
        if (Made.TryGetValue(language, out var made))
        {
            return made;
        }

        var text = Make(language);
        // Only languages we know are kept: a visitor can ask for any tag, and the memory is not theirs to fill.
        return Chain(language).Any(Files.ContainsKey) ? Made.GetOrAdd(language, text) : text;
    }

    /// <summary>The keys and texts of one file alone, without its parents.</summary>
    public static IReadOnlyDictionary<string, string> FileOf(string language) => Files[language];

    /// <exception cref="InvalidOperationException">No language has the key: we are wrong.</exception>
    public string this[string key] =>
        _texts.TryGetValue(key, out var text)
            ? text
            : throw new InvalidOperationException($"No text in \"{Language}\" has the key \"{key}\".");

    /// <summary>The text with its places {0}, {1} … filled.</summary>
    public string With(string key, params ReadOnlySpan<object?> values) => string.Format(Culture, this[key], values);

    /// <summary>The text for a number: <c>KEY.one</c> or <c>KEY.other</c>, {0} being the number.</summary>
    public string Count(string key, int number) => With(number == 1 ? $"{key}.one" : $"{key}.other", Number(number));

    public string Number(int number) => number.ToString("N0", Culture);

    /// <summary>A day as people write it: 3.12.2026 in Finnish and Swedish of Finland, 3 December 2026 in English.</summary>
    public string Day(DateOnly day) => Isolated(DayAlone(day));

    /// <summary>Day and time of the municipality's clocks, as <c>3 December 2026 14:30</c>.</summary>
    public string At(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Helsinki);
        return Isolated($"{DayAlone(DateOnly.FromDateTime(local.DateTime))} {local.ToString(Language == "en" ? "HH:mm" : "H.mm", CultureInfo.InvariantCulture)}");
    }

    /// <summary>The language's name in this one, else in its own tongue; the tag itself when nobody knows it.</summary>
    public string NameOfLanguage(string language) => FindLanguage(language) ?? LanguageNames.Find(language) ?? language;

    /// <returns>Null for a language that the product has no word for.</returns>
    public string? FindLanguage(string language) => _texts.GetValueOrDefault($"language.{language}");

    /// <summary>As "in Finnish".</summary>
    public string InLanguage(string language) => _texts.TryGetValue($"in-language.{language}", out var text) ? text : With("in-language.other", NameOfLanguage(language));

    /// <summary>The direction of a part in another language, for its <c>dir</c>; null when it runs as the words around it.</summary>
    public string? DirectionOf(string? language) => TextDirection.Within(Language, language);

    private string DayAlone(DateOnly day) => day.ToString(this["format.day"], Culture);

    // The culture's names of months.
    private string Isolated(string date) => TextDirection.Isolate(date, Culture.Name, Language);

    private static UiText Make(string language)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Chain(language).Append(LastResort).Distinct().Reverse())
        {
            if (Files.TryGetValue(file, out var own))
            {
                foreach (var (key, text) in own)
                {
                    // A format is no text that anybody reads.
                    texts[key] = key.StartsWith("format.", StringComparison.Ordinal) ? text : TextDirection.Isolate(text, file, language);
                }
            }
        }

        return new UiText(language, texts.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>fi-x-easy → fi-x-easy, fi.</summary>
    private static IEnumerable<string> Chain(string language)
    {
        yield return language;
        var end = language.IndexOf('-', StringComparison.Ordinal);
        if (end > 0)
        {
            yield return language[..end];
        }
    }

    private static CultureInfo CultureOf(string language) => language.Split('-')[0] switch
    {
        "fi" => CultureInfo.GetCultureInfo("fi-FI"),
        "sv" => CultureInfo.GetCultureInfo("sv-FI"),
        "se" => CultureInfo.GetCultureInfo("se-FI"),
        // Day before month, as all of the country's languages have it.
        _ => CultureInfo.GetCultureInfo("en-GB"),
    };

    private static FrozenDictionary<string, FrozenDictionary<string, string>> ReadFiles()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // The name came from the assembly itself.
            var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)
                ?? throw new InvalidOperationException($"{name} holds no texts.");
            files[name[Prefix.Length..^".json".Length]] = texts.ToFrozenDictionary(StringComparer.Ordinal);
        }

        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
