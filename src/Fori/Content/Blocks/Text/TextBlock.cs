using Fori.Documents;

namespace Fori.Content.Blocks.Text;

/// <summary>Running text.</summary>
public sealed record TextBlock : Block
{
    /// <summary>Sanitised HTML subset: p, h2–h4, lists, links, strong, em, quote, table.</summary>
    [Field(FieldKind.RichText)]
    public string? Html { get; init; }
}
