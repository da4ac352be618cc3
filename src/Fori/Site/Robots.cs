using System.Text;

namespace Fori.Site;

/// <summary>Writes robots.txt (RFC 9309) for one municipality.</summary>
public static class Robots
{
    public const string MediaType = "text/plain; charset=utf-8";

    /// <param name="sitemapUrl">Absolute address of the sitemap.</param>
    /// <param name="disallowed">Paths that are not for search engines, as searches; each begins with a slash.</param>
    public static string Write(string sitemapUrl, IEnumerable<string> disallowed)
    {
        var text = new StringBuilder("User-agent: *\n");
        foreach (var path in disallowed.Where(IsPath))
        {
            text.Append("Disallow: ").Append(path).Append('\n');
        }

        return text.Append("\nSitemap: ").Append(sitemapUrl).Append('\n').ToString();
    }

    /// <summary>For a site that is not to be found at all: a demonstration, a test.</summary>
    public static string Closed => "User-agent: *\nDisallow: /\n";

    // A line break in a setting would be a rule of its own.
    private static bool IsPath(string path) => path.StartsWith('/') && !path.Any(char.IsControl);
}
