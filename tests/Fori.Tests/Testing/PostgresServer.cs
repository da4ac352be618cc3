using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Fori.Tests.Testing;

/// <summary>
/// A fresh PostgreSQL database for each test class that has this as its fixture, in the cluster that FORI_TEST_POSTGRES
/// names, or else in a throwaway one that this process starts and stops.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Variable = "FORI_TEST_POSTGRES";
    private static readonly Lazy<Task<string?>> Server = new(FindOrStartAsync);
    private readonly string _name = "fori_" + Guid.CreateVersion7().ToString("N");
    private string? _server;

    /// <summary>The connection of the class's own database. Skips the test, saying so, where there is no PostgreSQL.</summary>
    public string ConnectionString
    {
        get
        {
            Assert.SkipWhen(_server is null, $"needs PostgreSQL: {Variable} is not set and /usr/lib/postgresql has none");
            return On(_name);
        }
    }

    public async ValueTask InitializeAsync()
    {
        _server = await Server.Value;
        if (_server is not null)
        {
            await ExecuteAsync($"create database {_name} encoding 'UTF8' template template0");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync($"drop database if exists {_name} with (force)");
        }
    }

    /// <summary>Another empty database beside the class's own, dropped with the cluster.</summary>
    public async Task<string> AnotherDatabaseAsync()
    {
        _ = ConnectionString;
        var name = _name + "_" + Guid.NewGuid().ToString("N")[..8];
        await ExecuteAsync($"create database {name} encoding 'UTF8' template template0");
        return On(name);
    }

    private string On(string database) => new NpgsqlConnectionStringBuilder(_server!) { Database = database }.ToString(); // Skipped before when null.

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(On("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string?> FindOrStartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }

        var bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture)).Select(d => d + "/bin").FirstOrDefault()
            : null;
        return bin is null ? null : await StartAsync(bin);
    }

    private static async Task<string> StartAsync(string bin)
    {
        var folder = Directory.CreateTempSubdirectory("fori-postgres-").FullName;
        var port = FreePort();
        await RunAsync("chmod", "755", folder);
        var data = Path.Combine(folder, "data");
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "postgres", folder);
        }

        await RunAsync(bin + "/initdb", "--pgdata", data, "--username", "fori", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(bin, folder);
        await RunAsync(
            bin + "/pg_ctl", "--pgdata", data, "--wait", "--silent", "--log", Path.Combine(folder, "log"), "--options",
            FormattableString.Invariant($"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c synchronous_commit=off -c max_connections=200"),
            "start");
        return FormattableString.Invariant($"Host=127.0.0.1;Port={port};Username=fori");
    }

    private static void Stop(string bin, string folder)
    {
        using var stop = Process.Start(Start(bin + "/pg_ctl", "--pgdata", Path.Combine(folder, "data"), "--mode", "immediate", "--wait", "--silent", "stop"));
        stop?.WaitForExit(TimeSpan.FromSeconds(10));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Start(program, arguments)) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }

    // The server refuses to run as root, so there it runs as the user that its package made. Its output is not taken: the
    // started server would hold the pipe open.
    private static ProcessStartInfo Start(string program, params string[] arguments)
    {
        var asOther = Environment.UserName == "root" && program.Contains("/postgresql/", StringComparison.Ordinal);
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "exec \"$@\" >/dev/null 2>&1", "sh", .. asOther ? ["runuser", "-u", "postgres", "--"] : Array.Empty<string>(), program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
