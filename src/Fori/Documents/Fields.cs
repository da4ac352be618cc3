namespace Fori.Documents;

/// <summary>What a field holds, for forms, search, export and merging.</summary>
public enum FieldKind
{
    /// <summary>Plain text; localised when the property is a <see cref="LocalizedText"/>.</summary>
    Text,

    /// <summary>Sanitised HTML subset (p, h2–h4, lists, links, strong, em, quote, table), localised.</summary>
    RichText,

    /// <summary>One of an enumeration's values.</summary>
    Choice,
    Number,
    Flag,
    Date,
    Instant,
    Url,
    Email,
    Phone,

    /// <summary>One or many <see cref="Code"/> of a codelist.</summary>
    Code,

    /// <summary>One or many <see cref="Ref{T}"/>.</summary>
    Reference,

    /// <summary>Language → rows of <see cref="Content.Blocks.Block"/>.</summary>
    Blocks,

    /// <summary>A kept file: an object with its <c>hash</c>, set by uploading and never by a form. At most one field of a type.</summary>
    File,

    /// <summary>Anything with a shape of its own: addresses, hours, phones.</summary>
    Structure,
}

/// <summary>
/// The rules of a field, beside it in the record of its document type. Storage, schema, search, API and export
/// follow from them. Limits of register texts are not here but in the validation profiles, which are data;
/// <see cref="MaxLength"/> is for what editors write.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(FieldKind kind) : Attribute
{
    /// <summary>Where a field stands on forms when it says nothing.</summary>
    public const int UsualOrder = 100;

    public FieldKind Kind { get; } = kind;

    /// <summary>Place on forms and in lists of fields: smaller first, equal ones as declared.</summary>
    public int Order { get; init; } = UsualOrder;

    /// <summary>It must be there before anything goes out: in every published language, or once when it has no languages.</summary>
    public bool Required { get; init; }

    /// <summary>Most characters of a text that people write; 0 is no limit.</summary>
    public int MaxLength { get; init; }

    /// <summary>Plain text of more than one line.</summary>
    public bool HasLines { get; init; }

    /// <summary>The codelist of a <see cref="Code"/>.</summary>
    public string? Scheme { get; init; }

    /// <summary>Declared names of the types that a reference may lead to, where its own type does not say it; of blocks the kinds that may stand there.</summary>
    public string[]? Targets { get; init; }

    /// <summary>
    /// Name of what the values are chosen from, where neither an enumeration nor a codelist nor a type of documents says it; null
    /// lets people write what they like.
    /// </summary>
    public string? Offer { get; init; }

    /// <summary>The moment of what the document tells of: lists go by it, and its year stands in addresses. At most one field of a type.</summary>
    public bool Moment { get; init; }

    /// <summary>A list whose order says nothing and in which each stands once: a few are chosen by ticking them.</summary>
    public bool Unordered { get; init; }

    /// <summary>As many items as a list begins with on an empty form.</summary>
    public int Least { get; init; }

    /// <summary>Seldom touched: folded on the form.</summary>
    public bool Folded { get; init; }

    /// <summary>Not written by people: it is on no form.</summary>
    public bool ByMachine { get; init; }

    /// <summary>The document's name in lists and search; it makes the slug. Exactly one field of a type.</summary>
    public bool Title { get; init; }

    /// <summary>The last part of the address as a person wrote it; localised. At most one field of a type.</summary>
    public bool Slug { get; init; }

    /// <summary>The reference that places a document in the tree of addresses. At most one field of a type.</summary>
    public bool Parent { get; init; }

    /// <summary>Other names by which people look for it; weighs as much as the title in search.</summary>
    public bool AlternativeTitle { get; init; }

    /// <summary>The sentence under the title in lists and search hits.</summary>
    public bool Summary { get; init; }

    /// <summary>A word list that weighs more than running text in search.</summary>
    public bool Keywords { get; init; }

    /// <summary>Filterable and countable in lists; of codes and choices.</summary>
    public bool Facet { get; init; }

    /// <summary>A list whose items are joined over the sources; other lists come whole from one source.</summary>
    public bool Mergeable { get; init; }

    /// <summary>May tell of a person: found by erasure first, left out of as-of pages and later exports when erased.</summary>
    public bool PersonalData { get; init; }

    /// <summary>A reference that only adds to what is shown, as to a national description: that it is open is no fault.</summary>
    public bool Enriching { get; init; }

    /// <summary>Not shown, listed or exported to the public.</summary>
    public bool Internal { get; init; }

    /// <summary>
    /// Name of the flag property of the same type that opens the field to the public: without it, or without a yes, the field is
    /// as <see cref="Internal"/>. Null: nobody chooses.
    /// </summary>
    public string? PublicWhen { get; init; }

    /// <summary>
    /// Of what editors write beside a register's record: the record's property whose text the public reads where this is empty.
    /// The form shows it beside. Null: the register says nothing of the kind.
    /// </summary>
    public string? Beside { get; init; }

    /// <summary>A reference to the media library that shows a picture: a file of another kind is not sent for it.</summary>
    public bool Picture { get; init; }

    /// <summary>Said once, when the document is begun; a form changes it only when what it leads to is gone.</summary>
    public bool Fixed { get; init; }
}
