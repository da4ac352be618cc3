using Fori.Content.Blocks;
using Fori.Documents;
using Fori.Registers.Places;

namespace Fori.Content.Types.News;

/// <summary>Something that happened or is about to (KADA: news_item, liftup).</summary>
public sealed record NewsItem : ContentBody
{
    /// <summary>The first paragraph, which tells it all.</summary>
    [Field(FieldKind.Text, Required = true, MaxLength = 600, HasLines = true, Order = 20)]
    public LocalizedText Lead { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Language → blocks in their order.</summary>
    [Field(FieldKind.Blocks, Order = 30)]
    public IReadOnlyDictionary<string, IReadOnlyList<Block>> Body { get; init => field = value ?? NoBlocks; } = NoBlocks;

    /// <summary>The place that it tells of.</summary>
    [Field(FieldKind.Reference, Order = 200)]
    public Ref<Place>? Place { get; init; }

    /// <summary>The moment of the news; set at the first publishing when nobody wrote one. Lists go by it, and its year stands in the address.</summary>
    [Field(FieldKind.Instant, Moment = true, Order = 210)]
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Until then it stands before newer ones.</summary>
    [Field(FieldKind.Instant, Order = 220)]
    public DateTimeOffset? PinnedUntil { get; init; }

    /// <summary>The last part of the address; empty follows the title. A change leaves a redirect.</summary>
    [Field(FieldKind.Text, Slug = true, Order = 300)]
    public LocalizedText Slug { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;
}
