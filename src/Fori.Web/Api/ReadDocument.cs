using System.Globalization;
using System.Text.Json;
using Fori.Documents;
using Fori.Integration;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Api;

/// <summary>One document: by its id or a name in another system, as it is, as it was, and its history.</summary>
internal static class ReadDocument
{
    /// <summary>What may stand in the address of a document.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["asOf", "lang", "fields", "include"];

    private const string Provenance = "provenance";
    private const string History = "/history";
    private const int HistoryShown = 100;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapMethods("/{type}/{id:guid}", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, string type, Guid id, Node node, DocumentTypes types) =>
            HandleAsync(http, type, id, node, types)).Takes(Parameters);
        api.MapMethods("/{type}/by/{system}/{**key}", [HttpMethods.Get, HttpMethods.Head], ByKeyAsync).Takes(Parameters);
        api.MapMethods("/{type}/{id:guid}/history", [HttpMethods.Get, HttpMethods.Head], HistoryAsync);
    }

    /// <summary>Which document an id or a name stands for: itself, or the one that it was joined into.</summary>
    public static async Task<DocumentRow?> FindAsync(Node node, TenantNode tenant, string type, Guid id, CancellationToken ct) =>
        await node.Database.ReadAsync(tenant.Tenant.Id, async session =>
            (await GoldenRecords.SurvivorsAsync(session, [id], ct)).Values.FirstOrDefault(d => d.Type == type), ct);

    public static Task<Guid?> IdOfAsync(Node node, TenantNode tenant, string system, string key, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Tenant.Id, async session =>
            (await session.ExternalIdsAsync([(system, key)], ct)) is [var found, ..] ? found.Document : (Guid?)null, ct);

    // A key may hold slashes, so the word behind the last of them can be the key's own end: a whole key goes first.
    private static async Task<IResult?> ByKeyAsync(HttpContext http, string type, string system, string key, Node node, DocumentTypes types)
    {
        if (types.Find(type) is null)
        {
            return ListDocuments.TypeUnknown(type);
        }

        if (await IdOfAsync(node, http.Node(), system, key, http.RequestAborted) is { } id)
        {
            return await HandleAsync(http, type, id, node, types);
        }

        if (!key.EndsWith(History, StringComparison.Ordinal)
            || await IdOfAsync(node, http.Node(), system, key[..^History.Length], http.RequestAborted) is not { } changed)
        {
            return NotFound(("system", system), ("key", key));
        }

        return http.Request.Query.Keys.Select(name => QueryParametersFilter.Unknown(name, [])).ToList() is { Count: > 0 } unknown
            ? unknown.ToHttp(StatusCodes.Status400BadRequest)
            : await HistoryAsync(http, type, changed, node, types);
    }

    private static async Task<IResult?> HandleAsync(HttpContext http, string type, Guid id, Node node, DocumentTypes types)
    {
        if (types.Find(type) is not { } declared)
        {
            return ListDocuments.TypeUnknown(type);
        }

        if (Misunderstood(http.Request.Query, declared) is { Count: > 0 } problems)
        {
            return problems.ToHttp(StatusCodes.Status400BadRequest);
        }

        var tenant = http.Node();
        if (http.Request.Query["asOf"] is [{ } asOf, ..])
        {
            return await AsOfAsync(http, declared, id, asOf, node);
        }

        // The cached document is the common case; only what is not published asks the store why.
        var document = (await tenant.LoadAsync([id], http.RequestAborted)).GetValueOrDefault(id);
        if (document is null)
        {
            var row = await FindAsync(node, tenant, type, id, http.RequestAborted);
            if (row is null)
            {
                return NotFound(("id", id.ToString()));
            }

            if (row.State == DocumentState.Draft && (await node.Database.ReadAsync(tenant.Tenant.Id, session => session.PublicationsOfAsync(row.Id, http.RequestAborted), http.RequestAborted)).Count == 0)
            {
                // Nobody outside knows of what was never public.
                return NotFound(("id", id.ToString()));
            }

            if (row.Published is null)
            {
                return ((IReadOnlyList<Problem>)[Problem.Of("document.withdrawn", "", ("id", row.Id.ToString()))]).ToHttp(StatusCodes.Status410Gone);
            }

            document = (await tenant.LoadAsync([row.Id], http.RequestAborted)).GetValueOrDefault(row.Id);
            if (document is null && node.IsUnreadable(tenant.Tenant, row.Id))
            {
                return ((IReadOnlyList<Problem>)[Problem.Of("document.unreadable", "", ("id", row.Id.ToString()))]).ToHttp(StatusCodes.Status500InternalServerError);
            }

            http.Response.Headers.ContentLocation = $"/api/v1/{type}/{row.Id}";
        }

        if (document is null || document.Type != declared)
        {
            return NotFound(("id", id.ToString()));
        }

        var provenance = Words(http.Request.Query, "include").Contains(Provenance);
        if (provenance && http.ApiKey() is null)
        {
            return ((IReadOnlyList<Problem>)[Problem.Of("access.key-needed", "include")]).ToHttp(StatusCodes.Status401Unauthorized);
        }

        var etag = DocumentJson.ETagOf(document.Row);
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = provenance ? "private, no-store" : "public, max-age=0, s-maxage=10, must-revalidate";
        if (http.Request.Headers.IfNoneMatch is { Count: > 0 } known && known.ToString().Contains(etag, StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return null;
        }

        var language = http.Request.Query["lang"] is [{ } tag, ..] ? tag : null;
        var fields = http.Request.Query.ContainsKey("fields") ? Words(http.Request.Query, "fields").ToHashSet() : null;
        var sources = provenance
            ? await node.Database.ReadAsync(tenant.Tenant.Id, async session => await LastChecked.OfAsync(session, await session.ContributionsOfAsync([document.Id], http.RequestAborted), http.RequestAborted), http.RequestAborted)
            : null;
        if (sources is null && fields is null && language is null)
        {
            await SendAsync(http, DocumentJson.AnswerOf(document));
            return null;
        }

        await SendAsync(http, writer =>
        {
            if (sources is not null)
            {
                DocumentJson.Write(writer, document.Row, sources);
            }
            else
            {
                DocumentJson.Write(writer, document.Row, declared, fields, language is null ? null : [language, .. http.Tenant()?.Languages ?? []]);
            }
        });
        return null;
    }

    private static async Task<IResult?> AsOfAsync(HttpContext http, DocumentType type, Guid id, string asOf, Node node)
    {
        if (EndOf(asOf) is not { } at)
        {
            return ((IReadOnlyList<Problem>)[Problem.Of("query.as-of", "asOf", ("value", asOf))]).ToHttp(StatusCodes.Status400BadRequest);
        }

        var tenant = http.Node();
        var now = await FindAsync(node, tenant, type.Name, id, http.RequestAborted);
        var row = now?.Published is not null
            ? await node.Database.ReadAsync(tenant.Tenant.Id, session => session.PublishedAtAsync(id, at, http.RequestAborted), http.RequestAborted)
            : null;
        if (row is null || node.Read(tenant.Tenant, row) is not { } document)
        {
            return NotFound(("id", id.ToString()), ("asOf", asOf));
        }

        http.Response.Headers.CacheControl = "private, no-store";
        await SendAsync(http, writer => DocumentJson.Write(writer, document.Row, type, null, null, withoutPersonalData: true));
        return null;
    }

    private static async Task<IResult?> HistoryAsync(HttpContext http, string type, Guid id, Node node, DocumentTypes types)
    {
        if (types.Find(type) is null)
        {
            return ListDocuments.TypeUnknown(type);
        }

        var tenant = http.Node();
        if (await FindAsync(node, tenant, type, id, http.RequestAborted) is not { Published: not null } row)
        {
            return NotFound(("id", id.ToString()));
        }

        var changes = await node.Database.ReadAsync(tenant.Tenant.Id, session => session.ChangesOfAsync(row.Id, HistoryShown, http.RequestAborted), http.RequestAborted);
        http.Response.Headers.CacheControl = "no-cache";
        await SendAsync(http, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", row.Id);
            writer.WriteStartArray("items");
            foreach (var change in changes.Where(c => c.Operation is not (ChangeOperation.Draft or ChangeOperation.Resolved)))
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", change.Version);
                writer.WriteString("operation", ReadChanges.NameOf(change.Operation));
                writer.WriteString("at", change.At.UtcDateTime);
                writer.WriteStartArray("changedFields");
                foreach (var field in change.Fields)
                {
                    writer.WriteStringValue(field);
                }

                writer.WriteEndArray();
                writer.WriteString("origin", change.Origin);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        return null;
    }

    private static List<Problem> Misunderstood(IQueryCollection query, DocumentType type) =>
    [
        .. Words(query, "fields").Where(f => type.Fields.All(own => own.Name != f)).Select(f => Problem.Of("field.unknown", "fields", ("field", f))),
        .. Words(query, "include").Where(i => i != Provenance).Select(i => Problem.Of("query.include", "include", ("value", i), ("allowed", Provenance))),
    ];

    public static IResult NotFound(params (string Name, string Value)[] arguments) =>
        ((IReadOnlyList<Problem>)[Problem.Of("document.unknown", "", arguments)]).ToHttp(StatusCodes.Status404NotFound);

    public static Task SendAsync(HttpContext http, Action<Utf8JsonWriter> write) => SendAsync(http, DocumentJson.Bytes(write));

    private static Task SendAsync(HttpContext http, byte[] body)
    {
        http.Response.ContentType = CachedAnswer.Json;
        http.Response.ContentLength = body.Length;
        return http.SendAsync(body);
    }

    private static IEnumerable<string> Words(IQueryCollection query, string name) => query[name].OfType<string>().SelectMany(v => v.Split(','));

    // A day means its end in the municipalities' time.
    private static DateTimeOffset? EndOf(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
            var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).AddTicks(-10);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }
}
