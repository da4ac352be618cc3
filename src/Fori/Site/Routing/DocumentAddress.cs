using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;

namespace Fori.Site.Routing;

/// <summary>What stands behind the last part of an address: a document to show, another address, or nothing any more.</summary>
internal sealed record DocumentAddress
{
    /// <summary>The document to show; null when there is none.</summary>
    public LoadedDocument? Document { get; private init; }

    /// <summary>Its right address, when that is another.</summary>
    public string? MovedTo { get; private init; }

    /// <summary>It was here and was withdrawn: what it was called, and when.</summary>
    public (LocalizedText Name, DateOnly? On)? Withdrawn { get; private init; }

    /// <param name="year">Before the slug; null in a section without years.</param>
    public static Task<DocumentAddress> FindAsync(PageScope scope, SiteSection section, string? year, string slug, CancellationToken ct) =>
        FindAsync(
            scope, year is null ? section.Key : DocumentKind.SpaceOfYear(section.Key, year), [slug],
            year is null ? $"{section.PathIn(scope.Language)}/{slug}" : $"{section.PathIn(scope.Language)}/{year}/{slug}", ct);

    /// <summary>Walks down a tree of addresses, by names of now or of before; a wrong way that leads there is corrected.</summary>
    /// <param name="names">The parts of the path after the language.</param>
    public static Task<DocumentAddress> FindInTreeAsync(PageScope scope, string space, IReadOnlyList<string> names, CancellationToken ct) =>
        FindAsync(scope, space, names, $"/{scope.Language}/{string.Join('/', names)}", ct);

    private static async Task<DocumentAddress> FindAsync(PageScope scope, string space, IReadOnlyList<string> names, string path, CancellationToken ct)
    {
        if (names.Any(n => n.Length > 120 || n.Any(c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))))
        {
            return new DocumentAddress();
        }

        var found = await scope.ReadAsync(async session =>
        {
            RouteRow? route = null;
            foreach (var name in names)
            {
                var routes = await session.RoutesBySlugAsync(route is null ? space : DocumentKind.SpaceBelow(space, route.Document), name, ct);
                if (routes.Count == 0)
                {
                    return ((RouteRow Route, DocumentRow? Survivor)?)null;
                }

                // The page's language before others, the present address before former ones.
                route = routes.OrderBy(r => r.Language == scope.Language ? 0 : 1).ThenBy(r => r.Kind).ThenBy(r => Rank(scope, r.Language)).ThenBy(r => r.Since).First();
            }

            var survivors = await GoldenRecords.SurvivorsAsync(session, [route!.Document], ct); // A path has a name at least.
            return (route, survivors.GetValueOrDefault(route.Document));
        }, ct);
        if (found is not var (route, survivor) || survivor is null)
        {
            return new DocumentAddress();
        }

        // What was taken back is not shown as of any day; it says so instead.
        if (scope.AsOf is not null && survivor.Published is null)
        {
            return await WithdrawnAsync(scope, survivor.Id, ct);
        }

        // On a past day it may have been apart from what it is joined with now.
        var id = scope.AsOf is null ? survivor.Id : route.Document;
        if (await scope.LoadAsync([id], ct) is not [var document])
        {
            if (survivor.Published is not null && scope.IsUnreadable(id))
            {
                throw new InvalidDataException($"The document {id} is published and cannot be read.");
            }

            return survivor.State is DocumentState.Archived or DocumentState.Draft or DocumentState.Historical ? await WithdrawnAsync(scope, survivor.Id, ct) : new DocumentAddress();
        }

        if (scope.AsOf is not null && document.Type.Title?.Rule.PersonalData == true)
        {
            // A person as of long ago is nobody's business, and without the name nothing would be left.
            return new DocumentAddress();
        }

        var address = scope.UrlOf(document);
        return address == path || scope.AsOf is not null
            ? new DocumentAddress { Document = document }
            : new DocumentAddress { Document = document, MovedTo = address };
    }

    private static int Rank(PageScope scope, string language) =>
        scope.Languages.Select((l, i) => (l, i)).Where(l => l.l == language).Select(l => l.i).FirstOrDefault(int.MaxValue);

    private static async Task<DocumentAddress> WithdrawnAsync(PageScope scope, Guid id, CancellationToken ct)
    {
        var (last, publications) = await scope.ReadAsync(async session =>
        {
            // What was public last, not what somebody may be writing.
            var shown = await session.PublicationsOfAsync(id, ct);
            return (shown.Count == 0 ? null : await session.VersionAsync(id, shown[^1].Version, ct), shown);
        }, ct);
        var row = (await scope.ReadAsync(session => session.DocumentsAsync([id], ct), ct)).FirstOrDefault();
        var type = row is null ? null : scope.Node.Types.Find(row.Type);
        var name = last is null || type?.TryRead(last.Body, out _) is not { } body || type.Title is not { Rule.PersonalData: false } named || named.ValueOf(body) is not LocalizedText title
            ? LocalizedText.Empty
            : title;
        var ended = publications.Select(p => p.ToAt).OfType<DateTimeOffset>().ToList();
        return new DocumentAddress { Withdrawn = (name, ended.Count > 0 ? LocalDays.DayOf(ended.Max()) : null) };
    }
}
