using System.Text;
using System.Text.Json;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Api;

/// <summary>What stewards decide of records: pins, authority, merging and splitting. A key of the role <c>steward</c> is needed.</summary>
internal static class Decide
{
    public sealed record PinRequest(string? Field, string? Language, JsonElement? Value, string? Source);

    public sealed record AuthorityRequest(string? Type, string? Field, string? Language, IReadOnlyList<string>? Sources, Guid? Document);

    public sealed record MergeRequest(Guid Absorbed);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/{type}/{id:guid}/pins", PinAsync);
        api.MapPost("/{type}/{id:guid}/merge", MergeAsync);
        api.MapPost("/{type}/{id:guid}/unmerge", UnmergeAsync);
        api.MapPost("/decisions/authority", AuthorityAsync);
        api.MapDelete("/decisions/{id:guid}", WithdrawAsync);
    }

    private static Task<IResult> PinAsync(HttpContext http, string type, Guid id, PinRequest request, Node node, WriteOnce once) => OfTypeAsync(http, node, once, type, [id], request, async (unit, origin, ct) =>
    {
        var value = Value(node, type, request.Field ?? "", request.Language, request.Value is { } given ? JsonSerializer.SerializeToUtf8Bytes(given) : null);
        return value.Succeeded
            ? IdOf(await PinnedAsync(node, unit, type, id, request.Field ?? "", request.Language ?? MergeDecisions.Every, value.Value, request.Source, origin, ct))
            : Outcome<Guid>.Refused(value.Problems);
    });

    /// <summary>Pins a value that <see cref="Value"/> has read; one by which the record would lead back to itself is refused.</summary>
    public static async Task<Outcome<DecisionRow>> PinnedAsync(
        Node node, TenantUnit unit, string type, Guid id, string field, string language, ReadOnlyMemory<byte>? value, string? source, WriteOrigin origin, CancellationToken ct)
    {
        if (value is { } json && language == MergeDecisions.Every)
        {
            byte[] body = [.. "{\""u8, .. Encoding.UTF8.GetBytes(field), .. "\":"u8, .. json.Span, .. "}"u8];
            if (await CircularWrites.ProblemsAsync(unit.Session, node.Types[type], id, body, null, ct) is { Count: > 0 } circles)
            {
                return Outcome<DecisionRow>.Refused(circles);
            }
        }

        return await node.Golden.PinAsync(unit, id, field, language, value, source, origin, ct);
    }

    /// <summary>A pinned value as its type reads it: a value of another shape would make a record that nobody can read.</summary>
    /// <param name="language">Null or <c>*</c>: the whole field.</param>
    /// <param name="json">Null: no value.</param>
    public static Outcome<ReadOnlyMemory<byte>?> Value(Node node, string type, string field, string? language, byte[]? json)
    {
        var declared = node.Types[type];
        if (declared.Fields.All(f => f.Name != field))
        {
            return Problem.Of("field.unknown", field, ("type", type));
        }

        if (json is null)
        {
            return Outcome<ReadOnlyMemory<byte>?>.Of(null);
        }

        var parsed = declared.ParseValue(field, language is MergeDecisions.Every ? null : language, json);
        return parsed.Succeeded ? Outcome<ReadOnlyMemory<byte>?>.Of(parsed.Value) : Outcome<ReadOnlyMemory<byte>?>.Refused(parsed.Problems);
    }

    private static Task<IResult> MergeAsync(HttpContext http, string type, Guid id, MergeRequest request, Node node, WriteOnce once) => OfTypeAsync(http, node, once, type, [id, request.Absorbed], request, (unit, origin, ct) =>
        node.Golden.MergeDocumentsAsync(unit, id, request.Absorbed, origin, ct));

    private static Task<IResult> UnmergeAsync(HttpContext http, string type, Guid id, Node node, WriteOnce once) => OfTypeAsync(http, node, once, type, [id], "", (unit, origin, ct) =>
        node.Golden.UnmergeAsync(unit, id, origin, ct));

    private static async Task<IResult> AuthorityAsync(HttpContext http, AuthorityRequest request, Node node, WriteOnce once)
    {
        if (request.Sources is null)
        {
            return ((IReadOnlyList<Problem>)[Problem.Of("authority.no-source")]).ToRefusal();
        }

        var decided = await RunAsync(http, once, request, async (unit, origin, ct) => IdOf(await node.Golden.AuthorityAsync(
            unit, request.Document, request.Type ?? MergeDecisions.Every, request.Field ?? MergeDecisions.Every, request.Language ?? MergeDecisions.Every,
            request.Sources, origin, ct)));
        await RecomputeAsync(http, node, request.Type);
        return decided;
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, Guid id, Node node, WriteOnce once)
    {
        var withdrawn = await RunAsync(http, once, "", async (unit, origin, ct) => IdOf(await node.Golden.WithdrawAsync(unit, id, origin, ct)));
        await RecomputeAsync(http, node, null);
        return withdrawn;
    }

    // The sequence that the answer tells is of the last document merged again, so that the next read sees them all.
    private static async Task RecomputeAsync(HttpContext http, Node node, string? type)
    {
        if (http.ApiKey() is not { Role: "steward" } key)
        {
            return;
        }

        var tenant = http.Node().Tenant;
        await node.RecomputeAsync(tenant, type is null or MergeDecisions.Every ? null : type, new WriteOrigin(key.Name, "authority"), http.RequestAborted);
        Tell(http, (await node.Database.HeadsAsync(http.RequestAborted))[tenant.Id].Head);
    }

    private static void Tell(HttpContext http, long sequence) =>
        http.Response.Headers[TenantFilter.SequenceHeader] = sequence.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // The type is part of the address: a document of another type is not found there.
    private static Task<IResult> OfTypeAsync<T>(
        HttpContext http, Node node, WriteOnce once, string type, IReadOnlyCollection<Guid> ids, T request, Func<TenantUnit, WriteOrigin, CancellationToken, Task<Outcome<Guid>>> decide) =>
        RunAsync(http, once, request, async (unit, origin, ct) =>
        {
            var found = await unit.Session.DocumentsAsync(ids, ct);
            return ids.FirstOrDefault(id => !found.Any(d => d.Id == id && d.Type == type)) is var missing && missing != Guid.Empty
                ? Problem.Of("document.unknown", "", ("id", missing.ToString()), ("type", type))
                : await decide(unit, origin, ct);
        });

    private static async Task<IResult> RunAsync<T>(HttpContext http, WriteOnce once, T request, Func<TenantUnit, WriteOrigin, CancellationToken, Task<Outcome<Guid>>> decide)
    {
        if (Refusal(http) is { } refused)
        {
            return refused;
        }

        var key = http.ApiKey()!; // Nobody is refused without one.
        var outcome = await once.WriteAsync(http, http.Node().Tenant.Id, key, JsonSerializer.SerializeToUtf8Bytes(request), async (unit, ct) =>
        {
            var decided = await decide(unit, new WriteOrigin(key.Name, "api"), ct);
            return decided.Succeeded ? new Written(decided.Value, StatusCodes.Status200OK, unit.Cursor) : Outcome<Written>.Refused(decided.Problems);
        });
        if (outcome.Succeeded)
        {
            Tell(http, outcome.Value.Cursor.Sequence);
        }

        return outcome.Match<IResult>(
            written => TypedResults.Json(new { id = written.Id }),
            problems => problems.ToRefusal());
    }

    /// <returns>Null for a key of the role <c>steward</c>.</returns>
    public static IResult? Refusal(HttpContext http)
    {
        if (http.ApiKey() is { Role: "steward" })
        {
            return null;
        }

        var problem = http.ApiKey() is { } other ? Problem.Of("access.role", "", ("role", other.Role), ("needed", "steward")) : Problem.Of("access.key-needed");
        return ((IReadOnlyList<Problem>)[problem]).ToHttp(http.ApiKey() is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden);
    }

    private static Outcome<Guid> IdOf(Outcome<DecisionRow> decided) => decided.Succeeded ? decided.Value.Id : Outcome<Guid>.Refused(decided.Problems);
}
