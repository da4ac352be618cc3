using Fori.Documents;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;

namespace Fori.Content.Blocks.Search;

/// <summary>A search field on the page.</summary>
public sealed record SearchBlock : Block
{
    /// <summary>The label of the field; null reads the usual one.</summary>
    [Field(FieldKind.Text, MaxLength = 120)]
    public string? Label { get; init; }

    internal static Task<object?> LoadAsync(PageScope scope, SearchBlock block, CancellationToken ct) =>
        Task.FromResult<object?>(new SearchAction(SiteSection.Search.PathIn(scope.Language), SiteQuery.Text, ""));
}
