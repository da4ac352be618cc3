using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Content.Blocks;
using Fori.Documents;
using Fori.Geography;
using Fori.Store;

namespace Fori.Content.Editing;

/// <summary>
/// The form of a type, drawn from the shapes of its fields, and back. Between body and page stand the values of the form's
/// inputs by name: what a person sent is drawn again as it was typed, whatever it was. Pure functions.
/// </summary>
/// <remarks>
/// Names are paths: <c>topTasks.fi.0.label</c>. Beside an input stand names with a colon: <c>…:format</c> (how running text is
/// written), <c>…:count</c> (of a list), <c>…:type</c> and <c>…:raw</c> (of a block). What was not sent, since the person may not
/// change it, stays as it was.
/// </remarks>
public static partial class EditForm
{
    private const int MostRows = 200;

    // Of "09:30:00" what a form shows.
    private const int MinuteLength = 5;
    private const string Beginning = "text";

    /// <summary>The fields that the form shows, in their order.</summary>
    public static IReadOnlyList<DocumentField> FieldsOf(DocumentType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return [.. type.Fields.Where(f => !f.Rule.ByMachine && f.Shape is not OpaqueShape)];
    }

    /// <summary>What the form's inputs hold for a stored body.</summary>
    /// <param name="languages">BCP 47; those that the form shows.</param>
    public static Dictionary<string, string> Write(DocumentType type, DocumentBody body, IReadOnlyList<string> languages)
    {
        ArgumentNullException.ThrowIfNull(type);
        var members = JsonNode.Parse(type.Write(body).Value)!.AsObject(); // What was stored is canonical, and a body is an object.
        var values = new Dictionary<string, string>();
        foreach (var field in FieldsOf(type))
        {
            WriteValue(values, field.Name, field.Shape, members[field.Name], languages);
        }

        return values;
    }

    /// <summary>The form, with the values of its inputs.</summary>
    public static IReadOnlyList<EditField> Draw(DocumentType type, IReadOnlyDictionary<string, string> values, IReadOnlyList<string> languages) =>
        [.. FieldsOf(type).Select(f => new EditField(f, Node(f.Name, f.Shape, f.Rule, values, languages)))];

    /// <summary>The body that the form means.</summary>
    /// <param name="before">What the form was drawn from; null for a new document.</param>
    /// <param name="values">What the form sent, by name.</param>
    /// <param name="languages">The languages that the form showed.</param>
    /// <returns>
    /// Canonical bytes; refused with <c>field.number</c>, <c>field.date</c>, <c>field.moment</c>, <c>field.moment-missing</c> and as
    /// <see cref="DocumentType.Parse"/> does.
    /// </returns>
    public static Outcome<byte[]> Read(DocumentType type, DocumentBody? before, IReadOnlyDictionary<string, string> values, IReadOnlyList<string> languages)
    {
        ArgumentNullException.ThrowIfNull(type);
        var members = before is null ? [] : JsonNode.Parse(type.Write(before).Value)!.AsObject(); // As in writing.
        var sent = new SentValues(values, languages);
        foreach (var field in FieldsOf(type).Where(f => sent.Has(f.Name)))
        {
            var value = sent.Read(field.Name, field.Shape, members[field.Name]);
            members.Remove(field.Name);
            if (value is not null)
            {
                members[field.Name] = value;
            }
        }

        if (sent.Problems.Count > 0)
        {
            return Outcome<byte[]>.Refused(sent.Problems);
        }

        var parsed = type.Parse(JsonSerializer.SerializeToUtf8Bytes(members));
        return parsed.Succeeded ? type.Write(type.Sanitised(parsed.Value.Body)) : Outcome<byte[]>.Refused(parsed.Problems);
    }

    private static void WriteValue(Dictionary<string, string> values, string name, ValueShape shape, JsonNode? value, IReadOnlyList<string> languages)
    {
        switch (shape)
        {
            case ByLanguageShape by:
                foreach (var language in languages)
                {
                    WriteValue(values, $"{name}.{language}", by.Item, value?[language], languages);
                }

                break;
            case PartsShape record:
                foreach (var part in PartsOf(record))
                {
                    WriteValue(values, $"{name}.{part.Name}", part.Shape, value?[part.Name], languages);
                }

                break;
            case RowsShape rows:
                var items = value as JsonArray ?? [];
                values[CountOf(name)] = Number(items.Count);
                for (var i = 0; i < items.Count; i++)
                {
                    WriteValue(values, At(name, i), rows.Item, items[i], languages);
                }

                break;
            case GridShape:
                WriteGrid(values, name, value);
                break;
            case BlocksShape:
                WriteBlocks(values, name, value as JsonArray ?? [], languages);
                break;
            case TextShape { IsRich: true }:
                var html = value?.GetValue<string>() ?? "";
                var markdown = MarkdownText.From(html);
                values[name] = markdown ?? html;
                values[FormatOf(name)] = markdown is null ? Html : Markdown;
                break;
            default:
                values[name] = value is null ? "" : Shown(shape, value);
                break;
        }
    }

