using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fori.Access;

/// <summary>A role, and how far it goes. What is not named is not narrowed; a name never widens what the role may do.</summary>
/// <param name="Section">Only there; null is the whole site.</param>
/// <param name="Types">Only these, by their declared names; null is all that the role knows.</param>
/// <param name="Languages">Only these, BCP 47; null is all, and what the languages share.</param>
public sealed record Grant(Role Role, Guid? Section = null, IReadOnlyList<string>? Types = null, IReadOnlyList<string>? Languages = null)
{
    public static byte[] Write(IReadOnlyList<Grant> grants) => JsonSerializer.SerializeToUtf8Bytes(grants, GrantJson.Default.IReadOnlyListGrant);

    /// <exception cref="JsonException">The bytes are no grants: a newer program wrote them, or they are damaged. Nobody gets in by what nobody understands.</exception>
    public static IReadOnlyList<Grant> Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, GrantJson.Default.IReadOnlyListGrant) ?? throw new JsonException("There are no grants.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(IReadOnlyList<Grant>))]
internal sealed partial class GrantJson : JsonSerializerContext;
