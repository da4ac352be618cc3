using System.Buffers.Binary;
using Fori.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Fori.Search.Index;

/// <summary>The points of a segment's documents, in 10⁻⁷ degrees.</summary>
internal sealed class PointColumn
{
    private const double EarthRadius = 6_371_008.8;
    private const double Scale = 1e7;
    private readonly int[] _starts;
    private readonly int[] _latitudes;
    private readonly int[] _longitudes;

    private PointColumn(int[] starts, int[] latitudes, int[] longitudes)
    {
        _starts = starts;
        _latitudes = latitudes;
        _longitudes = longitudes;
    }

    public static PointColumn Read(AtomicReader reader)
    {
        var starts = new int[reader.MaxDoc + 1];
        if (reader.GetBinaryDocValues(IndexFields.Points) is not { } source)
        {
            return new PointColumn(starts, [], []);
        }

        var latitudes = new List<int>();
        var longitudes = new List<int>();
        var bytes = new BytesRef();
        for (var document = 0; document < reader.MaxDoc; document++)
        {
            starts[document] = latitudes.Count;
            source.Get(document, bytes);
            for (var at = 0; at + 8 <= bytes.Length; at += 8)
            {
                latitudes.Add(BinaryPrimitives.ReadInt32BigEndian(bytes.Bytes.AsSpan(bytes.Offset + at)));
                longitudes.Add(BinaryPrimitives.ReadInt32BigEndian(bytes.Bytes.AsSpan(bytes.Offset + at + 4)));
            }
        }

        starts[^1] = latitudes.Count;
        return new PointColumn(starts, [.. latitudes], [.. longitudes]);
    }

    /// <summary>Documents with a point in the box.</summary>
    /// <param name="box">Its west may be greater than its east.</param>
    /// <param name="among">Others are not looked at; null looks at all.</param>
    public FixedBitSet Within(GeoBox box, FixedBitSet? among)
    {
        var (south, north) = ((int)Math.Round(box.South * Scale), (int)Math.Round(box.North * Scale));
        var (west, east) = ((int)Math.Round(box.West * Scale), (int)Math.Round(box.East * Scale));
        var found = new FixedBitSet(_starts.Length - 1);
        for (var document = 0; document < _starts.Length - 1; document++)
        {
            for (var i = _starts[document]; i < _starts[document + 1]; i++)
            {
                if (_latitudes[i] >= south && _latitudes[i] <= north
                    && (west <= east ? _longitudes[i] >= west && _longitudes[i] <= east : _longitudes[i] >= west || _longitudes[i] <= east)
                    && among?.Get(document) != false)
                {
                    found.Set(document);
                    break;
                }
            }
        }

        return found;
    }

    /// <summary>Documents with a point within so many metres.</summary>
    public FixedBitSet Around(GeoPoint centre, double metres, FixedBitSet? among)
    {
        var found = new FixedBitSet(_starts.Length - 1);
        for (var document = 0; document < _starts.Length - 1; document++)
        {
            if (_starts[document] < _starts[document + 1] && among?.Get(document) != false && Distance(document, centre, metres) <= metres)
            {
                found.Set(document);
            }
        }

        return found;
    }

    /// <summary>Metres to the nearest point over a sphere of the mean radius; infinite for a document without points.</summary>
    /// <param name="document">In this segment.</param>
    /// <param name="from">The place to measure from.</param>
    /// <param name="most">Farther points may be given as infinitely far, which spares the trigonometry.</param>
    public double Distance(int document, GeoPoint from, double most = double.PositiveInfinity)
    {
        var nearest = double.PositiveInfinity;
        for (var i = _starts[document]; i < _starts[document + 1]; i++)
        {
            var latitude = _latitudes[i] / Scale;
            if (Math.Abs(latitude - from.Latitude) * (Math.PI / 180) * EarthRadius <= most)
            {
                nearest = Math.Min(nearest, Metres(from.Latitude, from.Longitude, latitude, _longitudes[i] / Scale));
            }
        }

        return nearest;
    }

    internal static double Metres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var p1 = latitude1 * Math.PI / 180;
        var p2 = latitude2 * Math.PI / 180;
        var half = Math.Sin((p2 - p1) / 2);
        var around = Math.Sin((longitude2 - longitude1) * Math.PI / 360);
        var haversine = (half * half) + (Math.Cos(p1) * Math.Cos(p2) * around * around);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(haversine)));
    }
}
