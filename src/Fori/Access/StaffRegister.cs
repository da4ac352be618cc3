using System.Buffers.Text;
using System.Security.Cryptography;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Access;

/// <summary>The staff of each municipality, and the log of who was let in. Every change goes through the municipality's writer.</summary>
public sealed class StaffRegister(StoreDatabase database, StoreWriter writer)
{
    public const int LongestEmail = 254; // RFC 5321 §4.5.3.1.3, less the brackets.
    public const int LongestName = 200;

    public Task<List<UserRow>> ListAsync(TenantId tenant, CancellationToken ct) =>
        database.ReadAsync(tenant, session => session.UsersAsync(ct), ct);

    /// <returns>Null when there is none in this municipality.</returns>
    public Task<UserRow?> FindAsync(TenantId tenant, Guid id, CancellationToken ct) =>
        database.ReadAsync(tenant, session => session.UserAsync(id, ct), ct);

    /// <param name="email">In any case, spaces around it forgiven.</param>
    public Task<UserRow?> FindByEmailAsync(TenantId tenant, string email, CancellationToken ct) =>
        database.ReadAsync(tenant, session => session.UserByEmailAsync(Normal(email), ct), ct);

    /// <returns>The row as kept. Problems <c>access.email-invalid</c>, <c>access.name-invalid</c>, <c>access.email-taken</c>.</returns>
    public async Task<Outcome<UserRow>> AddAsync(
        TenantId tenant, string email, string name, IReadOnlyList<Grant> grants, string? passwordHash, bool mustChange, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(name);
        var (address, called) = (Normal(email), name.Trim());
        if (ProblemOf(address, called) is { } problem)
        {
            return problem;
        }

        return await writer.WriteAsync<Outcome<UserRow>>(tenant, WriteLane.People, async (unit, stop) =>
        {
            if (await unit.Session.UserByEmailAsync(address, stop) is not null)
            {
                return Problem.Of("access.email-taken", "", ("email", address));
            }

            var row = NewRow(Guid.CreateVersion7(unit.Now), address, called, grants, unit.Now) with { PasswordHash = passwordHash, MustChange = mustChange };
            unit.Keep(row);
            return row;
        }, ct);
    }

    /// <summary>A person who has no password yet.</summary>
    /// <param name="email">As <see cref="Normal"/> gives it.</param>
    public static UserRow NewRow(Guid id, string email, string name, IReadOnlyList<Grant> grants, DateTimeOffset now) =>
        new(id, email, name, null, false, NewStamp(), null, false, null, [], 0, null, Grant.Write(grants), now, null, 1, Grant.Write([]));

    /// <summary>The row with what somebody gives or takes by hand. What the directory gave and the person does not have any more, it did not give.</summary>
    public static UserRow WithGrants(UserRow row, IReadOnlyList<Grant> grants)
    {
        ArgumentNullException.ThrowIfNull(row);
        var kept = grants.Select(GrantText.Write).ToHashSet(StringComparer.Ordinal);
        return row with
        {
            Grants = Grant.Write(grants), Mapped = row.Mapped is { } mapped ? Grant.Write([.. Grant.Read(mapped).Where(g => kept.Contains(GrantText.Write(g)))]) : null,
        };
    }

    /// <returns><c>access.email-invalid</c>, <c>access.name-invalid</c>; null when both will do.</returns>
    public static Problem? ProblemOf(string email, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return !IsEmail(email) ? Problem.Of("access.email-invalid", "", ("email", email))
            : name.Length is 0 or > LongestName || name.Any(char.IsControl) ? Problem.Of("access.name-invalid", "", ("max", "200"))
            : null;
    }

    /// <summary>Changes a person's row, read under the writer's lock.</summary>
    /// <param name="change">Gives the row as it is to be, or the same to leave it; may run more than once.</param>
    /// <returns>As kept; null when there is none.</returns>
    public Task<UserRow?> ChangeAsync(TenantId tenant, Guid id, Func<UserRow, DateTimeOffset, UserRow> change, CancellationToken ct) =>
        writer.WriteAsync(tenant, WriteLane.People, async (unit, stop) =>
        {
            var row = await unit.Session.UserAsync(id, stop);
            if (row is null)
            {
                return null;
            }

            var changed = change(row, unit.Now);
            if (changed == row)
            {
                return row;
            }

            changed = changed with { Revision = row.Revision + 1 };
            unit.Keep(changed);
            return changed;
        }, ct);

    /// <summary>Notes who was let in or refused; the answer goes out only when it is written.</summary>
    public Task NoteAsync(TenantId tenant, string actor, string action, string subject, bool allowed, CancellationToken ct) =>
        writer.WriteAsync(tenant, WriteLane.People, (unit, _) => Task.FromResult(unit.Note(actor, action, subject, allowed)), ct);

    /// <summary>Newest first.</summary>
    public Task<List<AccessRow>> AccessLogAsync(TenantId tenant, int limit, CancellationToken ct) =>
        database.ReadAsync(tenant, session => session.AccessLogAsync(limit, ct), ct);

    /// <summary>Another one ends every session of the person.</summary>
    public static string NewStamp() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public static string Normal(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Trim().ToLowerInvariant();
    }

    // What an address may be, only its mail server knows; this keeps out what is surely none.
    private static bool IsEmail(string email) =>
        email.Length is >= 3 and <= LongestEmail && email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == email.LastIndexOf('@') && at < email.Length - 1
        && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || "<>()[],;:\\\"".Contains(c, StringComparison.Ordinal));
}
