using System.Buffers;
using System.Globalization;

namespace Fori.Store.Json;

/// <summary>The one form of a number: its exact decimal value, without rounding, surplus zeros or <c>-0</c>.</summary>
internal static class CanonicalNumber
{
    /// <summary>Powers of ten of the first digit from which and to which no exponent is written.</summary>
    private const int PlainFrom = -7;
    private const int PlainTo = 20;

    /// <summary>What a double can hold; beyond it every reader would get infinity or nothing.</summary>
    private const int SmallestPower = -324;
    private const int LargestPower = 308;

    private static readonly SearchValues<byte> NotInteger = SearchValues.Create(".eE"u8);

    /// <summary>Room for the result: a short exponent may unfold into zeros.</summary>
    public static int LongestOf(int rawLength) => rawLength + 32;

    /// <summary>Writes a number that is one by the grammar of RFC 8259 §6; false when no double reaches so far.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> raw, Span<byte> target, out int written)
    {
        // Nearly every number is a short whole one; the grammar allows it no leading zero.
        if (raw.Length <= PlainTo && raw[0] != (byte)'-' && !raw.ContainsAny(NotInteger))
        {
            raw.CopyTo(target);
            written = raw.Length;
            return true;
        }

        var digits = raw.Length <= 512 ? stackalloc byte[raw.Length] : new byte[raw.Length];
        var negative = raw[0] == (byte)'-';
        var count = 0;
        var point = -1;
        var at = negative ? 1 : 0;
        for (; at < raw.Length && (raw[at] | 0x20) != 'e'; at++)
        {
            if (raw[at] == (byte)'.')
            {
                point = count;
            }
            else
            {
                digits[count++] = raw[at];
            }
        }

        if (point < 0)
        {
            point = count;
        }

        digits = digits[..count];
        var leading = digits.IndexOfAnyExcept((byte)'0');
        if (leading < 0)
        {
            target[0] = (byte)'0';
            written = 1;
            return true;
        }

        digits = digits[leading..(digits.LastIndexOfAnyExcept((byte)'0') + 1)];
        var power = (long)point - leading - 1 + Exponent(raw[at..]);
        if (power is < SmallestPower or > LargestPower)
        {
            written = 0;
            return false;
        }

        written = 0;
        if (negative)
        {
            target[written++] = (byte)'-';
        }

        written += power is >= PlainFrom and <= PlainTo
            ? WritePlain(digits, (int)power, target[written..])
            : WriteScientific(digits, (int)power, target[written..]);
        return true;
    }

    private static int WritePlain(ReadOnlySpan<byte> digits, int power, Span<byte> target)
    {
        if (power < 0)
        {
            target[..(1 - power)].Fill((byte)'0');
            target[1] = (byte)'.';
            digits.CopyTo(target[(1 - power)..]);
            return 1 - power + digits.Length;
        }

        var whole = power + 1;
        if (digits.Length <= whole)
        {
            digits.CopyTo(target);
            target[digits.Length..whole].Fill((byte)'0');
            return whole;
        }

        digits[..whole].CopyTo(target);
        target[whole] = (byte)'.';
        digits[whole..].CopyTo(target[(whole + 1)..]);
        return digits.Length + 1;
    }

    private static int WriteScientific(ReadOnlySpan<byte> digits, int power, Span<byte> target)
    {
        var at = WritePlain(digits, 0, target);
        target[at++] = (byte)'e';
        power.TryFormat(target[at..], out var exponent, default, CultureInfo.InvariantCulture);
        return at + exponent;
    }

    /// <summary>The exponent after <c>e</c>, or 0; far out of range it stays far out of range.</summary>
    private static long Exponent(ReadOnlySpan<byte> raw)
    {
        if (raw.IsEmpty)
        {
            return 0;
        }

        raw = raw[1..];
        var negative = raw[0] == (byte)'-';
        if (negative || raw[0] == (byte)'+')
        {
            raw = raw[1..];
        }

        var value = 0L;
        foreach (var digit in raw)
        {
            value = Math.Min((value * 10) + digit - '0', int.MaxValue);
        }

        return negative ? -value : value;
    }
}
