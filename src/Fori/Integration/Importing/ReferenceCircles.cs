using Fori.Documents;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Operations;
using Fori.Store.Sql;

namespace Fori.Integration.Importing;

/// <summary>Records that lead back to themselves by a field that refers to their own type, as an organisation's parents.</summary>
internal static class ReferenceCircles
{
    /// <summary>A message does not repeat a flood.</summary>
    private const int Shown = 8;

    /// <returns>One warning for each circle that the source has a record in, with the key of the first such record.</returns>
    public static async Task<IReadOnlyList<(string Key, Problem Problem)>> ProblemsAsync(
        Node node, Tenant tenant, string source, DocumentType type, CancellationToken ct)
    {
        var problems = new List<(string, Problem)>();
        foreach (var field in type.Fields.Where(f => f.LeadsToItsOwnType))
        {
            problems.AddRange(await node.Database.ReadAsync(tenant.Id, async session =>
            {
                var told = new List<(string, Problem)>();
                foreach (var circle in await session.ReferenceCirclesAsync(type.Name, field.Name, ct))
                {
                    if (await ProblemAsync(session, source, field.Name, circle, ct) is { } problem)
                    {
                        told.Add(problem);
                    }
                }

                return told;
            }, ct));
        }

        return problems;
    }

    private static async Task<(string, Problem)?> ProblemAsync(
        StoreSession session, string source, string field, IReadOnlyList<Guid> circle, CancellationToken ct)
    {
        var said = (await session.ContributionsOfAsync(circle, ct))
            .OrderBy(c => c.Source == source ? 0 : 1).ThenBy(c => c.Source, StringComparer.Ordinal).ThenBy(c => c.Key, StringComparer.Ordinal)
            .ToList();
        if (said.Count == 0 || said[0].Source != source)
        {
            return null; // Told by the source that brought it.
        }

        // The circle as it is walked, from the record that the message is about.
        var own = said[0];
        var names = said.DistinctBy(c => c.Document).ToDictionary(c => c.Document, c => c.Source == source ? c.Key : $"{c.Source} {c.Key}");
        var start = circle.ToList().IndexOf(own.Document);
        var walked = Enumerable.Range(0, Math.Min(circle.Count, Shown)).Select(i => circle[(start + i) % circle.Count]).Select(d => names.GetValueOrDefault(d, d.ToString()));
        string[] ways = [.. walked, .. circle.Count > Shown ? (string[])["…"] : [], own.Key];
        return (own.Key, Problem.Warn("import.circle", field, ("circle", string.Join(" → ", ways))));
    }
}
