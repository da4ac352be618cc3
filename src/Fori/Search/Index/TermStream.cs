using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Fori.Search.Index;

/// <summary>Hands ready terms to the index writer. Words are analysed before, once, so that no Lucene analyser holds state.</summary>
internal sealed class TermStream : TokenStream
{
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _increment;
    private readonly IReadOnlyList<(string Term, bool Begins)> _terms;
    private int _next;

    /// <param name="terms">Terms in order; one that begins stands in a new place and counts as a word of the text's length.</param>
    public TermStream(IReadOnlyList<(string Term, bool Begins)> terms)
    {
        _terms = terms;
        _term = AddAttribute<ICharTermAttribute>();
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public override bool IncrementToken()
    {
        if (_next == _terms.Count)
        {
            return false;
        }

        ClearAttributes();
        var (term, begins) = _terms[_next++];
        _term.SetEmpty().Append(term);
        _increment.PositionIncrement = begins ? 1 : 0;
        return true;
    }

    public override void Reset()
    {
        base.Reset();
        _next = 0;
    }
}
