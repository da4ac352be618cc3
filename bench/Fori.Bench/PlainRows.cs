using System.Diagnostics;
using System.Globalization;
using Fori.Store.Postgres;
using Fori.Store.Schema;
using Fori.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fori.Bench;

/// <summary>
/// The floor of writing: the very rows that were written, read back and put into equal empty tables (indexes and all) by
/// prepared inserts or COPY, in as many transactions, each synced to the disk.
/// </summary>
internal static class PlainRows
{
    // In the order of arrival, which is the cheapest for the trees.
    private static readonly Dictionary<string, string> Order = new()
    {
        ["documents"] = "id", ["versions"] = "id, version", ["publications"] = "from_sequence", ["changes"] = "sequence",
        ["contributions"] = "document, version", ["external_ids"] = "document, system, key", ["routes"] = "document, language, slug", ["refs"] = "document, field, ordinal",
    };

    private static IEnumerable<string> Names => Tables.All.Select(t => t.Name).Where(Order.ContainsKey);

    /// <returns>Seconds, and how many rows.</returns>
    public static async Task<(double Seconds, long Rows)> SqliteAsync(string written, int transactions, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("fori-bench-floor").FullName;
        try
        {
            var file = Path.Combine(folder, "floor.db");
            await using (var empty = new SqliteDatabase(file, TimeProvider.System))
            {
                await empty.MigrateAsync(ct);
            }

            var tables = new List<(SqliteCommand Insert, List<object[]> Rows)>();
            await using var from = new SqliteConnection($"Data Source={written};Pooling=False");
            await using var to = new SqliteConnection($"Data Source={file};Pooling=False");
            await from.OpenAsync(ct);
            await to.OpenAsync(ct);
            Execute(to, "pragma journal_mode = wal");
            Execute(to, "pragma synchronous = full");
            Execute(to, "pragma cache_size = -32768");
            foreach (var name in Names)
            {
                using var read = from.CreateCommand();
                read.CommandText = $"select * from {name} order by {Order[name]}";
                await using var reader = await read.ExecuteReaderAsync(ct);
                var rows = new List<object[]>();
                while (await reader.ReadAsync(ct))
                {
                    var row = new object[reader.FieldCount];
                    reader.GetValues(row);
                    rows.Add(row);
                }

                var insert = to.CreateCommand();
                insert.CommandText = $"insert into {name} values ({string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(i => $"@p{i}"))})";
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    insert.Parameters.Add(new SqliteParameter($"@p{i}", null));
                }

                tables.Add((insert, rows));
            }

            var started = Stopwatch.GetTimestamp();
            for (var part = 0; part < transactions; part++)
            {
                Execute(to, "begin immediate");
                foreach (var (insert, rows) in tables)
                {
                    foreach (var row in Part(rows, part, transactions))
                    {
                        for (var i = 0; i < row.Length; i++)
                        {
                            insert.Parameters[i].Value = row[i];
                        }

                        insert.ExecuteNonQuery();
                    }
                }

                Execute(to, "commit");
            }

            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            tables.ForEach(t => t.Insert.Dispose());
            return (seconds, tables.Sum(t => (long)t.Rows.Count));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>Seconds, and how many rows.</returns>
    public static async Task<(double Seconds, long Rows)> PostgresAsync(string server, string written, int transactions, CancellationToken ct)
    {
        var name = "fori_floor_" + Guid.NewGuid().ToString("N")[..12];
        await BenchNode.ExecuteAsync(server, $"create database {name} encoding 'UTF8' template template0", ct);
        try
        {
            await using (var empty = new PostgresDatabase(BenchNode.On(server, name), TimeProvider.System))
            {
                await empty.MigrateAsync(ct);
            }

            var tables = new List<(string Name, List<object[]> Rows)>();
            await using var from = new NpgsqlConnection(written);
            await using var to = new NpgsqlConnection(BenchNode.On(server, name));
            await from.OpenAsync(ct);
            await to.OpenAsync(ct);
            foreach (var table in Names)
            {
                await using var read = new NpgsqlCommand($"select * from {table} order by {Order[table]}", from);
                await using var reader = await read.ExecuteReaderAsync(ct);
                var rows = new List<object[]>();
                while (await reader.ReadAsync(ct))
                {
                    var row = new object[reader.FieldCount];
                    reader.GetValues(row);
                    rows.Add(row);
                }

                tables.Add((table, rows));
            }

            var started = Stopwatch.GetTimestamp();
            for (var part = 0; part < transactions; part++)
            {
                await using var transaction = await to.BeginTransactionAsync(ct);
                foreach (var (table, rows) in tables)
                {
                    await using var copy = await to.BeginBinaryImportAsync($"copy {table} from stdin (format binary)", ct);
                    foreach (var row in Part(rows, part, transactions))
                    {
                        await copy.WriteRowAsync(ct, row);
                    }

                    await copy.CompleteAsync(ct);
                }

                await transaction.CommitAsync(ct);
            }

            return (Stopwatch.GetElapsedTime(started).TotalSeconds, tables.Sum(t => (long)t.Rows.Count));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await BenchNode.ExecuteAsync(server, $"drop database if exists {name} with (force)", ct);
        }
    }

    /// <summary>How many transactions wrote the log.</summary>
    public static async Task<int> TransactionsAsync(System.Data.Common.DbConnection connection, CancellationToken ct)
    {
        await connection.OpenAsync(ct);
        await using var count = connection.CreateCommand();
        count.CommandText = "select count(distinct mark) from changes";
        return Convert.ToInt32(await count.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }

    private static IEnumerable<object[]> Part(List<object[]> rows, int part, int parts)
    {
        var end = (int)((long)rows.Count * (part + 1) / parts);
        for (var i = (int)((long)rows.Count * part / parts); i < end; i++)
        {
            yield return rows[i];
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
