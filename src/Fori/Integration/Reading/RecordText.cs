using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Fori.Store;

namespace Fori.Integration.Reading;

/// <summary>Says whether the bytes of one record are JSON that can be mapped, and if not, what is wrong with it where.</summary>
internal static class RecordText
{
    private const int RawKept = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = ReadingOptions.MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions Repeating = new() { MaxDepth = ReadingOptions.MaxDepth, AllowDuplicateProperties = true };

    public static SourceRecord Check(long ordinal, long position, byte[] json)
    {
        var problem = Fault(ordinal, position, json);
        return problem is null
            ? new SourceRecord { Ordinal = ordinal, Position = position, Json = json, Raw = json }
            : Refuse(ordinal, position, json, problem);
    }

    public static SourceRecord Refuse(long ordinal, long position, ReadOnlyMemory<byte> raw, Problem problem) => new()
    {
        Ordinal = ordinal,
        Position = position,
        Raw = raw.Length > RawKept ? raw[..RawKept].ToArray() : raw,
        Problems = [problem],
    };

    public static SourceRecord TooLarge(long ordinal, long position, ReadOnlyMemory<byte> start, long bytes, int max) =>
        Refuse(ordinal, position, start, Of("record.too-large", ordinal, position, "", ("bytes", Number(bytes)), ("max", Number(max)), ("remedy", "raise source.maxRecordBytes in the mapping, or ask the source for smaller records")));

    public static SourceRecord End(long ordinal, long position, Problem problem) => new()
    {
        Ordinal = ordinal,
        Position = position,
        Problems = [problem],
        Ends = true,
    };

    public static Problem Of(string code, long ordinal, long position, string path, params (string Name, string Value)[] arguments) =>
        Problem.Of(code, path, [("record", Number(ordinal)), ("position", Number(position)), .. arguments]);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static Problem? Fault(long ordinal, long position, byte[] json)
    {
        if (!Utf8.IsValid(json))
        {
            return Of("record.encoding", ordinal, position, "", ("remedy", "the record is not UTF-8, which the mapping forces; name the real one in source.encoding"));
        }

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return HasSuspectEscape(json) ? BadCharacter(document.RootElement, "", ordinal, position) : null;
        }
        catch (JsonException e)
        {
            return Explain(e, ordinal, position, json);
        }
    }

    private static Problem Explain(JsonException e, long ordinal, long position, byte[] json)
    {
        try
        {
            JsonDocument.Parse(json, Repeating).Dispose();
            return Of("record.duplicate-property", ordinal, position, "", ("detail", e.Message), ("remedy", "each property may stand once in an object"));
        }
        catch (JsonException)
        {
            var at = position + ByteOf(e, json);
            return DeeperThan(json, ReadingOptions.MaxDepth)
                ? Of("record.too-deep", ordinal, position, "", ("max", Number(ReadingOptions.MaxDepth)), ("remedy", "ask the source for a flatter form"))
                : Of("record.malformed", ordinal, at, "", ("detail", e.Message), ("remedy", "the record is not JSON; ask the source to mend it"));
        }
    }

    private static long ByteOf(JsonException e, byte[] json)
    {
        var at = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
        {
            var end = json.AsSpan(at).IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            at += end + 1;
        }

        return at + (e.BytePositionInLine ?? 0);
    }

    private static bool DeeperThan(byte[] json, int max)
    {
        var depth = 0;
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'\\' when inString:
                    i++;
                    break;
                case (byte)'"':
                    inString = !inString;
                    break;
                case (byte)'{' or (byte)'[' when !inString:
                    if (++depth > max)
                    {
                        return true;
                    }

                    break;
                case (byte)'}' or (byte)']' when !inString:
                    depth--;
                    break;
            }
        }

        return false;
    }

    // \u0000 cannot be stored by one of the databases; half of a surrogate pair is not a character.
    private static bool HasSuspectEscape(ReadOnlySpan<byte> json) =>
        json.IndexOf("\\u0000"u8) >= 0 || json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    private static Problem? BadCharacter(JsonElement element, string path, long ordinal, long position)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    var (name, fault) = NameOf(property);
                    if (fault is not null || name.Contains('\0', StringComparison.Ordinal))
                    {
                        return Of(fault ?? "record.null-character", ordinal, position, path, ("remedy", "a property name holds a character that is not text"));
                    }

                    if (BadCharacter(property.Value, path.Length == 0 ? name : $"{path}.{name}", ordinal, position) is { } problem)
                    {
                        return problem;
                    }
                }

                return null;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    if (BadCharacter(item, $"{path}[{Number(index++)}]", ordinal, position) is { } problem)
                    {
                        return problem;
                    }
                }

                return null;
            case JsonValueKind.String:
                return TextOf(element) switch
                {
                    null => Of("record.half-character", ordinal, position, path, ("remedy", "an escape \\ud800–\\udfff stands alone; ask the source to write whole characters")),
                    var text when text.Contains('\0', StringComparison.Ordinal) => Of("record.null-character", ordinal, position, path, ("remedy", "the text holds \\u0000, which no text has; ask the source to leave it out")),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // The only sign that the reader gives of an escape that is half of a pair.
            return null;
        }
    }

    private static (string Name, string? Fault) NameOf(JsonProperty property)
    {
        try
        {
            return (property.Name, null);
        }
        catch (InvalidOperationException)
        {
            return ("", "record.half-character");
        }
    }
}
