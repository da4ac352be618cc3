// What must hold of a store at rest, looked at from outside the code that writes it. The rules: Documents/Rows.cs.
// Reads one snapshot per tenant: its log as a stream, then its documents in pages, so memory does not grow with it.
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Schema;
using Fori.Store.Sql;

namespace Fori.Store.Verification;

/// <param name="Check">Stable code of what does not hold, as <c>log.gap</c>.</param>
/// <param name="Tenant">Name of the tenant; null when it is about the whole database.</param>
/// <param name="Document">Null when it is about no single document.</param>
/// <param name="Message">For the operator, in English.</param>
public sealed record VerificationProblem(string Check, string? Tenant, Guid? Document, string Message);

/// <param name="Checked">How many changes, documents, versions and contributions were looked at.</param>
public sealed record VerificationReport(IReadOnlyList<VerificationProblem> Problems, long Checked)
{
    public bool Ok => Problems.Count == 0;
}

/// <summary>Looks for everything that is wrong in a store, and names it.</summary>
/// <remarks>
/// Checks: <c>database.integrity</c>, <c>tenant.unknown</c>, <c>tenant.head</c>; <c>log.gap</c>, <c>log.head</c>,
/// <c>log.mark</c>, <c>log.time</c>, <c>log.operation</c>, <c>log.document</c>; <c>document.state</c>,
/// <c>document.merged-into</c>, <c>document.merge-cycle</c>; <c>version.missing</c>, <c>version.gap</c>,
/// <c>version.document</c>; <c>body.malformed</c>, <c>body.not-canonical</c>; <c>publication.missing</c>,
/// <c>publication.surplus</c>, <c>publication.version</c>, <c>publication.languages</c>, <c>publication.overlap</c>,
/// <c>publication.change</c>, <c>publication.document</c>; <c>contribution.latest</c>, <c>contribution.gap</c>,
/// <c>contribution.hash</c>, <c>contribution.body</c>, <c>contribution.document</c>, <c>contribution.missing</c>; <c>golden.state</c>,
/// <c>golden.body</c>, <c>golden.provenance</c>; <c>identifier.document</c>, <c>identifier.missing</c>;
/// <c>route.kind</c>, <c>route.document</c>, <c>route.missing</c>, <c>route.current</c>, <c>route.slug</c>; <c>reference.document</c>,
/// <c>reference.rows</c>; <c>decision.body</c>, <c>decision.document</c>; <c>workflow.document</c>,
/// <c>workflow.remark</c>, <c>workflow.version</c>, <c>bin.state</c>; <c>user.missing</c>.
/// </remarks>
public static class StoreVerifier
{
    private const int MostPerCheck = 1_000;

    /// <param name="tenant">Null: every tenant, and rows of tenants that do not exist.</param>
    public static async Task<VerificationReport> VerifyAsync(StoreDatabase database, DocumentKinds kinds, TenantId? tenant, CancellationToken ct)
    {
        var findings = new Findings();
        var tenants = await database.TenantsAsync(ct);
        if (tenant is null)
        {
            foreach (var line in await database.IntegrityAsync(ct))
            {
                findings.Add("database.integrity", null, line);
            }

            foreach (var (table, number, rows) in await database.StrayRowsAsync(ct))
            {
                findings.Add("tenant.unknown", null, $"{rows} rows of {table} belong to tenant {number}, which does not exist.");
            }
        }

        foreach (var known in tenants.Where(t => tenant is null || t.Id == tenant))
        {
            findings.Tenant = known.Name;
            await database.ReadAsync(known.Id, async session =>
            {
                await CheckLogAsync(session, findings, ct);
                await CheckOrphansAsync(session, findings, ct);
                await CheckContributionsAsync(session, findings, ct);
                await CheckStaffAsync(session, findings, ct);
                await new DocumentVerification(session, kinds, findings).RunAsync(ct);
                return true;
            }, ct);
        }

        return new VerificationReport(findings.Problems, findings.Checked);
    }

