using System.Text.Json.Serialization;
using Fori.Documents;
using Fori.Registers.Vocabularies;

namespace Fori.Content.Types.Terms;

/// <summary>
/// A word by which the municipality's own content is grouped and found. Each vocabulary is a type of its own, so that a field
/// takes words of its vocabulary only. Codelists that others keep are no terms: see <see cref="VocabularyCatalogue"/>.
/// </summary>
public abstract record Term : DocumentBody
{
    [Field(FieldKind.Text, Title = true, Required = true, MaxLength = 120, Order = 0)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>What belongs to it, for editors and in lists.</summary>
    [Field(FieldKind.Text, Summary = true, MaxLength = 300, HasLines = true, Order = 10)]
    public LocalizedText Description { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Other words for it, one on each line: whoever looks for them finds what has the term.</summary>
    [Field(FieldKind.Text, AlternativeTitle = true, MaxLength = 1000, HasLines = true, Order = 20)]
    public LocalizedText Synonyms { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>By which others know the same concept, as <c>http://www.yso.fi/onto/yso/p1265</c>.</summary>
    [Field(FieldKind.Url, Order = 200, Folded = true)]
    public string? Uri { get; init; }

    /// <summary>The term above it, in a vocabulary that is a tree: what has this one has that one too.</summary>
    [JsonIgnore]
    public virtual Guid? Above => null;

    /// <summary>It, with the codes of another of its vocabulary after its own.</summary>
    internal virtual Term WithCodesOf(Term other) => this;

    /// <summary>It, at the top of its tree.</summary>
    internal virtual Term WithoutAbove() => this;

    /// <summary>Codes of national registers that belong to it.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<Code> Codes => [];
}

/// <summary>What content is about; a tree (Finnish: aihe).</summary>
public sealed record Topic : Term
{
    /// <summary>The wider topic.</summary>
    [Field(FieldKind.Reference, Facet = true, Order = 30)]
    public Ref<Topic>? Broader { get; init; }

    [JsonIgnore]
    public override Guid? Above => Broader?.Id;

    /// <summary>PTV's service classes that belong to it.</summary>
    [Field(FieldKind.Code, Scheme = VocabularyScheme.ServiceClass, Order = 40)]
    public IReadOnlyList<Code> ServiceClasses { get; init => field = value ?? []; } = [];

    [JsonIgnore]
    public override IReadOnlyList<Code> Codes => ServiceClasses;

    internal override Term WithCodesOf(Term other) => this with { ServiceClasses = [.. ServiceClasses.Union(other.Codes)] };

    internal override Term WithoutAbove() => this with { Broader = null };
}

/// <summary>For whom content is (Finnish: kohderyhmä).</summary>
public sealed record Audience : Term
{
    /// <summary>PTV's target groups that belong to it.</summary>
    [Field(FieldKind.Code, Scheme = VocabularyScheme.TargetGroup, Order = 40)]
    public IReadOnlyList<Code> TargetGroups { get; init => field = value ?? []; } = [];

    [JsonIgnore]
    public override IReadOnlyList<Code> Codes => TargetGroups;

    internal override Term WithCodesOf(Term other) => this with { TargetGroups = [.. TargetGroups.Union(other.Codes)] };
}

/// <summary>A part of the municipality, as people speak of it (Finnish: alue, kaupunginosa).</summary>
public sealed record District : Term
{
    /// <summary>The larger part to which it belongs.</summary>
    [Field(FieldKind.Reference, Facet = true, Order = 30)]
    public Ref<District>? Broader { get; init; }

    [JsonIgnore]
    public override Guid? Above => Broader?.Id;

    internal override Term WithoutAbove() => this with { Broader = null };
}

/// <summary>A subject word of any kind; where it can, it says by its URI what concept of an ontology it is (Finnish: asiasana).</summary>
public sealed record SubjectWord : Term;
