// A register document is a pure function of contributions and decisions. This file keeps it so:
//  - a contribution is stored, and every document that it touches is merged again, in one transaction;
//  - nothing new in the bytes makes no version and no change;
//  - a document without a live contribution is archived, and comes back with the first one;
//  - what a suppression names is taken out of a contribution before it is stored.
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Golden;

/// <summary>Takes contributions and decisions, and keeps the documents equal to what they make.</summary>
public sealed partial class GoldenRecords(DocumentKinds kinds)
{
    private static readonly (string, ColumnType)[] BySourceKey = [("a", ColumnType.Text), ("b", ColumnType.Text)];

    public DocumentKinds Kinds { get; } = kinds;

    /// <summary>Stores contributions, one per (source, key), and merges what they touch.</summary>
    /// <returns>In the order of <paramref name="batch"/>.</returns>
    public async Task<IReadOnlyList<ContributionResult>> ContributeAsync(
        TenantUnit unit, IReadOnlyList<Contribution> batch, WriteOrigin origin, CancellationToken ct)
    {
        var results = new ContributionResult[batch.Count];
        var from = 0;
        while (from < batch.Count)
        {
            // A key that comes twice in one batch is two contributions, one after the other.
            var seen = new HashSet<(string, string)>();
            var to = from;
            while (to < batch.Count && seen.Add((batch[to].Source, batch[to].Key)))
            {
                to++;
            }

            if (from > 0)
            {
                await unit.FlushAsync(ct);
            }

            await ContributeDistinctAsync(unit, batch, from, to, results, origin, ct);
            from = to;
        }

        return results;
    }

    /// <summary>Merges documents again, as after a changed decision or new merge rules.</summary>
    public async Task<IReadOnlyDictionary<Guid, (ContributionEffect Effect, int Version, long Sequence)>> RecomputeAsync(
        TenantUnit unit, IReadOnlyCollection<Guid> documents, WriteOrigin origin, CancellationToken ct)
    {
        var state = await LoadAsync(unit, documents, ct);
        return await MergeAsync(unit, state, documents, origin, ct);
    }

    private async Task ContributeDistinctAsync(
        TenantUnit unit, IReadOnlyList<Contribution> batch, int from, int to, ContributionResult[] results, WriteOrigin origin, CancellationToken ct)
    {
        var keys = new (string, string)[to - from];
        for (var i = from; i < to; i++)
        {
            keys[i - from] = (batch[i].Source, batch[i].Key);
        }

        var existing = (await unit.Session.ContributionsAsync(keys, ct)).ToDictionary(c => (c.Source, c.Key));
        var tenantDecisions = await unit.Session.DecisionsAsync(null, ct);
        var suppressions = DecisionBodies.Suppressions(tenantDecisions);
        var incoming = new List<(int Index, Contribution Contribution, DocumentFacts? Facts, ContributionRow? Before)>();
        for (var i = from; i < to; i++)
        {
            var contribution = suppressions.Count == 0 ? batch[i] : Suppressed(batch[i], suppressions);
            var before = existing.GetValueOrDefault((contribution.Source, contribution.Key));
            if (before is not null && Same(before, contribution))
            {
                results[i] = new ContributionResult(contribution.Source, contribution.Key, before.Document, ContributionEffect.Unchanged, 0, 0);
                continue;
            }

            if (before is null && contribution.Body is null)
            {
                results[i] = new ContributionResult(contribution.Source, contribution.Key, Guid.Empty, ContributionEffect.Unchanged, 0, 0);
                continue;
            }

            var facts = contribution.Body is null ? null : DocumentFacts.Read(Kinds[contribution.Type], contribution.Body);
            incoming.Add((i, contribution, facts, before));
        }

        if (incoming.Count == 0)
        {
            return;
        }

        var belongings = await BelongingsAsync(unit, incoming, ct);
        var known = incoming.Where(x => x.Before is not null).Select(x => x.Before!.Document)
            .Concat(belongings.Where(b => b.Value.Known).Select(b => b.Value.Document)).ToHashSet();
        var state = await LoadAsync(unit, known, ct, tenantDecisions);
        var replaced = new List<object?[]>();
        foreach (var (index, contribution, _, before) in incoming)
        {
            var document = before?.Document ?? belongings[index].Document;
            var row = new ContributionRow(
                contribution.Source, contribution.Key, (before?.Version ?? 0) + 1, true, document, before?.Home ?? document, contribution.Type,
                contribution.Body, contribution.Live && contribution.Body is not null, BodyHash.Of(contribution.Body), unit.Now, contribution.ChangedAt, origin.Run);
            if (before is not null)
            {
                replaced.Add([contribution.Source, contribution.Key]);
            }

            unit.Insert(Tables.Contributions, row);
            state.Put(row);
        }

        unit.Change(
            "update contributions set latest = false from {keys} where contributions.tenant = @tenant and contributions.source = k.a and contributions.key = k.b and contributions.latest = true",
            BySourceKey, replaced);
        var effects = await MergeAsync(unit, state, [.. incoming.Select(x => x.Before?.Document ?? belongings[x.Index].Document).Distinct()], origin, ct);
        foreach (var (index, contribution, _, before) in incoming)
        {
            var document = before?.Document ?? belongings[index].Document;
            var (effect, version, sequence) = effects[document];
            results[index] = new ContributionResult(contribution.Source, contribution.Key, document, effect, version, sequence);
        }
    }

