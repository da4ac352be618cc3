using System.Net;
using System.Text.RegularExpressions;
using Fori.Content.Links;
using Fori.Documents;

namespace Fori.Content.Upkeep;

/// <summary>A link as it stands in a document.</summary>
/// <param name="Path">As <c>body.fi[0].html</c>.</param>
/// <param name="Language">In which it is written; null outside of any.</param>
/// <param name="Text">What is read of it; empty when it has no words of its own.</param>
public sealed record MetLink(string Path, string? Language, string Url, string Text);

/// <summary>Finds the links of documents.</summary>
public static partial class OutsideLinks
{
    private const int LongestUrl = 2_000;

    /// <summary>All links to addresses, in the order of the document.</summary>
    public static IEnumerable<MetLink> Of(DocumentType type, DocumentBody body) => ShapeWalk.Of(type, body).SelectMany(met => met switch
    {
        { Shape: TextShape { IsRich: true }, Value: string html } => InText(html).Select(l => new MetLink(met.Path, met.Language, l.Url, l.Text)),
        { Shape: TextShape { Kind: FieldKind.Url }, Value: string url } => [new MetLink(met.Path, met.Language, url, met.Owner is PageLink link ? link.Label ?? "" : "")],
        _ => [],
    });

    /// <summary>The address without its fragment, as it is asked for; null for what leads to no other site by http.</summary>
    public static string? AddressOf(string url) =>
        url.Length < LongestUrl && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)
            : null;

    // Of our own sanitiser, which writes links in one way.
    private static IEnumerable<(string Url, string Text)> InText(string html) =>
        Anchor().Matches(html).Select(m => (WebUtility.HtmlDecode(m.Groups["url"].Value), WebUtility.HtmlDecode(Tag().Replace(m.Groups["text"].Value, "")).Trim()));

    [GeneratedRegex("""<a\b[^>]*?href="(?<url>[^"]*)"[^>]*>(?<text>.*?)</a>""", RegexOptions.Singleline)]
    private static partial Regex Anchor();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
