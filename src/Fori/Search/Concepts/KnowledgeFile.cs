using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Fori.Search.Concepts;

/// <summary>
/// Where an analysed vocabulary is kept between two starts. The file is <c>mark, key, hash, content</c>: the key says from
/// what and by what rules the content was made, the hash that it is whole. What does not match is as good as absent, for it
/// can be made again; a file is only ever replaced as a whole.
/// </summary>
internal sealed class KnowledgeFile(string path)
{
    private const int HashLength = 32;
    private static readonly byte[] Mark = "Fori concepts 1\n"u8.ToArray();

    /// <param name="key">Names the vocabulary and the rules.</param>
    /// <returns>Null when there is none, it was made of something else, or it is damaged.</returns>
    public AnalysedVocabulary? Read(string key)
    {
        try
        {
            var bytes = File.ReadAllBytes(path).AsMemory();
            var head = (byte[])[.. Mark, .. KeyBytes(key)];
            if (bytes.Length < head.Length + HashLength || !bytes.Span.StartsWith(head))
            {
                return null;
            }

            var content = bytes[(head.Length + HashLength)..];
            return SHA256.HashData(content.Span).AsSpan().SequenceEqual(bytes.Span.Slice(head.Length, HashLength))
                ? AnalysedVocabulary.Read(new KnowledgeReader(content))
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    public void Write(string key, AnalysedVocabulary vocabulary)
    {
        var writer = new KnowledgeWriter();
        vocabulary.Write(writer);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        using (var file = File.Create(unfinished))
        {
            file.Write(Mark);
            file.Write(KeyBytes(key));
            file.Write(SHA256.HashData(writer.Content));
            file.Write(writer.Content);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static byte[] KeyBytes(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(BitConverter.IsLittleEndian ? key : key + " big-endian"));
}

/// <summary>Lists of strings and numbers, one after the other, as <see cref="KnowledgeReader"/> reads them.</summary>
internal sealed class KnowledgeWriter
{
    private readonly ArrayBufferWriter<byte> _content = new();

    public ReadOnlySpan<byte> Content => _content.WrittenSpan;

    public void Strings(IReadOnlyList<string> strings)
    {
        Numbers([.. strings.Select(s => s.Length)]);
        _content.Write(MemoryMarshal.AsBytes(string.Concat(strings).AsSpan()));
    }

    public void Lists(NumberLists lists)
    {
        Numbers(lists.Starts);
        Numbers(lists.Items);
    }

    // In the machine's own order of bytes, which is part of the key.
    private void Numbers(int[] numbers)
    {
        Span<byte> count = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(count, numbers.Length);
        _content.Write(count);
        _content.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
    }
}

/// <summary>Reads what <see cref="KnowledgeWriter"/> wrote, from content whose hash is right.</summary>
internal sealed class KnowledgeReader(ReadOnlyMemory<byte> content)
{
    private int _at;

    public string[] Strings()
    {
        var lengths = Numbers();
        var letters = MemoryMarshal.Cast<byte, char>(Next(lengths.Sum() * sizeof(char)));
        var strings = new string[lengths.Length];
        var start = 0;
        for (var i = 0; i < strings.Length; i++)
        {
            strings[i] = new string(letters.Slice(start, lengths[i]));
            start += lengths[i];
        }

        return strings;
    }

    public NumberLists Lists() => new(Numbers(), Numbers());

    private int[] Numbers() =>
        MemoryMarshal.Cast<byte, int>(Next(BinaryPrimitives.ReadInt32LittleEndian(Next(4)) * sizeof(int))).ToArray();

    private ReadOnlySpan<byte> Next(int length)
    {
        var bytes = content.Span.Slice(_at, length);
        _at += length;
        return bytes;
    }
}
