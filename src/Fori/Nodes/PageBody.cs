namespace Fori.Nodes;

/// <summary>
/// An answer's bytes in the parts of which it is put together, to be sent one behind the other. A list shares its
/// documents' parts with all other lists that show them: joined, each list would be copied at every step that it outlives.
/// </summary>
public sealed class PageBody
{
    private readonly ReadOnlyMemory<byte>[] _parts;

    public PageBody(params ReadOnlyMemory<byte>[] parts)
    {
        _parts = parts;
        foreach (var part in parts)
        {
            Length += part.Length;
        }
    }

    /// <summary>Bytes of all parts.</summary>
    public int Length { get; }

    public ReadOnlySpan<ReadOnlyMemory<byte>> Parts => _parts;

    /// <summary>The parts as one.</summary>
    public byte[] ToArray()
    {
        var whole = new byte[Length];
        var at = 0;
        foreach (var part in _parts)
        {
            part.Span.CopyTo(whole.AsSpan(at));
            at += part.Length;
        }

        return whole;
    }
}
