using CsCheck;
using Fori.Site.Routing;

namespace Fori.Tests.Site.Routing;

public sealed class SiteQueryTests
{
    [Theory]
    [InlineData("?page=2&class=P25&class=P1&q=vene", "?q=vene&class=P1&class=P25&page=2")]
    [InlineData("?utm_source=x&fbclid=y", "")]
    [InlineData("?q=", "")]
    [InlineData("?q=a+b%20c", "?q=a%20b%20c")]
    [InlineData("?near=60.45,22.27", "?near=60.45,22.27")]
    [InlineData("?class=P1&class=P1", "?class=P1")]
    public void One_form_stands_for_all_that_ask_the_same(string asked, string form) => SiteQuery.Parse(asked).ToString().ShouldBe(form);

    [Fact]
    public void A_form_read_again_is_the_same_whatever_was_asked() =>
        Gen.String.Sample(text =>
        {
            var once = SiteQuery.Parse("?q=" + text + "&class=" + text).ToString();
            SiteQuery.Parse(once).ToString().ShouldBe(once);
        });

    [Fact]
    public void A_flood_of_parameters_is_cut() =>
        SiteQuery.Parse("?" + string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"class=P{i}"))).All("class").Count.ShouldBeLessThan(30);

    [Fact]
    public void Changing_the_question_goes_back_to_the_first_page() =>
        SiteQuery.Parse("?q=vene&page=7").With("class", "P1").ToString().ShouldBe("?q=vene&class=P1");
}
