using Fori.Tests.Site.Gallery;
using Fori.Ui;

namespace Fori.Tests.Ui;

public sealed class ThemeContrastTests
{
    public static TheoryData<string> Themes() => [.. GalleryThemes.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Every_theme_can_be_read_in_light_and_in_dark(string name) =>
        ThemeContrast.Check(GalleryThemes.All.Single(t => t.Name == name)).ShouldBeEmpty();

    [Fact]
    public void A_pale_link_is_told_with_its_ratio_and_a_colour_that_passes()
    {
        var theme = Theme.Neutral with { Link = ThemeColour.Of("#7fb8c9", "#8ecbe0") };

        var failing = ThemeContrast.Check(theme);

        failing.ShouldAllBe(p => p.Mode == "light" && p.Foreground == "link" && p.Token == "link" && p.Ratio < 4.5);
        var onWhite = failing.Single(p => p.Background == "bg");
        onWhite.Ratio.ShouldBe(2.19, 0.05);
        onWhite.Nearest.ContrastWith(Colour.Parse("#ffffff")).ShouldBeGreaterThanOrEqualTo(4.5);
        onWhite.Nearest.ContrastWith(Colour.Parse("#ffffff")).ShouldBeLessThan(4.7, "the nearest, not just any");
    }

    [Fact]
    public void A_bright_brand_is_mended_in_the_brand_not_in_the_text_on_it()
    {
        var failing = ThemeContrast.Check(Theme.Neutral with { Brand = ThemeColour.Of("#ffcc00", "#2c6478") });

        var pair = failing.ShouldHaveSingleItem();
        (pair.Foreground, pair.Token).ShouldBe(("on-brand", "brand"));
        pair.Nearest.ContrastWith(Colour.Parse("#ffffff")).ShouldBeGreaterThanOrEqualTo(4.5);
    }

    [Fact]
    public void Black_on_white_is_twenty_one_to_one() =>
        Colour.Parse("#000000").ContrastWith(Colour.Parse("#FFFFFF")).ShouldBe(21, 0.001);

    [Theory]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("red")]
    [InlineData("123456#")]
    [InlineData("# 12345")]
    [InlineData(null)]
    public void What_is_not_a_colour_is_refused(string? text) => Colour.TryParse(text, out _).ShouldBeFalse();
}
