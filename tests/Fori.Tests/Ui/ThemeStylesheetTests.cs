using Fori.Tests.Site.Gallery;
using Fori.Ui;

namespace Fori.Tests.Ui;

public sealed class ThemeStylesheetTests
{
    [Fact]
    public void A_theme_sets_its_colours_in_light_and_dark_and_its_radius()
    {
        var css = ThemeStylesheet.Write(GalleryThemes.ReedShore);

        css.ShouldStartWith("html[data-theme=kaislaranta]{--f-brand:#00604f;");
        css.ShouldContain("--f-radius:10px}");
        css.ShouldContain("@media (prefers-color-scheme:dark){html[data-theme=kaislaranta]{--f-brand:#0b7360;");
    }

    [Fact]
    public void Each_of_the_three_looks_gives_a_sheet_of_its_own() =>
        GalleryThemes.All.Select(ThemeStylesheet.Write).Distinct().Count().ShouldBe(3);

    [Theory]
    [InlineData("a]{}body{display:none}")]
    [InlineData("")]
    [InlineData("Isot")]
    public void A_name_that_could_carry_rules_of_its_own_is_refused(string name)
    {
        var theme = Theme.Neutral with { Name = name };

        theme.Problems().ShouldHaveSingleItem().Code.ShouldBe("theme.name");
        Should.Throw<InvalidOperationException>(() => ThemeStylesheet.Write(theme));
    }

    [Fact]
    public void A_radius_out_of_bounds_is_refused() =>
        (Theme.Neutral with { Radius = 25 }).Problems().ShouldHaveSingleItem().Code.ShouldBe("theme.radius");
}
