using System.Globalization;
using System.Text;
using System.Text.Json;
using Fori.Documents;
using Fori.Store;

namespace Fori.Ui;

/// <summary>What a feature of the base layer is; also the class by which the stylesheet paints it.</summary>
public enum MapFeatureKind
{
    /// <summary>The land of the municipality.</summary>
    Outline,
    Green,
    Water,
    Road,

    /// <summary>Borders of districts, with their names.</summary>
    District,
}

/// <summary>
/// A municipality's own drawn map, from GeoJSON (RFC 7946) in its settings: a FeatureCollection whose features have
/// the property <c>kind</c> (outline, green, water, road, district) and, if wished, <c>name</c>, or <c>names</c> by
/// language. Read once, drawn often.
/// Immutable.
/// </summary>
public sealed class BaseMap
{
    /// <summary>Least width of a drawing on the ground, in degrees of latitude: about 1.3 km.</summary>
    private const double LeastSpan = 0.012;
    private const double Margin = 0.12;

    private readonly IReadOnlyList<MapFeature> _features;

    internal BaseMap(IReadOnlyList<MapFeature> features) =>
        _features = [.. features.OrderBy(f => f.Kind)];

    /// <summary>A map with nothing on it: markers on plain ground.</summary>
    public static BaseMap Empty { get; } = new([]);

    /// <returns>The map, or <c>map.geojson</c> (cannot be read), <c>map.too-large</c>, <c>map.position</c> (outside the world).</returns>
    public static Outcome<BaseMap> Parse(ReadOnlyMemory<byte> geoJson) => BaseMapReader.Read(geoJson);

    /// <summary>The map with its names in the first of the languages that has one.</summary>
    public BaseMap NamedIn(IReadOnlyList<string> languages) =>
        new([.. _features.Select(f => f with { Name = f.Names.In(languages)?.Text ?? f.Name })]);

    /// <summary>Draws the part of the map where the points are; the whole map when there are none.</summary>
    /// <param name="label">What the map shows.</param>
    /// <param name="points">Put on the map as markers.</param>
    /// <param name="width">Units of the drawing.</param>
    /// <param name="height">Units of the drawing.</param>
    public MapView Draw(string label, IReadOnlyList<MapPoint> points, int width = 640, int height = 520)
    {
        var frame = MapFrame.Around(
            points.Count > 0
                ? points.Select(p => p.Point)
                : _features.SelectMany(f => f.Lines).SelectMany(l => l),
            LeastSpan,
            Margin,
            width,
            height);
        var layer = new StringBuilder(4096);
        foreach (var feature in _features)
        {
            AppendShape(layer, feature, frame);
        }

        foreach (var feature in _features.Where(f => f is { Kind: MapFeatureKind.District, Name: not null }))
        {
            AppendName(layer, feature, frame);
        }

        return new MapView
        {
            Label = label,
            Width = width,
            Height = height,
            BaseLayer = layer.ToString(),
            // From north to south, so that a pin in front is written later and stays whole.
            Markers = [.. points
                .OrderByDescending(p => p.Point.Latitude)
                .Select(p => new MapMarker(p, frame.X(p.Point), frame.Y(p.Point)))],
        };
    }

