using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Fori.Store;

/// <summary>
/// A place in a tenant's change log: epoch, sequence, and the mark of the transaction that wrote the sequence. A mark
/// that is not found (fail-over, recovery to a point in time, a copied folder) counts as a new epoch. Opaque to others:
/// 20 bytes as base64url.
/// </summary>
public readonly record struct LogCursor(int Epoch, long Sequence, long Mark)
{
    /// <summary>Before the first change of an epoch.</summary>
    public static LogCursor StartOf(int epoch) => new(epoch, 0, 0);

    public static bool TryParse(string? text, [NotNullWhen(true)] out LogCursor? cursor)
    {
        cursor = null;
        Span<byte> bytes = stackalloc byte[20];
        if (text is null || text.Length != 27 || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != 20)
        {
            return false;
        }

        cursor = new LogCursor(
            BinaryPrimitives.ReadInt32BigEndian(bytes),
            BinaryPrimitives.ReadInt64BigEndian(bytes[4..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[12..]));
        return true;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[20];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Epoch);
        BinaryPrimitives.WriteInt64BigEndian(bytes[4..], Sequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes[12..], Mark);
        return Base64Url.EncodeToString(bytes);
    }
}
