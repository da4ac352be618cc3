using System.Data.Common;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Fori.Store.Postgres;

internal sealed class PostgresSession(NpgsqlConnection connection, NpgsqlTransaction transaction, TenantId tenant) : StoreSession(tenant)
{
    // A statement's arrays are bound whole; this keeps one from growing past what the server takes in one message.
    private const int RowsPerInsert = 2_000;

    private protected override string Keys(string alias, params (string Column, ColumnType Type)[] columns) =>
        $"unnest({string.Join(", ", columns.Select(c => $"@k_{c.Column}"))}) {alias} ({string.Join(", ", columns.Select(c => c.Column))})";

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

            await command.ExecuteNonQueryAsync(ct);
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
