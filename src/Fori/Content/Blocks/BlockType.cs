using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Fori.Content.Blocks.Text;
using Fori.Documents;
using Fori.Site.Building;

namespace Fori.Content.Blocks;

/// <summary>A kind of block, declared once: its record with the fields' rules, and the component that writes it.</summary>
public sealed class BlockType
{
    private BlockType(string name, string icon, JsonTypeInfo json, Type component)
    {
        Name = name;
        Icon = icon;
        Json = json;
        Component = component;
    }

    /// <summary>As <c>text</c>: in the stored JSON, and in the words of the form.</summary>
    public string Name { get; }

    /// <summary>Of the sprite.</summary>
    public string Icon { get; }

    public JsonTypeInfo Json { get; }

    /// <summary>Writes it; a <see cref="BlockComponent{TBlock}"/>.</summary>
    public Type Component { get; }

    public PartsShape Shape => PartsShape.Of(Json.Type);

    /// <summary>Reads what the block shows beyond what is written in it; null when that is nothing.</summary>
    internal Func<PageScope, Block, CancellationToken, Task<object?>>? Load { get; init; }

    /// <summary>It is something without anything being written in it, as a list by rule.</summary>
    public bool IsWhole { get; init; }

    internal static BlockType Of<TBlock, TComponent>(string name, string icon, JsonTypeInfo<TBlock> json, Func<PageScope, TBlock, CancellationToken, Task<object?>>? load = null)
        where TBlock : Block
        where TComponent : BlockComponent<TBlock> =>
        new(name, icon, json, typeof(TComponent)) { Load = load is null ? null : (scope, block, ct) => load(scope, (TBlock)block, ct) };
}

/// <summary>The kinds of blocks of an installation, in the order in which the form offers them.</summary>
public static class BlockTypes
{
    public static IReadOnlyList<BlockType> All { get; } =
    [
        BlockType.Of<TextBlock, TextBlockComponent>("text", "text", BodyJson.Default.TextBlock),
    ];

    private static readonly Dictionary<string, BlockType> ByName = All.ToDictionary(t => t.Name);
    private static readonly Dictionary<Type, BlockType> ByRecord = All.ToDictionary(t => t.Json.Type);

    /// <returns>Null for a kind that is not known here.</returns>
    public static BlockType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <exception cref="InvalidOperationException">No module declares it.</exception>
    public static BlockType Of(Block block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return ByRecord.GetValueOrDefault(block.GetType()) ?? throw new InvalidOperationException($"No block is a {block.GetType().Name}.");
    }

    /// <summary>JSON schema of any block.</summary>
    public static JsonNode Schema() => new JsonObject
    {
        ["anyOf"] = new JsonArray([.. All.Select(t => (JsonNode)SchemaOf(t))]),
    };

    private static JsonObject SchemaOf(BlockType type)
    {
        // A block that holds blocks says so, without their schemas: they would never end.
        var schema = JsonSchemaExporter.GetJsonSchemaAsNode(type.Json).AsObject();
        var members = schema["properties"]?.AsObject() ?? [];
        members["type"] = new JsonObject { ["const"] = type.Name };
        schema["properties"] ??= members;
        schema["required"] = new JsonArray("type");
        return schema;
    }
}
