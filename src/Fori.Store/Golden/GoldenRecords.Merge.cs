using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Golden;

public sealed partial class GoldenRecords
{
    private async Task<IReadOnlyDictionary<Guid, (ContributionEffect Effect, int Version, long Sequence)>> MergeAsync(
        TenantUnit unit, GoldenState state, IReadOnlyCollection<Guid> documents, WriteOrigin origin, CancellationToken ct)
    {
        var effects = new Dictionary<Guid, (ContributionEffect, int, long)>();
        var published = new List<(Guid Document, DocumentKind Kind, DocumentFacts Facts)>();
        var arrived = new List<(string, string)>();
        var departed = new List<Guid>();
        foreach (var document in documents)
        {
            var before = state.Documents.GetValueOrDefault(document);
            if (before is not null && (before.State == DocumentState.Merged || Kinds.Find(before.Type) is { IsEdited: true }))
            {
                effects[document] = (ContributionEffect.Unchanged, before.Draft, 0);
                continue;
            }

            var live = state.ContributionsOf(document).Where(c => c is { Live: true, Body: not null }).ToList();
            if (live.Count == 0)
            {
                effects[document] = Archive(unit, state, document, before, origin);
                if (before?.State == DocumentState.Published)
                {
                    departed.Add(document);
                }

                continue;
            }

            var kind = Kinds[live[0].Type];
            var golden = Golden(kind, live, state, document);
            effects[document] = Publish(unit, state, document, kind, golden, before, origin, published, arrived);
        }

        await RouteAsync(unit, state, published, ct);
        await TellReferrersAsync(unit, arrived, departed, effects.Keys, origin, ct);
        return effects;
    }

    internal static GoldenRecord Golden(DocumentKind kind, IReadOnlyList<ContributionRow> live, GoldenState state, Guid document) =>
        GoldenMerge.Merge(
            kind.Shape,
            [.. live.Select(c => new SourceContribution(c.Source, c.Key, c.Version, c.ReceivedAt, c.Body) { Distance = c.Home == document ? 0 : 1 })],
            DecisionBodies.Of(state.TenantDecisions, state.DecisionsOf(document), kind.DefaultOrder));

    private static (ContributionEffect, int, long) Archive(TenantUnit unit, GoldenState state, Guid document, DocumentRow? before, WriteOrigin origin)
    {
        if (before is null)
        {
            // A first contribution that is not in use makes a document that was never seen.
            var row = state.ContributionsOf(document).First();
            unit.Upsert(Tables.Documents, new DocumentRow(document, row.Type, DocumentState.Archived, 0, null, null));
            unit.Upsert(Tables.ExternalIds, new ExternalIdRow(row.Source, row.Key, document));
            return (ContributionEffect.Unchanged, 0, 0);
        }

        if (before.State == DocumentState.Archived)
        {
            return (ContributionEffect.Unchanged, before.Draft, 0);
        }

        var sequence = unit.Log(document, before.Type, ChangeOperation.Archive, before.Draft, [], origin.Actor, origin.Origin);
        unit.Upsert(Tables.Documents, before with { State = DocumentState.Archived, Published = null });
        ClosePublication(unit, state, document, sequence);
        return (ContributionEffect.Archived, before.Draft, sequence);
    }

