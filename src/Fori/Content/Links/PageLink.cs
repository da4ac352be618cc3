using Fori.Documents;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Links;

/// <summary>A link that an editor set: to a document here, or to an address. Written in one language.</summary>
public record PageLink
{
    /// <summary>Null reads the name of the document.</summary>
    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Label { get; init; }

    /// <summary>Its address is always the present one.</summary>
    [Field(FieldKind.Reference, Order = 10)]
    public Ref<DocumentBody>? Target { get; init; }

    /// <summary>Instead of a document: a path of the site, or a whole address.</summary>
    [Field(FieldKind.Url, Order = 20)]
    public string? Url { get; init; }

    /// <summary>What is missing for it to be a link.</summary>
    /// <param name="path">Where it stands.</param>
    /// <returns>Codes <c>link.nowhere</c> (neither document nor address) and <c>link.unnamed</c> (an address without a label).</returns>
    internal IEnumerable<Problem> Check(string path)
    {
        if (Target is null && string.IsNullOrEmpty(Url))
        {
            yield return Problem.Of("link.nowhere", path);
        }
        else if (Target is null && string.IsNullOrEmpty(Label))
        {
            yield return Problem.Of("link.unnamed", $"{path}.label");
        }
    }
}

/// <summary>Makes links ready to be written.</summary>
internal static class PageLinks
{
    /// <summary>Makes the page know what the links lead to.</summary>
    public static Task ResolveAsync(PageScope scope, IEnumerable<PageLink> links, CancellationToken ct) =>
        scope.ResolveAsync(links.Select(l => RefKey.Of(l.Target)), ct);

    /// <returns>Null when it leads to nothing public, or nowhere.</returns>
    public static NamedLink? Of(PageScope scope, PageLink link)
    {
        if (link.Target is not null)
        {
            // A menu leads to what is kept up.
            return scope.Target(link.Target) is { } document && !(link is Types.Menus.MenuItem && document.Row.IsHistorical)
                ? new NamedLink(string.IsNullOrEmpty(link.Label) ? scope.NameOf(document) : link.Label, scope.UrlOf(document))
                : null;
        }

        return link is { Url: { Length: > 0 } url, Label: { Length: > 0 } label } && WebAddress.IsAllowed(url) ? new NamedLink(label, url) : null;
    }

    /// <summary>Those that lead somewhere.</summary>
    public static async Task<IReadOnlyList<NamedLink>> OfAsync(PageScope scope, IReadOnlyList<PageLink> links, CancellationToken ct)
    {
        await ResolveAsync(scope, links, ct);
        return [.. links.Select(l => Of(scope, l)).OfType<NamedLink>()];
    }
}
