using Fori.Nodes;

namespace Fori.Site.Routing;

/// <summary>What is asked of a municipality's site, without anything of HTTP but what an answer depends on.</summary>
public sealed record SiteRequest
{
    public required TenantNode Tenant { get; init; }

    /// <summary>Scheme and host as asked, as <c>https://town.example</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>The section whose own host was asked; null on the municipality's hosts.</summary>
    public Guid? Section { get; init; }

    /// <summary>Of the municipality's own host, where <see cref="Section"/> is set.</summary>
    public string? MainOrigin { get; init; }

    /// <summary>Decoded, beginning with a slash.</summary>
    public required string Path { get; init; }

    public SiteQuery Query { get; init; } = SiteQuery.Empty;

    /// <summary>The header as it came; only the path <c>/</c> looks at it.</summary>
    public string? AcceptLanguage { get; init; }

    /// <summary><see cref="Origin"/> with another host: the same scheme and port.</summary>
    public string OriginWith(string host)
    {
        var asked = new Uri(Origin);
        return $"{asked.Scheme}://{host}{(asked.IsDefaultPort ? "" : FormattableString.Invariant($":{asked.Port}"))}";
    }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Tokens of alerts that the visitor closed; those that a page has and lets be closed are left out of it.</summary>
    public IReadOnlySet<string> Dismissed { get; init; } = new HashSet<string>();

    /// <summary>Documents are read from the store, past what this node keeps: it has not followed far enough for the asker.</summary>
    public bool IsFresh { get; init; }
}

/// <summary>What is answered: a view to be written, or bytes, or a redirect.</summary>
public sealed record SiteAnswer
{
    public const string Html = "text/html; charset=utf-8";

    public required int Status { get; init; }

    public string ContentType { get; init; } = Html;

    /// <summary>The page to be written; null when <see cref="Bytes"/> or <see cref="Location"/> is the answer.</summary>
    public PageView? View { get; init; }

    public ReadOnlyMemory<byte>? Bytes { get; init; }

    /// <summary>Where a redirect leads, within the site.</summary>
    public string? Location { get; init; }

    /// <summary>BCP 47; null when the answer has no language.</summary>
    public string? Language { get; init; }

    /// <summary>What the page was made of: it is out of date when one of these is evicted.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];

    /// <summary>When it goes out of date by the clock; null = never.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Neither this node nor anybody else may keep it.</summary>
    public bool NoStore { get; init; }

    /// <summary>The address names its content, so it never changes.</summary>
    public bool IsImmutable { get; init; }

    public bool VariesByLanguage { get; init; }

    /// <summary>Tokens of the alerts on the page that a visitor may close: for who closed some, the page is another.</summary>
    public IReadOnlyList<string> Dismissible { get; init; } = [];

    /// <summary>Only for a visitor who closed alerts: nobody between may keep it for others.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>A search that found nothing: the page's language, and the words as they are counted. Null for everything else, and for words that are not kept.</summary>
    public (string Language, string Words)? Missed { get; init; }

    public static SiteAnswer Redirect(int status, string location) => new() { Status = status, Location = location };
}
