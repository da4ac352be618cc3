using System.Text.Json.Serialization;
using Fori.Content;
using Fori.Content.Types;
using Fori.Documents;
using Fori.Registers.Places;
using Fori.Store;

namespace Polkuverkko.Trails;

/// <summary>How hard a trail is to walk.</summary>
public enum TrailGrade
{
    /// <summary>With a pram or a wheelchair.</summary>
    Easy,
    Middling,
    Demanding,
}

/// <summary>A marked way for walking or skiing (Finnish: reitti).</summary>
public sealed record Trail : TreeBody
{
    /// <summary>In kilometres.</summary>
    [Field(FieldKind.Number, Order = 12, Required = true)]
    public decimal? Length { get; init; }

    [Field(FieldKind.Choice, Facet = true, Order = 14)]
    public TrailGrade Grade { get; init; }

    /// <summary>Where most begin.</summary>
    [Field(FieldKind.Reference, Order = 16)]
    public Ref<Place>? Start { get; init; }

    /// <summary>Day of the last inspection of its bridges and marks; null when nobody has looked.</summary>
    [Field(FieldKind.Date, Order = 18)]
    public DateOnly? InspectedOn { get; init; }
}

/// <summary>What a trail asks beyond its fields.</summary>
internal static class TrailRules
{
    private const decimal Longest = 1_000;

    /// <returns>Code <c>trail.length</c>.</returns>
    public static Task<IReadOnlyList<Problem>> CheckAsync(PublishingCheck check, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Problem>>(((Trail)check.Body).Length is <= 0 or > Longest
            ? [Problem.Of("trail.length", "length", ("max", Longest.ToString(System.Globalization.CultureInfo.InvariantCulture)))]
            : []);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, AllowDuplicateProperties = false, AllowOutOfOrderMetadataProperties = true, MaxDepth = 32)]
[JsonSerializable(typeof(Trail))]
internal sealed partial class TrailsJson : JsonSerializerContext;
