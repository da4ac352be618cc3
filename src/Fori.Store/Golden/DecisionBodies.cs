using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Store.Json;

namespace Fori.Store.Golden;

/// <summary>The body of a decision; which members are set depends on its kind.</summary>
internal sealed record DecisionBody
{
    /// <summary>Authority: a type's declared name or <c>*</c>.</summary>
    public string? Type { get; init; }

    public string? Field { get; init; }

    public string? Language { get; init; }

    /// <summary>Authority: sources, the first goes first.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Pin: held to this source. Suppression: the record's source.</summary>
    public string? Source { get; init; }

    /// <summary>Suppression: the record's key.</summary>
    public string? Key { get; init; }

    /// <summary>Pin: the fixed value.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Belonging: the document whose records were joined into the decision's.</summary>
    public Guid? From { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DecisionBody))]
internal sealed partial class DecisionJson : JsonSerializerContext;

/// <summary>Decisions as rows and as merging takes them.</summary>
internal static class DecisionBodies
{
    public static byte[] Write(DecisionBody body) => JsonSerializer.SerializeToUtf8Bytes(body, DecisionJson.Default.DecisionBody);

    public static DecisionBody Read(DecisionRow row) =>
        JsonSerializer.Deserialize(row.Body, DecisionJson.Default.DecisionBody)
        ?? throw new InvalidOperationException($"Decision {row.Id} has no body.");

    public static IReadOnlyList<(string Source, string Key, string Field, string Language)> Suppressions(IReadOnlyList<DecisionRow> decisions) =>
    [
        .. decisions.Where(d => d.Kind == DecisionKinds.Suppression).Select(Read)
            .Select(b => (b.Source ?? "", b.Key ?? "", b.Field ?? "", b.Language ?? MergeDecisions.Every)),
    ];

    /// <param name="tenant">Decisions of the whole tenant, in force.</param>
    /// <param name="document">Decisions about the document, in force.</param>
    /// <param name="defaultOrder">Of the type.</param>
    public static MergeDecisions Of(IReadOnlyList<DecisionRow> tenant, IReadOnlyList<DecisionRow> document, IReadOnlyList<string> defaultOrder) =>
        // What has been suppressed is not in the stored contributions any more, so merging need not look for it again.
        new(Rules(tenant), Rules(document), Pins(document), defaultOrder, []);

    /// <summary>The body without the named members, or without one language of them.</summary>
    public static byte[] Without(byte[] body, IReadOnlyList<(string Field, string Language)> fields)
    {
        var members = System.Text.Json.Nodes.JsonNode.Parse(body)!.AsObject(); // A body is an object.
        foreach (var (field, language) in fields)
        {
            if (language != MergeDecisions.Every && members[field] is System.Text.Json.Nodes.JsonObject texts)
            {
                texts.Remove(language);
            }
            else
            {
                members.Remove(field);
            }
        }

        return CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes(members)).Value
            ?? throw new InvalidOperationException("A part of a canonical body is not canonical.");
    }

    private static List<AuthorityRule> Rules(IReadOnlyList<DecisionRow> decisions) =>
    [
        .. decisions.Where(d => d.Kind == DecisionKinds.Authority).OrderBy(d => d.At).ThenBy(d => d.Id).Select(Read)
            .Select(b => new AuthorityRule(b.Type ?? MergeDecisions.Every, b.Field ?? MergeDecisions.Every, b.Language ?? MergeDecisions.Every, b.Sources ?? [])),
    ];

    private static List<Pin> Pins(IReadOnlyList<DecisionRow> decisions) =>
    [
        .. decisions.Where(d => d.Kind == DecisionKinds.Pin).OrderBy(d => d.At).ThenBy(d => d.Id).Select(Read)
            .Select(b => new Pin(
                b.Field ?? "", b.Language ?? MergeDecisions.Every,
                // Typed on purpose: a null array would become an empty value, which is not the same as none.
                b.Value is { } value ? JsonSerializer.SerializeToUtf8Bytes(value) : default(ReadOnlyMemory<byte>?), b.Source)),
    ];
}
