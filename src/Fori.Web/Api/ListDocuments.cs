using System.Globalization;
using System.Text.Json;
using Fori.Documents;
using Fori.Nodes;
using Fori.Search;
using Fori.Store;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Api;

/// <summary>Lists of a type: filters by facet fields, text, boxes and distances, all from the index.</summary>
internal static class ListDocuments
{
    /// <summary>What may stand in the address besides the names of facet fields.</summary>
    public static readonly IReadOnlyList<string> Parameters =
        ["q", "sort", "cursor", "limit", "fields", "lang", "facets", "bbox", "near", "within", "id", "identifier", "archived"];

    private const int DefaultLimit = 20;
    private static readonly byte[] Comma = [(byte)','];

    public static void Map(RouteGroupBuilder api) => api.MapMethods("/{type}", [HttpMethods.Get, HttpMethods.Head], HandleAsync).Takes(null);

    private static async Task<IResult?> HandleAsync(HttpContext http, string type, DocumentTypes types)
    {
        // What was answered to this very question needs no reading of it.
        var node = http.Node();
        var key = CachedAnswer.KeyOf(http.Request);
        if (node.Pages.Find(key) is { } kept)
        {
            await CachedAnswer.SendAsync(http, kept);
            return null;
        }

        if (types.Find(type) is not { } declared)
        {
            return TypeUnknown(type);
        }

        var query = Read(http.Request.Query, declared, http.Tenant()?.Languages ?? []);
        if (!query.Succeeded)
        {
            return query.Problems.ToHttp(StatusCodes.Status400BadRequest);
        }

        var (search, fields, languages) = query.Value;
        var named = search.Filters.Values.SelectMany(f => f.Values).Select(v => Guid.TryParse(v, out var id) ? id : (Guid?)null).OfType<Guid>().Concat(search.Ids ?? []).Distinct().ToList();
        return await CachedAnswer.SendAsync(http, key, async ct =>
        {
            var found = node.Index.Search(named.Count > 0 && await node.StandInsAsync(named, ct) is { Count: > 0 } present ? WithIds(search, present) : search);
            if (!found.Succeeded)
            {
                return Outcome<(PageBody, IReadOnlyCollection<string>)>.Refused(found.Problems);
            }

            var loaded = await node.LoadAsync([.. found.Value.Hits.Select(h => h.Id)], ct);
            List<LoadedDocument> documents = [.. found.Value.Hits.Select(h => loaded.GetValueOrDefault(h.Id)).OfType<LoadedDocument>()];
            var body = fields is null && languages is null
                ? Whole(documents, found.Value, http.Request)
                : new PageBody(Parts(documents, found.Value, http.Request, declared, fields, languages));
            return Outcome<(PageBody, IReadOnlyCollection<string>)>.Of((body, [Tags.List(type), .. documents.Select(d => d.Tag), .. named.Select(Tags.Document)]));
        });
    }

    // What was joined into another is asked for by that one.
    private static SearchQuery WithIds(SearchQuery search, IReadOnlyDictionary<Guid, Guid> present) => search with
    {
        Filters = search.Filters.ToDictionary(
            f => f.Key, f => f.Value with { Values = [.. f.Value.Values.Select(v => Guid.TryParse(v, out var id) && present.TryGetValue(id, out var other) ? other.ToString() : v).Distinct()] }),
        Ids = search.Ids is null ? null : [.. search.Ids.Select(id => present.GetValueOrDefault(id, id)).Distinct()],
    };

