using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>What somebody planned for a language of a document, or sent for review in it.</summary>
/// <param name="Act">What is planned; null is the review.</param>
public sealed record OwnedTask(Guid Document, string Language, ScheduledAct? Act);

/// <summary>Who answers for documents: whoever it was given to, else who made it.</summary>
public static class Owners
{
    /// <summary>In the change of a document that was given to somebody: nothing of its body changed.</summary>
    private const string Member = "owner";

    private const string Joined =
        " join versions v on v.tenant = @tenant and v.id = d.id and v.version = 1 left join owners o on o.tenant = @tenant and o.document = d.id";

    private static readonly (string, ColumnType)[] ById = [("id", ColumnType.Guid)];

    /// <returns>By document; what does not exist is left out.</returns>
    public static async Task<IReadOnlyDictionary<Guid, (string Owner, string MadeBy)>> OwnersAsync(this StoreSession session, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        (await session.QueryForKeysAsync(
            $"select d.id, coalesce(o.owner, v.author), v.author from {{keys}} cross join documents d{Joined} where d.tenant = @tenant and d.id = k.id",
            ById, [.. documents.Distinct().Select(id => new object?[] { id })], r => (Id: r.Guid(), Owner: r.Text(), MadeBy: r.Text()), ct))
            .ToDictionary(o => o.Id, o => (o.Owner, o.MadeBy));

    /// <summary>Living documents of a type with who answers for each; what is in the bin answers for itself.</summary>
    /// <param name="owner">Only this one's; null is everybody's.</param>
    public static Task<List<(Guid Document, string Owner)>> OwnedAsync(this StoreSession session, string type, string? owner, CancellationToken ct) =>
        session.QueryAsync(
            $"select d.id, coalesce(o.owner, v.author) from documents d{Joined}" +
            " where d.tenant = @tenant and d.type = @type and d.state in ('Draft', 'Published', 'Historical') and (@owner = '' or coalesce(o.owner, v.author) = @owner) order by d.id",
            r => (r.Guid(), r.Text()), ct, ("@type", type), ("@owner", owner ?? ""));

    /// <summary>Gives a document to somebody.</summary>
    public static void GiveTo(this TenantUnit unit, DocumentRow document, string owner, string actor, string origin)
    {
        unit.Upsert(Tables.Owners, new OwnerRow(document.Id, owner, actor, unit.Now));
        unit.Insert(Tables.Remarks, new RemarkRow(Guid.CreateVersion7(unit.Now), document.Id, document.Draft, RemarkKind.OwnerChanged, [], actor, unit.Now, null));
        unit.Log(document.Id, document.Type, ChangeOperation.Draft, document.Draft, [Member], actor, origin);
    }

    /// <summary>What somebody planned and sent for review for documents is another's from now on.</summary>
    /// <param name="goes">Which of it.</param>
    /// <returns>What is the other's now and was not before.</returns>
    public static async Task<IReadOnlyList<OwnedTask>> GiveTasksAsync(
        this TenantUnit unit, IReadOnlyCollection<Guid> documents, string from, string to, Func<OwnedTask, bool> goes, CancellationToken ct)
    {
        var given = new List<OwnedTask>();
        bool Goes(OwnedTask task, string whose)
        {
            var isGiven = whose == from && goes(task);
            if (isGiven)
            {
                given.Add(task);
            }

            return isGiven;
        }

        foreach (var plan in (await unit.Session.SchedulesAsync(documents, ct)).Where(s => Goes(new OwnedTask(s.Document, s.Language, s.Act), s.ScheduledBy)))
        {
            unit.Upsert(Tables.Schedules, plan with { ScheduledBy = to });
        }

        foreach (var review in (await unit.Session.ReviewsAsync(documents, ct)).Where(r => Goes(new OwnedTask(r.Document, r.Language, null), r.SubmittedBy)))
        {
            unit.Upsert(Tables.Reviews, review with { SubmittedBy = to });
        }

        return given;
    }

    /// <summary>The lists that somebody has kept are another's from now on.</summary>
    public static Task GiveViewsAsync(this TenantUnit unit, Guid from, Guid to, CancellationToken ct) =>
        unit.Session.ExecuteAsync("update saved_views set person = @to where tenant = @tenant and person = @from", ct, ("@from", from), ("@to", to));
}
