using Fori.Content.Types.MediaItems;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Blocks.Gallery;

/// <summary>Pictures beside each other; nothing moves.</summary>
public sealed record GalleryBlock : Block
{
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Reference, Required = true, Picture = true, Order = 10)]
    public IReadOnlyList<Ref<Media>> Pictures { get; init => field = value ?? []; } = [];

    internal static async Task<object?> LoadAsync(PageScope scope, GalleryBlock block, CancellationToken ct)
    {
        await scope.ResolveAsync(block.Pictures.Select(RefKey.Of), ct);
        return block.Pictures.Select(scope.Target).OfType<Nodes.LoadedDocument>()
            .Select(m => MediaViews.PictureOf(scope, m, PictureShape.Landscape, PictureSizes.Card, isFirst: false)).OfType<PictureView>().ToList();
    }
}
