using System.Buffers;

namespace Fori.Store.Golden;

/// <summary>Writes an object from names and values that are canonical already; the caller keeps the order.</summary>
internal sealed class ObjectWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    public bool IsEmpty => _bytes.WrittenCount == 0;

    /// <summary>Adds a member; one without a value is left out.</summary>
    public void Add(ReadOnlySpan<byte> writtenName, ReadOnlySpan<byte> value)
    {
        if (Json.JsonBody.IsEmpty(value))
        {
            return;
        }

        _bytes.Write(IsEmpty ? "{\""u8 : ",\""u8);
        _bytes.Write(writtenName);
        _bytes.Write("\":"u8);
        _bytes.Write(value);
    }

    /// <summary>The object; <c>{}</c> when nothing was added.</summary>
    public byte[] ToArray() => IsEmpty ? "{}"u8.ToArray() : [.. _bytes.WrittenSpan, (byte)'}'];

    /// <summary>An object of these names, each once and in order, to walk beside others.</summary>
    public static byte[] OfNames(IEnumerable<string> names)
    {
        var written = names.Select(Json.JsonBody.WrittenName).ToList();
        written.Sort((left, right) => left.AsSpan().SequenceCompareTo(right));
        var writer = new ObjectWriter();
        for (var i = 0; i < written.Count; i++)
        {
            if (i == 0 || !written[i].AsSpan().SequenceEqual(written[i - 1]))
            {
                writer.Add(written[i], "true"u8);
            }
        }

        return writer.ToArray();
    }
}
