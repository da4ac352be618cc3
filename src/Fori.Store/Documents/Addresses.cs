using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store;

/// <summary>
/// The addresses of published documents: a slug follows the title (or the slug that was written), the old one becomes a
/// redirect, and an equal one gets a number, decided under the tenant's lock.
/// </summary>
internal static class Addresses
{
    /// <summary>In which space, language and with which slug a document wants to be found.</summary>
    public static IEnumerable<(string Space, string Language, string Slug)> Wanted(DocumentKind kind, Guid document, DocumentFacts facts)
    {
        if (kind.RouteSpace is not { } space)
        {
            yield break;
        }

        // In a tree each document is a space of its own: moving one moves all below it without touching them.
        var own = facts.Parent is { } parent ? DocumentKind.SpaceBelow(space, parent)
            : facts.Year is { } year ? DocumentKind.SpaceOfYear(space, year)
            : space;
        foreach (var (language, title) in facts.Titles)
        {
            yield return (own, language, Slug.Of(facts.Slugs.FirstOrDefault(s => s.Language == language).Slug ?? title, document));
        }
    }

    /// <summary>Gives the documents the addresses that they want, if they have others.</summary>
    /// <param name="routes">What each document has now.</param>
    public static async Task KeepAsync(
        TenantUnit unit, ILookup<Guid, RouteRow> routes, IReadOnlyList<(Guid Document, DocumentKind Kind, DocumentFacts Facts)> published, CancellationToken ct)
    {
        var wanted = new List<(Guid Document, DocumentKind Kind, string Space, string Language, string Slug)>();
        foreach (var (document, kind, facts) in published)
        {
            foreach (var (space, language, slug) in Wanted(kind, document, facts))
            {
                var current = routes[document].FirstOrDefault(r => r.Space == space && r.Language == language && r.Kind == RouteKind.Current);
                if (current is null || !Slug.IsNumberOf(current.Slug, slug))
                {
                    wanted.Add((document, kind, space, language, slug));
                }
            }
        }

        if (wanted.Count == 0)
        {
            return;
        }

        var taken = (await unit.Session.RoutesAsync([.. wanted.Select(w => (w.Space, w.Language, w.Slug)).Distinct()], ct))
            .ToDictionary(r => (r.Space, r.Language, r.Slug), r => r.Document);
        var numbers = new Dictionary<(string, string, string), long>();
        foreach (var (document, kind, space, language, slug) in wanted)
        {
            var free = slug;
            while ((taken.TryGetValue((space, language, free), out var owner) && owner != document) || (space == kind.RouteSpace && kind.ReservedSlugs.Contains(free)))
            {
                var key = (space, language, slug);
                if (!numbers.TryGetValue(key, out var number))
                {
                    number = await unit.Session.CountSlugsAsync(space, language, slug, ct) + 1;
                }

                numbers[key] = ++number;
                free = $"{slug}-{number}";
                if (!taken.ContainsKey((space, language, free)) && await unit.Session.RoutesAsync([(space, language, free)], ct) is [var other, ..])
                {
                    taken[(space, language, free)] = other.Document;
                }
            }

            taken[(space, language, free)] = document;
            foreach (var former in routes[document].Where(r => r.Language == language && r.Kind == RouteKind.Current && (r.Slug != free || r.Space != space)))
            {
                unit.Upsert(Tables.Routes, former with { Kind = RouteKind.Former });
            }

            unit.Upsert(Tables.Routes, new RouteRow(space, language, free, document, RouteKind.Current, unit.Now));
        }
    }
}
