using Fori.Access;
using Fori.Content.Layers;
using Fori.Content.Types;
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

    /// <summary>Declared name of the type of record on which its documents are layers (<see cref="EditorLayer"/>); null for what stands alone.</summary>
    public string? LayerOn => typeof(EditorLayer).IsAssignableFrom(Document.Body) && Document.Fields.First(f => f.Name == EditorLayers.Member).Shape is ReferenceShape record ? record.Target.Name : null;

    /// <summary>Its views with the components that write them.</summary>
    public IReadOnlyList<(Type View, Type Component)> Views { get; init; } = [];

    /// <summary>The part of the site in which its documents stand; null for what stands in the tree, or nowhere.</summary>
    public SiteSection? Section { get; init; }

    /// <summary>What its address shows of a document that is no longer kept up; null for a type whose documents are not archived.</summary>
    public WhenArchived? WhenArchived { get; init; }

    /// <summary>The right that publishing a document asks.</summary>
    public Func<DocumentBody, ContentAction> PublishAction { get; init; } = _ => ContentAction.Publish;

    /// <summary>What is filled in for people whenever a document is saved; gives the same body when nothing is.</summary>
    public Func<DocumentBody, Filling, DocumentBody> Fill { get; init; } = (body, _) => body;

    /// <summary>Makes the page of a document in the tree of the site, of a type that a plug-in brings.</summary>
    public Func<PageMaker, CancellationToken, Task<PageView>>? TreePage
    {
        init => Page = value is null ? null : (scope, document, ct) => value(new PageMaker(scope, document), ct);
    }

    /// <summary>Its <see cref="Fill"/> writes down what other documents are called.</summary>
    public bool FillsNames { get; init; }

    /// <summary>Makes the page of a document, with what all content has; null for a type whose documents have none of their own.</summary>
    internal Func<PageScope, LoadedDocument, CancellationToken, Task<PageView>>? Page { get; init => field = value is null ? null : WithCommon(value); }

    /// <summary>
    /// Makes a file that belongs to a document, at its address with an ending: <c>csv</c>, or <c>feed.rss</c> below it. Null for a type without
    /// files; gives null for an ending that is none of its.
    /// </summary>
    internal Func<PageScope, LoadedDocument, string, CancellationToken, Task<(string ContentType, byte[] Bytes)?>>? File { get; init; }

    /// <summary>Makes the list of <see cref="Section"/>.</summary>
    internal Func<PageScope, CancellationToken, Task<PageView>>? List { get; init; }

    /// <summary>Makes a file of <see cref="Section"/> by what stands behind the section's address: <c>.json</c>, or <c>feed.rss</c>. Null where it has none of that name.</summary>
    internal Func<PageScope, string, CancellationToken, Task<(string Type, byte[] Bytes)?>>? ListFile { get; init; }

    private static Func<PageScope, LoadedDocument, CancellationToken, Task<PageView>> WithCommon(Func<PageScope, LoadedDocument, CancellationToken, Task<PageView>> build) => async (scope, document, ct) =>
    {
        var view = await build(scope, document, ct);
        return document.Body is ContentBody content ? await ContentPageBuilder.CommonAsync(scope, content, view, ct) : view;
    };

    /// <summary>What must be mended before a document goes out, besides what <see cref="Editing.ContentChecks"/> finds.</summary>
    public Func<PublishingCheck, CancellationToken, Task<IReadOnlyList<Problem>>>? Check { get; init; }
}

/// <summary>What the address of an archived document shows.</summary>
public enum WhenArchived
{
    /// <summary>It, with a mark that it is no longer kept up.</summary>
    Readable,

    /// <summary>That it is gone (410).</summary>
    Gone,
}

/// <param name="Languages">Of the municipality.</param>
/// <param name="PublishedAt">When it goes out; null while it is only saved.</param>
public sealed record Filling(IReadOnlyList<string> Languages, DateTimeOffset? PublishedAt)
{
    /// <summary>What the documents to which the body refers are called, by the key or the id by which it does; only for types that ask (<see cref="ContentType.FillsNames"/>).</summary>
    internal IReadOnlyDictionary<RefKey, LocalizedText> Names { get; init; } = new Dictionary<RefKey, LocalizedText>();
}

/// <param name="Languages">That go out.</param>
/// <param name="SiteLanguages">Of the municipality.</param>
/// <param name="Types">Of the installation.</param>
public sealed record PublishingCheck(TenantNode Tenant, Guid Document, DocumentBody Body, IReadOnlyList<string> Languages, IReadOnlyList<string> SiteLanguages, DocumentTypes Types);
