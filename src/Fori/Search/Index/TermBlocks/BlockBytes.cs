using Lucene.Net.Store;

namespace Fori.Search.Index.TermBlocks;

/// <summary>Bytes that are written one behind another and used again.</summary>
internal sealed class BlockBytes : DataOutput
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    public override void WriteByte(byte b)
    {
        if (Length == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        _bytes[Length++] = b;
    }

    public override void WriteBytes(byte[] b, int offset, int length)
    {
        if (_bytes.Length - Length < length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        }

        b.AsSpan(offset, length).CopyTo(_bytes.AsSpan(Length));
        Length += length;
    }

    public byte[] ToArray() => _bytes.AsSpan(0, Length).ToArray();

    public void WriteTo(DataOutput output) => output.WriteBytes(_bytes, 0, Length);
}
