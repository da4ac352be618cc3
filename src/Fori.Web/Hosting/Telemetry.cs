using System.Net;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fori.Web.Hosting;

/// <summary>
/// Figures as Prometheus text at <c>/metrics</c>, and with traces to an OTLP collector when the standard
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one. Meters and sources of this program are named <c>Fori.…</c>.
/// </summary>
internal static class Telemetry
{
    private const string Own = "Fori.*";
    private const string CollectorVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MetricsPath = "/metrics";

    // Counted for each 4 KB that are sent, each route that is looked for and each request that no limit holds back, and
    // nobody runs a town by them: all counting together was 6 % of a kept page. How many requests the limits let through
    // and refused stays.
    private static readonly string[] Costly =
    [
        "aspnetcore.memory_pool.*", "aspnetcore.routing.match_attempts",
        "aspnetcore.rate_limiting.active_request_leases", "aspnetcore.rate_limiting.request_lease.duration",
    ];

    public static void AddTelemetry(this IServiceCollection services)
    {
        var collector = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(CollectorVariable));
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("fori", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics =>
            {
                metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(Own).AddPrometheusExporter();
                foreach (var costly in Costly)
                {
                    metrics.AddView(costly, MetricStreamConfiguration.Drop);
                }

                if (collector)
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (collector)
        {
            // Only with someone to take them: a span for each request costs, and would be dropped.
            telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource(Own).AddOtlpExporter());
        }
    }

    /// <summary>On any host, for this machine and the networks that the settings name; to others it is not there.</summary>
    public static void UseMetrics(this IApplicationBuilder app, ForiSettings settings)
    {
        app.Use((context, next) =>
        {
            if (context.Request.Path != MetricsPath || MayRead(context.Connection.RemoteIpAddress, settings))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        app.UseOpenTelemetryPrometheusScrapingEndpoint(MetricsPath);
    }

    private static bool MayRead(IPAddress? address, ForiSettings settings)
    {
        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || settings.MetricsFrom.Any(network => network.Contains(plain));
    }
}
