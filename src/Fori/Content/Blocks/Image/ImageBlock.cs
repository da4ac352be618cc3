using Fori.Content.Types.MediaItems;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Blocks.Image;

/// <summary>One picture of the library.</summary>
public sealed record ImageBlock : Block
{
    [Field(FieldKind.Reference, Required = true, Picture = true, Order = 0)]
    public Ref<Media>? Picture { get; init; }

    /// <summary>Null shows the caption of the library.</summary>
    [Field(FieldKind.Text, MaxLength = 300, HasLines = true, Order = 10)]
    public string? Caption { get; init; }

    internal static async Task<object?> LoadAsync(PageScope scope, ImageBlock block, CancellationToken ct)
    {
        await scope.ResolveAsync([RefKey.Of(block.Picture)], ct);
        return scope.Target(block.Picture) is { } media && MediaViews.PictureOf(scope, media, PictureShape.Whole, PictureSizes.Text, isFirst: false) is { } picture
            ? string.IsNullOrEmpty(block.Caption) ? picture : picture with { Caption = block.Caption }
            : null;
    }
}
