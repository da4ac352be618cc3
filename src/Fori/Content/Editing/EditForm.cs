using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Content.Blocks;
using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Editing;

/// <summary>With what a value is written.</summary>
public enum EditControl
{
    Line,
    Paragraph,

    /// <summary>A text block, as Markdown.</summary>
    Markdown,

    /// <summary>A text block that Markdown cannot say, as HTML.</summary>
    Html,

    /// <summary>The page above.</summary>
    Parent,
}

/// <summary>One input of a form.</summary>
/// <param name="Id">Its name and id, as <c>title.fi</c> or <c>body.fi.0.text</c>.</param>
public sealed record EditCell(string Id, string Value, EditControl Control);

/// <summary>A field of the type on its form: one cell, or one row of cells for each language.</summary>
/// <param name="Shared">Null for a field that has languages.</param>
/// <param name="ByLanguage">Empty for a field without languages; a body has as many cells as blocks.</param>
public sealed record EditField(DocumentField Field, EditCell? Shared, IReadOnlyDictionary<string, IReadOnlyList<EditCell>> ByLanguage);

/// <summary>
/// The form of a type, drawn from its fields' rules, and back: a pure function of body and what was typed. What the form does
/// not show stays as it was.
/// </summary>
public static class EditForm
{
    private const int MostBlocks = 200;
    private const string Text = "text";
    private const string Format = "format";

    /// <summary>The fields that the form shows, in the order of the type.</summary>
    public static IReadOnlyList<DocumentField> FieldsOf(DocumentType type) =>
        [.. type.Fields.Where(f => f.Rule is { Kind: FieldKind.Blocks } or { Parent: true } || (f.IsLocalized && f.Rule.Kind == FieldKind.Text))];

    public static IReadOnlyList<EditField> Write(DocumentType type, DocumentBody body, IReadOnlyList<string> languages) =>
    [
        .. FieldsOf(type).Select(field => field.ValueOf(body) switch
        {
            LocalizedText text => new EditField(field, null, languages.ToDictionary(
                l => l, l => (IReadOnlyList<EditCell>)[new EditCell($"{field.Name}.{l}", text.Exactly(l) ?? "", field.Rule.Summary ? EditControl.Paragraph : EditControl.Line)])),
            IReadOnlyDictionary<string, IReadOnlyList<Block>> rows => new EditField(field, null, languages.ToDictionary(
                l => l, l => (IReadOnlyList<EditCell>)[.. (rows.GetValueOrDefault(l) is { Count: > 0 } own ? own : [new TextBlock()]).Select((b, i) => CellOf($"{field.Name}.{l}", b, i))])),
            var reference => new EditField(field, new EditCell(field.Name, TargetOf(reference), EditControl.Parent), new Dictionary<string, IReadOnlyList<EditCell>>()),
        }),
    ];

    /// <summary>The fields as they were typed, for a form that comes back: nothing that a person wrote is lost.</summary>
    /// <param name="typed">What the form sent, by name.</param>
    public static IReadOnlyList<EditField> Again(DocumentType type, IReadOnlyDictionary<string, string> typed, IReadOnlyList<string> languages) =>
    [
        .. FieldsOf(type).Select(field => field.Rule.Parent
            ? new EditField(field, new EditCell(field.Name, typed.GetValueOrDefault(field.Name, ""), EditControl.Parent), new Dictionary<string, IReadOnlyList<EditCell>>())
            : new EditField(field, null, languages.ToDictionary(l => l, l => field.Rule.Kind == FieldKind.Blocks
                ? Typed(typed, $"{field.Name}.{l}")
                : (IReadOnlyList<EditCell>)[new EditCell($"{field.Name}.{l}", typed.GetValueOrDefault($"{field.Name}.{l}", ""), field.Rule.Summary ? EditControl.Paragraph : EditControl.Line)]))),
    ];

    /// <summary>The body that the form means. What was not sent, since the person may not change it, stays as it was.</summary>
    /// <param name="before">What the form was drawn from; null for a new document.</param>
    /// <param name="languages">The languages that the form showed.</param>
    /// <returns>Canonical bytes; refused as <see cref="DocumentType.Parse"/> does.</returns>
    public static Outcome<byte[]> Read(DocumentType type, DocumentBody? before, IReadOnlyDictionary<string, string> typed, IReadOnlyList<string> languages)
    {
        var body = before is null ? [] : JsonNode.Parse(type.Write(before).Value)!.AsObject(); // What was stored is canonical, and a body is an object.
        foreach (var field in FieldsOf(type))
        {
            if (field.Rule.Parent)
            {
                if (!typed.ContainsKey(field.Name))
                {
                    continue;
                }

                Set(body, field.Name, Guid.TryParse(typed.GetValueOrDefault(field.Name), out var parent) ? new JsonObject { ["id"] = parent.ToString() } : null);
                continue;
            }

            var values = body[field.Name]?.AsObject() ?? [];
            foreach (var language in languages.Where(l => typed.ContainsKey(field.Rule.Kind == FieldKind.Blocks ? Name($"{field.Name}.{l}", 0, Text) : $"{field.Name}.{l}")))
            {
                var name = $"{field.Name}.{language}";
                Set(values, language, field.Rule.Kind == FieldKind.Blocks ? BlocksOf(Typed(typed, name)) : typed[name].ReplaceLineEndings("\n").Trim() is { Length: > 0 } text ? JsonValue.Create(text) : null);
            }

            body.Remove(field.Name);
            Set(body, field.Name, values.Count > 0 ? values : null);
        }

        var parsed = type.Parse(JsonSerializer.SerializeToUtf8Bytes(body));
        return parsed.Succeeded ? type.Write(type.Sanitised(parsed.Value.Body)) : Outcome<byte[]>.Refused(parsed.Problems);
    }

