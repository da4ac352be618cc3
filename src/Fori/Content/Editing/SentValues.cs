using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Content.Blocks;
using Fori.Documents;
using Fori.Geography;
using Fori.Store;

namespace Fori.Content.Editing;

/// <summary>What a form sent, being read. One use, one thread.</summary>
internal sealed class SentValues
{
    private readonly IReadOnlyDictionary<string, string> _values;
    private readonly IReadOnlyList<string> _languages;
    private readonly HashSet<string> _places = [];

    public SentValues(IReadOnlyDictionary<string, string> values, IReadOnlyList<string> languages)
    {
        _values = values;
        _languages = languages;
        foreach (var name in values.Keys)
        {
            for (var end = name.Length; end > 0; end = name.LastIndexOfAny(['.', ':'], end - 1))
            {
                _places.Add(name[..end]);
            }
        }
    }

    /// <summary>What could not be read, at paths as <c>prices.fi[0].amount</c>.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>Was anything of it sent?</summary>
    public bool Has(string name) => _places.Contains(name);

    /// <returns>Null for nothing: an empty text, a list without items, a part in which nothing is written.</returns>
    public JsonNode? Read(string name, ValueShape shape, JsonNode? before) => Read(name, name, shape, before);

    private JsonNode? Read(string name, string path, ValueShape shape, JsonNode? before)
    {
        switch (shape)
        {
            case ByLanguageShape by:
                var texts = before as JsonObject ?? [];
                texts = (JsonObject)texts.DeepClone();
                foreach (var language in _languages.Where(l => Has($"{name}.{l}")))
                {
                    Put(texts, language, Read($"{name}.{language}", $"{path}.{language}", by.Item, texts[language]?.DeepClone()));
                }

                return texts.Count > 0 ? texts : null;
            case PartsShape record:
                return Record(name, path, record, before as JsonObject);
            case RowsShape or BlocksShape when !_values.ContainsKey(EditForm.CountOf(name)):
                // The count is not sent where the person may only look, though some of the fields are.
                return before?.DeepClone();
            case RowsShape rows:
                var items = new JsonArray();
                for (var i = 0; i < EditForm.Count(_values, name); i++)
                {
                    if (Read(EditForm.At(name, i), PathAt(path, i), rows.Item, null) is { } item)
                    {
                        items.Add(item);
                    }
                }

                return items.Count > 0 ? items : null;
            case GridShape:
                return EditForm.HasGrid(_values, name) ? EditForm.ReadGrid(_values, name, path, Problems) : before?.DeepClone();
            case BlocksShape:
                return Blocks(name, path);
            default:
                return Has(name) ? Leaf(name, path, shape, before) : before?.DeepClone();
        }
    }

    private JsonObject? Record(string name, string path, PartsShape record, JsonObject? before)
    {
        var members = (JsonObject?)before?.DeepClone() ?? [];
        foreach (var part in EditForm.PartsOf(record).Where(p => Has($"{name}.{p.Name}")))
        {
            var old = members[part.Name]?.DeepClone();
            Put(members, part.Name, Read($"{name}.{part.Name}", $"{path}.{part.Name}", part.Shape, old));
        }

        // What is only chosen, as a kind that has a default, is nothing written.
        return members.Any(m => record.Parts.FirstOrDefault(p => p.Name == m.Key) is not { Shape: ChoiceShape { IsOptional: false } or FlagShape }) ? members : null;
    }

    private JsonArray? Blocks(string name, string path)
    {
        var blocks = new JsonArray();
        for (var i = 0; i < EditForm.Count(_values, name); i++)
        {
            var (own, kind) = (EditForm.At(name, i), _values.GetValueOrDefault(EditForm.TypeOf(EditForm.At(name, i)), ""));
            var block = BlockTypes.Find(kind) is { } type ? Record(own, PathAt(path, i), type.Shape, null) ?? (type.IsWhole ? [] : null) : Unknown(own, PathAt(path, i));
            if (block is not null)
            {
                block["type"] = kind;
                blocks.Add(block);
            }
        }

        return blocks.Count > 0 ? blocks : null;
    }

    private JsonObject? Unknown(string name, string path)
    {
        try
        {
            return JsonNode.Parse(_values.GetValueOrDefault(EditForm.RawOf(name), "")) as JsonObject;
        }
        catch (JsonException)
        {
            Problems.Add(Problem.Of("field.shape", path));
            return null;
        }
    }

