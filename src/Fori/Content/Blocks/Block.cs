using System.Text.Json.Serialization;
using Fori.Documents;

namespace Fori.Content.Blocks;

/// <summary>
/// A part of a page's body: text, a picture, a list by rule … In JSON an object whose <c>type</c> says which.
/// A block is written in one language; the body holds a row of blocks for each.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextBlock), "text")]
public abstract record Block
{
    /// <summary>The words in it by which people search, plain.</summary>
    public abstract string ToSearchText();

    /// <summary>The same block with its HTML cleaned to the allowed subset; this one when nothing had to go.</summary>
    public abstract Block Sanitised();
}

/// <summary>Running text.</summary>
public sealed record TextBlock : Block
{
    /// <summary>Sanitised HTML subset: p, h2–h4, lists, links, strong, em, quote, table.</summary>
    public string? Html { get; init; }

    public override string ToSearchText() => RichText.ToPlain(Html ?? "");

    public override Block Sanitised() => RichText.Sanitise(Html ?? "") is var clean && clean == Html ? this : this with { Html = clean };
}
