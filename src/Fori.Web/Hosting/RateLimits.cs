using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Fori.Store;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.StaticAssets;

namespace Fori.Web.Hosting;

/// <summary>What a request costs. An endpoint says it by metadata; without, GET and HEAD read, the API's search searches, others write.</summary>
internal enum RequestKind
{
    Read,
    Search,
    Write,

    /// <summary>A file that pages show: a page has many, and they cost next to nothing.</summary>
    File,

    /// <summary>A request whose key was refused, or an attempt to log in.</summary>
    Login,
}

/// <summary>
/// How often one client may ask, per municipality and kind of request. The client is its valid API key, else its
/// address; a /64 in IPv6, since one household has that many. A refused key makes no client of its own, so nobody gets a
/// fresh allowance by inventing keys.
/// </summary>
internal static class RateLimits
{
    private const int SecondsPerMinute = 60;

    public static void AddRateLimits(this IServiceCollection services, LimitSettings limits) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (int Tenant, string Client, RequestKind Kind)>(context => Partition(context, limits));
        options.OnRejected = (rejected, _) => new ValueTask(TellAsync(rejected.HttpContext, rejected.Lease));
    });

    private static RateLimitPartition<(int Tenant, string Client, RequestKind Kind)> Partition(HttpContext context, LimitSettings limits)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            // A page has a dozen files, and they cost next to nothing.
            return RateLimitPartition.GetNoLimiter((0, "", RequestKind.Read));
        }

        var key = context.ApiKey();
        var kind = KindOf(context, endpoint);
        if (kind == RequestKind.File)
        {
            return RateLimitPartition.GetNoLimiter((0, "", RequestKind.File));
        }

        var client = key is not null ? key.Id.ToString("N") : ClientOf(context.Connection.RemoteIpAddress);
        var perMinute = (kind, key is not null) switch
        {
            (RequestKind.Login, _) => limits.Login,
            (RequestKind.Write, true) => limits.KeyWrite,
            (RequestKind.Write, false) => limits.Write,
            (_, true) => limits.KeyRead,
            (RequestKind.Search, false) => limits.Search,
            _ => limits.Read,
        };
        return RateLimitPartition.GetTokenBucketLimiter((context.Tenant()?.Tenant.Id.Number ?? 0, client, kind), _ => Bucket(perMinute));
    }

    private static RequestKind KindOf(HttpContext context, Endpoint? endpoint) =>
        context.Features.Get<RefusedKey>() is not null ? RequestKind.Login
        : endpoint?.Metadata.GetMetadata<RequestKindAttribute>() is { } said ? said.Kind
        : !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !HttpMethods.IsOptions(context.Request.Method) ? RequestKind.Write
        : context.Request.Path.StartsWithSegments("/api/v1/search", StringComparison.Ordinal) ? RequestKind.Search
        : RequestKind.Read;

    internal static string ClientOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    // The whole minute's allowance at once, then it comes back evenly: a second's share each second, or one at a time.
    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / SecondsPerMinute),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1.0, (double)SecondsPerMinute / perMinute)),
        QueueLimit = 0,
        AutoReplenishment = true,
    };

    private static Task TellAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, Math.Ceiling(after.TotalSeconds)) : 1;
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        return context.GetEndpoint()?.Metadata.GetMetadata<TooManyAnswer>() is { } own
            ? own.WriteAsync(context)
            : context.WriteProblemAsync(
                StatusCodes.Status429TooManyRequests,
                [Problem.Of("request.too-many", "", ("seconds", wait.ToString(CultureInfo.InvariantCulture)))]);
    }
}

/// <summary>How endpoints for people say that there were too many requests: by a page. Others answer with problem details.</summary>
internal sealed record TooManyAnswer(Func<HttpContext, Task> WriteAsync);

/// <summary>Says what requests to an endpoint cost: <c>.WithMetadata(new RequestKindAttribute(RequestKind.Search))</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequestKindAttribute(RequestKind kind) : Attribute
{
    public RequestKind Kind { get; } = kind;
}