    private JsonNode? Leaf(string name, string path, ValueShape shape, JsonNode? before)
    {
        var text = shape is PointShape ? EditForm.PointOf(_values, name) : _values.GetValueOrDefault(name, "").ReplaceLineEndings("\n");
        var word = text.Trim();
        return shape switch
        {
            TextShape { IsRich: true } => (_values.GetValueOrDefault(EditForm.FormatOf(name)) == EditForm.Html ? RichText.Sanitise(text) : MarkdownText.ToHtml(text)) is { Length: > 0 } html ? html : null,
            TextShape { HasLines: false } => Text(text.Replace('\n', ' ').Trim()),
            TextShape => Text(text.Trim()),
            FlagShape flag => word == EditForm.True ? JsonValue.Create(true) : flag.IsOptional ? null : JsonValue.Create(false),
            _ when word.Length == 0 => null,
            ChoiceShape choice => Array.Find(Enum.GetNames(choice.Choices), n => n == word) is { } known ? JsonValue.Create(known) : Refuse(Problem.Of("field.shape", path)),
            NumberShape { IsWhole: true } => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : Refuse(Problem.Of("field.number", path, ("text", word))),
            NumberShape => decimal.TryParse(word.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : Refuse(Problem.Of("field.number", path, ("text", word))),
            DateShape => DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? JsonValue.Create(word) : Refuse(Problem.Of("field.date", path, ("text", word))),
            InstantShape => Moment(word, before),
            TimeShape => TimeOnly.TryParseExact(word, ["HH:mm", "H:mm", "HH.mm", "H.mm", "HH:mm:ss", "HH", "%H"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? JsonValue.Create(time.ToString("HH:mm:ss", CultureInfo.InvariantCulture))
                : Refuse(Problem.Of("field.time", path, ("text", word))),
            PointShape => PointText.Read(word) is { } point
                ? new JsonObject { ["latitude"] = point.Latitude, ["longitude"] = point.Longitude }
                : Refuse(Problem.Of("field.point", path, ("text", word))),
            OfferedShape => JsonValue.Create(word),
            FacetValueShape => FacetValue.Read(word) is { } chosen
                ? chosen.Id is { } target ? new JsonObject { ["field"] = chosen.Field, ["id"] = target.ToString() } : new JsonObject { ["field"] = chosen.Field, ["value"] = chosen.Value }
                : Refuse(Problem.Of("field.shape", path)),
            CodeShape { Scheme: { } scheme } => new JsonObject { ["scheme"] = scheme, ["value"] = word },
            CodeShape => word.Split(':', 2) is [{ Length: > 0 } scheme, { Length: > 0 } value] ? new JsonObject { ["scheme"] = scheme, ["value"] = value } : Refuse(Problem.Of("field.shape", path)),
            ReferenceShape => Reference(word, before),
            _ => throw new InvalidOperationException($"No input sends a {shape.GetType().Name}."),
        };

        static JsonValue? Text(string trimmed) => trimmed.Length > 0 ? JsonValue.Create(trimmed) : null;

        JsonNode? Refuse(Problem problem)
        {
            Problems.Add(problem);
            return null;
        }

        JsonNode? Moment(string typed, JsonNode? stored)
        {
            // What nobody touched keeps its second, and which of two equal hours it was.
            if (stored is not null && MunicipalTime.WriteMoment(stored.GetValue<DateTimeOffset>()) == typed)
            {
                return stored.DeepClone();
            }

            return MunicipalTime.TryReadMoment(typed, out var time, out var isMissing) ? JsonValue.Create(time.At) : Refuse(isMissing ? Problem.Of("field.moment-missing", path, ("text", word)) : Problem.Of("field.moment", path, ("text", word)));
        }

        static JsonObject? Reference(string typed, JsonNode? stored)
        {
            var reference = Guid.TryParse(typed, out var id) ? new JsonObject { ["id"] = id.ToString() }
                : typed.Split(':', 2) is [{ Length: > 0 } system, { Length: > 0 } key] ? new JsonObject { ["system"] = system, ["key"] = key }
                : null;
            return reference is not null && stored is JsonObject same && reference.All(m => JsonNode.DeepEquals(same[m.Key], m.Value)) ? (JsonObject)same.DeepClone() : reference;
        }
    }

    private static void Put(JsonObject members, string name, JsonNode? value)
    {
        members.Remove(name);
        if (value is not null)
        {
            members[name] = value;
        }
    }

    private static string PathAt(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
