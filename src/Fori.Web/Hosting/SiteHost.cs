using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Fori.Web.CommandLine;
using Fori.Web.Ownership;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Fori.Web.Hosting;

/// <summary>The web server around an installation: listeners, the pipeline in its order, and the end.</summary>
internal static class SiteHost
{
    /// <summary>Running requests and slices are given this long; with closing the database a stop stays under ten seconds.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(7);

    // Text that is made for each request. Pages and lists from a cache bring their own compressed bytes and set
    // Content-Encoding, which the middleware leaves alone.
    private static readonly string[] CompressedTypes =
    [
        "text/html", "text/plain", "text/css", "text/csv", "text/javascript", "application/json", "application/ld+json", "application/x-ndjson",
        "application/xml", "application/rss+xml", "application/geo+json", "image/svg+xml", "text/calendar", ProblemHttp.MediaType,
    ];

    /// <param name="socket">Path of the private listener for handed commands; null when nobody hands any.</param>
    /// <param name="more">Services after all others, so they win: stand-ins for what is outside.</param>
    public static WebApplication Build(ForiSettings settings, string? socket, Action<IServiceCollection>? more = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = settings.Production ? Environments.Production : Environments.Development,
            ApplicationName = typeof(SiteHost).Assembly.GetName().Name,
        });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, settings, socket));
        builder.WebHost.UseSockets(BindPrivately);
        AddServices(builder.Services, settings);
        more?.Invoke(builder.Services);

        var app = builder.Build();
        UsePipeline(app, settings);
        app.MapSite();
        return app;
    }

    /// <summary>Where a started host answers, as people type it.</summary>
    public static string AddressOf(WebApplication app, ForiSettings settings)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var port = addresses.Where(a => !a.Contains("unix:", StringComparison.Ordinal)).Select(a => BindingAddress.Parse(a).Port).First();
        var host = IPAddress.IsLoopback(settings.Listen) ? "localhost" : new IPEndPoint(settings.Listen, port).ToString().Split(':')[0];
        return settings.Listen.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(settings.Listen)
            ? FormattableString.Invariant($"http://[{settings.Listen}]:{port}")
            : FormattableString.Invariant($"http://{host}:{port}");
    }

    private static void Configure(KestrelServerOptions kestrel, ForiSettings settings, string? socket)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = settings.Limits.Body;
        kestrel.Limits.MaxConcurrentConnections = settings.Limits.Connections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        if (settings.Listen.Equals(IPAddress.Loopback) && settings.Port != 0)
        {
            kestrel.ListenLocalhost(settings.Port); // Both families: some programs look up NAME.localhost as ::1 only.
        }
        else
        {
            kestrel.Listen(settings.Listen, settings.Port);
        }

        if (socket is not null)
        {
            kestrel.ListenForCommands(socket);
        }
    }

    // Between bind and listen nobody can connect, so the private socket is never open to others.
    private static void BindPrivately(SocketTransportOptions transport) => transport.CreateBoundListenSocket = endpoint =>
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (endpoint is UnixDomainSocketEndPoint local && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(local.ToString(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return socket;
    };

    private static void AddServices(IServiceCollection services, ForiSettings settings)
    {
        services.AddInstallation(settings);
        services.AddSingleton<HandedCommandRunner>(ForiCommandLine.RunHandedAsync);
        services.AddSystemd();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        services.AddRouting();
        services.AddTelemetry();
        services.AddRateLimits(settings.Limits);
        services.AddCors(cors => cors.AddDefaultPolicy(open => open
            .AllowAnyOrigin().WithMethods(HttpMethods.Get, HttpMethods.Head).AllowAnyHeader().WithExposedHeaders("ETag", "Link", "Retry-After")));
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        services.AddResponseCompression(compression =>
        {
            // Over TLS too: public pages hold no secret beside what a visitor wrote, and the form token of the admin's pages is
            // encrypted anew for each, so there is none to guess by length.
            compression.EnableForHttps = true;
            compression.MimeTypes = CompressedTypes;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.AddSite(settings);
    }

    private static void UsePipeline(WebApplication app, ForiSettings settings)
    {
        app.UseHandedCommands();
        app.UseSecurityHeaders(settings);
        if (settings.Proxies.Count > 0)
        {
            app.UseForwardedHeaders(Forwarded(settings));
        }

        app.UseResponseCompression();
        app.UseErrors();
        app.UseHealth();
        app.UseMetrics(settings);
        app.UseTenants();
        app.UseApiKeys();
        app.UseRouting();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.UseCors());
        app.UseRateLimiter();
        app.UseRefusalOfKeys();
    }

    private static ForwardedHeadersOptions Forwarded(ForiSettings settings)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            // As many hops as there are named proxies in a row; the first that is not named is the visitor.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.Proxies)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }
}
