using CsCheck;
using Fori.Documents;
using Fori.Search;

namespace Fori.Tests.Search;

public sealed class HostileQueriesTests
{
    [Theory]
    [InlineData("\"")]
    [InlineData("((((((")]
    [InlineData("title:*:* AND NOT (")]
    [InlineData("kirjasto~~~^99999 OR [* TO *]")]
    [InlineData("*?*?*?*")]
    [InlineData("\u0000\u0001\u001f\u007f")]
    [InlineData("kirjasto\u0000palvelut")]
    [InlineData("\ud83d")]
    [InlineData("\udc00kirjasto\ud800")]
    [InlineData("- + ~ # ^")]
    [InlineData("#kirjasto +kirjasto ^kirjasto")]
    [InlineData("١٢٣ ٤٥٦")]
    [InlineData("ﷺﷺﷺ")]
    public void Any_text_is_only_words(string text)
    {
        using var index = Given.Index(Given.Service("Kirjastopalvelut"));

        index.Search(new SearchQuery { Text = text }).Succeeded.ShouldBeTrue();
        index.Suggest(text, "fi", 10).ShouldNotBeNull();
    }

    [Fact]
    public void Random_text_and_documents_never_throw() =>
        Gen.Select(Gen.String[0, 200], Gen.String[0, 200]).Sample(
            (title, text) =>
            {
                using var index = Given.Index(Given.Service("a" + title, text));
                index.Search(new SearchQuery { Text = text, Language = title.Length > 5 ? title[..5] : "sv" }).Succeeded.ShouldBeTrue();
                index.Suggest(text, "sv", 5).ShouldNotBeNull();
            },
            iter: 300);

    [Fact]
    public void A_text_of_a_million_characters_is_read_to_its_limit()
    {
        using var index = Given.Index(Given.Service("Kirjastopalvelut"));

        index.Ask(new SearchQuery { Text = "kirjasto " + new string('x', 1_000_000) }).Total.ShouldBe(1);
        index.Ask(new SearchQuery { Text = string.Join(' ', Enumerable.Range(0, 100_000)) }).Total.ShouldBe(0);
    }

    [Fact]
    public void Huge_words_identifiers_and_facets_are_indexed_and_found()
    {
        var huge = new string('ä', 50_000);
        var odd = Given.Service(huge, huge) with
        {
            Identifiers = [new Identifier("s", huge)],
            Facets = new Dictionary<string, IReadOnlyList<string>> { ["f"] = [huge] },
            Keywords = [("fi", huge), ("zz-Zz", "\0")],
        };
        using var index = Given.Index(odd);

        index.Ask(new SearchQuery { Identifiers = [new Identifier("s", huge)] }).Total.ShouldBe(1);
        index.Ask(new SearchQuery { Filters = new Dictionary<string, FacetFilter> { ["f"] = new([huge]) } }).Total.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_cursor_that_is_none_is_refused(string cursor)
    {
        using var index = Given.Index(Given.Service("Kirjastopalvelut"));

        index.Search(new SearchQuery { Cursor = cursor }).Problems.ShouldHaveSingleItem().Code.ShouldBe("search.cursor-invalid");
    }

    [Fact]
    public void A_cursor_of_another_query_is_refused()
    {
        using var index = Given.Index(Given.Service("Yksi"), Given.Service("Kaksi"));
        var cursor = index.Ask(new SearchQuery { Limit = 1 }).NextCursor;

        index.Search(new SearchQuery { Limit = 1, Cursor = cursor, Types = ["Service"] }).Problems.ShouldHaveSingleItem().Code.ShouldBe("search.cursor-invalid");
        index.Search(new SearchQuery { Limit = 1, Cursor = cursor }).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Limits_and_distances_out_of_reason_are_refused()
    {
        using var index = Given.Index();

        index.Search(new SearchQuery { Limit = -1 }).Problems[0].Code.ShouldBe("search.limit-out-of-range");
        index.Search(new SearchQuery { Limit = 100_000 }).Problems[0].Code.ShouldBe("search.limit-out-of-range");
        index.Search(new SearchQuery { Distance = 10 }).Problems[0].Code.ShouldBe("search.point-missing");
        index.Search(new SearchQuery { Sort = SearchSort.Distance }).Problems[0].Code.ShouldBe("search.point-missing");
        index.Search(new SearchQuery { Near = new GeoPoint(double.NaN, 22), Distance = 10 }).Problems[0].Code.ShouldBe("search.point-invalid");
        index.Search(new SearchQuery { Near = new GeoPoint(95, 22) }).Problems[0].Code.ShouldBe("search.point-invalid");
        index.Search(new SearchQuery { Within = new GeoBox(61, 20, 60, double.NaN) }).Problems[0].Code.ShouldBe("search.box-invalid");
    }
}
