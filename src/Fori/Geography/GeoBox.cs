using Fori.Documents;

namespace Fori.Geography;

/// <summary>A box between parallels and meridians, in WGS 84 degrees; borders belong to it. It does not cross the 180th meridian.</summary>
public sealed record GeoBox(double South, double West, double North, double East)
{
    public bool Contains(GeoPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.Latitude >= South && point.Latitude <= North && point.Longitude >= West && point.Longitude <= East;
    }

    /// <summary>The smallest box around points, or null when there are none.</summary>
    public static GeoBox? Around(IEnumerable<GeoPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        GeoBox? box = null;
        foreach (var point in points)
        {
            box = box is null
                ? new GeoBox(point.Latitude, point.Longitude, point.Latitude, point.Longitude)
                : new GeoBox(
                    Math.Min(box.South, point.Latitude),
                    Math.Min(box.West, point.Longitude),
                    Math.Max(box.North, point.Latitude),
                    Math.Max(box.East, point.Longitude));
        }

        return box;
    }

    /// <summary>The smallest box that holds every point within so many metres: the quick test before the exact distance.</summary>
    public static GeoBox Within(GeoPoint centre, double metres)
    {
        ArgumentNullException.ThrowIfNull(centre);

        // A millionth more, so that rounding never leaves out a point that the exact distance lets in.
        var north = metres / Distance.MetresOfDegree * 1.000001;
        var south = Math.Max(-90, centre.Latitude - north);
        var top = Math.Min(90, centre.Latitude + north);
        var widest = Math.Cos(Math.Max(Math.Abs(south), Math.Abs(top)) * Math.PI / 180);
        var east = widest * 180 > north ? north / widest : 180;
        return new GeoBox(south, Math.Max(-180, centre.Longitude - east), top, Math.Min(180, centre.Longitude + east));
    }
}
