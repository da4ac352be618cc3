using Fori.Content.Types.News;
using Fori.Documents;
using Fori.Site.Building;

namespace Fori.Content.Blocks.News;

/// <summary>The newest news.</summary>
public sealed record NewsBlock : Block
{
    private const int Most = 12;

    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    /// <summary>1–12; null is three.</summary>
    [Field(FieldKind.Number, Order = 10)]
    public int? Count { get; init; }

    internal static async Task<object?> LoadAsync(PageScope scope, NewsBlock block, CancellationToken ct) => await NewsBuilder.NewestAsync(scope, Math.Clamp(block.Count ?? 3, 1, Most), ct);
}
