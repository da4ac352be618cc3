using Fori.Documents;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Blocks.Table;

/// <summary>Things that are compared row by row, under the names of their columns.</summary>
public sealed record TableBlock : Block
{
    /// <summary>What the table tells; its name for those who do not see it.</summary>
    [Field(FieldKind.Text, Required = true, MaxLength = 200, Order = 0)]
    public string? Caption { get; init; }

    [Field(FieldKind.Structure, Required = true, Order = 10)]
    public TableGrid? Table { get; init; }

    /// <summary>The first cell of each row names the row.</summary>
    [Field(FieldKind.Flag, Order = 20)]
    public bool RowHeaders { get; init; }

    /// <summary>Where it is from, and of which day.</summary>
    [Field(FieldKind.Text, MaxLength = 200, Order = 30)]
    public string? Source { get; init; }

    public override IEnumerable<Problem> Check(string path) => Table?.Check($"{path}.table") ?? [];

    internal static Task<object?> LoadAsync(PageScope scope, TableBlock block, CancellationToken ct) =>
        Task.FromResult<object?>(block.Table is { Head.Count: > 0 } grid ? new DataTableView(scope.NewId("table"), block.Caption ?? "", grid, block.RowHeaders) : null);
}

/// <param name="Id">Of its caption, alone on the page.</param>
public sealed record DataTableView(string Id, string Caption, TableGrid Grid, bool RowHeaders)
{
    /// <summary>Columns of numbers stand at their end, so that their digits are under each other.</summary>
    public IReadOnlySet<int> Numeric { get; } = Enumerable.Range(0, Grid.Head.Count)
        .Where(c => Enumerable.Range(0, Grid.Rows.Count).Any(r => Grid.At(r, c).Length > 0) && Enumerable.Range(0, Grid.Rows.Count).All(r => Grid.At(r, c) is { Length: 0 } or "–" or "-" || Figure.TryRead(Grid.At(r, c), out _)))
        .ToHashSet();
}
