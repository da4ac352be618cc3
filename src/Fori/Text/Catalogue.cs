using System.Collections.Frozen;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Fori.Text;

/// <summary>
/// Sentences by key and language, read from the embedded files <c>Text/{kind}/{language}/{area}.yaml</c>: flat maps of
/// key → sentence with simple arguments as <c>{max}</c>. A capability adds a file of its own per language; nothing else.
/// </summary>
public sealed partial class Catalogue
{
    /// <summary>The languages in which every sentence must exist.</summary>
    public static readonly IReadOnlyList<string> Languages = ["fi", "sv", "en"];

    private readonly FrozenDictionary<string, FrozenDictionary<string, (string Sentence, string Area)>> _byLanguage;

    private Catalogue(string kind)
    {
        _byLanguage = Languages.ToFrozenDictionary(language => language, language => Read($"Text/{kind}/{language}/"));
    }

    /// <summary>What went wrong, by <see cref="Store.Problem.Code"/>.</summary>
    public static Catalogue Problems { get; } = new("problems");

    /// <summary>Other words of the rules: names of fields, holidays, what is said of opening hours and calls.</summary>
    public static Catalogue Words { get; } = new("words");

    public IEnumerable<string> KeysIn(string language) => _byLanguage[language].Keys;

    /// <summary>The file that holds the sentence, as <c>registers</c>; null for an unknown key.</summary>
    public string? AreaOf(string key) => _byLanguage["fi"].TryGetValue(key, out var known) ? known.Area : null;

    /// <summary>The arguments that the sentence names, each once and in its order; empty for an unknown key.</summary>
    public IReadOnlyList<string> ArgumentsOf(string key, string language) =>
        In(language).TryGetValue(key, out var known) ? [.. Argument().Matches(known.Sentence).Select(m => m.Groups[1].Value).Distinct()] : [];

    /// <summary>The sentence with its arguments, in Finnish where the language has none; null for an unknown key.</summary>
    public string? Find(string key, string language, IReadOnlyDictionary<string, string>? arguments = null)
    {
        if (!In(language).TryGetValue(key, out var known))
        {
            return null;
        }

        var sentence = known.Sentence;

        // One pass, so that an argument from outside that looks like an argument stays as it is.
        return sentence.Contains('{', StringComparison.Ordinal)
            ? Argument().Replace(sentence, found => arguments?.GetValueOrDefault(found.Groups[1].Value) ?? "…")
            : sentence;
    }

    /// <exception cref="InvalidOperationException">The key is in no file.</exception>
    public string Say(string key, string language, params (string Name, string Value)[] arguments) =>
        Find(key, language, arguments.ToDictionary(a => a.Name, a => a.Value))
        ?? throw new InvalidOperationException($"There is no sentence '{key}'.");

    private FrozenDictionary<string, (string Sentence, string Area)> In(string language) =>
        _byLanguage.GetValueOrDefault(language) ?? _byLanguage["fi"];

    [GeneratedRegex("""\{([A-Za-z]+)\}""")]
    private static partial Regex Argument();

    private static FrozenDictionary<string, (string Sentence, string Area)> Read(string folder)
    {
        var sentences = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        var yaml = new DeserializerBuilder().Build();
        foreach (var (assembly, name) in new[] { typeof(Catalogue).Assembly }.Concat(Plugins.InstalledPlugins.Assemblies).SelectMany(a => a.GetManifestResourceNames().Select(n => (a, n)))
            .Where(r => r.n.StartsWith(folder, StringComparison.Ordinal)))
        {
            var area = name[folder.Length..^".yaml".Length];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!); // The name was just listed.
            foreach (var (key, sentence) in yaml.Deserialize<Dictionary<string, string>>(reader))
            {
                if (!sentences.TryAdd(key, (sentence, area)))
                {
                    throw new InvalidOperationException($"The sentence '{key}' is in two files of {folder}, one of them in {assembly.GetName().Name}.");
                }
            }
        }

        return sentences.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
