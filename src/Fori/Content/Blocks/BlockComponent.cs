using Fori.Documents;
using Fori.Site;
using Fori.Ui;
using Microsoft.AspNetCore.Components;

namespace Fori.Content.Blocks;

/// <summary>One block, ready to be written.</summary>
/// <param name="Language">BCP 47 when it is not the page's language, else null.</param>
/// <param name="Loaded">What its type's loader read for it.</param>
/// <param name="Heading">The level of headings that the block writes itself, 2–4: one below the heading under which it stands.</param>
public sealed record BlockView(Block Block, string? Language, object? Loaded, int Heading);

/// <summary>Writes blocks of one kind.</summary>
public abstract class BlockComponent<TBlock> : ComponentBase
    where TBlock : Block
{
    [Parameter, EditorRequired]
    public required BlockView View { get; set; }

    [Parameter, EditorRequired]
    public required UiText Words { get; set; }

    protected TBlock Block => (TBlock)View.Block;

    /// <summary>Running text made safe again: what is stored should be, but a page trusts nobody.</summary>
    protected RichPhrase? Rich(string? html) => RichText.Sanitise(html ?? "") is { Length: > 0 } safe ? new RichPhrase(safe, View.Language) : null;
}
