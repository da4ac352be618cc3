// The file of a segment's terms (extension "ftb"):
//   header, header of the postings writer,
//   blocks, field after field, each of up to TermsInBlock terms in the order of their bytes:
//     count, length of the names, names (shared with the one before, rest, bytes), then of each term: documents,
//     occurrences beyond one a document (where they are counted), where its postings are (as the postings writer encodes it),
//   fields: number, terms, sums, and of each block: its length and its first term,
//   where the fields begin (8 bytes), checksum.
// Numbers are Lucene's variable-length ones. Blocks of a field follow each other, so lengths give their places.
using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Fori.Search.Index.TermBlocks;

/// <summary>Writes the terms of a segment.</summary>
internal sealed class TermBlockWriter : FieldsConsumer
{
    public const string Extension = "ftb";
    public const string Magic = "ForiTermBlocks";
    public const int Version = 1;

    // A term is looked for by halving among first terms and then one by one: more in a block is less memory and slower.
    private const int TermsInBlock = 24;

    private readonly PostingsWriterBase _postings;
    private readonly BlockBytes _fields = new();
    private IndexOutput? _output;
    private int _fieldCount;

    public TermBlockWriter(SegmentWriteState state, PostingsWriterBase postings)
    {
        _postings = postings;
        _output = state.Directory.CreateOutput(IndexFileNames.SegmentFileName(state.SegmentInfo.Name, state.SegmentSuffix, Extension), state.Context);
        try
        {
            CodecUtil.WriteHeader(_output, Magic, Version);
            postings.Init(_output);
        }
        catch
        {
            IOUtils.DisposeWhileHandlingException(_output);
            throw;
        }
    }

    private IndexOutput Output => _output ?? throw new ObjectDisposedException(nameof(TermBlockWriter));

    public override TermsConsumer AddField(FieldInfo field) => new FieldTerms(this, field);

    protected override void Dispose(bool disposing)
    {
        if (!disposing || _output is null)
        {
            return;
        }

        try
        {
            var begin = _output.Position;
            _output.WriteVInt32(_fieldCount);
            _fields.WriteTo(_output);
            _output.WriteInt64(begin);
            CodecUtil.WriteFooter(_output);
        }
        finally
        {
            IOUtils.Dispose(_output, _postings);
            _output = null;
        }
    }

    private sealed class FieldTerms : TermsConsumer
    {
        private readonly TermBlockWriter _writer;
        private readonly FieldInfo _field;
        private readonly bool _counts;
        private readonly long _begin;
        private readonly long[] _places;

        // The writer encodes a term as its difference from the one before, which it keeps hold of.
        private readonly BlockTermState[] _states;
        private readonly BlockBytes _names = new();
        private readonly BlockBytes _meta = new();
        private readonly BlockBytes _encoded = new();
        private readonly BlockBytes _blocks = new();
        private readonly BytesRef _last = new();
        private long _terms;
        private int _blockCount;
        private int _inBlock;

        public FieldTerms(TermBlockWriter writer, FieldInfo field)
        {
            _writer = writer;
            _field = field;
            _counts = field.IndexOptions.CompareTo(IndexOptions.DOCS_AND_FREQS) >= 0;
            _begin = writer.Output.Position;
            _places = new long[writer._postings.SetField(field)];
            _states = [writer._postings.NewTermState(), writer._postings.NewTermState()];
        }

        public override IComparer<BytesRef> Comparer => BytesRef.UTF8SortedAsUnicodeComparer;

        public override PostingsConsumer StartTerm(BytesRef text)
        {
            _writer._postings.StartTerm();
            return _writer._postings;
        }

        public override void FinishTerm(BytesRef text, TermStats stats)
        {
            var state = _states[_terms & 1];
            state.DocFreq = stats.DocFreq;
            state.TotalTermFreq = stats.TotalTermFreq;
            _writer._postings.FinishTerm(state);

            if (_inBlock == 0)
            {
                _blocks.WriteVInt32(text.Length);
                _blocks.WriteBytes(text.Bytes, text.Offset, text.Length);
                _blockCount++;
            }

            var shared = _inBlock == 0 ? 0 : _last.Bytes.AsSpan(0, _last.Length).CommonPrefixLength(text.Bytes.AsSpan(text.Offset, text.Length));
            _names.WriteVInt32(shared);
            _names.WriteVInt32(text.Length - shared);
            _names.WriteBytes(text.Bytes, text.Offset + shared, text.Length - shared);
            _last.CopyBytes(text);

            _meta.WriteVInt32(stats.DocFreq);
            if (_counts)
            {
                _meta.WriteVInt64(stats.TotalTermFreq - stats.DocFreq);
            }

            _encoded.Clear();
            _writer._postings.EncodeTerm(_places, _encoded, _field, state, absolute: _inBlock == 0);
            foreach (var place in _places)
            {
                _meta.WriteVInt64(place);
            }

            _encoded.WriteTo(_meta);
            _terms++;
            if (++_inBlock == TermsInBlock)
            {
                EndBlock();
            }
        }

        public override void Finish(long sumTotalTermFreq, long sumDocFreq, int docCount)
        {
            if (_inBlock > 0)
            {
                EndBlock();
            }

            if (_terms == 0)
            {
                return;
            }

            var fields = _writer._fields;
            _writer._fieldCount++;
            fields.WriteVInt32(_field.Number);
            fields.WriteVInt64(_terms);
            if (_counts)
            {
                fields.WriteVInt64(sumTotalTermFreq);
            }

            fields.WriteVInt64(sumDocFreq);
            fields.WriteVInt32(docCount);
            fields.WriteVInt64(_begin);
            fields.WriteVInt32(_places.Length);
            fields.WriteVInt32(_blockCount);
            _blocks.WriteTo(fields);
        }

        private void EndBlock()
        {
            var output = _writer.Output;
            var begin = output.Position;
            output.WriteVInt32(_inBlock);
            output.WriteVInt32(_names.Length);
            _names.WriteTo(output);
            _meta.WriteTo(output);
            _blocks.WriteVInt32(checked((int)(output.Position - begin)));
            _names.Clear();
            _meta.Clear();
            _inBlock = 0;
        }
    }
}
