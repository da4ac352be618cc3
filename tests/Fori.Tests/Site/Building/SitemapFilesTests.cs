using System.Xml.Linq;

namespace Fori.Tests.Site.Building;

/// <summary>The sitemap of a municipality with more pages than stand in one file.</summary>
public sealed class SitemapFilesTests
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";

    [Fact]
    public async Task Every_page_stands_in_one_file_and_a_new_page_moves_no_other()
    {
        await using var town = await SiteTown.StartAsync(filled: false);
        await town.SayAllAsync("Organization", Enumerable.Range(0, 2_003).Select(i => ($"o{i}", (string?)$$"""{"name":{"fi":"Lautakunta {{i}}"} }""")));

        var files = await FilesAsync(town);
        files.Count.ShouldBe(3);
        files.SelectMany(f => f.Pages).Count(p => p.Contains("lautakunta-", StringComparison.Ordinal)).ShouldBe(2_003);
        files.SelectMany(f => f.Pages).ShouldBeUnique();
        files.ShouldAllBe(f => f.Pages.Count > 0 && f.ChangedAt != null);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.SayAsync("Organization", "new", """{"name":{"fi":"Uusi lautakunta"}}""");
        var after = await FilesAsync(town);

        after.Take(2).SelectMany(f => f.Pages).SequenceEqual(files.Take(2).SelectMany(f => f.Pages)).ShouldBeTrue();
        after[2].Pages.Except(files[2].Pages).ShouldHaveSingleItem().ShouldContain("uusi-lautakunta");
        (await town.GetAsync("/sitemap-fi-4.xml")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_file_of_channels_that_are_places_is_still_valid()
    {
        await using var town = await SiteTown.StartAsync(filled: false);
        await town.SayAllAsync("Place", [("p", """{"name":{"fi":"Satama"}}""")]);
        await town.SayAllAsync("ServiceChannel", Enumerable.Range(0, 1_000).Select(i => ($"c{i}", (string?)$$"""{"channelType":"ServiceLocation","name":{"fi":"Tiski {{i}}"},"place":{"system":"ptv","key":"p"} }""")));

        var files = await FilesAsync(town);

        files.Count.ShouldBe(2);
        files.ShouldAllBe(f => f.Pages.Count > 0);
        files.SelectMany(f => f.Pages).ShouldContain(p => p.EndsWith("/satama", StringComparison.Ordinal));
    }

    private static async Task<List<(IReadOnlyList<string> Pages, string? ChangedAt)>> FilesAsync(SiteTown town)
    {
        var files = new List<(IReadOnlyList<string>, string?)>();
        foreach (var file in XDocument.Parse((await town.GetAsync("/sitemap.xml")).Body).Descendants(Map + "sitemap").Where(s => s.Element(Map + "loc")!.Value.Contains("sitemap-fi", StringComparison.Ordinal)))
        {
            var pages = XDocument.Parse((await town.GetAsync(new Uri(file.Element(Map + "loc")!.Value).AbsolutePath)).Body); // Each has an address.
            files.Add(([.. pages.Descendants(Map + "loc").Select(l => l.Value)], file.Element(Map + "lastmod")?.Value));
        }

        return files;
    }
}
