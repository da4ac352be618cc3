using Fori.Access;
using Fori.Content.Types.Sections;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Content.Editing;

/// <summary>What is handed over, and to whom.</summary>
/// <param name="From">Whose it is now.</param>
/// <param name="To">Who gets what stands in a section (null: the site itself); null leaves it.</param>
/// <param name="Only">Of these documents alone; null is all.</param>
/// <param name="ViewsTo">Who gets the kept lists; null leaves them.</param>
/// <param name="Tasks">What of what the person planned and sent for review goes along with its document.</param>
/// <param name="Passes">Which of the person's roles in a section go to whoever gets its content.</param>
public sealed record HandOver(Guid From, Func<Guid?, Guid?> To, IReadOnlySet<Guid>? Only, Guid? ViewsTo, Func<OwnedTask, bool> Tasks, Func<Grant, bool> Passes);

/// <summary>What one person got.</summary>
/// <param name="Tasks">What went along: no more than this is given back.</param>
public sealed record Handed(IReadOnlyList<Guid> Documents, IReadOnlyList<OwnedTask> Tasks);

/// <param name="Given">By who got it.</param>
/// <param name="Sequence">After which everybody sees it.</param>
public sealed record HandedOver(IReadOnlyDictionary<Guid, Handed> Given, long Sequence);

/// <summary>Who answers for content.</summary>
public sealed partial class EditorDesk
{
    /// <summary>Who answers for a document, as the log names people; null when there is no such document.</summary>
    public async Task<(string Owner, string MadeBy)?> OwnerAsync(Tenant tenant, Guid id, CancellationToken ct) =>
        (await node.Database.ReadAsync(tenant.Id, session => session.OwnersAsync([id], ct), ct)).TryGetValue(id, out var own) ? own : null;

    /// <summary>All content with who answers for it.</summary>
    /// <param name="owner">Only this one's; null is everybody's.</param>
    public Task<IReadOnlyList<(Guid Document, string Owner)>> OwnedAsync(Tenant tenant, string? owner, CancellationToken ct) =>
        node.Database.ReadAsync<IReadOnlyList<(Guid, string)>>(tenant.Id, async session => await OwnedAsync(session, owner, ct), ct);

    /// <summary>Content in a session, for who has to see it under the writer's lock.</summary>
    public static async Task<List<(Guid Document, string Owner)>> OwnedAsync(StoreSession session, string? owner, CancellationToken ct)
    {
        var owned = new List<(Guid, string)>();
        foreach (var type in ContentModule.Types)
        {
            owned.AddRange(await session.OwnedAsync(type.Name, owner, ct));
        }

        return owned;
    }

    /// <summary>Gives one document to somebody.</summary>
    /// <returns>Refused: <c>document.unknown</c>, <c>owner.unknown</c>.</returns>
    public Task<Outcome<EditorSave>> GiveAsync(Tenant tenant, Guid id, Guid person, string actor, CancellationToken ct) => WriteAsync(
        tenant,
        async (unit, origin, stop) =>
        {
            if ((await unit.Session.DocumentsAsync([id], stop)).FirstOrDefault() is not { } document)
            {
                return Problem.Of("document.unknown", "", ("id", id.ToString()));
            }

            if (await unit.Session.UserAsync(person, stop) is not { DisabledAt: null })
            {
                return Problem.Of("owner.unknown", "owner");
            }

            var (owner, isNew) = (StaffUser.ActorOf(person), (await unit.Session.OwnersAsync([id], stop)).GetValueOrDefault(id).Owner != StaffUser.ActorOf(person));
            if (isNew)
            {
                unit.GiveTo(document, owner, origin.Actor, origin.Origin);
            }

            return new EditedState(id, document.Draft, document.Published, isNew);
        },
        actor, ct);

    /// <summary>Gives what somebody answers for to others, all of it or nothing. The same act from them, with only what they got, gives it back.</summary>
    /// <returns>Refused: <c>owner.unknown</c> (a receiver is not there, or the account is closed).</returns>
    public Task<Outcome<HandedOver>> HandOverAsync(Tenant tenant, HandOver order, string actor, CancellationToken ct) => node.Writer.WriteAsync<Outcome<HandedOver>>(
        tenant.Id, WriteLane.People,
        async (unit, stop) =>
        {
            var from = StaffUser.ActorOf(order.From);
            var ids = (await OwnedAsync(unit.Session, from, stop)).Select(o => o.Document).Where(id => order.Only?.Contains(id) != false).ToList();
            var drafts = (await unit.Session.DraftVersionsAsync(ids, stop)).ToDictionary(v => v.Id);
            var given = (await unit.Session.DocumentsAsync(ids, stop))
                .Select(d => (Document: d, Section: drafts.TryGetValue(d.Id, out var draft) ? SectionOf.Body(node.Types[d.Type], d.Id, draft.Body) : null))
                .Select(d => (d.Document, d.Section, To: order.To(d.Section))).Where(d => d.To is { } to && to != order.From)
                .GroupBy(d => d.To!.Value).ToDictionary(g => g.Key, g => g.OrderBy(d => d.Document.Id).ToList()); // Filtered.
            var receivers = new Dictionary<Guid, UserRow>();
            foreach (var person in given.Keys.Concat(order.ViewsTo is { } viewer ? [viewer] : Array.Empty<Guid>()).Distinct())
            {
                if (await unit.Session.UserAsync(person, stop) is not { DisabledAt: null } row)
                {
                    return Problem.Of("owner.unknown", "to");
                }

                receivers[person] = row;
            }

            var handed = new Dictionary<Guid, Handed>();
            foreach (var (person, documents) in given)
            {
                var to = StaffUser.ActorOf(person);
                foreach (var (document, _, _) in documents)
                {
                    unit.GiveTo(document, to, actor, Origin);
                }

                IReadOnlyList<Guid> its = [.. documents.Select(d => d.Document.Id)];
                handed[person] = new Handed(its, await unit.GiveTasksAsync(its, from, to, order.Tasks, stop));
            }

            if (await unit.Session.UserAsync(order.From, stop) is { } leaver)
            {
                foreach (var grant in Grant.Read(leaver.Grants).Where(g => g.Section is not null && order.Passes(g) && order.To(g.Section) is { } to && receivers.ContainsKey(to)))
                {
                    var receiver = receivers[order.To(grant.Section)!.Value]; // Filtered.
                    var grants = Grant.Read(receiver.Grants);
                    if (grants.All(g => GrantText.Write(g) != GrantText.Write(grant)))
                    {
                        receivers[receiver.Id] = StaffRegister.WithGrants(receiver, [.. grants, grant]) with { Revision = receiver.Revision + 1 };
                        unit.Keep(receivers[receiver.Id]);
                        unit.Note(actor, "give-role", StaffUser.ActorOf(receiver.Id), allowed: true);
                    }
                }
            }

            if (order.ViewsTo is { } views)
            {
                await unit.GiveViewsAsync(order.From, views, stop);
            }

            foreach (var person in receivers.Keys)
            {
                unit.Note(actor, "hand-over", $"{from} {StaffUser.ActorOf(person)}", allowed: true);
            }

            return new HandedOver(handed, unit.Cursor.Sequence);
        },
        ct);
}
