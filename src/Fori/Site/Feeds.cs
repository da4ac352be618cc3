using System.Globalization;
using System.Xml;

namespace Fori.Site;

/// <summary>What a feed is of.</summary>
public sealed record FeedView
{
    public required string Title { get; init; }

    /// <summary>Absolute address of the page whose contents it follows.</summary>
    public required string PageUrl { get; init; }

    /// <summary>Absolute address of the feed itself.</summary>
    public required string Url { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    public required string Author { get; init; }

    public string? Description { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<FeedItem> Items { get; init; } = [];

    /// <summary>When the newest item changed; null for an empty feed.</summary>
    public DateTimeOffset? UpdatedAt => Items.Count == 0 ? null : Items.Max(i => i.UpdatedAt);
}

/// <summary>One item of a feed.</summary>
public sealed record FeedItem
{
    /// <summary>Never changes, also when the address does: <c>urn:uuid:…</c> of the document.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Absolute.</summary>
    public required string Url { get; init; }

    /// <summary>Plain text.</summary>
    public string? Summary { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public FeedEnclosure? Enclosure { get; init; }

    /// <summary>The same in other shapes: absolute address and media type. Atom only.</summary>
    public IReadOnlyList<(string Url, string MediaType)> Others { get; init; } = [];
}

/// <summary>A file that belongs to an item.</summary>
public sealed record FeedEnclosure(string Url, string MediaType, long Bytes);

/// <summary>Writes feeds as RSS 2.0 and as Atom (RFC 4287), in UTF-8.</summary>
public static class Feeds
{
    public const string RssMediaType = "application/rss+xml; charset=utf-8";

    public const string AtomMediaType = "application/atom+xml; charset=utf-8";

    private const string Atom = "http://www.w3.org/2005/Atom";

    public static byte[] WriteRss(FeedView feed) => XmlDocumentWriter.Write(xml =>
    {
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, Atom);
        xml.WriteStartElement("channel");
        Element(xml, "title", feed.Title);
        Element(xml, "link", feed.PageUrl);
        Element(xml, "description", feed.Description ?? feed.Title);
        Element(xml, "language", feed.Language);
        Link(xml, "self", feed.Url);
        if (feed.UpdatedAt is { } updatedAt)
        {
            Element(xml, "lastBuildDate", Rfc822(updatedAt));
        }

        foreach (var item in feed.Items)
        {
            xml.WriteStartElement("item");
            Element(xml, "title", item.Title);
            Element(xml, "link", item.Url);
            xml.WriteStartElement("guid");
            xml.WriteAttributeString("isPermaLink", "false");
            xml.WriteString(item.Id);
            xml.WriteEndElement();
            Element(xml, "pubDate", Rfc822(item.PublishedAt));
            Element(xml, "description", item.Summary);
            if (item.Enclosure is { } file)
            {
                xml.WriteStartElement("enclosure");
                xml.WriteAttributeString("url", file.Url);
                xml.WriteAttributeString("length", file.Bytes.ToString(CultureInfo.InvariantCulture));
                xml.WriteAttributeString("type", file.MediaType);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <param name="feed">What is written.</param>
    /// <param name="writtenAt">Stands as the time of an empty feed, which Atom requires to have one.</param>
    public static byte[] WriteAtom(FeedView feed, DateTimeOffset writtenAt) => XmlDocumentWriter.Write(xml =>
    {
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xml", "lang", null, feed.Language);
        AtomElement(xml, "title", feed.Title);
        AtomElement(xml, "id", feed.Url);
        AtomElement(xml, "updated", Rfc3339(feed.UpdatedAt ?? writtenAt));
        AtomElement(xml, "subtitle", feed.Description);
        xml.WriteStartElement("author", Atom);
        AtomElement(xml, "name", feed.Author);
        xml.WriteEndElement();
        Link(xml, "self", feed.Url);
        Link(xml, "alternate", feed.PageUrl);
        foreach (var item in feed.Items)
        {
            xml.WriteStartElement("entry", Atom);
            AtomElement(xml, "title", item.Title);
            AtomElement(xml, "id", item.Id);
            AtomElement(xml, "published", Rfc3339(item.PublishedAt));
            AtomElement(xml, "updated", Rfc3339(item.UpdatedAt));
            AtomElement(xml, "summary", item.Summary);
            Link(xml, "alternate", item.Url);
            foreach (var (url, mediaType) in item.Others)
            {
                xml.WriteStartElement("link", Atom);
                xml.WriteAttributeString("rel", "alternate");
                xml.WriteAttributeString("type", mediaType);
                xml.WriteAttributeString("href", url);
                xml.WriteEndElement();
            }

            if (item.Enclosure is { } file)
            {
                xml.WriteStartElement("link", Atom);
                xml.WriteAttributeString("rel", "enclosure");
                xml.WriteAttributeString("type", file.MediaType);
                xml.WriteAttributeString("length", file.Bytes.ToString(CultureInfo.InvariantCulture));
                xml.WriteAttributeString("href", file.Url);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    private static void Element(XmlWriter xml, string name, string? text)
    {
        if (text is not null)
        {
            xml.WriteElementString(name, XmlDocumentWriter.Clean(text));
        }
    }

    private static void AtomElement(XmlWriter xml, string name, string? text)
    {
        if (text is not null)
        {
            xml.WriteElementString(name, Atom, XmlDocumentWriter.Clean(text));
        }
    }

    private static void Link(XmlWriter xml, string relation, string url)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", url);
        xml.WriteEndElement();
    }

    private static string Rfc822(DateTimeOffset at) => at.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);

    private static string Rfc3339(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