    private static bool Same(ContributionRow before, Contribution contribution)
    {
        if (before.Body is null || contribution.Body is null)
        {
            return before.Body is null && contribution.Body is null;
        }

        return before.Live == contribution.Live && before.Type == contribution.Type && before.Body.AsSpan().SequenceEqual(contribution.Body);
    }

    private static Contribution Suppressed(Contribution contribution, IReadOnlyList<(string Source, string Key, string Field, string Language)> suppressions)
    {
        if (contribution.Body is null)
        {
            return contribution;
        }

        var fields = suppressions
            .Where(s => s.Source == contribution.Source && s.Key == contribution.Key)
            .Select(s => (s.Field, s.Language)).ToList();
        return fields.Count == 0 ? contribution : contribution with { Body = DecisionBodies.Without(contribution.Body, fields) };
    }

    // A new record belongs to the document that has one of its identifiers, else to a new one. Records that share an
    // identifier and arrive together belong together.
    private static async Task<Dictionary<int, (Guid Document, bool Known)>> BelongingsAsync(
        TenantUnit unit, IReadOnlyList<(int Index, Contribution Contribution, DocumentFacts? Facts, ContributionRow? Before)> incoming, CancellationToken ct)
    {
        var belongings = new Dictionary<int, (Guid, bool)>();
        var wanted = incoming.Where(x => x.Before is null)
            .SelectMany(x => x.Facts!.Identifiers.Append((x.Contribution.Source, x.Contribution.Key))).ToHashSet(); // A new one has a body.
        if (wanted.Count == 0)
        {
            return belongings;
        }

        var found = await unit.Session.ExternalIdsAsync(wanted, ct);
        var survivors = await SurvivorsAsync(unit.Session, [.. found.Select(f => f.Document).Distinct()], ct);
        var byIdentifier = found.Where(f => survivors.ContainsKey(f.Document))
            .ToDictionary(f => (f.System, f.Key), f => (Document: survivors[f.Document].Id, survivors[f.Document].Type, Known: true));
        foreach (var (index, contribution, facts, before) in incoming)
        {
            if (before is not null)
            {
                continue;
            }

            var own = (contribution.Source, contribution.Key);
            (Guid Document, string Type, bool Known)? match = null;
            foreach (var identifier in facts!.Identifiers.Prepend(own))
            {
                if (byIdentifier.TryGetValue(identifier, out var candidate) && candidate.Type == contribution.Type)
                {
                    match = candidate;
                    break;
                }
            }

            var belonging = match ?? (Guid.CreateVersion7(unit.Now), contribution.Type, false);
            belongings[index] = (belonging.Document, belonging.Known);
            foreach (var identifier in facts.Identifiers.Prepend(own))
            {
                byIdentifier.TryAdd(identifier, belonging);
            }
        }

        return belongings;
    }

