using System.Text.Json;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Writing;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Api;

/// <summary>What stewards decide of records: pins, authority, merging and splitting. A key of the role <c>steward</c> is needed.</summary>
internal static class Decide
{
    public sealed record PinRequest(string Field, string? Language, JsonElement? Value, string? Source);

    public sealed record AuthorityRequest(string? Type, string? Field, string? Language, IReadOnlyList<string> Sources, Guid? Document);

    public sealed record MergeRequest(Guid Absorbed);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/{type}/{id:guid}/pins", PinAsync);
        api.MapPost("/{type}/{id:guid}/merge", MergeAsync);
        api.MapPost("/{type}/{id:guid}/unmerge", UnmergeAsync);
        api.MapPost("/decisions/authority", AuthorityAsync);
        api.MapDelete("/decisions/{id:guid}", WithdrawAsync);
    }

    private static Task<IResult> PinAsync(HttpContext http, Guid id, PinRequest request, Node node) => RunAsync(http, node, (unit, origin, ct) =>
        node.Golden.PinAsync(unit, id, request.Field, request.Language ?? MergeDecisions.Every, request.Value is { } v ? JsonSerializer.SerializeToUtf8Bytes(v) : null, request.Source, origin, ct));

    private static Task<IResult> MergeAsync(HttpContext http, Guid id, MergeRequest request, Node node) => RunAsync(http, node, (unit, origin, ct) =>
        node.Golden.MergeDocumentsAsync(unit, id, request.Absorbed, origin, ct));

    private static Task<IResult> UnmergeAsync(HttpContext http, Guid id, Node node) => RunAsync(http, node, (unit, origin, ct) =>
        node.Golden.UnmergeAsync(unit, id, origin, ct));

    private static async Task<IResult> AuthorityAsync(HttpContext http, AuthorityRequest request, Node node)
    {
        var decided = await RunAsync(http, node, (unit, origin, ct) => node.Golden.AuthorityAsync(
            unit, request.Document, request.Type ?? MergeDecisions.Every, request.Field ?? MergeDecisions.Every, request.Language ?? MergeDecisions.Every,
            request.Sources, origin, ct));
        await RecomputeAsync(http, node, request.Type);
        return decided;
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, Guid id, Node node)
    {
        var withdrawn = await RunAsync(http, node, (unit, origin, ct) => node.Golden.WithdrawAsync(unit, id, origin, ct));
        await RecomputeAsync(http, node, null);
        return withdrawn;
    }

    private static Task RecomputeAsync(HttpContext http, Node node, string? type) => http.ApiKey() is { Role: "steward" } key
        ? node.RecomputeAsync(http.Node().Tenant, type is null or MergeDecisions.Every ? null : type, new WriteOrigin(key.Name, "authority"), http.RequestAborted)
        : Task.CompletedTask;

    private static async Task<IResult> RunAsync<T>(HttpContext http, Node node, Func<TenantUnit, WriteOrigin, CancellationToken, Task<Outcome<T>>> decide)
    {
        if (http.ApiKey() is not { Role: "steward" } key)
        {
            var problem = http.ApiKey() is { } other ? Problem.Of("access.role", "", ("role", other.Role), ("needed", "steward")) : Problem.Of("access.key-needed");
            return ((IReadOnlyList<Problem>)[problem]).ToHttp(http.ApiKey() is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden);
        }

        var cursor = default(LogCursor);
        var outcome = await node.Writer.WriteAsync(http.Node().Tenant.Id, WriteLane.People, async (unit, ct) =>
        {
            var decided = await decide(unit, new WriteOrigin(key.Name, "api"), ct);
            cursor = unit.Cursor;
            return decided;
        }, http.RequestAborted);
        http.Response.Headers[TenantFilter.SequenceHeader] = cursor.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return outcome.Match<IResult>(
            value => TypedResults.Json(value switch
            {
                DecisionRow row => new { id = row.Id },
                _ => (object)new { id = value },
            }),
            problems => problems.ToHttp(problems[0].Code is "document.unknown" or "decision.unknown" ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity));
    }
}
