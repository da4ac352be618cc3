using System.Text.Json.Nodes;
using Fori.Content.Blocks;

namespace Fori.Documents;

/// <summary>Finds and cleans the HTML in a value, however deep it lies.</summary>
internal static class RichShapes
{
    public static bool HasRich(ValueShape shape) => HasRich(shape, []);

    public static bool IsClean(DocumentField field, object value, DocumentBody body) =>
        ShapeWalk.Of(field, value, body).All(met => met is not { Shape: TextShape { IsRich: true }, Value: string html } || RichText.Sanitise(html) == html);

    /// <summary>Cleans in place.</summary>
    public static void Clean(ValueShape shape, JsonNode? value)
    {
        switch (shape, value)
        {
            case (TextShape { IsRich: true }, JsonValue text) when text.TryGetValue<string>(out var html):
                text.ReplaceWith(RichText.Sanitise(html));
                break;
            case (ByLanguageShape by, JsonObject texts):
                foreach (var text in texts.ToList())
                {
                    Clean(by.Item, text.Value);
                }

                break;
            case (RowsShape rows, JsonArray items):
                foreach (var item in items.ToList())
                {
                    Clean(rows.Item, item);
                }

                break;
            case (BlocksShape, JsonArray blocks):
                foreach (var block in blocks.OfType<JsonObject>().Where(b => b["type"] is JsonValue))
                {
                    if (BlockTypes.Find(block["type"]!.GetValue<string>()) is { } type)
                    {
                        Clean(type.Shape, block);
                    }
                }

                break;
            case (PartsShape record, JsonObject members):
                foreach (var part in record.Parts)
                {
                    Clean(part.Shape, members[part.Name]);
                }

                break;
        }
    }

    private static bool HasRich(ValueShape shape, HashSet<Type> seen) => shape switch
    {
        TextShape text => text.IsRich,
        ByLanguageShape by => HasRich(by.Item, seen),
        RowsShape rows => HasRich(rows.Item, seen),
        BlocksShape => true,
        PartsShape record => seen.Add(record.Type) && record.Parts.Any(p => HasRich(p.Shape, seen)),
        _ => false,
    };
}
