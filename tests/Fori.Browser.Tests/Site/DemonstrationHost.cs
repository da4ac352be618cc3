using System.Text.Json;
using Fori.Content;
using Fori.Demonstration;
using Fori.Site.Routing;
using Fori.Tests.Testing;
using Fori.Web.CommandLine;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Site;

/// <summary>The real host with the demonstration of yesterday, in a real browser.</summary>
public sealed class DemonstrationHost : IAsyncLifetime
{
    public static readonly string Chromium = Environment.GetEnvironmentVariable("FORI_CHROMIUM") ?? "/usr/bin/chromium";

    private RunningHost? _host;
    private IPlaywright? _playwright;

    /// <summary>Null when there is no browser here.</summary>
    public IBrowser? Browser { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        var clock = new SettableClock { Ahead = TimeSpan.FromDays(-2) };
        _host = await RunningHost.StartAsync(
            s => s with { Demonstration = true, Limits = s.Limits with { Read = 100_000, Search = 100_000, Login = 1_000 } },
            services: services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        await _host.App.Services.GetRequiredService<IDemonstration>().LoadAsync(_host.Installation, _ => { }, TestContext.Current.CancellationToken);
        clock.Ahead = TimeSpan.Zero;
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    /// <param name="town">Empty for the page of the installation.</param>
    public string AddressOf(string town)
    {
        var port = _host?.Client.BaseAddress?.Port;
        return town.Length == 0 ? $"http://localhost:{port}" : $"http://{town}.localhost:{port}";
    }

    /// <summary>Without a browser: the page is then kept.</summary>
    public async Task VisitAsync(string town, string path) => (await _host.ShouldNotBeNull().SendAsync(path, host: $"{town}.localhost:{_host.Client.BaseAddress?.Port}")).Dispose();

    public IReadOnlyList<Endpoint> Endpoints() => [.. _host.ShouldNotBeNull().App.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints)];

    /// <summary>Every kind of page of a site: each word of the routing table, with a document behind it where it has some.</summary>
    public async Task<IReadOnlyList<string>> PathsAsync(string town, string language)
    {
        var paths = new List<string> { $"/{language}/", $"/{language}/no-such-page" };
        foreach (var section in SiteSection.All)
        {
            if (section != SiteSection.Channels)
            {
                paths.Add(section.PathIn(language));
            }

            // The region shows the towns' registers and has no website of its own.
            if (section.Type is { } type && (town != Region || (section != SiteSection.News && section != SiteSection.Contact)))
            {
                var address = await FirstOfAsync(town, language, type);
                paths.Add(address);
                paths.Add($"{address}?asOf={TimeProvider.System.GetUtcNow().AddDays(-1):yyyy-MM-dd}");
            }
        }

        foreach (var type in town == Region ? [] : ContentModule.All.Where(t => t.Page is not null && t.Document.RouteSpace == ContentModule.Tree))
        {
            paths.Add(await FirstOfAsync(town, language, type.Name));
        }

        // Between them these pages hold each kind of block that draws something of its own.
        foreach (var page in DemonstrationContent.Of(town).Where(d => d.Key is "town-figures" or "sea-map" or "municipal-figures" or "open-places"))
        {
            var title = page.Body["title"]?[language] ?? page.Body["title"]?["fi"];
            paths.Add(await FirstOfAsync(town, language, "Page", title.ShouldNotBeNull().GetValue<string>()));
        }

        paths.Add($"{SiteSection.Search.PathIn(language)}?q=a");
        paths.Add($"{SiteSection.Search.PathIn(language)}?q=xyzzyq");
        paths.Add($"{SiteSection.Services.PathIn(language)}?way=class");
        return paths;
    }

    private const string Region = "ruovonmaa";

    private async Task<string> FirstOfAsync(string town, string language, string type, string? text = null)
    {
        using var answer = await _host.ShouldNotBeNull().SendAsync($"/api/v1/search?type={type}&lang={language}&limit=1{(text is null && ContentModule.Find(type) is not null ? "" : "&q=" + Uri.EscapeDataString(text ?? "a"))}", host: town + ".localhost");
        var found = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("items");
        found.GetArrayLength().ShouldBe(1, $"{town} shows no {type}");
        return found[0].GetProperty("url").GetString().ShouldNotBeNull();
    }

    private sealed class SettableClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
