using Fori.Documents;

namespace Fori.Content.Types.Sections;

/// <summary>What belongs to a section, or to the site itself.</summary>
public abstract record SectionedBody : DocumentBody
{
    /// <summary>Whose editors write it, and in whose look it shows. Null: the site itself.</summary>
    [Field(FieldKind.Reference, Facet = true, Order = 320)]
    public Ref<Section>? Section { get; init; }
}
