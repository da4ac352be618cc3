using Fori.Access;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store;

namespace Fori.Content;

/// <summary>A type of the website's content: its document type, how its documents show, and what it asks beyond its fields' rules.</summary>
public sealed class ContentType
{
    public required DocumentType Document { get; init; }

    /// <summary>Of the sprite; beside its name where editors choose.</summary>
    public required string Icon { get; init; }

    public string Name => Document.Name;

    /// <summary>Its views with the components that write them.</summary>
    public IReadOnlyList<(Type View, Type Component)> Views { get; init; } = [];

    /// <summary>The part of the site in which its documents stand; null for what stands in the tree, or nowhere.</summary>
    public SiteSection? Section { get; init; }

    /// <summary>The right that publishing a document asks.</summary>
    public Func<DocumentBody, ContentAction> PublishAction { get; init; } = _ => ContentAction.Publish;

    /// <summary>What is filled in for people whenever a document is saved; gives the same body when nothing is.</summary>
    public Func<DocumentBody, Filling, DocumentBody> Fill { get; init; } = (body, _) => body;

    /// <summary>Makes the page of a document in the tree of the site, of a type that a plug-in brings.</summary>
    public Func<PageMaker, CancellationToken, Task<PageView>>? TreePage
    {
        init => Page = value is null ? null : (scope, document, ct) => value(new PageMaker(scope, document), ct);
    }

    /// <summary>Makes the page of a document; null for a type whose documents have none of their own.</summary>
    internal Func<PageScope, LoadedDocument, CancellationToken, Task<PageView>>? Page { get; init; }

    /// <summary>
    /// Makes a file that belongs to a document, at its address with an ending: <c>csv</c>, or <c>feed.rss</c> below it. Null for a type without
    /// files; gives null for an ending that is none of its.
    /// </summary>
    internal Func<PageScope, LoadedDocument, string, CancellationToken, Task<(string ContentType, byte[] Bytes)?>>? File { get; init; }

    /// <summary>Makes the list of <see cref="Section"/>.</summary>
    internal Func<PageScope, CancellationToken, Task<PageView>>? List { get; init; }

    /// <summary>What must be mended before a document goes out, besides what <see cref="Editing.ContentChecks"/> finds.</summary>
    public Func<PublishingCheck, CancellationToken, Task<IReadOnlyList<Problem>>>? Check { get; init; }
}

/// <param name="Languages">Of the municipality.</param>
/// <param name="PublishedAt">When it goes out; null while it is only saved.</param>
public sealed record Filling(IReadOnlyList<string> Languages, DateTimeOffset? PublishedAt);

/// <param name="Languages">That go out.</param>
/// <param name="SiteLanguages">Of the municipality.</param>
/// <param name="Types">Of the installation.</param>
public sealed record PublishingCheck(TenantNode Tenant, Guid Document, DocumentBody Body, IReadOnlyList<string> Languages, IReadOnlyList<string> SiteLanguages, DocumentTypes Types);
