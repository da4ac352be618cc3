using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Fori.Store.Json;

/// <summary>Text of canonical JSON: unescaping, NFC (Unicode UAX #15) and the fewest escapes.</summary>
internal sealed class CanonicalText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    private byte[] _plain = new byte[256];

    public int Scratch => _plain.Length;

    /// <summary>
    /// True when the text cannot be other than NFC: no code point from U+0300 up, the first that combines, except the
    /// dashes, quotes and currency signs of running text. False means: look closer.
    /// </summary>
    public static bool IsSurelyNormal(ReadOnlySpan<byte> text)
    {
        // U+0300 is CC 80 in UTF-8, and continuation bytes are below CC.
        while (true)
        {
            var at = text.IndexOfAnyInRange((byte)0xCC, (byte)0xFF);
            if (at < 0)
            {
                return true;
            }

            // U+2002–U+203F (U+2000 and U+2001 have a canonical equivalent) and U+2080–U+20BF.
            if (text[at] != 0xE2 || !((text[at + 1] == 0x80 && text[at + 2] >= 0x82) || text[at + 1] == 0x82))
            {
                return false;
            }

            text = text[(at + 3)..];
        }
    }

    /// <summary>
    /// From the bytes between the quotes (valid UTF-8, valid JSON) to plain text in NFC, which is valid until the next call.
    /// </summary>
    public bool TryNormalise(
        ReadOnlySpan<byte> raw, bool escaped, out ReadOnlySpan<byte> normal, [NotNullWhen(false)] out string? refusal)
    {
        normal = raw;
        refusal = null;
        if (escaped)
        {
            if (!TryUnescape(raw, out var length, out refusal))
            {
                return false;
            }

            normal = _plain.AsSpan(0, length);
        }

        if (!IsSurelyNormal(normal))
        {
            var text = Encoding.UTF8.GetString(normal);
            if (!text.IsNormalized(NormalizationForm.FormC))
            {
                normal = Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormC));
            }
        }

        return true;
    }

    /// <summary>Bytes that are enough for the text in its quotes.</summary>
    public static int LongestOf(ReadOnlySpan<byte> plain) => (plain.ContainsAny(Escaped) ? plain.Length * 6 : plain.Length) + 2;

    /// <summary>Writes plain text with its quotes.</summary>
    /// <returns>Bytes written.</returns>
    public static int Escape(ReadOnlySpan<byte> plain, Span<byte> target)
    {
        var at = 0;
        target[at++] = (byte)'"';
        while (true)
        {
            var run = plain.IndexOfAny(Escaped);
            var length = run < 0 ? plain.Length : run;
            plain[..length].CopyTo(target[at..]);
            at += length;
            if (run < 0)
            {
                break;
            }

            at += EscapeOne(plain[run], target[at..]);
            plain = plain[(run + 1)..];
        }

        target[at++] = (byte)'"';
        return at;
    }

    private static int EscapeOne(byte value, Span<byte> target)
    {
        var letter = value switch
        {
            (byte)'"' => (byte)'"',
            (byte)'\\' => (byte)'\\',
            0x08 => (byte)'b',
            0x09 => (byte)'t',
            0x0A => (byte)'n',
            0x0C => (byte)'f',
            0x0D => (byte)'r',
            _ => (byte)0,
        };
        if (letter != 0)
        {
            target[0] = (byte)'\\';
            target[1] = letter;
            return 2;
        }

        "\\u00"u8.CopyTo(target);
        target[4] = "0123456789abcdef"u8[value >> 4];
        target[5] = "0123456789abcdef"u8[value & 15];
        return 6;
    }

    private bool TryUnescape(ReadOnlySpan<byte> raw, out int length, [NotNullWhen(false)] out string? refusal)
    {
        // Unescaped text is never longer: six bytes of an escape give at most three.
        if (_plain.Length < raw.Length)
        {
            _plain = new byte[raw.Length * 2];
        }

        refusal = null;
        length = 0;
        while (true)
        {
            var run = raw.IndexOf((byte)'\\');
            var copied = run < 0 ? raw.Length : run;
            raw[..copied].CopyTo(_plain.AsSpan(length));
            length += copied;
            if (run < 0)
            {
                return true;
            }

            var kind = raw[run + 1];
            raw = raw[(run + 2)..];
            if (kind != (byte)'u')
            {
                _plain[length++] = kind switch
                {
                    (byte)'b' => 0x08,
                    (byte)'t' => 0x09,
                    (byte)'n' => 0x0A,
                    (byte)'f' => 0x0C,
                    (byte)'r' => 0x0D,
                    _ => kind, // " \ /
                };
                continue;
            }

            var first = (char)Hex(raw);
            raw = raw[4..];
            Rune rune;
            if (char.IsHighSurrogate(first) && raw.Length >= 6 && raw[0] == (byte)'\\' && raw[1] == (byte)'u'
                && Rune.TryCreate(first, (char)Hex(raw[2..]), out rune))
            {
                raw = raw[6..];
            }
            else if (!Rune.TryCreate(first, out rune))
            {
                refusal = "json.lone-surrogate";
                return false;
            }

            if (rune.Value == 0)
            {
                refusal = "json.null-character";
                return false;
            }

            length += rune.EncodeToUtf8(_plain.AsSpan(length));
        }
    }

    /// <summary>Four hexadecimal digits, which the reader has seen to be such.</summary>
    private static int Hex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = digits[i] | 0x20;
            value = (value << 4) | (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }

        return value;
    }
}
