using Fori.Store;
using Fori.Web.Hosting;

namespace Fori.Web.Api;

/// <summary>What no request of the interface is at: a program is told so as problem details, not by a page for people.</summary>
internal static class UnknownAddress
{
    public static void Map(WebApplication app) =>
        app.Map("/api/{**rest}", Answer).WithOrder(int.MaxValue - 1).WithDisplayName("Unknown addresses of the interface");

    private static IResult Answer(HttpContext http)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return ((IReadOnlyList<Problem>)[Problem.Of("request.unknown-address", "", ("description", "/api/v1/openapi.json"))]).ToHttp(StatusCodes.Status404NotFound);
        }

        // The routes that take a body take JSON alone, so one of another kind ends here.
        if (request.ContentType is { Length: > 0 } && !request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        http.Response.Headers.Allow = "GET, HEAD";
        return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }
}
