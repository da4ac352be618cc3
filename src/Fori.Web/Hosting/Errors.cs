using Fori.Store;

namespace Fori.Web.Hosting;

/// <summary>
/// The edge: what nobody below has answered. A failure is logged once, with the request's id, and told without its
/// insides; under <c>/api</c> every error, an empty 404 or 405 too, has problem details.
/// </summary>
internal static partial class Errors
{
    private static readonly PathString Api = new("/api");

    public static void UseErrors(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Fori.Web.Errors");
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
                if (IsApi(context) && context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
                {
                    await context.WriteProblemAsync(context.Response.StatusCode, Refusal(context));
                }
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The visitor has gone; there is nobody to tell.
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
            catch (BadHttpRequestException e) when (!context.Response.HasStarted)
            {
                await TellAsync(context, e.StatusCode, Problem.Of(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "request.too-large" : "request.malformed"));
            }
            catch (Exception e) when (!context.Response.HasStarted)
            {
                LogFailure(log, e, context.Request.Method, context.Request.Path.Value, context.TraceIdentifier);
                var (status, problem) = Outage.Of(e) ?? (StatusCodes.Status500InternalServerError, Problem.Of("request.failed"));
                await TellAsync(context, status, problem);
            }
        });
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(Api, StringComparison.Ordinal);

    // What the framework refuses before a handler is asked, it refuses without a word.
    private static IReadOnlyList<Problem> Refusal(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status400BadRequest => [Problem.Of("request.malformed")],
        StatusCodes.Status415UnsupportedMediaType => [Problem.Of("request.media-type", "Content-Type", ("value", context.Request.ContentType ?? ""))],
        _ => [],
    };

    private static Task TellAsync(HttpContext context, int status, Problem problem)
    {
        context.Response.Clear();
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = Outage.RetryAfter;
        }

        if (IsApi(context))
        {
            return context.WriteProblemAsync(status, [problem]);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{problem.Code} {context.TraceIdentifier}\n", context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed ({Request})")]
    private static partial void LogFailure(ILogger log, Exception exception, string method, string? path, string request);
}
