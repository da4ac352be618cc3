using System.Buffers;
using System.Text;

namespace Fori.Site;

/// <summary>Collects a page as characters in a rented buffer and gives it as UTF-8 in one step.</summary>
internal sealed class Utf8PageWriter : TextWriter
{
    private char[] _characters = ArrayPool<char>.Shared.Rent(64 * 1024);
    private int _length;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        MakeRoom(1);
        _characters[_length++] = value;
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        MakeRoom(buffer.Length);
        buffer.CopyTo(_characters.AsSpan(_length));
        _length += buffer.Length;
    }

    public byte[] ToArray() => Encoding.UTF8.GetBytes(_characters, 0, _length);

    protected override void Dispose(bool disposing)
    {
        if (_characters.Length > 0)
        {
            ArrayPool<char>.Shared.Return(_characters);
            _characters = [];
        }

        base.Dispose(disposing);
    }

    private void MakeRoom(int count)
    {
        if (_length + count <= _characters.Length)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_characters.Length * 2, _length + count));
        _characters.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_characters);
        _characters = larger;
    }
}
