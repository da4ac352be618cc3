using System.Collections.Concurrent;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Microsoft.Data.Sqlite;

namespace Fori.Store.Sqlite;

/// <summary>
/// The store in one SQLite file: write-ahead log, every commit synced to the disk. One connection writes, others read
/// snapshots beside it. The data folder has one owner (see the host), so no other process writes the file.
/// </summary>
public sealed class SqliteDatabase : StoreDatabase
{
    private const int KeptReaders = 16;
    private readonly string _connectionString;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentBag<SqliteLink> _readers = [];
    private SqliteLink? _writer;

    // SQLite counts all its memory under one lock, at which connections that read side by side wait for each other; nobody
    // asks for the count. Refused without harm when the process has opened a database by other means before.
    static SqliteDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <param name="file">Path of the database file; made when it is absent.</param>
    public SqliteDatabase(string file, TimeProvider clock)
        : base(clock)
    {
        File = file;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 60 }.ToString();
    }

    public string File { get; }

    public override string Product => "SQLite";

    public override bool WritesOneAtATime => true;

    public override async Task MigrateAsync(CancellationToken ct)
    {
        var (_, _, unknown) = await MigrationsAsync(ct);
        SchemaVersion.RefuseNewer(unknown);
        var result = Upgrader().PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed on {File}.", result.Error);
        }
    }

    public override Task<(IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown)> MigrationsAsync(CancellationToken ct)
    {
        if (!System.IO.File.Exists(File))
        {
            return Task.FromResult(SchemaVersion.Compare([], SchemaVersion.Scripts("Sqlite")));
        }

        var applied = Upgrader().GetExecutedScripts();
        return Task.FromResult(SchemaVersion.Compare(applied, SchemaVersion.Scripts("Sqlite")));
    }

    public override async Task<IReadOnlyList<Tenant>> TenantsAsync(CancellationToken ct)
    {
        var link = RentReader();
        try
        {
            var tenants = new List<Tenant>();
            await using var reader = await link.Command("select number, name, created_at from tenants order by number").ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                tenants.Add(new Tenant(new TenantId(reader.GetInt32(0)), reader.GetString(1), Instants.FromMicroseconds(reader.GetInt64(2))));
            }

            return tenants;
        }
        finally
        {
            Return(link);
        }
    }

    public override async Task<Tenant?> AddTenantAsync(string name, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            var now = Instants.WholeMicroseconds(Clock.GetUtcNow());
            Writer.Execute("begin immediate");
            try
            {
                var insert = Writer.Command("insert into tenants (name, created_at) values (@name, @at) on conflict do nothing returning number");
                insert.Parameters.Clear();
                insert.Parameters.AddWithValue("@name", name);
                insert.Parameters.AddWithValue("@at", Instants.ToMicroseconds(now));
                if (insert.ExecuteScalar() is not long number)
                {
                    Writer.Execute("rollback");
                    return null;
                }

                var head = Writer.Command("insert into heads (tenant, epoch, head, mark, at) values (@tenant, 1, 0, 0, @at)");
                head.Parameters.Clear();
                head.Parameters.AddWithValue("@tenant", number);
                head.Parameters.AddWithValue("@at", Instants.ToMicroseconds(now));
                head.ExecuteNonQuery();
                Writer.Execute("commit");
                return new Tenant(new TenantId((int)number), name, now);
            }
            catch
            {
                Writer.Execute("rollback");
                throw;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public override async Task RemoveTenantAsync(TenantId tenant, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            Writer.Execute("begin immediate");
            foreach (var table in Tables.All.Select(t => t.Name).Append("tenants"))
            {
                var delete = Writer.Command($"delete from {table} where {(table == "tenants" ? "number" : "tenant")} = @tenant");
                delete.Parameters.Clear();
                delete.Parameters.AddWithValue("@tenant", tenant.Number);
                delete.ExecuteNonQuery();
            }

            Writer.Execute("commit");
        }
        catch
        {
            Writer.Execute("rollback");
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    internal override async Task<bool> RenameTenantAsync(TenantId tenant, string name, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            var rename = Writer.Command("update or ignore tenants set name = @name where number = @tenant");
            rename.Parameters.Clear();
            rename.Parameters.AddWithValue("@name", name);
            rename.Parameters.AddWithValue("@tenant", tenant.Number);
            return rename.ExecuteNonQuery() == 1;
        }
        finally
        {
            _writing.Release();
        }
    }

    internal override async Task<IReadOnlyList<(string Table, int Tenant, long Rows)>> StrayRowsAsync(CancellationToken ct)
    {
        var link = RentReader();
        try
        {
            var stray = new List<(string, int, long)>();
            await using var reader = await link.Command(StrayRowsSql).ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                stray.Add((reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2)));
            }

            return stray;
        }
        finally
        {
            Return(link);
        }
    }

    internal override bool IsDuplicate(System.Data.Common.DbException exception) =>
        exception is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT };

    public override async Task<IReadOnlyDictionary<TenantId, HeadRow>> HeadsAsync(CancellationToken ct)
    {
        var link = RentReader();
        try
        {
            var heads = new Dictionary<TenantId, HeadRow>();
            await using var reader = await link.Command("select tenant, epoch, head, mark, at from heads").ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                heads[new TenantId(reader.GetInt32(0))] =
                    new HeadRow(reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3), Instants.FromMicroseconds(reader.GetInt64(4)));
            }

            return heads;
        }
        finally
        {
            Return(link);
        }
    }

    public override async Task<T> ReadAsync<T>(TenantId tenant, Func<StoreSession, Task<T>> read, CancellationToken ct)
    {
        var link = RentReader();
        try
        {
            link.Execute("begin");
            try
            {
                return await read(new SqliteSession(link, tenant));
            }
            finally
            {
                link.Execute("commit");
            }
        }
        finally
        {
            Return(link);
        }
    }

    internal override async Task<StoreTransaction> BeginAsync(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            Writer.Execute("begin immediate");
            return new Transaction(this);
        }
        catch
        {
            _writing.Release();
            throw;
        }
    }

    // One process owns the file: there are no other nodes.
    public override Task NotifyAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken ct) => Task.CompletedTask;

    public override Task ListenAsync(Action<TenantId> moved, CancellationToken ct) => Task.Delay(Timeout.Infinite, ct);

    public override async Task<long?> LeaseAsync(string name, string holder, TimeSpan duration, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            var lease = Writer.Command(
                "insert into leases (name, holder, fence, until) values (@name, @holder, 1, cast(unixepoch('subsec') * 1000000 as integer) + @duration)" +
                " on conflict (name) do update set fence = fence + (holder <> excluded.holder), holder = excluded.holder, until = excluded.until" +
                " where holder = excluded.holder or until < cast(unixepoch('subsec') * 1000000 as integer) returning fence");
            lease.Parameters.Clear();
            lease.Parameters.AddWithValue("@name", name);
            lease.Parameters.AddWithValue("@holder", holder);
            lease.Parameters.AddWithValue("@duration", duration.Ticks / TimeSpan.TicksPerMicrosecond);
            return lease.ExecuteScalar() as long?;
        }
        finally
        {
            _writing.Release();
        }
    }

    public override async Task<IReadOnlyList<string>> ProtectionKeysAsync(CancellationToken ct)
    {
        var link = RentReader();
        try
        {
            var keys = new List<string>();
            await using var reader = await link.Command("select body from protection_keys order by name").ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                keys.Add(reader.GetString(0));
            }

            return keys;
        }
        finally
        {
            Return(link);
        }
    }

    public override async Task AddProtectionKeyAsync(string name, string body, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            var add = Writer.Command("insert into protection_keys (name, body) values (@name, @body) on conflict (name) do nothing");
            add.Parameters.Clear();
            add.Parameters.AddWithValue("@name", name);
            add.Parameters.AddWithValue("@body", body);
            add.ExecuteNonQuery();
        }
        finally
        {
            _writing.Release();
        }
    }

    public override async Task BackupAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, Path.GetFileName(File));
        var part = target + ".part";
        System.IO.File.Delete(part);

        // Not a reader's: "vacuum into" counts as writing, which query_only refuses though this file is only read.
        using (var link = Open("pragma query_only = off"))
        {
            var copy = link.Command("vacuum into @file");
            copy.Parameters.AddWithValue("@file", part);
            await copy.ExecuteNonQueryAsync(ct);
        }

        System.IO.File.Move(part, target, overwrite: true);
    }

    public override async Task<IReadOnlyList<string>> IntegrityAsync(CancellationToken ct)
    {
        var link = RentReader();
        try
        {
            var found = new List<string>();
            await using var reader = await link.Command("pragma integrity_check").ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                if (reader.GetString(0) is var line && line != "ok")
                {
                    found.Add(line);
                }
            }

            return found;
        }
        finally
        {
            Return(link);
        }
    }

    // The write-ahead log holds pages of before as well.
    public override async Task ScrubAsync(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            Writer.Execute("vacuum");
            Writer.Execute("pragma wal_checkpoint(truncate)");
        }
        finally
        {
            _writing.Release();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        _writer?.Dispose();
        _writer = null;
        while (_readers.TryTake(out var link))
        {
            link.Dispose();
        }

        _writing.Dispose();
    }

    private SqliteLink Writer => _writer ??= Open("pragma cache_size = -32768");

    private SqliteLink RentReader() => _readers.TryTake(out var link) ? link : Open("pragma query_only = on");

    private void Return(SqliteLink link)
    {
        if (_readers.Count < KeptReaders)
        {
            _readers.Add(link);
        }
        else
        {
            link.Dispose();
        }
    }

    private SqliteLink Open(string pragma)
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        var link = new SqliteLink(connection);
        link.Execute("pragma journal_mode = wal");
        link.Execute("pragma synchronous = full");
        link.Execute(pragma);
        return link;
    }

    private UpgradeEngine Upgrader() => DeployChanges.To
        .SqliteDatabase(_connectionString)
        .WithScriptsEmbeddedInAssembly(typeof(SqliteDatabase).Assembly, SchemaVersion.IsOf("Sqlite"))
        .WithTransaction()
        .LogTo(new NoOpUpgradeLog())
        .Build();

    private sealed class Transaction(SqliteDatabase database) : StoreTransaction
    {
        private bool _ended;

        public override Task<StoreSession> OpenAsync(TenantId tenant, CancellationToken ct) =>
            Task.FromResult<StoreSession>(new SqliteSession(database.Writer, tenant));

        public override Task CommitAsync(CancellationToken ct)
        {
            database.Writer.Execute("commit");
            End();
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            if (!_ended)
            {
                try
                {
                    database.Writer.Execute("rollback");
                }
                catch (SqliteException)
                {
                    // A full disk or an I/O error has already rolled back; a fresh connection starts clean.
                    database._writer?.Dispose();
                    database._writer = null;
                }

                End();
            }

            return ValueTask.CompletedTask;
        }

        private void End()
        {
            _ended = true;
            database._writing.Release();
        }
    }
}
