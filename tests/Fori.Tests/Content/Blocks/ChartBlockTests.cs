using System.Globalization;
using CsCheck;
using Fori.Content.Blocks.Chart;
using Fori.Content.Blocks.Table;
using Fori.Documents;

namespace Fori.Tests.Content.Blocks;

public sealed class ChartBlockTests
{
    private static readonly CultureInfo Finnish = CultureInfo.GetCultureInfo("fi-FI");

    [Theory]
    [InlineData("12", 12)]
    [InlineData("1 234,5", 1234.5)]
    [InlineData("1\u00a0234", 1234)]
    [InlineData("−3", -3)]
    [InlineData("42 %", 42)]
    [InlineData("3.50 €", 3.5)]
    public void A_number_is_read_as_people_write_it(string text, double value)
    {
        Figure.TryRead(text, out var read).ShouldBeTrue();
        read.ShouldBe((decimal)value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("noin 12")]
    [InlineData("1.234,5")]
    [InlineData("12–15")]
    public void What_is_no_number_is_none(string text) => Figure.TryRead(text, out _).ShouldBeFalse();

    [Fact]
    public void Each_cell_that_is_no_number_is_told_at_its_place()
    {
        var chart = Chart(ChartKind.Bars, ["Kylä", "Asukkaita"], ["Hallala", "noin 40"], ["Myllymäki", ""]);

        var problem = chart.Check("body.fi[0]").ShouldHaveSingleItem();

        (problem.Code, problem.Path).ShouldBe(("chart.not-number", "body.fi[0].table[1][1]"));
    }

    [Fact]
    public void Shares_are_of_one_whole()
    {
        Chart(ChartKind.Share, ["Kieli", "2025", "2026"], ["Suomi", "1", "2"]).Check("b").ShouldHaveSingleItem().Code.ShouldBe("chart.share");
        Chart(ChartKind.Share, ["Kieli", "2025"], ["Suomi", "-1"], ["Ruotsi", "2"]).Check("b").ShouldHaveSingleItem().Code.ShouldBe("chart.share");
        Chart(ChartKind.Share, ["Kieli", "2025"], ["Suomi", "1"], ["Ruotsi", "2"]).Check("b").ShouldBeEmpty();
    }

    [Fact]
    public void A_table_without_numbers_is_no_chart() => Chart(ChartKind.Line, ["Kylä"], ["Hallala"]).Check("b").ShouldHaveSingleItem().Code.ShouldBe("chart.no-series");

    [Fact]
    public void A_column_without_a_name_is_told() => Chart(ChartKind.Line, ["Kylä", " "], ["Hallala", "1"]).Check("b").ShouldHaveSingleItem().Code.ShouldBe("table.head-missing");

    [Fact]
    public void The_longest_bar_belongs_to_the_greatest_number_and_each_has_its_number_in_words()
    {
        var drawing = Drawn(ChartKind.Bars, ["Kylä", "Asukkaita"], ["Hallala", "640"], ["Kirkonkylä", "3 910"]);

        drawing.Shapes.OfType<ChartBar>().Select(b => b.Width).ShouldBeInOrder();
        drawing.Shapes.OfType<ChartText>().Select(t => t.Text.Replace('\u00a0', ' ')).ShouldContain("3 910");
    }

    [Fact]
    public void A_gap_in_the_figures_is_a_gap_in_the_line() =>
        Drawn(ChartKind.Line, ["Vuosi", "Asukkaita"], ["2022", "1"], ["2023", "2"], ["2024", ""], ["2025", "3"], ["2026", "4"]).Shapes.OfType<ChartStroke>().Count().ShouldBe(2);

    [Theory]
    [InlineData("50000000000000000000000000000", "-50000000000000000000000000000")]
    [InlineData("0.0000000000000000000000000001", "")]
    [InlineData("1000000000000000", "1")]
    [InlineData("0.0000001", "1")]
    public void Figures_beyond_what_can_be_drawn_are_refused_with_their_place(string first, string second)
    {
        foreach (var kind in Enum.GetValues<ChartKind>())
        {
            Chart(kind, ["Vuosi", "Asukkaita"], ["2025", first], ["2026", second]).Check("body").ShouldContain(p => p.Code == "chart.not-number" && p.Path == "body.table[1][1]");
        }
    }

    [Fact]
    public void Whatever_figure_is_taken_can_be_drawn() => Gen.Select(Gen.Enum<ChartKind>(), Gen.Long[-999_999_999_999_999, 999_999_999_999_999].Array[1, 6], Gen.Int[0, 6]).Sample((kind, values, decimals) =>
    {
        var cells = values.Select(v => (v / (decimal)Math.Pow(10, decimals)).ToString(CultureInfo.InvariantCulture)).ToList();
        var grid = new TableGrid { Head = ["Nimi", "Määrä"], Rows = [.. cells.Select(c => (IReadOnlyList<string>)["Kylä", c])] };
        return cells.TrueForAll(c => Figure.TryRead(c, out _)) && ChartDrawing.Of(kind, grid, null, Finnish) is not null;
    });

    [Fact]
    public void Nothing_is_drawn_outside_of_the_drawing() => Gen.Select(Gen.Enum<ChartKind>(), Gen.Int[-1_000_000, 1_000_000].Array[1, 30], Gen.Int[1, 4]).Sample((kind, values, series) =>
    {
        var grid = new TableGrid
        {
            Head = [.. Enumerable.Repeat("Otsikko", series + 1)],
            Rows = [.. values.Select(v => (IReadOnlyList<string>)[.. Enumerable.Repeat(v.ToString(CultureInfo.InvariantCulture), series).Prepend("Erittäin pitkä nimi kylälle")])],
        };
        var drawing = ChartDrawing.Of(kind, grid, "€", Finnish);
        return drawing is not null && drawing.Shapes.All(shape => shape switch
        {
            ChartBar bar => bar.X >= 0 && bar.Y >= 0 && bar.Width > 0 && bar.Height > 0 && bar.X + bar.Width <= drawing.Width + 2 && bar.Y + bar.Height <= drawing.Height,
            ChartMark mark => mark.X >= 0 && mark.X <= drawing.Width && mark.Y >= 0 && mark.Y <= drawing.Height,
            ChartText text => text.X >= 0 && text.X <= drawing.Width && text.Y >= 0 && text.Y <= drawing.Height,
            _ => true,
        });
    });

    private static ChartBlock Chart(ChartKind kind, string[] head, params string[][] rows) => new() { Kind = kind, Title = "Väki", Description = "Väki vähenee.", Table = Grid(head, rows) };

    private static ChartDrawing Drawn(ChartKind kind, string[] head, params string[][] rows) => ChartDrawing.Of(kind, Grid(head, rows), null, Finnish).ShouldNotBeNull();

    private static TableGrid Grid(string[] head, string[][] rows) => new() { Head = head, Rows = rows };
}
