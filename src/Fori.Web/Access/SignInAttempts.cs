using System.Security.Cryptography;
using System.Text;
using Fori.Access;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Web.Access;

/// <summary>
/// Who may try a password now (ADR 0009). Counted per email and network, and per email from everywhere, for emails of nobody
/// just as for those of people, with the same reads and writes. Strangers may shut the door for themselves, and for other strangers;
/// a network from which the person has signed in before has a count of its own, and a link by mail opens the door to any.
/// </summary>
internal sealed class SignInAttempts(StoreDatabase database, StoreWriter writer)
{
    /// <summary>Wrong ones in a row before a network waits.</summary>
    public const int PerNetwork = 5;

    /// <summary>Wrong ones from everywhere before unknown networks wait.</summary>
    public const int PerEmail = 50;

    private const int HalfKey = 16;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(8);
    private static readonly TimeSpan KnownFor = TimeSpan.FromDays(90);
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(2);

    /// <summary>After this nothing of an attempt matters any more.</summary>
    public static TimeSpan KeptFor => Forgotten;

    /// <param name="network">As <c>RateLimits.ClientOf</c> has it.</param>
    public async Task<bool> MayTryAsync(TenantId tenant, string email, string network, CancellationToken ct)
    {
        var (here, everywhere) = await database.ReadAsync(tenant, async session =>
            (await session.AttemptAsync(KeyOf(email, network), ct), await session.AttemptAsync(KeyOf(email, ""), ct)), ct);
        var now = database.Clock.GetUtcNow();
        return here?.LockedUntil is not { } until || until <= now
            ? here?.KnownUntil > now || everywhere?.LockedUntil is not { } all || all <= now
            : false;
    }

    /// <summary>Counts a wrong one.</summary>
    /// <returns>The door has just been shut, for this network or for all that are not known.</returns>
    public Task<bool> FailedAsync(TenantId tenant, string email, string network, CancellationToken ct) => writer.WriteAsync(tenant, WriteLane.People, async (unit, stop) =>
    {
        var here = Counted(await unit.Session.AttemptAsync(KeyOf(email, network), stop), KeyOf(email, network), PerNetwork, unit.Now);
        var everywhere = Counted(await unit.Session.AttemptAsync(KeyOf(email, ""), stop), KeyOf(email, ""), PerEmail, unit.Now);
        unit.Keep(here.Row);
        unit.Keep(everywhere.Row);
        return here.IsShut || everywhere.IsShut;
    }, ct);

    /// <summary>The right one: the network begins anew, and is known. What others do elsewhere is not forgotten by it.</summary>
    public Task SucceededAsync(TenantId tenant, string email, string network, CancellationToken ct) => writer.WriteAsync(tenant, WriteLane.People, (unit, _) =>
    {
        Open(unit, email, network);
        return Task.FromResult(true);
    }, ct);

    /// <summary>Whoever reads the person's mail is let try from this network, whatever others do.</summary>
    public static void Open(TenantUnit unit, string email, string network) =>
        unit.Keep(new AttemptRow(KeyOf(email, network), 0, 0, unit.Now, null, unit.Now + KnownFor));

    /// <summary>A new password, or an account that was opened again: what was tried before does not matter.</summary>
    public static Task ForgetAsync(TenantUnit unit, string email, CancellationToken ct)
    {
        var half = Half(StaffRegister.Normal(email));
        return unit.DropAttemptsAsync([.. half, .. new byte[HalfKey]], [.. half, .. Enumerable.Repeat(byte.MaxValue, HalfKey)], ct);
    }

    public Task ForgetAsync(TenantId tenant, string email, CancellationToken ct) => writer.WriteAsync(tenant, WriteLane.People, async (unit, stop) =>
    {
        await ForgetAsync(unit, email, stop);
        return true;
    }, ct);

    /// <summary>A quarter of an hour, then twice as long each time, at most eight hours.</summary>
    internal static TimeSpan WaitAfter(int locks) => locks > 6 || FirstWait * Math.Pow(2, locks) > LongestWait ? LongestWait : FirstWait * Math.Pow(2, locks);

    private static (AttemptRow Row, bool IsShut) Counted(AttemptRow? row, byte[] key, int most, DateTimeOffset now)
    {
        // After two quiet days it is another story.
        var last = row is null || row.LastAt + Forgotten < now ? new AttemptRow(key, 0, 0, now, null, row?.KnownUntil) : row with { Key = key };
        return last.Failures + 1 < most
            ? (last with { Failures = last.Failures + 1, LastAt = now }, false)
            : (last with { Failures = 0, Locks = last.Locks + 1, LastAt = now, LockedUntil = now + WaitAfter(last.Locks) }, true);
    }

    // A hash, so that the table is no list of what was typed; it may well be somebody's password.
    // All of one email lie side by side.
    private static byte[] KeyOf(string email, string network)
    {
        var called = StaffRegister.Normal(email);
        return [.. Half(called), .. Half($"{called}\n{network}")];
    }

    private static byte[] Half(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..HalfKey];
}
