using System.Runtime.CompilerServices;
using System.Text.Json;
using Fori.Documents;
using Fori.Geography;
using Fori.Integration.Fetching;
using Fori.Integration.Mapping;
using Fori.Integration.Reading;
using Fori.Registers.Ptv;
using Fori.Registers.Vocabularies;
using Fori.Store;

namespace Fori.Integration.Importing;

/// <summary>The kinds of sources, each as a stream of records.</summary>
public static class Sources
{
    /// <summary>Records of a JSON, NDJSON or CSV file by a mapping.</summary>
    /// <param name="codes">Told each item of the codelists that the source brings along.</param>
    public static async IAsyncEnumerable<ImportItem> Mapped(
        MappingDocument mapping, Stream content, SourceFormat? format, Action<MappedCode> codes, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var item in SourceMapper.MapAsync(mapping, content, format, new MappingRunOptions(), ct))
        {
            if (item is MappedCode code)
            {
                codes(code);
            }
            else
            {
                yield return Item(item);
            }
        }
    }

    /// <summary>One record mapped by itself, in no run: empty when the mapping leaves it out.</summary>
    /// <returns>Null when it is, or would be, an item of a codelist: those are brought as a whole.</returns>
    internal static IReadOnlyList<ImportItem>? Again(MappingDocument mapping, SourceRecord record)
    {
        if (mapping.Script?.Hopeless == true)
        {
            return null;
        }

        var items = new List<MappedItem>();
        RecordMapper.Map(mapping, record, items);
        var records = items.Where(i => i is not MappedCode).Select(i => Item(i is DraftRecord draft ? RecordMapper.Finish(draft) : i)).ToList();
        return records.Count == 0 && items.Count > 0 ? null : records;
    }

    private static ImportItem Item(MappedItem item) => item switch
    {
        MappedRecord record => new ImportItem
        {
            Ordinal = record.Ordinal, Key = record.Key, Type = record.Type, Body = record.Body, Live = record.Published,
            ChangedAt = record.ChangedAt, Problems = record.Problems, Raw = record.Raw,
        },
        RefusedRecord refused => new ImportItem
        {
            Ordinal = refused.Ordinal, Key = refused.Key, Type = refused.Type, Body = refused.Mapped, Problems = refused.Problems, Raw = refused.Raw,
        },
        SourceNotice notice => new ImportItem { Ordinal = notice.Ordinal, Problems = notice.Problems, EndsEarly = notice.Ends, IsNotice = true },
        _ => throw new InvalidOperationException($"{item.GetType().Name} is no record of a source."),
    };

    /// <summary>PTV answers in a file or a folder.</summary>
    public static async IAsyncEnumerable<ImportItem> Ptv(
        IReadOnlyList<PtvFile> files, DocumentTypes types, VocabularyCatalogue vocabularies, [EnumeratorCancellation] CancellationToken ct)
    {
        var options = new PtvReadOptions { Vocabularies = vocabularies, Locate = PointReading.Of };
        var ordinal = 0L;
        foreach (var file in files)
        {
            var reading = await PtvFolder.ReadFileAsync(file, options, ct);
            if (reading.Problems.Count > 0)
            {
                yield return new ImportItem
                {
                    Ordinal = ++ordinal, Problems = [.. reading.Problems.Select(p => p with { Path = p.Path.Length == 0 ? file.Name : $"{file.Name}: {p.Path}" })],
                    IsNotice = reading.Documents.Count > 0, EndsEarly = false,
                };
            }

            foreach (var document in reading.Documents)
            {
                yield return Item(++ordinal, document, types);
            }
        }
    }

    private static ImportItem Item(long ordinal, PtvDocument document, DocumentTypes types)
    {
        var written = types[document.Type].Write(document.Body);
        return new ImportItem
        {
            Ordinal = ordinal,
            Key = document.Key,
            Type = document.Type,
            Body = written.Value ?? [],
            Live = document.Published,
            ChangedAt = document.Modified,
            Problems = written.Succeeded ? document.Problems : [.. document.Problems, .. written.Problems],
        };
    }

    /// <summary>PTV answers fetched from an address.</summary>
    public static async IAsyncEnumerable<ImportItem> PtvAnswers(
        IReadOnlyList<FetchedPart> parts, DocumentTypes types, VocabularyCatalogue vocabularies, [EnumeratorCancellation] CancellationToken ct)
    {
        var options = new PtvReadOptions { Vocabularies = vocabularies, Locate = PointReading.Of };
        var ordinal = 0L;
        foreach (var part in parts)
        {
            var opened = part.Open();
            if (!opened.Succeeded)
            {
                yield return new ImportItem { Ordinal = ++ordinal, Problems = opened.Problems, EndsEarly = true };
                continue;
            }

            await using var content = opened.Value;
            using var answer = new MemoryStream();
            await content.CopyToAsync(answer, ct);
            var reading = PtvReader.Read(answer.ToArray(), options);
            if (reading.Problems.Count > 0)
            {
                yield return new ImportItem { Ordinal = ++ordinal, Problems = reading.Problems, IsNotice = reading.Documents.Count > 0 };
            }

            foreach (var document in reading.Documents)
            {
                yield return Item(++ordinal, document, types);
            }
        }
    }

    /// <summary>The parts of a fetched source one after another; one that cannot be opened ends the run as incomplete.</summary>
    public static async IAsyncEnumerable<ImportItem> Over(
        IReadOnlyList<FetchedPart> parts, Func<FetchedPart, Stream, IAsyncEnumerable<ImportItem>> read, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var part in parts)
        {
            var opened = part.Open();
            if (!opened.Succeeded)
            {
                yield return new ImportItem { Ordinal = 0, Problems = opened.Problems, EndsEarly = true };
                continue;
            }

            await using var content = opened.Value;
            await foreach (var item in read(part, content).WithCancellation(ct))
            {
                yield return item;
            }
        }
    }

    /// <summary>Records in Föri's own shape: lines or a list of <c>{"key", "type", "body"}</c>.</summary>
    public static async IAsyncEnumerable<ImportItem> Own(Stream content, SourceFormat format, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var record in SourceReader.ReadAsync(content, format, new ReadingOptions(), ct))
        {
            if (record.Refused)
            {
                yield return new ImportItem { Ordinal = record.Ordinal, Problems = record.Problems, Raw = record.Raw, EndsEarly = record.Ends, IsNotice = record.Ordinal == 0 };
                continue;
            }

            yield return OwnRecord(record);
        }
    }

    internal static ImportItem OwnRecord(SourceRecord record)
    {
        using var json = JsonDocument.Parse(record.Json);
        var root = json.RootElement;
        var item = new ImportItem { Ordinal = record.Ordinal, Raw = record.Json, Problems = record.Problems };
        if (root.ValueKind != JsonValueKind.Object || !TextOf(root, "key", out var key) || !TextOf(root, "type", out var type)
            || !root.TryGetProperty("body", out var body))
        {
            return item with { Problems = [.. item.Problems, Problem.Of("record.not-own-shape")] };
        }

        return item with { Key = key, Type = type, Body = JsonSerializer.SerializeToUtf8Bytes(body) };
    }

    private static bool TextOf(JsonElement root, string name, out string? text)
    {
        text = root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return text is { Length: > 0 };
    }
}
