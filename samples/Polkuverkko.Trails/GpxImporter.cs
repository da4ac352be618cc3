using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Fori.Integration.Importing;
using Fori.Store;

namespace Polkuverkko.Trails;

/// <summary>Waypoints of a GPX 1.1 file (topografix.com/GPX/1/1) as places: lean-tos, fireplaces, starts of trails.</summary>
public sealed class GpxImporter : ISourceImporter
{
    private const string Point = "wpt";

    public string Kind => "gpx";

    public async IAsyncEnumerable<ImportItem> ReadAsync(string name, Stream content, [EnumeratorCancellation] CancellationToken ct)
    {
        // No document type, so no entities: they could name files of the server or grow without end.
        using var reader = XmlReader.Create(content, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 50_000_000 });
        for (var ordinal = 1L; ; ordinal++)
        {
            var (item, isAtEnd) = await NextAsync(reader, ordinal, ct);
            if (item is not null)
            {
                yield return item;
            }

            if (isAtEnd)
            {
                yield break;
            }
        }
    }

    private static async Task<(ImportItem? Item, bool IsAtEnd)> NextAsync(XmlReader reader, long ordinal, CancellationToken ct)
    {
        try
        {
            while (reader.NodeType != XmlNodeType.Element || reader.LocalName != Point)
            {
                if (!await reader.ReadAsync())
                {
                    return (null, true);
                }
            }

            return (Place((XElement)await XNode.ReadFromAsync(reader, ct), ordinal), false);
        }
        catch (XmlException e)
        {
            return (new ImportItem { Ordinal = ordinal, EndsEarly = true, Problems = [Problem.Of("gpx.broken", "", ("line", e.LineNumber.ToString(CultureInfo.InvariantCulture)), ("detail", e.Message.TrimEnd('.')))] }, true);
        }
    }

    private static ImportItem Place(XElement point, long ordinal)
    {
        string? Text(string name) => point.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } text ? text : null;
        var raw = System.Text.Encoding.UTF8.GetBytes(point.ToString());
        var (latitude, longitude) = (Degrees(point, "lat", 90), Degrees(point, "lon", 180));
        if (Text("name") is not { } called || latitude is null || longitude is null)
        {
            return new ImportItem { Ordinal = ordinal, Key = Text("name"), Type = "Place", Raw = raw, Problems = [Problem.Of("gpx.point", "")] };
        }

        var place = new JsonObject
        {
            ["name"] = new JsonObject { ["fi"] = called },
            ["point"] = new JsonObject { ["latitude"] = latitude, ["longitude"] = longitude },
        };
        if (Text("desc") is { } description)
        {
            place["summary"] = new JsonObject { ["fi"] = description };
        }

        return new ImportItem { Ordinal = ordinal, Key = called, Type = "Place", Body = JsonSerializer.SerializeToUtf8Bytes(place), Raw = raw };
    }

    private static double? Degrees(XElement point, string name, double most) =>
        double.TryParse(point.Attribute(name)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;
}
