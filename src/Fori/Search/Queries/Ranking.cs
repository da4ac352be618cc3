using Fori.Search.Index;
using Lucene.Net.Index;

namespace Fori.Search.Queries;

/// <summary>A hit that may come on the page.</summary>
/// <param name="Document">In its segment.</param>
/// <param name="Key">Smaller comes first; within a segment the ordinal of the title when sorting by title.</param>
/// <param name="Id">Decides between equal keys.</param>
internal readonly record struct Candidate(int Document, double Key, Guid Id);

/// <summary>Keeps the best of one segment's hits after the cursor.</summary>
internal sealed class Ranking
{
    private static readonly Comparer<Candidate> WorstFirst = Comparer<Candidate>.Create((a, b) => Compare(b, a));
    private readonly PriorityQueue<Candidate, Candidate> _best;
    private readonly Guid[] _ids;
    private readonly int _most;
    private readonly double _afterKey;
    private readonly Guid _afterId;
    private readonly bool _hasAfter;

    /// <param name="reader">The segment.</param>
    /// <param name="most">How many are kept.</param>
    /// <param name="after">Key and id of the last hit of the page before; null for the first page.</param>
    public Ranking(AtomicReader reader, int most, (double Key, Guid Id)? after)
    {
        _ids = SegmentColumns.Of(reader).Ids(reader);
        _most = most;
        _best = new PriorityQueue<Candidate, Candidate>(Math.Min(most, 64) + 1, WorstFirst);
        (_afterKey, _afterId) = after ?? default;
        _hasAfter = after is not null;
    }

    public static int Compare(Candidate a, Candidate b) =>
        a.Key.CompareTo(b.Key) is var byKey && byKey != 0 ? byKey : a.Id.CompareTo(b.Id);

    public void Offer(int document, double key)
    {
        var full = _best.Count == _most;
        if (_most == 0 || (_hasAfter && key < _afterKey) || (full && key > _best.Peek().Key))
        {
            return;
        }

        var candidate = new Candidate(document, key, _ids[document]);
        if (_hasAfter && key == _afterKey && candidate.Id.CompareTo(_afterId) <= 0)
        {
            return;
        }

        if (!full)
        {
            _best.Enqueue(candidate, candidate);
        }
        else if (Compare(candidate, _best.Peek()) < 0)
        {
            _best.EnqueueDequeue(candidate, candidate);
        }
    }

    public IEnumerable<Candidate> Best => _best.UnorderedItems.Select(i => i.Element);
}
