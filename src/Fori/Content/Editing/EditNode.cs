using Fori.Content.Blocks;
using Fori.Documents;

namespace Fori.Content.Editing;

/// <summary>A part of a form: an input, or something that holds inputs.</summary>
/// <param name="Name">Of the input and of its place, as <c>title.fi</c> or <c>body.fi.0.html</c>.</param>
public abstract record EditNode(string Name);

/// <summary>With what a value is written.</summary>
public enum EditControl
{
    Line,
    Paragraph,

    /// <summary>Latitude and longitude.</summary>
    Point,

    /// <summary>Running text, as Markdown.</summary>
    Markdown,

    /// <summary>Running text that Markdown cannot say, as HTML.</summary>
    Html,
    Number,
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>Day and time at the municipality's clock.</summary>
    Moment,
    Flag,

    /// <summary>One of a few.</summary>
    Choice,

    /// <summary>An item of a codelist.</summary>
    Code,

    /// <summary>A document.</summary>
    Reference,

    /// <summary>One of what the municipality's own content offers.</summary>
    Offered,
}

/// <summary>One input.</summary>
/// <param name="Value">As it is sent: of a choice the name, of a document its id or <c>system:key</c>, of a flag <c>true</c> or nothing.</param>
public sealed record EditCell(string Name, string Value, EditControl Control, ValueShape Shape, FieldAttribute? Rule) : EditNode(Name);

/// <summary>Parts that belong together.</summary>
public sealed record EditGroup(string Name, IReadOnlyList<EditPart> Parts) : EditNode(Name);

/// <param name="Member">Its name in JSON, by which its words are found.</param>
public sealed record EditPart(string Member, EditNode Node, bool IsFolded);

/// <summary>The same for each language that the form shows.</summary>
public sealed record EditLanguages(string Name, IReadOnlyDictionary<string, EditNode> ByLanguage) : EditNode(Name);

/// <summary>A list.</summary>
/// <param name="OfBlocks">Its items are blocks: each says its type, and new ones choose it.</param>
/// <param name="Set">What each item is, when the list is one of things to choose whose order says nothing.</param>
public sealed record EditRows(string Name, IReadOnlyList<EditRow> Rows, bool OfBlocks, ValueShape? Set = null) : EditNode(Name)
{
    /// <summary>What each item is; null for blocks.</summary>
    public ValueShape? Item { get; init; }

    /// <summary>Each item is a picture of the media library.</summary>
    public bool IsOfPictures { get; init; }

    /// <summary>The kinds that new items may have, of blocks.</summary>
    public IReadOnlyList<BlockType> Kinds { get; init; } = [];

    /// <summary>What its items hold, of items that have one input each.</summary>
    public IEnumerable<string> Values => Rows.Select(r => (r.Node as EditCell)?.Value ?? "").Where(v => v.Length > 0);
}

/// <summary>A table with a field for each cell.</summary>
/// <param name="Cells">As typed; the first row is the head.</param>
/// <param name="Paste">A table as text that could not be read; empty for none.</param>
/// <param name="Line">The row or column that was last chosen, as <c>r2</c> or <c>c0</c>.</param>
/// <param name="Reading">How what was just pasted was understood; null when nothing was.</param>
public sealed record EditGrid(string Name, IReadOnlyList<IReadOnlyList<string>> Cells, string Paste, string Line, PasteReading? Reading) : EditNode(Name)
{
    public int Columns => Cells.Count == 0 ? 0 : Cells[0].Count;
}

/// <param name="Separator"><c>tab</c>, <c>semicolon</c> or <c>comma</c>.</param>
/// <param name="Rows">Without the head.</param>
public sealed record PasteReading(string Separator, string Rows, string Columns);

/// <param name="Block">Null for an item that is no block, or of a type that is not known here.</param>
/// <param name="Raw">The stored JSON of an unknown block; it is kept as it is.</param>
public sealed record EditRow(string Name, BlockType? Block, EditNode? Node, string? Raw = null);

/// <summary>A field of the type on its form.</summary>
public sealed record EditField(DocumentField Field, EditNode Node);
