using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fori.Documents;
using Fori.Store;

namespace Fori.Registers.Vocabularies;

public static partial class VocabularyReader
{
    private static readonly string[] ListNames = ["itemList", "results", "codes", "value", "items"];

    private static Outcome<VocabularyReading> ReadJson(ReadOnlyMemory<byte> bytes, string fileName, VocabularyReadOptions options)
    {
        using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32 });
        return ReadJson(json.RootElement, fileName, options);
    }

    private static Outcome<VocabularyReading> ReadJson(JsonElement root, string fileName, VocabularyReadOptions options)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return ReadList(root, fileName, options, mayBeEmpty: false);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return Problem.Of("vocabulary.unreadable", "", ("file", fileName), ("reason", "neither a list nor an object"));
        }

        if (ListNames.FirstOrDefault(name => Property(root, name) is not null) is { } listName)
        {
            var scheme = options.Scheme ?? Text(root, "scheme") ?? VocabularyScheme.OfRegistryName(Text(root, "codeValue"));
            var list = Property(root, listName)!.Value; // The condition above found it.

            // An empty page of a paged answer has null for its list; it is a page all the same.
            return list.ValueKind == JsonValueKind.Array
                ? ReadList(list, fileName, options with { Scheme = scheme }, mayBeEmpty: true)
                : One(scheme ?? VocabularyScheme.OfFileName(fileName), [], fileName, [], mayBeEmpty: true);
        }

        var members = root.EnumerateObject().ToList();
        if (members.Count > 0 && members.All(m => m.Value.ValueKind == JsonValueKind.String))
        {
            var items = members.Select(m => new VocabularyItem { Code = m.Name, Labels = Labels(m.Value, options) }).ToList();
            return One(options.Scheme ?? SchemeOfCodes(items) ?? VocabularyScheme.OfFileName(fileName), items, fileName, []);
        }

        return members.Any(m => m.Value.ValueKind == JsonValueKind.Array)
            ? ReadMembers(members, fileName, options)
            : Problem.Of("vocabulary.empty", "", ("file", fileName));
    }

    /// <summary>An object of several lists, each named after what it holds.</summary>
    private static Outcome<VocabularyReading> ReadMembers(IReadOnlyList<JsonProperty> members, string fileName, VocabularyReadOptions options)
    {
        var problems = new List<Problem>();
        var vocabularies = new List<Vocabulary>();
        foreach (var member in members.Where(m => m.Value.ValueKind == JsonValueKind.Array))
        {
            var outcome = ReadList(member.Value, member.Name, options, mayBeEmpty: false);
            problems.AddRange(outcome.Problems);
            problems.AddRange(outcome.Value?.Problems ?? []);
            vocabularies.AddRange(outcome.Value?.Vocabularies ?? []);
        }

        return vocabularies.Count == 0
            ? Outcome<VocabularyReading>.Refused([Problem.Of("vocabulary.empty", "", ("file", fileName)), .. problems])
            : new VocabularyReading(vocabularies, problems);
    }

    private static Outcome<VocabularyReading> ReadList(JsonElement list, string fileName, VocabularyReadOptions options, bool mayBeEmpty)
    {
        var problems = new List<Problem>();
        var items = new List<VocabularyItem>(list.GetArrayLength());
        JsonElement? first = null;
        var index = 0;
        foreach (var element in list.EnumerateArray())
        {
            first ??= element;
            if (Item(element, options) is { } item)
            {
                items.Add(item);
            }
            else
            {
                problems.Add(Refused($"[{index}]", "no code"));
            }

            index++;
        }

        KeepApart(items, problems);
        var scheme = options.Scheme ?? SchemeOfShape(first) ?? SchemeOfUris(items) ?? SchemeOfCodes(items) ?? VocabularyScheme.OfFileName(fileName);
        return One(scheme, items, fileName, problems, mayBeEmpty);
    }

    /// <summary>
    /// Two items of one list under one code are two things: PTV's classes give P7.12 both to enforcement, which has
    /// only its old URI, and to intellectual property. The code stays with the one that has a present URI; the other
    /// goes by the URI that it has, so that neither answers for the other.
    /// </summary>
    private static void KeepApart(List<VocabularyItem> items, List<Problem> problems)
    {
        foreach (var twice in items.GroupBy(i => i.Code, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList())
        {
            var holder = twice.FirstOrDefault(i => i.Uri is not null) ?? twice.First();
            foreach (var other in twice.Where(i => !ReferenceEquals(i, holder)))
            {
                if ((other.Uri ?? other.OldUris?[0]) is { } name && name != (holder.Uri ?? holder.OldUris?[0]))
                {
                    items[items.FindIndex(i => ReferenceEquals(i, other))] = other with { Code = name };
                    problems.Add(Problem.Warn("vocabulary.code-twice", "", ("code", other.Code), ("uri", name)));
                }
            }
        }
    }

    private static VocabularyItem? Item(JsonElement element, VocabularyReadOptions options)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return element.GetString() is { Length: > 0 } bare ? new VocabularyItem { Code = bare } : null;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var id = Text(element, "id");
        var uri = Text(element, "uri") ?? (IsUri(id) ? id : null);
        var code = Text(element, "notation", "codeValue", "code", "municipalityCode", "number") ?? uri ?? id;
        if (code is null)
        {
            return null;
        }

        return new VocabularyItem
        {
            Code = code,
            Uri = uri,
            OldUris = Texts(element, "oldUri", "oldUris"),
            SameAs = Texts(element, "exactMatchUris", "sameAs")?.Where(u => u != uri).ToList() is { Count: > 0 } same ? same : null,
            Labels = Property(element, "label", "labels", "names", "prefLabel", "name") is { } labels ? Labels(labels, options) : FlatLabels(element),
            AlternativeLabels = AlternativeLabels(Property(element, "altLabels", "alternativeLabels")),
            Notes = Property(element, "notes", "description", "definitions") is { } notes && Labels(notes, options) is { IsEmpty: false } text ? text : null,
            Parents = Texts(element, "broaderUris", "broaderConcepts", "parents")
                ?? (Property(element, "broaderCode") is { ValueKind: JsonValueKind.Object } broader && Text(broader, "codeValue") is { } parent ? [parent] : null),
            ValidFrom = Day(Text(element, "startDate", "validFrom")),
            ValidTo = Day(Text(element, "endDate", "validTo")),
            Retired = IsRetired(element, code),
            ReplacedBy = Text(element, "replacedBy"),
            Facts = Facts(element),
        };
    }

    private static bool IsRetired(JsonElement element, string code) =>
        Property(element, "isValid", "active") is { ValueKind: JsonValueKind.False }
        || Property(element, "retired") is { ValueKind: JsonValueKind.True }
        || Text(element, "status") is "RETIRED" or "SUPERSEDED" or "INVALID"
        || code == "Undefined";

    private static SortedDictionary<string, string>? Facts(JsonElement element)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("municipalities", Texts(element, "municipalities"));
        Add("dialCodes", Texts(element, "dialCodes", "prefixNumbers"));
        Add("businessId", Texts(element, "businessId"));
        Add("organizationName", Texts(element, "organizationName"));
        Add("company", Texts(element, "company"));
        if (Property(element, "municipalityCode") is not null && Text(element, "code") is not null)
        {
            Add("municipality", Texts(element, "municipalityCode"));
        }

        // Only the month and day count: the year is always 1, and one of them has no leading zero.
        if (Text(element, "date") is { } date && MonthAndDay().Match(date) is { Success: true } day)
        {
            facts["date"] = $"{day.Groups[1].Value.PadLeft(2, '0')}-{day.Groups[2].Value.PadLeft(2, '0')}";
        }

        if (Property(element, "facts") is { ValueKind: JsonValueKind.Object } own)
        {
            foreach (var fact in own.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.String))
            {
                facts[fact.Name] = fact.Value.GetString()!; // Just seen to be a string.
            }
        }

        return facts.Count > 0 ? facts : null;

        void Add(string name, IReadOnlyList<string>? values)
        {
            if (values is not null)
            {
                facts[name] = string.Join(' ', values);
            }
        }
    }

    /// <summary>The shapes that only one list has.</summary>
    private static string? SchemeOfShape(JsonElement? first) => first switch
    {
        not { ValueKind: JsonValueKind.Object } => null,
        { } e when Property(e, "dialCodes", "prefixNumbers") is not null => VocabularyScheme.Country,
        { } e when Property(e, "municipalityCode") is not null => Text(e, "code") is null ? VocabularyScheme.Municipality : VocabularyScheme.PostalCode,
        { } e when Property(e, "date") is not null && Property(e, "orderNumber") is not null => VocabularyScheme.Holiday,
        { } e when Property(e, "number") is not null && Property(e, "company") is not null => VocabularyScheme.ServiceNumber,
        { } e when Text(e, "conceptTypeURI") is { } type => VocabularyScheme.OfUri(type),
        _ => null,
    };

    /// <summary>What the codes and Finnish names of a list without URIs tell.</summary>
    private static string? SchemeOfCodes(List<VocabularyItem> items)
    {
        if (items.Count == 0)
        {
            return null;
        }

        return items switch
        {
            _ when All(ServiceClassCode()) => VocabularyScheme.ServiceClass,
            _ when All(TargetGroupCode()) => VocabularyScheme.TargetGroup,
            _ when All(LifeEventCode()) => VocabularyScheme.LifeEvent,
            _ when Most("hyvinvointialue") => VocabularyScheme.WellbeingCounty,
            _ when Most("seutu", "seutukunta") => VocabularyScheme.BusinessRegion,
            _ when Most("shp", "sairaanhoitopiiri") => VocabularyScheme.HospitalDistrict,
            _ when All(PostalCodeForm()) => VocabularyScheme.PostalCode,
            _ when All(MunicipalityCode()) => VocabularyScheme.Municipality,
            _ when items.Any(i => i.Code == "fi" && i.Labels.Exactly("fi") == "suomi") => VocabularyScheme.Language,
            _ when items.Any(i => i.Labels.Exactly("fi") == "Uusimaa") => VocabularyScheme.Region,
            _ => null,
        };

        bool All(Regex form) => items.All(i => form.IsMatch(i.Code) || i.Code == "Undefined");

        bool Most(params string[] endings) =>
            items.Count(i => i.Labels.Exactly("fi") is { } name && endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase))) * 2 > items.Count;
    }

    /// <summary>Labels as an object by language, a list of language and text, or one bare text.</summary>
    private static LocalizedText Labels(JsonElement labels, VocabularyReadOptions options) => labels.ValueKind switch
    {
        JsonValueKind.Object => new LocalizedText(labels.EnumerateObject()
            .Where(l => l.Value.ValueKind == JsonValueKind.String && l.Name.Length is 2 or 3)
            .Select(l => KeyValuePair.Create(l.Name.ToLowerInvariant(), l.Value.GetString()!))), // Just seen to be a string.
        JsonValueKind.Array => new LocalizedText(labels.EnumerateArray()
            .Where(l => l.ValueKind == JsonValueKind.Object)
            .Select(l => (Language: Text(l, "language", "lang"), Text: Text(l, "value", "name", "label")))
            .Where(l => l.Language is not null && l.Text is not null)
            .Select(l => KeyValuePair.Create(l.Language!.ToLowerInvariant(), l.Text!))), // The line above left the nulls out.

        // Lists with a single name come from Finnish offices and are in Finnish unless the loader says otherwise.
        JsonValueKind.String => LocalizedText.Of((options.Language ?? "fi", labels.GetString()!)), // Just seen to be a string.
        _ => LocalizedText.Empty,
    };

    /// <summary>Labels among the other properties: {code, fi, sv, en, order}.</summary>
    private static LocalizedText FlatLabels(JsonElement element) =>
        new(element.EnumerateObject()
            .Where(l => l.Value.ValueKind == JsonValueKind.String && l.Name is ("fi" or "sv" or "en" or "se" or "smn" or "sms"))
            .Select(l => KeyValuePair.Create(l.Name, l.Value.ToString())));

    private static List<VocabularyLabel>? AlternativeLabels(JsonElement? labels)
    {
        var found = labels switch
        {
            { ValueKind: JsonValueKind.Object } byLanguage => byLanguage.EnumerateObject()
                .Where(l => l.Value.ValueKind == JsonValueKind.Array)
                .SelectMany(l => l.Value.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => new VocabularyLabel(l.Name.ToLowerInvariant(), t.GetString() ?? ""))),
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray()
                .Where(l => l.ValueKind == JsonValueKind.Object)
                .Select(l => new VocabularyLabel(Text(l, "language") ?? "", Text(l, "text") ?? "")),
            _ => [],
        };
        return found.Where(l => l.Language.Length > 0 && l.Text.Length > 0).ToList() is { Count: > 0 } some ? some : null;
    }

    private static JsonElement? Property(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    return property.Value;
                }
            }
        }

        return null;
    }

    private static string? Text(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Property(element, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { } value && !string.IsNullOrWhiteSpace(value))
            {
                return value;
            }
        }

        return null;
    }

    private static List<string>? Texts(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            switch (Property(element, name))
            {
                case { ValueKind: JsonValueKind.String } one when one.GetString() is { Length: > 0 } text:
                    return [text];
                case { ValueKind: JsonValueKind.Array } many:
                    var texts = many.EnumerateArray().Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString() ?? "").Where(t => t.Length > 0).ToList();
                    return texts.Count > 0 ? texts : null;
            }
        }

        return null;
    }

    private static bool IsUri(string? text) => text is not null && text.Contains("://", StringComparison.Ordinal);

    private static DateOnly? Day(string? text) =>
        text is { Length: >= 10 } && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Our own lines: one item each, as the catalogue saves them.</summary>
    private static Outcome<VocabularyReading> ReadLines(ReadOnlyMemory<byte> bytes, string fileName, VocabularyReadOptions options)
    {
        var items = new List<VocabularyItem>();
        var problems = new List<Problem>();
        var number = 0;
        foreach (var line in System.Text.Encoding.UTF8.GetString(bytes.Span).Split('\n', StringSplitOptions.TrimEntries))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            try
            {
                using var json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 16 });
                if (Item(json.RootElement, options) is { } item)
                {
                    items.Add(item);
                    continue;
                }

                problems.Add(Refused($"line {number}", "no code"));
            }
            catch (JsonException broken)
            {
                problems.Add(Refused($"line {number}", broken.Message));
            }
        }

        return One(options.Scheme ?? SchemeOfUris(items) ?? SchemeOfCodes(items) ?? VocabularyScheme.OfFileName(fileName), items, fileName, problems);
    }

    [GeneratedRegex("^P[0-9]+(\\.[0-9]+)*$")]
    private static partial Regex ServiceClassCode();

    [GeneratedRegex("^KR[0-9]+(\\.[0-9]+)*$")]
    private static partial Regex TargetGroupCode();

    [GeneratedRegex("^KE[0-9]+(\\.[0-9]+)*$")]
    private static partial Regex LifeEventCode();

    [GeneratedRegex("^[0-9]{5}$")]
    private static partial Regex PostalCodeForm();

    [GeneratedRegex("^[0-9]{3}$")]
    private static partial Regex MunicipalityCode();

    [GeneratedRegex("^[0-9]{4}-([0-9]{1,2})-([0-9]{1,2})(T|$)")]
    private static partial Regex MonthAndDay();
}