    /// <summary>The documents themselves, or those that they were joined into.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DocumentRow>> SurvivorsAsync(StoreSession session, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var rows = (await session.DocumentsAsync(ids, ct)).ToDictionary(d => d.Id);
        var survivors = new Dictionary<Guid, DocumentRow>();
        foreach (var (id, first) in rows)
        {
            var row = first;
            while (row is { State: DocumentState.Merged, MergedInto: { } into })
            {
                row = rows.GetValueOrDefault(into) ?? (await session.DocumentsAsync([into], ct)).First();
            }

            survivors[id] = row;
        }

        return survivors;
    }

    private static async Task<GoldenState> LoadAsync(
        TenantUnit unit, IReadOnlyCollection<Guid> documents, CancellationToken ct, List<DecisionRow>? tenantDecisions = null)
    {
        var session = unit.Session;
        var state = new GoldenState
        {
            TenantDecisions = tenantDecisions ?? await session.DecisionsAsync(null, ct),
        };
        if (documents.Count == 0)
        {
            return state;
        }

        session.Gather();
        var rows = session.DocumentsAsync(documents, ct);
        var versions = session.DraftVersionsAsync(documents, ct);
        var publications = session.OpenPublicationsAsync(documents, ct);
        var contributions = session.ContributionsOfAsync(documents, ct);
        var routes = session.RoutesOfAsync(documents, ct);
        var ids = session.ExternalIdsOfAsync(documents, ct);
        var decisions = session.DecisionsOfAsync(documents, ct);
        await session.SendAsync(ct);
        foreach (var document in await rows)
        {
            state.Documents[document.Id] = document;
        }

        foreach (var version in await versions)
        {
            state.Versions[version.Id] = version;
        }

        foreach (var publication in await publications)
        {
            state.Publications[publication.Id] = publication;
        }

        foreach (var contribution in await contributions)
        {
            state.Put(contribution);
        }

        foreach (var route in await routes)
        {
            state.RoutesOf(route.Document).Add(route);
        }

        foreach (var id in await ids)
        {
            state.IdsOf(id.Document).Add((id.System, id.Key));
        }

        foreach (var decision in await decisions)
        {
            if (decision.Document is { } document)
            {
                state.DecisionsOf(document).Add(decision);
            }
        }

        return state;
    }
}

/// <summary>What is loaded of the documents that a transaction touches.</summary>
internal sealed class GoldenState
{
    private readonly Dictionary<Guid, Dictionary<(string, string), ContributionRow>> _contributions = [];
    private readonly Dictionary<Guid, List<RouteRow>> _routes = [];
    private readonly Dictionary<Guid, HashSet<(string, string)>> _ids = [];
    private readonly Dictionary<Guid, List<DecisionRow>> _decisions = [];

    public required IReadOnlyList<DecisionRow> TenantDecisions { get; init; }

    public Dictionary<Guid, DocumentRow> Documents { get; } = [];

    /// <summary>Documents whose merge is being withdrawn.</summary>
    public HashSet<Guid> Returning { get; } = [];

    public Dictionary<Guid, VersionRow> Versions { get; } = [];

    public Dictionary<Guid, PublicationRow> Publications { get; } = [];

    public void Put(ContributionRow row)
    {
        if (!_contributions.TryGetValue(row.Document, out var own))
        {
            _contributions[row.Document] = own = [];
        }

        own[(row.Source, row.Key)] = row;
    }

    public IReadOnlyCollection<ContributionRow> ContributionsOf(Guid document) =>
        _contributions.TryGetValue(document, out var own) ? own.Values : [];

    public List<RouteRow> RoutesOf(Guid document) => _routes.TryGetValue(document, out var own) ? own : _routes[document] = [];

    public HashSet<(string System, string Key)> IdsOf(Guid document) => _ids.TryGetValue(document, out var own) ? own : _ids[document] = [];

    public List<DecisionRow> DecisionsOf(Guid document) => _decisions.TryGetValue(document, out var own) ? own : _decisions[document] = [];
}
