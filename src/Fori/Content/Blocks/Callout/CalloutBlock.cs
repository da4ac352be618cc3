using Fori.Documents;

namespace Fori.Content.Blocks.Callout;

public enum CalloutKind
{
    Note,
    Tip,
    Important,
    Warning,
}

/// <summary>Something that must not be overlooked.</summary>
public sealed record CalloutBlock : Block
{
    [Field(FieldKind.Choice, Order = 0)]
    public CalloutKind Kind { get; init; }

    /// <summary>Null reads the name of the kind.</summary>
    [Field(FieldKind.Text, MaxLength = 120, Order = 10)]
    public string? Heading { get; init; }

    [Field(FieldKind.RichText, Required = true, Order = 20)]
    public string? Html { get; init; }
}
