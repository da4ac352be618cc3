using System.Data.Common;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Npgsql;

namespace Fori.Tests.Store.Schema;

/// <summary>The tables as the code names them are those that the migrations make.</summary>
public abstract class TablesContract(DatabaseProduct product) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_table_of_tenants_is_known_with_its_columns_and_key()
    {
        await using var database = await product.NewAsync();
        var made = await MadeAsync(database);

        made.Keys.Order().ShouldBe(Tables.All.Select(t => t.Name).Order());
        foreach (var table in Tables.All)
        {
            var columns = made[table.Name];
            columns.Select(c => (c.Name, c.Nullable)).ShouldBe(
                table.Columns.Select(c => (c.Name, c.Nullable)).Prepend(("tenant", false)), ignoreOrder: false, customMessage: table.Name);
            columns.Skip(1).Select(c => c.Type).ShouldBe(table.Columns.Select(c => TypeOf(c.Type)), table.Name);
            (await KeyAsync(database, table.Name)).ShouldBe(table.Columns.Take(table.KeyColumns).Select(c => c.Name).Prepend("tenant"), table.Name);
        }
    }

    /// <summary>Tables that have a tenant, with their columns in order.</summary>
    protected abstract Task<Dictionary<string, List<(string Name, string Type, bool Nullable)>>> MadeAsync(StoreDatabase database);

    /// <summary>The columns of the unique index by which rows are told apart.</summary>
    protected abstract Task<IReadOnlyList<string>> KeyAsync(StoreDatabase database, string table);

    internal abstract string TypeOf(ColumnType type);

    protected async Task<List<T>> QueryAsync<T>(StoreDatabase database, string sql, Func<DbDataReader, T> read)
    {
        await using var connection = await product.ConnectAsync(database);
        await using var command = connection.CreateCommand();
        // The SQL is the test's own.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}

public sealed class SqliteTables() : TablesContract(new SqliteProduct())
{
    protected override async Task<Dictionary<string, List<(string Name, string Type, bool Nullable)>>> MadeAsync(StoreDatabase database) =>
        (await QueryAsync(
            database, "select m.name, c.name, c.type, c.\"notnull\", c.pk from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' order by m.name, c.cid",
            r => (Table: r.GetString(0), Name: r.GetString(1), Type: r.GetString(2).ToLowerInvariant(), Nullable: r.GetInt64(3) == 0 && r.GetInt64(4) == 0)))
        .GroupBy(c => c.Table).Where(t => t.Any(c => c.Name == "tenant"))
        .ToDictionary(t => t.Key, t => t.Select(c => (c.Name, c.Type, c.Nullable)).ToList());

    protected override async Task<IReadOnlyList<string>> KeyAsync(StoreDatabase database, string table)
    {
        var primary = await QueryAsync(database, $"select name from pragma_table_info('{table}') where pk > 0 order by pk", r => r.GetString(0));
        return primary.Count > 0
            ? primary
            : await QueryAsync(database, $"select c.name from pragma_index_list('{table}') i, pragma_index_info(i.name) c where i.\"unique\" = 1 order by c.seqno", r => r.GetString(0));
    }

    internal override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Words => "text",
        ColumnType.Guid or ColumnType.Json or ColumnType.Bytes => "blob",
        _ => "integer",
    };
}

public sealed class PostgresTables : TablesContract
{
    private readonly PostgresProduct _product;

    public PostgresTables()
        : this(new PostgresProduct())
    {
    }

    private PostgresTables(PostgresProduct product)
        : base(product) => _product = product;

    [Fact]
    public async Task Every_table_of_tenants_is_closed_to_other_tenants()
    {
        await using var database = await _product.NewAsync();

        var guarded = await QueryAsync(
            database,
            "select c.relname from pg_class c join pg_policies p on p.tablename = c.relname where c.relrowsecurity and not c.relforcerowsecurity" +
            " and p.policyname = 'own_tenant' and p.cmd = 'ALL' and p.roles = '{fori_app}' and p.qual like '%fori.tenant%' and p.with_check like '%fori.tenant%'",
            r => r.GetString(0));

        guarded.Order().ShouldBe(Tables.All.Select(t => t.Name).Order());
    }

    [Fact]
    public async Task In_no_table_the_app_sees_or_writes_rows_of_another_tenant()
    {
        await using var database = await _product.NewAsync();
        var own = (await database.AddTenantAsync("own", CancellationToken.None))!.Id.Number; // The database is new.
        var other = (await database.AddTenantAsync("other", CancellationToken.None))!.Id.Number;
        foreach (var table in Tables.All)
        {
            var row = string.Join(", ", table.Columns.Select(c => Literal(c.Type)));
            if (table != Tables.Heads)
            {
                await _product.ExecuteAsync(database, $"insert into {table.Name} (tenant, {table.ColumnNames}) values ({other}, {row})");
            }

            await using var connection = await AppAsync(database, own);
            (await ScalarAsync(connection, $"select count(*) from {table.Name} where tenant = {other}")).ShouldBe(0L, table.Name);
            (await ScalarAsync(connection, $"with gone as (delete from {table.Name} where tenant = {other} returning 1) select count(*) from gone")).ShouldBe(0L, table.Name);
            (await Should.ThrowAsync<PostgresException>(() => ScalarAsync(
                connection, $"insert into {table.Name} (tenant, {table.ColumnNames}) values ({other + 1}, {row})"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table.Name);

            await using var nobody = await AppAsync(database, null);
            (await ScalarAsync(nobody, $"select count(*) from {table.Name}")).ShouldBe(0L, table.Name);
        }
    }

    protected override async Task<Dictionary<string, List<(string Name, string Type, bool Nullable)>>> MadeAsync(StoreDatabase database) =>
        (await QueryAsync(
            database, "select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position",
            r => (Table: r.GetString(0), Name: r.GetString(1), Type: r.GetString(2), Nullable: r.GetString(3) == "YES")))
        .GroupBy(c => c.Table).Where(t => t.Any(c => c.Name == "tenant"))
        .ToDictionary(t => t.Key, t => t.Select(c => (c.Name, c.Type, c.Nullable)).ToList());

    protected override async Task<IReadOnlyList<string>> KeyAsync(StoreDatabase database, string table) => await QueryAsync(
        database,
        "select a.attname from pg_index i cross join lateral unnest(i.indkey) with ordinality k(number, place)" +
        $" join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number where i.indrelid = '{table}'::regclass and i.indisunique" +
        " and (i.indisprimary or not exists (select from pg_index p where p.indrelid = i.indrelid and p.indisprimary)) order by k.place",
        r => r.GetString(0));

    internal override string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Words => "text",
        ColumnType.Guid => "uuid",
        ColumnType.Json or ColumnType.Bytes => "bytea",
        ColumnType.Flag => "boolean",
        ColumnType.Int => "integer",
        _ => "bigint",
    };

    private static string Literal(ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Words => "'x'",
        ColumnType.Guid => "'01900000-0000-7000-8000-000000000001'",
        ColumnType.Json or ColumnType.Bytes => "'x'",
        ColumnType.Flag => "true",
        _ => "1",
    };

    private async Task<NpgsqlConnection> AppAsync(StoreDatabase database, int? tenant)
    {
        var connection = (NpgsqlConnection)await _product.ConnectAsync(database);
        await ScalarAsync(connection, "set role fori_app");
        if (tenant is { } number)
        {
            await ScalarAsync(connection, $"select set_config('fori.tenant', '{number}', false)");
        }

        return connection;
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        // The SQL is the test's own.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
