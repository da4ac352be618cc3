using System.Text.Json;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Golden;

public sealed partial class GoldenRecords
{
    private const int RecomputedAtOnce = 200;

    /// <summary>Holds a field to a value or a source, until withdrawn. Neither holds it empty.</summary>
    /// <param name="value">JSON; null with no source holds the field empty.</param>
    public async Task<Outcome<DecisionRow>> PinAsync(
        TenantUnit unit, Guid document, string field, string language, ReadOnlyMemory<byte>? value, string? source, WriteOrigin origin, CancellationToken ct)
    {
        if (await FindAsync(unit, document, ct) is not { } found)
        {
            return Problem.Of("document.unknown", "", ("id", document.ToString()));
        }

        if (Kinds[found.Type].IsEdited)
        {
            return Problem.Of("type.written-by-editors", "", ("type", found.Type));
        }

        var pin = new Pin(field, language, value, source);
        if (MergeDecisions.Check(Kinds[found.Type].Shape, pin) is { Count: > 0 } problems)
        {
            return Outcome<DecisionRow>.Refused(problems);
        }

        var row = Decide(unit, DecisionKinds.Pin, document, new DecisionBody
        {
            Field = field,
            Language = language,
            Source = source,
            Value = value is { } v ? JsonElement.Parse(v.Span) : null,
        }, origin);
        await unit.FlushAsync(ct);
        await RecomputeAsync(unit, [document], origin, ct);
        return row;
    }

    /// <summary>
    /// Says which sources go first for a type, field and language (<c>*</c> = every), for the whole tenant or one
    /// document. Documents are merged again by the caller, in slices (<see cref="RecomputeAfterAsync"/>).
    /// </summary>
    public async Task<Outcome<DecisionRow>> AuthorityAsync(
        TenantUnit unit, Guid? document, string type, string field, string language, IReadOnlyList<string> sources, WriteOrigin origin, CancellationToken ct)
    {
        if (type != MergeDecisions.Every && Kinds.Find(type) is null)
        {
            return Problem.Of("type.unknown", "", ("type", type));
        }

        if (sources.Count == 0)
        {
            return Problem.Of("authority.no-source");
        }

        if (document is { } id && await FindAsync(unit, id, ct) is null)
        {
            return Problem.Of("document.unknown", "", ("id", id.ToString()));
        }

        var row = Decide(unit, DecisionKinds.Authority, document, new DecisionBody { Type = type, Field = field, Language = language, Sources = sources }, origin);
        if (document is { } own)
        {
            await unit.FlushAsync(ct);
            await RecomputeAsync(unit, [own], origin, ct);
        }

        return row;
    }

    /// <summary>Ends a decision; what it held is merged again (for one document here, for the tenant by the caller).</summary>
    public async Task<Outcome<DecisionRow>> WithdrawAsync(TenantUnit unit, Guid decision, WriteOrigin origin, CancellationToken ct)
    {
        if (await unit.Session.DecisionAsync(decision, ct) is not { WithdrawnAt: null } row)
        {
            return Problem.Of("decision.unknown", "", ("id", decision.ToString()));
        }

        if (row.Kind is DecisionKinds.Belonging or DecisionKinds.Suppression)
        {
            return Problem.Of("decision.not-withdrawable", "", ("kind", row.Kind));
        }

        row = row with { WithdrawnAt = unit.Now, WithdrawnBy = origin.Actor };
        unit.Upsert(Tables.Decisions, row);
        if (row.Document is { } document)
        {
            await unit.FlushAsync(ct);
            await RecomputeAsync(unit, [document], origin, ct);
        }

        return row;
    }

    /// <summary>Joins <paramref name="absorbed"/> into <paramref name="survivor"/>; its id and addresses answer with the survivor.</summary>
    public async Task<Outcome<Guid>> MergeDocumentsAsync(TenantUnit unit, Guid survivor, Guid absorbed, WriteOrigin origin, CancellationToken ct)
    {
        var target = await FindAsync(unit, survivor, ct);
        var source = await FindAsync(unit, absorbed, ct);
        if (target is null || source is null)
        {
            return Problem.Of("document.unknown", "", ("id", (target is null ? survivor : absorbed).ToString()));
        }

        if (Kinds.Find(target.Type) is { IsEdited: true })
        {
            return Problem.Of("type.written-by-editors", "", ("type", target.Type));
        }

        if (survivor == absorbed || target.State == DocumentState.Merged || source.State == DocumentState.Merged)
        {
            return Problem.Of("merge.already", "", ("id", (source.State == DocumentState.Merged ? absorbed : survivor).ToString()));
        }

        if (target.Type != source.Type)
        {
            return Problem.Of("merge.other-type", "", ("survivor", target.Type), ("absorbed", source.Type));
        }

        Decide(unit, DecisionKinds.Belonging, survivor, new DecisionBody { From = absorbed }, origin);
        unit.ChangeDocuments(
            "update contributions set document = @survivor from {keys} where contributions.tenant = @tenant and contributions.document = k.id and contributions.latest = true",
            [absorbed], ("@survivor", survivor));
        var sequence = unit.Log(absorbed, source.Type, ChangeOperation.Merge, source.Draft, [], origin.Actor, origin.Origin, survivor);
        unit.Upsert(Tables.Documents, source with { State = DocumentState.Merged, Published = null, MergedInto = survivor });
        foreach (var open in await unit.Session.OpenPublicationsAsync([absorbed], ct))
        {
            unit.Upsert(Tables.Publications, open with { ToSequence = sequence, ToAt = unit.Now });
        }

        await unit.FlushAsync(ct);
        await RecomputeAsync(unit, [survivor], origin, ct);
        await TellReferrersAsync(unit, [], [absorbed], [survivor, absorbed], origin, ct);
        return survivor;
    }

