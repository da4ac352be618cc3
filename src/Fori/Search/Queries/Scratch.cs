namespace Fori.Search.Queries;

/// <summary>The working memory of one search: a score for every document of the index. Lent by the index and given back clean.</summary>
internal sealed class Scratch(int documents)
{
    private readonly float[] _scores = new float[documents];
    private readonly float[] _best = new float[documents];
    private readonly byte[] _groups = new byte[documents];
    private readonly int[] _touched = new int[documents];
    private readonly int[] _inGroup = new int[documents];
    private int _groupCount;

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
        var known = _best[document];
        if (score <= known)
        {
            return;
        }

        if (known == 0)
        {
            _inGroup[_groupCount++] = document;
            if (_groups[document] == 0)
            {
                _touched[Count++] = document;
            }

            _groups[document] |= group;
        }

        _best[document] = score;
        _scores[document] += score - known;
    }

    /// <summary>The next matches are of another zone or word, and add to these.</summary>
    public void EndGroup()
    {
        foreach (var document in _inGroup.AsSpan(0, _groupCount))
        {
            _best[document] = 0;
        }

        _groupCount = 0;
    }

    public void Scale(int document, float factor) => _scores[document] *= factor;

    public void Clear()
    {
        EndGroup();
        foreach (var document in Touched)
        {
            _scores[document] = 0;
            _groups[document] = 0;
        }

        Count = 0;
    }
}
