using System.Data.Common;
using Fori.Store.Postgres;
using Fori.Store.Sql;
using Fori.Store.Sqlite;
using Fori.Tests.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Fori.Tests.Store;

/// <summary>A database product that tests make stores on, and reach behind the store's back.</summary>
public abstract class DatabaseProduct : IAsyncDisposable
{
    /// <summary>An empty database, migrated.</summary>
    public abstract Task<StoreDatabase> NewAsync();

    /// <summary>A connection of the owner, who sees the rows of all tenants.</summary>
    public abstract Task<DbConnection> ConnectAsync(StoreDatabase database);

    public abstract ValueTask DisposeAsync();

    /// <summary>A literal of the product for an id.</summary>
    public abstract string Literal(Guid id);

    public abstract string Literal(byte[] bytes);

    internal async Task<StoreTown> TownAsync() => await StoreTown.OnAsync(await NewAsync());

    public async Task<int> ExecuteAsync(StoreDatabase database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = connection.CreateCommand();
        // The SQL is the test's own.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync();
    }
}

public sealed class SqliteProduct : DatabaseProduct
{
    private readonly List<string> _folders = [];

    public override async Task<StoreDatabase> NewAsync()
    {
        var folder = Directory.CreateTempSubdirectory("fori-store-").FullName;
        _folders.Add(folder);
        var database = new SqliteDatabase(Path.Combine(folder, "fori.db"), TimeProvider.System);
        await database.MigrateAsync(CancellationToken.None);
        return database;
    }

    public override async Task<DbConnection> ConnectAsync(StoreDatabase database)
    {
        var connection = new SqliteConnection($"Data Source={((SqliteDatabase)database).File};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    public override string Literal(Guid id) => Literal(id.ToByteArray(bigEndian: true));

    public override string Literal(byte[] bytes) => $"x'{Convert.ToHexString(bytes)}'";

    public override ValueTask DisposeAsync()
    {
        foreach (var folder in _folders.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Databases of their own on the server of <see cref="PostgresServer"/>.</summary>
public sealed class PostgresProduct : DatabaseProduct
{
    private readonly Dictionary<StoreDatabase, string> _databases = [];
    private PostgresServer? _server;

    public override async Task<StoreDatabase> NewAsync()
    {
        var (database, _) = await NewEmptyAsync();
        await database.MigrateAsync(CancellationToken.None);
        return database;
    }

    /// <summary>Without a schema, as a restore wants it.</summary>
    public async Task<(StoreDatabase Database, string ConnectionString)> NewEmptyAsync()
    {
        if (_server is null)
        {
            _server = new PostgresServer();
            await _server.InitializeAsync();
        }

        var connectionString = _databases.Count == 0 ? _server.ConnectionString : await _server.AnotherDatabaseAsync();
        var database = new PostgresDatabase(connectionString, TimeProvider.System);
        _databases[database] = connectionString;
        return (database, connectionString);
    }

    public string ConnectionString(StoreDatabase database) => _databases[database];

    public override async Task<DbConnection> ConnectAsync(StoreDatabase database)
    {
        var connection = new NpgsqlConnection(ConnectionString(database));
        await connection.OpenAsync();
        return connection;
    }

    public override string Literal(Guid id) => $"'{id}'::uuid";

    public override string Literal(byte[] bytes) => $"'\\x{Convert.ToHexString(bytes)}'::bytea";

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Keys)
        {
            await database.DisposeAsync();
        }

        if (_server is null)
        {
            return;
        }

        foreach (var other in _databases.Values.Skip(1))
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Pooling = false }.ToString());
            await connection.OpenAsync();
            // The name is the fixture's own.
#pragma warning disable CA2100
            await using var command = new NpgsqlCommand($"drop database if exists {new NpgsqlConnectionStringBuilder(other).Database} with (force)", connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        await _server.DisposeAsync();
    }
}
