using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Tests.Testing;

namespace Fori.Tests.Api;

public sealed class OpenApiDocumentTests(SqliteApiHost host) : IClassFixture<SqliteApiHost>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Set FORI_ACCEPT_GOLDEN=1 to accept a deliberate change of the interface.</summary>
    [Fact]
    public async Task The_description_of_the_interface_is_that_of_the_golden_file()
    {
        var town = await host.TownAsync();
        var served = (await town.GetAsync("/api/v1/openapi.json")).ShouldBe(HttpStatusCode.OK);
        var text = JsonNode.Parse(served.Text)!.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n"; // An object.
        if (Environment.GetEnvironmentVariable("FORI_ACCEPT_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(Golden(), text, TestContext.Current.CancellationToken);
        }

        text.ShouldBe((await File.ReadAllTextAsync(Golden(), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Every_reference_in_the_description_leads_to_a_schema_of_it()
    {
        var document = (await (await host.TownAsync()).GetAsync("/api/v1/openapi.json")).Json;

        foreach (var reference in References(document))
        {
            reference.ShouldStartWith("#/");
            var at = document;
            foreach (var step in reference[2..].Split('/'))
            {
                at.TryGetProperty(step, out at).ShouldBeTrue(reference);
            }
        }
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : References(p.Value)), // A string, as was just seen.
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static string Golden() => Path.Combine(SourceTree.Root("tests"), "Fori.Tests", "Golden", "openapi.json");
}
