using Fori.Store.Schema;

namespace Fori.Store.Sql;

/// <summary>A database that holds the store: SQLite in a data folder, or PostgreSQL.</summary>
public abstract class StoreDatabase : IAsyncDisposable
{
    private protected StoreDatabase(TimeProvider clock) => Clock = clock;

    public TimeProvider Clock { get; }

    /// <summary>Name for people: SQLite or PostgreSQL.</summary>
    public abstract string Product { get; }

    /// <summary>True when tenants' transactions wait for each other, so one queue of writers serves all.</summary>
    public abstract bool WritesOneAtATime { get; }

    /// <summary>Brings the schema up to this program's. Refuses a schema newer than the program.</summary>
    public abstract Task MigrateAsync(CancellationToken ct);

    /// <summary>Names of migrations that the database has, and those it lacks.</summary>
    /// <returns>Unknown ones are in the database but not in this program: it is newer.</returns>
    public abstract Task<(IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown)> MigrationsAsync(CancellationToken ct);

    public abstract Task<IReadOnlyList<Tenant>> TenantsAsync(CancellationToken ct);

    /// <returns>Null when the name is taken.</returns>
    public abstract Task<Tenant?> AddTenantAsync(string name, CancellationToken ct);

    /// <summary>Removes a tenant with every row of it.</summary>
    public abstract Task RemoveTenantAsync(TenantId tenant, CancellationToken ct);

    /// <returns>False when the name is taken.</returns>
    internal abstract Task<bool> RenameTenantAsync(TenantId tenant, string name, CancellationToken ct);

    /// <summary>Tables with rows of tenants that do not exist, and how many there are of each such tenant.</summary>
    internal abstract Task<IReadOnlyList<(string Table, int Tenant, long Rows)>> StrayRowsAsync(CancellationToken ct);

    /// <summary>Whether the database refused a row because its key is there already.</summary>
    internal abstract bool IsDuplicate(System.Data.Common.DbException exception);

    /// <summary>Where every tenant's log stands.</summary>
    public abstract Task<IReadOnlyDictionary<TenantId, HeadRow>> HeadsAsync(CancellationToken ct);

    /// <summary>Reads in one snapshot of one tenant.</summary>
    public abstract Task<T> ReadAsync<T>(TenantId tenant, Func<StoreSession, Task<T>> read, CancellationToken ct);

    /// <summary>
    /// Begins a writing transaction; the caller opens tenants in it and commits, or disposes it to roll back.
    /// </summary>
    internal abstract Task<StoreTransaction> BeginAsync(CancellationToken ct);

    /// <summary>Tells other nodes that these tenants' heads moved. A hint: they also look for themselves.</summary>
    public abstract Task NotifyAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken ct);

    /// <summary>Hints of other nodes, until cancelled.</summary>
    public abstract Task ListenAsync(Action<TenantId> moved, CancellationToken ct);

    /// <summary>Takes or renews a lease by the database's clock.</summary>
    /// <returns>The fencing token while held by <paramref name="holder"/>; null when another holds it.</returns>
    public abstract Task<long?> LeaseAsync(string name, string holder, TimeSpan duration, CancellationToken ct);

    /// <summary>The installation's keys for what only it may read: cookies and secrets. Their bodies are the framework's own.</summary>
    public abstract Task<IReadOnlyList<string>> ProtectionKeysAsync(CancellationToken ct);

    /// <summary>Adds a key for all nodes; one of that name stays as it is.</summary>
    public abstract Task AddProtectionKeyAsync(string name, string body, CancellationToken ct);

    /// <summary>A consistent copy of the whole database into a folder, while it is in use.</summary>
    public abstract Task BackupAsync(string folder, CancellationToken ct);

    /// <summary>What the database itself finds wrong with its files.</summary>
    public abstract Task<IReadOnlyList<string>> IntegrityAsync(CancellationToken ct);

    /// <summary>Rewrites the database's files so that nothing that was removed or overwritten is left in them. Costly.</summary>
    public abstract Task ScrubAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    private protected static string StrayRowsSql { get; } = string.Join(" union all ", Tables.All.Select(t =>
        $"select '{t.Name}', tenant, count(*) from {t.Name} where tenant not in (select number from tenants) group by tenant"));
}

/// <summary>A writing transaction; on SQLite it may hold several tenants, on PostgreSQL one.</summary>
internal abstract class StoreTransaction : IAsyncDisposable
{
    /// <summary>Locks the tenant's head and gives a session for it.</summary>
    public abstract Task<StoreSession> OpenAsync(TenantId tenant, CancellationToken ct);

    public abstract Task CommitAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}
