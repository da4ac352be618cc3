using System.Text;
using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Editing;

/// <summary>
/// A table as people paste it: cells copied from a spreadsheet (parted by tabs), or the lines of a CSV file (parted by semicolons or
/// commas; RFC 4180, where a cell in quotes may hold anything). The first row is the head. A pure function.
/// </summary>
/// <param name="Separator">Tab, semicolon or comma; a single column has none, and says tab.</param>
public sealed record PastedTable(TableGrid Grid, char Separator)
{
    // A comma is the last guess: Finnish and Swedish numbers have one.
    private static readonly char[] Separators = ['\t', ';', ','];

    /// <param name="path">Where the table stands.</param>
    /// <returns>Refused with <c>table.quote-open</c>, <c>table.nothing</c> or <c>table.too-large</c>.</returns>
    public static Outcome<PastedTable> Read(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.ReplaceLineEndings("\n").TrimStart('\ufeff');
        Outcome<PastedTable>? best = null;
        var width = 0;
        foreach (var separator in Separators.Where(s => lines.Contains(s, StringComparison.Ordinal)).DefaultIfEmpty('\t'))
        {
            var cells = Cells(lines, separator, out var openAt);
            if (openAt is { } line)
            {
                best ??= Problem.Of("table.quote-open", path, ("line", line.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                continue;
            }

            // What parts every row alike is what was meant.
            var isEven = cells.Count > 0 && cells[0].Count > 1 && cells.TrueForAll(row => row.Count == cells[0].Count);
            var widest = cells.Count == 0 ? 0 : cells.Max(row => row.Count);
            if (isEven || best is not { Succeeded: true } || (separator != ',' && widest > width))
            {
                best = GridOf(cells, path) is var grid && grid.Succeeded ? new PastedTable(grid.Value, separator) : Outcome<PastedTable>.Refused(grid.Problems);
                width = widest;
            }

            if (isEven)
            {
                break;
            }
        }

        return best ?? throw new InvalidOperationException("There is always one separator.");
    }

    /// <summary>The table of rows of cells as they were written: spaces are put right, and rows and columns without a word are left out.</summary>
    public static Outcome<TableGrid> GridOf(IReadOnlyList<IReadOnlyList<string>> cells, string path)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var clean = cells.Select(row => row.Select(Clean).ToList()).ToList();
        var head = clean.Count > 0 ? clean[0] : [];
        var rows = clean.Skip(1).Where(row => row.Exists(c => c.Length > 0)).ToList();
        var width = clean.Count == 0 ? 0 : clean.Max(row => row.Count);
        var used = Enumerable.Range(0, width).Where(c => Cell(head, c).Length > 0 || rows.Exists(r => Cell(r, c).Length > 0)).ToList();
        return used.Count == 0 ? Problem.Of("table.nothing", path)
            : !TableGrid.Fits(rows.Count, used.Count) ? TableGrid.TooLarge(path, rows.Count, used.Count)
            : new TableGrid { Head = [.. used.Select(c => Cell(head, c))], Rows = [.. rows.Select(r => (IReadOnlyList<string>)[.. used.Select(c => Cell(r, c))])] };

        static string Cell(List<string> row, int column) => column < row.Count ? row[column] : "";
    }

    private static string Clean(string cell) =>
        string.Join(' ', string.Concat(cell.Select(c => char.IsControl(c) || c == '\u00a0' ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <param name="openAt">The line in which a quotation begins that never ends; null when all end.</param>
    private static List<List<string>> Cells(string text, char separator, out int? openAt)
    {
        var (rows, row, cell) = (new List<List<string>>(), new List<string>(), new StringBuilder());
        var (isQuoted, line, quotedAt) = (false, 1, 1);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            line += c == '\n' ? 1 : 0;
            if (isQuoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (c == '"' && cell.Length == 0)
            {
                (isQuoted, quotedAt) = (true, line);
            }
            else if (c == separator)
            {
                Take();
            }
            else if (c == '\n')
            {
                End();
            }
            else
            {
                cell.Append(c);
            }
        }

        End();
        openAt = isQuoted ? quotedAt : null;
        return rows;

        void Take()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }

        void End()
        {
            Take();
            if (row.Exists(c => !string.IsNullOrWhiteSpace(c)))
            {
                rows.Add(row);
            }

            row = [];
        }
    }
}
