using System.Text.Json;
using Fori.Store.Sql;

namespace Fori.Web.Hosting;

/// <summary>Something that must be in order before this node is given requests. Register each as a service.</summary>
internal interface IReadiness
{
    string Name { get; }

    /// <returns>Why it is not ready, for the operator; null when it is. Asked often, and given up after two seconds.</returns>
    Task<string?> ProblemAsync(CancellationToken ct);
}

/// <summary>The database answers and its schema is this program's.</summary>
internal sealed class DatabaseReadiness(StoreDatabase database) : IReadiness
{
    public string Name => "database";

    public async Task<string?> ProblemAsync(CancellationToken ct)
    {
        var (_, pending, unknown) = await database.MigrationsAsync(ct);
        return unknown.Count > 0 ? "the database is newer than this program"
            : pending.Count > 0 ? "the database waits for an upgrade"
            : null;
    }
}

/// <summary>
/// <c>/health/live</c> and <c>/health/ready</c>, on any host and before all limits: whoever watches must get through when
/// nobody else does.
/// </summary>
internal static partial class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void UseHealth(this WebApplication app)
    {
        var checks = app.Services.GetServices<IReadiness>().ToList();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Fori.Web.Health");
        app.Use((context, next) => context.Request.Path.Value switch
        {
            "/health/live" => AnswerAsync(context, StatusCodes.Status200OK, new { status = "live" }),
            "/health/ready" => ReadyAsync(context, checks, log),
            _ => next(context),
        });
    }

    private static async Task ReadyAsync(HttpContext context, List<IReadiness> checks, ILogger log)
    {
        var found = await Task.WhenAll(checks.Select(async check => new { check.Name, problem = await AskAsync(check, log, context.RequestAborted) }));
        var ready = found.All(f => f.problem is null);
        await AnswerAsync(
            context, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
            new { status = ready ? "ready" : "not ready", checks = found });
    }

    private static async Task<string?> AskAsync(IReadiness check, ILogger log, CancellationToken ct)
    {
        try
        {
            // On its own thread: a driver that blocks while it connects must not hold the answer.
            return await Task.Run(() => check.ProblemAsync(ct), ct).WaitAsync(Patience, ct);
        }
        catch (TimeoutException)
        {
            return "no answer in time";
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The answer is open to all; what broke is the operator's to read.
            LogUnready(log, e, check.Name);
            return "failed; see the log";
        }
    }

    private static Task AnswerAsync(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, body, JsonSerializerOptions.Web, context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready: {Check}")]
    private static partial void LogUnready(ILogger log, Exception exception, string check);
}
