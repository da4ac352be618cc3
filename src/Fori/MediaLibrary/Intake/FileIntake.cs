// What comes from outside is hostile until it was checked here. Nothing is kept that fails: the type is told by the content
// and must agree with the name; pictures are decoded and written anew, so no metadata, trailing data or second meaning of
// their bytes survives; drawings are rebuilt from what is allowed; documents, videos and sounds stay as they are or are refused.
using System.Buffers;
using Fori.Content.Types.MediaItems;
using Fori.Store;

namespace Fori.MediaLibrary.Intake;

/// <summary>What the operator allows.</summary>
/// <param name="Bytes">Of one file.</param>
/// <param name="Pixels">Of one picture.</param>
public sealed record IntakeLimits(long Bytes = 50 * 1024 * 1024, long Pixels = 40_000_000);

/// <summary>A file that may be kept.</summary>
/// <param name="CleanPath">The file to keep; the one that was checked, or one made of it, which the caller removes.</param>
public sealed record CheckedFile(FileKind Kind, string Name, string CleanPath, int? Width = null, int? Height = null);

/// <summary>Checks and cleans files. Thread-safe; of what needs much memory only one runs at a time.</summary>
public sealed class FileIntake(IntakeLimits limits) : IDisposable
{
    private const int TailBytes = 66_000;
    private const int LongestName = 120;

    // A picture of the largest size takes 160 MB while it is turned, a PDF its own size.
    private readonly SemaphoreSlim _heavy = new(1, 1);

    public IntakeLimits Limits { get; } = limits;

    public void Dispose() => _heavy.Dispose();

    /// <param name="path">Where the content lies; it is only read.</param>
    /// <param name="name">As the sender calls it.</param>
    /// <param name="newPath">Gives a path for a cleaned copy.</param>
    /// <returns>Refused with <c>file.*</c>; then no cleaned copy is left.</returns>
    public async Task<Outcome<CheckedFile>> CheckAsync(string path, string name, Func<string> newPath, CancellationToken ct)
    {
        var length = new FileInfo(path).Length;
        if (length == 0)
        {
            return Problem.Of("file.empty");
        }

        var head = await ReadAsync(path, 0, FileKinds.HeadBytes, ct);
        var kind = FileKinds.Of(head, out var isZip) ?? (isZip ? OfficeCheck.KindOf(path) : null);
        name = Named(name);
        if (kind is null)
        {
            return Problem.Of("file.kind-unknown", "", ("name", name));
        }

        if (!kind.Endings.Contains(Path.GetExtension(name).TrimStart('.').ToLowerInvariant()))
        {
            return Problem.Of("file.name-mismatch", "", ("name", name), ("found", kind.Name));
        }

        var tail = await ReadAsync(path, Math.Max(0, length - TailBytes), TailBytes, ct);
        if (SecondKind.IsIn(kind, head, tail))
        {
            return Problem.Of("file.two-kinds");
        }

        await _heavy.WaitAsync(ct);
        try
        {
            return kind == FileKinds.Svg ? DrawingCleaning.Clean(path, name, newPath())
                : kind.Kind == MediaKind.Image ? PictureCleaning.Clean(path, name, kind, newPath(), Limits.Pixels)
                : (kind == FileKinds.Pdf ? PdfCheck.ProblemOf(path)
                    : isZip ? OfficeCheck.ProblemOf(path, kind)
                    : StreamCheck.ProblemOf(path, kind)) is { } problem ? problem
                : new CheckedFile(kind, name, path);
        }
        finally
        {
            _heavy.Release();
        }
    }

    /// <summary>The last part of a path, without what is invisible or means something to a file system.</summary>
    internal static string Named(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Normalize().Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format && !"<>:\"|?*;".Contains(c, StringComparison.Ordinal))).TrimEnd(' ', '.').TrimStart();
        var ending = Path.GetExtension(clean);
        var stem = clean[..^ending.Length];
        return (stem.Length == 0 ? "file" : stem.Length > LongestName ? stem[..LongestName].TrimEnd() : stem) + ending;
    }

    private static async Task<byte[]> ReadAsync(string path, long from, int most, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous);
        file.Position = from;
        var bytes = new byte[most];
        return bytes[..await file.ReadAtLeastAsync(bytes, most, throwOnEndOfStream: false, ct)];
    }
}

/// <summary>Files that are of one kind to us and of another to somebody else.</summary>
internal static class SecondKind
{
    private const int EndOfZip = 22;
    private static readonly SearchValues<string> Pages = SearchValues.Create(["<script", "<html", "<!doctype html", "<?php", "<iframe"], StringComparison.OrdinalIgnoreCase);

    public static bool IsIn(FileKind kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        var isOffice = kind.MediaType.StartsWith("application/vnd.", StringComparison.Ordinal);
        return (!isOffice && HasZipEnd(tail))
            || (kind != FileKinds.Pdf && head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0)
            || (kind != FileKinds.Svg && System.Text.Encoding.Latin1.GetString(head[..Math.Min(head.Length, 1024)]).AsSpan().ContainsAny(Pages));
    }

    // The directory of a zip is found from its end: what lies before is nobody's business to it.
    private static bool HasZipEnd(ReadOnlySpan<byte> tail)
    {
        for (var at = tail.LastIndexOf("PK\x5\x6"u8); at >= 0; at = tail[..at].LastIndexOf("PK\x5\x6"u8))
        {
            if (at + EndOfZip <= tail.Length && at + EndOfZip + BitConverter.ToUInt16(tail[(at + 20)..]) <= tail.Length && BitConverter.ToUInt16(tail[(at + 4)..]) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
