using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Verification;

namespace Fori.Nodes;

/// <summary>Compares a node's search index with the store that it is made from.</summary>
/// <remarks>
/// Checks: <c>document.unreadable</c> (its body does not fit its type, so it is shown nowhere); <c>index.missing</c>, <c>index.stale</c> (another version), <c>index.surplus</c>; <c>index.behind</c> when the
/// node does not catch up, in which case nothing else can be said.
/// </remarks>
public static class NodeVerification
{
    private const int AtOnce = 500;
    private const int Tries = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<VerificationReport> VerifyAsync(Node node, Tenant tenant, CancellationToken ct)
    {
        var open = node.Open(tenant);
        for (var i = 0; i < Tries; i++)
        {
            var before = await HeadAsync(node, tenant, ct);
            if (!await open.WaitForAsync(before.Head, Patience, ct) || open.Epoch != before.Epoch)
            {
                continue;
            }

            var entries = open.Index.Entries();
            var (published, unreadable) = await PublishedAsync(node, tenant, ct);
            if (await HeadAsync(node, tenant, ct) == before && open.VisibleSequence == before.Head)
            {
                return Compare(tenant, entries, published, unreadable);
            }
        }

        return new VerificationReport([new VerificationProblem("index.behind", tenant.Name, null, "The index does not catch up with the log.")], 0);
    }

    private static VerificationReport Compare(Tenant tenant, IReadOnlyList<(Guid Id, long Version)> entries, Dictionary<Guid, int> published, List<PublishedDocument> unreadable)
    {
        var problems = unreadable
            .Select(d => new VerificationProblem("document.unreadable", tenant.Name, d.Id, $"The body of version {d.Version} does not fit the type {d.Type}."))
            .ToList();
        var seen = new HashSet<Guid>();
        foreach (var (id, version) in entries)
        {
            if (!published.TryGetValue(id, out var current) || !seen.Add(id))
            {
                problems.Add(new VerificationProblem("index.surplus", tenant.Name, id, "The index has an entry of what is not published, or has it twice."));
            }
            else if (current != version)
            {
                problems.Add(new VerificationProblem("index.stale", tenant.Name, id, $"The index shows version {version}; {current} is published."));
            }
        }

        foreach (var id in published.Keys.Where(id => !seen.Contains(id)))
        {
            problems.Add(new VerificationProblem("index.missing", tenant.Name, id, "The document is published, and not in the index."));
        }

        return new VerificationReport(problems, entries.Count + published.Count + unreadable.Count);
    }

    private static async Task<(Dictionary<Guid, int> Readable, List<PublishedDocument> Unreadable)> PublishedAsync(Node node, Tenant tenant, CancellationToken ct)
    {
        var published = new Dictionary<Guid, int>();
        var unreadable = new List<PublishedDocument>();
        var after = Guid.Empty;
        while (true)
        {
            var page = await node.Database.ReadAsync(tenant.Id, s => s.PublishedAfterAsync(after, AtOnce, ct), ct);
            if (page.Count == 0)
            {
                return (published, unreadable);
            }

            after = page[^1].Id;
            foreach (var document in page.Where(d => node.Types.Find(d.Type) is not null))
            {
                if (node.Read(tenant, document) is null)
                {
                    unreadable.Add(document);
                }
                else
                {
                    published[document.Id] = document.Version;
                }
            }
        }
    }

    private static Task<HeadRow> HeadAsync(Node node, Tenant tenant, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, s => s.HeadAsync(ct), ct);
}
