using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fori.Documents;
using Fori.Integration.Importing;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Files;
using Fori.Store.Golden;
using Fori.Store.Postgres;
using Fori.Store.Sql;
using Fori.Store.Sqlite;
using Fori.Store.Writing;
using Fori.Tenants;
using Fori.Web.Tenants;

namespace Fori.Bench;

/// <summary>A program of ours as its own process: the product serving a data folder, or the bare server.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly Process _process;

    private Served(Process process, int port)
    {
        _process = process;
        Port = port;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Client.DefaultRequestHeaders.Host = Host;
    }

    public const string Host = "bench.localhost";

    public int Port { get; }

    public HttpClient Client { get; }

    /// <summary>Resident memory now, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <param name="arguments">Of the program, without the port.</param>
    /// <param name="answers">A path that answers 200 when it is ready.</param>
    /// <param name="settings">Of the environment.</param>
    public static async Task<Served> StartAsync(
        string program, string[] arguments, string answers, string host, CancellationToken ct, params (string Name, string Value)[] settings)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var start = Start(program, [.. arguments, "--port", port.ToString(CultureInfo.InvariantCulture)]);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var served = new Served(process, port);
        served.Client.DefaultRequestHeaders.Host = host;
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        while (clock.GetElapsedTime(began) < TimeSpan.FromMinutes(2) && !process.HasExited)
        {
            try
            {
                using var answer = await served.Client.GetAsync(new Uri(answers, UriKind.Relative), ct);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return served;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), clock, ct);
        }

        await served.DisposeAsync();
        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} does not answer {answers}.");
    }

    /// <summary>A data folder with one municipality and so many services.</summary>
    /// <param name="connection">Of an empty PostgreSQL database; null is SQLite in the folder.</param>
    /// <returns>A key that may write, and the ids of some services.</returns>
    public static async Task<(string Key, IReadOnlyList<Guid> Services)> FillAsync(string folder, int services, Lexicon words, CancellationToken ct, string? connection = null)
    {
        await using StoreDatabase database = connection is null
            ? new SqliteDatabase(Path.Combine(folder, "fori.db"), TimeProvider.System)
            : new PostgresDatabase(connection, TimeProvider.System);
        await database.MigrateAsync(ct);
        await using var writer = new StoreWriter(database);
        var types = new DocumentTypes([.. Registers.RegistersModule.Types, .. TenantsModule.Types]);
        await using var node = new Node(writer, types, folder, Microsoft.Extensions.Logging.Abstractions.NullLogger<Node>.Instance);
        await node.StartAsync(ct);
        var tenant = await FillAsync(node, folder, "bench", Samples.Items(services, types, words), ct);
        var (_, key) = await new ApiKeys(database, writer, TimeProvider.System).AddAsync(tenant.Id, "bench", "writer", Samples.Source, ct);
        var found = node.Open(tenant).Index.Search(new Search.SearchQuery { Types = ["Service"], Limit = 100 });
        return (key, [.. found.Value!.Hits.Select(h => h.Id)]); // A list of a type is never refused.
    }

    /// <summary>A data folder with many municipalities, tenant-0 and on, each with so many services.</summary>
    public static async Task FillManyAsync(string folder, int tenants, int services, Lexicon words, CancellationToken ct)
    {
        await using var database = new SqliteDatabase(Path.Combine(folder, "fori.db"), TimeProvider.System);
        await database.MigrateAsync(ct);
        await using var writer = new StoreWriter(database);
        var types = new DocumentTypes([.. Registers.RegistersModule.Types, .. TenantsModule.Types]);
        await using var node = new Node(writer, types, folder, Microsoft.Extensions.Logging.Abstractions.NullLogger<Node>.Instance);
        await node.StartAsync(ct);
        var items = Samples.Items(tenants * services, types, words).Chunk(services).ToList();
        for (var tenant = 0; tenant < tenants; tenant++)
        {
            await FillAsync(node, folder, string.Create(CultureInfo.InvariantCulture, $"tenant-{tenant}"), [.. items[tenant]], ct);
        }
    }

    private static async Task<Tenant> FillAsync(Node node, string folder, string name, List<ImportItem> items, CancellationToken ct)
    {
        var added = await new MunicipalityRegister(node, new BlobFolder(Path.Combine(folder, "blobs"))).AddAsync(name, ["fi", "sv"], [], ct);
        var tenant = added.Succeeded ? added.Value.Tenant : throw new InvalidOperationException(added.Problems[0].Code);
        var summary = await new Importer(node).RunAsync(
            tenant, new ImportOptions { Source = Samples.Source, Kind = "bench" }, Samples.Stream(items), null, ct);
        await node.Open(tenant).WaitForAsync(summary.Sequence, TimeSpan.FromMinutes(5), ct);
        return tenant;
    }

    /// <summary>The program's own processes have settings of nobody, and limits that no measurement meets.</summary>
    public static ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["FORI__Log__Level"] = "Warning";
        foreach (var limit in (string[])["Read", "Search", "Write", "KeyRead", "KeyWrite"])
        {
            start.Environment["FORI__Limits__" + limit] = "1000000";
        }

        return start;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
