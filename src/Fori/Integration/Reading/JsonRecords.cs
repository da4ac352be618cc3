using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fori.Store;

namespace Fori.Integration.Reading;

/// <summary>
/// Elements of an array in one JSON document. The bounds of an element are found by its brackets and quotes alone, so
/// an element that does not parse, or is too large to hold, is refused by itself and the reading goes on behind it.
/// </summary>
internal static class JsonRecords
{
    private const int LongestName = 10_000;

    public static async IAsyncEnumerable<SourceRecord> ReadAsync(Stream utf8, ReadingOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        var window = new ByteWindow(utf8);
        var enclosing = 0;
        foreach (var name in options.At.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            await DescendAsync(window, name, options.At, ct);
            enclosing++;
        }

        var first = await PeekAsync(window, ct);
        var ordinal = 0L;
        if (first == '[')
        {
            window.LetGo(1);
            while (await NextElementAsync(window, ordinal, ct))
            {
                yield return await ReadValueAsync(window, ++ordinal, options, ct);
            }
        }
        else if (first == '{')
        {
            yield return await ReadValueAsync(window, ++ordinal, options, ct);
        }
        else
        {
            throw Broken(first < 0 ? "source.empty" : "source.not-records", window, ordinal, "an array of records, or one object, is expected here");
        }

        await CloseAsync(window, enclosing, ordinal, ct);
    }

    /// <summary>Goes to the value of a property of the object that begins here.</summary>
    private static async ValueTask DescendAsync(ByteWindow window, string name, string at, CancellationToken ct)
    {
        if (await PeekAsync(window, ct) != '{')
        {
            throw Missing(window, at);
        }

        window.LetGo(1);
        while (true)
        {
            var next = await PeekAsync(window, ct);
            if (next == ',')
            {
                window.LetGo(1);
                continue;
            }

            if (next != '"')
            {
                throw next < 0 ? Truncated(window, 0) : Missing(window, at);
            }

            var found = await ReadNameAsync(window, ct);
            if (await PeekAsync(window, ct) != ':')
            {
                throw Malformed(window, 0, "a colon is missing after a property name");
            }

            window.LetGo(1);
            if (found == name)
            {
                return;
            }

            await PeekAsync(window, ct);
            var scanner = new ValueScanner(0);
            await SkipAsync(window, scanner, 0, ct);
        }
    }

    private static async ValueTask<string> ReadNameAsync(ByteWindow window, CancellationToken ct)
    {
        var scanner = new ValueScanner(0);
        var scanned = 0;
        while (true)
        {
            var end = scanner.End(window.Bytes[scanned..]);
            if (end >= 0)
            {
                var token = window.Bytes[..(scanned + end)].ToArray();
                window.LetGo(token.Length);
                try
                {
                    return JsonSerializer.Deserialize(token, JsonElementContext.Default.String) ?? "";
                }
                catch (JsonException e)
                {
                    throw Malformed(window, 0, e.Message);
                }
            }

            scanned = window.Length;
            if (scanned > LongestName || !await window.MoreAsync(ct))
            {
                throw Truncated(window, 0);
            }
        }
    }

    /// <summary>Stands at an element, or behind the array.</summary>
    private static async ValueTask<bool> NextElementAsync(ByteWindow window, long read, CancellationToken ct)
    {
        var next = await PeekAsync(window, ct);
        if (read > 0 && next == ',')
        {
            window.LetGo(1);
            next = await PeekAsync(window, ct);
        }
        else if (read > 0 && next >= 0 && next != ']')
        {
            throw Malformed(window, read, "a comma is missing between two records");
        }

        switch (next)
        {
            case -1:
                throw Truncated(window, read);
            case ']':
                window.LetGo(1);
                return false;
            case '}' or ',' or ':':
                throw Malformed(window, read, $"'{(char)next}' cannot stand here");
            default:
                return true;
        }
    }

    private static async ValueTask<SourceRecord> ReadValueAsync(ByteWindow window, long ordinal, ReadingOptions options, CancellationToken ct)
    {
        var position = window.Position;
        var scanner = new ValueScanner(0);
        var scanned = 0;
        while (true)
        {
            var end = scanner.End(window.Bytes[scanned..]);
            if (end >= 0)
            {
                var length = scanned + end;
                var record = length > options.MaxRecordBytes
                    ? RecordText.TooLarge(ordinal, position, window.Bytes[..1024].ToArray(), length, options.MaxRecordBytes)
                    : RecordText.Check(ordinal, position, window.Bytes[..length].ToArray());
                window.LetGo(length);
                return record;
            }

            scanned = window.Length;
            if (scanned > options.MaxRecordBytes)
            {
                var start = window.Bytes[..1024].ToArray();
                window.LetGo(scanned);
                await SkipAsync(window, scanner, ordinal, ct);
                return RecordText.TooLarge(ordinal, position, start, window.Position - position, options.MaxRecordBytes);
            }

            if (!await window.MoreAsync(ct))
            {
                throw Truncated(window, ordinal);
            }
        }
    }

