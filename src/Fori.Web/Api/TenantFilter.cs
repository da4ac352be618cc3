using Fori.Nodes;
using Fori.Store;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Api;

/// <summary>Refuses what is of no tenant, and lets a request wait for what its sender has written.</summary>
internal sealed class TenantFilter(Node node) : IEndpointFilter
{
    /// <summary>A write answers with its sequence under this name; a read that sends it back sees the write.</summary>
    public const string SequenceHeader = "Fori-Sequence";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Tenant() is not { } entry)
        {
            return ((IReadOnlyList<Problem>)[Problem.Of("tenant.none", "", ("host", http.Request.Host.Host))]).ToHttp(StatusCodes.Status404NotFound);
        }

        var tenant = node.Open(entry.Tenant);
        await tenant.CaughtUp.WaitAsync(http.RequestAborted);
        if (long.TryParse(http.Request.Headers[SequenceHeader], System.Globalization.CultureInfo.InvariantCulture, out var sequence))
        {
            await tenant.WaitForAsync(sequence, Patience, http.RequestAborted);
        }

        http.Features.Set(tenant);

        // Handlers that have answered by themselves return null, which the framework would write as JSON behind their
        // answer: an error that closes the connection after every answer.
        return await next(context) ?? Results.Empty;
    }
}

internal static class TenantFeature
{
    /// <summary>The tenant of a request behind <see cref="TenantFilter"/>.</summary>
    public static TenantNode Node(this HttpContext context) =>
        context.Features.Get<TenantNode>() ?? throw new InvalidOperationException("The endpoint is not behind the tenant filter.");
}
