using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Fori.Search.Queries;

/// <summary>The scored documents that are hits: not deleted, let through by the filters, with every wanted word or with some.</summary>
internal sealed class Hits
{
    private readonly List<int>[] _segments;

    /// <param name="reader">The index.</param>
    /// <param name="filters">For each segment; null lets all through.</param>
    /// <param name="scratch">Scores and matched words.</param>
    /// <param name="wanted">Bits of the words that a hit should have.</param>
    /// <param name="everyWord">False when one of the wanted words is enough.</param>
    public Hits(IndexReader reader, IReadOnlyList<FixedBitSet?> filters, Scratch scratch, byte wanted, bool everyWord)
    {
        var leaves = reader.Leaves;
        _segments = new List<int>[leaves.Count];
        var starts = new int[leaves.Count + 1];
        for (var leaf = 0; leaf < leaves.Count; leaf++)
        {
            _segments[leaf] = [];
            starts[leaf] = leaves[leaf].DocBase;
        }

        starts[^1] = int.MaxValue;
        var live = leaves.Select(l => l.AtomicReader.LiveDocs).ToArray();
        var at = 0;
        foreach (var document in scratch.Touched)
        {
            var matched = scratch.Groups(document) & wanted;
            if (everyWord ? matched != wanted : matched == 0)
            {
                continue;
            }

            if (document < starts[at] || document >= starts[at + 1])
            {
                at = Array.BinarySearch(starts, document) is var found && found >= 0 ? found : ~found - 1;
            }

            var local = document - starts[at];
            if (filters[at]?.Get(local) != false && live[at]?.Get(local) != false)
            {
                _segments[at].Add(local);
            }
        }
    }

    public int Count() => _segments.Sum(s => s.Count);

    public IEnumerable<int> OfSegment(int leaf) => _segments[leaf];
}