    private static void WriteBlocks(Dictionary<string, string> values, string name, JsonArray blocks, IReadOnlyList<string> languages)
    {
        if (blocks.Count == 0)
        {
            // Where nothing is written yet stands a text to begin with; left empty, it is nothing.
            blocks = [new JsonObject { ["type"] = Beginning }];
        }

        values[CountOf(name)] = Number(blocks.Count);
        for (var i = 0; i < blocks.Count; i++)
        {
            var kind = blocks[i]?["type"]?.GetValue<string>() ?? "";
            values[TypeOf(At(name, i))] = kind;
            if (BlockTypes.Find(kind) is { } type)
            {
                WriteValue(values, At(name, i), type.Shape, blocks[i], languages);
            }
            else
            {
                values[RawOf(At(name, i))] = blocks[i]?.ToJsonString() ?? "{}";
            }
        }
    }

    // What a value without parts looks like in its input.
    private static string Shown(ValueShape shape, JsonNode value) => shape switch
    {
        TimeShape => value.GetValue<string>() is { Length: > MinuteLength } time ? time[..MinuteLength] : value.GetValue<string>(),
        PointShape => PointText.Write(value["latitude"]?.GetValue<double>() ?? 0, value["longitude"]?.GetValue<double>() ?? 0),
        FacetValueShape => FacetValue.Written(value["field"]?.GetValue<string>() ?? "", value["id"]?.GetValue<string>() ?? value["value"]?.GetValue<string>() ?? ""),
        InstantShape => MunicipalTime.WriteMoment(value.GetValue<DateTimeOffset>()),
        CodeShape { Scheme: not null } => value["value"]?.GetValue<string>() ?? "",
        CodeShape => $"{value["scheme"]}:{value["value"]}",
        ReferenceShape => value["id"]?.GetValue<string>() ?? (value["system"] is { } system ? $"{system}:{value["key"]}" : ""),
        FlagShape => value.GetValue<bool>() ? True : "",
        NumberShape => value.ToJsonString(),
        _ => value.GetValue<string>(),
    };

    private static EditNode Node(string name, ValueShape shape, FieldAttribute? rule, IReadOnlyDictionary<string, string> values, IReadOnlyList<string> languages) => shape switch
    {
        ByLanguageShape by => new EditLanguages(name, languages.ToDictionary(l => l, l => Node($"{name}.{l}", by.Item, rule, values, languages))),
        PartsShape record => new EditGroup(
            name, [.. PartsOf(record).Select(p => new EditPart(p.Name, Node($"{name}.{p.Name}", p.Shape, p.Rule, values, languages), p.Rule?.Folded == true))]),
        RowsShape rows => new EditRows(
            name, [.. Enumerable.Range(0, values.ContainsKey(CountOf(name)) ? Count(values, name) : rule?.Least ?? 0).Select(i => new EditRow(At(name, i), null, Node(At(name, i), rows.Item, rule, values, languages)))], OfBlocks: false,
            rule?.Unordered == true ? rows.Item : null) { Item = rows.Item, IsOfPictures = rule?.Picture == true },
        BlocksShape blocks => new EditRows(name, values.ContainsKey(CountOf(name)) ? [.. Enumerable.Range(0, Count(values, name)).Select(i => Row(At(name, i), values, languages))] : [Begun(At(name, 0), values, languages)], OfBlocks: true)
        {
            Kinds = [.. BlockTypes.All.Where(blocks.MayHold)],
        },
        GridShape => Grid(name, values),
        PointShape => new EditCell(name, PointOf(values, name), EditControl.Point, shape, rule),
        _ => new EditCell(name, values.GetValueOrDefault(name, ""), ControlOf(shape, values.GetValueOrDefault(FormatOf(name))), shape, rule),
    };

    // As where nothing is written yet.
    private static EditRow Begun(string name, IReadOnlyDictionary<string, string> values, IReadOnlyList<string> languages) =>
        new(name, BlockTypes.Find(Beginning), Node(name, BlockTypes.Find(Beginning)!.Shape, null, values, languages)); // That kind is always there.

    private static EditRow Row(string name, IReadOnlyDictionary<string, string> values, IReadOnlyList<string> languages) =>
        BlockTypes.Find(values.GetValueOrDefault(TypeOf(name), "")) is { } type
            ? new EditRow(name, type, Node(name, type.Shape, null, values, languages))
            : new EditRow(name, null, null, values.GetValueOrDefault(RawOf(name), "{}"));

    private static EditControl ControlOf(ValueShape shape, string? format) => shape switch
    {
        TextShape { IsRich: true } => format == Html ? EditControl.Html : EditControl.Markdown,
        TextShape { HasLines: true } => EditControl.Paragraph,
        TextShape => EditControl.Line,
        NumberShape => EditControl.Number,
        DateShape => EditControl.Date,
        TimeShape => EditControl.Time,
        PointShape => EditControl.Point,
        OfferedShape or FacetValueShape => EditControl.Offered,
        InstantShape => EditControl.Moment,
        FlagShape => EditControl.Flag,
        ChoiceShape => EditControl.Choice,
        CodeShape => EditControl.Code,
        ReferenceShape => EditControl.Reference,
        _ => throw new InvalidOperationException($"No control writes a {shape.GetType().Name}."),
    };

    internal static IEnumerable<ShapePart> PartsOf(PartsShape record) => record.Parts.Where(p => p.Rule?.ByMachine != true && p.Shape is not OpaqueShape);
}
