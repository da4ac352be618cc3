using System.Buffers.Binary;
using System.Text;
using Fori.Store;

namespace Fori.MediaLibrary.Intake;

/// <summary>Videos, sounds and captions: that they are whole, as far as their outer form tells. Their pictures and sounds are not decoded.</summary>
internal static class StreamCheck
{
    private const long LongestCaptions = 2 * 1024 * 1024;

    /// <returns><c>file.damaged</c>; null when it may be kept.</returns>
    public static Problem? ProblemOf(string path, FileKind kind)
    {
        using var file = File.OpenRead(path);
        var isWhole = kind == FileKinds.Mp4 ? IsWholeMp4(file)
            : kind == FileKinds.WebM ? IsWholeWebM(file)
            : kind == FileKinds.Mp3 ? IsMp3(file)
            : IsCaptions(file);
        return isWhole ? null : Problem.Of("file.damaged");
    }

    // Boxes one behind the other to the very end (ISO/IEC 14496-12 §4.2), with what to play and how.
    private static bool IsWholeMp4(FileStream file)
    {
        var (header, at, plays, tells) = (new byte[16], 0L, false, false);
        while (at < file.Length)
        {
            file.Position = at;
            if (file.ReadAtLeast(header, 8, throwOnEndOfStream: false) < 8)
            {
                return false;
            }

            var size = (long)BinaryPrimitives.ReadUInt32BigEndian(header);
            size = size == 0 ? file.Length - at : size == 1 ? BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(8)) : size;
            if (size < 8 || size > file.Length - at)
            {
                return false;
            }

            plays |= header.AsSpan(4, 4).SequenceEqual("mdat"u8);
            tells |= header.AsSpan(4, 4).SequenceEqual("moov"u8);
            at += size;
        }

        return plays && tells;
    }

    // The header, then one segment that says how long it is (RFC 8794 §6); an unknown length is that of live streams.
    private static bool IsWholeWebM(FileStream file)
    {
        if (!TryElement(file, 0, 0x1A45DFA3, out var header, out var headerSize) || !TryElement(file, header + headerSize, 0x18538067, out var segment, out var size))
        {
            return false;
        }

        return size < 0 || segment + size <= file.Length;
    }

    private static bool TryElement(FileStream file, long at, uint id, out long content, out long size)
    {
        (content, size) = (0, 0);
        Span<byte> bytes = stackalloc byte[12];
        file.Position = at;
        if (file.ReadAtLeast(bytes, 5, throwOnEndOfStream: false) < 5 || BinaryPrimitives.ReadUInt32BigEndian(bytes) != id || bytes[4] == 0)
        {
            return false;
        }

        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[4]) - 24 + 1;
        var (value, all) = (bytes[4] & (0xFFL >> length), (0xFFL >> length));
        for (var i = 1; i < length; i++)
        {
            (value, all) = ((value << 8) | bytes[4 + i], (all << 8) | 0xFF);
        }

        (content, size) = (at + 4 + length, value == all ? -1 : value);
        return true;
    }

    // Two frames that follow each other (ISO/IEC 11172-3 §2.4.1.3).
    private static bool IsMp3(FileStream file)
    {
        var bytes = new byte[1 << 16];
        file.ReadAtLeast(bytes.AsSpan(0, 10), 10, throwOnEndOfStream: false);
        var tag = bytes.AsSpan(0, 3).SequenceEqual("ID3"u8) ? 10 + ((bytes[6] & 0x7F) << 21) + ((bytes[7] & 0x7F) << 14) + ((bytes[8] & 0x7F) << 7) + (bytes[9] & 0x7F) : 0;
        file.Position = tag;
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        for (var at = 0; at + 4 < length; at++)
        {
            if (FrameBytes(bytes.AsSpan(at)) is { } next && at + next + 4 < length && FrameBytes(bytes.AsSpan(at + next)) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static int? FrameBytes(ReadOnlySpan<byte> header)
    {
        if (header[0] != 0xFF || (header[1] & 0xE6) != 0xE2)
        {
            return null;
        }

        var isOne = (header[1] & 0x18) == 0x18;
        ReadOnlySpan<int> rates = isOne ? [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0] : [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
        ReadOnlySpan<int> samples = [44100, 48000, 32000, 0];
        var rate = rates[header[2] >> 4];
        var frequency = samples[(header[2] >> 2) & 3] / (isOne ? 1 : (header[1] & 0x18) == 0x10 ? 2 : 4);
        return rate == 0 || frequency == 0 ? null : ((isOne ? 144 : 72) * rate * 1000 / frequency) + ((header[2] >> 1) & 1);
    }

    private static bool IsCaptions(FileStream file)
    {
        if (file.Length > LongestCaptions)
        {
            return false;
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return !text.Contains('\0', StringComparison.Ordinal) && text.Contains("-->", StringComparison.Ordinal);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
