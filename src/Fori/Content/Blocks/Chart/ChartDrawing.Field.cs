namespace Fori.Content.Blocks.Chart;

public sealed partial record ChartDrawing
{
    /// <summary>From the least to the most that is shown. Zero is within wherever lengths are compared; a line tells of ups and downs, which may be far from it.</summary>
    private sealed record Scale(decimal Least, decimal Most, IReadOnlyList<decimal> Ticks)
    {
        private const int WishedTicks = 5;

        public static Scale Of(IReadOnlyList<ChartSeries> series, bool hasZero = true)
        {
            var values = series.SelectMany(s => s.Values).OfType<decimal>().ToList();
            var isFar = !hasZero && values.Min() > 0 && values.Max() - values.Min() < values.Min() / 2;
            var (least, most) = isFar ? (values.Min(), values.Max()) : (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
            most = least == most ? least + 1 : most;

            // The next of 1, 2, 5, 10, 20 … that gives few enough lines.
            var rough = (double)(most - least) / WishedTicks;
            var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
            var step = (decimal)(power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
            var (first, last) = (Math.Floor(least / step) * step, Math.Ceiling(most / step) * step);
            return new Scale(first, last, [.. Enumerable.Range(0, (int)((last - first) / step) + 1).Select(i => first + (step * i))]);
        }
    }

    /// <summary>The ground of a chart with numbers at its side and names below.</summary>
    private sealed record Field(Scale Scale, int Left, int Top, int Bottom, double Step, bool IsOfPoints, int Height)
    {
        private const int GroundHeight = 240;

        // A long name goes on in a second line.
        private const int NameLines = 2;

        public static Field Of(List<ChartShape> shapes, List<string> names, IReadOnlyList<ChartSeries> series, Func<decimal, string> say, bool isOfPoints)
        {
            var scale = Scale.Of(series, hasZero: !isOfPoints);
            var top = Legend(shapes, series, Wide, 0) + 22;
            var left = scale.Ticks.Max(t => WidthOf(say(t))) + 8;
            var bottom = top + GroundHeight;
            var field = new Field(scale, left, top, bottom, (double)(Wide - left) / Math.Max(1, names.Count), isOfPoints, bottom + 8 + (NameLines * Line));
            foreach (var tick in scale.Ticks)
            {
                shapes.Add(new ChartRule(left, field.Y(tick), Wide, field.Y(tick), tick == 0));
                shapes.Add(new ChartText(left - 8, field.Y(tick) + 5, say(tick), "end"));
            }

            // Names that have no room for themselves are left out evenly; the table has all.
            var most = Math.Max(1, (int)(field.Step / LetterWidth));
            var longest = names.Count == 0 ? 1 : names.Max(n => n.Length);
            var every = Math.Max(1, (int)Math.Ceiling(Math.Min(longest, 8) / (double)most));
            for (var i = 0; i < names.Count; i += every)
            {
                var lines = Wrapped(names[i], Math.Max(3, (int)(field.Step * every / LetterWidth)));
                for (var l = 0; l < lines.Count; l++)
                {
                    shapes.Add(new ChartText(field.X(i), bottom + 20 + (l * (Line - 4)), lines[l], "middle"));
                }
            }

            return field;
        }

        public int X(int index) => (int)Math.Round(Left + (Step * (index + 0.5)));

        public int Y(decimal value) => Bottom - (int)Math.Round((double)((value - Scale.Least) / (Scale.Most - Scale.Least)) * (Bottom - Top));

        private static List<string> Wrapped(string name, int most)
        {
            if (name.Length <= most)
            {
                return [name];
            }

            var space = name.LastIndexOf(' ', Math.Min(most, name.Length - 1));
            return space > 0 ? [name[..space], Fit(name[(space + 1)..], (int)(most * LetterWidth))] : [Fit(name, (int)(most * LetterWidth))];
        }
    }
}
