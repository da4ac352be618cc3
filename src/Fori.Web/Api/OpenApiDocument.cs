using System.Text.Json.Nodes;
using Fori.Documents;

namespace Fori.Web.Api;

/// <summary>The description of the interface (OpenAPI 3.1), made from the document types.</summary>
internal static class OpenApiDocument
{
    public static void Map(RouteGroupBuilder api) => api.MapMethods("/openapi.json", [HttpMethods.Get, HttpMethods.Head], (DocumentTypes types) => TypedResults.Json(Of(types)));

    public static JsonObject Of(DocumentTypes types)
    {
        var schemas = new JsonObject();
        var paths = new JsonObject
        {
            ["/api/v1/search"] = Get("Search over all types", SearchDocuments.Parameters),
            ["/api/v1/changes"] = Get("Changes in order; as server-sent events with Accept: text/event-stream", ReadChanges.Parameters),
            ["/api/v1/decisions"] = Keyed(Get("What stewards have decided, newest first; for a key of the role steward", ReadDecisions.Parameters)),
        };
        foreach (var type in types.All)
        {
            schemas[type.Name] = Rooted(type.Schema(), $"#/components/schemas/{type.Name}");
            var facets = type.Fields.Where(f => f.Rule.Facet).Select(f => f.Name);
            paths[$"/api/v1/{type.Name}"] = Get($"List of {type.Name}", [.. ListDocuments.Parameters, .. facets]);
            var one = Get($"One {type.Name}", ReadDocument.Parameters, type.Name);
            var named = Get($"One {type.Name} by its name in a system", ReadDocument.Parameters, type.Name);
            paths[$"/api/v1/{type.Name}/{{id}}"] = type.Kind.IsEdited ? one : With(one, "put", Put(type.Name, "Edit what is shown; If-Match is needed"));
            paths[$"/api/v1/{type.Name}/{{id}}/history"] = Get($"Changes of one {type.Name}", []);
            paths[$"/api/v1/{type.Name}/by/{{system}}/{{key}}"] = type.Kind.IsEdited ? named : With(named, "put", Put(type.Name, "Create or replace the word of the key's source"));
            paths[$"/api/v1/{type.Name}/by/{{system}}/{{key}}/history"] = Get($"Changes of one {type.Name}", []);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Föri: registers of a municipality", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
            },
        };
    }

    // A schema refers to its own parts from its root, which here is not the document's root.
    private static JsonNode Rooted(JsonNode schema, string root)
    {
        foreach (var part in Objects(schema).ToList())
        {
            if (part["$ref"] is JsonValue own && own.GetValue<string>() is ['#', ..] reference)
            {
                part["$ref"] = root + reference[1..];
            }
        }

        return schema;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject part => part.SelectMany(member => Objects(member.Value)).Prepend(part),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static JsonObject Get(string summary, IEnumerable<string> parameters, string? type = null) => new()
    {
        ["get"] = new JsonObject
        {
            ["summary"] = summary,
            ["parameters"] = new JsonArray([
                .. parameters.Select(p => new JsonObject { ["name"] = p, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } }),
            ]),
            ["responses"] = new JsonObject { ["200"] = Answer(type), ["4XX"] = Problem() },
        },
    };

    private static JsonObject Keyed(JsonObject path)
    {
        path["get"]!["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }); // A path of Get has it.
        return path;
    }

    private static JsonObject Put(string type, string summary) => new()
    {
        ["summary"] = summary,
        ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
        ["parameters"] = new JsonArray([
            .. WriteDocument.Parameters.Select(p => new JsonObject { ["name"] = p, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } }),
            new JsonObject { ["name"] = WriteOnce.Header, ["in"] = "header", ["schema"] = new JsonObject { ["type"] = "string" } },
        ]),
        ["requestBody"] = new JsonObject { ["content"] = Content(type) },
        ["responses"] = new JsonObject { ["200"] = Answer(type), ["201"] = Answer(type), ["4XX"] = Problem() },
    };

    private static JsonObject With(JsonObject path, string method, JsonObject operation)
    {
        path[method] = operation;
        return path;
    }

    private static JsonObject Answer(string? type) => type is null
        ? new JsonObject { ["description"] = "The answer" }
        : new JsonObject { ["description"] = "The document", ["content"] = Content(type) };

    private static JsonObject Problem() => new() { ["description"] = "Problem details (RFC 9457)" };

    private static JsonObject Content(string type) =>
        new() { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{type}" } } };
}
