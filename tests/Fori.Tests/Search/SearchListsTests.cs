using CsCheck;
using Fori.Documents;
using Fori.Search;
using Fori.Search.Index;

namespace Fori.Tests.Search;

public sealed class SearchListsTests
{
    private static readonly Gen<SearchDocument> Documents =
        from title in Any("Satama", "Tori", "Ähtävä", "Aho", "Östra", "Åland", "satama")
        from summary in Any("", "kirjasto ja satama", "kirjasto", "pitkä teksti kirjaston ja sataman ja torin elämästä")
        from type in Any("Service", "Place", "Event")
        from colours in Any("red", "green", "blue").Array[0, 3]
        from points in Gen.Select(Gen.Double[59.0, 61.0], Gen.Double[21.0, 24.0], (latitude, longitude) => new GeoPoint(latitude, longitude)).Array[0, 2]
        from hour in Gen.Int[0, 5]
        select new SearchDocument
        {
            Id = Guid.NewGuid(),
            Type = type,
            Languages = ["fi"],
            Title = LocalizedText.Of(("fi", title)),
            Summary = LocalizedText.Of(("fi", summary)),
            Facets = new Dictionary<string, IReadOnlyList<string>> { ["colour"] = colours },
            Points = points,
            ChangedAt = new DateTimeOffset(2026, 1, 1, hour, 0, 0, TimeSpan.Zero),
        };

    private static readonly Gen<SearchQuery> Queries =
        from text in Any<string?>(null, "kirjasto", "satama kirjasto", "tori")
        from sort in Gen.Enum<SearchSort>()
        from types in Any<string[]>([], ["Service"], ["Service", "Place"])
        from colours in Any<string[]>([], ["red"], ["green", "blue"])
        from limit in Gen.Int[1, 7]
        select new SearchQuery
        {
            Text = text, Sort = sort, Types = types, Limit = limit, Near = new GeoPoint(60, 22), Facets = ["colour"],
            Filters = new Dictionary<string, FacetFilter> { ["colour"] = new(colours) },
        };

    [Fact]
    public void A_list_is_the_same_whether_its_facets_are_counted_or_not() =>
        Gen.Select(Documents.Array[0, 60], Documents.Array[0, 10], Documents.Array[0, 10], Queries).Sample(
            (first, second, third, query) =>
            {
                using var index = Given.Index(first);
                index.Apply(second, [.. first.Take(3).Select(d => d.Id)]);
                index.Refresh();
                index.Apply(third, [.. second.Take(1).Concat(first.Skip(5).Take(2)).Select(d => d.Id)]);
                index.Refresh();
                var counted = query with { Sort = query.Sort == SearchSort.Title ? SearchSort.Title : SearchSort.Relevance };
                do
                {
                    var (one, other) = (index.Ask(counted), index.Ask(counted with { Facets = [] }));
                    other.Hits.ShouldBe(one.Hits);
                    (other.Total, other.NextCursor).ShouldBe((one.Total, one.NextCursor));
                    counted = counted with { Cursor = one.NextCursor };
                }
                while (counted.Cursor is not null);

                var none = counted with { Limit = 0 };
                index.Ask(none with { Facets = [] }).Total.ShouldBe(index.Ask(none).Total);
            },
            iter: 150);

    [Fact]
    public void Pages_together_hold_every_hit_once_in_one_order() =>
        Gen.Select(Documents.Array[0, 40], Documents.Array[0, 10], Queries).Sample(
            (first, second, query) =>
            {
                using var index = Given.Index(first);
                index.Apply(second, [.. first.Take(3).Select(d => d.Id)]);
                index.Refresh();
                var whole = index.Ask(query with { Limit = SearchQuery.LargestLimit });

                var paged = new List<Guid>();
                string? cursor = null;
                do
                {
                    var page = index.Ask(query with { Cursor = cursor });
                    page.Total.ShouldBe(whole.Total);
                    paged.AddRange(page.Hits.Select(h => h.Id));
                    cursor = page.NextCursor;
                }
                while (cursor is not null && paged.Count <= whole.Total);

                paged.ShouldBe(whole.Hits.Select(h => h.Id));
                paged.Count.ShouldBe(whole.Total);
            },
            iter: 150);

    [Fact]
    public void Facets_equal_counting_the_hits_by_hand() =>
        Gen.Select(Documents.Array[0, 40], Queries).Sample(
            (documents, query) =>
            {
                using var index = Given.Index(documents);

                var page = index.Ask(query with { Limit = SearchQuery.LargestLimit });

                var hits = page.Hits.Select(h => h.Id).ToHashSet();
                var byHand = documents
                    .Where(d => hits.Contains(d.Id))
                    .SelectMany(d => d.Facets["colour"].Distinct())
                    .GroupBy(c => c)
                    .Select(c => new FacetCount(c.Key, c.Count()))
                    .OrderByDescending(c => c.Count)
                    .ThenBy(c => c.Value, StringComparer.Ordinal);
                page.Facets["colour"].ShouldBe(byHand);
            },
            iter: 150);

    [Fact]
    public void Filters_let_through_what_they_say() =>
        Gen.Select(Documents.Array[0, 40], Any("red", "green", "blue").Array[1, 2], Gen.Bool).Sample(
            (documents, colours, all) =>
            {
                using var index = Given.Index(documents);

                var page = index.Ask(new SearchQuery
                {
                    Filters = new Dictionary<string, FacetFilter> { ["colour"] = new(colours, all) },
                    Limit = SearchQuery.LargestLimit,
                });

                page.Hits.Select(h => h.Id).ShouldBe(
                    documents.Where(d => all ? colours.All(d.Facets["colour"].Contains) : colours.Any(d.Facets["colour"].Contains)).Select(d => d.Id),
                    ignoreOrder: true);
            },
            iter: 150);

