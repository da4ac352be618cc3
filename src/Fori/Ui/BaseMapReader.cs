using System.Text.Json;
using Fori.Documents;
using Fori.Store;

namespace Fori.Ui;

/// <summary>Reads a base layer that someone uploaded: everything in it is checked, what is not drawn is passed over.</summary>
internal static class BaseMapReader
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private const int MaxPositions = 40_000;
    private const int MaxNameLength = 80;

    public static Outcome<BaseMap> Read(ReadOnlyMemory<byte> geoJson)
    {
        if (geoJson.Length > MaxBytes)
        {
            return Problem.Of("map.too-large", "", ("bytes", $"{MaxBytes}"));
        }

        try
        {
            using var document = JsonDocument.Parse(geoJson, new JsonDocumentOptions { MaxDepth = 16 });
            return ReadCollection(document.RootElement);
        }
        catch (JsonException problem)
        {
            return Problem.Of("map.geojson", "", ("detail", problem.Message));
        }
    }

    private static Outcome<BaseMap> ReadCollection(JsonElement root)
    {
        if (Member(root, "features") is not { ValueKind: JsonValueKind.Array } features)
        {
            return Problem.Of("map.geojson", "features", ("detail", "A FeatureCollection is needed."));
        }

        var read = new List<MapFeature>();
        var positions = 0;
        var number = 0;
        foreach (var feature in features.EnumerateArray())
        {
            var path = $"features[{number++}]";
            if (KindOf(feature) is not { } kind || Member(feature, "geometry") is not { } geometry)
            {
                continue;
            }

            foreach (var (isArea, lines) in Parts(geometry))
            {
                var points = new List<IReadOnlyList<GeoPoint>>();
                foreach (var line in lines)
                {
                    if (ReadLine(line) is not { } read1)
                    {
                        return Problem.Of("map.position", path);
                    }

                    positions += read1.Count;
                    points.Add(read1);
                }

                if (positions > MaxPositions)
                {
                    return Problem.Of("map.too-large", path, ("positions", $"{MaxPositions}"));
                }

                // A polygon without a ring is nothing; a line of one point cannot be drawn.
                if (points.Count > 0 && points.TrueForAll(p => p.Count > 1))
                {
                    // Only districts are named: roads and parks would cover a town in words.
                    var isNamed = kind == MapFeatureKind.District;
                    read.Add(new MapFeature(kind, isNamed ? NameOf(feature) : null, isNamed ? NamesOf(feature) : LocalizedText.Empty, isArea, points));
                }
            }
        }

        return new BaseMap(read);
    }

    private static IEnumerable<(bool IsArea, IEnumerable<JsonElement> Lines)> Parts(JsonElement geometry)
    {
        if (Member(geometry, "coordinates") is not { ValueKind: JsonValueKind.Array } coordinates)
        {
            return [];
        }

        return Text(geometry, "type") switch
        {
            "Polygon" => [(true, coordinates.EnumerateArray())],
            "MultiPolygon" => coordinates.EnumerateArray()
                .Where(p => p.ValueKind == JsonValueKind.Array)
                .Select(p => (true, (IEnumerable<JsonElement>)p.EnumerateArray())),
            "LineString" => [(false, (IEnumerable<JsonElement>)[coordinates])],
            "MultiLineString" => [(false, coordinates.EnumerateArray())],
            _ => [],
        };
    }

    private static List<GeoPoint>? ReadLine(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var points = new List<GeoPoint>(line.GetArrayLength());
        foreach (var position in line.EnumerateArray())
        {
            if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2 ||
                position[0].ValueKind != JsonValueKind.Number || position[1].ValueKind != JsonValueKind.Number ||
                !position[0].TryGetDouble(out var longitude) || !position[1].TryGetDouble(out var latitude) ||
                !(Math.Abs(longitude) <= 180) || !(Math.Abs(latitude) <= 90))
            {
                return null;
            }

            points.Add(new GeoPoint(latitude, longitude));
        }

        return points;
    }

    private static MapFeatureKind? KindOf(JsonElement feature) =>
        Member(feature, "properties") is { } properties
            ? Text(properties, "kind") switch
            {
                "outline" or "island" or "municipality" => MapFeatureKind.Outline,
                "green" or "park" => MapFeatureKind.Green,
                "water" => MapFeatureKind.Water,
                "road" or "railway" or "ferry" or "trail" => MapFeatureKind.Road,
                "district" => MapFeatureKind.District,
                _ => null,
            }
            : null;

    private static string? NameOf(JsonElement feature) =>
        Member(feature, "properties") is { } properties && Text(properties, "name") is { Length: > 0 and <= MaxNameLength } name
            ? name
            : null;

    private static LocalizedText NamesOf(JsonElement feature) =>
        Member(feature, "properties") is { } properties && Member(properties, "names") is { ValueKind: JsonValueKind.Object } names
            ? new LocalizedText(names.EnumerateObject()
                .Where(n => n.Value.ValueKind == JsonValueKind.String)
                .Select(n => KeyValuePair.Create(n.Name, n.Value.GetString()!)) // A string, as was just seen.
                .Where(n => n.Value.Length is > 0 and <= MaxNameLength)
                .DistinctBy(n => n.Key))
            : LocalizedText.Empty;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;
}
