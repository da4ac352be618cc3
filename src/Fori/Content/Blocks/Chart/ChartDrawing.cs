using System.Globalization;
using Fori.Documents;

namespace Fori.Content.Blocks.Chart;

/// <summary>A shape of a drawing, in its units.</summary>
public abstract record ChartShape;

/// <param name="Series">0 for the first; it decides colour and pattern.</param>
public sealed record ChartBar(int X, int Y, int Width, int Height, int Series) : ChartShape;

/// <param name="Points">As <c>0,10 20,14</c>.</param>
public sealed record ChartStroke(string Points, int Series) : ChartShape;

/// <summary>A point of a line; each series has a shape of its own.</summary>
public sealed record ChartMark(int X, int Y, int Series) : ChartShape;

/// <param name="Anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
public sealed record ChartText(int X, int Y, string Text, string Anchor, bool IsStrong = false) : ChartShape;

/// <summary>A line that helps the eye.</summary>
/// <param name="IsBase">The line at zero.</param>
public sealed record ChartRule(int X1, int Y1, int X2, int Y2, bool IsBase) : ChartShape;

/// <summary>Figures as shapes: where each bar, line and word stands. Pure functions; colours are the stylesheet's.</summary>
/// <param name="IsWide">On a narrow screen it is scrolled rather than made too small to read.</param>
public sealed partial record ChartDrawing(int Width, int Height, bool IsWide, int Series, IReadOnlyList<ChartShape> Shapes)
{
    private const int Narrow = 340;
    private const int Wide = 640;
    private const int Line = 22;
    private const int Swatch = 16;

    // Of the letters, in units: wide enough for the widest usual word.
    private const double LetterWidth = 8.8;

    /// <returns>Null when no cell is a number.</returns>
    public static ChartDrawing? Of(ChartKind kind, TableGrid grid, string? unit, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var series = ChartSeries.Of(grid);
        var values = series.SelectMany(s => s.Values).OfType<decimal>().ToList();
        if (values.Count == 0)
        {
            return null;
        }

        var names = grid.Rows.Select((_, row) => grid.At(row, 0)).ToList();
        string Say(decimal value) => value.ToString("#,0.##", culture) + (string.IsNullOrEmpty(unit) ? "" : "\u00a0" + unit);
        return kind switch
        {
            ChartKind.Bars => Bars(names, series, Say),
            ChartKind.Share => Shares(names, series[0], Say, culture),
            ChartKind.Columns => Columns(names, series, Say),
            _ => Lines(names, series, Say),
        };
    }

    // Each thing has a line for its name and a bar for each series, with the number at the bar's end.
    private static ChartDrawing Bars(List<string> names, IReadOnlyList<ChartSeries> series, Func<decimal, string> say)
    {
        var shapes = new List<ChartShape>();
        var y = Legend(shapes, series, Narrow, 0);
        var scale = Scale.Of(series);
        var widest = series.SelectMany(s => s.Values).OfType<decimal>().Max(v => WidthOf(say(v))) + 10;
        var left = scale.Least < 0 ? widest : 0;
        int X(decimal value) => left + (int)Math.Round((double)((value - scale.Least) / (scale.Most - scale.Least)) * (Narrow - widest - left));
        for (var i = 0; i < names.Count; i++)
        {
            y += Line;
            shapes.Add(new ChartText(0, y - 6, Fit(names[i], Narrow), "start"));
            for (var s = 0; s < series.Count; s++)
            {
                if (series[s].Values[i] is { } value)
                {
                    var (from, to) = (X(0), X(value));
                    shapes.Add(new ChartBar(Math.Min(from, to), y, Math.Max(1, Math.Abs(to - from)), Line - 4, s));
                    shapes.Add(value < 0 ? new ChartText(to - 5, y + 14, say(value), "end", IsStrong: true) : new ChartText(to + 5, y + 14, say(value), "start", IsStrong: true));
                }

                y += Line;
            }

            y += 8;
        }

        shapes.Add(new ChartRule(X(0), Line, X(0), y - 8, IsBase: true));
        return new ChartDrawing(Narrow, y, IsWide: false, series.Count, shapes);
    }

