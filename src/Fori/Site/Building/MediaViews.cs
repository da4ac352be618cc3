using Fori.Content.Types.MediaItems;
using Fori.MediaLibrary;
using Fori.MediaLibrary.Intake;
using Fori.Nodes;

namespace Fori.Site.Building;

/// <summary>Files of the library as pages show them. The page is tagged with the document by whoever loaded it through its scope.</summary>
internal static class MediaViews
{
    /// <summary>A published picture; null when the document is none.</summary>
    /// <param name="sizes">How wide the page shows it, as <c>(min-width: 48rem) 40rem, 100vw</c>.</param>
    /// <param name="isFirst">The first picture of the page, which is not put off.</param>
    public static PictureView? PictureOf(PageScope scope, LoadedDocument document, PictureShape shape, string sizes, bool isFirst)
    {
        if (document.Body is not Media { Kind: MediaKind.Image, File: { } file } media)
        {
            return null;
        }

        var alt = media.Decorative == true ? null : scope.Say(media.Alt);
        var view = new PictureView(MediaAddress.Of(document.Id, file), file.Width, file.Height, alt, [], sizes)
        {
            Caption = scope.Say(media.Caption),
            Author = media.Author is { Length: > 0 } author ? SiteWords.Say("media.author", scope.Language, ("name", author)) : null,
            IsFirst = isFirst,
        };
        if (!Rendition.AreOf(file))
        {
            return view;
        }

        var all = Rendition.Of(file, shape, media.Focus).ToList();
        var fallback = all.Where(r => r.Format == Rendition.FallbackOf(file)).MaxBy(r => r.Width)!; // There is at least one width.
        var (cropWidth, cropHeight) = Rendition.CropOf(file.Width ?? 0, file.Height ?? 0, shape);
        var width = Math.Min(fallback.Width, cropWidth);
        return view with
        {
            Url = MediaAddress.Of(document.Id, file, fallback),
            Width = width,
            Height = (int)Math.Round((double)cropHeight * width / Math.Max(1, cropWidth)),
            Sources =
            [
                .. all.GroupBy(r => r.Format).OrderBy(g => g.Key == FileKinds.WebP ? 0 : 1)
                    .Select(g => new PictureSource(g.Key.MediaType, string.Join(", ", g.Select(r => FormattableString.Invariant($"{MediaAddress.Of(document.Id, file, r)} {Math.Min(r.Width, cropWidth)}w"))))),
            ],
        };
    }

    /// <summary>A published file to take home; null when the document is none.</summary>
    /// <param name="language">BCP 47 of what is in the file, when that is known.</param>
    public static FileLink? FileOf(PageScope scope, LoadedDocument document, string? language) =>
        document.Body is Media { File: { } file }
            ? new FileLink(
                scope.NameOf(document), MediaAddress.Of(document.Id, file), FileKinds.All.FirstOrDefault(k => k.MediaType == file.MediaType)?.Name, language,
                FileSize.Say(file.Bytes, scope.Words.Culture))
            : null;
}
