using Fori.Documents;

namespace Fori.Content.Blocks.Accordion;

public sealed record AccordionItem
{
    [Field(FieldKind.Text, Required = true, MaxLength = 200)]
    public string? Title { get; init; }

    [Field(FieldKind.RichText, Required = true)]
    public string? Html { get; init; }
}

/// <summary>Answers that open one by one; printed open.</summary>
public sealed record AccordionBlock : Block
{
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Structure, Required = true, Order = 10)]
    public IReadOnlyList<AccordionItem> Items { get; init => field = value ?? []; } = [];
}
