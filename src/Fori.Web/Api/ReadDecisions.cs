using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Api;

/// <summary>What has been decided of records, newest first. A key of the role <c>steward</c> is needed: it says who decided.</summary>
internal static class ReadDecisions
{
    /// <summary>What may stand in the address.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["document", "kind", "before", "limit"];

    private const int Largest = 1_000;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Map(RouteGroupBuilder api) => api.MapMethods("/decisions", [HttpMethods.Get, HttpMethods.Head], HandleAsync).Takes(Parameters);

    private static async Task<IResult> HandleAsync(HttpContext http, Node node)
    {
        if (Decide.Refusal(http) is { } refused)
        {
            return refused;
        }

        var filter = Filter(http.Request.Query);
        if (!filter.Succeeded)
        {
            return filter.Problems.ToHttp(StatusCodes.Status400BadRequest);
        }

        var items = await node.Database.ReadAsync(
            http.Node().Tenant.Id, session => session.StatedDecisionsAsync(filter.Value, http.RequestAborted), http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new { items, next = items.Count == filter.Value.Limit ? items[^1].Id : (Guid?)null }, Form);
    }

    private static Outcome<DecisionFilter> Filter(IQueryCollection query)
    {
        var limit = 100;
        if (query["limit"] is [{ } number, ..] && (!int.TryParse(number, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Largest))
        {
            return Problem.Of("query.limit", "limit", ("max", Largest.ToString(CultureInfo.InvariantCulture)));
        }

        if (query["kind"] is [{ } kind, ..] && !DecisionKinds.All.Contains(kind))
        {
            return Problem.Of("decision.kind-unknown", "kind", ("kind", kind), ("allowed", string.Join(", ", DecisionKinds.All)));
        }

        Guid document = default, before = default;
        if (query["document"] is [{ } about, ..] && !Guid.TryParse(about, out document))
        {
            return Problem.Of("document.unknown", "document", ("id", about));
        }

        return query["before"] is [{ } last, ..] && !Guid.TryParse(last, out before)
            ? Problem.Of("decision.unknown", "before", ("id", last))
            : new DecisionFilter
            {
                Document = query.ContainsKey("document") ? document : null,
                Kind = query["kind"] is [{ } chosen, ..] ? chosen : null,
                Before = query.ContainsKey("before") ? before : null,
                Limit = limit,
            };
    }
}
