using System.Globalization;
using Fori.Ui;

namespace Fori.Tests.Ui;

public sealed class TextDirectionTests
{
    [Theory]
    [InlineData("ar")]
    [InlineData("ckb")]
    [InlineData("fa")]
    [InlineData("prs")]
    [InlineData("FA-af")]
    [InlineData("he")]
    [InlineData("ur-PK")]
    [InlineData("sdh")]
    [InlineData("rhg")]
    [InlineData("az-Arab")]
    [InlineData("pa-PK")]
    [InlineData("ku-iq")]
    [InlineData("zh-min-Arab")]
    [InlineData("ar-x-easy")]
    public void A_language_that_is_written_from_right_to_left_is_known(string language) => TextDirection.IsRightToLeft(language).ShouldBeTrue();

    [Theory]
    [InlineData("fi")]
    [InlineData("fi-x-easy")]
    [InlineData("fi-x-arab")]
    [InlineData("ku")]
    [InlineData("kmr")]
    [InlineData("ar-Latn")]
    [InlineData("fa-Cyrl-TJ")]
    [InlineData("sd-IN")]
    [InlineData("so")]
    [InlineData("tlh")]
    [InlineData("x-ar")]
    [InlineData("")]
    [InlineData("-")]
    public void Any_other_runs_from_left_to_right(string language) => TextDirection.IsRightToLeft(language).ShouldBeFalse();

    [Fact]
    public void What_the_runtime_knows_of_right_to_left_is_known_here() =>
        CultureInfo.GetCultures(CultureTypes.AllCultures).Where(c => c.Name.Length > 0 && c.TextInfo.IsRightToLeft && !TextDirection.IsRightToLeft(c.Name)).Select(c => c.Name).ShouldBeEmpty();

    [Theory]
    [InlineData("fi", null, null)]
    [InlineData("fi", "sv", null)]
    [InlineData("fi", "ar", "rtl")]
    [InlineData("ar", "fi", "ltr")]
    [InlineData("ar", "fa", null)]
    public void A_part_tells_its_direction_where_the_words_around_it_run_the_other_way(string around, string? part, string? direction) =>
        UiText.For(around).DirectionOf(part).ShouldBe(direction);

    [Fact]
    public void Words_of_the_product_stay_together_on_a_page_that_runs_the_other_way()
    {
        var arabic = UiText.For("ar");

        arabic["front.search"].ShouldBe($"\u2066{UiText.For("en")["front.search"]}\u2069");
        arabic.Count("search.hits", 4).ShouldBe("\u20664 results\u2069");
        arabic.Day(new DateOnly(2026, 12, 3)).ShouldBe("\u20663 December 2026\u2069");
        arabic["format.locale"].ShouldBe(UiText.For("en")["format.locale"]);
        UiText.For("et")["front.search"].ShouldBe(UiText.For("en")["front.search"]);
    }
}
