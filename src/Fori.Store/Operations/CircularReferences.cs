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
