using System.Globalization;
using Fori.Store;
using SkiaSharp;

namespace Fori.MediaLibrary.Intake;

/// <summary>
/// Pictures decoded whole and written anew: what was said about camera, place and persons (Exif, XMP, IPTC) is gone, the
/// pixels are turned as the camera meant, and colours are those of sRGB.
/// </summary>
internal static class PictureCleaning
{
    private const int Quality = 90;
    private const int LongestSide = 16_000;

    /// <returns>Refused: <c>file.image-too-large</c>, <c>file.animated</c>, <c>file.damaged</c>.</returns>
    public static Outcome<CheckedFile> Clean(string path, string name, FileKind kind, string target, long mostPixels)
    {
        using var codec = SKCodec.Create(path);
        if (codec is null)
        {
            return Problem.Of("file.damaged");
        }

        // Asked of the header, before any memory is taken for pixels.
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > mostPixels || Math.Max(width, height) > LongestSide)
        {
            return Problem.Of(
                "file.image-too-large", "", ("width", Number(width)), ("height", Number(height)), ("max", Number(mostPixels / 1_000_000)));
        }

        if (codec.FrameCount > 1)
        {
            return Problem.Of("file.animated");
        }

        using var decoded = Pixels.Decode(codec, width, height);
        if (decoded is null)
        {
            return Problem.Of("file.damaged");
        }

        using var turned = Pixels.Turned(decoded, codec.EncodedOrigin);
        var kept = kind == FileKinds.Gif ? FileKinds.Png : kind;
        using (var stream = File.Create(target))
        {
            Pixels.Write(turned, kept, Quality, stream);
        }

        return new CheckedFile(kept, Path.ChangeExtension(name, kept == kind ? Path.GetExtension(name) : kept.Endings[0]), target, turned.Width, turned.Height);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Decoding, turning and writing of pixels.</summary>
internal static class Pixels
{
    /// <returns>In sRGB; null when the file is damaged or breaks off.</returns>
    public static SKBitmap? Decode(SKCodec codec, int width, int height)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKImageInfo.PlatformColorType, codec.Info.IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        return null;
    }

    /// <summary>The picture as it was meant to be seen (Exif orientation 1–8); a copy also when nothing is to turn.</summary>
    public static SKBitmap Turned(SKBitmap picture, SKEncodedOrigin origin)
    {
        var isSideways = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (w, h) = (picture.Width, picture.Height);
        var turned = new SKBitmap(picture.Info.WithSize(isSideways ? h : w, isSideways ? w : h));
        using var canvas = new SKCanvas(turned);
        var matrix = origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
            _ => SKMatrix.Identity,
        };
        canvas.SetMatrix(matrix);
        canvas.DrawBitmap(picture, 0, 0, SKSamplingOptions.Default);
        return turned;
    }

    public static void Write(SKBitmap picture, FileKind kind, int quality, Stream stream)
    {
        using var pixels = picture.PeekPixels();
        using var data = kind == FileKinds.Jpeg ? pixels.Encode(new SKJpegEncoderOptions(quality))
            : kind == FileKinds.WebP ? pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality))
            : pixels.Encode(SKPngEncoderOptions.Default);
        (data ?? throw new InvalidOperationException($"A picture of {picture.Width} × {picture.Height} could not be written as {kind.Name}.")).SaveTo(stream);
    }
}
