using Lucene.Net.Codecs;
using Lucene.Net.Codecs.Lucene41;
using Lucene.Net.Codecs.Lucene46;
using Lucene.Net.Index;

namespace Fori.Search.Index.TermBlocks;

/// <summary>
/// Keeps the terms of a segment in blocks of neighbours under a sorted list of first terms; postings are Lucene's own.
/// </summary>
/// <remarks>
/// Lucene's own dictionary builds a transducer of all terms whenever a segment is written or merged. An import writes a
/// segment several times a second, and half of the time of its index went there (docs/adr/0006-term-blocks.md).
/// </remarks>
[PostingsFormatName(FormatName)]
internal sealed class TermBlockFormat : PostingsFormat
{
    private const string FormatName = "ForiTermBlocks";

    static TermBlockFormat() => SetPostingsFormatFactory(new Formats());

    private TermBlockFormat()
    {
    }

    /// <summary>The one instance; asking for it also makes the name known, by which segments are opened.</summary>
    public static TermBlockFormat Instance { get; } = new();

    /// <summary>Lucene's codec with terms in blocks.</summary>
    public static Codec Codec { get; } = new WithTermBlocks();

    public override FieldsConsumer FieldsConsumer(SegmentWriteState state)
    {
        var postings = new Lucene41PostingsWriter(state);
        try
        {
            return new TermBlockWriter(state, postings);
        }
        catch
        {
            postings.Dispose();
            throw;
        }
    }

    public override FieldsProducer FieldsProducer(SegmentReadState state)
    {
        var postings = new Lucene41PostingsReader(state.Directory, state.FieldInfos, state.SegmentInfo, state.Context, state.SegmentSuffix);
        try
        {
            return new TermBlockFields(state, postings);
        }
        catch
        {
            postings.Dispose();
            throw;
        }
    }

    // Segments name this codec; its parts are named by field, so Lucene's own opens them.
    [CodecName("Lucene46")]
    private sealed class WithTermBlocks : Lucene46Codec
    {
        public override PostingsFormat GetPostingsFormatForField(string field) => Instance;
    }

    private sealed class Formats : DefaultPostingsFormatFactory
    {
        public override PostingsFormat GetPostingsFormat(string name) => name == FormatName ? Instance : base.GetPostingsFormat(name);
    }
}
