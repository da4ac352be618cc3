using Fori.Content.Types.People;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Types.Positions;

/// <summary>What somebody is in a body.</summary>
/// <param name="Role">"Chair", "Member".</param>
public sealed record PositionView(Phrase Body, string Role, DateOnly? From, DateOnly? Until)
{
    /// <summary>Null for a body without a page.</summary>
    public string? BodyUrl { get; init; }

    /// <summary>Null where the person's own page tells it.</summary>
    public NamedLink? Person { get; init; }

    /// <summary>The member in whose place a deputy sits.</summary>
    public NamedLink? DeputyOf { get; init; }
}

/// <summary>Who sits in a body now, and who did.</summary>
public sealed record BodyView(Phrase Name, IReadOnlyList<PositionView> Current, IReadOnlyList<PositionView> Former)
{
    public string? Url { get; init; }
}

/// <summary>The positions of people, as pages show them.</summary>
internal static class PositionViews
{
    /// <summary>What a person is and was.</summary>
    /// <returns>The present ones by body, and the ended ones, the last first; those that have not begun are not told yet.</returns>
    public static async Task<(IReadOnlyList<PositionView> Current, IReadOnlyList<PositionView> Former)> OfPersonAsync(PageScope scope, Guid person, CancellationToken ct)
    {
        var positions = await scope.ReferrersAsync(nameof(Position), "person", person, ct);
        await ResolveAsync(scope, positions, ct);
        return Split(scope, positions, p => p with { Person = null });
    }

    /// <summary>Who sits in a person's place when that person cannot.</summary>
    public static async Task<IReadOnlyList<PositionView>> DeputiesOfAsync(PageScope scope, Guid person, CancellationToken ct)
    {
        var positions = await scope.ReferrersAsync(nameof(Position), "deputyOf", person, ct);
        await ResolveAsync(scope, positions, ct);
        return [.. Split(scope, positions, p => p with { DeputyOf = null }).Current.Where(p => p.Person is not null)];
    }

    /// <summary>Who sits and sat in a body of the register; null when nobody does or did.</summary>
    public static async Task<BodyView?> OfBodyAsync(PageScope scope, LoadedDocument body, CancellationToken ct)
    {
        var positions = await scope.ReferrersAsync(nameof(Position), "body", body.Id, ct);
        await ResolveAsync(scope, positions, ct);
        return Bodies(scope, positions).FirstOrDefault();
    }

    /// <summary>All bodies in which somebody sits, by name.</summary>
    public static async Task<IReadOnlyList<BodyView>> AllAsync(PageScope scope, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Position)));
        var found = Listing.All(scope.Request.Tenant.Index, new Search.SearchQuery { Types = [nameof(Position)], Language = scope.Language });
        if (found.Total == 0)
        {
            return [];
        }

        var positions = await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct);
        await ResolveAsync(scope, positions, ct);
        return [.. Bodies(scope, positions).Where(b => b.Current.Count > 0)];
    }

    /// <summary>What people are now, in a few words each: person → "Town council, chair".</summary>
    public static async Task<ILookup<Guid, Phrase>> ShortAsync(PageScope scope, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Position)));
        var found = Listing.All(scope.Request.Tenant.Index, new Search.SearchQuery
        {
            Types = [nameof(Position)],
            Language = scope.Language,
            Filters = new Dictionary<string, Search.FacetFilter> { ["person"] = new([.. people.Select(p => p.ToString())]) },
        });
        var positions = people.Count == 0 ? [] : await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct);
        await ResolveAsync(scope, positions, ct);
        return positions.Where(d => IsNow(scope, d.As<Position>())).OrderBy(d => d.As<Position>().Role)
            .Select(d => (Person: scope.Target(d.As<Position>().Person)?.Id, View: Of(scope, d.As<Position>()))).Where(p => p is { Person: not null, View: not null })
            .ToLookup(p => p.Person!.Value, p => new Phrase($"{p.View!.Body.Text}, {p.View.Role}", p.View.Body.Language)); // Filtered.
    }

    private static IEnumerable<BodyView> Bodies(PageScope scope, IReadOnlyList<LoadedDocument> positions) => positions
        .GroupBy(d => NameOfBody(scope, d.As<Position>())).Where(g => g.Key is not null)
        .Select(g => (Name: g.Key!, Views: Split(scope, [.. g], p => p), Url: g.Select(d => scope.Target(d.As<Position>().Body)).OfType<LoadedDocument>().FirstOrDefault())) // Filtered.
        .Select(b => new BodyView(b.Name, [.. b.Views.Current.Where(p => p.Person is not null)], [.. b.Views.Former.Where(p => p.Person is not null)]) { Url = b.Url is null ? null : scope.UrlOf(b.Url) })
        .Where(b => b.Current.Count + b.Former.Count > 0)
        .OrderBy(b => b.Name.Text, StringComparer.Create(scope.Words.Culture, ignoreCase: true));

    private static (IReadOnlyList<PositionView> Current, IReadOnlyList<PositionView> Former) Split(PageScope scope, IReadOnlyList<LoadedDocument> documents, Func<PositionView, PositionView> shown)
    {
        var compare = StringComparer.Create(scope.Words.Culture, ignoreCase: true);
        var positions = documents.Select(d => d.As<Position>()).ToList();
        List<PositionView> Of(IEnumerable<Position> some) => [.. some.Select(p => PositionViews.Of(scope, p)).OfType<PositionView>().Select(shown)];
        return (
            Of(positions.Where(p => IsNow(scope, p)).OrderBy(p => NameOfBody(scope, p)?.Text ?? "", compare).ThenBy(p => p.Role).ThenBy(p => scope.Target(p.Person) is { } who ? scope.NameOf(who).Text : "", compare)),
            Of(positions.Where(p => p.Until < scope.Today).OrderByDescending(p => p.Until)));
    }

    // The page goes out of date when a position begins or ends.
    private static bool IsNow(PageScope scope, Position position)
    {
        if (position.From is { } from && from > scope.Today)
        {
            scope.EndsAt(LocalDays.EndOf(from.AddDays(-1)));
        }
        else if (position.Until is { } until && until >= scope.Today)
        {
            scope.EndsAt(LocalDays.EndOf(until));
        }

        return position.IsOn(scope.Today);
    }

    private static Phrase? NameOfBody(PageScope scope, Position position) => scope.Target(position.Body) is { } body ? scope.NameOf(body) : scope.Say(position.BodyName);

    private static PositionView? Of(PageScope scope, Position position) => NameOfBody(scope, position) is not { } body || position.Role is not { } role ? null
        : new PositionView(body, SiteWords.Say($"role.{role}", scope.Language), position.From, position.Until)
        {
            BodyUrl = scope.Target(position.Body) is { } organ ? scope.UrlOf(organ) : null,
            Person = scope.Target(position.Person) is { } person ? scope.Link(person) : null,
            DeputyOf = scope.Target(position.DeputyOf) is { } member ? scope.Link(member) : null,
        };

    private static Task ResolveAsync(PageScope scope, IReadOnlyList<LoadedDocument> positions, CancellationToken ct) => scope.ResolveAsync(
        positions.Select(d => d.As<Position>()).SelectMany(p => new[] { RefKey.Of(p.Person), RefKey.Of(p.Body), RefKey.Of(p.DeputyOf) }), ct);
}
