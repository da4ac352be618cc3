using Fori.Search.Index;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Fori.Search.Queries;

/// <summary>
/// One segment's documents of a list in the order of their titles, after the cursor. Only as many are looked at as are
/// shown: ranking every document for each page took most of a list's time.
/// </summary>
internal sealed class TitleWalk
{
    private readonly AtomicReader _reader;
    private readonly SegmentColumns _columns;
    private readonly string _language;
    private readonly FixedBitSet? _passed;
    private readonly FixedBitSet? _live;
    private readonly int[] _order;
    private readonly Guid[] _ids;
    private readonly int[] _documents;
    private int _at;

    /// <param name="leaf">Which segment, counted from 0.</param>
    /// <param name="most">How many will be taken at most.</param>
    public TitleWalk(AtomicReaderContext context, int leaf, SearchQuery query, Cursor? after, int most)
    {
        _reader = context.AtomicReader;
        Leaf = leaf;
        _columns = SegmentColumns.Of(_reader);
        _language = SortKeys.TitleLanguage(query.Language);
        _passed = Filtering.Of(_reader, query);
        _live = SegmentColumns.Live(_reader);
        _order = _columns.TitleOrder(_reader, _language);
        _ids = _columns.Ids(_reader);
        Total = Count();
        _documents = Total == 0 || most == 0 ? [] : IsFewFor(most) ? Gathered() : _columns.ByTitle(_reader, _language);
        _at = after is null ? 0 : After(new SortKeys(context, query, SearchSort.Title, null).Place(after), after.Id);
        Settle();
    }

    public int Leaf { get; }

    /// <summary>How many there are, before the cursor too.</summary>
    public int Total { get; }

    public bool IsOver => _at >= _documents.Length;

    /// <summary>The document that comes next; in its segment.</summary>
    public int Document => _documents[_at];

    public Guid Id => _ids[Document];

    /// <summary>Its title's key for comparing over segments; above every other for a document without a title.</summary>
    public byte[] Title => _columns.Title(_reader, _language, _order[Document]);

    public void Next()
    {
        _at++;
        Settle();
    }

    private void Settle()
    {
        while (_at < _documents.Length && !IsHit(_documents[_at]))
        {
            _at++;
        }
    }

    private bool IsHit(int document) => _passed?.Get(document) != false && _live?.Get(document) != false;

    private int Count() => (_passed, _live) switch
    {
        (null, null) => _reader.MaxDoc,
        (null, _) => _reader.NumDocs,
        (_, null) => _passed.Cardinality,
        _ => (int)FixedBitSet.IntersectionCount(_passed, _live),
    };

    // Walking looks at all / hits documents for each one shown; sorting the hits costs a few steps for each of them.
    private bool IsFewFor(int most) => _passed is not null && (long)Total * Total * 4 < (long)_reader.MaxDoc * most;

    private int[] Gathered()
    {
        var documents = new List<int>(Total);
        for (var document = _passed!.NextSetBit(0); document >= 0; document = document + 1 < _reader.MaxDoc ? _passed.NextSetBit(document + 1) : -1) // Few are those that passed.
        {
            if (IsHit(document))
            {
                documents.Add(document);
            }
        }

        documents.Sort((a, b) => SegmentColumns.CompareTitles(_order, _ids, a, b));
        return [.. documents];
    }

    // The first behind the place, by halving.
    private int After(double place, Guid id)
    {
        var (from, to) = (0, _documents.Length);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            var document = _documents[middle];
            var isBehind = _order[document] > place || (_order[document] == place && _ids[document].CompareTo(id) > 0);
            (from, to) = isBehind ? (from, middle) : (middle + 1, to);
        }

        return from;
    }
}
