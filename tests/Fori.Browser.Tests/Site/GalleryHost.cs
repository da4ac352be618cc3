using Fori.Site;
using Fori.Tests.Site.Gallery;
using Fori.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;

namespace Fori.Browser.Tests.Site;

/// <summary>Serves the gallery with the policy of the real site, and opens it in a real browser.</summary>
public sealed class GalleryHost : IAsyncLifetime
{
    private const string Policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:";

    private WebApplication? _site;
    private IPlaywright? _playwright;

    /// <summary>Null when there is no browser here; <see cref="Missing"/> says why.</summary>
    public IBrowser? Browser { get; private set; }

    public static string Missing => $"needs Chromium: {Chromium} not found (FORI_CHROMIUM names another)";

    public string Address { get; private set; } = "";

    private static string Chromium => Environment.GetEnvironmentVariable("FORI_CHROMIUM") ?? "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        _site = Build();
        await _site.StartAsync();
        Address = _site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
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
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        var renderer = new PageRenderer(new ServiceCollection().BuildServiceProvider(), NullLoggerFactory.Instance);
        site.MapGet("/assets/{name}", (string name) =>
            UiAssets.Find(name) is { } asset ? Results.Bytes(asset.Content.ToArray(), asset.MediaType) : Results.NotFound());
        site.MapGet("/theme/{name}.css", (string name) =>
            Results.Text(ThemeStylesheet.Write(GalleryThemes.All.Single(t => t.Name == name)), ThemeStylesheet.MediaType));
        site.MapGet("/map/base.geojson", () =>
            Results.Bytes(new GalleryTown("fi", Theme.Neutral).BaseMap.ToGeoJson(), "application/geo+json"));
        site.MapGet("/{theme}/{language}/{page}", async (string theme, string language, string page, HttpContext context) =>
        {
            var look = GalleryThemes.All.Single(t => t.Name == theme);
            var view = new GalleryPages(language, look).All.Single(p => p.Name == page).View;
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return Results.Bytes(await renderer.RenderAsync(view), "text/html; charset=utf-8");
        });
        return site;
    }
}
