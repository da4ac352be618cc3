using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fori.Store.Json;

namespace Fori.Store.Golden;

/// <summary>Gathers who supplied what; the form is told at <see cref="GoldenMerge"/>.</summary>
internal sealed class ProvenanceLog(IReadOnlyList<SourceContribution> contributions)
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/");

    private readonly List<Entry> _entries = new(32);

    /// <summary>All fields from one contribution, without looking at them.</summary>
    public static byte[] OfOne(SourceContribution contribution)
    {
        if (contribution.Body.Length == 2)
        {
            return "{}"u8.ToArray();
        }

        if (!contribution.Key.AsSpan().ContainsAnyExcept(Plain) && !contribution.Source.AsSpan().ContainsAnyExcept(Plain))
        {
            return Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"*":{"key":"{{{contribution.Key}}}","rule":"only","source":"{{{contribution.Source}}}","version":{{{contribution.Version}}}}}"""));
        }

        var log = new ProvenanceLog([contribution]);
        log._entries.Add(new Entry("*", 0, "only", [], []));
        return log.ToArray();
    }

    /// <summary>A value of one contribution, among the values of all. A null rule: what the others say decides its name.</summary>
    public void Chosen(string path, int index, string? rule, ReadOnlyMemory<byte>[] values)
    {
        var others = false;
        for (var i = 0; i < values.Length; i++)
        {
            others |= i != index && !values[i].IsEmpty;
        }

        var also = others ? Differing(values[index], values) : [];
        _entries.Add(new Entry(path, index, rule ?? (also.Count > 0 ? "authority" : others ? "agreed" : "only"), also, []));
    }

    /// <summary>A value of no contribution; named also when it is none but keeps others away.</summary>
    public void Fixed(string path, string rule, ReadOnlyMemory<byte> value, ReadOnlyMemory<byte>[] values)
    {
        var also = Differing(value, values);
        if (!value.IsEmpty || also.Count > 0)
        {
            _entries.Add(new Entry(path, -1, rule, also, []));
        }
    }

    public void Joined(string path, List<int> suppliers) => _entries.Add(new Entry(path, -1, "joined", [], suppliers));

    public byte[] ToArray()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (IsOfOne())
            {
                Write(json, _entries[0] with { Path = "*" });
            }
            else
            {
                foreach (var entry in _entries)
                {
                    Write(json, entry);
                }
            }

            json.WriteEndObject();
        }

        // Paths of languages do not stand in the order of bytes beside those of fields.
        var canonical = CanonicalJson.Canonicalise(buffer.WrittenSpan);
        return canonical.Succeeded
            ? canonical.Value
            : throw new InvalidOperationException($"A source or key cannot be written: {canonical.Problems[0].Code}.");
    }

    private bool IsOfOne()
    {
        if (_entries.Count == 0)
        {
            return false;
        }

        var first = _entries[0];
        return first.Index >= 0 && _entries.TrueForAll(e => e.Index == first.Index && e.Rule == first.Rule && e.Also.Count == 0);
    }

    private void Write(Utf8JsonWriter json, Entry entry)
    {
        json.WriteStartObject(entry.Path);
        json.WriteString("rule"u8, entry.Rule);
        if (entry.Index >= 0)
        {
            WriteContribution(json, entry.Index);
        }

        WriteList(json, "also"u8, entry.Also);
        WriteList(json, "from"u8, [.. entry.From.Select(i => (i, (string?)null))]);
        json.WriteEndObject();
    }

    private void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<(int Index, string? Hash)> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var (index, hash) in items)
        {
            json.WriteStartObject();
            WriteContribution(json, index);
            if (hash is not null)
            {
                json.WriteString("hash"u8, hash);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteContribution(Utf8JsonWriter json, int index)
    {
        json.WriteString("source"u8, contributions[index].Source);
        json.WriteString("key"u8, contributions[index].Key);
        json.WriteNumber("version"u8, contributions[index].Version);
    }

    private static List<(int Index, string? Hash)> Differing(ReadOnlyMemory<byte> value, ReadOnlyMemory<byte>[] values)
    {
        var differing = new List<(int, string?)>();
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i].IsEmpty && !values[i].Span.SequenceEqual(value.Span))
            {
                differing.Add((i, HashOf(values[i].Span)));
            }
        }

        return differing;
    }

    private static string HashOf(ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(value, hash);
        return Convert.ToHexStringLower(hash[..6]);
    }

    /// <summary>Index -1: no single contribution supplied it.</summary>
    private readonly record struct Entry(
        string Path, int Index, string Rule, IReadOnlyList<(int Index, string? Hash)> Also, IReadOnlyList<int> From);
}
