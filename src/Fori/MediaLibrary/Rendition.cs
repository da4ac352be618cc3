using System.Globalization;
using System.Text.RegularExpressions;
using Fori.Content.Types.MediaItems;
using Fori.MediaLibrary.Intake;

namespace Fori.MediaLibrary;

/// <summary>A shape that a picture can be cropped to.</summary>
public enum PictureShape
{
    /// <summary>As it is.</summary>
    Whole,
    Wide,
    Landscape,
    Square,
}

/// <summary>A size, shape and format of a picture. Its name stands in the address and is the name of the kept file.</summary>
/// <param name="Width">Pixels; one of <see cref="Widths"/>.</param>
/// <param name="Focus">Null for a whole picture.</param>
public sealed partial record Rendition(int Width, PictureShape Shape, (int X, int Y)? Focus, FileKind Format)
{
    public static IReadOnlyList<int> Widths { get; } = [320, 480, 640, 960, 1280, 1600, 1920];

    /// <summary>As 640.webp, or 640-wide-50-25.webp: the focus, in hundredths, is in the name, so that a new one has a new address.</summary>
    public string Name => Focus is var (x, y)
        ? string.Create(CultureInfo.InvariantCulture, $"{Width}-{Shape.ToString().ToLowerInvariant()}-{x}-{y}.{Format.Endings[0]}")
        : string.Create(CultureInfo.InvariantCulture, $"{Width}.{Format.Endings[0]}");

    /// <summary>Those that a picture is shown in: widths up to its own, each in WebP and in a format that every browser knows.</summary>
    public static IEnumerable<Rendition> Of(MediaFile file, PictureShape shape, FocusPoint? focus) =>
        WidthsOf(file, shape).SelectMany(width => new[] { FileKinds.WebP, FallbackOf(file) }.Distinct().Select(format => new Rendition(width, shape, PointOf(shape, focus), format)));

    /// <summary>The widths that the picture has pixels for; its own next smaller one at the least.</summary>
    public static IReadOnlyList<int> WidthsOf(MediaFile file, PictureShape shape)
    {
        var (width, _) = CropOf(file.Width ?? 0, file.Height ?? 0, shape);
        var fitting = Widths.Where(w => w <= width).ToList();
        return fitting.Count > 0 ? fitting : [Widths[0]];
    }

    /// <summary>PNG keeps what is transparent; photographs are JPEG.</summary>
    public static FileKind FallbackOf(MediaFile file) => file.MediaType == FileKinds.Png.MediaType ? FileKinds.Png : FileKinds.Jpeg;

    /// <summary>Pictures of pixels have renditions; drawings are shown as they are at every size.</summary>
    public static bool AreOf(MediaFile file) => file.MediaType.StartsWith("image/", StringComparison.Ordinal) && file.MediaType != FileKinds.Svg.MediaType;

    /// <returns>Null for a name of none.</returns>
    public static Rendition? Parse(string name)
    {
        var match = NamePattern().Match(name);
        if (!match.Success || !Widths.Contains(Number(match, "width")))
        {
            return null;
        }

        var format = match.Groups["format"].Value switch { "webp" => FileKinds.WebP, "jpg" => FileKinds.Jpeg, _ => FileKinds.Png };
        return !match.Groups["shape"].Success ? new Rendition(Number(match, "width"), PictureShape.Whole, null, format)
            : Number(match, "x") <= 100 && Number(match, "y") <= 100
                ? new Rendition(Number(match, "width"), Enum.Parse<PictureShape>(match.Groups["shape"].Value, ignoreCase: true), (Number(match, "x"), Number(match, "y")), format)
                : null;
    }

    /// <summary>The largest part of that shape.</summary>
    public static (int Width, int Height) CropOf(int width, int height, PictureShape shape)
    {
        var (w, h) = shape switch { PictureShape.Wide => (16, 9), PictureShape.Landscape => (3, 2), PictureShape.Square => (1, 1), _ => (width, height) };
        return w == 0 || h == 0 ? (width, height)
            : (long)width * h > (long)height * w ? ((int)((long)height * w / h), height) : (width, (int)((long)width * h / w));
    }

    public static (int X, int Y)? PointOf(PictureShape shape, FocusPoint? focus) =>
        shape == PictureShape.Whole ? null : ((int)Math.Round((focus?.X ?? 0.5) * 100), (int)Math.Round((focus?.Y ?? 0.5) * 100));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<width>\d{3,4})(-(?<shape>wide|landscape|square)-(?<x>\d{1,3})-(?<y>\d{1,3}))?\.(?<format>webp|jpg|png)\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
