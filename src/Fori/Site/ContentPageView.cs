namespace Fori.Site;

/// <summary>A page that editors wrote.</summary>
public sealed record ContentPageView : PageView
{
    public required Phrase Name { get; init; }

    public Phrase? Lead { get; init; }

    /// <summary>The body's blocks in their order.</summary>
    public IReadOnlyList<BlockView> Blocks { get; init; } = [];

    /// <summary>Pages below it in the tree.</summary>
    public IReadOnlyList<NamedLink> Children { get; init; } = [];

    public required DateOnly UpdatedOn { get; init; }
}

/// <summary>One block as shown; which component writes which stands in <c>Blocks.razor</c>.</summary>
public abstract record BlockView;

public sealed record TextBlockView(RichPhrase Text) : BlockView;
