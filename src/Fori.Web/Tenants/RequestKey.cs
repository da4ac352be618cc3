using Fori.Store;
using Fori.Web.Hosting;

namespace Fori.Web.Tenants;

/// <summary>Marks a request that showed a key which is not valid here.</summary>
internal sealed class RefusedKey
{
    public static readonly RefusedKey Instance = new();
}

/// <summary>
/// The API key of a request, from <c>Authorization: Bearer fori_…</c>. Recognised before the rate limits, refused after
/// them, so that guessing is limited too. A request without a key goes on: whether one is needed the endpoint decides.
/// </summary>
internal static class RequestKey
{
    private const string Bearer = "Bearer ";

    /// <returns>Null when the request has none.</returns>
    public static ApiKeyRow? ApiKey(this HttpContext context) => context.Features.Get<ApiKeyRow>();

    public static void UseApiKeys(this IApplicationBuilder app)
    {
        var keys = app.ApplicationServices.GetRequiredService<ApiKeys>();
        app.Use(async (context, next) =>
        {
            var header = context.Request.Headers.Authorization.ToString();
            if (header.StartsWith(Bearer + ApiKeys.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                var row = context.Tenant() is { } entry
                    ? await keys.FindAsync(entry.Tenant.Id, header[Bearer.Length..].Trim(), context.RequestAborted)
                    : null;
                if (row is not null)
                {
                    context.Features.Set(row);
                }
                else
                {
                    context.Features.Set(RefusedKey.Instance);
                }
            }

            await next(context);
        });
    }

    public static void UseRefusalOfKeys(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<RefusedKey>() is null)
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return context.WriteProblemAsync(StatusCodes.Status401Unauthorized, [Problem.Of("access.key-refused")]);
    });
}
