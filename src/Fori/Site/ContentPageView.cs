using Fori.Content.Blocks;
using Fori.Content.Types.Terms;

namespace Fori.Site;

/// <summary>A page that editors wrote.</summary>
public sealed record ContentPageView : PageView
{
    public required Phrase Name { get; init; }

    public Phrase? Lead { get; init; }

    public PictureView? Picture { get; init; }

    /// <summary>The body's blocks in their order.</summary>
    public IReadOnlyList<BlockView> Blocks { get; init; } = [];

    /// <summary>Pages below it in the tree.</summary>
    public PagesBelow Below { get; init; } = PagesBelow.None;

    public required DateOnly UpdatedOn { get; init; }

    public required TermsView Terms { get; init; }
}
