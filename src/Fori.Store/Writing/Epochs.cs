namespace Fori.Store.Writing;

/// <summary>A restored or imported tenant has another history than its readers know.</summary>
public static class Epochs
{
    /// <summary>
    /// Begins the tenant's next epoch, in a transaction that writes nothing else: every cursor given out before is refused
    /// from then on, and projections rebuild.
    /// </summary>
    public static async Task BeginNextEpochAsync(this TenantUnit unit, CancellationToken ct)
    {
        await unit.Session.ExecuteAsync("update heads set epoch = epoch + 1 where tenant = @tenant", ct);
        unit.BeginEpoch(unit.Head);
    }
}
