using Fori.Search.Index;
using Lucene.Net.Index;

namespace Fori.Search.Queries;

/// <summary>Counts the values of facet fields over the hits, a segment at a time.</summary>
internal sealed class FacetCounting(IReadOnlyList<string> fields)
{
    private readonly string[] _fields = [.. fields.Distinct()];
    private readonly Dictionary<string, Dictionary<string, int>> _counts = fields.Distinct().ToDictionary(f => f, _ => new Dictionary<string, int>(StringComparer.Ordinal));
    private FacetColumn[] _columns = [];
    private int[][] _segment = [];

    public void Begin(AtomicReader reader)
    {
        var columns = SegmentColumns.Of(reader);
        _columns = [.. _fields.Select(f => columns.Facet(reader, f))];
        _segment = [.. _columns.Select(c => new int[c.Values.Length])];
    }

    public void Count(int document)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var counts = _segment[i];
            foreach (var ordinal in _columns[i].Of(document))
            {
                counts[ordinal]++;
            }
        }
    }

    public void End()
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var totals = _counts[_fields[i]];
            for (var ordinal = 0; ordinal < _segment[i].Length; ordinal++)
            {
                if (_segment[i][ordinal] > 0)
                {
                    var value = _columns[i].Values[ordinal];
                    totals[value] = totals.GetValueOrDefault(value) + _segment[i][ordinal];
                }
            }
        }
    }

    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Result() => _counts.ToDictionary(
        f => f.Key,
        IReadOnlyList<FacetCount> (f) =>
        [
            .. f.Value
                .Select(v => new FacetCount(v.Key, v.Value))
                .OrderByDescending(v => v.Count)
                .ThenBy(v => v.Value, StringComparer.Ordinal),
        ]);
}
