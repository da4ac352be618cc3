// Renditions follow from a kept file and their name alone, so they are a cache: FOLDER/TENANT/HASH/NAME, in no backup, made
// again when they are gone. They are made after publishing by a service that follows the log; one that is asked for before
// that is made at once, by at most two at a time, and whoever would have to wait longer gets the whole picture.
using System.Globalization;
using Fori.Content.Types.MediaItems;
using Fori.MediaLibrary.Intake;
using Fori.Store;
using Fori.Store.Files;
using SkiaSharp;

namespace Fori.MediaLibrary;

/// <summary>Makes and keeps pictures in the sizes in which they are shown. Thread-safe.</summary>
public sealed class Renditions(BlobFolder blobs, string folder) : IDisposable
{
    private const int AtOnce = 2;
    private const int WebPQuality = 78;
    private const int JpegQuality = 80;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _slots = new(AtOnce, AtOnce);

    public void Dispose() => _slots.Dispose();

    /// <returns>Path of the made file; null when others are being made and this one would have to wait, or the picture cannot be read.</returns>
    public async Task<string?> FindOrMakeAsync(TenantId tenant, MediaFile file, Rendition rendition, CancellationToken ct)
    {
        var path = PathOf(tenant, file, rendition);
        if (File.Exists(path))
        {
            return path;
        }

        if (!await _slots.WaitAsync(Patience, ct))
        {
            return null;
        }

        try
        {
            return File.Exists(path) || Make(tenant, file, rendition, path) ? path : null;
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Makes what is missing of a picture, one after another.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> MakeAllAsync(TenantId tenant, MediaFile file, FocusPoint? focus, CancellationToken ct)
    {
        var made = 0;
        foreach (var rendition in new[] { PictureShape.Whole, PictureShape.Landscape }.SelectMany(shape => Rendition.Of(file, shape, focus)))
        {
            var path = PathOf(tenant, file, rendition);
            if (File.Exists(path))
            {
                continue;
            }

            await _slots.WaitAsync(ct);
            try
            {
                made += Make(tenant, file, rendition, path) ? 1 : 0;
            }
            finally
            {
                _slots.Release();
            }
        }

        return made;
    }

    private string PathOf(TenantId tenant, MediaFile file, Rendition rendition) =>
        Path.Combine(folder, tenant.Number.ToString(CultureInfo.InvariantCulture), FileHash.TryParse(file.Hash, out var hash) ? hash.Value : "none", rendition.Name);

    private bool Make(TenantId tenant, MediaFile file, Rendition rendition, string path)
    {
        if (!FileHash.TryParse(file.Hash, out var hash) || !File.Exists(blobs.PathOf(tenant, hash)))
        {
            return false;
        }

        using var codec = SKCodec.Create(blobs.PathOf(tenant, hash));
        if (codec is null)
        {
            return false;
        }

        var (cropWidth, cropHeight) = Rendition.CropOf(codec.Info.Width, codec.Info.Height, rendition.Shape);
        var width = Math.Min(rendition.Width, cropWidth);
        var height = Math.Max(1, (int)Math.Round((double)cropHeight * width / cropWidth));

        // Some formats can be read smaller than they are: a large photograph then takes a fraction of the memory.
        var scaled = codec.GetScaledDimensions((float)width / cropWidth);
        using var whole = (scaled.Width >= width ? Pixels.Decode(codec, scaled.Width, scaled.Height) : null) ?? Pixels.Decode(codec, codec.Info.Width, codec.Info.Height);
        if (whole is null)
        {
            return false;
        }

        var (sourceWidth, sourceHeight) = Rendition.CropOf(whole.Width, whole.Height, rendition.Shape);
        var (x, y) = rendition.Focus ?? (50, 50);
        var left = Math.Clamp((whole.Width * x / 100) - (sourceWidth / 2), 0, whole.Width - sourceWidth);
        var top = Math.Clamp((whole.Height * y / 100) - (sourceHeight / 2), 0, whole.Height - sourceHeight);
        using var small = new SKBitmap(new SKImageInfo(width, height, whole.ColorType, whole.AlphaType, whole.ColorSpace));
        using (var canvas = new SKCanvas(small))
        using (var image = SKImage.FromBitmap(whole))
        {
            if (rendition.Format == FileKinds.Jpeg)
            {
                canvas.Clear(SKColors.White); // What was transparent.
            }

            canvas.DrawImage(image, SKRect.Create(left, top, sourceWidth, sourceHeight), SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // A path below the folder has one.
        var partial = $"{path}.{Guid.NewGuid():N}";
        using (var stream = File.Create(partial))
        {
            Pixels.Write(small, rendition.Format, rendition.Format == FileKinds.WebP ? WebPQuality : JpegQuality, stream);
        }

        File.Move(partial, path, overwrite: true);
        return true;
    }
}
