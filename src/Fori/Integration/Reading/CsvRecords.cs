using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CsvHelper;
using Fori.Store;

namespace Fori.Integration.Reading;

/// <summary>
/// Rows of a CSV file as objects of strings, named by the first row. Rows are parted here, so that a row that is too
/// large can be passed by without holding it; the fields of a row are CsvHelper's work.
/// </summary>
internal static class CsvRecords
{
    private const int MostColumns = 2_000;

    public static async IAsyncEnumerable<SourceRecord> ReadAsync(Stream utf8, ReadingOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        var window = new ByteWindow(utf8);
        var delimiter = options.Delimiter ?? await DelimiterAsync(window, ct);
        if (delimiter > 0x7f)
        {
            throw new SourceBrokenException(RecordText.Of("source.delimiter", 0, 0, "source.delimiter", ("remedy", "a comma, semicolon, tab or another ASCII character")));
        }

        var fields = new RowFields(delimiter);
        var columns = Array.Empty<string>();
        var ordinal = -1L;
        var buffer = new ArrayBufferWriter<byte>();
        while (true)
        {
            var position = window.Position;
            var row = await RowAsync(window, (byte)delimiter, options.MaxRecordBytes, ordinal + 1, ct);
            if (row is null)
            {
                break;
            }

            if (row.Value.Bytes == 0)
            {
                continue;
            }

            ordinal++;
            if (row.Value.Text is null)
            {
                yield return RecordText.TooLarge(ordinal, position, Array.Empty<byte>(), row.Value.Bytes, options.MaxRecordBytes);
                continue;
            }

            var values = fields.Of(row.Value.Text, out var bad);
            if (ordinal == 0)
            {
                columns = Columns(values);
            }
            else
            {
                yield return Record(columns, values, bad, ordinal, position, row.Value.Text, buffer);
            }
        }

        if (ordinal < 0)
        {
            throw new SourceBrokenException(RecordText.Of("source.empty", 0, 0, "", ("remedy", "the first row must name the columns")));
        }
    }

    private static SourceRecord Record(string[] columns, string[] values, bool bad, long ordinal, long position, byte[] row, ArrayBufferWriter<byte> buffer)
    {
        if (bad)
        {
            return RecordText.Refuse(ordinal, position, row, RecordText.Of("record.malformed", ordinal, position, "", ("remedy", "a quote inside of a field is written twice, and such a field is quoted")));
        }

        if (values.Length < columns.Length || values.Skip(columns.Length).Any(v => v.Length > 0))
        {
            return RecordText.Refuse(ordinal, position, row, RecordText.Of("record.columns", ordinal, position, "",
                ("columns", RecordText.Number(values.Length)), ("expected", RecordText.Number(columns.Length)), ("remedy", "each row needs as many fields as the first; look for a delimiter or quote in a text")));
        }

        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Length; i++)
            {
                if (values[i].Contains('\ufffd', StringComparison.Ordinal))
                {
                    return RecordText.Refuse(ordinal, position, row, RecordText.Of("record.encoding", ordinal, position, columns[i], ("remedy", "the field holds bytes that are not text in the encoding; set source.encoding in the mapping")));
                }

                json.WriteString(columns[i], values[i]);
            }

