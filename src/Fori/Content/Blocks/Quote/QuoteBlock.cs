using Fori.Documents;

namespace Fori.Content.Blocks.Quote;

/// <summary>Somebody's words.</summary>
public sealed record QuoteBlock : Block
{
    [Field(FieldKind.Text, Required = true, MaxLength = 600, HasLines = true)]
    public string? Text { get; init; }

    /// <summary>Who said it.</summary>
    [Field(FieldKind.Text, MaxLength = 200)]
    public string? Source { get; init; }
}