    // One bar of the whole, and below it what each part is called.
    private static ChartDrawing Shares(List<string> names, ChartSeries series, Func<decimal, string> say, CultureInfo culture)
    {
        var shapes = new List<ChartShape>();
        var whole = series.Values.Sum(v => Math.Max(0, v ?? 0)) is var sum and > 0 ? sum : 1;
        var (x, y) = (0m, 70);
        for (var i = 0; i < names.Count; i++)
        {
            var value = Math.Max(0, series.Values[i] ?? 0);
            var (from, to) = ((int)Math.Round(x / whole * Narrow), (int)Math.Round((x + value) / whole * Narrow));
            x += value;
            if (to > from)
            {
                shapes.Add(new ChartBar(from, 4, to - from, 46, i));
            }

            shapes.Add(new ChartBar(0, y, Swatch, Swatch, i));
            var share = (value / whole).ToString("P0", culture);
            var said = say(value);
            shapes.Add(new ChartText(Swatch + 8, y + 14, Fit(names[i], Narrow - Swatch - 20 - WidthOf(share) - WidthOf(said) - 20), "start"));
            shapes.Add(new ChartText(Narrow, y + 14, said == share ? share : $"{share} ({said})", "end", IsStrong: true));
            y += Line + 4;
        }

        return new ChartDrawing(Narrow, y, IsWide: false, names.Count, shapes);
    }

    private static ChartDrawing Columns(List<string> names, IReadOnlyList<ChartSeries> series, Func<decimal, string> say)
    {
        var shapes = new List<ChartShape>();
        var field = Field.Of(shapes, names, series, say, isOfPoints: false);
        var room = field.Step * 0.8 / series.Count;

        // A number above each column, where each has room for it.
        var hasNumbers = series.SelectMany(s => s.Values).OfType<decimal>().All(v => WidthOf(say(v)) <= room + 8);
        for (var i = 0; i < names.Count; i++)
        {
            for (var s = 0; s < series.Count; s++)
            {
                if (series[s].Values[i] is not { } value)
                {
                    continue;
                }

                var x = (int)Math.Round(field.Left + (field.Step * (i + 0.1)) + (room * s));
                var (zero, y) = (field.Y(0), field.Y(value));
                shapes.Add(new ChartBar(x, Math.Min(zero, y), Math.Max(2, (int)room - 2), Math.Max(1, Math.Abs(zero - y)), s));
                if (hasNumbers)
                {
                    shapes.Add(new ChartText(x + ((int)room / 2), value < 0 ? y + 16 : y - 6, say(value), "middle", IsStrong: true));
                }
            }
        }

        return new ChartDrawing(Wide, field.Height, IsWide: true, series.Count, shapes);
    }

    private static ChartDrawing Lines(List<string> names, IReadOnlyList<ChartSeries> series, Func<decimal, string> say)
    {
        var shapes = new List<ChartShape>();
        var field = Field.Of(shapes, names, series, say, isOfPoints: true);
        for (var s = 0; s < series.Count; s++)
        {
            // A gap in the figures is a gap in the line.
            var run = new List<string>();
            for (var i = 0; i <= names.Count; i++)
            {
                if (i < names.Count && series[s].Values[i] is { } value)
                {
                    var (x, y) = (field.X(i), field.Y(value));
                    run.Add(string.Create(CultureInfo.InvariantCulture, $"{x},{y}"));
                    shapes.Add(new ChartMark(x, y, s));
                    if (series.Count == 1 && (i == 0 || i == names.Count - 1 || names.Count <= 8))
                    {
                        shapes.Add(new ChartText(x, y - 12, say(value), i == 0 ? "start" : i == names.Count - 1 ? "end" : "middle", IsStrong: true));
                    }
                }
                else
                {
                    if (run.Count > 1)
                    {
                        shapes.Insert(0, new ChartStroke(string.Join(' ', run), s));
                    }

                    run.Clear();
                }
            }
        }

        return new ChartDrawing(Wide, field.Height, IsWide: true, series.Count, shapes);
    }

    /// <summary>What each pattern stands for; nothing for one series, which the title names.</summary>
    /// <returns>Where it ends.</returns>
    private static int Legend(List<ChartShape> shapes, IReadOnlyList<ChartSeries> series, int width, int y)
    {
        if (series.Count < 2)
        {
            return y;
        }

        var x = 0;
        for (var s = 0; s < series.Count; s++)
        {
            var name = Fit(series[s].Name, width - Swatch - 8);
            var need = Swatch + 8 + WidthOf(name) + 18;
            if (x > 0 && x + need > width)
            {
                (x, y) = (0, y + Line + 2);
            }

            shapes.Add(new ChartBar(x, y, Swatch, Swatch, s));
            shapes.Add(new ChartText(x + Swatch + 8, y + 14, name, "start"));
            x += need;
        }

        return y + Line + 12;
    }

    private static int WidthOf(string text) => (int)Math.Ceiling(text.Length * LetterWidth);

    // The table has the whole name.
    private static string Fit(string text, int width) => Math.Max(4, (int)(width / LetterWidth)) is var most && text.Length <= most ? text : text[..(most - 1)].TrimEnd() + "…";
}
