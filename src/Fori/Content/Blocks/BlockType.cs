using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Fori.Content.Blocks.Accordion;
using Fori.Content.Blocks.Callout;
using Fori.Content.Blocks.Cards;
using Fori.Content.Blocks.Chart;
using Fori.Content.Blocks.Columns;
using Fori.Content.Blocks.Contact;
using Fori.Content.Blocks.Files;
using Fori.Content.Blocks.Gallery;
using Fori.Content.Blocks.Image;
using Fori.Content.Blocks.KeyFigures;
using Fori.Content.Blocks.Links;
using Fori.Content.Blocks.Map;
using Fori.Content.Blocks.News;
using Fori.Content.Blocks.OpenNow;
using Fori.Content.Blocks.Places;
using Fori.Content.Blocks.Quote;
using Fori.Content.Blocks.Search;
using Fori.Content.Blocks.Services;
using Fori.Content.Blocks.Snippet;
using Fori.Content.Blocks.Steps;
using Fori.Content.Blocks.Table;
using Fori.Content.Blocks.Text;
using Fori.Content.Blocks.Video;
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

    internal static BlockType Of<TBlock, TComponent>(string name, string icon, JsonTypeInfo<TBlock> json, Func<PageScope, TBlock, CancellationToken, Task<object?>>? load = null, bool isWhole = false)
        where TBlock : Block
        where TComponent : BlockComponent<TBlock> =>
        new(name, icon, json, typeof(TComponent)) { IsWhole = isWhole, Load = load is null ? null : (scope, block, ct) => load(scope, (TBlock)block, ct) };
}

/// <summary>The kinds of blocks of an installation, in the order in which the form offers them.</summary>
public static class BlockTypes
{
    public static IReadOnlyList<BlockType> All { get; } =
    [
        BlockType.Of<TextBlock, TextBlockComponent>("text", "file-text", BodyJson.Default.TextBlock),
        BlockType.Of<ImageBlock, ImageBlockComponent>("image", "image", BodyJson.Default.ImageBlock, ImageBlock.LoadAsync),
        BlockType.Of<CalloutBlock, CalloutComponent>("callout", "info", BodyJson.Default.CalloutBlock),
        BlockType.Of<StepsBlock, StepsComponent>("steps", "list-ordered", BodyJson.Default.StepsBlock),
        BlockType.Of<AccordionBlock, AccordionComponent>("accordion", "chevron-down", BodyJson.Default.AccordionBlock),
        BlockType.Of<GalleryBlock, GalleryBlockComponent>("gallery", "layout-grid", BodyJson.Default.GalleryBlock, GalleryBlock.LoadAsync),
        BlockType.Of<VideoBlock, VideoBlockComponent>("video", "video", BodyJson.Default.VideoBlock, VideoBlock.LoadAsync),
        BlockType.Of<FilesBlock, FilesBlockComponent>("files", "download", BodyJson.Default.FilesBlock, FilesBlock.LoadAsync),
        BlockType.Of<QuoteBlock, QuoteComponent>("quote", "quote", BodyJson.Default.QuoteBlock),
        BlockType.Of<TableBlock, TableBlockComponent>("table", "table", BodyJson.Default.TableBlock, TableBlock.LoadAsync),
        BlockType.Of<ChartBlock, ChartBlockComponent>("chart", "chart-column", BodyJson.Default.ChartBlock, ChartBlock.LoadAsync),
        BlockType.Of<KeyFiguresBlock, KeyFiguresComponent>("key-figures", "chart-column", BodyJson.Default.KeyFiguresBlock),
        BlockType.Of<CardsBlock, CardsComponent>("cards", "layout-grid", BodyJson.Default.CardsBlock, CardsBlock.LoadAsync),
        BlockType.Of<LinksBlock, LinksComponent>("links", "link", BodyJson.Default.LinksBlock, LinksBlock.LoadAsync),
        BlockType.Of<ContactBlock, ContactBlockComponent>("contact", "phone", BodyJson.Default.ContactBlock, ContactBlock.LoadAsync),
        BlockType.Of<ServicesBlock, ServicesBlockComponent>("services", "list", BodyJson.Default.ServicesBlock, ServicesBlock.LoadAsync),
        BlockType.Of<PlacesBlock, PlacesBlockComponent>("places", "map-pin", BodyJson.Default.PlacesBlock, PlacesBlock.LoadAsync),
        BlockType.Of<OpenNowBlock, OpenNowBlockComponent>("open-now", "clock", BodyJson.Default.OpenNowBlock, OpenNowBlock.LoadAsync),
        BlockType.Of<MapBlock, MapBlockComponent>("map", "map-pin", BodyJson.Default.MapBlock, MapBlock.LoadAsync),
        BlockType.Of<NewsBlock, NewsBlockComponent>("news", "newspaper", BodyJson.Default.NewsBlock, NewsBlock.LoadAsync, isWhole: true),
        BlockType.Of<SearchBlock, SearchBlockComponent>("search", "search", BodyJson.Default.SearchBlock, SearchBlock.LoadAsync, isWhole: true),
        BlockType.Of<ColumnsBlock, ColumnsBlockComponent>("columns", "panel-left", BodyJson.Default.ColumnsBlock, ColumnsBlock.LoadAsync),
        BlockType.Of<SnippetBlock, SnippetBlockComponent>("snippet", "puzzle", BodyJson.Default.SnippetBlock, SnippetBlock.LoadAsync),
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
        Inline(schema, schema);
        var members = schema["properties"]?.AsObject() ?? [];
        members["type"] = new JsonObject { ["const"] = type.Name };
        schema["properties"] ??= members;
        schema["required"] = new JsonArray("type");
        return schema;
    }

    // What is said twice the exporter says once, with a way from the root; within another schema that way leads nowhere.
    private static void Inline(JsonNode? node, JsonObject root)
    {
        switch (node)
        {
            case JsonObject part when part["$ref"]?.GetValue<string>() is { } way:
                JsonNode? target = root;
                foreach (var step in way.Split('/').Skip(1))
                {
                    target = target is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : target?[step];
                }

                part.Remove("$ref");
                foreach (var (name, value) in target?.AsObject().ToList() ?? throw new InvalidOperationException($"{way} leads nowhere."))
                {
                    part[name] = value?.DeepClone();
                }

                break;
            case JsonObject part:
                foreach (var (_, value) in part.ToList())
                {
                    Inline(value, root);
                }

                break;
            case JsonArray list:
                foreach (var value in list)
                {
                    Inline(value, root);
                }

                break;
        }
    }
}
