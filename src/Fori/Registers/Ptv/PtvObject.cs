using System.Globalization;
using System.Text.Json;
using Fori.Documents;
using Fori.Store;

namespace Fori.Registers.Ptv;

/// <summary>What is gathered while one record is read.</summary>
internal sealed class PtvReport(PtvReadOptions options, Dictionary<string, int> nullTexts)
{
    public PtvReadOptions Options { get; } = options;

    public List<Problem> Problems { get; } = [];

    public Dictionary<string, int> NullTexts { get; } = nullTexts;

    /// <summary>Another record of the same answer, with problems of its own.</summary>
    public PtvReport ForAnother() => new(Options, NullTexts);

    public void Unknown(string path, string value) => Problems.Add(Problem.Warn("ptv.value-unknown", path, ("value", value)));

    public void Placeholder(string path) => Problems.Add(Problem.Warn("ptv.placeholder", path));
}

/// <summary>
/// An object of an answer, with its path and the report. Every reading forgives what is absent, null, empty or of
/// another kind than agreed: it is then absent.
/// </summary>
internal readonly record struct PtvObject(JsonElement Element, string Path, PtvReport Report)
{
    public bool Has(string name) => Property(name) is { ValueKind: not JsonValueKind.Null };

    /// <summary>The first of the names that holds a text; placeholders are refused and told.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Property(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text))
            {
                if (Report.Options.RefusePlaceholders && PtvPlaceholders.Is(text, name))
                {
                    Report.Placeholder(PathOf(name));
                    continue;
                }

                return text;
            }
        }

        return null;
    }

    public bool? Flag(string name) => Property(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A whole number, also when it stands as text (IN shapes).</summary>
    public int? Number(string name) => Property(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    public PtvObject? Object(string name) =>
        Property(name) is { ValueKind: JsonValueKind.Object } value ? new PtvObject(value, PathOf(name), Report) : null;

    /// <summary>The objects of the first list that has any.</summary>
    public IEnumerable<PtvObject> List(params string[] names)
    {
        foreach (var name in names)
        {
            if (Property(name) is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
            {
                continue;
            }

            var index = 0;
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object)
                {
                    yield return new PtvObject(item, $"{PathOf(name)}[{index}]", Report);
                }

                index++;
            }

            yield break;
        }
    }

    /// <summary>As <see cref="List"/>, without the items in which a placeholder stands: such an item is refused whole.</summary>
    public IEnumerable<PtvObject> RealList(params string[] names)
    {
        foreach (var item in List(names))
        {
            if (!item.IsPlaceholder())
            {
                yield return item;
            }
        }
    }

    /// <summary>Is there a placeholder in it, or beneath? It is then told.</summary>
    public bool IsPlaceholder()
    {
        if (!Report.Options.RefusePlaceholders || !PtvPlaceholders.In(Element, ""))
        {
            return false;
        }

        Report.Placeholder(Path);
        return true;
    }

    public List<string> Texts(string name)
    {
        if (Property(name) is not { ValueKind: JsonValueKind.Array } list)
        {
            return [];
        }

        var refuses = Report.Options.RefusePlaceholders;
        return [.. list.EnumerateArray()
            .Where(t => t.ValueKind == JsonValueKind.String)
            .Select(t => t.GetString() ?? "")
            .Where(t => !string.IsNullOrWhiteSpace(t) && !(refuses && PtvPlaceholders.Is(t, name)))];
    }

    /// <summary>A list of {language, value} as one text; null texts are counted and absent.</summary>
    public LocalizedText Localized(string name) => LocalizedOf(name, _ => true);

    /// <summary>Of a list of {language, value, type} the texts of these types.</summary>
    public LocalizedText Localized(string name, params string[] types) =>
        LocalizedOf(name, item => types.Contains(item.Property("type")?.ToString() ?? "", StringComparer.OrdinalIgnoreCase));

    /// <summary>The instant; one without a zone is UTC, as PTV's dates are.</summary>
    public DateTimeOffset? Instant(string name) =>
        Property(name) is { ValueKind: JsonValueKind.String } value
        && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    /// <summary>One of an enumeration's names, whatever its case; another word is told and absent.</summary>
    public T? Choice<T>(string name, params ReadOnlySpan<(string Word, T Value)> otherWords)
        where T : struct, Enum
    {
        if (Text(name) is not { } word)
        {
            return null;
        }

        foreach (var (other, value) in otherWords)
        {
            if (string.Equals(other, word, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        // A number would be taken for a value; PTV never means one.
        if (!char.IsAsciiDigit(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var known) && Enum.IsDefined(known))
        {
            return known;
        }

        Report.Unknown(PathOf(name), word);
        return null;
    }

    public JsonElement? Property(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value) ? value : null;

    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private LocalizedText LocalizedOf(string name, Func<PtvObject, bool> wanted)
    {
        var texts = new List<KeyValuePair<string, string>>();
        foreach (var item in List(name))
        {
            if (!wanted(item))
            {
                continue;
            }

            if (item.Property("value") is { ValueKind: JsonValueKind.Null })
            {
                Report.NullTexts[name] = Report.NullTexts.GetValueOrDefault(name) + 1;
            }
            else if (item.Text("value") is { } text && item.Property("language") is { ValueKind: JsonValueKind.String } language)
            {
                texts.Add(KeyValuePair.Create(language.GetString() ?? "", text));
            }
        }

        return texts.Count == 0 ? LocalizedText.Empty : new LocalizedText(texts);
    }
}
