// A region shows what its municipalities keep. Each published register document of an adopted tenant is a contribution
// here, of the source "tenant:NAME": nothing queries over tenants, and a revocation is a tombstone.
using System.Text.Json.Nodes;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Operations;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tenants;

namespace Fori.Sharing;

/// <summary>Keeps the copies of one adopted tenant in another equal to what the adopted one publishes.</summary>
public sealed class AdaptedCopies(Node node)
{
    private const int AtOnce = 200;

    // Names that mean one thing in all of Finland stay as they are; others are a tenant's own.
    private static readonly HashSet<string> Shared = ["ptv", "oid", "businessId"];

    /// <summary>Begins the name of a source that is another municipality.</summary>
    public const string SourcePrefix = "tenant:";

    public static string SourceOf(Tenant upstream) => SourcePrefix + upstream.Name;

    /// <summary>Takes the next changes.</summary>
    /// <returns>True when there may be more; false when it is up to date or has lost the lease.</returns>
    public async Task<bool> FollowAsync(Tenant upstream, Tenant adopter, long fence, CancellationToken ct)
    {
        var name = "register-copies:" + upstream.Name; // Was "copies:" while pages were copied too: the new name lets those leave.
        var cursor = await node.Database.ReadAsync(adopter.Id, session => session.CursorAsync(name, ct), ct);
        var (head, mark, changes) = await node.Database.ReadAsync(upstream.Id, async session => (
            await session.HeadAsync(ct),
            cursor is { Sequence: > 0 } ? await session.MarkOfAsync(cursor.Sequence, ct) : cursor?.Mark,
            await session.ChangesAfterAsync(cursor?.Sequence ?? 0, AtOnce, ct)), ct);
        if (cursor is null || cursor.Epoch != head.Epoch || mark != cursor.Mark)
        {
            return await FillAsync(upstream, adopter, name, head, fence, ct);
        }

        if (changes.Count == 0)
        {
            return false;
        }

        var ids = changes.Where(c => IsShared(c.Type) && c.Operation != ChangeOperation.Draft).Select(c => c.Id).Distinct().ToList();
        var published = await node.Database.ReadAsync(upstream.Id, session => session.PublishedAsync(ids, ct), ct);
        var source = SourceOf(upstream);
        var copies = Copies(upstream, published);
        var gone = ids.Except(published.Select(p => p.Id)).Select(id => (source, id.ToString())).ToList();
        var last = changes[^1];
        return await WriteAsync(adopter, async (unit, token) =>
        {
            var known = await unit.Session.ContributionsAsync(gone, token);
            await node.Golden.ContributeAsync(unit, [.. copies, .. known.Select(k => new Contribution(k.Source, k.Key, k.Type, null))], new WriteOrigin(source, "sharing"), token);
            return await unit.SaveCursorAsync(new CursorRow(name, head.Epoch, last.Sequence, last.Mark, fence), token);
        }, ct);
    }

    // From nothing, or after another history: all that is published is taken, and what is no longer there leaves.
    private async Task<bool> FillAsync(Tenant upstream, Tenant adopter, string name, HeadRow head, long fence, CancellationToken ct)
    {
        var source = SourceOf(upstream);
        var seen = new HashSet<string>();
        var after = Guid.Empty;
        while (true)
        {
            var rows = await node.Database.ReadAsync(upstream.Id, session => session.PublishedAfterAsync(after, AtOnce, ct), ct);
            if (rows.Count == 0)
            {
                break;
            }

            after = rows[^1].Id;
            var shared = rows.Where(r => IsShared(r.Type)).ToList();
            var copies = Copies(upstream, shared);
            seen.UnionWith(shared.Select(r => r.Id.ToString()));
            await WriteAsync(adopter, async (unit, token) =>
            {
                await node.Golden.ContributeAsync(unit, copies, new WriteOrigin(source, "sharing"), token);
                return true;
            }, ct);
        }

        var kept = await node.Database.ReadAsync(adopter.Id, session => session.KeysOfSourceAsync(source, ct), ct);
        var left = kept.Where(k => !seen.Contains(k.Key)).Select(k => (source, k.Key)).ToList();
        return await WriteAsync(adopter, async (unit, token) =>
        {
            var rows = await unit.Session.ContributionsAsync(left, token);
            await node.Golden.ContributeAsync(unit, [.. rows.Select(k => new Contribution(k.Source, k.Key, k.Type, null))], new WriteOrigin(source, "sharing"), token);
            return await unit.SaveCursorAsync(new CursorRow(name, head.Epoch, head.Head, head.Head == 0 ? 0 : head.Mark, fence), token);
        }, ct);
    }

    private Task<bool> WriteAsync(Tenant adopter, Func<TenantUnit, CancellationToken, Task<bool>> write, CancellationToken ct) =>
        node.Writer.WriteAsync(adopter.Id, WriteLane.Bulk, write, ct);

    // A municipality's own website, its menus, alerts and pictures say nothing of the region.
    private bool IsShared(string type) => type != nameof(Municipality) && node.Types.Find(type) is { Kind.IsEdited: false };

    // What cannot be read is not shared: the copy stays as it was.
    private List<Contribution> Copies(Tenant upstream, IEnumerable<PublishedDocument> rows) =>
        [.. rows.Where(r => node.Read(upstream, r) is not null).Select(r => Copy(upstream, r))];

    private static Contribution Copy(Tenant upstream, PublishedDocument row)
    {
        var body = JsonNode.Parse(row.Body)!; // A body is an object.
        Qualify(body, upstream.Name);
        var canonical = CanonicalJson.Canonicalise(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString())).Value
            ?? throw new InvalidOperationException($"The copy of {row.Id} is not canonical.");
        return new Contribution(SourceOf(upstream), row.Id.ToString(), row.Type, canonical, true, row.At);
    }

    private static void Qualify(JsonNode? node, string tenant)
    {
        switch (node)
        {
            case JsonObject o:
                if (o["system"] is JsonValue system && (o.ContainsKey("key") || o.ContainsKey("value")) && system.GetValue<string>() is { } name && !Shared.Contains(name))
                {
                    o["system"] = $"{tenant}/{name}";
                }

                foreach (var member in o)
                {
                    Qualify(member.Value, tenant);
                }

                break;
            case JsonArray array:
                foreach (var item in array)
                {
                    Qualify(item, tenant);
                }

                break;
        }
    }
}