    [Fact]
    public void Boxes_and_distances_hold_what_measuring_by_hand_says() =>
        Gen.Select(Documents.Array[0, 40], Gen.Double[100, 60_000]).Sample(
            (documents, metres) =>
            {
                using var index = Given.Index(documents);
                var home = new GeoPoint(60, 22.5);
                double Nearest(SearchDocument document) => document.Points
                    .Select(p => PointColumn.Metres(home.Latitude, home.Longitude, p.Latitude, p.Longitude))
                    .DefaultIfEmpty(double.PositiveInfinity)
                    .Min();

                var near = index.Ask(new SearchQuery { Near = home, Distance = metres, Sort = SearchSort.Distance, Limit = SearchQuery.LargestLimit });
                var boxed = index.Ask(new SearchQuery { Within = new GeoBox(59.5, 22, 60.5, 23), Limit = SearchQuery.LargestLimit });

                // Points are kept to a centimetre, so those on the edge may fall on either side.
                near.Hits.Select(h => h.Id).ShouldBe(documents.Where(d => Nearest(d) <= metres).OrderBy(Nearest).ThenBy(d => d.Id).Select(d => d.Id));
                near.Hits.ShouldAllBe(h => h.Distance <= metres + 0.1);
                boxed.Hits.Select(h => h.Id).ShouldBe(
                    documents.Where(d => d.Points.Any(p => p is { Latitude: >= 59.5 and <= 60.5, Longitude: >= 22 and <= 23 })).Select(d => d.Id),
                    ignoreOrder: true);
            },
            iter: 100);

    [Fact]
    public void A_degree_of_latitude_is_111_kilometres() =>
        PointColumn.Metres(60, 22, 61, 22).ShouldBe(111_195, tolerance: 1);

    [Theory]
    [InlineData("fi", "Aalto;Zoo;Åbo;Äänekoski;Öja")]
    [InlineData("sv", "Aalto;Zoo;Åbo;Äänekoski;Öja")]
    [InlineData("en", "Aalto;Äänekoski;Åbo;Öja;Zoo")]
    public void Titles_are_sorted_by_the_alphabet_of_the_language(string language, string expected)
    {
        SearchDocument[] places = [.. ((string[])["Öja", "Zoo", "Äänekoski", "Åbo", "Aalto"]).Select(t => Given.Service(t, language: language))];
        using var index = Given.Index(places);

        string.Join(';', index.Titles(places, new SearchQuery { Language = language, Sort = SearchSort.Title })).ShouldBe(expected);
    }

    [Fact]
    public void A_title_in_another_language_stands_in_for_a_missing_one()
    {
        var finnish = Given.Service("Biitsi");
        var both = Given.Service("Rantasauna") with { Title = LocalizedText.Of(("fi", "Rantasauna"), ("sv", "Aftonbastu")) };
        using var index = Given.Index(finnish, both);

        index.Ask(new SearchQuery { Language = "sv", Sort = SearchSort.Title }).Hits.Select(h => h.Id).ShouldBe([both.Id, finnish.Id]);
        index.Ask(new SearchQuery { Language = "fi", Sort = SearchSort.Title }).Hits.Select(h => h.Id).ShouldBe([finnish.Id, both.Id]);
    }

    [Fact]
    public void The_last_changed_comes_first_when_sorted_so()
    {
        var old = Given.Service("Vanha") with { ChangedAt = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        var fresh = Given.Service("Uusi") with { ChangedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        using var index = Given.Index(old, fresh);

        index.Titles([old, fresh], new SearchQuery { Sort = SearchSort.Changed }).ShouldBe(["Uusi", "Vanha"]);
    }

    [Fact]
    public void Identifiers_ids_and_languages_choose_documents()
    {
        var one = Given.Service("Yksi") with { Identifiers = [new Identifier("ptv", "a"), new Identifier("mds", "1")] };
        var two = Given.Service("Två", language: "sv");
        using var index = Given.Index(one, two);

        index.Ask(new SearchQuery { Identifiers = [new Identifier("ptv", "a")] }).Hits.Select(h => h.Id).ShouldBe([one.Id]);
        index.Ask(new SearchQuery { Identifiers = [new Identifier("mds", "a")] }).Total.ShouldBe(0);
        index.Ask(new SearchQuery { Ids = [two.Id, Guid.NewGuid()] }).Hits.Select(h => h.Id).ShouldBe([two.Id]);
        index.Ask(new SearchQuery { Ids = [] }).Total.ShouldBe(0);
        index.Ask(new SearchQuery { PublishedIn = ["sv"] }).Hits.Select(h => h.Id).ShouldBe([two.Id]);
    }

    [Fact]
    public void A_box_over_the_antimeridian_holds_both_sides()
    {
        var fiji = Given.Service("Fidži") with { Points = [new GeoPoint(-17, 179.5)] };
        var samoa = Given.Service("Samoa") with { Points = [new GeoPoint(-14, -172)] };
        using var index = Given.Index(fiji, samoa);

        index.Ask(new SearchQuery { Within = new GeoBox(-20, 179, -10, -170) }).Total.ShouldBe(2);
        index.Ask(new SearchQuery { Within = new GeoBox(-20, -170, -10, 179) }).Total.ShouldBe(0);
    }

    [Fact]
    public void A_page_without_hits_still_counts()
    {
        using var index = Given.Index(Given.Service("Yksi"), Given.Service("Kaksi"));

        var page = index.Ask(new SearchQuery { Limit = 0 });

        (page.Total, page.Hits.Count, page.NextCursor).ShouldBe((2, 0, null));
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
