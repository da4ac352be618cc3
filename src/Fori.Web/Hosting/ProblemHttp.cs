using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Fori.Store;
using Fori.Text;
using Fori.Web.Tenants;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Fori.Web.Hosting;

/// <summary>Refusals over HTTP, as problem details (RFC 9457). The code is stable; sentences are the reader's language's.</summary>
internal static class ProblemHttp
{
    public const string MediaType = "application/problem+json";

    private const string LastResort = "en";

    // Letters stay letters: the sentences are read by people, in a terminal too.
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Answers with the problems, or with the bare status when there is none to tell.</summary>
    public static Task WriteProblemAsync(this HttpContext context, int status, IReadOnlyList<Problem> problems)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaType;
        var language = LanguageOf(context);
        if (problems.Count > 0)
        {
            context.Response.Headers.ContentLanguage = language;
            context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        }

        return JsonSerializer.SerializeAsync(context.Response.Body, Body(context, status, problems, language), Readable, context.RequestAborted);
    }

    public static IResult ToHttp(this IReadOnlyList<Problem> problems, int status) => new Answer(status, problems);

    // What the client asks for most (RFC 9110 §12.5.4), among the languages of the sentences; else the tenant's own first.
    private static string LanguageOf(HttpContext context) =>
        context.Request.GetTypedHeaders().AcceptLanguage
            .Where(asked => asked.Quality is not 0)
            .OrderByDescending(asked => asked.Quality ?? 1)
            .Select(asked => Known(asked.Value.Value))
            .OfType<string>()
            .FirstOrDefault()
        ?? context.Tenant()?.Languages.Select(Known).OfType<string>().FirstOrDefault()
        ?? LastResort;

    private static string? Known(string? tag) =>
        Catalogue.Languages.FirstOrDefault(language => language.Equals(tag?.Split('-')[0], StringComparison.OrdinalIgnoreCase));

    private static Dictionary<string, object?> Body(HttpContext context, int status, IReadOnlyList<Problem> problems, string language)
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
            body["detail"] = ProblemText.Say(problems[0], language);
            body["code"] = problems[0].Code;
            body["problems"] = problems.Select(p => new { p.Code, p.Path, p.Arguments, message = ProblemText.Say(p, language) });
        }

        return body;
    }

    private sealed class Answer(int status, IReadOnlyList<Problem> problems) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => status;

        public Task ExecuteAsync(HttpContext httpContext) => httpContext.WriteProblemAsync(status, problems);
    }
}
