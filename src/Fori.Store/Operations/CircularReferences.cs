using Fori.Store.Golden;
using Fori.Store.Sql;

namespace Fori.Store.Operations;

/// <summary>References by which documents of one type lead back to themselves.</summary>
public static class CircularReferences
{
    /// <summary>The circles that published documents make by a field with one reference to their own type.</summary>
    /// <returns>Each circle in the order in which it is walked; a document stands in one at most. Those that only lead into a circle are in none.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<Guid>>> ReferenceCirclesAsync(this StoreSession session, string type, string field, CancellationToken ct)
    {
        var next = new Dictionary<Guid, Guid>();
        await foreach (var (from, to) in session.StreamAsync(
            "select f.document, coalesce(x.document, f.target) from documents d cross join refs f" +
            " left join external_ids x on x.tenant = f.tenant and x.system = f.system and x.key = f.key" +
            " where d.tenant = @tenant and d.type = @type and d.state = 'Published' and f.tenant = @tenant and f.document = d.id and f.field = @field" +
            " order by f.document",
            r => (r.Guid(), r.GuidOrNull()), ct, ("@type", type), ("@field", field)))
        {
            if (to is { } target)
            {
                next.TryAdd(from, target);
            }
        }

        return Circles(next);
    }

    /// <summary>The way by a field with one reference from what a document is to refer to, back to that document.</summary>
    /// <param name="document">Null: it is new, and its names alone are known.</param>
    /// <param name="names">Its names in other systems, under which others may refer to it already.</param>
    /// <returns>The documents in between, nearest first; null when the way leads elsewhere, as into a circle of others.</returns>
    public static async Task<IReadOnlyList<Guid>?> WayBackAsync(
        this StoreSession session, Guid? document, IReadOnlyCollection<(string System, string Key)> names, string field, ReferenceRow first, CancellationToken ct)
    {
        var walked = new List<Guid>();
        ReferenceRow? step = first;
        while (step is not null)
        {
            var target = step is { System: { } system, Key: { } key }
                ? (await session.ExternalIdsAsync([(system, key)], ct)).FirstOrDefault()?.Document
                : step.Target;
            if (target is not { } named)
            {
                return step is { System: { } own, Key: { } name } && names.Contains((own, name)) ? walked : null;
            }

            var at = (await GoldenRecords.SurvivorsAsync(session, [named], ct)).Values.FirstOrDefault()?.Id ?? named;
            if (at == document)
            {
                return walked;
            }

            if (walked.Contains(at))
            {
                return null;
            }

            walked.Add(at);
            step = (await session.ReferencesFromAsync([at], ct)).FirstOrDefault(r => r.Field == field);
        }

        return null;
    }

    private static List<IReadOnlyList<Guid>> Circles(Dictionary<Guid, Guid> next)
    {
        var circles = new List<IReadOnlyList<Guid>>();
        var passed = new HashSet<Guid>();
        foreach (var start in next.Keys)
        {
            var walk = new List<Guid>();
            var at = start;
            while (passed.Add(at))
            {
                walk.Add(at);
                if (!next.TryGetValue(at, out at))
                {
                    break;
                }
            }

            // Passed on this walk, not on an earlier one: only then the way leads back to itself.
            if (walk.IndexOf(at) is var first and >= 0)
            {
                circles.Add(walk[first..]);
            }
        }

        return circles;
    }
}
