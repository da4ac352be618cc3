using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Hosting;
using Fori.Web.Site;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Serilog.Events;

namespace Fori.Tests.Site.Building;

/// <summary>Two invented municipalities on one node, served over HTTP, with a clock that stands still until told.</summary>
internal sealed class SiteTown : IAsyncDisposable
{
    public const string Host = "lautturila.localhost";
    public const string Neighbour = "naapurila.localhost";

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly HttpClient _client;
    private readonly Dictionary<string, Tenant> _tenants = [];

    private SiteTown(WebApplication app, FakeTimeProvider clock, string folder)
    {
        _app = app;
        _folder = folder;
        Clock = clock;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(); // Kestrel always tells.
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = new Uri(address) };
    }

    public FakeTimeProvider Clock { get; }

    public Node Node => _app.Services.GetRequiredService<Node>();

    public TenantNode Tenant => Node.Open(_tenants[Host]);

    /// <param name="now">Default: Tuesday 24 November 2026, ten o'clock.</param>
    public static async Task<SiteTown> StartAsync(DateTimeOffset? now = null, bool filled = true)
    {
        var folder = Directory.CreateTempSubdirectory("fori-site-").FullName;
        var clock = new FakeTimeProvider(now ?? new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(2)));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = folder });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddInstallation(new ForiSettings { Data = folder, Blobs = Path.Combine(folder, "blobs"), Log = new LogSettings(LogEventLevel.Fatal) });
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        builder.Services.AddRouting();
        builder.Services.AddSitePages();
        var app = builder.Build();
        app.UseTenants();
        app.UseRouting();
        app.MapSitePages();
        await app.Services.GetRequiredService<StoreDatabase>().MigrateAsync(CancellationToken.None);
        await app.StartAsync();
        var town = new SiteTown(app, clock, folder);
        await town.AddTenantAsync(Host);
        await town.AddTenantAsync(Neighbour);
        if (filled)
        {
            await SiteTownRecords.FillAsync(town);
        }

        return town;
    }

    /// <summary>A source says something; it is visible when this returns.</summary>
    public async Task<ContributionResult> SayAsync(string type, string key, string? json, string source = "ptv", string host = Host) =>
        (await SayAllAsync(type, [(key, json)], source, host))[0];

    /// <summary>A source says much at once; it is visible when this returns.</summary>
    public async Task<IReadOnlyList<ContributionResult>> SayAllAsync(string type, IEnumerable<(string Key, string? Json)> records, string source = "ptv", string host = Host)
    {
        var tenant = _tenants[host];
        var contributions = records.Select(r => new Contribution(source, r.Key, type, r.Json is null ? null : Canonical(r.Json))).ToList();
        var results = await Node.Writer.WriteAsync(tenant.Id, WriteLane.People, async (unit, ct) => await Node.Golden.ContributeAsync(unit, contributions, new WriteOrigin("aino", "test"), ct), CancellationToken.None);
        if (results.Max(r => r.Sequence) is > 0 and var last)
        {
            (await Node.Open(tenant).WaitForAsync(last, TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBeTrue();
        }

        return results;
    }

    public Task<Outcome<Guid>> MergeAsync(Guid survivor, Guid absorbed) =>
        Node.Writer.WriteAsync(_tenants[Host].Id, WriteLane.People, (unit, ct) => Node.Golden.MergeDocumentsAsync(unit, survivor, absorbed, new WriteOrigin("aino", "test"), ct), CancellationToken.None);

    public async Task VisibleAsync()
    {
        var head = (await Node.Database.HeadsAsync(CancellationToken.None))[_tenants[Host].Id].Head;
        (await Tenant.WaitForAsync(head, TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBeTrue();
    }

    /// <summary>Takes a table of the store away, as a damaged disk would.</summary>
    public async Task BreakAsync(string table)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "fori.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"alter table {table} rename to broken";
        await command.ExecuteNonQueryAsync();
    }

    /// <param name="headers">"Name: value".</param>
    public async Task<SiteReply> GetAsync(string path, string host = Host, string method = "GET", params IReadOnlyList<string> headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Host = host;
        foreach (var header in headers)
        {
            var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        using var response = await _client.SendAsync(request);
        return new SiteReply((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers, response.Content.Headers);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AddTenantAsync(string host)
    {
        var name = host[..host.IndexOf('.', StringComparison.Ordinal)];
        var added = await _app.Services.GetRequiredService<ITenantRegister>().AddAsync(name, ["fi", "sv", "en"], [], CancellationToken.None);
        _tenants[host] = added.Value!.Tenant; // The name is new.
        _app.Services.GetRequiredService<TenantHosts>().Forget();
    }

    private static byte[] Canonical(string json) =>
        CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)).Value ?? throw new ArgumentException("Not JSON.", nameof(json));
}

/// <summary>What came back.</summary>
internal sealed record SiteReply(int Status, byte[] Bytes, HttpResponseHeaders Headers, HttpContentHeaders Content)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    /// <summary>Path and query of a redirect.</summary>
    public string? Location => Headers.Location?.OriginalString;

    public string? Type => Content.ContentType?.MediaType;
}
