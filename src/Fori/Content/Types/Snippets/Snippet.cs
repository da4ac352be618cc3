using Fori.Content.Blocks;
using Fori.Content.Types.Sections;
using Fori.Documents;

namespace Fori.Content.Types.Snippets;

/// <summary>Blocks that stand on many pages and are written once.</summary>
public sealed record Snippet : SectionedBody
{
    /// <summary>For editors.</summary>
    [Field(FieldKind.Text, Title = true, Required = true, MaxLength = 120, Order = 0)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Language → blocks in their order.</summary>
    [Field(FieldKind.Blocks, Order = 10)]
    public IReadOnlyDictionary<string, IReadOnlyList<Block>> Body { get; init => field = value ?? None; } = None;

    private static IReadOnlyDictionary<string, IReadOnlyList<Block>> None { get; } = new Dictionary<string, IReadOnlyList<Block>>();
}