    /// <summary>The layer as GeoJSON again, with nothing but what is drawn; five decimals are about a metre.</summary>
    public byte[] ToGeoJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var feature in _features)
            {
                WriteFeature(json, feature);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void AppendShape(StringBuilder layer, MapFeature feature, MapFrame frame)
    {
        var path = new StringBuilder();
        foreach (var line in feature.Lines.Where(frame.Touches))
        {
            AppendLine(path, line, feature.IsArea, frame);
        }

        if (path.Length > 0)
        {
            layer.Append("<path class=\"map-").Append(Name(feature.Kind)).Append("\" d=\"").Append(path).Append("\"/>");
        }
    }

    private static void AppendLine(StringBuilder path, IReadOnlyList<GeoPoint> line, bool closed, MapFrame frame)
    {
        var (x, y) = (frame.X(line[0]), frame.Y(line[0]));
        path.Append(CultureInfo.InvariantCulture, $"M{x} {y}l");
        var separator = "";
        foreach (var point in line.Skip(1))
        {
            var (toX, toY) = (frame.X(point), frame.Y(point));
            // What is finer than a unit of the drawing is left out: it only makes the page heavy.
            if (Math.Abs(toX - x) + Math.Abs(toY - y) < 2)
            {
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{separator}{toX - x} {toY - y}");
            (x, y, separator) = (toX, toY, " ");
        }

        if (separator.Length == 0)
        {
            path.Append("0 0");
        }

        if (closed)
        {
            path.Append('z');
        }
    }

    private static void AppendName(StringBuilder layer, MapFeature feature, MapFrame frame)
    {
        var outer = feature.Lines[0];
        var x = frame.X(new GeoPoint(0, outer.Average(p => p.Longitude)));
        var y = frame.Y(new GeoPoint(outer.Average(p => p.Latitude), 0));
        if (x < 30 || x > frame.Width - 30 || y < 16 || y > frame.Height - 8)
        {
            return;
        }

        layer.Append(CultureInfo.InvariantCulture, $"<text class=\"map-name\" x=\"{x}\" y=\"{y}\">")
            .Append(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(feature.Name!)) // Only named features come here.
            .Append("</text>");
    }

    private static void WriteFeature(Utf8JsonWriter json, MapFeature feature)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("kind", Name(feature.Kind));
        if (feature.Name is not null)
        {
            json.WriteString("name", feature.Name);
        }

        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", feature.IsArea ? "Polygon" : "MultiLineString");
        json.WriteStartArray("coordinates");
        foreach (var line in feature.Lines)
        {
            json.WriteStartArray();
            foreach (var point in line)
            {
                json.WriteStartArray();
                json.WriteNumberValue(Math.Round(point.Longitude, 5));
                json.WriteNumberValue(Math.Round(point.Latitude, 5));
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Name(MapFeatureKind kind) => kind switch
    {
        MapFeatureKind.Outline => "outline",
        MapFeatureKind.Green => "green",
        MapFeatureKind.Water => "water",
        MapFeatureKind.Road => "road",
        MapFeatureKind.District => "district",
        _ => throw new InvalidOperationException($"There is no kind of feature {kind}."),
    };
}

/// <summary>A feature as lines: rings of one polygon (the outer first), or parts of a road.</summary>
/// <param name="Name">Null shows none.</param>
/// <param name="Names">By language; empty where the map has one name for all.</param>
internal sealed record MapFeature(
    MapFeatureKind Kind, string? Name, LocalizedText Names, bool IsArea, IReadOnlyList<IReadOnlyList<GeoPoint>> Lines);

/// <summary>The part of the world that a drawing shows, north up, with degrees made equal at its middle latitude.</summary>
internal sealed record MapFrame(double West, double North, double UnitsPerLatitude, double UnitsPerLongitude, int Width, int Height)
{
    public static MapFrame Around(IEnumerable<GeoPoint> points, double leastSpan, double margin, int width, int height)
    {
        var (south, north, west, east) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        foreach (var point in points)
        {
            (south, north) = (Math.Min(south, point.Latitude), Math.Max(north, point.Latitude));
            (west, east) = (Math.Min(west, point.Longitude), Math.Max(east, point.Longitude));
        }

        if (south > north)
        {
            (south, north, west, east) = (0, 0, 0, 0);
        }

        var (latitude, longitude) = ((south + north) / 2, (west + east) / 2);
        var narrowing = Math.Max(0.05, Math.Cos(latitude * Math.PI / 180));
        var high = Math.Max(leastSpan, north - south) * (1 + (2 * margin));
        var wide = Math.Max(leastSpan, (east - west) * narrowing) * (1 + (2 * margin));
        var scale = Math.Min(height / high, width / wide);
        return new MapFrame(
            longitude - (width / scale / narrowing / 2), latitude + (height / scale / 2), scale, scale * narrowing, width, height);
    }

    public int X(GeoPoint point) => (int)Math.Round((point.Longitude - West) * UnitsPerLongitude);

    public int Y(GeoPoint point) => (int)Math.Round((North - point.Latitude) * UnitsPerLatitude);

    /// <summary>Does the box of the line meet the drawing.</summary>
    public bool Touches(IReadOnlyList<GeoPoint> line)
    {
        var (left, right, top, bottom) = (int.MaxValue, int.MinValue, int.MaxValue, int.MinValue);
        foreach (var point in line)
        {
            var (x, y) = (X(point), Y(point));
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
        }

        return right >= 0 && left <= Width && bottom >= 0 && top <= Height;
    }
}
