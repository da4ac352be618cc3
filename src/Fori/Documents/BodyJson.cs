using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Content.Blocks.Text;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Pages;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;

namespace Fori.Documents;

/// <summary>Source-generated reading and writing of bodies: camelCase names, enumerations as their names, days as yyyy-MM-dd.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    AllowOutOfOrderMetadataProperties = true,
    MaxDepth = 32)]
[JsonSerializable(typeof(Service))]
[JsonSerializable(typeof(GeneralDescription))]
[JsonSerializable(typeof(ServiceCollection))]
[JsonSerializable(typeof(ServiceChannel))]
[JsonSerializable(typeof(Connection))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(Place))]
[JsonSerializable(typeof(ServiceOffer))]
[JsonSerializable(typeof(Tenants.Municipality))]
[JsonSerializable(typeof(Page))]
[JsonSerializable(typeof(Media))]
[JsonSerializable(typeof(TextBlock))]
public sealed partial class BodyJson : JsonSerializerContext;
