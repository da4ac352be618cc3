using Fori.Store;
using Fori.Web.Hosting;

namespace Fori.Web.Api;

/// <summary>What an endpoint knows in a query. Any other name is refused: a misspelt filter would answer with everything.</summary>
/// <param name="Names">Null when it depends on the document type, and the handler refuses itself.</param>
internal sealed record QueryParameters(IReadOnlyList<string>? Names);

/// <summary>Refuses unknown query parameters; an endpoint that says nothing of its own takes none.</summary>
internal sealed class QueryParametersFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var known = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>() is { } declared ? declared.Names : [];
        if (known is null || !context.HttpContext.Request.QueryString.HasValue)
        {
            return next(context);
        }

        var query = context.HttpContext.Request.Query;

        var unknown = query.Keys.Where(name => !known.Contains(name)).Select(name => Unknown(name, known)).ToList();
        return unknown.Count == 0 ? next(context) : ValueTask.FromResult<object?>(unknown.ToHttp(StatusCodes.Status400BadRequest));
    }

    public static Problem Unknown(string name, IEnumerable<string> known) =>
        Problem.Of("query.unknown-parameter", name, ("allowed", string.Join(", ", known.Order(StringComparer.Ordinal)) is { Length: > 0 } names ? names : "-"));
}

internal static class QueryParametersOfEndpoint
{
    /// <summary>Says which query parameters an endpoint knows; null when its handler refuses what it does not know.</summary>
    public static void Takes(this RouteHandlerBuilder endpoint, IReadOnlyList<string>? names) => endpoint.WithMetadata(new QueryParameters(names));
}
