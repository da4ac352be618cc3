using System.Net;
using Fori.Store.Sql;
using Fori.Web.Hosting;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Testing;

/// <summary>The real host in this process, over HTTP on a free port, on a fresh SQLite.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly DataFolder _folder;

    private RunningHost(DataFolder folder, WebApplication app, Uri address)
    {
        _folder = folder;
        App = app;
        Client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = address };
    }

    public WebApplication App { get; }

    public HttpClient Client { get; }

    public Installation Installation => App.Services.GetRequiredService<Installation>();

    public static async Task<RunningHost> StartAsync(
        Func<ForiSettings, ForiSettings>? settings = null, Action<WebApplication>? map = null, Action<IServiceCollection>? services = null)
    {
        var folder = new DataFolder();
        var plain = new ForiSettings
        {
            Data = folder.Path,
            Blobs = folder["blobs"],
            Port = 0,
            Production = false,
            Log = new LogSettings(Serilog.Events.LogEventLevel.Fatal, Json: false),
        };
        var chosen = settings?.Invoke(plain) ?? plain;
        var app = SiteHost.Build(chosen, null, services);
        map?.Invoke(app);
        (await SchemaGate.PassAsync(app.Services.GetRequiredService<StoreDatabase>(), TestContext.Current.CancellationToken)).Succeeded.ShouldBeTrue();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningHost(folder, app, new Uri(SiteHost.AddressOf(app, chosen)));
    }

    public Task<TenantEntry> AddTenantAsync(string name, params string[] hosts) => AddTenantAsync(name, ["fi"], hosts);

    public async Task<TenantEntry> AddTenantAsync(string name, IReadOnlyList<string> languages, IReadOnlyList<string> hosts)
    {
        var added = await App.Services.GetRequiredService<ITenantRegister>().AddAsync(name, languages, hosts, TestContext.Current.CancellationToken);
        App.Services.GetRequiredService<TenantHosts>().Forget();
        return added.Value.ShouldNotBeNull();
    }

    public async Task<HttpResponseMessage> SendAsync(
        string path, HttpMethod? method = null, string? host = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path) { Content = content };
        request.Headers.Host = host;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