            json.WriteEndObject();
        }

        return RecordText.Check(ordinal, position, buffer.WrittenSpan.ToArray());
    }

    private static string[] Columns(string[] header)
    {
        if (header.Length > MostColumns)
        {
            throw new SourceBrokenException(RecordText.Of("source.columns-many", 0, 0, "", ("max", RecordText.Number(MostColumns)), ("remedy", "is the delimiter right?")));
        }

        var names = header.Select((name, i) => string.IsNullOrWhiteSpace(name) ? string.Create(CultureInfo.InvariantCulture, $"column{i + 1}") : name.Trim()).ToArray();
        var twice = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? names
            : throw new SourceBrokenException(RecordText.Of("source.column-repeated", 0, 0, "", ("column", twice.Key), ("remedy", "each column needs a name of its own")));
    }

    /// <summary>The one of comma, semicolon and tab that stands most often in the first row, outside of quotes.</summary>
    private static async ValueTask<char> DelimiterAsync(ByteWindow window, CancellationToken ct)
    {
        while (window.Bytes.IndexOf((byte)'\n') < 0 && window.Length < 64 * 1024 && await window.MoreAsync(ct))
        {
        }

        var (commas, semicolons, tabs, quoted) = (0, 0, 0, false);
        foreach (var b in window.Bytes)
        {
            quoted ^= b == '"';
            if (b == '\n' && !quoted)
            {
                break;
            }

            commas += !quoted && b == ',' ? 1 : 0;
            semicolons += !quoted && b == ';' ? 1 : 0;
            tabs += !quoted && b == '\t' ? 1 : 0;
        }

        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    /// <summary>The next row without its line end; no text when it is too large; null at the end.</summary>
    private static async ValueTask<(byte[]? Text, long Bytes)?> RowAsync(ByteWindow window, byte delimiter, int max, long ordinal, CancellationToken ct)
    {
        var position = window.Position;
        var rows = new RowScanner(delimiter);
        var scanned = 0;
        var tooLarge = false;
        while (true)
        {
            var end = rows.End(window.Bytes[scanned..]);
            if (end >= 0)
            {
                end += scanned;
                var text = tooLarge || end > max ? null : window.Bytes[..end].TrimEnd((byte)'\r').ToArray();
                window.LetGo(end + 1);
                return (text, text?.Length ?? window.Position - position);
            }

            scanned = window.Length;
            if (tooLarge || scanned > max)
            {
                tooLarge = true;
                window.LetGo(scanned);
                scanned = 0;
            }

            if (!await window.MoreAsync(ct))
            {
                if (rows.InQuotes)
                {
                    throw new SourceBrokenException(RecordText.Of("source.truncated", ordinal, position, "", ("remedy", "a quote that opens in this row is never closed, or the file was cut")));
                }

                if (window.Length == 0 && !tooLarge)
                {
                    return null;
                }

                var text = tooLarge ? null : window.Bytes.TrimEnd((byte)'\r').ToArray();
                window.LetGo(window.Length);
                return (text, text?.Length ?? window.Position - position);
            }
        }
    }

    /// <summary>Finds the line break that ends a row: one outside of a quoted field.</summary>
    private sealed class RowScanner(byte delimiter)
    {
        private bool _fieldStart = true;
        private bool _afterQuote;

        public bool InQuotes { get; private set; }

        public int End(ReadOnlySpan<byte> piece)
        {
            for (var i = 0; i < piece.Length; i++)
            {
                var b = piece[i];
                if (InQuotes)
                {
                    InQuotes = b != '"';
                    _afterQuote = !InQuotes;
                    continue;
                }

                if (b == '\n')
                {
                    return i;
                }

                // A quote opens at the start of a field, or goes on when written twice.
                InQuotes = b == '"' && (_fieldStart || _afterQuote);
                _afterQuote = false;
                _fieldStart = b == delimiter;
            }

            return -1;
        }
    }

    /// <summary>The fields of one row.</summary>
    private sealed class RowFields(char delimiter)
    {
        private readonly CsvReaderOptions _options = new()
        {
            Separator = delimiter,
            HasHeader = false,
            SkipEmptyLines = false,
            AllowLineBreaksInQuotes = true,
        };

        public string[] Of(byte[] row, out bool bad)
        {
            bad = false;
            try
            {
                using var reader = CsvReader.Create(row, _options);
                if (!reader.Read())
                {
                    return [];
                }

                var values = new string[reader.FieldCount];
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = reader.GetString(i);
                }

                bad = reader.Read();
                return values;
            }
            catch (CsvFormatException)
            {
                bad = true;
                return [];
            }
        }
    }
}
