using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Fori.Search.Index;

/// <summary>
/// Hands ready terms to the index writer. Words are analysed before, once, so that no Lucene analyser holds state. Each
/// thread has one stream, since the writer reads one field to its end before it asks for the next, and a stream costs
/// more to make than most fields to write.
/// </summary>
internal sealed class TermStream : TokenStream
{
    [ThreadStatic]
    private static TermStream? _own;

    private readonly BytesTermAttribute _term;
    private readonly IPositionIncrementAttribute _increment;
    private byte[] _terms = [];
    private int _at;

    private TermStream()
        : base(BytesAttributeFactory.Instance)
    {
        _term = (BytesTermAttribute)AddAttribute<ITermToBytesRefAttribute>();
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <param name="terms">As <see cref="TermBuffer"/> holds them.</param>
    public static TermStream Of(byte[] terms)
    {
        var stream = _own ??= new TermStream();
        stream._terms = terms;
        stream._at = 0;
        return stream;
    }

    public override bool IncrementToken()
    {
        if (_at == _terms.Length)
        {
            return false;
        }

        var (offset, length, begins) = TermBuffer.Read(_terms, _at);
        _term.BytesRef.Bytes = _terms;
        _term.BytesRef.Offset = offset;
        _term.BytesRef.Length = length;
        _increment.PositionIncrement = begins ? 1 : 0;
        _at = offset + length;
        return true;
    }

    public override void Reset()
    {
        base.Reset();
        _at = 0;
    }

    private sealed class BytesAttributeFactory : AttributeSource.AttributeFactory
    {
        public static BytesAttributeFactory Instance { get; } = new();

        public override Lucene.Net.Util.Attribute CreateAttributeInstance<T>() =>
            typeof(T) == typeof(ITermToBytesRefAttribute)
                ? new BytesTermAttribute()
                : DEFAULT_ATTRIBUTE_FACTORY.CreateAttributeInstance<T>();
    }
}

/// <summary>Carries the bytes of one term.</summary>
internal sealed class BytesTermAttribute : Lucene.Net.Util.Attribute, ITermToBytesRefAttribute
{
    /// <summary>Always the same object, since the writer takes it once for all terms of a field.</summary>
    public BytesRef BytesRef { get; } = new();

    public void FillBytesRef()
    {
        // The bytes are always ready.
    }

    public override void Clear()
    {
        // Each term replaces the one before it.
    }

    public override void CopyTo(IAttribute target) => ((BytesTermAttribute)target).BytesRef.CopyBytes(BytesRef);
}
