using System.Globalization;
using Fori.Content.Blocks.Table;
using Fori.Documents;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Blocks.Chart;

public enum ChartKind
{
    /// <summary>Lying bars: for things with long names.</summary>
    Bars,

    /// <summary>Standing bars: for a few years or months.</summary>
    Columns,

    /// <summary>For how something goes on in time.</summary>
    Line,

    /// <summary>Parts of a whole.</summary>
    Share,
}

/// <summary>
/// Figures as a drawing, with the same figures as a table. The first column of the table names what is compared; each other column is a
/// series of numbers.
/// </summary>
public sealed record ChartBlock : Block
{
    private const int MostSeries = 6;
    private const int MostPoints = 40;
    private const int MostShares = 10;

    [Field(FieldKind.Choice, Order = 0)]
    public ChartKind Kind { get; init; }

    [Field(FieldKind.Text, Required = true, MaxLength = 150, Order = 10)]
    public string? Title { get; init; }

    /// <summary>What one sees in it, in a sentence or two: the chart for those who do not.</summary>
    [Field(FieldKind.Text, Required = true, MaxLength = 500, HasLines = true, Order = 20)]
    public string? Description { get; init; }

    [Field(FieldKind.Structure, Required = true, Order = 30)]
    public TableGrid? Table { get; init; }

    /// <summary>Behind the numbers, as <c>%</c> or <c>€</c>.</summary>
    [Field(FieldKind.Text, MaxLength = 20, Order = 40)]
    public string? Unit { get; init; }

    /// <summary>Where the figures are from, and of which day.</summary>
    [Field(FieldKind.Text, MaxLength = 200, Order = 50)]
    public string? Source { get; init; }

    /// <returns>Besides what the table finds: <c>chart.no-series</c>, <c>chart.not-number</c>, <c>chart.too-many</c>, <c>chart.share</c>.</returns>
    public override IEnumerable<Problem> Check(string path)
    {
        if (Table is not { } grid)
        {
            yield break;
        }

        var own = $"{path}.table";
        foreach (var problem in grid.Check(own))
        {
            yield return problem;
        }

        var series = grid.Head.Count - 1;
        var mostPoints = Kind == ChartKind.Share ? MostShares : MostPoints;
        if (series < 1)
        {
            yield return Problem.Of("chart.no-series", own);
        }
        else if (series > MostSeries || grid.Rows.Count > mostPoints)
        {
            yield return Problem.Of("chart.too-many", own, ("mostSeries", Number(MostSeries)), ("mostPoints", Number(mostPoints)));
        }

        for (var row = 0; row < grid.Rows.Count; row++)
        {
            for (var column = 1; column < grid.Head.Count; column++)
            {
                if (grid.At(row, column) is { Length: > 0 } text && !Figure.TryRead(text, out _))
                {
                    yield return Problem.Of("chart.not-number", TableGrid.PathOf(own, row + 1, column), ("text", text.Length > 40 ? text[..40] + "…" : text));
                }
            }
        }

        if (Kind == ChartKind.Share && (series > 1 || ChartSeries.Of(grid).Any(s => s.Values.Any(v => v < 0) || s.Values.Sum() is null or 0)))
        {
            yield return Problem.Of("chart.share", own);
        }
    }

    internal static Task<object?> LoadAsync(PageScope scope, ChartBlock block, CancellationToken ct)
    {
        if (block.Table is not { Head.Count: > 1, Rows.Count: > 0 } grid)
        {
            return Task.FromResult<object?>(null);
        }

        var id = scope.NewId("chart");
        return Task.FromResult<object?>(new ChartView(
            id, ChartDrawing.Of(block.Kind, grid, block.Unit, scope.Words.Culture), SiteWords.Say("chart.table", scope.Language),
            new DataTableView(id + "-table", block.Title ?? "", grid, RowHeaders: true)));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A column of numbers with its name.</summary>
/// <param name="Values">Null where nothing is known.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values)
{
    public static IReadOnlyList<ChartSeries> Of(TableGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return
        [
            .. Enumerable.Range(1, Math.Max(0, grid.Head.Count - 1)).Select(column => new ChartSeries(
                grid.Head[column], [.. Enumerable.Range(0, grid.Rows.Count).Select(row => Figure.TryRead(grid.At(row, column), out var value) ? value : (decimal?)null)])),
        ];
    }
}

/// <param name="Id">Alone on the page; its parts begin with it.</param>
/// <param name="Drawing">Null where nothing can be drawn: the table is then all.</param>
/// <param name="TableLabel">What opens the table.</param>
public sealed record ChartView(string Id, ChartDrawing? Drawing, string TableLabel, DataTableView Table);
