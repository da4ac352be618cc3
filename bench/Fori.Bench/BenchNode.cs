using Fori.Documents;
using Fori.Nodes;
using Fori.Registers;
using Fori.Store;
using Fori.Store.Postgres;
using Fori.Store.Sql;
using Fori.Store.Sqlite;
using Fori.Store.Writing;
using Fori.Tenants;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Fori.Bench;

/// <summary>An empty installation of one tenant in a folder (and database) of its own, gone at the end.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string? _server;
    private readonly string _name;

    private BenchNode(string folder, string? server, string name, StoreDatabase database)
    {
        (_folder, _server, _name, Database) = (folder, server, name, database);
        Writer = new StoreWriter(database);
        Types = new DocumentTypes([.. RegistersModule.Types, .. TenantsModule.Types]);
        Node = new Node(Writer, Types, folder, NullLogger<Node>.Instance);
    }

    public StoreDatabase Database { get; }

    public StoreWriter Writer { get; }

    public DocumentTypes Types { get; }

    public Node Node { get; }

    public Tenant Tenant { get; private set; } = null!; // Set before it is handed out.

    /// <summary>File of the SQLite database; of PostgreSQL its connection string.</summary>
    public string Place => _server is null ? ((SqliteDatabase)Database).File : On(_server, _name);

    /// <param name="server">Connection to a PostgreSQL server whose user may create databases; null is SQLite.</param>
    public static async Task<BenchNode> StartAsync(string? server, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("fori-bench").FullName;
        var name = "fori_bench_" + Guid.NewGuid().ToString("N")[..12];
        if (server is not null)
        {
            await ExecuteAsync(server, $"create database {name} encoding 'UTF8' template template0", ct);
        }

        StoreDatabase database = server is null
            ? new SqliteDatabase(Path.Combine(folder, "fori.db"), TimeProvider.System)
            : new PostgresDatabase(On(server, name), TimeProvider.System);
        await database.MigrateAsync(ct);
        var node = new BenchNode(folder, server, name, database);
        node.Tenant = await database.AddTenantAsync("bench", ct) ?? throw new InvalidOperationException("A new database has a tenant.");
        await node.Node.StartAsync(ct);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Writer.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync(_server, $"drop database if exists {_name} with (force)", CancellationToken.None);
        }
    }

    public static string On(string server, string database) => new NpgsqlConnectionStringBuilder(server) { Database = database }.ToString();

    public static async Task ExecuteAsync(string connection, string sql, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }
}