    private static async ValueTask SkipAsync(ByteWindow window, ValueScanner scanner, long ordinal, CancellationToken ct)
    {
        while (true)
        {
            var end = scanner.End(window.Bytes);
            window.LetGo(end >= 0 ? end : window.Length);
            if (end >= 0)
            {
                return;
            }

            if (!await window.MoreAsync(ct))
            {
                throw Truncated(window, ordinal);
            }
        }
    }

    /// <summary>The rest must close what was opened: a document cut behind the records is cut all the same.</summary>
    private static async ValueTask CloseAsync(ByteWindow window, int enclosing, long ordinal, CancellationToken ct)
    {
        if (enclosing > 0)
        {
            await SkipAsync(window, new ValueScanner(enclosing), ordinal, ct);
        }

        if (await PeekAsync(window, ct) >= 0)
        {
            throw Malformed(window, ordinal, "there is text behind the end of the document");
        }
    }

    /// <summary>The next byte that is not space, which stays; -1 at the end.</summary>
    private static async ValueTask<int> PeekAsync(ByteWindow window, CancellationToken ct)
    {
        while (true)
        {
            var at = window.Bytes.IndexOfAnyExcept(" \t\r\n"u8);
            window.LetGo(at < 0 ? window.Length : at);
            if (at >= 0)
            {
                return window.Bytes[0];
            }

            if (!await window.MoreAsync(ct))
            {
                return -1;
            }
        }
    }

    private static SourceBrokenException Missing(ByteWindow window, string at) =>
        new(RecordText.Of("source.place-missing", 0, window.Position, "source.at", ("at", at), ("remedy", "name the array that holds the records")));

    private static SourceBrokenException Truncated(ByteWindow window, long ordinal) =>
        Broken("source.truncated", window, ordinal, "the document ends in the middle; fetch it again");

    private static SourceBrokenException Malformed(ByteWindow window, long ordinal, string detail) =>
        new(RecordText.Of("source.malformed", ordinal, window.Position, "", ("detail", detail), ("remedy", "the document is not JSON behind this place; ask the source to mend it")));

    private static SourceBrokenException Broken(string code, ByteWindow window, long ordinal, string remedy) =>
        new(RecordText.Of(code, ordinal, window.Position, "", ("remedy", remedy)));
}

/// <summary>Finds where a JSON value ends, over as many pieces as it comes in.</summary>
/// <param name="enclosing">0 = a value begins here; more = inside that many open objects or arrays.</param>
internal sealed class ValueScanner(int enclosing)
{
    private static readonly SearchValues<byte> InText = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> Structure = SearchValues.Create("{}[]\""u8);
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]} \t\r\n"u8);

    private int _depth = enclosing;
    private bool _begun = enclosing > 0;
    private bool _scalar;
    private bool _inText;
    private bool _escaped;

    /// <returns>Index behind the value's last byte, or -1 when it goes on.</returns>
    public int End(ReadOnlySpan<byte> piece)
    {
        var at = 0;
        if (!_begun && piece.Length > 0)
        {
            _begun = true;
            _scalar = piece[0] is not ((byte)'{' or (byte)'[' or (byte)'"');
        }

        if (_scalar)
        {
            return piece.IndexOfAny(ScalarEnds);
        }

        while (at < piece.Length)
        {
            if (_escaped)
            {
                _escaped = false;
                at++;
                continue;
            }

            var found = piece[at..].IndexOfAny(_inText ? InText : Structure);
            if (found < 0)
            {
                return -1;
            }

            at += found;
            switch (piece[at++])
            {
                case (byte)'\\':
                    _escaped = true;
                    break;
                case (byte)'"':
                    _inText = !_inText;
                    break;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    break;
                default:
                    _depth--;
                    break;
            }

            if (_depth <= 0 && !_inText && !_escaped)
            {
                return at;
            }
        }

        return -1;
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class JsonElementContext : System.Text.Json.Serialization.JsonSerializerContext;
