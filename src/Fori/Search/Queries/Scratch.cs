namespace Fori.Search.Queries;

/// <summary>The working memory of one search: a score for every document of the index. Lent by the index and given back clean.</summary>
internal sealed class Scratch(int documents)
{
    private readonly float[] _scores = new float[documents];
    private readonly float[] _zone = new float[documents];
    private readonly byte[] _groups = new byte[documents];
    private readonly int[] _touched = new int[documents];
    private readonly int[] _inZone = new int[documents];
    private int _zoneCount;

    public int Documents => _scores.Length;

    /// <summary>How many documents have a score.</summary>
    public int Count { get; private set; }

    /// <summary>Documents with a score, in no order.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, Count);

    public float Score(int document) => _scores[document];

    /// <summary>One bit for each word of the query that the document matches.</summary>
    public byte Groups(int document) => _groups[document];

    /// <summary>Counts a match in the current zone of the current word, if it is its best so far there.</summary>
    public void Raise(int document, float score, byte group)
    {
        var known = _zone[document];
        if (score <= known)
        {
            return;
        }

        if (known == 0)
        {
            _inZone[_zoneCount++] = document;
            if (_groups[document] == 0)
            {
                _touched[Count++] = document;
            }

            _groups[document] |= group;
        }

        _zone[document] = score;
        _scores[document] += score - known;
    }

    /// <summary>The next matches are of another zone or word, and add to these.</summary>
    public void EndZone()
    {
        foreach (var document in _inZone.AsSpan(0, _zoneCount))
        {
            _zone[document] = 0;
        }

        _zoneCount = 0;
    }

    public void Clear()
    {
        EndZone();
        foreach (var document in Touched)
        {
            _scores[document] = 0;
            _groups[document] = 0;
        }

        Count = 0;
    }
}
