using Fori.Documents;

namespace Fori.Content.Blocks.Steps;

public sealed record Step
{
    [Field(FieldKind.Text, Required = true, MaxLength = 120)]
    public string? Title { get; init; }

    [Field(FieldKind.RichText)]
    public string? Html { get; init; }

    /// <summary>As "two weeks".</summary>
    [Field(FieldKind.Text, MaxLength = 60)]
    public string? Duration { get; init; }
}

/// <summary>What is done one after the other.</summary>
public sealed record StepsBlock : Block
{
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Structure, Required = true, Order = 10)]
    public IReadOnlyList<Step> Steps { get; init => field = value ?? []; } = [];
}
