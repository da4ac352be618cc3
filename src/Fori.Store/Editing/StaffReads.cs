using System.Globalization;
using Fori.Store.Schema;
using Fori.Store.Sql;

namespace Fori.Store.Editing;

/// <summary>A document as the staff oversee it: the draft beside what is public.</summary>
/// <param name="Languages">In which it is public; empty when it is not.</param>
/// <param name="Shown">The body that is public; null when none is.</param>
/// <param name="MadeBy">Author of the first version; null when there is none any more.</param>
/// <param name="Owner">Who answers for it: who made it, or to whom it was given.</param>
public sealed record OverseenDocument(DocumentRow Document, VersionRow Draft, IReadOnlyList<string> Languages, byte[]? Shown, string? MadeBy, string? Owner)
{
    /// <summary>Languages that were written before the draft.</summary>
    public IReadOnlyList<TranslationBasis> Behind { get; init; } = [];

    /// <summary>Is it the person's own: made, or to answer for?</summary>
    public bool IsOf(string actor) => MadeBy == actor || Owner == actor;
}

/// <summary>A version without its body.</summary>
public sealed record VersionMark(int Version, string Author, DateTimeOffset At, string? Note);

/// <summary>What lists, trees and histories of the staff ask. Nothing here is for the public.</summary>
public static class StaffReads
{
    private static readonly (string, ColumnType)[] ById = [("id", ColumnType.Guid)];

    /// <summary>Documents by their ids, in no order; what does not exist or was thrown away is left out.</summary>
    public static async Task<IReadOnlyList<OverseenDocument>> OverseenAsync(this StoreSession session, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var documents = await session.DocumentsAsync(ids, ct);
        var drafts = (await session.DraftVersionsAsync(ids, ct)).ToDictionary(v => v.Id);
        var shown = (await session.PublishedAsync(ids, ct)).ToDictionary(p => p.Id);
        var owners = await session.OwnersAsync(ids, ct);
        var behind = (await session.TranslationBasesAsync(ids, ct)).ToLookup(b => b.Document);
        return
        [
            .. documents.Where(d => d.State is DocumentState.Draft or DocumentState.Published or DocumentState.Historical && drafts.ContainsKey(d.Id)).Select(d => new OverseenDocument(
                d, drafts[d.Id], shown.GetValueOrDefault(d.Id)?.Languages ?? [], shown.GetValueOrDefault(d.Id)?.Body, owners.TryGetValue(d.Id, out var own) ? own.MadeBy : null, owners.TryGetValue(d.Id, out own) ? own.Owner : null) { Behind = [.. behind[d.Id]] }),
        ];
    }

    /// <summary>Ids of a type in their order, after <paramref name="after"/>.</summary>
    public static Task<List<Guid>> IdsOfTypeAsync(this StoreSession session, string type, Guid after, int limit, CancellationToken ct) =>
        session.QueryAsync(
            "select id from documents where tenant = @tenant and type = @type and id > @after order by id limit @limit",
            r => r.Guid(), ct, ("@type", type), ("@after", after), ("@limit", limit));

    /// <summary>Changes of some types, after one sequence and up to another.</summary>
    public static Task<List<ChangeRow>> ChangesOfTypesAsync(
        this StoreSession session, IReadOnlyList<string> types, long after, long upTo, int limit, CancellationToken ct)
    {
        var names = types.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@type{i}")).ToList();
        return session.QueryAsync(
            $"select {Tables.Changes.ColumnNames} from changes where tenant = @tenant and sequence > @after and sequence <= @upto" +
            $" and type in ({string.Join(", ", names)}) order by sequence limit @limit",
            Tables.Changes.Read, ct,
            [("@after", after), ("@upto", upTo), ("@limit", limit), .. types.Select((t, i) => (names[i], (object?)t))]);
    }

    /// <summary>Versions of a document without their bodies, newest first.</summary>
    /// <param name="before">Only older ones than this.</param>
    public static Task<List<VersionMark>> VersionMarksAsync(this StoreSession session, Guid id, int before, int limit, CancellationToken ct) =>
        session.QueryAsync(
            "select version, author, at, note from versions where tenant = @tenant and id = @id and version < @before order by version desc limit @limit",
            r => new VersionMark(r.Int(), r.Text(), r.Instant(), r.TextOrNull()), ct, ("@id", id), ("@before", before), ("@limit", limit));
}
