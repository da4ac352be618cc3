using System.Collections.Concurrent;
using System.Data.Common;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Fori.Store.Postgres;

/// <param name="entered">False: the tenant is named to the database together with the first statement.</param>
internal sealed class PostgresSession(NpgsqlConnection connection, NpgsqlTransaction transaction, TenantId tenant, bool entered) : StoreSession(tenant)
{
    // A statement's arrays are bound whole; this keeps one from growing past what the server takes in one message.
    private const int RowsPerInsert = 2_000;

    private const string Joined = " from {keys} cross join ";
    private const string Updated = " from {keys} where ";
    private const string Among = " in (select id from {keys})";
    private static readonly ConcurrentDictionary<string, string> Keyed = [];

    private readonly List<Func<NpgsqlDataReader, CancellationToken, Task>> _asked = [];
    private NpgsqlBatch? _gathered;
    private bool _entered = entered;

    internal override void Gather()
    {
        _gathered = NewBatch();
        _asked.Clear();
    }

    internal override async Task SendAsync(CancellationToken ct)
    {
        await using var batch = _gathered;
        _gathered = null;
        if (batch is not { BatchCommands.Count: > 0 })
        {
            return;
        }

        await using var reader = await OpenAsync(batch, ct);
        foreach (var answer in _asked)
        {
            await answer(reader, ct);
            await reader.NextResultAsync(ct);
        }

        // A statement that failed is told when its answer is come to.
        while (await reader.NextResultAsync(ct))
        {
        }
    }

    /// <summary>Names the tenant to the database for the rest of the transaction.</summary>
    public static NpgsqlBatchCommand Entering(TenantId tenant)
    {
        var enter = new NpgsqlBatchCommand("select set_config('fori.tenant', @tenant, true)");
        enter.Parameters.AddWithValue("tenant", tenant.ToString());
        return enter;
    }

    private protected override async Task<int> RunAsync(DbCommand command, CancellationToken ct)
    {
        if (_gathered is not null)
        {
            _gathered.BatchCommands.Add(Moved((NpgsqlCommand)command));
            return 0;
        }

        await using var reader = await OpenAsync(command, ct);
        while (await reader.NextResultAsync(ct))
        {
        }

        return reader.RecordsAffected;
    }

    private protected override async Task<List<TRow>> ReadAllAsync<TRow>(DbCommand command, Func<RowReader, TRow> read, CancellationToken ct)
    {
        if (_gathered is null)
        {
            return await base.ReadAllAsync(command, read, ct);
        }

        var answer = new TaskCompletionSource<List<TRow>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _gathered.BatchCommands.Add(Moved((NpgsqlCommand)command));
        _asked.Add(async (reader, token) => answer.SetResult(await RowsAsync(reader, read, token)));
        return await answer.Task;
    }

    private protected override async Task<DbDataReader> OpenAsync(DbCommand command, CancellationToken ct)
    {
        if (_entered)
        {
            return await command.ExecuteReaderAsync(ct);
        }

        var batch = NewBatch();
        batch.BatchCommands.Add(Moved((NpgsqlCommand)command));
        return await OpenAsync(batch, ct);
    }

    private async Task<NpgsqlDataReader> OpenAsync(NpgsqlBatch batch, CancellationToken ct)
    {
        if (_entered)
        {
            return await batch.ExecuteReaderAsync(ct);
        }

        batch.BatchCommands.Insert(0, Entering(Tenant));
        _entered = true;
        var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return reader;
    }

    private NpgsqlBatch NewBatch() => new(connection, transaction);

    private static NpgsqlBatchCommand Moved(NpgsqlCommand command)
    {
        var parameters = command.Parameters.ToList();
        command.Parameters.Clear();
        var moved = new NpgsqlBatchCommand(command.CommandText);
        parameters.ForEach(p => moved.Parameters.Add(p));
        return moved;
    }

