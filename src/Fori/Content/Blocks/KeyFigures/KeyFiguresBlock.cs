using Fori.Documents;

namespace Fori.Content.Blocks.KeyFigures;

public sealed record KeyFigure
{
    /// <summary>As people read it: <c>12 400</c>, <c>3,5 %</c>.</summary>
    [Field(FieldKind.Text, Required = true, MaxLength = 40)]
    public string? Value { get; init; }

    [Field(FieldKind.Text, Required = true, MaxLength = 120)]
    public string? Label { get; init; }
}

/// <summary>A few figures that tell much.</summary>
public sealed record KeyFiguresBlock : Block
{
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Structure, Required = true, Order = 10)]
    public IReadOnlyList<KeyFigure> Figures { get; init => field = value ?? []; } = [];

    /// <summary>Where the figures are from, and of which day.</summary>
    [Field(FieldKind.Text, MaxLength = 200, Order = 20)]
    public string? Source { get; init; }
}
