using System.Globalization;
using System.Text;
using System.Xml;

namespace Fori.Site;

/// <summary>A public page for search engines.</summary>
public sealed record SitemapPage
{
    /// <summary>Absolute address of the page in one language.</summary>
    public required string Url { get; init; }

    /// <summary>When it last changed; null when not known.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>
    /// The page in every language in which it is translated, this one too: (BCP 47, absolute address). The same list
    /// stands at each of them, since search engines believe only mutual references. A fallback page is none.
    /// </summary>
    public IReadOnlyList<(string Language, string Url)> Translations { get; init; } = [];
}

/// <summary>Writes sitemaps (sitemaps.org 0.9) as UTF-8.</summary>
public static class Sitemap
{
    public const string MediaType = "application/xml; charset=utf-8";

    /// <summary>Most pages in one file (sitemaps.org); more need an index.</summary>
    public const int MostPages = 50_000;

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    /// <exception cref="ArgumentException">More than <see cref="MostPages"/>: the caller divides.</exception>
    public static byte[] Write(IReadOnlyCollection<SitemapPage> pages)
    {
        if (pages.Count > MostPages)
        {
            throw new ArgumentException($"A sitemap holds {MostPages} pages, not {pages.Count}.", nameof(pages));
        }

        return XmlDocumentWriter.Write(xml =>
        {
            xml.WriteStartElement("urlset", Namespace);
            xml.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
            foreach (var page in pages)
            {
                xml.WriteStartElement("url", Namespace);
                xml.WriteElementString("loc", Namespace, page.Url);
                WriteChanged(xml, page.ChangedAt);
                foreach (var (language, url) in page.Translations)
                {
                    xml.WriteStartElement("link", Xhtml);
                    xml.WriteAttributeString("rel", "alternate");
                    xml.WriteAttributeString("hreflang", language);
                    xml.WriteAttributeString("href", url);
                    xml.WriteEndElement();
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        });
    }

    /// <summary>The index of several sitemaps: absolute address and time of the newest change.</summary>
    public static byte[] WriteIndex(IEnumerable<(string Url, DateTimeOffset? ChangedAt)> sitemaps) => XmlDocumentWriter.Write(xml =>
    {
        xml.WriteStartElement("sitemapindex", Namespace);
        foreach (var (url, changedAt) in sitemaps)
        {
            xml.WriteStartElement("sitemap", Namespace);
            xml.WriteElementString("loc", Namespace, url);
            WriteChanged(xml, changedAt);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    private static void WriteChanged(XmlWriter xml, DateTimeOffset? changedAt)
    {
        if (changedAt is { } at)
        {
            xml.WriteElementString("lastmod", Namespace, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
    }
}

/// <summary>XML as UTF-8 without a mark of byte order; characters that XML cannot hold are left out.</summary>
internal static class XmlDocumentWriter
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true };

    public static byte[] Write(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            xml.WriteStartDocument();
            write(xml);
        }

        return stream.ToArray();
    }

    /// <summary>A stray control character in a source's text must not cost the whole feed.</summary>
    public static string Clean(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes().Where(IsAllowed));

    private static bool IsAllowed(Rune rune) =>
        rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or >= 0x10000
        && rune != Rune.ReplacementChar;
}
