namespace Fori.Search.Queries;

/// <summary>The working memory of one search: a score for every document of the index. Lent by the index and given back clean.</summary>
internal sealed class Scratch(int documents)
{
    // One slot for a document and not three arrays: a match then waits for memory once.
    private readonly Slot[] _slots = new Slot[documents];
    private readonly int[] _touched = new int[documents];
    private readonly int[] _inGroup = new int[documents];
    private int _groupCount;

    public int Documents => _slots.Length;

    /// <summary>How many documents have a score.</summary>
    public int Count { get; private set; }

    /// <summary>Documents with a score, in no order.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, Count);

    public float Score(int document) => _slots[document].Score;

    /// <summary>One bit for each word of the query that the document matches.</summary>
    public byte Groups(int document) => _slots[document].Groups;

    /// <summary>Counts a match of the current word, if it is its best so far in the document.</summary>
    public void Raise(int document, float score, byte group)
    {
        ref var slot = ref _slots[document];
        var known = slot.Best;
        if (score <= known)
        {
            return;
        }

        if (known == 0)
        {
            _inGroup[_groupCount++] = document;
            if (slot.Groups == 0)
            {
                _touched[Count++] = document;
            }

            slot.Groups |= group;
        }

        slot.Best = score;
        slot.Score += score - known;
    }

    /// <summary>The next matches are of another word, and add to these.</summary>
    public void EndGroup()
    {
        foreach (var document in _inGroup.AsSpan(0, _groupCount))
        {
            _slots[document].Best = 0;
        }

        _groupCount = 0;
    }

    public void Scale(int document, float factor) => _slots[document].Score *= factor;

    public void Clear()
    {
        EndGroup();
        foreach (var document in Touched)
        {
            _slots[document] = default;
        }

        Count = 0;
    }

    private struct Slot
    {
        public float Score;
        public float Best;
        public byte Groups;
    }
}
