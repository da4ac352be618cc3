using System.Globalization;
using Fori.Content.Types;
using Fori.Documents;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Building;
using Fori.Store;
using Fori.Web.Hosting;
using Fori.Web.Tenants;

namespace Fori.Web.Api;

/// <summary>Search over all types of a tenant, as people and other programs ask it.</summary>
internal static class SearchDocuments
{
    /// <summary>What may stand in the address.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["q", "lang", "type", "limit", "cursor"];

    private static readonly string[] Counted = ["serviceClasses", "targetGroups", "lifeEvents", "placeTypes", "channelType"];

    public static void Map(RouteGroupBuilder api) => api.MapMethods("/search", [HttpMethods.Get, HttpMethods.Head], HandleAsync).Takes(Parameters);

    private static async Task<IResult?> HandleAsync(HttpContext http, DocumentTypes types)
    {
        var query = http.Request.Query;
        var languages = http.Tenant()?.Languages ?? [];
        var language = query["lang"] is [{ } tag, ..] ? tag : languages is [var first, ..] ? first : "fi";
        var limit = 10;
        if (query["limit"] is [{ } text, ..] && (!int.TryParse(text, CultureInfo.InvariantCulture, out limit) || limit is < 0 or > SearchQuery.LargestLimit))
        {
            return Refused(Problem.Of("query.limit", "limit", ("max", SearchQuery.LargestLimit.ToString(CultureInfo.InvariantCulture))));
        }

        var wanted = query["type"].OfType<string>().SelectMany(t => t.Split(',')).ToList();
        if (wanted.FirstOrDefault(t => types.Find(t) is null) is { } unknown)
        {
            return Refused(Problem.Of("type.unknown", "type", ("type", unknown)));
        }

        var search = new SearchQuery
        {
            Text = query["q"] is [{ } words, ..] ? words : null,
            Language = language,
            Types = wanted.Count > 0 ? wanted : [.. types.All.Where(t => t.RouteSpace is not null).Select(t => t.Name)],
            Without = Listing.NotHiddenFrom(PageListing.Search),
            Limit = limit,
            Cursor = query["cursor"] is [{ } cursor, ..] ? cursor : null,
            Facets = Counted,
        };
        var node = http.Node();
        return await CachedAnswer.SendAsync(http, CachedAnswer.KeyOf(http.Request), async ct =>
        {
            var found = node.Index.Search(search);
            if (!found.Succeeded)
            {
                return Outcome<(PageBody, IReadOnlyCollection<string>)>.Refused(found.Problems);
            }

            var page = found.Value;
            var ids = page.Hits.Select(h => h.Id).ToList();
            var documents = await node.LoadAsync(ids, ct);
            var (paths, above) = await node.PathsAsync(ids, ct);
            var order = (IReadOnlyList<string>)[language, .. languages];
            // A page is there in the site's languages only.
            var pages = languages.Count == 0 || languages.Contains(language) ? language : languages[0];
            var body = DocumentJson.Bytes(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("total", page.Total);
                writer.WriteStartArray("items");
                foreach (var hit in page.Hits)
                {
                    if (!documents.TryGetValue(hit.Id, out var document))
                    {
                        continue;
                    }

                    writer.WriteStartObject();
                    writer.WriteString("type", hit.Type);
                    writer.WriteString("id", hit.Id);
                    writer.WriteStartArray("identifiers");
                    foreach (var identifier in document.Body.Identifiers)
                    {
                        writer.WriteStartObject();
                        writer.WriteString("system", identifier.System);
                        writer.WriteString("value", identifier.Value);
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                    writer.WriteString("title", document.Title.In(order)?.Text);
                    writer.WriteString("summary", document.SummaryIn(order)?.Text);
                    writer.WriteString("url", paths.Of(document.Type, document.Id, pages, order));
                    writer.WriteNumber("score", Math.Round(hit.Score, 4));
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                ListDocuments.WriteRest(writer, page, http.Request);
                writer.WriteString("suggestion", page.Suggestion);
                writer.WriteEndObject();
            });
            return Outcome<(PageBody, IReadOnlyCollection<string>)>.Of((new PageBody(body), [.. search.Types.Select(Tags.List), .. documents.Keys.Concat(above).Select(Tags.Document)]));
        });
    }

    private static IResult Refused(Problem problem) => ((IReadOnlyList<Problem>)[problem]).ToHttp(StatusCodes.Status400BadRequest);
}
