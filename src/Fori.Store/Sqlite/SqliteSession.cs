using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Microsoft.Data.Sqlite;

namespace Fori.Store.Sqlite;

/// <summary>A connection with its prepared statements, which are costly to make and are kept.</summary>
internal sealed class SqliteLink(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public SqliteConnection Connection { get; } = connection;

    public SqliteCommand Command(string sql)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            _commands[sql] = command;
        }

        return command;
    }

    public void Execute(string sql) => Command(sql).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        Connection.Dispose();
    }
}

internal sealed class SqliteSession(SqliteLink link, TenantId tenant) : StoreSession(tenant)
{
    private static readonly ConcurrentDictionary<string, string> Keyed = [];

    private protected override string ForKeys(string sql, IReadOnlyList<(string Column, ColumnType Type)> columns) => Keyed.GetOrAdd(sql, static (sql, columns) =>
    {
        var selected = columns.Select((c, i) => c.Type == ColumnType.Guid ? $"unhex(value ->> {i}) as {c.Column}" : $"value ->> {i} as {c.Column}");
        return sql.Replace("{keys}", $"(select {string.Join(", ", selected)} from json_each(@keys)) k", StringComparison.Ordinal);
    }, columns);

    private protected override DbCommand Command(string sql) => link.Command(sql);

    private protected override void Bind(DbCommand command, string name, object? value)
    {
        var parameters = ((SqliteCommand)command).Parameters;
        var bound = Converted(value);
        var index = parameters.IndexOf(name);
        if (index < 0)
        {
            parameters.AddWithValue(name, bound);
        }
        else
        {
            parameters[index].Value = bound;
            if (parameters[index].SqliteType != TypeOf(bound) && bound is not DBNull)
            {
                parameters[index].SqliteType = TypeOf(bound);
            }
        }
    }

    private protected override void BindKeys(DbCommand command, IReadOnlyList<(string Column, ColumnType Type)> columns, IReadOnlyList<object?[]> keys)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var key in keys)
            {
                writer.WriteStartArray();
                foreach (var part in key)
                {
                    switch (part)
                    {
                        case Guid id:
                            writer.WriteStringValue(Convert.ToHexString(id.ToByteArray(bigEndian: true)));
                            break;
                        case long number:
                            writer.WriteNumberValue(number);
                            break;
                        case int number:
                            writer.WriteNumberValue(number);
                            break;
                        default:
                            writer.WriteStringValue((string?)part);
                            break;
                    }
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        Bind(command, "@keys", Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private protected override RowReader Reader(DbDataReader reader) => new SqliteRowReader((SqliteDataReader)reader);

    private protected override Task InsertRowsAsync(Table table, IReadOnlyList<object?[]> rows, string conflict, CancellationToken ct)
    {
        var marks = string.Join(", ", Enumerable.Range(0, table.Columns.Count).Select(i => $"@p{i}"));
        var command = link.Command($"insert into {table.Name} (tenant, {table.ColumnNames}) values (@tenant, {marks}){conflict}");
        if (command.Parameters.Count == 0)
        {
            command.Parameters.AddWithValue("@tenant", Tenant.Number);
            for (var i = 0; i < table.Columns.Count; i++)
            {
                command.Parameters.Add($"@p{i}", TypeOf(table.Columns[i].Type));
            }

            command.Prepare();
        }

        command.Parameters[0].Value = Tenant.Number;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i + 1].Value = Converted(row[i]);
            }

            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    private static object Converted(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        DateTimeOffset at => Instants.ToMicroseconds(at),
        bool flag => flag ? 1L : 0L,
        int number => (long)number,
        IReadOnlyList<string> words => string.Join(' ', words),
        _ => value,
    };

    private static SqliteType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Words => SqliteType.Text,
        ColumnType.Guid or ColumnType.Json or ColumnType.Bytes => SqliteType.Blob,
        _ => SqliteType.Integer,
    };

    private static SqliteType TypeOf(object value) => value switch
    {
        string => SqliteType.Text,
        byte[] => SqliteType.Blob,
        double => SqliteType.Real,
        _ => SqliteType.Integer,
    };

    private sealed class SqliteRowReader(SqliteDataReader reader) : RowReader
    {
        protected override bool IsNull(int ordinal) => reader.IsDBNull(ordinal);

        protected override long LongAt(int ordinal) => reader.GetInt64(ordinal);

        protected override string TextAt(int ordinal) => reader.GetString(ordinal);

        protected override bool FlagAt(int ordinal) => reader.GetInt64(ordinal) != 0;

        protected override Guid GuidAt(int ordinal) => new(reader.GetFieldValue<byte[]>(ordinal), bigEndian: true);

        protected override byte[] BytesAt(int ordinal) => reader.GetFieldValue<byte[]>(ordinal);
    }
}
