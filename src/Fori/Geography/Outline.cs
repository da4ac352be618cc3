using System.Text.Json;
using Fori.Documents;
using Fori.Registers;
using Fori.Store;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Fori.Geography;

/// <summary>A shape on the map in WGS 84: a district, a park, a route. Immutable and safe to ask from many threads.</summary>
public sealed class Outline
{
    private readonly Geometry _shape;
    private readonly Lazy<IPreparedGeometry> _prepared;

    private Outline(Geometry shape)
    {
        _shape = shape;
        _prepared = new Lazy<IPreparedGeometry>(() => PreparedGeometryFactory.Prepare(shape));
        var box = shape.EnvelopeInternal;
        Box = new GeoBox(box.MinY, box.MinX, box.MaxY, box.MaxX);
    }

    public GeoBox Box { get; }

    /// <summary>A point for a mark on the map, inside the shape where it has an inside.</summary>
    public GeoPoint Mark => _shape.InteriorPoint is { IsEmpty: false } mark ? new(mark.Y, mark.X) : new(Box.South, Box.West);

    /// <summary>Reads a GeoJSON geometry or a Feature of one, text as in <see cref="Registers.Places.Place.Geometry"/>.</summary>
    /// <returns>Refused with <c>geometry.malformed</c>: not GeoJSON, an open ring, a point outside the world, too many points.</returns>
    public static Outcome<Outline> Parse(string geoJson)
    {
        try
        {
            using var json = JsonDocument.Parse(geoJson, new JsonDocumentOptions { MaxDepth = 24 });
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            // The parser's own words tell of bytes; the reader needs to know that it is not GeoJSON.
            return Problem.Of(ProblemCodes.GeometryMalformed);
        }
    }

    /// <summary>Inside or on the border. A line or a point has no inside.</summary>
    public bool Contains(GeoPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Box.Contains(point)
            && _shape.Dimension == Dimension.Surface
            && _prepared.Value.Covers(_shape.Factory.CreatePoint(new Coordinate(point.Longitude, point.Latitude)));
    }

    internal static Outcome<Outline> Read(JsonElement geoJson) =>
        GeoJsonGeometry.Read(geoJson) is { IsEmpty: false } shape ? new Outline(shape) : Problem.Of(ProblemCodes.GeometryMalformed);
}
