using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Fori.Search.Index.TermBlocks;

/// <summary>The terms of a segment, as <see cref="TermBlockWriter"/> wrote them.</summary>
/// <exception cref="CorruptIndexException">The file is not what was written.</exception>
internal sealed class TermBlockFields : FieldsProducer
{
    private readonly SortedDictionary<string, TermBlockField> _fields = new(StringComparer.Ordinal);
    private readonly PostingsReaderBase _postings;
    private readonly IndexInput _input;

    public TermBlockFields(SegmentReadState state, PostingsReaderBase postings)
    {
        _postings = postings;
        _input = state.Directory.OpenInput(
            IndexFileNames.SegmentFileName(state.SegmentInfo.Name, state.SegmentSuffix, TermBlockWriter.Extension), state.Context);
        try
        {
            CodecUtil.CheckHeader(_input, TermBlockWriter.Magic, TermBlockWriter.Version, TermBlockWriter.Version);
            postings.Init(_input);
            CodecUtil.RetrieveChecksum(_input);
            _input.Seek(_input.Length - CodecUtil.FooterLength() - sizeof(long));
            _input.Seek(_input.ReadInt64());
            for (var fields = _input.ReadVInt32(); fields > 0; fields--)
            {
                var field = state.FieldInfos.FieldInfo(_input.ReadVInt32()) ?? throw new CorruptIndexException($"An unknown field stands in {_input}.");
                _fields.Add(field.Name, new TermBlockField(field, _input, postings, state.SegmentInfo.DocCount));
            }
        }
        catch
        {
            IOUtils.DisposeWhileHandlingException(_input);
            throw;
        }
    }

    public override int Count => _fields.Count;

    public override IEnumerator<string> GetEnumerator() => _fields.Keys.GetEnumerator();

    public override Terms? GetTerms(string field) => _fields.GetValueOrDefault(field);

    public override long RamBytesUsed() => _postings.RamBytesUsed() + _fields.Values.Sum(f => f.Bytes);

    public override void CheckIntegrity()
    {
        CodecUtil.ChecksumEntireFile(_input);
        _postings.CheckIntegrity();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            IOUtils.Dispose(_input, _postings);
        }
    }
}

/// <summary>The terms of one field: its numbers, and in memory the first term of each block.</summary>
internal sealed class TermBlockField : Terms
{
    private readonly IndexInput _input;
    private readonly byte[] _firsts;

    // Where the first term of a block begins, and one more: where the last one ends.
    private readonly int[] _firstAt;
    private readonly long[] _blockAt;

    public TermBlockField(FieldInfo field, IndexInput input, PostingsReaderBase postings, int documents)
    {
        Field = field;
        Postings = postings;
        _input = input;
        Count = input.ReadVInt64();
        SumTotalTermFreq = HasFreqs ? input.ReadVInt64() : -1;
        SumDocFreq = input.ReadVInt64();
        DocCount = input.ReadVInt32();
        var at = input.ReadVInt64();
        Places = input.ReadVInt32();
        Blocks = input.ReadVInt32();
        if (Count <= 0 || Blocks <= 0 || Blocks > Count || DocCount > documents || SumDocFreq < DocCount)
        {
            throw new CorruptIndexException($"The numbers of the field {field.Name} do not fit in {input}.");
        }

        _firstAt = new int[Blocks + 1];
        _blockAt = new long[Blocks + 1];
        var firsts = new BlockBytes();
        var term = Array.Empty<byte>();
        for (var block = 0; block < Blocks; block++)
        {
            var length = input.ReadVInt32();
            if (term.Length < length)
            {
                term = new byte[ArrayUtil.Oversize(length, 1)];
            }

            input.ReadBytes(term, 0, length);
            firsts.WriteBytes(term, 0, length);
            _firstAt[block + 1] = firsts.Length;
            _blockAt[block] = at;
            at += input.ReadVInt32();
        }

        _blockAt[Blocks] = at;
        _firsts = firsts.ToArray();
    }

    public FieldInfo Field { get; }

    public PostingsReaderBase Postings { get; }

    /// <summary>How many numbers the postings reader wants of each term.</summary>
    public int Places { get; }

    public int Blocks { get; }

    public long Bytes => _firsts.Length + (_firstAt.Length * sizeof(int)) + (_blockAt.Length * sizeof(long));

    public override IComparer<BytesRef> Comparer => BytesRef.UTF8SortedAsUnicodeComparer;

    public override long Count { get; }

    public override long SumTotalTermFreq { get; }

    public override long SumDocFreq { get; }

    public override int DocCount { get; }

    public override bool HasFreqs => Field.IndexOptions.CompareTo(IndexOptions.DOCS_AND_FREQS) >= 0;

    public override bool HasPositions => Field.IndexOptions.CompareTo(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS) >= 0;

    public override bool HasOffsets => Field.IndexOptions.CompareTo(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS) >= 0;

    public override bool HasPayloads => Field.HasPayloads;

    public override TermsEnum GetEnumerator() => new TermBlockEnum(this, (IndexInput)_input.Clone());

    /// <summary>The last block whose first term is not behind a term; -1 when the term is before all.</summary>
    public int BlockOf(ReadOnlySpan<byte> term)
    {
        var low = 0;
        var high = Blocks - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (_firsts.AsSpan(_firstAt[middle].._firstAt[middle + 1]).SequenceCompareTo(term) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    public (long At, int Length) Place(int block) => (_blockAt[block], (int)(_blockAt[block + 1] - _blockAt[block]));
}