    // {"total":…,"items":[ and ],…}, with the documents' own answers between.
    private static PageBody Whole(List<LoadedDocument> documents, SearchPage page, HttpRequest request)
    {
        var head = 0;
        var frame = DocumentJson.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("total", page.Total);
            writer.WriteStartArray("items");
            writer.Flush();
            head = (int)writer.BytesCommitted;
            writer.WriteEndArray();
            WriteRest(writer, page, request);
            writer.WriteEndObject();
        });
        var parts = new List<ReadOnlyMemory<byte>>((2 * documents.Count) + 2) { frame.AsMemory(0, head) };
        foreach (var document in documents)
        {
            if (parts.Count > 1)
            {
                parts.Add(Comma);
            }

            parts.Add(DocumentJson.AnswerOf(document));
        }

        parts.Add(frame.AsMemory(head));
        return new PageBody([.. parts]);
    }

    private static byte[] Parts(
        List<LoadedDocument> documents, SearchPage page, HttpRequest request, DocumentType type, IReadOnlySet<string>? fields, IReadOnlyList<string>? languages) =>
        DocumentJson.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("total", page.Total);
            writer.WriteStartArray("items");
            foreach (var document in documents)
            {
                DocumentJson.Write(writer, document.Row, type, fields, languages);
            }

            writer.WriteEndArray();
            WriteRest(writer, page, request);
            writer.WriteEndObject();
        });

    public static IResult TypeUnknown(string type) =>
        ((IReadOnlyList<Problem>)[Problem.Of("type.unknown", "", ("type", type))]).ToHttp(StatusCodes.Status404NotFound);

    public static void WriteRest(Utf8JsonWriter writer, SearchPage page, HttpRequest request)
    {
        if (page.Facets.Count > 0)
        {
            writer.WriteStartObject("facets");
            foreach (var (field, counts) in page.Facets)
            {
                writer.WriteStartArray(field);
                foreach (var count in counts)
                {
                    writer.WriteStartObject();
                    writer.WriteString("value", count.Value);
                    writer.WriteNumber("count", count.Count);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        if (page.NextCursor is { } next)
        {
            writer.WriteString("cursor", next);
            var others = request.Query.Where(p => p.Key != "cursor").SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v)));
            writer.WriteString("next", request.Path + QueryString.Create(others.Append(KeyValuePair.Create("cursor", (string?)next))));
        }
    }

    private static Outcome<(SearchQuery Query, IReadOnlySet<string>? Fields, IReadOnlyList<string>? Languages)> Read(
        IQueryCollection query, DocumentType type, IReadOnlyList<string> tenantLanguages)
    {
        var problems = new List<Problem>();
        var facets = type.Fields.Where(f => f.Rule.Facet).Select(f => f.Name).ToHashSet();
        var filters = new Dictionary<string, FacetFilter>();
        foreach (var (name, values) in query)
        {
            if (facets.Contains(name))
            {
                filters[name] = new FacetFilter([.. values.OfType<string>().SelectMany(v => v.Split(','))]);
            }
            else if (!Parameters.Contains(name))
            {
                problems.Add(QueryParametersFilter.Unknown(name, Parameters.Concat(facets)));
            }
        }

        var limit = DefaultLimit;
        if (query["limit"] is [{ } text, ..] && (!int.TryParse(text, CultureInfo.InvariantCulture, out limit) || limit is < 0 or > SearchQuery.LargestLimit))
        {
            problems.Add(Problem.Of("query.limit", "limit", ("max", SearchQuery.LargestLimit.ToString(CultureInfo.InvariantCulture))));
        }

        IReadOnlySet<string>? fields = null;
        if (query["fields"] is [{ } wanted, ..])
        {
            fields = wanted.Split(',').ToHashSet();
            problems.AddRange(fields.Where(f => type.Fields.All(own => own.Name != f)).Select(f => Problem.Of("field.unknown", "fields", ("field", f))));
        }

        var counted = query["facets"] is [{ } listed, ..] ? listed.Split(',') : [];
        problems.AddRange(counted.Where(f => !facets.Contains(f)).Select(f => Problem.Of("field.unknown", "facets", ("field", f))));
        var sort = SearchSort.Relevance;
        if (query["sort"] is [{ } order, ..] && (!Enum.TryParse(order, ignoreCase: true, out sort) || !Enum.IsDefined(sort)))
        {
            problems.Add(Problem.Of("query.sort", "sort", ("allowed", string.Join(", ", Enum.GetNames<SearchSort>()))));
        }

        GeoPoint? near = null;
        if (query["near"] is [{ } point, ..])
        {
            near = Numbers(point, 2) is [var latitude, var longitude] && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 ? new GeoPoint(latitude, longitude) : null;
            if (near is null)
            {
                problems.Add(Problem.Of("query.near", "near"));
            }
        }

        GeoBox? box = null;
        if (query["bbox"] is [{ } corners, ..])
        {
            // GeoJSON's order (RFC 7946 §5): west, south, east, north.
            box = Numbers(corners, 4) is [var west, var south, var east, var north] && south <= north ? new GeoBox(south, west, north, east) : null;
            if (box is null)
            {
                problems.Add(Problem.Of("query.bbox", "bbox"));
            }
        }

        double? distance = null;
        if (query["within"] is [{ } metres, ..])
        {
            distance = Numbers(metres, 1) is [> 0 and var value] ? value : null;
            if (distance is null)
            {
                problems.Add(Problem.Of("query.within", "within"));
            }
        }

        var archived = HistoricalHits.None;
        if (query["archived"] is [{ } past, ..])
        {
            (archived, var isKnown) = past switch { "true" => (HistoricalHits.Also, true), "only" => (HistoricalHits.Only, true), "false" => (HistoricalHits.None, true), _ => (HistoricalHits.None, false) };
            if (!isKnown)
            {
                problems.Add(Problem.Of("query.archived", "archived"));
            }
        }

        List<Guid>? ids = null;
        if (query["id"] is { Count: > 0 } listedIds)
        {
            ids = [];
            foreach (var id in listedIds.OfType<string>().SelectMany(v => v.Split(',')))
            {
                if (Guid.TryParse(id, out var parsed))
                {
                    ids.Add(parsed);
                }
                else
                {
                    problems.Add(Problem.Of("query.id", "id", ("value", id)));
                }
            }
        }

        var identifiers = query["identifier"].OfType<string>().Select(v => v.Split(':', 2)).Where(v => v.Length == 2).Select(v => new Identifier(v[0], v[1])).ToList();
        if (problems.Count > 0)
        {
            return Outcome<(SearchQuery, IReadOnlySet<string>?, IReadOnlyList<string>?)>.Refused(problems);
        }

        var language = query["lang"] is [{ } tag, ..] ? tag : null;
        return (
            new SearchQuery
            {
                Text = query["q"] is [{ } words, ..] ? words : null,
                Language = language ?? (tenantLanguages is [var first, ..] ? first : "fi"),
                Types = [type.Name],
                Filters = filters,
                Identifiers = identifiers,
                Ids = ids,
                Within = box,
                Near = near,
                Distance = distance,
                Historical = archived,
                Sort = sort,
                Limit = limit,
                Cursor = query["cursor"] is [{ } cursor, ..] ? cursor : null,
                Facets = counted,
            },
            fields,
            language is null ? null : [language, .. tenantLanguages]);
    }

    private static double[] Numbers(string text, int count)
    {
        var parts = text.Split(',');
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
            {
                return [];
            }
        }

        return parts.Length == count ? numbers : [];
    }
}
