using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Fori.Integration.Reading;
using Fori.Store;

namespace Fori.Integration.Mapping;

/// <summary>How a run maps.</summary>
public sealed record MappingRunOptions
{
    /// <summary>Records are mapped on so many threads; the order of the items is the source's in any case.</summary>
    public int Threads { get; init; } = Math.Min(4, Environment.ProcessorCount);
}

/// <summary>
/// From a source to documents and codes in one pass. Memory is bounded by a few batches of records, by the keys seen
/// (24 bytes each) and, where a mapping groups, by its grouped records.
/// </summary>
public static class SourceMapper
{
    private const int BatchRecords = 128;
    private const long BatchBytes = 1_000_000;

    /// <summary>Maps a source as it is read. The mapping's own format goes before the given one; JSON when neither is known.</summary>
    public static async IAsyncEnumerable<MappedItem> MapAsync(
        MappingDocument mapping, Stream source, SourceFormat? format, MappingRunOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        var keys = new HashSet<UInt128>();
        var groups = new RecordGroup();
        var complete = true;
        await foreach (var batch in BatchesAsync(mapping, source, mapping.Format ?? format ?? SourceFormat.Json, options, ct))
        {
            foreach (var item in batch)
            {
                switch (item)
                {
                    case DraftRecord { Mapping.Group: true } grouped:
                        groups.Add(grouped);
                        break;
                    case MappedRecord record:
                        yield return keys.Add(HashOf(record.Type, record.Key)) ? record : Repeated(record);
                        break;
                    case MappedCode code:
                        if (keys.Add(HashOf(code.Scheme, code.Value)))
                        {
                            yield return code;
                        }

                        break;
                    default:
                        complete &= item is not SourceNotice { Ends: true };
                        yield return item;
                        break;
                }
            }

            if (mapping.Script?.Hopeless == true)
            {
                yield return new SourceNotice
                {
                    Ordinal = 0,
                    Ends = true,
                    Problems = [Problem.Of("script.hopeless", "script", ("records", RecordText.Number(MappingScript.HopelessAfter)), ("remedy", "the script hit a limit on every record; mend it and run again"))],
                };
                yield break;
            }
        }

        // Of a source that broke off a group may lack members; the ones behind the break are unknown.
        foreach (var draft in complete ? groups.Members() : [])
        {
            yield return RecordMapper.Finish(draft);
        }
    }

    private static RefusedRecord Repeated(MappedRecord record) => new()
    {
        Ordinal = record.Ordinal,
        Key = record.Key,
        Type = record.Type,
        Problems = [Problem.Of("record.key-repeated", "key", ("key", record.Key), ("record", RecordText.Number(record.Ordinal)), ("remedy", "an earlier record of this run has the key; choose another key, or group: true to join them"))],
        Raw = record.Raw,
        Mapped = record.Body,
    };

    private static UInt128 HashOf(string target, string key) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{target}\n{key}")));

    private static async IAsyncEnumerable<List<MappedItem>> BatchesAsync(
        MappingDocument mapping, Stream source, SourceFormat format, MappingRunOptions options, [EnumeratorCancellation] CancellationToken ct)
    {
        var running = new Queue<Task<List<MappedItem>>>();
        try
        {
            var batch = new List<SourceRecord>(BatchRecords);
            var bytes = 0L;
            await foreach (var record in SourceReader.ReadAsync(source, format, mapping.Reading, ct))
            {
                batch.Add(record);
                bytes += record.Json.Length;
                if (batch.Count < BatchRecords && bytes < BatchBytes && !record.Ends)
                {
                    continue;
                }

                var full = batch;
                running.Enqueue(options.Threads > 1 ? Task.Run(() => MapBatch(mapping, full, ct), ct) : Task.FromResult(MapBatch(mapping, full, ct)));
                batch = new List<SourceRecord>(BatchRecords);
                bytes = 0;
                while (running.Count >= Math.Max(1, options.Threads * 2))
                {
                    yield return await running.Dequeue();
                }
            }

            while (running.Count > 0)
            {
                yield return await running.Dequeue();
            }

            if (batch.Count > 0)
            {
                yield return MapBatch(mapping, batch, ct);
            }
        }
        finally
        {
            // Whoever stops early must not leave work behind that reads the mapping or holds records.
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static List<MappedItem> MapBatch(MappingDocument mapping, List<SourceRecord> records, CancellationToken ct)
    {
        var items = new List<MappedItem>(records.Count);
        foreach (var record in records)
        {
            ct.ThrowIfCancellationRequested();
            if (mapping.Script?.Hopeless == true)
            {
                break;
            }

            RecordMapper.Map(mapping, record, items);
        }

        // Grouped ones are finished when the last of them is there.
        for (var i = 0; i < items.Count; i++)
        {
            items[i] = items[i] is DraftRecord { Mapping.Group: false } draft ? RecordMapper.Finish(draft) : items[i];
        }

        return items;
    }
}
