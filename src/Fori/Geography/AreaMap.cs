using System.Text.Json;
using Fori.Documents;
using Fori.Registers;
using Fori.Store;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Fori.Geography;

/// <summary>Areas that cover a map, as municipalities or districts: which of them a point is in. Safe from many threads.</summary>
public sealed class AreaMap
{
    private readonly STRtree<(string Code, Outline Outline)> _areas = new();

    private AreaMap(IEnumerable<(string Code, Outline Outline)> areas, IReadOnlyList<Problem> problems)
    {
        foreach (var area in areas)
        {
            var box = area.Outline.Box;
            _areas.Insert(new Envelope(box.West, box.East, box.South, box.North), area);
            Count++;
        }

        // Built at once: the first question would otherwise build it while others ask.
        _areas.Build();
        Problems = problems;
    }

    public int Count { get; }

    /// <summary>Features that were left out, with their place in the file.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Reads a GeoJSON FeatureCollection; the code of an area is the named property of its feature.</summary>
    /// <returns>Refused when it is no FeatureCollection; single bad features are left out and reported in <see cref="Problems"/>.</returns>
    public static Outcome<AreaMap> Parse(ReadOnlyMemory<byte> geoJson, string codeProperty)
    {
        try
        {
            using var json = JsonDocument.Parse(geoJson, new JsonDocumentOptions { MaxDepth = 24 });
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("features", out var features) && features.ValueKind == JsonValueKind.Array
                ? Read(features, codeProperty)
                : Problem.Of(ProblemCodes.GeometryMalformed);
        }
        catch (JsonException)
        {
            return Problem.Of(ProblemCodes.GeometryMalformed);
        }
    }

    /// <summary>The code of the area, or null when the point is in none; of overlapping areas the first by code.</summary>
    public string? Find(GeoPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return _areas.Query(new Envelope(new Coordinate(point.Longitude, point.Latitude)))
            .Where(area => area.Outline.Contains(point))
            .Select(area => area.Code)
            .Min(StringComparer.Ordinal);
    }

    private static AreaMap Read(JsonElement features, string codeProperty)
    {
        var areas = new List<(string Code, Outline Outline)>();
        var problems = new List<Problem>();
        var index = 0;
        foreach (var feature in features.EnumerateArray())
        {
            var outline = Outline.Read(feature);
            if (outline.Succeeded && CodeOf(feature, codeProperty) is { } code)
            {
                areas.Add((code, outline.Value));
            }
            else
            {
                problems.Add(Problem.Of(ProblemCodes.GeometryMalformed, $"features[{index}]"));
            }

            index++;
        }

        return new AreaMap(areas, problems);
    }

    private static string? CodeOf(JsonElement feature, string codeProperty) =>
        feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty(codeProperty, out var code)
            ? code.ValueKind switch
            {
                JsonValueKind.String => code.GetString(),
                JsonValueKind.Number => code.GetRawText(),
                _ => null,
            }
            : null;
}
