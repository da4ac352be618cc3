using Fori.Documents;
using Fori.Site.Building;

namespace Fori.Content.Blocks.Snippet;

/// <summary>Blocks that are written once and stand on many pages.</summary>
public sealed record SnippetBlock : Block
{
    [Field(FieldKind.Reference, Required = true)]
    public Ref<Types.Snippets.Snippet>? Snippet { get; init; }

    internal static async Task<object?> LoadAsync(PageScope scope, SnippetBlock block, CancellationToken ct)
    {
        await scope.ResolveAsync([RefKey.Of(block.Snippet)], ct);
        if (scope.Target(block.Snippet) is not { } snippet)
        {
            return Array.Empty<BlockView>();
        }

        // Snippets within snippets would never end.
        var body = snippet.As<Types.Snippets.Snippet>().Body.ToDictionary(b => b.Key, b => (IReadOnlyList<Block>)[.. b.Value.Where(inner => inner is not SnippetBlock)]);
        return await ContentPageBuilder.BlocksAsync(scope, snippet.Title, body, ct);
    }
}
