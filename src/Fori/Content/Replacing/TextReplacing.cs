using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Content.Blocks;
using Fori.Content.OwnFields;
using Fori.Documents;

namespace Fori.Content.Replacing;

/// <summary>One place that changes, with what stands around it.</summary>
public sealed record TextMatch(string Before, string Old, string New, string After);

/// <param name="Path">As <c>body.fi[0].html</c>.</param>
/// <param name="Language">BCP 47; null outside of any.</param>
/// <param name="Matches">The first of them.</param>
/// <param name="Count">All of them.</param>
public sealed record TextChange(string Path, string? Language, IReadOnlyList<TextMatch> Matches, int Count);

/// <summary>Finds and replaces a text in a document, along the shapes of its fields. Pure. Of running text only words change, never a tag or its place.</summary>
public static class TextReplacing
{
    private const int MatchesShown = 5;
    private const int Around = 40;
    private const string Href = " href=\"";

    /// <param name="body">Canonical.</param>
    /// <returns>The body as canonical JSON, and what changed; the same array and nothing when nothing does, or when the body does not fit its type.</returns>
    public static (byte[] Body, IReadOnlyList<TextChange> Changes) Of(DocumentType type, byte[] body, TextSought sought)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(sought);
        if (!sought.MayBeIn(body))
        {
            return (body, []);
        }

        var members = JsonNode.Parse(body)!.AsObject(); // A body is an object.
        var changes = new List<TextChange>();
        foreach (var field in type.Fields.Where(f => !f.Rule.ByMachine || OwnFieldForm.Holds(f.Name)))
        {
            Walk(members, field.Name, field.Name, field.Shape, field.Rule, null, sought, changes);
        }

        if (changes.Count == 0 || type.Parse(JsonSerializer.SerializeToUtf8Bytes(members)) is not { Succeeded: true } parsed)
        {
            return (body, []);
        }

        var written = type.Write(type.Sanitised(parsed.Value.Body));
        return written.Succeeded && !written.Value.AsSpan().SequenceEqual(body) ? (written.Value, changes) : (body, []);
    }

    private static void Walk(JsonNode holder, object at, string path, ValueShape shape, FieldAttribute? rule, string? language, TextSought sought, List<TextChange> changes)
    {
        var value = at is int index ? holder[index] : holder[(string)at];
        switch (shape, value)
        {
            case (ByLanguageShape by, JsonObject texts):
                foreach (var own in texts.Select(t => t.Key).Where(l => sought.Language is null || l == sought.Language).ToList())
                {
                    Walk(texts, own, $"{path}.{own}", by.Item, rule, own, sought, changes);
                }

                break;
            case (RowsShape rows, JsonArray items):
                for (var i = 0; i < items.Count; i++)
                {
                    Walk(items, i, At(path, i), rows.Item, rule, language, sought, changes);
                }

                break;
            case (BlocksShape, JsonArray blocks):
                for (var i = 0; i < blocks.Count; i++)
                {
                    if (blocks[i] is JsonObject block && BlockTypes.Find(block["type"]?.GetValue<string>() ?? "") is { } type)
                    {
                        Parts(block, type.Shape, At(path, i), language, sought, changes);
                    }
                }

                break;
            case (PartsShape record, JsonObject members):
                Parts(members, record, path, language, sought, changes);
                break;
            case (TextShape text, JsonValue plain) when rule is not { Slug: true } && (sought.Language is null || language is not null) && plain.TryGetValue<string>(out var old)
                && (text.Kind is FieldKind.Text or FieldKind.RichText || sought.InLinks):
                var matches = new List<TextMatch>();
                var replaced = text.IsRich ? Html(old, sought, matches) : Plain(old, sought, matches);
                if (replaced != old)
                {
                    changes.Add(new TextChange(path, language, [.. matches.Take(MatchesShown)], matches.Count));
                    if (at is int row)
                    {
                        holder[row] = replaced;
                    }
                    else
                    {
                        holder[(string)at] = replaced;
                    }
                }

                break;
        }
    }

    private static void Parts(JsonObject members, PartsShape record, string path, string? language, TextSought sought, List<TextChange> changes)
    {
        foreach (var part in record.Parts.Where(p => p.Rule?.ByMachine != true))
        {
            Walk(members, part.Name, $"{path}.{part.Name}", part.Shape, part.Rule, language, sought, changes);
        }
    }

    private static string Plain(string text, TextSought sought, List<TextMatch> matches)
    {
        var found = sought.In(text);
        matches.AddRange(found.Select(m => new TextMatch(
            text[Math.Max(0, m.Index - Around)..m.Index], m.Value, sought.InPlaceOf(m.Value), text[(m.Index + m.Length)..Math.Min(text.Length, m.Index + m.Length + Around)])));
        return found.Count == 0 ? text : sought.Replaced(text);
    }

    // What is stored is of our own sanitiser: a tag ends with the next ">", and attributes have double quotes.
    private static string Html(string html, TextSought sought, List<TextMatch> matches)
    {
        var written = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            var isTag = html[at] == '<';
            var end = html.IndexOf(isTag ? '>' : '<', at);
            end = end < 0 ? html.Length : isTag ? end + 1 : end;
            var piece = html[at..end];
            written.Append(isTag ? Tag(piece, sought, matches) : Words(piece, sought, matches));
            at = end;
        }

        return written.ToString();
    }

    private static string Words(string piece, TextSought sought, List<TextMatch> matches)
    {
        var text = WebUtility.HtmlDecode(piece);
        var replaced = Plain(text, sought, matches);
        return replaced == text ? piece : Encoded(replaced);
    }

    private static string Tag(string tag, TextSought sought, List<TextMatch> matches)
    {
        var from = sought.InLinks && tag.StartsWith("<a ", StringComparison.Ordinal) ? tag.IndexOf(Href, StringComparison.Ordinal) : -1;
        var to = from < 0 ? -1 : tag.IndexOf('"', from + Href.Length);
        if (to < 0)
        {
            return tag;
        }

        var address = WebUtility.HtmlDecode(tag[(from + Href.Length)..to]);
        var found = new List<TextMatch>();
        var replaced = Plain(address, sought, found);
        if (replaced == address || !WebAddress.IsAllowed(replaced))
        {
            return tag; // A link that would lead nowhere stays as it is.
        }

        matches.AddRange(found);
        return $"{tag[..(from + Href.Length)]}{Encoded(replaced).Replace("\"", "&quot;", StringComparison.Ordinal)}{tag[to..]}";
    }

    private static string Encoded(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
