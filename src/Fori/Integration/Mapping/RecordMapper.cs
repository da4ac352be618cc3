using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Documents;
using Fori.Integration.Reading;
using Fori.Store;

namespace Fori.Integration.Mapping;

/// <summary>A document on its way: grouping joins these before they become bytes.</summary>
internal sealed record DraftRecord : MappedItem
{
    public required RecordMapping Mapping { get; init; }

    public required string Key { get; init; }

    public required JsonObject Body { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    public bool Published { get; init; }

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    public ReadOnlyMemory<byte> Raw { get; init; }
}

/// <summary>Maps one record of a source with every mapping of a document. Pure: equal input gives equal items.</summary>
internal static class RecordMapper
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ReadingOptions.MaxDepth };
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(MappingDocument document, SourceRecord source, List<MappedItem> items)
    {
        if (source.Ends || (source.Refused && source.Ordinal == 0))
        {
            items.Add(new SourceNotice { Ordinal = source.Ordinal, Problems = source.Problems, Ends = source.Ends });
            return;
        }

        if (source.Refused)
        {
            items.Add(new RefusedRecord { Ordinal = source.Ordinal, Problems = source.Problems, Raw = source.Raw });
            return;
        }

        using var json = JsonDocument.Parse(source.Json, Options);
        foreach (var mapping in document.Mappings)
        {
            Descend(new Scope(json.RootElement), mapping, 0, scope => MapOne(document, mapping, scope, source, items));
        }
    }

    /// <summary>The finished record, or why it is none.</summary>
    public static MappedItem Finish(DraftRecord draft)
    {
        var body = Canonical(draft.Body);
        try
        {
            JsonSerializer.Deserialize(body.Span, draft.Mapping.TypeInfo!); // Drafts are of documents, which have a type.
        }
        catch (JsonException e)
        {
            return new RefusedRecord
            {
                Ordinal = draft.Ordinal,
                Key = draft.Key,
                Type = draft.Mapping.Type,
                Problems = [.. draft.Problems, Problem.Of("record.shape", e.Path?.TrimStart('$', '.') ?? "", ("detail", e.Message))],
                Raw = draft.Raw,
                Mapped = body,
            };
        }

        return new MappedRecord
        {
            Ordinal = draft.Ordinal,
            Key = draft.Key,
            Type = draft.Mapping.Target,
            Body = body,
            ChangedAt = draft.ChangedAt,
            Published = draft.Published,
            Problems = draft.Problems,
            Raw = draft.Raw,
        };
    }

    private static void Descend(Scope scope, RecordMapping mapping, int level, Action<Scope> map)
    {
        if (level == mapping.Descent.Count)
        {
            map(scope);
            return;
        }

        var value = scope.Value;
        var names = mapping.Descent[level];
        foreach (var name in names)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return;
            }
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Descend(new Scope(item, scope, names[0]), mapping, level + 1, map);
            }
        }
    }

    private static void MapOne(MappingDocument document, RecordMapping mapping, Scope scope, SourceRecord source, List<MappedItem> items)
    {
        var context = new RecordContext(mapping, document.Script);
        string? key = null;
        JsonObject? body = null;
        try
        {
            if (mapping.When?.IsTrue(scope) == false)
            {
                return;
            }

            key = KeyOf(mapping, scope, source, context);
            var changedAt = ChangedAt(mapping, scope, context);
            if (key is not null && mapping.Codelist is not null)
            {
                if (MapCode(mapping, key, changedAt, scope, source, context) is { } code)
                {
                    items.Add(code);
                    return;
                }
            }
            else if (key is not null)
            {
                body = BodyOf(document, mapping, scope, context);
                if (body is null && !context.Failed)
                {
                    // The script's map gave nothing: it leaves this record out.
                    return;
                }

                var published = mapping.Published?.IsTrue(scope) ?? true;
                if (body is not null && !context.Failed)
                {
                    items.Add(new DraftRecord { Ordinal = source.Ordinal, Mapping = mapping, Key = key, Body = body, ChangedAt = changedAt, Published = published, Problems = context.Problems, Raw = RawOf(mapping, scope, source) });
                    return;
                }
            }
        }
        catch (ExpressionException e)
        {
            context.Fail("record.expression", "", ("expression", e.Expression), ("detail", e.Message));
        }

        items.Add(new RefusedRecord
        {
            Ordinal = source.Ordinal,
            Key = key,
            Type = mapping.Target,
            Problems = [.. context.Problems.Select(p => Located(p, source))],
            Raw = RawOf(mapping, scope, source),
            Mapped = body is null ? default : Canonical(body),
        });
    }

    private static string? KeyOf(RecordMapping mapping, Scope scope, SourceRecord source, RecordContext context)
    {
        var key = FieldValue.Text(FieldValue.FromSource(mapping.Key.Value(scope)))?.Trim();
        if (string.IsNullOrEmpty(key))
        {
            context.Fail("record.key-missing", mapping.Codelist is null ? "key" : "value", ("expression", mapping.Key.Text), ("remedy", "each record needs the source's own key"));
            return null;
        }

        if (key.Length > 500)
        {
            context.Fail("record.key-too-long", "key", ("max", "500"));
            return null;
        }

        return key;
    }

    private static DateTimeOffset? ChangedAt(RecordMapping mapping, Scope scope, RecordContext context)
    {
        var text = mapping.ChangedAt is null ? null : FieldValue.Text(FieldValue.FromSource(mapping.ChangedAt.Value(scope)))?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var changedAt = FieldValue.Instant(text, mapping.Zone);
        if (changedAt is null)
        {
            // It only says how fresh the record is; that is not worth the record.
            context.Warn("record.date", "changedAt", ("value", FieldValue.Shortened(text)), ("expected", "yyyy-MM-ddTHH:mm:ssZ"));
        }

        return changedAt;
    }

    private static MappedCode? MapCode(RecordMapping mapping, string value, DateTimeOffset? changedAt, Scope scope, SourceRecord source, RecordContext context)
    {
        var labels = mapping.Labels!.Evaluate(scope, context); // A codelist's mapping has labels.
        var parent = mapping.Parent is null ? null : FieldValue.Text(FieldValue.FromSource(mapping.Parent.Value(scope)))?.Trim();
        return context.Failed ? null : new MappedCode
        {
            Ordinal = source.Ordinal,
            Scheme = mapping.Target,
            Value = value,
            Labels = labels is JsonObject texts ? new LocalizedText(texts.Select(t => KeyValuePair.Create(t.Key, FieldValue.Text(t.Value) ?? ""))) : LocalizedText.Empty,
            Parent = string.IsNullOrEmpty(parent) ? null : parent,
            ChangedAt = changedAt,
        };
    }

    private static JsonObject? BodyOf(MappingDocument document, RecordMapping mapping, Scope scope, RecordContext context)
    {
        var body = new JsonObject();
        var identifiers = new JsonArray();
        foreach (var (system, expression) in mapping.Identifiers)
        {
            if (FieldValue.Text(FieldValue.FromSource(expression.Value(scope)))?.Trim() is { Length: > 0 } value)
            {
                identifiers.Add(new JsonObject { ["system"] = system, ["value"] = value });
            }
        }

        if (identifiers.Count > 0)
        {
            body["identifiers"] = identifiers;
        }

        foreach (var (name, field) in mapping.Fields)
        {
            if (field.Evaluate(scope, context) is { } value)
            {
                body[name] = value;
            }
        }

        if (context.Failed || document.Script?.Has("map") != true)
        {
            return body;
        }

        var changed = document.Script.Call("map", "", context, ScriptRecord(scope), body.ToJsonString(), JsonValue.Create(mapping.Target).ToJsonString());
        // What a script gives is made to fit, cleaned and checked like everything else.
        return changed is null ? null : FieldValue.Fit(changed, TargetShape.Of(mapping.TypeInfo!), "", context) as JsonObject; // Documents have a type.
    }

    private static string ScriptRecord(Scope scope) =>
        scope.Parent is null ? scope.Value.GetRawText() : scope.Token(withParent: true).ToString(Newtonsoft.Json.Formatting.None);

    private static ReadOnlyMemory<byte> RawOf(RecordMapping mapping, Scope scope, SourceRecord source) =>
        mapping.Descent.Count == 0 ? source.Raw : Encoding.UTF8.GetBytes(scope.Value.GetRawText());

    private static Problem Located(Problem problem, SourceRecord source) => problem with
    {
        Arguments = new Dictionary<string, string>(problem.Arguments) { ["record"] = RecordText.Number(source.Ordinal), ["position"] = RecordText.Number(source.Position) },
    };

    /// <summary>Sorted names and no spaces: equal bodies are equal bytes, however a mapping orders its fields.</summary>
    internal static ReadOnlyMemory<byte> Canonical(JsonNode body)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Relaxed))
        {
            Write(json, body);
        }

        return bytes.WrittenMemory.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject holder:
                json.WriteStartObject();
                foreach (var (name, value) in holder.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(name);
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            case JsonArray items:
                json.WriteStartArray();
                foreach (var item in items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                node.WriteTo(json);
                break;
        }
    }
}
