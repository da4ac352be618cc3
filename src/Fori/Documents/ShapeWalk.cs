using System.Collections;
using System.Globalization;
using Fori.Content.Blocks;

namespace Fori.Documents;

/// <summary>A value without parts, met on a walk.</summary>
/// <param name="Path">As <c>body.fi[0].html</c>.</param>
/// <param name="Language">In which it is written; null outside of any.</param>
/// <param name="Owner">What directly holds it: a body, a block or a part.</param>
public sealed record MetValue(string Path, string? Language, ValueShape Shape, FieldAttribute? Rule, object Value, object Owner);

/// <summary>Walks through a value along its shape, in the order of its parts.</summary>
public static class ShapeWalk
{
    /// <summary>Everything that is written in a document, down to what lies within blocks and lists.</summary>
    public static IEnumerable<MetValue> Of(DocumentType type, DocumentBody body) =>
        type.Fields.SelectMany(f => f.ValueOf(body) is { } value ? Of(f, value, body) : []);

    /// <summary>The same of one field.</summary>
    public static IEnumerable<MetValue> Of(DocumentField field, object value, DocumentBody body) => Of(field.Name, null, field.Shape, field.Rule, value, body);

    /// <summary>The same of a block or a part.</summary>
    /// <param name="path">Where it stands.</param>
    public static IEnumerable<MetValue> Of(object part, string path, string? language)
    {
        ArgumentNullException.ThrowIfNull(part);
        return PartsShape.Of(part.GetType()).Parts.SelectMany(p => p.Property.GetValue(part) is { } value
            ? Of(path.Length == 0 ? p.Name : $"{path}.{p.Name}", language, p.Shape, p.Rule, value, part)
            : []);
    }

    private static IEnumerable<MetValue> Of(string path, string? language, ValueShape shape, FieldAttribute? rule, object value, object owner) => (shape, value) switch
    {
        (ByLanguageShape, LocalizedText text) => text.Select(t => new MetValue($"{path}.{t.Key}", t.Key, ((ByLanguageShape)shape).Item, rule, t.Value, owner)),
        (ByLanguageShape by, IEnumerable pairs) => pairs.Cast<object>().SelectMany(pair => Of(path, by, rule, pair, owner)),
        (RowsShape rows, IEnumerable items) => items.Cast<object>().SelectMany((item, i) => Of(At(path, i), language, rows.Item, rule, item, owner)),
        (BlocksShape, IEnumerable blocks) => blocks.Cast<Block>().SelectMany((block, i) => Of(block, At(path, i), language)),
        (GridShape, TableGrid grid) => grid.All.SelectMany((row, r) => row.Select((cell, c) => new MetValue(TableGrid.PathOf(path, r, c), language, GridShape.Cell, null, cell, owner))),
        (PartsShape, _) => Of(value, path, language),
        (OpaqueShape, _) => [],
        _ => [new MetValue(path, language, shape, rule, value, owner)],
    };

    private static IEnumerable<MetValue> Of(string path, ByLanguageShape by, FieldAttribute? rule, object pair, object owner)
    {
        var of = pair.GetType();
        var language = (string)of.GetProperty("Key")!.GetValue(pair)!; // A pair of a dictionary by language.
        return of.GetProperty("Value")!.GetValue(pair) is { } value ? Of($"{path}.{language}", language, by.Item, rule, value, owner) : []; // As above.
    }

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
