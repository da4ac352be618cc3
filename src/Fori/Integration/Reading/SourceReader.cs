using System.Runtime.CompilerServices;
using Fori.Store;

namespace Fori.Integration.Reading;

/// <summary>
/// Reads a source as a stream of records, holding one record at a time. Bad records are refused one by one with their
/// number, position and a remedy; a source that breaks off ends with a record whose <see cref="SourceRecord.Ends"/> is set.
/// </summary>
public static class SourceReader
{
    public static async IAsyncEnumerable<SourceRecord> ReadAsync(
        Stream source, SourceFormat format, ReadingOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        var opened = Utf8Stream.Over(source, options.Encoding);
        if (!opened.Succeeded)
        {
            yield return RecordText.End(0, 0, opened.Problems[0]);
            yield break;
        }

        await using var utf8 = opened.Value;
        var records = format switch
        {
            SourceFormat.Json => JsonRecords.ReadAsync(utf8, options, ct),
            SourceFormat.NdJson => LineRecords.ReadAsync(utf8, options, ct),
            _ => CsvRecords.ReadAsync(utf8, options, ct),
        };
        var told = false;
        var last = (Ordinal: 0L, Position: 0L);
        await using var each = records.GetAsyncEnumerator(ct);
        while (true)
        {
            SourceRecord? record;
            try
            {
                record = await each.MoveNextAsync() ? each.Current : null;
            }
            catch (SourceBrokenException e)
            {
                record = RecordText.End(last.Ordinal, last.Position, e.Problem);
            }
            catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException)
            {
                record = RecordText.End(last.Ordinal, last.Position, RecordText.Of(
                    "source.broken-off", last.Ordinal, last.Position, "", ("detail", e.Message), ("remedy", "the connection or file failed while being read; run again")));
            }

            if (!told && utf8.Assumed is { } assumed)
            {
                told = true;
                yield return new SourceRecord { Ordinal = 0, Position = 0, Problems = [assumed] };
            }

            if (record is null)
            {
                yield break;
            }

            last = (record.Ordinal, record.Position);
            yield return record;
            if (record.Ends)
            {
                yield break;
            }
        }
    }

    /// <summary>The format that a name, or the media type of an answer, speaks of; null when neither does.</summary>
    public static SourceFormat? FormatOf(string name, string? mediaType) =>
        mediaType?.ToLowerInvariant() switch
        {
            "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines" => SourceFormat.NdJson,
            "text/csv" or "text/tab-separated-values" => SourceFormat.Csv,
            _ => Path.GetExtension(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name).ToLowerInvariant() switch
            {
                ".json" or ".geojson" => SourceFormat.Json,
                ".ndjson" or ".jsonl" => SourceFormat.NdJson,
                ".csv" or ".tsv" => SourceFormat.Csv,
                _ => mediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? SourceFormat.Json : null,
            },
        };
}
