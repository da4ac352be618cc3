using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Blocks;

/// <summary>
/// A part of a page's body: text, a picture, a list by rule … In JSON an object whose <c>type</c> says which of
/// <see cref="BlockTypes"/>. A block is written in one language; the body holds a row of blocks for each. Its properties are
/// fields as those of a document: form, search, checks and cleaning follow from them.
/// </summary>
[JsonConverter(typeof(BlockConverter))]
public abstract record Block
{
    /// <summary>The words in it by which people search, plain.</summary>
    public string ToSearchText() => string.Join('\n', ShapeWalk.Of(this, "", null).Select(ShapeText.Of).Where(t => t.Length > 0));

    /// <summary>What must be mended besides what its fields' rules say.</summary>
    /// <param name="path">Where the block stands, as <c>body.fi[0]</c>.</param>
    public virtual IEnumerable<Problem> Check(string path) => [];
}

/// <summary>
/// A block of a type that is not known here: a plug-in was removed, or a newer program wrote it. It is kept as it is, shown to
/// editors and to nobody else.
/// </summary>
public sealed record UnknownBlock : Block
{
    /// <summary>What its <c>type</c> says.</summary>
    [Field(FieldKind.Structure, ByMachine = true)]
    public required string Type { get; init; }

    /// <summary>The whole object.</summary>
    [JsonIgnore]
    public required JsonElement Json { get; init; }

    public bool Equals(UnknownBlock? other) => other is not null && JsonElement.DeepEquals(Json, other.Json);

    public override int GetHashCode() => Type.GetHashCode(StringComparison.Ordinal);
}

public sealed class BlockConverter : JsonConverter<Block>
{
    private const string Discriminator = "type";

    public override Block Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(Discriminator, out var named) || named.ValueKind != JsonValueKind.String)
        {
            throw new JsonException();
        }

        return BlockTypes.Find(named.GetString()!) is { } type // It is a string.
            ? (Block)(json.Deserialize(type.Json) ?? throw new JsonException())
            : new UnknownBlock { Type = named.GetString()!, Json = json };
    }

    public override void Write(Utf8JsonWriter writer, Block value, JsonSerializerOptions options)
    {
        if (value is UnknownBlock unknown)
        {
            unknown.Json.WriteTo(writer);
            return;
        }

        var type = BlockTypes.Of(value);
        writer.WriteStartObject();
        writer.WriteString(Discriminator, type.Name);
        foreach (var member in JsonSerializer.SerializeToElement(value, type.Json).EnumerateObject())
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
