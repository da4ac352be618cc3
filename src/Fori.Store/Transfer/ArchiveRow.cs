using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Fori.Store.Json;
using Fori.Store.Schema;

namespace Fori.Store.Transfer;

/// <summary>A row as a line of JSON, and back.</summary>
internal static class ArchiveRow
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    // A body has up to 64 levels, within the row.
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = CanonicalJson.MaxDepth + 2 };

    /// <exception cref="JsonException">A JSON column holds something else: the store is damaged.</exception>
    public static void Write(Utf8JsonWriter json, Table table, object?[] values)
    {
        json.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            json.WritePropertyName(table.Columns[i].Name);
            WriteValue(json, table.Columns[i].Type, values[i]);
        }

        json.WriteEndObject();
    }

    public static Outcome<object?[]> Read(Table table, ReadOnlyMemory<byte> line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line, Reading);
        }
        catch (JsonException)
        {
            return Problem.Of("transfer.not-json");
        }

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(table, document.RootElement) : Problem.Of("transfer.not-an-object");
        }
    }

    private static Outcome<object?[]> Read(Table table, JsonElement row)
    {
        var values = new object?[table.Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var column = table.Columns[i];
            if (!row.TryGetProperty(column.Name, out var value))
            {
                if (column.Absent is { } absent)
                {
                    values[i] = absent;
                    continue;
                }

                return Problem.Of("transfer.column-missing", column.Name);
            }

            if (!TryRead(column, value, out values[i]))
            {
                return Problem.Of("transfer.value", column.Name);
            }
        }

        if (row.EnumerateObject().FirstOrDefault(p => table.Columns.All(c => c.Name != p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            return Problem.Of("transfer.column-unknown", unknown.Name);
        }

        if (row.GetPropertyCount() > table.Columns.Count(c => row.TryGetProperty(c.Name, out _)))
        {
            return Problem.Of("transfer.column-twice");
        }

        return Understood(table, values);
    }

    // What the table's own reader does not take, or takes as something else, would fail every reader later.
    private static Outcome<object?[]> Understood(Table table, object?[] values)
    {
        try
        {
            var again = table.ValuesOf(table.ReadRow(new ValuesReader(values)));
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is string text && !text.Equals(again[i]))
                {
                    return Problem.Of("transfer.value", table.Columns[i].Name);
                }
            }

            return values;
        }
        catch (ArgumentException)
        {
            return Problem.Of("transfer.value");
        }
    }

    private static void WriteValue(Utf8JsonWriter json, ColumnType type, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case byte[] bytes when type == ColumnType.Json:
                json.WriteRawValue(OneLine(bytes));
                break;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            case DateTimeOffset at:
                json.WriteStringValue(at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture));
                break;
            case Guid id:
                json.WriteStringValue(id);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case IReadOnlyList<string> words:
                json.WriteStartArray();
                foreach (var word in words)
                {
                    json.WriteStringValue(word);
                }

                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} is no value of a column.");
        }
    }

    // Within JSON a line can break only between tokens, where a space says the same.
    private static byte[] OneLine(byte[] json)
    {
        if (json.AsSpan().IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return json;
        }

        var line = (byte[])json.Clone();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        return line;
    }

    private static bool TryRead(Column column, JsonElement value, out object? read)
    {
        read = null;
        if (value.ValueKind == JsonValueKind.Null)
        {
            return column.Nullable;
        }

        switch (column.Type)
        {
            case ColumnType.Json:
                read = JsonMarshal.GetRawUtf8Value(value).ToArray();
                return true;
            case ColumnType.Int when value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number):
                read = number;
                return true;
            case ColumnType.Long when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number):
                read = number;
                return true;
            case ColumnType.Flag when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                read = value.GetBoolean();
                return true;
            case ColumnType.Words when value.ValueKind == JsonValueKind.Array:
                return TryReadWords(value, out read);
            case ColumnType.Text or ColumnType.Guid or ColumnType.Instant or ColumnType.Bytes when value.ValueKind == JsonValueKind.String:
                return TryReadText(column.Type, value, out read);
            default:
                return false;
        }
    }

    private static bool TryReadText(ColumnType type, JsonElement value, out object? read)
    {
        read = null;
        switch (type)
        {
            case ColumnType.Guid when value.TryGetGuid(out var id):
                read = id;
                return true;
            case ColumnType.Bytes when value.TryGetBytesFromBase64(out var bytes):
                read = bytes;
                return true;
            case ColumnType.Instant when DateTimeOffset.TryParseExact(
                value.GetString(), InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at):
                read = at;
                return true;
            case ColumnType.Text when PlainText(value) is { } text:
                read = text;
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadWords(JsonElement value, out object? read)
    {
        var words = new List<string>();
        read = words;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || PlainText(item) is not { Length: > 0 } word || word.Contains(' '))
            {
                return false;
            }

            words.Add(word);
        }

        return true;
    }

    /// <returns>Null for what PostgreSQL cannot keep: half a surrogate pair, a null character.</returns>
    private static string? PlainText(JsonElement value)
    {
        try
        {
            return value.GetString() is { } text && !text.Contains('\0') ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads a row from values that are in memory.</summary>
    private sealed class ValuesReader(object?[] values) : RowReader
    {
        protected override bool IsNull(int ordinal) => values[ordinal] is null;

        protected override long LongAt(int ordinal) => values[ordinal] switch
        {
            int number => number,
            long number => number,
            DateTimeOffset at => Instants.ToMicroseconds(at),
            var other => throw new ArgumentException($"{other} is no number."),
        };

        protected override string TextAt(int ordinal) => values[ordinal] switch
        {
            string text => text,
            IReadOnlyList<string> words => string.Join(' ', words),
            var other => throw new ArgumentException($"{other} is no text."),
        };

        protected override bool FlagAt(int ordinal) => values[ordinal] as bool? ?? throw new ArgumentException("No flag.");

        protected override Guid GuidAt(int ordinal) => values[ordinal] as Guid? ?? throw new ArgumentException("No uuid.");

        protected override byte[] BytesAt(int ordinal) => values[ordinal] as byte[] ?? throw new ArgumentException("No bytes.");
    }
}