    /// <summary>Withdraws a merge: the absorbed document takes back the records that were its own.</summary>
    public async Task<Outcome<Guid>> UnmergeAsync(TenantUnit unit, Guid absorbed, WriteOrigin origin, CancellationToken ct)
    {
        if (await FindAsync(unit, absorbed, ct) is not { State: DocumentState.Merged, MergedInto: { } survivor } document)
        {
            return Problem.Of("merge.none", "", ("id", absorbed.ToString()));
        }

        if (Kinds.Find(document.Type) is { IsEdited: true })
        {
            // Nothing tells which of the uses were whose.
            return Problem.Of("type.written-by-editors", "", ("type", document.Type));
        }

        if (await FindAsync(unit, survivor, ct) is { State: DocumentState.Merged })
        {
            return Problem.Of("merge.outer-first", "", ("id", survivor.ToString()));
        }

        var family = await FamilyAsync(unit, absorbed, ct);
        var own = (await unit.Session.ContributionsOfAsync([survivor], ct)).Where(c => family.Contains(c.Home)).ToList();
        unit.Change(
            "update contributions set document = @document from {keys} where contributions.tenant = @tenant and contributions.source = k.a and contributions.key = k.b and contributions.latest = true",
            BySourceKey, [.. own.Select(c => new object?[] { c.Source, c.Key })], ("@document", absorbed));
        foreach (var decision in (await unit.Session.DecisionsAsync([survivor], ct)).Where(d => d.Kind == DecisionKinds.Belonging && DecisionBodies.Read(d).From == absorbed))
        {
            unit.Upsert(Tables.Decisions, decision with { WithdrawnAt = unit.Now, WithdrawnBy = origin.Actor });
        }

        // Merged again from nothing, as one that comes back.
        unit.Upsert(Tables.Documents, document with { State = DocumentState.Archived, MergedInto = null });
        await unit.FlushAsync(ct);
        var state = await LoadAsync(unit, [absorbed, survivor], ct);
        state.Returning.Add(absorbed);
        await MergeAsync(unit, state, [absorbed, survivor], origin, ct);
        return absorbed;
    }

    /// <summary>Merges the next slice of documents again, in the order of their ids, as after a changed authority.</summary>
    /// <param name="type">Only this type; null = all.</param>
    /// <returns>The last id of the slice, from which to go on; null when there are no more.</returns>
    public async Task<Guid?> RecomputeAfterAsync(TenantUnit unit, string? type, Guid after, WriteOrigin origin, CancellationToken ct)
    {
        var ids = await unit.Session.QueryAsync(
            "select id from documents where tenant = @tenant and id > @after and state <> 'Merged'" + (type is null ? "" : " and type = @type") +
            " and exists (select 1 from contributions c where c.tenant = @tenant and c.document = documents.id and c.latest = true) order by id limit @limit",
            r => r.Guid(), ct, type is null ? [("@after", after), ("@limit", RecomputedAtOnce)] : [("@after", after), ("@type", type), ("@limit", RecomputedAtOnce)]);
        if (ids.Count == 0)
        {
            return null;
        }

        await RecomputeAsync(unit, ids, origin, ct);
        return ids[^1];
    }

    private static async Task<DocumentRow?> FindAsync(TenantUnit unit, Guid id, CancellationToken ct) =>
        (await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault();

    // The document and all that were joined into it before it was itself joined.
    private static async Task<HashSet<Guid>> FamilyAsync(TenantUnit unit, Guid root, CancellationToken ct)
    {
        var family = new HashSet<Guid> { root };
        var open = new Queue<Guid>([root]);
        while (open.TryDequeue(out var id))
        {
            foreach (var child in await unit.Session.QueryAsync(
                "select id from documents where tenant = @tenant and merged_into = @id", r => r.Guid(), ct, ("@id", id)))
            {
                if (family.Add(child))
                {
                    open.Enqueue(child);
                }
            }
        }

        return family;
    }

    private static DecisionRow Decide(TenantUnit unit, string kind, Guid? document, DecisionBody body, WriteOrigin origin)
    {
        var row = new DecisionRow(Guid.CreateVersion7(unit.Now), kind, document, DecisionBodies.Write(body), origin.Actor, unit.Now, null, null);
        unit.Insert(Tables.Decisions, row);
        return row;
    }
}
