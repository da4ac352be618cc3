using Fori.Admin;
using Fori.Content.Layers;
using Fori.Site;

namespace Fori.Content.Admin;

/// <summary>A record of a register that may be written of, or the texts of one that is gone.</summary>
/// <param name="Url">The form of what is written of it, or of a new one.</param>
public sealed record RecordRow(string Name, string? Summary, string Url, bool IsWritten);

/// <summary>The records of a register, to choose which to write of.</summary>
public sealed record ChooseRecordView : AdminView
{
    public required string Heading { get; init; }

    /// <summary>Declared name of the layer's type.</summary>
    public required string Type { get; init; }

    public required string Sought { get; init; }

    public required int Total { get; init; }

    public IReadOnlyList<RecordRow> Records { get; init; } = [];

    public required Paging Pages { get; init; }

    public IReadOnlyList<RecordRow> LeftOver { get; init; } = [];
}

/// <summary>The record of which a form tells.</summary>
/// <param name="Name">Null when it is gone.</param>
/// <param name="Url">Its public page.</param>
/// <param name="Texts">By the name of the input beside which they stand.</param>
public sealed record RecordBeside(string? Name, string? Url, IReadOnlyDictionary<string, RegisterText> Texts);
