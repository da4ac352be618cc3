using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Fori.Search.Index;

/// <summary>Hands one term of any bytes to the index writer.</summary>
internal sealed class BytesStream : TokenStream
{
    private readonly BytesTermAttribute _term;
    private bool _given;

    public BytesStream(BytesRef bytes)
        : base(BytesAttributeFactory.Instance)
    {
        _term = (BytesTermAttribute)AddAttribute<ITermToBytesRefAttribute>();
        _term.BytesRef = bytes;
    }

    public override bool IncrementToken()
    {
        if (_given)
        {
            return false;
        }

        _given = true;
        return true;
    }

    public override void Reset()
    {
        base.Reset();
        _given = false;
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
    public BytesRef BytesRef { get; set; } = new();

    public void FillBytesRef()
    {
        // The bytes are always ready.
    }

    public override void Clear()
    {
        // One stream gives one term: it must outlive the writer's clearing.
    }

    public override void CopyTo(IAttribute target) => ((BytesTermAttribute)target).BytesRef = BytesRef;
}
