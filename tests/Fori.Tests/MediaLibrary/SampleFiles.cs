using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Fori.Tests.MediaLibrary;

/// <summary>Small files of every kind, sound and hostile.</summary>
internal static class SampleFiles
{
    public const string Location = "60.4518";

    /// <summary>The left half is red, the right half blue.</summary>
    public static byte[] Picture(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKImageInfo.PlatformColorType, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.Red);
            using var blue = new SKPaint { Color = SKColors.Blue };
            canvas.DrawRect(width / 2f, 0, width / 2f, height, blue);
        }

        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    public static byte[] Jpeg(int width = 800, int height = 600) => Picture(width, height, SKEncodedImageFormat.Jpeg);

    public static byte[] Png(int width = 800, int height = 600) => Picture(width, height, SKEncodedImageFormat.Png);

    /// <summary>A photograph with an orientation and a place in its Exif.</summary>
    public static byte[] JpegWithExif(int width, int height, byte orientation)
    {
        // TIFF header, one directory with the orientation (0x0112), then words that only metadata would hold.
        byte[] tiff =
        [
            .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
            .. Encoding.ASCII.GetBytes($"GPS {Location}"),
        ];
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        var jpeg = Jpeg(width, height);
        return [.. jpeg.AsSpan(0, 2), 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg.AsSpan(2)];
    }

    /// <summary>A PNG of a few bytes that says that it is enormous.</summary>
    public static byte[] Bomb()
    {
        var png = Png(8, 8);
        (png[16], png[17], png[18], png[19]) = (0, 0, 0x9C, 0x40); // 40 000 wide.
        (png[20], png[21], png[22], png[23]) = (0, 0, 0x9C, 0x40);
        var crc = System.IO.Hashing.Crc32.HashToUInt32(png.AsSpan(12, 17));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), crc);
        return png;
    }

    public static byte[] Pdf(string more = "") => Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj\n<< /Type /Catalog {more} >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");

    /// <summary>What is said lies in a packed stream of objects.</summary>
    public static byte[] PdfWithObjects(string objects)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Encoding.Latin1.GetBytes(objects));
        }

        return
        [
            .. "%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n"u8, .. packed.ToArray(),
            .. "\nendstream\nendobj\n%%EOF\n"u8,
        ];
    }

    public static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    public static byte[] Docx(params (string Name, string Content)[] more) =>
        Zip([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"), .. more]);

    public static byte[] Mp4()
    {
        static byte[] Box(string name, int content) => [0, 0, 0, (byte)(8 + content), .. Encoding.ASCII.GetBytes(name), .. new byte[content]];
        return [0, 0, 0, 16, .. "ftypisom"u8, 0, 0, 2, 0, .. Box("moov", 40), .. Box("mdat", 60)];
    }

    public static byte[] Vtt() => "WEBVTT\n\n00:00.000 --> 00:02.000\nTervetuloa\n"u8.ToArray();

    public static byte[] Svg(string inner, string attributes = "") =>
        Encoding.UTF8.GetBytes($"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 40 20\" {attributes}>{inner}</svg>");
}
