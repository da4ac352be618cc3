using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Fori.Geography;

/// <summary>Reads the geometries of GeoJSON (RFC 7946 §3.1), strictly: what is not right is null, never mended.</summary>
internal static class GeoJsonGeometry
{
    /// <summary>Points of one geometry; a country at full detail has fewer.</summary>
    private const int MaximumPoints = 500_000;

    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    public static Geometry? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        if (type.ValueEquals("Feature"))
        {
            return json.TryGetProperty("geometry", out var geometry) && !IsFeature(geometry) ? Read(geometry) : null;
        }

        var left = MaximumPoints;
        return json.TryGetProperty("coordinates", out var coordinates) && coordinates.ValueKind == JsonValueKind.Array
            ? type.GetString() switch
            {
                "Point" => Position(coordinates, ref left) is { } point ? Factory.CreatePoint(point) : null,
                "MultiPoint" => Line(coordinates, 1, ref left) is { } points ? Factory.CreateMultiPointFromCoords(points) : null,
                "LineString" => Line(coordinates, 2, ref left) is { } line ? Factory.CreateLineString(line) : null,
                "MultiLineString" => Lines(coordinates, ref left) is { } lines ? Factory.CreateMultiLineString(lines) : null,
                "Polygon" => Polygon(coordinates, ref left),
                "MultiPolygon" => Polygons(coordinates, ref left) is { } polygons ? Factory.CreateMultiPolygon(polygons) : null,
                _ => null,
            }
            : null;
    }

    private static bool IsFeature(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String && type.ValueEquals("Feature");

    private static Coordinate? Position(JsonElement json, ref int left)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is < 2 or > 4 || --left < 0)
        {
            return null;
        }

        return Figure(json[0]) is { } longitude && Figure(json[1]) is { } latitude
            && Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90
            ? new Coordinate(longitude, latitude)
            : null;
    }

    private static double? Figure(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var figure) && double.IsFinite(figure) ? figure : null;

    private static Coordinate[]? Line(JsonElement json, int minimum, ref int left)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() < minimum || json.GetArrayLength() > left)
        {
            return null;
        }

        var positions = new Coordinate[json.GetArrayLength()];
        var count = 0;
        foreach (var item in json.EnumerateArray())
        {
            if (Position(item, ref left) is not { } position)
            {
                return null;
            }

            positions[count++] = position;
        }

        return positions;
    }

    private static LineString[]? Lines(JsonElement json, ref int left)
    {
        var lines = new List<LineString>();
        foreach (var item in json.EnumerateArray())
        {
            if (Line(item, 2, ref left) is not { } line)
            {
                return null;
            }

            lines.Add(Factory.CreateLineString(line));
        }

        return [.. lines];
    }

    private static Polygon? Polygon(JsonElement json, ref int left)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var rings = new List<LinearRing>();
        foreach (var item in json.EnumerateArray())
        {
            if (Line(item, 4, ref left) is not { } ring || !ring[0].Equals2D(ring[^1]))
            {
                return null;
            }

            rings.Add(Factory.CreateLinearRing(ring));
        }

        return rings.Count == 0 ? null : Factory.CreatePolygon(rings[0], [.. rings.Skip(1)]);
    }

    private static Polygon[]? Polygons(JsonElement json, ref int left)
    {
        var polygons = new List<Polygon>();
        foreach (var item in json.EnumerateArray())
        {
            if (Polygon(item, ref left) is not { } polygon)
            {
                return null;
            }

            polygons.Add(polygon);
        }

        return [.. polygons];
    }
}
