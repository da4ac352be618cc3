// What the people of an invented town wrote: files in YAML with running text in Markdown, as Data/README.md tells.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fori.Content;
using Fori.Content.Blocks;
using Fori.Content.Editing;
using Fori.Documents;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fori.Demonstration;

/// <summary>How far a document of the demonstration has come.</summary>
public enum DemonstrationStage
{
    Published,
    Draft,

    /// <summary>Its writer has asked for a review.</summary>
    Review,
}

/// <summary>A document of an invented town's website.</summary>
/// <param name="Key">By which other documents of the town refer to it, as <c>@housing</c>.</param>
/// <param name="Author">First name of who wrote it, in lower case.</param>
/// <param name="Body">Its members; a reference is still a text that begins with <c>@</c>, a day one such as <c>today-12</c>.</param>
/// <param name="Drawing">File of a picture, beside the texts; null for what is no picture.</param>
public sealed record DemonstrationDocument(string Key, string Type, string Author, DemonstrationStage Stage, JsonObject Body, string? Drawing);

/// <summary>Reads the texts of the invented towns.</summary>
public static class DemonstrationContent
{
    private const string Usual = "Page";

    // What belongs to a section is written when that is there; any other reference is resolved whether or not its target is, but a page is published below a published one.
    private static readonly string[] Order =
    [
        "Section", "Media", "Topic", "Audience", "District", "SubjectWord", "Person", "Position", "Contact", "ServicePage", "PlacePage", "UnitPage", "Snippet", "TopicPage", "Page", "Directory",
        "DirectoryEntry", "NewsItem", "Alert", "Redirect", "Menu",
    ];

    /// <param name="town">As <c>kaislaranta</c>; one without texts has none.</param>
    /// <exception cref="InvalidOperationException">A file is not as it should be: the mistake is ours.</exception>
    public static IReadOnlyList<DemonstrationDocument> Of(string town) =>
        [.. DemonstrationData.FilesOf($"{town}/content/", ".yaml").SelectMany(Read).OrderBy(d => Array.IndexOf(Order, d.Type))];

    /// <summary>The same in every installation, so that a start that was broken off finds what it wrote.</summary>
    public static Guid IdOf(string town, string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{town}/{key}")).AsSpan(0, 16));

    private static IEnumerable<DemonstrationDocument> Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return ((YamlMappingNode)stream.Documents[0].RootNode).Children.Select(row => Document(((YamlScalarNode)row.Key).Value ?? "", (YamlMappingNode)row.Value));
    }

    private static DemonstrationDocument Document(string key, YamlMappingNode written)
    {
        var body = new JsonObject();
        var declared = ContentModule.Find(written.Children.FirstOrDefault(c => c.Key.ToString() == "type").Value?.ToString() ?? Usual)?.Document.Fields ?? [];
        foreach (var (name, value) in written.Children)
        {
            var isRich = declared.Any(f => f.Name == name.ToString() && f.Shape is ByLanguageShape { Item: TextShape { IsRich: true } });
            body[name.ToString()] = name.ToString() is "body" or "footer" ? Rows((YamlMappingNode)value) : isRich ? Rich((YamlMappingNode)value) : Value(name.ToString(), value);
        }

        var (type, author, stage, drawing) = (Take(body, "type"), Take(body, "by"), Take(body, "stage"), Take(body, "drawing"));
        return new DemonstrationDocument(
            key, type ?? Usual, author ?? "eero", stage is null ? DemonstrationStage.Published : Enum.Parse<DemonstrationStage>(stage, ignoreCase: true), body, drawing);
    }

    private static JsonObject Rich(YamlMappingNode languages) =>
        new(languages.Children.Select(l => KeyValuePair.Create(l.Key.ToString(), (JsonNode?)Markdown((YamlScalarNode)l.Value))));

    private static string? Take(JsonObject body, string name)
    {
        var value = body[name]?.GetValue<string>();
        body.Remove(name);
        return value;
    }

    private static JsonObject Rows(YamlMappingNode languages) => new(languages.Children.Select(l =>
        KeyValuePair.Create(l.Key.ToString(), (JsonNode?)new JsonArray([.. ((YamlSequenceNode)l.Value).Select(block => (JsonNode)BlockOf((YamlMappingNode)block))]))));

    // A block is written as its type and what is in it; of running text that is the text itself.
    private static JsonObject BlockOf(YamlMappingNode written)
    {
        var (type, inside) = (written.Children[0].Key.ToString(), written.Children[0].Value);
        if (BlockTypes.Find(type) is null || written.Children.Count > 1)
        {
            throw new InvalidOperationException($"There is no block {type}, line {written.Start.Line}.");
        }

        var block = inside is YamlScalarNode { Value.Length: > 0 } text ? new JsonObject { ["html"] = Markdown(text) } : inside is YamlMappingNode map ? (JsonObject)Value("", map) : [];
        block["type"] = type;
        return block;
    }

    private static JsonNode Value(string name, YamlNode written) => written switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(m =>
            KeyValuePair.Create(m.Key.ToString(), (JsonNode?)Value(m.Key.ToString(), m.Value)))),
        YamlSequenceNode list when name == "blocks" => new JsonArray([.. list.Select(block => (JsonNode)BlockOf((YamlMappingNode)block))]),
        YamlSequenceNode list => new JsonArray([.. list.Select(item => Value("", item))]),
        YamlScalarNode scalar when name == "html" => Markdown(scalar),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } number } when int.TryParse(number, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } degrees } when name is "latitude" or "longitude" => JsonValue.Create(double.Parse(degrees, CultureInfo.InvariantCulture)),
        YamlScalarNode scalar => JsonValue.Create((scalar.Value ?? "").TrimEnd('\n')),
        _ => throw new InvalidOperationException($"Line {written.Start.Line} cannot be read."),
    };

    private static JsonValue Markdown(YamlScalarNode text) => JsonValue.Create(MarkdownText.ToHtml(text.Value ?? ""));
}
