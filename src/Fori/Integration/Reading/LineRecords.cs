using System.Runtime.CompilerServices;

namespace Fori.Integration.Reading;

/// <summary>Records of NDJSON: one on a line, blank lines are none. A line that is refused leaves the others alone.</summary>
internal static class LineRecords
{
    public static async IAsyncEnumerable<SourceRecord> ReadAsync(Stream utf8, ReadingOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        var window = new ByteWindow(utf8);
        var ordinal = 0L;
        while (true)
        {
            var end = window.Bytes.IndexOf((byte)'\n');
            var seen = window.Length;
            while (end < 0 && seen <= options.MaxRecordBytes && await window.MoreAsync(ct))
            {
                end = window.Bytes[seen..].IndexOf((byte)'\n') is >= 0 and var found ? seen + found : -1;
                seen = window.Length;
            }

            if (end < 0 && window.Length > options.MaxRecordBytes)
            {
                yield return await SkipAsync(window, ++ordinal, options, ct);
                continue;
            }

            if (end < 0 && window.Length == 0)
            {
                yield break;
            }

            var position = window.Position;
            var line = end < 0 ? window.Bytes : window.Bytes[..end];
            var length = line.Length;
            var text = line.Trim(" \t\r\0"u8).ToArray();
            window.LetGo(end < 0 ? length : length + 1);
            if (text.Length == 0)
            {
                continue;
            }

            ordinal++;
            yield return length > options.MaxRecordBytes
                ? RecordText.TooLarge(ordinal, position, text, length, options.MaxRecordBytes)
                : RecordText.Check(ordinal, position, text);
        }
    }

    private static async ValueTask<SourceRecord> SkipAsync(ByteWindow window, long ordinal, ReadingOptions options, CancellationToken ct)
    {
        var position = window.Position;
        var start = window.Bytes[..Math.Min(window.Length, 1024)].ToArray();
        while (true)
        {
            var end = window.Bytes.IndexOf((byte)'\n');
            if (end >= 0)
            {
                window.LetGo(end + 1);
                break;
            }

            window.LetGo(window.Length);
            if (!await window.MoreAsync(ct))
            {
                break;
            }
        }

        return RecordText.TooLarge(ordinal, position, start, window.Position - position, options.MaxRecordBytes);
    }
}
