using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Npgsql;

namespace Fori.Store.Postgres;

/// <summary>
/// The store in PostgreSQL 15 or newer. The login of the connection string owns the schema and migrates it; every other
/// connection takes the role <c>fori_app</c>, which owns nothing and sees the rows of one tenant at a time
/// (row-level security), or <c>fori_projector</c>, which sees the heads of all.
/// </summary>
public sealed class PostgresDatabase : StoreDatabase
{
    private const string Channel = "fori_heads";
    private const string AutoPrepare = "Max Auto Prepare";

    // Every question to large tables is by key or in the order of one, so an index answers it row by row. Figures of the
    // tables come minutes after the rows; until then the server takes a tenant for a two-hundredth of a table and reads all
    // of it for each slice of an import, to join it with the slice's keys.
    private const string PlansByKey = "-c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";
    private readonly string _connectionString;
    private readonly NpgsqlDataSource _owner;
    private readonly NpgsqlDataSource _app;
    private readonly NpgsqlDataSource _projector;

    /// <param name="connectionString">As Npgsql takes it: <c>Host=…;Database=…;Username=…</c>.</param>
    public PostgresDatabase(string connectionString, TimeProvider clock)
        : base(clock)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!builder.Keys.OfType<string>().Contains(AutoPrepare, StringComparer.OrdinalIgnoreCase))
        {
            // ContainsKey is true of every setting that there is, given or not.
            builder.MaxAutoPrepare = 200;
        }

        _connectionString = builder.ToString();
        _owner = NpgsqlDataSource.Create(builder.ToString());
        _app = As(builder, "fori_app");
        _projector = As(builder, "fori_projector");
    }

    public override string Product => "PostgreSQL";

    public override bool WritesOneAtATime => false;

    public override async Task MigrateAsync(CancellationToken ct)
    {
        var (_, pending, unknown) = await MigrationsAsync(ct);
        SchemaVersion.RefuseNewer(unknown);
        if (pending.Count == 0)
        {
            return;
        }

        var result = Upgrader().PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        }
    }

    public override Task<(IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown)> MigrationsAsync(CancellationToken ct) =>
        Task.FromResult(SchemaVersion.Compare(Upgrader().GetExecutedScripts(), SchemaVersion.Scripts("Postgres")));

    public override async Task<IReadOnlyList<Tenant>> TenantsAsync(CancellationToken ct)
    {
        var tenants = new List<Tenant>();
        await using var command = _app.CreateCommand("select number, name, created_at from tenants order by number");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            tenants.Add(new Tenant(new TenantId(reader.GetInt32(0)), reader.GetString(1), Instants.FromMicroseconds(reader.GetInt64(2))));
        }

        return tenants;
    }

    public override async Task<Tenant?> AddTenantAsync(string name, CancellationToken ct)
    {
        var now = Instants.WholeMicroseconds(Clock.GetUtcNow());
        await using var command = _owner.CreateCommand(
            "with added as (insert into tenants (name, created_at) values (@name, @at) on conflict do nothing returning number)" +
            " insert into heads (tenant, epoch, head, mark, at) select number, 1, 0, 0, @at from added returning tenant");
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("at", Instants.ToMicroseconds(now));
        return await command.ExecuteScalarAsync(ct) is int number ? new Tenant(new TenantId(number), name, now) : null;
    }

    public override async Task RemoveTenantAsync(TenantId tenant, CancellationToken ct)
    {
        await using var connection = await _owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var table in Tables.All.Select(t => t.Name).Append("tenants"))
        {
            await using var command = new NpgsqlCommand($"delete from {table} where {(table == "tenants" ? "number" : "tenant")} = @tenant", connection, transaction);
            command.Parameters.AddWithValue("tenant", tenant.Number);
            await command.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    internal override async Task<bool> RenameTenantAsync(TenantId tenant, string name, CancellationToken ct)
    {
        await using var command = _owner.CreateCommand(
            "update tenants set name = @name where number = @tenant and not exists (select from tenants where name = @name)");
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("tenant", tenant.Number);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    internal override async Task<IReadOnlyList<(string Table, int Tenant, long Rows)>> StrayRowsAsync(CancellationToken ct)
    {
        var stray = new List<(string, int, long)>();
        await using var command = _owner.CreateCommand(StrayRowsSql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            stray.Add((reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2)));
        }

        return stray;
    }

    internal override bool IsDuplicate(System.Data.Common.DbException exception) => exception.SqlState == PostgresErrorCodes.UniqueViolation;

    public override async Task<IReadOnlyDictionary<TenantId, HeadRow>> HeadsAsync(CancellationToken ct)
    {
        var heads = new Dictionary<TenantId, HeadRow>();
        await using var command = _projector.CreateCommand("select tenant, epoch, head, mark, at from heads");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            heads[new TenantId(reader.GetInt32(0))] =
                new HeadRow(reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3), Instants.FromMicroseconds(reader.GetInt64(4)));
        }

        return heads;
    }

    public override async Task<T> ReadAsync<T>(TenantId tenant, Func<StoreSession, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await _app.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var answer = await read(new PostgresSession(connection, transaction, tenant, entered: false));
        await transaction.CommitAsync(ct);
        return answer;
    }

    internal override Task<StoreTransaction> BeginAsync(CancellationToken ct) => Task.FromResult<StoreTransaction>(new Transaction(_app));

    public override async Task NotifyAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken ct)
    {
        await using var connection = await _app.OpenConnectionAsync(ct);
        foreach (var tenant in tenants)
        {
            await using var command = new NpgsqlCommand("select pg_notify(@channel, @tenant)", connection);
            command.Parameters.AddWithValue("channel", Channel);
            command.Parameters.AddWithValue("tenant", tenant.ToString());
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public override async Task ListenAsync(Action<TenantId> moved, CancellationToken ct)
    {
        await using var connection = await _app.OpenConnectionAsync(ct);
        connection.Notification += (_, hint) =>
        {
            if (int.TryParse(hint.Payload, System.Globalization.CultureInfo.InvariantCulture, out var number))
            {
                moved(new TenantId(number));
            }
        };
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }

    public override async Task<long?> LeaseAsync(string name, string holder, TimeSpan duration, CancellationToken ct)
    {
        const string Now = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";
        await using var command = _app.CreateCommand(
            $"insert into leases (name, holder, fence, until) values (@name, @holder, 1, {Now} + @duration)" +
            " on conflict (name) do update set fence = leases.fence + (leases.holder <> excluded.holder)::int, holder = excluded.holder, until = excluded.until" +
            $" where leases.holder = excluded.holder or leases.until < {Now} returning fence");
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("holder", holder);
        command.Parameters.AddWithValue("duration", duration.Ticks / TimeSpan.TicksPerMicrosecond);
        return await command.ExecuteScalarAsync(ct) as long?;
    }

    public override async Task<IReadOnlyList<string>> ProtectionKeysAsync(CancellationToken ct)
    {
        var keys = new List<string>();
        await using var command = _app.CreateCommand("select body from protection_keys order by name");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }

    public override async Task AddProtectionKeyAsync(string name, string body, CancellationToken ct)
    {
        await using var command = _app.CreateCommand("insert into protection_keys (name, body) values (@name, @body) on conflict (name) do nothing");
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("body", body);
        await command.ExecuteNonQueryAsync(ct);
    }

    public override async Task BackupAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await PostgresDump.DumpAsync(_connectionString, Path.Combine(folder, PostgresDump.FileName), ct);
    }

    // PostgreSQL checks its pages itself when checksums are on; amcheck is the operator's.
    public override Task<IReadOnlyList<string>> IntegrityAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    public override async Task ScrubAsync(CancellationToken ct)
    {
        foreach (var table in Tables.All)
        {
            await using var command = _owner.CreateCommand($"vacuum full {table.Name}");
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _projector.DisposeAsync();
        await _owner.DisposeAsync();
    }

    private static NpgsqlDataSource As(NpgsqlConnectionStringBuilder builder, string role)
    {
        var own = new NpgsqlConnectionStringBuilder(builder.ToString());
        own.Options = $"{own.Options} -c role={role} {PlansByKey}".Trim();

        // Nothing is set for longer than a transaction, so a connection goes to the next one as it is.
        own.NoResetOnClose = true;
        return NpgsqlDataSource.Create(own.ToString());
    }

    private UpgradeEngine Upgrader() => DeployChanges.To
        .PostgresqlDatabase(_connectionString)
        .WithScriptsEmbeddedInAssembly(typeof(PostgresDatabase).Assembly, SchemaVersion.IsOf("Postgres"))
        .WithTransaction()
        .LogTo(new NoOpUpgradeLog())
        .Build();

    private sealed class Transaction(NpgsqlDataSource app) : StoreTransaction
    {
        private NpgsqlConnection? _connection;
        private NpgsqlTransaction? _transaction;
        private TenantId _tenant;

        public override async Task<StoreSession> OpenAsync(TenantId tenant, CancellationToken ct)
        {
            if (_transaction is not null && _tenant != tenant)
            {
                throw new InvalidOperationException($"This transaction is of tenant {_tenant}, not of {tenant}.");
            }

            if (_transaction is null)
            {
                _tenant = tenant;
                _connection = await app.OpenConnectionAsync(ct);
                _transaction = await _connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, ct);
                await using var open = new NpgsqlBatch(_connection, _transaction);
                var head = new NpgsqlBatchCommand("select 1 from heads where tenant = @tenant for update");
                head.Parameters.AddWithValue("tenant", tenant.Number);
                open.BatchCommands.Add(PostgresSession.Entering(tenant));
                open.BatchCommands.Add(head);
                await open.ExecuteNonQueryAsync(ct);
            }

            return new PostgresSession(_connection!, _transaction, tenant, entered: true); // Set together with the transaction.
        }

        public override Task CommitAsync(CancellationToken ct) => _transaction?.CommitAsync(ct) ?? Task.CompletedTask;

        public override async ValueTask DisposeAsync()
        {
            if (_transaction is not null)
            {
                await _transaction.DisposeAsync();
            }

            if (_connection is not null)
            {
                await _connection.DisposeAsync();
            }
        }
    }
}
