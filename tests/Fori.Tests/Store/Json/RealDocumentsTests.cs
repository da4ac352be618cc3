using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Store.Json;

namespace Fori.Tests.Store.Json;

/// <summary>Canonical JSON on real registers' answers: escapes, empties and marks as their editors and programs left them.</summary>
public sealed class RealDocumentsTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Theory]
    [InlineData("split/dev/turku-mds-services.dev.json")]
    [InlineData("split/dev/gd.dev.json")]
    [InlineData("split/dev/lipas.dev.json")]
    public void Real_documents_have_one_form_that_keeps_all_they_say(string file)
    {
        var path = Path.Combine(SharedData(), file);
        Assert.SkipUnless(File.Exists(path), "needs shared/data: not found");
        var json = File.ReadAllBytes(path);

        var canonical = CanonicalJson.Canonicalise(json).Value.ShouldNotBeNull();

        CanonicalJson.IsCanonical(canonical).ShouldBeTrue();
        var escapedAndIndented = JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(json), Indented);
        CanonicalJson.Canonicalise(escapedAndIndented).Value!.AsSpan().SequenceEqual(canonical).ShouldBeTrue();
        JsonNode.DeepEquals(WithoutEmpties(JsonNode.Parse(json)), JsonNode.Parse(canonical)).ShouldBeTrue();
    }

    /// <summary>An independent statement of what is dropped and composed.</summary>
    private static JsonNode? WithoutEmpties(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                var left = new JsonObject();
                foreach (var (name, value) in members)
                {
                    if (WithoutEmpties(value) is { } kept and not (JsonObject { Count: 0 } or JsonArray { Count: 0 }))
                    {
                        left[name.Normalize()] = kept;
                    }
                }

                return left;
            case JsonArray items:
                return new JsonArray([.. items.Select(WithoutEmpties)]);
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(text.GetValue<string>().Normalize(NormalizationForm.FormC));
            default:
                return node?.DeepClone();
        }
    }

    private static string SharedData()
    {
        if (Environment.GetEnvironmentVariable("FORI_SHARED_DATA") is { Length: > 0 } told)
        {
            return told;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return "";
    }
}
