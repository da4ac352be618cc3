using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content;

/// <summary>A type of the website's content: its document type, and how its documents show.</summary>
public sealed class ContentType
{
    public required DocumentType Document { get; init; }

    /// <summary>Of the sprite; beside its name where editors choose.</summary>
    public required string Icon { get; init; }

    public string Name => Document.Name;

    /// <summary>Makes the page of a document; null for a type whose documents have none of their own.</summary>
    internal Func<PageScope, LoadedDocument, CancellationToken, Task<PageView>>? Page { get; init; }
}
