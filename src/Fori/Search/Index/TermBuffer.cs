using System.Buffers.Binary;
using System.Text;

namespace Fori.Search.Index;

/// <summary>
/// The terms of a field in one run of bytes: before each term two bytes with its length and, as the highest bit, whether
/// it begins a place and so counts as a word of the text's length. Making an object of each term cost more than writing it.
/// </summary>
internal sealed class TermBuffer
{
    private const int Begins = 0x8000;
    private const int Header = sizeof(ushort);
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public void Clear() => Length = 0;

    /// <param name="mark">Stands before the word; none when it is zero.</param>
    /// <param name="term">At most 8,000 characters.</param>
    public void Add(char mark, ReadOnlySpan<char> term, bool begins = false)
    {
        var room = Room(Header + 1 + Encoding.UTF8.GetMaxByteCount(term.Length));
        var marked = mark == 0 ? 0 : 1;
        room[Header] = (byte)mark; // Marks are ASCII.
        End(marked + Encoding.UTF8.GetBytes(term, room[(Header + marked)..]), begins);
    }

    /// <summary>A term that is a value of its own and no word of a text: it begins a place.</summary>
    /// <param name="term">At most 32,766 bytes.</param>
    public void Add(ReadOnlySpan<byte> term)
    {
        term.CopyTo(Room(Header + term.Length)[Header..]);
        End(term.Length, begins: true);
    }

    /// <summary>Puts the terms of one word behind those that are there.</summary>
    /// <param name="word">What <see cref="ToArray"/> of its own buffer gave.</param>
    /// <param name="mayBegin">False when a word before it has begun the same place.</param>
    public void AddWord(ReadOnlySpan<byte> word, bool mayBegin)
    {
        var room = Room(word.Length);
        word.CopyTo(room);

        // The writer wants the first term of a field to begin a place.
        var first = BinaryPrimitives.ReadUInt16LittleEndian(room);
        var begins = Length == 0 || (mayBegin && (first & Begins) != 0);
        BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)(begins ? first | Begins : first & ~Begins));
        Length += word.Length;
    }

    public byte[] ToArray() => _bytes.AsSpan(0, Length).ToArray();

    /// <summary>Reads the term that begins at a byte.</summary>
    /// <returns>Where its own bytes begin, how many they are, and whether it begins a place.</returns>
    public static (int Offset, int Length, bool Begins) Read(byte[] terms, int at)
    {
        var head = BinaryPrimitives.ReadUInt16LittleEndian(terms.AsSpan(at));
        return (at + Header, head & ~Begins, (head & Begins) != 0);
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - Length < bytes)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        }

        return _bytes.AsSpan(Length);
    }

    private void End(int bytes, bool begins)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(Length), (ushort)(begins ? bytes | Begins : bytes));
        Length += Header + bytes;
    }
}
