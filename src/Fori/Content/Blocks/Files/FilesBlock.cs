using Fori.Content.Types.MediaItems;
using Fori.Documents;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Blocks.Files;

/// <summary>Files to take home, each with its type and size.</summary>
public sealed record FilesBlock : Block
{
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Reference, Required = true, Order = 10)]
    public IReadOnlyList<Ref<Media>> Files { get; init => field = value ?? []; } = [];

    internal static async Task<object?> LoadAsync(PageScope scope, FilesBlock block, CancellationToken ct)
    {
        await scope.ResolveAsync(block.Files.Select(RefKey.Of), ct);
        return block.Files.Select(scope.Target).OfType<Nodes.LoadedDocument>().Select(f => MediaViews.FileOf(scope, f, null)).OfType<FileLink>().ToList();
    }
}
