using System.Xml.Linq;
using Fori.Site;

namespace Fori.Tests.Site;

public sealed class SitemapTests
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    [Fact]
    public void Each_page_names_its_translations_and_its_last_change_in_universal_time()
    {
        (string, string)[] translations = [("fi", "https://town.example/fi/palvelut?a=1&b=2"), ("sv", "https://town.example/sv/tjanster")];
        var xml = Read(Sitemap.Write(
        [
            new() { Url = translations[0].Item2, ChangedAt = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(2)), Translations = translations },
        ]));

        var page = xml.Root!.Elements(Map + "url").ShouldHaveSingleItem();
        page.Element(Map + "loc")!.Value.ShouldBe("https://town.example/fi/palvelut?a=1&b=2");
        page.Element(Map + "lastmod")!.Value.ShouldBe("2026-11-24T08:00:00Z");
        page.Elements(Xhtml + "link").Select(l => l.Attribute("hreflang")!.Value).ShouldBe(["fi", "sv"]);
    }

    [Fact]
    public void More_pages_than_one_file_may_hold_are_refused() =>
        Should.Throw<ArgumentException>(() => Sitemap.Write([.. Enumerable.Repeat(new SitemapPage { Url = "https://town.example/" }, Sitemap.MostPages + 1)]));

    [Fact]
    public void An_index_names_the_sitemaps()
    {
        var xml = Read(Sitemap.WriteIndex([("https://town.example/sitemap-1.xml", null)]));

        xml.Root!.Elements(Map + "sitemap").ShouldHaveSingleItem().Element(Map + "loc")!.Value.ShouldBe("https://town.example/sitemap-1.xml");
    }

    [Fact]
    public void A_setting_cannot_add_a_rule_of_its_own_to_the_robots_file()
    {
        var text = Robots.Write("https://town.example/sitemap.xml", ["/fi/haku", "/x\nAllow: /secret", "no-slash"]);

        text.ShouldBe("User-agent: *\nDisallow: /fi/haku\n\nSitemap: https://town.example/sitemap.xml\n");
    }

    private static XDocument Read(byte[] content) => XDocument.Load(new MemoryStream(content));
}
