using System.Globalization;
using System.Text.Json.Serialization;
using Fori.Store;

namespace Fori.Documents;

/// <summary>
/// A table of plain texts. In JSON <c>{"head":["Age","Price"],"rows":[["0–6","free"]]}</c>: the head names the columns, and each row
/// has one cell for each of them. Within a document a cell is found at <c>table[row][column]</c>, where row 0 is the head.
/// </summary>
public sealed record TableGrid
{
    public const int MostColumns = 12;

    /// <summary>Without the head.</summary>
    public const int MostRows = 100;

    /// <summary>Each is a field on the form: more would neither be seen nor sent.</summary>
    public const int MostCells = 600;

    /// <summary>Characters.</summary>
    public const int LongestCell = 300;

    public IReadOnlyList<string> Head { get; init => field = value ?? []; } = [];

    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init => field = value ?? []; } = [];

    /// <summary>The head, then the rows.</summary>
    [JsonIgnore]
    public IEnumerable<IReadOnlyList<string>> All => Rows.Prepend(Head);

    /// <returns>Empty where the row is shorter than the head.</returns>
    public string At(int row, int column) => Rows[row] is var cells && column < cells.Count ? cells[column] : "";

    /// <summary>Where a cell stands; <paramref name="row"/> 0 is the head.</summary>
    public static string PathOf(string path, int row, int column) => string.Create(CultureInfo.InvariantCulture, $"{path}[{row}][{column}]");

    /// <summary>Has it one of these sizes?</summary>
    public static bool Fits(int rows, int columns) => columns <= MostColumns && rows <= MostRows && (rows + 1) * columns <= MostCells;

    /// <returns>
    /// <c>table.head-missing</c> for each column without a name (WCAG 1.3.1), <c>table.empty</c> without a row, <c>table.uneven</c> for a row with
    /// more cells than columns, <c>table.too-large</c>.
    /// </returns>
    public IEnumerable<Problem> Check(string path)
    {
        if (!Fits(Rows.Count, Head.Count))
        {
            yield return TooLarge(path, Rows.Count, Head.Count);
        }

        for (var column = 0; column < Head.Count; column++)
        {
            if (string.IsNullOrWhiteSpace(Head[column]))
            {
                yield return Problem.Of("table.head-missing", PathOf(path, 0, column), ("column", Number(column + 1)));
            }
        }

        if (Rows.Count == 0 || Head.Count == 0)
        {
            yield return Problem.Of("table.empty", path);
        }

        for (var row = 0; row < Rows.Count; row++)
        {
            if (Rows[row].Count > Head.Count)
            {
                yield return Problem.Of("table.uneven", path, ("row", Number(row + 2)), ("cells", Number(Rows[row].Count)), ("columns", Number(Head.Count)));
            }
        }
    }

    public static Problem TooLarge(string path, int rows, int columns) => Problem.Of(
        "table.too-large", path, ("rows", Number(rows)), ("columns", Number(columns)), ("mostRows", Number(MostRows)), ("mostColumns", Number(MostColumns)), ("mostCells", Number(MostCells)));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
