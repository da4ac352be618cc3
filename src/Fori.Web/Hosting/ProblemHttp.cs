using System.Diagnostics;
using System.Text.Json;
using Fori.Store;
using Microsoft.AspNetCore.WebUtilities;

namespace Fori.Web.Hosting;

/// <summary>Refusals over HTTP, as problem details (RFC 9457). The code is stable; sentences are the reader's language's.</summary>
internal static class ProblemHttp
{
    public const string MediaType = "application/problem+json";

    /// <summary>Answers with the problems, or with the bare status when there is none to tell.</summary>
    public static Task WriteProblemAsync(this HttpContext context, int status, IReadOnlyList<Problem> problems)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaType;
        return JsonSerializer.SerializeAsync(context.Response.Body, Body(context, status, problems), JsonSerializerOptions.Web, context.RequestAborted);
    }

    public static IResult ToHttp(this IReadOnlyList<Problem> problems, int status) => new Answer(status, problems);

    private static Dictionary<string, object?> Body(HttpContext context, int status, IReadOnlyList<Problem> problems)
    {
        var body = new Dictionary<string, object?>
        {
            ["type"] = problems.Count > 0 ? "urn:fori:problem:" + problems[0].Code : "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["instance"] = context.Request.Path.Value,
            ["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
        };
        if (problems.Count > 0)
        {
            body["code"] = problems[0].Code;
            body["problems"] = problems.Select(p => new { p.Code, p.Path, p.Arguments });
        }

        return body;
    }

    private sealed class Answer(int status, IReadOnlyList<Problem> problems) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => status;

        public Task ExecuteAsync(HttpContext httpContext) => httpContext.WriteProblemAsync(status, problems);
    }
}
