using Fori.Documents;
using Fori.Store;
using Fori.Store.Operations;
using Fori.Store.Sql;

namespace Fori.Web.Api;

/// <summary>
/// Refuses to put a record above itself, as an organisation below its own office. An import only tells of it, since its
/// records come in any order; here one record is written, by someone who can be asked to choose another.
/// </summary>
internal static class CircularWrites
{
    /// <param name="document">Null when the record is new.</param>
    /// <param name="body">Canonical JSON of what is to be written.</param>
    /// <param name="name">The name under which it is written; null when only its id is known.</param>
    /// <returns><c>reference.circle</c> for each field by which the record would lead back to itself and did not do so before.</returns>
    public static async Task<IReadOnlyList<Problem>> ProblemsAsync(
        StoreSession session, DocumentType type, Guid? document, ReadOnlyMemory<byte> body, (string System, string Key)? name, CancellationToken ct)
    {
        var fields = type.Fields.Where(f => f.LeadsToItsOwnType).Select(f => f.Name).ToList();
        if (fields.Count == 0)
        {
            return [];
        }

        var facts = DocumentFacts.Read(type.Kind, body.Span);
        var before = document is { } known ? await session.ReferencesFromAsync([known], ct) : [];
        IReadOnlyList<(string, string)> names = name is { } given ? [given, .. facts.Identifiers] : facts.Identifiers;
        var problems = new List<Problem>();
        foreach (var (field, system, key, target) in facts.References.Where(r => fields.Contains(r.Field)))
        {
            var reference = new ReferenceRow(document ?? Guid.Empty, field, 0, system, key, target);
            if (!before.Any(b => b.Field == field && b.System == system && b.Key == key && b.Target == target)
                && await session.WayBackAsync(document, names, field, reference, ct) is { } way)
            {
                problems.Add(Problem.Of("reference.circle", field, ("circle", await WordsAsync(session, document, name, way, ct))));
            }
        }

        return problems;
    }

    // The records by the names that their sources gave them, from the one that is written back to it.
    private static async Task<string> WordsAsync(
        StoreSession session, Guid? document, (string System, string Key)? name, IReadOnlyList<Guid> way, CancellationToken ct)
    {
        var names = (await session.ExternalIdsOfAsync(document is { } known ? [known, .. way] : way, ct))
            .OrderBy(n => n.System, StringComparer.Ordinal).ThenBy(n => n.Key, StringComparer.Ordinal)
            .DistinctBy(n => n.Document).ToDictionary(n => n.Document, n => $"{n.System} {n.Key}");
        var own = name is { } given ? $"{given.System} {given.Key}" : names.GetValueOrDefault(document ?? Guid.Empty, $"{document}");
        return string.Join(" → ", [own, .. way.Select(d => names.GetValueOrDefault(d, d.ToString())), own]);
    }
}