    /// <summary>What was typed, with blocks added, taken away or moved.</summary>
    /// <param name="act">As <c>add:body.fi</c>, <c>up:body.fi.2</c>, <c>down:…</c> or <c>remove:…</c>.</param>
    /// <returns>Null when it asks for nothing of the kind.</returns>
    public static IReadOnlyDictionary<string, string>? Rearranged(IReadOnlyDictionary<string, string> typed, string act)
    {
        if (act.Split(':') is not [var verb, var place] || verb is not ("add" or "up" or "down" or "remove"))
        {
            return null;
        }

        var dot = place.LastIndexOf('.');
        var (row, at) = verb == "add" ? (place, -1) : dot > 0 && int.TryParse(place.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? (place[..dot], index) : ("", -1);
        var cells = Typed(typed, row).ToList();
        if (verb == "add" && cells.Count < MostBlocks)
        {
            cells.Add(new EditCell("", "", EditControl.Markdown));
        }
        else if (at >= 0 && at < cells.Count)
        {
            var cell = cells[at];
            cells.RemoveAt(at);
            if (verb != "remove")
            {
                cells.Insert(Math.Clamp(verb == "up" ? at - 1 : at + 1, 0, cells.Count), cell);
            }
        }

        var changed = typed.Where(t => !t.Key.StartsWith(row + ".", StringComparison.Ordinal)).ToDictionary();
        for (var i = 0; i < cells.Count; i++)
        {
            changed[Name(row, i, Text)] = cells[i].Value;
            changed[Name(row, i, Format)] = FormatOf(cells[i].Control);
        }

        return changed;
    }

    /// <summary>What a field sends when nobody touches it, by name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Sent(EditField field)
    {
        foreach (var cell in field.Shared is { } shared ? [shared] : field.ByLanguage.Values.SelectMany(c => c))
        {
            yield return KeyValuePair.Create(cell.Id, cell.Value);
            if (cell.Control is EditControl.Markdown or EditControl.Html)
            {
                yield return KeyValuePair.Create(FormatName(cell), FormatOf(cell.Control));
            }
        }
    }

    /// <summary>The name beside that of a text cell under which it says how it is written.</summary>
    public static string FormatName(EditCell cell) => cell.Id[..^Text.Length] + Format;

    /// <summary>The name beside a text's that says how it is written.</summary>
    public static string FormatOf(EditControl control) => control == EditControl.Html ? "html" : "markdown";

    private static EditCell CellOf(string row, Block block, int index)
    {
        var html = block is TextBlock text ? text.Html ?? "" : "";
        return MarkdownText.From(html) is { } markdown
            ? new EditCell(Name(row, index, Text), markdown, EditControl.Markdown)
            : new EditCell(Name(row, index, Text), html, EditControl.Html);
    }

    private static List<EditCell> Typed(IReadOnlyDictionary<string, string> typed, string row)
    {
        var cells = new List<EditCell>();
        while (cells.Count < MostBlocks && typed.TryGetValue(Name(row, cells.Count, Text), out var text))
        {
            var isHtml = typed.GetValueOrDefault(Name(row, cells.Count, Format)) == FormatOf(EditControl.Html);
            cells.Add(new EditCell(Name(row, cells.Count, Text), text.ReplaceLineEndings("\n"), isHtml ? EditControl.Html : EditControl.Markdown));
        }

        return cells;
    }

    private static JsonArray? BlocksOf(List<EditCell> cells)
    {
        var blocks = cells
            .Select(c => c.Control == EditControl.Html ? RichText.Sanitise(c.Value) : MarkdownText.ToHtml(c.Value))
            .Where(html => html.Length > 0)
            .Select(html => (JsonNode)new JsonObject { ["type"] = "text", ["html"] = html })
            .ToArray();
        return blocks.Length == 0 ? null : new JsonArray(blocks);
    }

    private static string TargetOf(object? reference) =>
        reference?.GetType().GetProperty(nameof(Ref<DocumentBody>.Id))?.GetValue(reference) is Guid id ? id.ToString() : "";

    private static void Set(JsonObject members, string name, JsonNode? value)
    {
        members.Remove(name);
        if (value is not null)
        {
            members[name] = value;
        }
    }

    private static string Name(string row, int index, string part) => string.Create(CultureInfo.InvariantCulture, $"{row}.{index}.{part}");
}