    private static async Task CheckLogAsync(StoreSession session, Findings findings, CancellationToken ct)
    {
        var heads = await session.QueryAsync($"select {Tables.Heads.ColumnNames} from heads where tenant = @tenant", Tables.Heads.Read, ct);
        if (heads is not [var head])
        {
            findings.Add("tenant.head", null, "The tenant has no head.");
            return;
        }

        var last = (Sequence: 0L, Mark: 0L, At: DateTimeOffset.MinValue);
        await foreach (var (sequence, mark, at, operation, id) in session.StreamAsync(
            "select sequence, mark, at, operation, id from changes where tenant = @tenant order by sequence",
            r => (r.Long(), r.Long(), r.Instant(), r.Text(), r.Guid()), ct))
        {
            findings.Checked++;
            if (sequence != last.Sequence + 1)
            {
                findings.Add("log.gap", id, $"After change {last.Sequence} comes {sequence}.");
            }

            if (at < last.At)
            {
                findings.Add("log.time", id, $"Change {sequence} is earlier than the one before it.");
            }

            if (!Enum.TryParse<ChangeOperation>(operation, out var known) || !Enum.IsDefined(known))
            {
                findings.Add("log.operation", id, $"Change {sequence} is a {operation}, which is unknown.");
            }

            last = (sequence, mark, at);
        }

        if (head.Head != last.Sequence)
        {
            findings.Add("log.head", null, $"The head is {head.Head}, the last change {last.Sequence}.");
        }

        if (head.Mark != last.Mark)
        {
            findings.Add("log.mark", null, "The head has another mark than the last change.");
        }

        if (head.At < last.At)
        {
            findings.Add("log.time", null, "The head is earlier than the last change.");
        }
    }

    // Rows that tell of documents which are not there.
    // A session or a link of nobody would come back to life for whoever got the id.
    private static async Task CheckStaffAsync(StoreSession session, Findings findings, CancellationToken ct)
    {
        foreach (var table in (IEnumerable<string>)["sessions", "user_links", "passkeys", "linked_identities", "outbox"])
        {
            // The names are those above.
            foreach (var id in await session.QueryAsync(
                $"select distinct x.user_id from {table} x where x.tenant = @tenant and x.user_id is not null" +
                $" and not exists (select 1 from users u where u.tenant = @tenant and u.id = x.user_id) limit {MostPerCheck}",
                r => r.Guid(), ct))
            {
                findings.Add("user.missing", null, $"{table} has rows of the person {id}, who does not exist.");
            }
        }
    }

