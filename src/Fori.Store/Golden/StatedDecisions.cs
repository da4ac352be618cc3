using System.Text.Json;
using Fori.Store.Schema;
using Fori.Store.Sql;

namespace Fori.Store.Golden;

/// <summary>Which decisions to list; newest first.</summary>
public sealed record DecisionFilter
{
    /// <summary>Only what was decided of this document, also that it was joined into another, or records of it suppressed.</summary>
    public Guid? Document { get; init; }

    /// <summary>One of <see cref="DecisionKinds"/>; null = all.</summary>
    public string? Kind { get; init; }

    /// <summary>The last decision that was seen: older ones follow.</summary>
    public Guid? Before { get; init; }

    public int Limit { get; init; } = 100;
}

/// <summary>
/// A decision as a steward reads it. Members that do not belong to its kind are null. Of a suppression it says which field
/// of which source is never taken again, but not the key of the record there: that may be what was erased.
/// </summary>
/// <param name="Document">Null for the whole municipality.</param>
/// <param name="WithdrawnAt">Null while it is in force.</param>
public sealed record StatedDecision(
    Guid Id, string Kind, Guid? Document, string Actor, DateTimeOffset At, DateTimeOffset? WithdrawnAt, string? WithdrawnBy)
{
    /// <summary>Of an authority rule: a type's name or <c>*</c>.</summary>
    public string? Type { get; init; }

    /// <summary>A field's name or <c>*</c>.</summary>
    public string? Field { get; init; }

    /// <summary>BCP 47 or <c>*</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Of an authority rule: the first goes first.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Of a pin: the source it holds to. Of a suppression: the source that is not taken.</summary>
    public string? Source { get; init; }

    /// <summary>Of a pin: the value it holds to. Null with no source = held empty.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Of a merge: the document that was joined into <see cref="Document"/>.</summary>
    public Guid? Absorbed { get; init; }
}

public static class StatedDecisions
{
    public static async Task<IReadOnlyList<StatedDecision>> StatedDecisionsAsync(this StoreSession session, DecisionFilter filter, CancellationToken ct)
    {
        // Merges name the absorbed document and suppressions their record in the body, so these are read through.
        var records = filter.Document is { } about
            ? (await session.ContributionsOfAsync([about], ct)).Select(c => (c.Source, c.Key)).ToHashSet()
            : [];
        var conditions = "";
        var parameters = new List<(string, object?)>();
        if (filter.Kind is { } kind)
        {
            conditions += " and kind = @kind";
            parameters.Add(("@kind", kind));
        }

        if (filter.Before is { } before)
        {
            conditions += " and id < @before";
            parameters.Add(("@before", before));
        }

        if (filter.Document is { } document)
        {
            conditions += $" and (document = @document or kind in ('{DecisionKinds.Belonging}', '{DecisionKinds.Suppression}'))";
            parameters.Add(("@document", document));
        }

        var found = new List<(DecisionRow Row, DecisionBody Body)>();
        await foreach (var row in session.StreamAsync(
            $"select {Tables.Decisions.ColumnNames} from decisions where tenant = @tenant{conditions} order by id desc", Tables.Decisions.Read, ct, [.. parameters]))
        {
            var body = DecisionBodies.Read(row);
            if (filter.Document is not { } id || row.Document == id || body.From == id || IsOf(body))
            {
                found.Add((row, body));
                if (found.Count == filter.Limit)
                {
                    break;
                }
            }
        }

        var stated = new List<StatedDecision>(found.Count);
        foreach (var (row, body) in found)
        {
            stated.Add(Of(row, body, row.Kind == DecisionKinds.Suppression ? filter.Document ?? await RecordAsync(body) : row.Document));
        }

        return stated;

        bool IsOf(DecisionBody body) =>
            body is { Source: { } source, Key: { } key } && (records.Contains((source, key)) || (key == MergeDecisions.Every && records.Any(r => r.Source == source)));

        async Task<Guid?> RecordAsync(DecisionBody body) =>
            body is { Source: { } source, Key: { } key } && (await session.ContributionsAsync([(source, key)], ct)) is [var contribution, ..] ? contribution.Document : null;
    }

    private static StatedDecision Of(DecisionRow row, DecisionBody body, Guid? document) =>
        new(row.Id, row.Kind, document, row.Actor, row.At, row.WithdrawnAt, row.WithdrawnBy)
        {
            Type = body.Type,
            Field = body.Field,
            Language = body.Language,
            Sources = body.Sources,
            Source = body.Source,
            Value = body.Value,
            Absorbed = body.From,
        };
}
