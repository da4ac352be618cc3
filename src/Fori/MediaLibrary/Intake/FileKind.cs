using Fori.Content.Types.MediaItems;

namespace Fori.MediaLibrary.Intake;

/// <summary>A kind of file that the library takes.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Endings">Of names, lower case; the first is given to what is kept.</param>
public sealed record FileKind(string Name, MediaKind Kind, string MediaType, IReadOnlyList<string> Endings);

/// <summary>All kinds that are taken, and how the first bytes tell them. AVIF and HEIC are left out: the library that reads pictures has no decoder of them.</summary>
public static class FileKinds
{
    /// <summary>As many first bytes as <see cref="Of"/> wants.</summary>
    public const int HeadBytes = 4096;

    public static FileKind Jpeg { get; } = new("JPEG", MediaKind.Image, "image/jpeg", ["jpg", "jpeg"]);

    public static FileKind Png { get; } = new("PNG", MediaKind.Image, "image/png", ["png"]);

    public static FileKind WebP { get; } = new("WebP", MediaKind.Image, "image/webp", ["webp"]);

    public static FileKind Gif { get; } = new("GIF", MediaKind.Image, "image/gif", ["gif"]);

    public static FileKind Svg { get; } = new("SVG", MediaKind.Image, "image/svg+xml", ["svg"]);

    public static FileKind Pdf { get; } = new("PDF", MediaKind.Document, "application/pdf", ["pdf"]);

    public static FileKind Mp4 { get; } = new("MP4", MediaKind.Video, "video/mp4", ["mp4", "m4v"]);

    public static FileKind WebM { get; } = new("WebM", MediaKind.Video, "video/webm", ["webm"]);

    public static FileKind Mp3 { get; } = new("MP3", MediaKind.Audio, "audio/mpeg", ["mp3"]);

    public static FileKind Vtt { get; } = new("WebVTT", MediaKind.Captions, "text/vtt", ["vtt"]);

    public static FileKind Docx { get; } = new("Word", MediaKind.Document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"]);

    public static FileKind Xlsx { get; } = new("Excel", MediaKind.Document, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"]);

    public static FileKind Pptx { get; } = new("PowerPoint", MediaKind.Document, "application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"]);

    public static FileKind Odt { get; } = new("ODT", MediaKind.Document, "application/vnd.oasis.opendocument.text", ["odt"]);

    public static IReadOnlyList<FileKind> All { get; } = [Jpeg, Png, WebP, Gif, Svg, Pdf, Mp4, WebM, Mp3, Vtt, Docx, Xlsx, Pptx, Odt];

    /// <summary>The kind whose content begins so; a zip is told by <see cref="OfficeCheck"/>.</summary>
    /// <param name="isZip">It is a zip, and the kind is not known yet.</param>
    public static FileKind? Of(ReadOnlySpan<byte> head, out bool isZip)
    {
        isZip = head.StartsWith("PK\x3\x4"u8);
        return head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
            : head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
            : head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WEBP"u8) ? WebP
            : head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? Gif
            : head.StartsWith("%PDF-"u8) ? Pdf
            : head.Length > 12 && head[4..].StartsWith("ftyp"u8) ? OfFamily(head.Slice(8, 4))
            : head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) && head[..Math.Min(head.Length, 64)].IndexOf("webm"u8) > 0 ? WebM
            : head.StartsWith("ID3"u8) || (head.Length > 2 && head[0] == 0xFF && head[1] is 0xFB or 0xF3 or 0xF2 or 0xFA) ? Mp3
            : WithoutMark(head).StartsWith("WEBVTT"u8) ? Vtt
            : !isZip && WithoutMark(head).TrimStart(" \t\r\n"u8).StartsWith("<"u8) && head.IndexOf("<svg"u8) >= 0 ? Svg
            : null;
    }

    // The same box begins pictures (AVIF, HEIC) and sounds.
    private static FileKind? OfFamily(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("isom"u8) || brand.SequenceEqual("iso2"u8) || brand.SequenceEqual("iso4"u8) || brand.SequenceEqual("iso5"u8) || brand.SequenceEqual("iso6"u8)
        || brand.SequenceEqual("mp41"u8) || brand.SequenceEqual("mp42"u8) || brand.SequenceEqual("avc1"u8) || brand.SequenceEqual("M4V "u8) || brand.SequenceEqual("dash"u8)
            ? Mp4
            : null;

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? text[3..] : text;
}
