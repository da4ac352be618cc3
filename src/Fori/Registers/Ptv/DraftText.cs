using System.Text;
using System.Text.Json;

namespace Fori.Registers.Ptv;

/// <summary>
/// The JSON in which the editor Draft.js keeps a text: {blocks: [{text, type, depth}], entityMap}. National general
/// descriptions carry their long texts so. Its blocks become paragraphs, subheadings and lists; inline styles and
/// entities are not in use there and their text is kept without them.
/// </summary>
internal static class DraftText
{
    /// <summary>Null when the text is not such JSON: it is then a plain text.</summary>
    public static string? ToHtml(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
            return json.RootElement.TryGetProperty("blocks", out var blocks) && blocks.ValueKind == JsonValueKind.Array ? Html(blocks) : null;
        }
        catch (JsonException)
        {
            // A text may begin with a brace and be a text.
            return null;
        }
    }

    private static string Html(JsonElement blocks)
    {
        var html = new StringBuilder();
        string? list = null;
        foreach (var block in blocks.EnumerateArray())
        {
            if (block.ValueKind != JsonValueKind.Object || Text(block, "text") is not { } text || string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var type = Text(block, "type");
            var wanted = type switch { "unordered-list-item" => "ul", "ordered-list-item" => "ol", _ => null };
            if (wanted != list)
            {
                html.Append(list is null ? "" : $"</{list}>").Append(wanted is null ? "" : $"<{wanted}>");
                list = wanted;
            }

            var tag = type switch
            {
                _ when wanted is not null => "li",
                "header-one" or "header-two" => "h2",
                "header-three" => "h3",
                "header-four" or "header-five" or "header-six" => "h4",
                "blockquote" => "blockquote",
                _ => "p",
            };
            html.Append('<').Append(tag).Append('>')
                .Append(PtvText.Encoded(text.Trim()).ReplaceLineEndings("<br>"))
                .Append("</").Append(tag).Append('>');
        }

        return html.Append(list is null ? "" : $"</{list}>").ToString();
    }

    private static string? Text(JsonElement block, string name) =>
        block.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
