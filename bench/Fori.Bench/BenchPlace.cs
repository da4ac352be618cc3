using Npgsql;

namespace Fori.Bench;

/// <summary>A data folder, with a database of its own on PostgreSQL when a server is given; gone at the end.</summary>
internal sealed class BenchPlace : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("fori-bench").FullName;
    private readonly string? _server;
    private readonly string _name = "fori_bench_" + Guid.NewGuid().ToString("N")[..12];

    private BenchPlace(string? server)
    {
        _server = server;
        Connection = server is null ? null : BenchNode.On(server, _name);
    }

    /// <summary>Null is SQLite in the folder.</summary>
    public string? Connection { get; }

    public string Folder => Path.Combine(_root, "node");

    /// <summary>Arguments that name it.</summary>
    public string[] Where => ["--data", Folder, .. Database];

    /// <summary>Arguments of another node on the same database.</summary>
    public string[] AnotherNode => ["--data", Path.Combine(_root, "another"), .. Database];

    private string[] Database => Connection is null ? [] : ["--database", Connection];

    /// <param name="server">Connection to a PostgreSQL server that may make databases; null is SQLite.</param>
    public static async Task<BenchPlace> NewAsync(string? server, CancellationToken ct)
    {
        var place = new BenchPlace(server);
        Directory.CreateDirectory(place.Folder);
        if (server is not null)
        {
            await BenchNode.ExecuteAsync(server, $"create database {place._name} encoding 'UTF8' template template0", ct);
        }

        return place;
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await BenchNode.ExecuteAsync(_server, $"drop database if exists {_name} with (force)", CancellationToken.None);
        }
    }
}
