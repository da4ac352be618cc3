using Fori.Content.Types.Pages;
using Fori.Documents;
using Fori.Site.Routing;

namespace Fori.Content;

/// <summary>What editors write: the types of the website's own content.</summary>
public static class ContentModule
{
    public static IReadOnlyList<DocumentType> Types { get; } =
    [
        DocumentType.Edited(BodyJson.Default.Page, "pages", SiteSection.ReservedWords),
    ];
}
