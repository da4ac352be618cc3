using Fori.Content.Types.Pages;
using Fori.Documents;
using Fori.Site.Building;
using Fori.Site.Routing;

namespace Fori.Content;

/// <summary>What editors write: the types of the website's own content, in the order in which they are offered.</summary>
public static class ContentModule
{
    /// <summary>Route space of everything in the tree of the site.</summary>
    public const string Tree = "pages";

    public static IReadOnlyList<ContentType> All { get; } =
    [
        new() { Document = DocumentType.Edited(BodyJson.Default.Page, Tree, SiteSection.ReservedWords), Icon = "file-text", Page = ContentPageBuilder.BuildAsync },
        new() { Document = DocumentType.Edited(BodyJson.Default.Media), Icon = "camera" },
    ];

    public static IReadOnlyList<DocumentType> Types { get; } = [.. All.Select(t => t.Document)];

    public static ContentType? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    /// <summary>Declared names of the types in the tree of the site.</summary>
    public static IReadOnlyList<string> InTree { get; } = [.. Types.Where(t => t.Kind.ParentMember is not null).Select(t => t.Name)];
}
