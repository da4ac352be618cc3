using Lucene.Net.Analysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace Fori.Search.Index;

/// <summary>A field whose terms are ready as bytes.</summary>
internal sealed class TermField : Field
{
    private static readonly FieldType Words = Frozen(new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS });
    private static readonly FieldType Values = Frozen(new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_ONLY, OmitNorms = true });
    private readonly byte[] _terms;

    private TermField(string name, FieldType type, byte[] terms)
        : base(name, type) => _terms = terms;

    /// <summary>Words of a text, with how often they stand there and how long the text is.</summary>
    public static TermField OfWords(string name, TermBuffer words) => new(name, Words, words.ToArray());

    /// <summary>Values that are found as they are.</summary>
    public static TermField OfValues(string name, TermBuffer values) => new(name, Values, values.ToArray());

    public override TokenStream GetTokenStream(Analyzer analyzer) => TermStream.Of(_terms);

    private static FieldType Frozen(FieldType type)
    {
        type.Freeze();
        return type;
    }
}
