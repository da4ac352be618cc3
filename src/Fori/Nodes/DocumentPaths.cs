using Fori.Documents;
using Fori.Store;

namespace Fori.Nodes;

/// <summary>
/// Paths of documents' pages, made of their current addresses and, in a tree, of those above them. One use, one thread.
/// </summary>
public sealed class DocumentPaths
{
    // What is above itself ends here.
    private const int Deepest = DocumentKind.DeepestTree;

    private readonly Dictionary<Guid, IReadOnlyList<RouteRow>> _routes = [];

    /// <summary>Takes addresses in, those of each document whole; former ones count for nothing.</summary>
    public void Add(Guid document, IEnumerable<RouteRow> routes) => _routes[document] = [.. routes.Where(r => r.Kind == RouteKind.Current)];

    /// <summary>Reads the addresses of documents that are not known yet, and of all above them.</summary>
    /// <param name="read">Reads the addresses of documents.</param>
    /// <returns>The documents above that it came to know: paths hang on them too.</returns>
    public async Task<IReadOnlyList<Guid>> LoadAsync(IEnumerable<Guid> documents, Func<IReadOnlyList<Guid>, Task<List<RouteRow>>> read)
    {
        var above = new List<Guid>();
        var asked = documents.ToHashSet();
        for (var depth = 0; depth < Deepest && asked.Count > 0; depth++)
        {
            var missing = asked.Where(id => !_routes.ContainsKey(id)).ToList();
            if (missing.Count > 0)
            {
                var found = (await read(missing)).ToLookup(r => r.Document);
                missing.ForEach(id => Add(id, found[id]));
            }

            asked = [.. asked.SelectMany(id => _routes[id]).Select(r => DocumentKind.ParentOf(r.Space)).OfType<Guid>()];
            above.AddRange(asked);
        }

        return above;
    }

    /// <summary>Path of a document's page in a language, with each slug in the first of <paramref name="order"/> that has one.</summary>
    /// <returns>Null for a document without pages or without an address.</returns>
    public string? Of(DocumentType type, Guid document, string language, IReadOnlyList<string> order)
    {
        if (RouteOf(document, order) is not { } route)
        {
            return null;
        }

        var path = route.Slug;
        var above = DocumentKind.ParentOf(route.Space);
        for (var depth = 0; above is { } parent && depth < Deepest && RouteOf(parent, order) is { } next; depth++)
        {
            path = $"{next.Slug}/{path}";
            above = DocumentKind.ParentOf(next.Space);
        }

        return type.Kind.ParentMember is not null ? $"/{language}/{path}"
            : DocumentKind.YearOf(route.Space) is { } year ? $"/{language}/{type.SegmentIn(language)}/{year}/{path}"
            : $"/{language}/{type.SegmentIn(language)}/{path}";
    }

    /// <summary>The current addresses of a document.</summary>
    public IReadOnlyList<RouteRow> RoutesOf(Guid document) => _routes.GetValueOrDefault(document) ?? [];

    private RouteRow? RouteOf(Guid document, IReadOnlyList<string> order)
    {
        var own = RoutesOf(document);
        foreach (var language in order)
        {
            foreach (var route in own)
            {
                if (route.Language == language)
                {
                    return route;
                }
            }
        }

        return own.Count > 0 ? own[0] : null;
    }
}
