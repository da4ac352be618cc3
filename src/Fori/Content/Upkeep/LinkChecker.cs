using Fori.Documents;
using Fori.Integration.Fetching;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Content.Upkeep;

/// <summary>
/// Asks the outside links of public documents whether they answer, politely: few of one host at a time, and several times,
/// hours apart, before one counts as broken. Nothing of it happens in a request.
/// </summary>
public sealed class LinkChecker(Node node, SourceFetcher fetcher)
{
    public const string Unreachable = "unreachable";
    public const string Internal = "internal";
    private const int AtOnce = 40;
    private const int OfOneHost = 2;
    private const int FailuresOfBroken = 3;
    private const int MostDocuments = 20;
    private const int ReadAtOnce = 200;
    private static readonly TimeSpan WalkEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan Again = TimeSpan.FromDays(7);
    private static readonly TimeSpan[] AfterFailure = [TimeSpan.FromMinutes(30), TimeSpan.FromHours(6), TimeSpan.FromDays(1)];
    private readonly Dictionary<TenantId, DateTimeOffset> _walked = [];

    /// <summary>Finds what is new, and asks what is due, of one municipality. One at a time.</summary>
    /// <returns>How many addresses were asked.</returns>
    public async Task<int> LookAsync(Tenant tenant, CancellationToken ct)
    {
        var now = node.Clock.GetUtcNow();
        if (!_walked.TryGetValue(tenant.Id, out var walkedAt) || walkedAt + WalkEvery <= now)
        {
            await FindAsync(tenant, ct);
            _walked[tenant.Id] = now;
        }

        now = node.Clock.GetUtcNow(); // What was found just now is due.

        var due = (await node.Database.ReadAsync(tenant.Id, session => session.DueLinksAsync(now, AtOnce * 10, ct), ct))
            .GroupBy(r => new Uri(r.Address).Host, StringComparer.OrdinalIgnoreCase).SelectMany(g => g.Take(OfOneHost)).Take(AtOnce).ToList();
        var asked = new List<LinkCheckRow>();
        foreach (var row in due)
        {
            asked.Add(After(row, await fetcher.StatusAsync(new Uri(row.Address), ct), node.Clock.GetUtcNow()));
        }

        if (asked.Count > 0)
        {
            await node.Writer.WriteAsync(
                tenant.Id,
                WriteLane.Bulk,
                async (unit, stop) =>
                {
                    // Documents may have been found meanwhile; an address that went stays away.
                    var there = (await unit.Session.LinkChecksAsync([.. asked.Select(a => a.Address)], stop)).ToDictionary(r => r.Address);
                    foreach (var row in asked.Where(a => there.ContainsKey(a.Address)))
                    {
                        unit.KeepLink(row with { Documents = there[row.Address].Documents });
                    }

                    return true;
                },
                ct);
        }

        return asked.Count;
    }

    /// <summary>Walks through what is public, and keeps the addresses to which it leads.</summary>
    public async Task FindAsync(Tenant tenant, CancellationToken ct)
    {
        var found = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var after = Guid.Empty; await node.Database.ReadAsync(tenant.Id, session => session.PublishedAfterAsync(after, ReadAtOnce, ct), ct) is { Count: > 0 } rows; after = rows[^1].Id)
        {
            // Who mends what is no longer kept up?
            foreach (var row in rows.Where(r => !r.IsHistorical))
            {
                if (ContentModule.Find(row.Type)?.Document is { } type && type.TryRead(row.Body, out _) is { } body)
                {
                    Note(found, row.Id, type, body);
                }
            }
        }

        await node.Writer.WriteAsync(
            tenant.Id,
            WriteLane.Bulk,
            async (unit, stop) =>
            {
                var there = (await unit.Session.LinkChecksAsync(stop)).ToDictionary(r => r.Address, StringComparer.Ordinal);
                foreach (var (address, documents) in found)
                {
                    var row = there.GetValueOrDefault(address) ?? new LinkCheckRow(address, LinkState.New, "", 0, null, unit.Now, []);
                    if (!there.ContainsKey(address) || !row.Documents.SequenceEqual(documents))
                    {
                        unit.KeepLink(row with { Documents = documents });
                    }
                }

                unit.ForgetLinks(there.Keys.Where(a => !found.ContainsKey(a)));
                return true;
            },
            ct);
    }

    /// <summary>Asks broken ones, and those that are doubted, at the next look.</summary>
    public Task AskAgainAsync(Tenant tenant, CancellationToken ct) => node.Writer.WriteAsync(
        tenant.Id,
        WriteLane.People,
        async (unit, stop) =>
        {
            foreach (var row in (await unit.Session.LinkChecksAsync(stop)).Where(r => r.State is LinkState.Broken or LinkState.Doubted))
            {
                unit.KeepLink(row with { NextAt = unit.Now });
            }

            return true;
        },
        ct);

    /// <summary>What is known after one answer.</summary>
    internal static LinkCheckRow After(LinkCheckRow row, Outcome<int> answer, DateTimeOffset now)
    {
        // Who asks for a name or wants fewer questions is there (RFC 9110 §15.5; RFC 6585 §4). So is what we may not look at.
        var answers = answer is { Succeeded: true, Value: < 400 or 401 or 403 or 407 or 429 or 451 };
        var seen = answer.Succeeded ? answer.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : answer.Problems[0].Code == "source.address-internal" ? Internal : Unreachable;
        if (answers)
        {
            return row with { State = LinkState.Answers, Seen = seen, Failures = 0, CheckedAt = now, NextAt = now + Again };
        }

        var failures = row.Failures + 1;
        return row with
        {
            State = failures >= FailuresOfBroken ? LinkState.Broken : LinkState.Doubted, Seen = seen, Failures = failures, CheckedAt = now,
            NextAt = now + AfterFailure[Math.Min(failures, AfterFailure.Length) - 1],
        };
    }

    private static void Note(Dictionary<string, List<string>> found, Guid id, DocumentType type, DocumentBody body)
    {
        foreach (var address in OutsideLinks.Of(type, body).Select(l => OutsideLinks.AddressOf(l.Url)).OfType<string>().Distinct())
        {
            if (!found.TryGetValue(address, out var documents))
            {
                found[address] = documents = [];
            }

            if (documents.Count < MostDocuments)
            {
                documents.Add(id.ToString());
            }
        }
    }
}
