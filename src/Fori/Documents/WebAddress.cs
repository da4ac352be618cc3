namespace Fori.Documents;

/// <summary>Where links that people write may lead.</summary>
public static class WebAddress
{
    private static readonly string[] Schemes = ["http", "https", "mailto", "tel", "sms"];

    /// <summary>A path of this site (<c>/fi/…</c>, not <c>//host</c>), or an absolute address that runs nothing.</summary>
    public static bool IsAllowed(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.Length <= 2_000 && !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\')
            && (IsPath(url) || (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && Schemes.Contains(absolute.Scheme)));
    }

    public static bool IsPath(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal);
    }
}
