using System.Xml.Linq;
using Fori.Site;

namespace Fori.Tests.Site;

public sealed class FeedsTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static readonly FeedView Feed = new()
    {
        Title = "Palvelut & paikat",
        PageUrl = "https://town.example/fi/palvelut",
        Url = "https://town.example/fi/palvelut/feed.rss",
        Language = "fi",
        Author = "Lautturila",
        Items =
        [
            new()
            {
                Id = "urn:uuid:0193",
                Title = "Venepaikka <uusi>\u0001",
                Url = "https://town.example/fi/palvelut/venepaikka",
                Summary = "Hinta & ehdot",
                PublishedAt = new(2026, 11, 20, 10, 0, 0, TimeSpan.FromHours(2)),
                UpdatedAt = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(2)),
                Enclosure = new("https://town.example/m/1.jpg", "image/jpeg", 1200),
            },
        ],
    };

    [Fact]
    public void Rss_gives_items_a_lasting_name_and_times_in_the_form_of_mail()
    {
        var channel = XDocument.Load(new MemoryStream(Feeds.WriteRss(Feed))).Root!.Element("channel")!;
        var item = channel.Elements("item").ShouldHaveSingleItem();

        channel.Element("language")!.Value.ShouldBe("fi");
        item.Element("guid")!.Value.ShouldBe("urn:uuid:0193");
        item.Element("guid")!.Attribute("isPermaLink")!.Value.ShouldBe("false");
        item.Element("pubDate")!.Value.ShouldBe("Fri, 20 Nov 2026 08:00:00 GMT");
        item.Element("enclosure")!.Attribute("length")!.Value.ShouldBe("1200");
    }

    [Fact]
    public void A_character_that_xml_cannot_hold_is_left_out_and_the_rest_stays()
    {
        var item = XDocument.Load(new MemoryStream(Feeds.WriteRss(Feed))).Descendants("item").Single();

        item.Element("title")!.Value.ShouldBe("Venepaikka <uusi>");
    }

    [Fact]
    public void Atom_tells_its_language_author_and_the_newest_change()
    {
        var root = XDocument.Load(new MemoryStream(Feeds.WriteAtom(Feed, DateTimeOffset.UnixEpoch))).Root!;

        root.Attribute(XNamespace.Xml + "lang")!.Value.ShouldBe("fi");
        root.Element(Atom + "author")!.Element(Atom + "name")!.Value.ShouldBe("Lautturila");
        root.Element(Atom + "updated")!.Value.ShouldBe("2026-11-24T08:00:00Z");
        root.Element(Atom + "entry")!.Element(Atom + "published")!.Value.ShouldBe("2026-11-20T08:00:00Z");
    }

    [Fact]
    public void An_empty_feed_is_still_whole()
    {
        var empty = Feed with { Items = [] };

        XDocument.Load(new MemoryStream(Feeds.WriteAtom(empty, DateTimeOffset.UnixEpoch))).Root!.Element(Atom + "updated")!.Value.ShouldBe("1970-01-01T00:00:00Z");
        XDocument.Load(new MemoryStream(Feeds.WriteRss(empty))).Descendants("lastBuildDate").ShouldBeEmpty();
    }
}