    private static (ContributionEffect, int, long) Publish(
        TenantUnit unit, GoldenState state, Guid document, DocumentKind kind, GoldenRecord golden, DocumentRow? before, WriteOrigin origin,
        List<(Guid, DocumentKind, DocumentFacts)> published, List<(string, string)> arrived)
    {
        var current = state.Versions.GetValueOrDefault(document);
        var sameBody = current is not null && current.Body.AsSpan().SequenceEqual(golden.Body);
        if (sameBody && (current!.Rules != GoldenMerge.RulesVersion || !golden.Provenance.AsSpan().SequenceEqual(current.Provenance))) // The same as something.
        {
            // Who says it changed, or by which rules, not what is said: beside the body, so no version.
            unit.ChangeDocuments(
                "update versions set provenance = @provenance, rules = @rules from {keys} where versions.tenant = @tenant and versions.id = k.id and versions.version = @version",
                [document], ("@provenance", golden.Provenance), ("@rules", GoldenMerge.RulesVersion), ("@version", current.Version));
        }

        if (sameBody && before!.State == DocumentState.Published) // A version is loaded with its document.
        {
            NameIt(unit, state, document, DocumentFacts.Read(kind, golden.Body), arrived);
            return (ContributionEffect.Unchanged, current!.Version, 0);
        }

        var facts = DocumentFacts.Read(kind, golden.Body);
        var version = sameBody ? current!.Version : (current?.Version ?? 0) + 1;
        var isNew = before is null || before.State == DocumentState.Archived;
        var fields = current is null ? [] : GoldenMerge.Compare(kind.Shape, current.Body, golden.Body);
        var sequence = unit.Log(
            document, kind.Name, OperationOf(state, document, isNew), version, fields, origin.Actor, origin.Origin);
        if (!sameBody)
        {
            unit.Insert(Tables.Versions, new VersionRow(
                document, version, kind.Schema, golden.Body, golden.Provenance, origin.Actor, origin.Origin, unit.Now, null, GoldenMerge.RulesVersion));
        }

        unit.Upsert(Tables.Documents, new DocumentRow(document, kind.Name, DocumentState.Published, version, version, null));
        ClosePublication(unit, state, document, sequence);
        unit.Insert(Tables.Publications, new PublicationRow(document, sequence, version, facts.Languages, unit.Now, null, null));
        if (current is not null)
        {
            unit.ChangeDocuments("delete from refs where tenant = @tenant and document in (select id from {keys})", [document]);
        }

        var ordinal = 0;
        foreach (var (field, system, key, target) in facts.References)
        {
            unit.Insert(Tables.References, new ReferenceRow(document, field, ordinal++, system, key, target));
        }

        NameIt(unit, state, document, facts, arrived);
        if (isNew)
        {
            arrived.AddRange(state.IdsOf(document));
        }

        published.Add((document, kind, facts));
        return (isNew ? ContributionEffect.Created : ContributionEffect.Updated, version, sequence);
    }

    private static ChangeOperation OperationOf(GoldenState state, Guid document, bool isNew) =>
        state.Returning.Contains(document) ? ChangeOperation.Unmerge : isNew ? ChangeOperation.Create : ChangeOperation.Update;

    /// <summary>Keeps the names by which others know the document: its identifiers and its sources' keys.</summary>
    private static void NameIt(TenantUnit unit, GoldenState state, Guid document, DocumentFacts facts, List<(string, string)> arrived)
    {
        var names = state.IdsOf(document);
        foreach (var name in facts.Identifiers.Concat(state.ContributionsOf(document).Select(c => (c.Source, c.Key))))
        {
            if (names.Add(name))
            {
                unit.Upsert(Tables.ExternalIds, new ExternalIdRow(name.Item1, name.Item2, document));
                arrived.Add(name);
            }
        }
    }

    private static void ClosePublication(TenantUnit unit, GoldenState state, Guid document, long sequence)
    {
        if (state.Publications.GetValueOrDefault(document) is { } open)
        {
            unit.Upsert(Tables.Publications, open with { ToSequence = sequence, ToAt = unit.Now });
        }
    }

    private static Task RouteAsync(
        TenantUnit unit, GoldenState state, IReadOnlyList<(Guid Document, DocumentKind Kind, DocumentFacts Facts)> published, CancellationToken ct) =>
        Addresses.KeepAsync(unit, published.SelectMany(p => state.RoutesOf(p.Document)).ToLookup(r => r.Document), published, ct);

    // Pages and index entries show the names of what they refer to; an arrival or departure is told to them through the log.
    private static async Task TellReferrersAsync(
        TenantUnit unit, IReadOnlyList<(string, string)> arrived, IReadOnlyList<Guid> departed, IEnumerable<Guid> touched, WriteOrigin origin, CancellationToken ct)
    {
        var names = new List<(string, string)>(arrived);
        if (departed.Count > 0)
        {
            names.AddRange((await unit.Session.ExternalIdsOfAsync(departed, ct)).Select(x => (x.System, x.Key)));
        }

        var referrers = names.Count == 0 ? [] : await unit.Session.ReferencesToKeysAsync([.. names.Distinct()], ct);
        if (departed.Count > 0)
        {
            referrers.AddRange(await unit.Session.ReferencesToDocumentsAsync(departed, ct));
        }

        var told = touched.ToHashSet();
        var affected = referrers.Select(r => r.Document).Where(d => !told.Contains(d)).Distinct().ToList();
        foreach (var document in await unit.Session.DocumentsAsync(affected, ct))
        {
            if (document.State == DocumentState.Published)
            {
                var fields = referrers.Where(r => r.Document == document.Id).Select(r => r.Field).Distinct().Order(StringComparer.Ordinal).ToList();
                unit.Log(document.Id, document.Type, ChangeOperation.Resolved, document.Draft, fields, origin.Actor, origin.Origin);
            }
        }
    }
}
