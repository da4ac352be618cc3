// A refused record lies in quarantine with its raw form, its mapped form and its problems. The mapped form of a record that
// only the checks refused is whole: it stands within what else is to be known to contribute it, under names that no field
// of a document has. A form that mapping itself refused is kept as far as it came, bare, and is for reading only.
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fori.Store;

namespace Fori.Integration.Importing;

/// <summary>How refused records are written down and read again.</summary>
public static class QuarantinedForm
{
    private const string Type = "$type";
    private const string Key = "$key";
    private const string Live = "$live";
    private const string ChangedAt = "$changedAt";
    private const string Body = "$body";

    // A body of the deepest kind is one level deeper within its form.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 130 };

    /// <summary>What was refused, and why, in the row's words.</summary>
    public static IReadOnlyList<Problem> ProblemsOf(byte[] problems)
    {
        using var json = JsonDocument.Parse(problems);
        return
        [
            .. json.RootElement.EnumerateArray().Select(p =>
            {
                var problem = Problem.Of(
                    Text(p, "code"), Text(p, "path"), [.. p.GetProperty("arguments").EnumerateObject().Select(a => (a.Name, a.Value.GetString() ?? ""))]);
                return problem with { Severity = Enum.Parse<Severity>(Text(p, "severity")) };
            }),
        ];
    }

    internal static byte[] Written(IReadOnlyList<Problem> problems)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var problem in problems)
            {
                writer.WriteStartObject();
                writer.WriteString("code", problem.Code);
                writer.WriteString("path", problem.Path);
                writer.WriteString("severity", problem.Severity.ToString());
                writer.WriteStartObject("arguments");
                foreach (var (name, value) in problem.Arguments)
                {
                    writer.WriteString(name, value);
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    /// <summary>The mapped form of a refused item; null when mapping did not begin.</summary>
    internal static byte[]? MappedOf(ImportItem item)
    {
        if (item.Body.IsEmpty || item.Refused || item.Key is null || item.Type is null || !IsJson(item.Body))
        {
            return item.Body.IsEmpty ? null : item.Body.ToArray();
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = 130 }))
        {
            json.WriteStartObject();
            json.WritePropertyName(Body);
            json.WriteRawValue(item.Body.Span);
            if (item.ChangedAt is { } changedAt)
            {
                json.WriteString(ChangedAt, changedAt.ToString("O", CultureInfo.InvariantCulture));
            }

            json.WriteString(Key, item.Key);
            json.WriteBoolean(Live, item.Live);
            json.WriteString(Type, item.Type);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The item again; null when the form is not whole.</summary>
    internal static ImportItem? ItemOf(long ordinal, byte[]? mapped)
    {
        if (mapped is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(mapped, Deep);
        var root = json.RootElement;
        return root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(Type, out var type)
            ? null
            : new ImportItem
            {
                Ordinal = ordinal,
                Key = Text(root, Key),
                Type = type.GetString(),
                Body = Encoding.UTF8.GetBytes(root.GetProperty(Body).GetRawText()),
                Live = root.GetProperty(Live).GetBoolean(),
                ChangedAt = root.TryGetProperty(ChangedAt, out var at) ? at.GetDateTimeOffset() : null,
            };
    }

    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, Deep);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Text(JsonElement holder, string name) => holder.GetProperty(name).GetString() ?? "";
}
