using Fori.Documents;

namespace Fori.Content.Types.News;

/// <summary>What news has beyond its fields.</summary>
public static class NewsRules
{
    /// <summary>News that comes out is of now, when nobody said of when.</summary>
    public static DocumentBody Fill(DocumentBody body, Filling filling)
    {
        ArgumentNullException.ThrowIfNull(filling);
        return filling.PublishedAt is { } at && body is NewsItem { PublishedAt: null } news ? news with { PublishedAt = at } : body;
    }
}