    // An index is asked for each key, whatever the server thinks of the tables: figures of them come minutes after their
    // rows. Until then it takes a tenant for a two-hundredth of a table, and reads all of it for the keys of each slice of
    // an import. A sub-select with "offset 0" is neither taken apart nor put before the keys that it names.
    private protected override string ForKeys(string sql, IReadOnlyList<(string Column, ColumnType Type)> columns) => Keyed.GetOrAdd(sql, static (sql, columns) =>
    {
        var keys = $"unnest({string.Join(", ", columns.Select(c => $"@k_{c.Column}"))}) k ({string.Join(", ", columns.Select(c => c.Column))})";
        if (sql.IndexOf(Joined, StringComparison.Ordinal) is var join and > 0)
        {
            return $"select f.* from {keys} cross join lateral ({sql[..join]} from {sql[(join + Joined.Length)..]} offset 0) f";
        }

        var (change, rows) = sql.IndexOf(Updated, StringComparison.Ordinal) is var update and > 0
            ? (sql[..update], sql[(update + Updated.Length)..])
            : (sql[..sql.IndexOf(" where ", StringComparison.Ordinal)], sql[(sql.IndexOf(" where ", StringComparison.Ordinal) + " where ".Length)..].Replace(Among, " = k.id", StringComparison.Ordinal));
        var table = change.StartsWith("delete from ", StringComparison.Ordinal) ? change["delete from ".Length..] : change.Split(' ')[1];
        return $"{change} where ctid = any(array(select f.at from {keys} cross join lateral (select {table}.ctid at from {table} where {rows} offset 0) f))";
    }, columns);

    private protected override DbCommand Command(string sql) => new NpgsqlCommand(sql, connection, transaction);

    private protected override void Bind(DbCommand command, string name, object? value) =>
        ((NpgsqlCommand)command).Parameters.AddWithValue(name[1..], Converted(value));

    private protected override void BindKeys(DbCommand command, IReadOnlyList<(string Column, ColumnType Type)> columns, IReadOnlyList<object?[]> keys)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            ((NpgsqlCommand)command).Parameters.Add(ArrayOf("k_" + columns[i].Column, columns[i].Type, keys, i, 0, keys.Count));
        }
    }

    private protected override RowReader Reader(DbDataReader reader) => new PostgresRowReader((NpgsqlDataReader)reader);

    private protected override async Task InsertRowsAsync(Table table, IReadOnlyList<object?[]> rows, string conflict, CancellationToken ct)
    {
        var arrays = string.Join(", ", table.Columns.Select(c => $"@p_{c.Name}"));
        var sql = $"insert into {table.Name} (tenant, {table.ColumnNames}) select @tenant, * from unnest({arrays}){conflict}";
        for (var from = 0; from < rows.Count; from += RowsPerInsert)
        {
            var count = Math.Min(RowsPerInsert, rows.Count - from);
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            command.Parameters.AddWithValue("tenant", Tenant.Number);
            for (var i = 0; i < table.Columns.Count; i++)
            {
                command.Parameters.Add(ArrayOf("p_" + table.Columns[i].Name, table.Columns[i].Type, rows, i, from, count));
            }

            await RunAsync(command, ct);
        }
    }

    private static object Converted(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset at => Instants.ToMicroseconds(at),
        IReadOnlyList<string> words => string.Join(' ', words),
        _ => value,
    };

    private static NpgsqlParameter ArrayOf(string name, ColumnType type, IReadOnlyList<object?[]> rows, int column, int from, int count)
    {
        T[] Values<T>(Func<object?, T> convert)
        {
            var values = new T[count];
            for (var i = 0; i < count; i++)
            {
                values[i] = convert(rows[from + i][column]);
            }

            return values;
        }

        return type switch
        {
            ColumnType.Int => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Integer) { Value = Values(v => (int?)v) },
            ColumnType.Long => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Bigint) { Value = Values(v => (long?)v) },
            ColumnType.Instant => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Bigint)
            {
                Value = Values(v => v is DateTimeOffset at ? Instants.ToMicroseconds(at) : (long?)null),
            },
            ColumnType.Flag => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Boolean) { Value = Values(v => (bool?)v) },
            ColumnType.Guid => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = Values(v => (Guid?)v) },
            ColumnType.Json or ColumnType.Bytes => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Bytea) { Value = Values(v => (byte[]?)v) },
            ColumnType.Words => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Text)
            {
                Value = Values(v => string.Join(' ', (IReadOnlyList<string>)v!)), // No table has a null list.
            },
            _ => new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = Values(v => (string?)v) },
        };
    }

    private sealed class PostgresRowReader(NpgsqlDataReader reader) : RowReader
    {
        protected override bool IsNull(int ordinal) => reader.IsDBNull(ordinal);

        protected override long LongAt(int ordinal) =>
            reader.GetFieldType(ordinal) == typeof(int) ? reader.GetInt32(ordinal) : reader.GetInt64(ordinal);

        protected override string TextAt(int ordinal) => reader.GetString(ordinal);

        protected override bool FlagAt(int ordinal) => reader.GetBoolean(ordinal);

        protected override Guid GuidAt(int ordinal) => reader.GetGuid(ordinal);

        protected override byte[] BytesAt(int ordinal) => reader.GetFieldValue<byte[]>(ordinal);
    }
}
