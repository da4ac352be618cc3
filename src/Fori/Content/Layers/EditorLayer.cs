using Fori.Content.Blocks;
using Fori.Content.Types.Contacts;
using Fori.Documents;
using Fori.Site.Building;

namespace Fori.Content.Layers;

/// <summary>
/// What editors write beside the facts of one record of a register: the page of the record joins both, and neither is copied into
/// the other. A record has at most one layer of a type. When the record goes, the layer stays, and is listed as left over.
/// </summary>
public abstract record EditorLayer : DocumentBody
{
    /// <summary>What the register called the record when the layer was last saved: for editors' lists, never for the public.</summary>
    [Field(FieldKind.Text, Title = true, ByMachine = true, Internal = true)]
    public LocalizedText Label { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Whom to ask besides those whom the register names.</summary>
    [Field(FieldKind.Reference, Targets = [ContactViews.Contact, ContactViews.Person, ContactViews.Organization, ContactViews.Place], Order = 155)]
    public IReadOnlyList<Ref<DocumentBody>> Contacts { get; init => field = value ?? []; } = [];

    /// <summary>The record that it is about; null while none is named.</summary>
    internal abstract RefKey? Record { get; }
}

/// <summary>The same of a type of record.</summary>
public abstract record EditorLayer<TRecord> : EditorLayer
    where TRecord : DocumentBody
{
    /// <summary>The record that it is about.</summary>
    [Field(FieldKind.Reference, Required = true, Fixed = true, Order = 0)]
    public Ref<TRecord>? Of { get; init; }

    internal override RefKey? Record => RefKey.Of(Of);
}

/// <summary>Something worth knowing, in a few words and one language.</summary>
public sealed record Highlight
{
    [Field(FieldKind.Text, Required = true, MaxLength = 120)]
    public string Text { get; init; } = "";
}

/// <summary>A layer that presents its record: how it is there, what is worth knowing, and whatever else editors tell.</summary>
public abstract record PresentingLayer<TRecord> : EditorLayer<TRecord>, IPresentation
    where TRecord : DocumentBody
{
    /// <summary>Under the name, before the register's facts.</summary>
    [Field(FieldKind.RichText, Beside = "Description", Order = 10)]
    public LocalizedText Intro { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Language → what is worth knowing, in a few words each.</summary>
    [Field(FieldKind.Structure, Order = 20)]
    public IReadOnlyDictionary<string, IReadOnlyList<Highlight>> Highlights { get; init => field = value ?? NoHighlights; } = NoHighlights;

    /// <summary>Language → blocks in their order.</summary>
    [Field(FieldKind.Blocks, Order = 30)]
    public IReadOnlyDictionary<string, IReadOnlyList<Block>> Body { get; init => field = value ?? NoBlocks; } = NoBlocks;

    private static IReadOnlyDictionary<string, IReadOnlyList<Highlight>> NoHighlights { get; } = new Dictionary<string, IReadOnlyList<Highlight>>();

    private static IReadOnlyDictionary<string, IReadOnlyList<Block>> NoBlocks { get; } = new Dictionary<string, IReadOnlyList<Block>>();
}

/// <summary>What a <see cref="PresentingLayer{TRecord}"/> says, whatever its record is.</summary>
internal interface IPresentation
{
    LocalizedText Intro { get; }

    IReadOnlyDictionary<string, IReadOnlyList<Highlight>> Highlights { get; }

    IReadOnlyDictionary<string, IReadOnlyList<Block>> Body { get; }
}
