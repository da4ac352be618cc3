using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Editing;

/// <summary>
/// Tables on a form: a field for each cell (<c>table.0.1</c>, where row 0 is the head), <c>table:count</c> rows and <c>table:columns</c>. What is
/// pasted into <c>table:paste</c> takes the place of all cells, by its button or when the form is saved.
/// </summary>
public static partial class EditForm
{
    private const int FirstColumns = 2;
    private const int FirstRows = 3;
    private const char OfRow = 'r';

    /// <summary>Says how many columns a table has.</summary>
    public static string ColumnsOf(string name) => name + ":columns";

    /// <summary>Carries a table that was pasted as text.</summary>
    public static string PasteOf(string name) => name + ":paste";

    /// <summary>Carries the row or the column that a button is about: <c>r2</c> or <c>c0</c>.</summary>
    public static string LineOf(string name) => name + ":line";

    /// <summary>The field of a cell; row 0 is the head.</summary>
    public static string CellOf(string name, int row, int column) => At(At(name, row), column);

    /// <summary>Tells how what was pasted was understood; never sent.</summary>
    internal static string UnderstoodOf(string name) => name + ":understood";

    internal static bool HasGrid(IReadOnlyDictionary<string, string> values, string name) => values.ContainsKey(ColumnsOf(name)) || values.GetValueOrDefault(PasteOf(name), "").Trim().Length > 0;

    /// <returns>Null for a table in which nothing is written, and for one that cannot be read (then <paramref name="problems"/> says why).</returns>
    internal static JsonObject? ReadGrid(IReadOnlyDictionary<string, string> values, string name, string path, List<Problem> problems)
    {
        var pasted = values.GetValueOrDefault(PasteOf(name), "");
        var cells = Cells(values, name);
        var grid = pasted.Trim().Length > 0 ? PastedTable.Read(pasted, path) is var read && read.Succeeded ? read.Value.Grid : Outcome<TableGrid>.Refused(read.Problems)
            : cells.TrueForAll(row => row.TrueForAll(string.IsNullOrWhiteSpace)) ? (Outcome<TableGrid>?)null
            : PastedTable.GridOf(cells, path);
        if (grid is { Succeeded: false })
        {
            problems.AddRange(grid.Problems);
        }

        return grid is { Succeeded: true } ? JsonSerializer.SerializeToNode(grid.Value, BodyJson.Default.TableGrid)!.AsObject() : null; // A grid is an object.
    }

    private static void WriteGrid(Dictionary<string, string> values, string name, JsonNode? value)
    {
        var grid = value?.Deserialize(BodyJson.Default.TableGrid);
        PutGrid(values, name, grid is null ? Blank(FirstRows, FirstColumns) : [.. grid.All.Select(row => row.ToList())]);
    }

    private static EditGrid Grid(string name, IReadOnlyDictionary<string, string> values)
    {
        var pasted = values.GetValueOrDefault(UnderstoodOf(name), "").Split('|');
        return new EditGrid(
            name, Cells(values, name), values.GetValueOrDefault(PasteOf(name), ""), values.GetValueOrDefault(LineOf(name), ""),
            pasted is [var separator, var rows, var columns] ? new PasteReading(separator, rows, columns) : null);
    }

    /// <param name="act">
    /// <c>paste:NAME</c>, <c>add-row:NAME</c>, <c>add-column:NAME</c>, or about the row or column chosen: <c>line-back:NAME</c>, <c>line-on:NAME</c>,
    /// <c>line-remove:NAME</c>.
    /// </param>
    private static (Dictionary<string, string> Values, string? At)? Regridded(IReadOnlyDictionary<string, string> values, string act)
    {
        if (act.Split(':') is not [var verb, var name] || verb is not ("paste" or "add-row" or "add-column" or "line-back" or "line-on" or "line-remove"))
        {
            return null;
        }

        var changed = new Dictionary<string, string>(values);
        if (verb == "paste")
        {
            // What cannot be read stays where it was pasted, and saving says why.
            if (PastedTable.Read(values.GetValueOrDefault(PasteOf(name), ""), name) is { Succeeded: true, Value: var table })
            {
                PutGrid(changed, name, [.. table.Grid.All.Select(row => row.ToList())]);
                changed.Remove(PasteOf(name));
                changed[UnderstoodOf(name)] = string.Create(CultureInfo.InvariantCulture, $"{SeparatorName(table.Separator)}|{table.Grid.Rows.Count}|{table.Grid.Head.Count}");
            }

            return (changed, name);
        }

        var cells = Cells(values, name);
        var line = values.GetValueOrDefault(LineOf(name), "");
        var isRow = line is [OfRow, ..];
        var count = isRow ? cells.Count : ColumnCount(values, name);

        // The head stays the head.
        var first = isRow ? 1 : 0;
        var at = line.Length > 1 && int.TryParse(line.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index >= first && index < count ? index : (int?)null;
        switch (verb)
        {
            case "add-row" when TableGrid.Fits(cells.Count, ColumnCount(values, name)):
                cells.Add([.. Enumerable.Repeat("", ColumnCount(values, name))]);
                break;
            case "add-column" when TableGrid.Fits(cells.Count - 1, ColumnCount(values, name) + 1):
                cells.ForEach(row => row.Add(""));
                break;
            case "line-remove" when at is { } gone && count > first + 1:
                Move(cells, isRow, gone, null);
                break;
            case "line-back" or "line-on" when at is { } from && (verb == "line-back" ? from - 1 : from + 1) is var to && to >= first && to < count:
                Move(cells, isRow, from, to);
                changed[LineOf(name)] = line[..1] + Number(to);
                break;
        }

        PutGrid(changed, name, cells);
        return (changed, name);
    }

    private static void Move(List<List<string>> cells, bool isRow, int from, int? to)
    {
        if (isRow)
        {
            Shift(cells, from, to);
        }
        else
        {
            cells.ForEach(row => Shift(row, from, to));
        }
    }

    private static void Shift<T>(List<T> list, int from, int? to)
    {
        var moved = list[from];
        list.RemoveAt(from);
        if (to is { } at)
        {
            list.Insert(at, moved);
        }
    }

    private static void PutGrid(Dictionary<string, string> values, string name, List<List<string>> cells)
    {
        foreach (var old in values.Keys.Where(k => k.StartsWith(name + ".", StringComparison.Ordinal)).ToList())
        {
            values.Remove(old);
        }

        var columns = cells.Count == 0 ? 0 : cells.Max(row => row.Count);
        values[CountOf(name)] = Number(cells.Count);
        values[ColumnsOf(name)] = Number(columns);
        for (var row = 0; row < cells.Count; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                values[At(At(name, row), column)] = column < cells[row].Count ? cells[row][column] : "";
            }
        }
    }

    // As they were typed; a part that was just added to the form has not been sent yet.
    private static List<List<string>> Cells(IReadOnlyDictionary<string, string> values, string name) =>
        !values.ContainsKey(ColumnsOf(name))
            ? Blank(FirstRows, FirstColumns)
            : [.. Enumerable.Range(0, Count(values, name)).Select(row => Enumerable.Range(0, ColumnCount(values, name)).Select(column => values.GetValueOrDefault(At(At(name, row), column), "")).ToList())];

    private static int ColumnCount(IReadOnlyDictionary<string, string> values, string name) =>
        !values.TryGetValue(ColumnsOf(name), out var written) ? FirstColumns
        : int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, TableGrid.MostColumns) : 0;

    private static List<List<string>> Blank(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Repeat("", columns).ToList())];

    private static string SeparatorName(char separator) => separator switch { ';' => "semicolon", ',' => "comma", _ => "tab" };
}