    private static async Task CheckOrphansAsync(StoreSession session, Findings findings, CancellationToken ct)
    {
        foreach (var (check, table, column) in new[]
        {
            ("log.document", "changes", "id"), ("version.document", "versions", "id"), ("publication.document", "publications", "id"),
            ("contribution.document", "contributions", "document"), ("contribution.document", "contributions", "home"),
            ("decision.document", "decisions", "document"), ("identifier.document", "external_ids", "document"),
            ("route.document", "routes", "document"), ("reference.document", "refs", "document"), ("document.merged-into", "documents", "merged_into"),
            ("workflow.document", "remarks", "document"), ("workflow.document", "reviews", "document"), ("workflow.document", "schedules", "document"),
            ("workflow.document", "preview_links", "document"), ("workflow.document", "binned", "document"), ("workflow.document", "review_days", "document"),
            ("workflow.document", "owners", "document"), ("workflow.document", "translation_bases", "document"),
        })
        {
            // The names are those above.
            foreach (var id in await session.QueryAsync(
                $"select distinct x.{column} from {table} x where x.tenant = @tenant and x.{column} is not null" +
                $" and not exists (select 1 from documents d where d.tenant = @tenant and d.id = x.{column}) limit {MostPerCheck}",
                r => r.Guid(), ct))
            {
                findings.Add(check, id, $"{table}.{column} names a document that does not exist.");
            }
        }

        foreach (var table in new[] { "reviews", "schedules" })
        {
            foreach (var id in await session.QueryAsync(
                $"select distinct x.document from {table} x where x.tenant = @tenant and not exists (select 1 from remarks r where r.tenant = @tenant and r.id = x.remark" +
                $" and r.document = x.document) limit {MostPerCheck}",
                r => r.Guid(), ct))
            {
                findings.Add("workflow.remark", id, $"A row of {table} names a remark that is not there.");
            }

            foreach (var id in await session.QueryAsync(
                $"select distinct x.document from {table} x where x.tenant = @tenant and x.version > 0 and not exists (select 1 from versions v where v.tenant = @tenant" +
                $" and v.id = x.document and v.version = x.version) limit {MostPerCheck}",
                r => r.Guid(), ct))
            {
                findings.Add("workflow.version", id, $"A row of {table} names a version that is not there.");
            }
        }

        foreach (var id in await session.QueryAsync(
            "select b.document from binned b join documents d on d.tenant = @tenant and d.id = b.document where b.tenant = @tenant and d.state <> 'Archived'", r => r.Guid(), ct))
        {
            findings.Add("bin.state", id, "The document is in the bin and not archived.");
        }

        foreach (var id in await session.QueryAsync(
            "select distinct p.id from publications p where p.tenant = @tenant" +
            $" and not exists (select 1 from changes c where c.tenant = @tenant and c.sequence = p.from_sequence and c.id = p.id) limit {MostPerCheck}",
            r => r.Guid(), ct))
        {
            findings.Add("publication.change", id, "A publication begins with a change that is not the document's.");
        }

        foreach (var id in await session.QueryAsync(
            $"select document from routes where tenant = @tenant and kind not in ('Current', 'Former') limit {MostPerCheck}", r => r.Guid(), ct))
        {
            findings.Add("route.kind", id, "An address is of an unknown kind.");
        }

        foreach (var id in await session.QueryAsync(
            $"select document from routes where tenant = @tenant and kind = 'Current' group by document, space, language having count(*) > 1 limit {MostPerCheck}",
            r => r.Guid(), ct))
        {
            findings.Add("route.current", id, "Two addresses in one language are current.");
        }
    }

    // In the order of their keys, so that the versions of one stand together.
    private static async Task CheckContributionsAsync(StoreSession session, Findings findings, CancellationToken ct)
    {
        ContributionRow? before = null;
        await foreach (var row in session.StreamAsync(
            $"select {Tables.Contributions.ColumnNames} from contributions where tenant = @tenant order by source, key, version", Tables.Contributions.Read, ct))
        {
            findings.Checked++;
            var name = $"{row.Source} {row.Key}";
            var next = before is not null && before.Source == row.Source && before.Key == row.Key;
            if (row.Version != (next ? before!.Version + 1 : 1)) // Next to one that is.
            {
                findings.Add("contribution.gap", row.Document, $"Version {row.Version} of {name} has none before it.");
            }

            if (!next)
            {
                CheckNewest(before);
            }
            else if (before!.Latest) // As above.
            {
                findings.Add("contribution.latest", row.Document, $"Version {before.Version} of {name} is latest, and there is a newer one.");
            }

            if (row.Hash != BodyHash.Of(row.Body))
            {
                findings.Add("contribution.hash", row.Document, $"Version {row.Version} of {name} is not what was stored.");
            }

            if (row.Body is not null && !(CanonicalJson.IsCanonical(row.Body) && JsonBody.IsObject(row.Body)))
            {
                findings.Add("contribution.body", row.Document, $"Version {row.Version} of {name} is not in canonical form.");
            }

            before = row;
        }

        CheckNewest(before);

        void CheckNewest(ContributionRow? row)
        {
            if (row is { Latest: false })
            {
                findings.Add("contribution.latest", row.Document, $"Version {row.Version} of {row.Source} {row.Key} is the newest, and not latest.");
            }
        }
    }
}

internal sealed class Findings
{
    public List<VerificationProblem> Problems { get; } = [];

    public string? Tenant { get; set; }

    public long Checked { get; set; }

    public void Add(string check, Guid? document, string message) => Problems.Add(new VerificationProblem(check, Tenant, document, message));
}
