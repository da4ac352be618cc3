// Looks for what a PDF can do to its reader (ISO 32000-1: §12.6.4 actions, §7.11.4 embedded files). Names are looked for in
// the whole file and in every stream that can be unpacked and could hold objects; a way of packing that is not unpacked here
// and an encrypted file are refused, since nobody could say what is in them.
using System.Buffers;
using System.IO.Compression;
using Fori.Store;

namespace Fori.MediaLibrary.Intake;

internal static class PdfCheck
{
    private const long MostUnpacked = 1L << 30;
    private const int Window = 1 << 16;
    private const int Overlap = 64;

    private static readonly string[] Active = ["JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "SubmitForm", "ImportData", "XFA", "GoToE"];
    private static readonly string[] OtherPacking = ["ASCII85Decode", "ASCIIHexDecode", "LZWDecode", "RunLengthDecode", "A85", "AHx", "LZW", "RL", "Crypt"];
    private static readonly SearchValues<byte> Delimiters = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    /// <returns><c>file.damaged</c>, <c>file.pdf-locked</c> or <c>file.pdf-active</c>; null when it may be kept.</returns>
    public static Problem? ProblemOf(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.AsSpan(Math.Max(0, bytes.Length - 1024)).IndexOf("%%EOF"u8) < 0)
        {
            return Problem.Of("file.damaged");
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        Names(bytes, found);
        var unpacked = 0L;
        for (var at = Next(bytes, 0); at >= 0; at = Next(bytes, at))
        {
            if (IsZlib(bytes.AsSpan(at)) && !Unpack(bytes, at, found, ref unpacked))
            {
                return Problem.Of("file.pdf-locked");
            }
        }

        return Active.FirstOrDefault(found.Contains) is { } active ? Problem.Of("file.pdf-active", "", ("found", active))
            : found.Contains("Encrypt") || (found.Contains("ObjStm") && OtherPacking.Any(found.Contains)) ? Problem.Of("file.pdf-locked")
            : null;
    }

    // After the keyword "stream" comes one line end (ISO 32000-1 §7.3.8.1).
    private static int Next(ReadOnlySpan<byte> bytes, int from)
    {
        var at = bytes[from..].IndexOf("stream"u8);
        if (at < 0)
        {
            return -1;
        }

        at += from + "stream".Length;
        return at < bytes.Length && bytes[at] == '\r' ? at + 1 < bytes.Length && bytes[at + 1] == '\n' ? at + 2 : at + 1
            : at < bytes.Length && bytes[at] == '\n' ? at + 1 : at;
    }

    private static bool IsZlib(ReadOnlySpan<byte> bytes) => bytes.Length > 2 && (bytes[0] & 0x0F) == 8 && ((bytes[0] << 8) + bytes[1]) % 31 == 0;

    /// <returns>False when it grows beyond all measure.</returns>
    private static bool Unpack(byte[] bytes, int at, HashSet<string> found, ref long unpacked)
    {
        var window = ArrayPool<byte>.Shared.Rent(Window + Overlap);
        try
        {
            using var stream = new ZLibStream(new MemoryStream(bytes, at, bytes.Length - at), CompressionMode.Decompress);
            var (kept, isFirst) = (0, true);
            while (true)
            {
                var read = stream.ReadAtLeast(window.AsSpan(kept, Window), Window, throwOnEndOfStream: false);
                if (read == 0)
                {
                    return true;
                }

                if ((unpacked += read) > MostUnpacked)
                {
                    return false;
                }

                // A stream of objects begins with their numbers (§7.5.7); pixels and fonts need not be looked through.
                if (isFirst && !MayHoldObjects(window.AsSpan(0, read)))
                {
                    return true;
                }

                isFirst = false;
                Names(window.AsSpan(0, kept + read), found);
                var rest = Math.Min(Overlap, kept + read);
                window.AsSpan(kept + read - rest, rest).CopyTo(window);
                kept = rest;
            }
        }
        catch (InvalidDataException)
        {
            // Not packed after all, or broken off: what a reader cannot unpack it does not act upon.
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }

    private static bool MayHoldObjects(ReadOnlySpan<byte> start)
    {
        var text = start.TrimStart("\0\t\n\f\r "u8);
        return text.Length > 0 && (char.IsAsciiDigit((char)text[0]) || text[0] == '%');
    }

    /// <summary>The names that matter, also when letters are written as #xx (§7.3.5).</summary>
    private static void Names(ReadOnlySpan<byte> bytes, HashSet<string> found)
    {
        const int Longest = 24;
        Span<char> name = stackalloc char[Longest];
        for (var slash = bytes.IndexOf((byte)'/'); slash >= 0;)
        {
            var at = slash + 1;
            var length = 0;
            while (at < bytes.Length && length < Longest && !Delimiters.Contains(bytes[at]))
            {
                if (bytes[at] == '#' && at + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[at + 1]) && char.IsAsciiHexDigit((char)bytes[at + 2]))
                {
                    name[length++] = (char)((Convert.FromHexString([(char)bytes[at + 1], (char)bytes[at + 2]]))[0]);
                    at += 3;
                }
                else
                {
                    name[length++] = (char)bytes[at++];
                }
            }

            if (length < Longest && Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..length], out var known))
            {
                found.Add(known);
            }

            var next = bytes[(slash + 1)..].IndexOf((byte)'/');
            slash = next < 0 ? -1 : slash + 1 + next;
        }
    }

    private static readonly HashSet<string> Known = [.. Active, .. OtherPacking, "Encrypt", "ObjStm"];
}
