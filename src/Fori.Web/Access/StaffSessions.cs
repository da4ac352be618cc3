using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Hosting;

namespace Fori.Web.Access;

/// <summary>Where people are signed in. A ticket names its session; when that is ended or too old, the ticket opens nothing.</summary>
internal sealed class StaffSessions(StoreDatabase database, StoreWriter writer, ForiSettings settings)
{
    private const int LongestDevice = 200;

    // A row is not written at each request: to some minutes is exact enough for people and for the limit.
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(2);

    public async Task<Guid> BeginAsync(TenantId tenant, Guid user, string device, string origin, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(database.Clock.GetUtcNow());
        await writer.WriteAsync(tenant, WriteLane.People, (unit, _) =>
        {
            unit.Keep(new SessionRow(id, user, unit.Now, unit.Now, new string([.. device.Where(c => !char.IsControl(c)).Take(LongestDevice)]), origin));
            return Task.FromResult(true);
        }, ct);
        return id;
    }

    /// <summary>Is it open, and this person's? Then it has been seen.</summary>
    public async Task<bool> SeenAsync(TenantId tenant, Guid user, Guid id, CancellationToken ct)
    {
        var now = database.Clock.GetUtcNow();
        if (await database.ReadAsync(tenant, session => session.SessionAsync(id, ct), ct) is not { } row || row.User != user
            || row.SeenAt + settings.Sessions.Idle <= now || row.CreatedAt + settings.Sessions.Absolute <= now)
        {
            return false;
        }

        if (row.SeenAt + SeenEvery <= now)
        {
            await writer.WriteAsync(tenant, WriteLane.People, async (unit, stop) =>
            {
                // Ended meanwhile, it must not come back.
                if (await unit.Session.SessionAsync(id, stop) is { } found)
                {
                    unit.Keep(found with { SeenAt = unit.Now });
                }

                return true;
            }, ct);
        }

        return true;
    }

    /// <summary>The person's, the last used first, without those that are over.</summary>
    public async Task<IReadOnlyList<SessionRow>> ListAsync(TenantId tenant, Guid user, CancellationToken ct)
    {
        var now = database.Clock.GetUtcNow();
        return (await database.ReadAsync(tenant, session => session.SessionsAsync(user, ct), ct))
            .FindAll(row => row.SeenAt + settings.Sessions.Idle > now && row.CreatedAt + settings.Sessions.Absolute > now);
    }

    public Task EndAsync(TenantId tenant, Guid user, Guid id, CancellationToken ct) => writer.WriteAsync(tenant, WriteLane.People, async (unit, stop) =>
    {
        await unit.EndSessionAsync(user, id, stop);
        return true;
    }, ct);

    public Task EndOthersAsync(TenantId tenant, Guid user, Guid? but, CancellationToken ct) => writer.WriteAsync(tenant, WriteLane.People, async (unit, stop) =>
    {
        await unit.EndSessionsAsync(user, but, stop);
        return true;
    }, ct);

    /// <summary>Takes away what has run out: sessions, links and attempts.</summary>
    public Task TidyAsync(TenantId tenant, CancellationToken ct) => writer.WriteAsync(tenant, WriteLane.People, async (unit, stop) =>
    {
        await unit.TidyStaffAsync(unit.Now - settings.Sessions.Idle, unit.Now - settings.Sessions.Absolute, unit.Now - SignInAttempts.KeptFor, stop);
        return true;
    }, ct);
}
