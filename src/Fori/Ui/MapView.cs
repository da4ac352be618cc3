using Fori.Documents;

namespace Fori.Ui;

/// <summary>
/// A map beside a list: a drawing in SVG with named links as markers, complete without script and in print. Where
/// scripts run, the same markers and the same base layer are put on a map that can be moved.
/// </summary>
public sealed record MapView
{
    /// <summary>What the map shows, as "Libraries on the map".</summary>
    public required string Label { get; init; }

    /// <summary>Size of the drawing in its own units.</summary>
    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>The base layer as SVG elements, written by <see cref="BaseMap"/>.</summary>
    public required string BaseLayer { get; init; }

    public IReadOnlyList<MapMarker> Markers { get; init; } = [];

    /// <summary>Address of the base layer as GeoJSON (<see cref="BaseMap.ToGeoJson"/>) for the moving map; null leaves the drawing.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Tiles asked only when the visitor wants them; null for none.</summary>
    public MapTiles? Tiles { get; init; }
}

/// <summary>A point to put on a map.</summary>
/// <remarks>
/// Url: Null for the page's own place.<br/>
/// Number: The number it has in the list; null for a plain pin.
/// </remarks>
public sealed record MapPoint(string Name, string? Url, GeoPoint Point, int? Number = null);

/// <summary>A point with its position in the drawing.</summary>
public sealed record MapMarker(MapPoint Place, int X, int Y);

/// <summary>A municipality's own background map.</summary>
/// <param name="Url">XYZ template with {z}, {x}, {y}.</param>
/// <param name="Attribution">Plain text, always shown with the tiles.</param>
public sealed record MapTiles(string Url, string Attribution);
