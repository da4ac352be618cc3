using System.Security.Cryptography;
using System.Text;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Microsoft.AspNetCore.DataProtection;

namespace Fori.Web.Mail;

/// <summary>
/// Letters on their way, in the municipality's store: what was promised in a transaction is sent though the process dies.
/// Texts are protected, gone once they are sent, and gone when the secret in them is worth nothing any more.
/// </summary>
internal sealed class Outbox(StoreDatabase database, StoreWriter writer, IDataProtectionProvider protection)
{
    public const int MostAttempts = 8;
    private const int LongestSubject = 300;
    private const int LongestError = 300;
    private static readonly TimeSpan InHand = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);
    private readonly IDataProtector _texts = protection.CreateProtector("Fori.Mail.Outbox");

    /// <summary>Told after something was put in; must not wait.</summary>
    public event Action? Queued;

    /// <summary>
    /// May the letter be sent as it is? Refused with <c>mail.header</c>: whoever sends line breaks in an address or a subject
    /// wants other headers than ours (RFC 5322 §2.2).
    /// </summary>
    public static Problem? ProblemOf(string to, string subject) =>
        IsAddress(to) && subject.Length is > 0 and <= LongestSubject && !subject.Any(char.IsControl) ? null : Problem.Of("mail.header");

    /// <summary>Puts a letter in, in the caller's transaction; <see cref="Signal"/> is to follow the commit.</summary>
    /// <exception cref="InvalidOperationException">The caller has not asked <see cref="ProblemOf"/>.</exception>
    public void Put(TenantUnit unit, Letter letter, Guid? instead = null)
    {
        if (ProblemOf(letter.To, letter.Subject) is { } problem)
        {
            throw new InvalidOperationException($"A letter of the kind {letter.Kind} cannot be sent: {problem.Code}.");
        }

        unit.Keep(new MailRow(
            instead ?? Guid.CreateVersion7(unit.Now), letter.Kind, letter.User, letter.To, letter.Language, letter.Subject, Protect(letter.Text), letter.SecretUntil, MailState.Waiting, 0,
            unit.Now, null, unit.Now, null));
    }

    /// <summary>
    /// Asks for a letter of which it is not known yet whether anybody gets it: who asks waits no longer when there is
    /// somebody. It is written later by the <see cref="ILetterWriter"/> of its kind.
    /// </summary>
    /// <param name="context">What the writer needs to know.</param>
    public void Ask(TenantUnit unit, string kind, string to, string language, string context) =>
        unit.Keep(new MailRow(Guid.CreateVersion7(unit.Now), kind, null, to, language, "", Protect(context), null, MailState.Asked, 0, unit.Now, null, unit.Now, null));

    public void Signal() => Queued?.Invoke();

    /// <summary>Takes what is due in hand, for this node alone.</summary>
    public async Task<IReadOnlyList<MailRow>> TakeAsync(TenantId tenant, int limit, CancellationToken ct)
    {
        // Most of the time there is nothing, and to see that takes no lock.
        if ((await database.ReadAsync(tenant, session => session.DueMailAsync(database.Clock.GetUtcNow(), 1, ct), ct)).Count == 0)
        {
            return [];
        }

        return await writer.WriteAsync<IReadOnlyList<MailRow>>(tenant, WriteLane.People, async (unit, stop) =>
        {
            var due = await unit.Session.DueMailAsync(unit.Now, limit, stop);
            var taken = due.ConvertAll(row => row with { State = row.State == MailState.Asked ? MailState.Asked : MailState.Sending, Attempts = row.Attempts + 1, NextAt = unit.Now + InHand });
            taken.ForEach(unit.Keep);
            return taken;
        }, ct);
    }

    public Task SentAsync(TenantId tenant, MailRow row, CancellationToken ct) =>
        ChangeAsync(tenant, row, (now, r) => r with { State = MailState.Sent, Body = null, SentAt = now, Error = null }, ct);

    public Task KeptAsync(TenantId tenant, MailRow row, CancellationToken ct) => ChangeAsync(tenant, row, (_, r) => r with { State = MailState.Kept }, ct);

    /// <summary>It did not go: tried again later, each time after a longer while, and given up in the end or at once.</summary>
    /// <param name="isFinal">The server will never take it.</param>
    public Task FailedAsync(TenantId tenant, MailRow row, string error, bool isFinal, CancellationToken ct) => ChangeAsync(tenant, row, (now, r) =>
    {
        var said = new string([.. error.Select(c => char.IsControl(c) ? ' ' : c).Take(LongestError)]);
        return isFinal || r.Attempts >= MostAttempts
            ? r with { State = MailState.Dead, Error = said }
            : r with { State = MailState.Waiting, Error = said, NextAt = now + WaitAfter(r.Attempts) };
    }, ct);

    /// <summary>Tries a letter anew that was given up. False when there is none, or its text is gone.</summary>
    public async Task<bool> RetryAsync(TenantId tenant, Guid id, CancellationToken ct)
    {
        var isThere = await writer.WriteAsync(tenant, WriteLane.People, async (unit, stop) =>
        {
            if (await unit.Session.MailAsync(id, stop) is not { State: MailState.Dead, Body: not null } row)
            {
                return false;
            }

            unit.Keep(row with { State = MailState.Waiting, Attempts = 0, NextAt = unit.Now });
            return true;
        }, ct);
        Signal();
        return isThere;
    }

    public Task<List<MailRow>> ListAsync(TenantId tenant, int limit, CancellationToken ct) => database.ReadAsync(tenant, session => session.OutboxAsync(limit, ct), ct);

    public Task<MailRow?> FindAsync(TenantId tenant, Guid id, CancellationToken ct) => database.ReadAsync(tenant, session => session.MailAsync(id, ct), ct);

    public Task TidyAsync(TenantId tenant, CancellationToken ct) => writer.WriteAsync(tenant, WriteLane.People, async (unit, stop) =>
    {
        await unit.TidyOutboxAsync(unit.Now - KeptFor, stop);
        return true;
    }, ct);

    /// <returns>Null when the text is gone, or the key that protected it is.</returns>
    public string? TextOf(MailRow row)
    {
        try
        {
            return row.Body is null ? null : Encoding.UTF8.GetString(_texts.Unprotect(row.Body));
        }
        catch (CryptographicException)
        {
            // A copy of the database without its keys: the letter is as good as gone, and its row says so.
            return null;
        }
    }

    /// <summary>A minute, then four times as long each time, at most six hours.</summary>
    internal static TimeSpan WaitAfter(int attempts) => TimeSpan.FromMinutes(Math.Min(360, Math.Pow(4, Math.Max(0, attempts - 1))));

    internal static bool IsAddress(string address) =>
        address.Length is >= 3 and <= 254 && address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == address.LastIndexOf('@') && at < address.Length - 1
        && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || "<>()[],;:\\\"".Contains(c, StringComparison.Ordinal));

    private byte[] Protect(string text) => _texts.Protect(Encoding.UTF8.GetBytes(text));

    private Task ChangeAsync(TenantId tenant, MailRow row, Func<DateTimeOffset, MailRow, MailRow> change, CancellationToken ct) =>
        writer.WriteAsync(tenant, WriteLane.People, async (unit, stop) =>
        {
            // Its person may have been removed meanwhile, and the letter with them.
            if (await unit.Session.MailAsync(row.Id, stop) is { } found)
            {
                unit.Keep(change(unit.Now, found));
            }

            return true;
        }, ct);
}

/// <summary>Writes letters of one kind that were only asked for.</summary>
internal interface ILetterWriter
{
    string Kind { get; }

    /// <summary>Puts the letter in the place of what was asked (<see cref="Outbox.Put"/> with its id), or drops that when nobody is to get one.</summary>
    Task WriteAsync(Tenant tenant, MailRow asked, CancellationToken ct);
}
