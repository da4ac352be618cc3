using CsCheck;
using Fori.Content.Editing;
using Fori.Documents;

namespace Fori.Tests.Content.Editing;

/// <summary>Tables as people bring them from spreadsheets and files.</summary>
public sealed class PastedTableTests
{
    [Fact]
    public void Cells_of_a_spreadsheet_are_parted_by_tabs()
    {
        var read = Read("Ikä\tHinta\r\n0–6\tilmainen\r\n7–15\t3,50 €\r\n");

        read.Separator.ShouldBe('\t');
        read.Grid.Head.ShouldBe(["Ikä", "Hinta"]);
        read.Grid.Rows.ShouldBe([["0–6", "ilmainen"], ["7–15", "3,50 €"]]);
    }

    [Fact]
    public void A_semicolon_goes_before_the_commas_of_numbers()
    {
        var read = Read("Vuosi;Hinta\n2025;3,5\n2026;4,0");

        read.Separator.ShouldBe(';');
        read.Grid.Rows.ShouldBe([["2025", "3,5"], ["2026", "4,0"]]);
    }

    [Fact]
    public void A_comma_parts_when_nothing_else_does()
    {
        Read("Year,Price\n2025,3.5").Separator.ShouldBe(',');
    }

    [Fact]
    public void A_cell_in_quotes_holds_separators_lines_and_quotes()
    {
        var read = Read("Nimi;Kuvaus\nHalli;\"Iso; \"\"sininen\"\"\ntalo\"\nKenttä;Pieni");

        read.Grid.Rows.ShouldBe([["Halli", "Iso; \"sininen\" talo"], ["Kenttä", "Pieni"]]);
    }

    [Fact]
    public void A_quotation_that_never_ends_is_refused_with_its_line()
    {
        var refused = PastedTable.Read("Nimi;Kuvaus\nHalli;\"Iso", "body.fi[0].table");

        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe("table.quote-open");
        refused.Problems[0].Path.ShouldBe("body.fi[0].table");
        refused.Problems[0].Arguments["line"].ShouldBe("2");
    }

    [Fact]
    public void Empty_rows_and_columns_are_left_out_and_short_rows_are_filled()
    {
        var read = Read("\n\tNimi\t\tPuhelin\n\tHalli\n\t\t\t\n\tKenttä\t\t02 123\n");

        read.Grid.Head.ShouldBe(["Nimi", "Puhelin"]);
        read.Grid.Rows.ShouldBe([["Halli", ""], ["Kenttä", "02 123"]]);
    }

    [Fact]
    public void One_column_is_a_table_too() => Read("Katu\nRantatie\nSatamakatu").Grid.Rows.Count.ShouldBe(2);

    [Theory]
    [InlineData(101, 2)]
    [InlineData(2, 13)]
    [InlineData(99, 7)]
    public void More_than_a_form_can_show_is_refused(int rows, int columns)
    {
        var text = string.Join('\n', Enumerable.Repeat(string.Join('\t', Enumerable.Repeat("x", columns)), rows + 1));

        PastedTable.Read(text, "table").Problems.ShouldHaveSingleItem().Code.ShouldBe("table.too-large");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\t\n")]
    public void Nothing_is_no_table(string text) => PastedTable.Read(text, "table").Problems.ShouldHaveSingleItem().Code.ShouldBe("table.nothing");

    [Fact]
    public void Whatever_is_pasted_gives_an_even_table_or_a_reason() => Gen.String[Gen.Char["ab1,;\t\"\n\r €\0"], 0, 200].Sample(text =>
    {
        var read = PastedTable.Read(text, "table");
        if (!read.Succeeded)
        {
            return read.Problems.Count > 0;
        }

        var grid = read.Value.Grid;
        return grid.Head.Count > 0 && grid.Rows.All(r => r.Count == grid.Head.Count && r.Any(c => c.Length > 0)) && grid.All.SelectMany(r => r).All(c => c == c.Trim() && !c.Any(char.IsControl))
            && TableGrid.Fits(grid.Rows.Count, grid.Head.Count);
    });

    private static PastedTable Read(string text)
    {
        var read = PastedTable.Read(text, "table");
        read.Problems.ShouldBeEmpty();
        return read.Value.ShouldNotBeNull();
    }
}
