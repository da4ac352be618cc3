using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace Fori.Search.Index.TermBlocks;

/// <summary>Walks the terms of a field and finds one. For one thread.</summary>
internal sealed class TermBlockEnum : TermsEnum
{
    private readonly TermBlockField _field;
    private readonly IndexInput _input;
    private readonly long[] _places;
    private readonly BlockTermState _state;
    private readonly ByteArrayDataInput _meta = new();
    private readonly BytesRef _term = new(64);
    private byte[] _bytes = [];

    // The block that is read, -1 before the first; in it the term that stands in _term, and how many are decoded.
    private int _block = -1;
    private int _inBlock;
    private int _namesAt;
    private int _namesEnd;
    private int _ord = -1;
    private int _decoded;

    // Found by a state that was kept: the numbers are known, the block need not be read.
    private bool _byState;

    public TermBlockEnum(TermBlockField field, IndexInput input)
    {
        _field = field;
        _input = input;
        _places = new long[field.Places];
        _state = field.Postings.NewTermState();
    }

    public override IComparer<BytesRef> Comparer => BytesRef.UTF8SortedAsUnicodeComparer;

    public override BytesRef Term => _term;

    public override long Ord => throw new NotSupportedException("Terms are not numbered.");

    public override int DocFreq
    {
        get
        {
            Decode();
            return _state.DocFreq;
        }
    }

    public override long TotalTermFreq
    {
        get
        {
            Decode();
            return _state.TotalTermFreq;
        }
    }

    public override bool MoveNext()
    {
        if (_byState)
        {
            // It stands in no block yet.
            SeekCeil(BytesRef.DeepCopyOf(_term));
        }

        if (_ord + 1 < _inBlock)
        {
            ReadName();
            return true;
        }

        if (_block + 1 >= _field.Blocks)
        {
            return false;
        }

        ReadBlock(_block + 1);
        ReadName();
        return true;
    }

    [Obsolete("Lucene asks for it under two names.")]
    public override BytesRef Next() => MoveNext() ? _term : null!; // Null is how Lucene says that there are no more.

    public override bool SeekExact(BytesRef text) => Find(text, orNext: false) == SeekStatus.FOUND;

    public override SeekStatus SeekCeil(BytesRef text) => Find(text, orNext: true);

    public override void SeekExact(long ord) => throw new NotSupportedException("Terms are not numbered.");

    public override void SeekExact(BytesRef term, TermState state)
    {
        _state.CopyFrom(state);
        _term.CopyBytes(term);
        _byState = true;
        _ord = -1; // What stands in _term is no longer the block's.
    }

    public override TermState GetTermState()
    {
        Decode();
        return (TermState)_state.Clone();
    }

    public override DocsEnum Docs(IBits liveDocs, DocsEnum reuse, DocsFlags flags)
    {
        Decode();
        return _field.Postings.Docs(_field.Field, _state, liveDocs, reuse, flags);
    }

    public override DocsAndPositionsEnum? DocsAndPositions(IBits liveDocs, DocsAndPositionsEnum reuse, DocsAndPositionsFlags flags)
    {
        if (!_field.HasPositions)
        {
            return null;
        }

        Decode();
        return _field.Postings.DocsAndPositions(_field.Field, _state, liveDocs, reuse, flags);
    }

    private SeekStatus Find(BytesRef text, bool orNext)
    {
        _byState = false;
        var wanted = text.Bytes.AsSpan(text.Offset, text.Length);
        var block = _field.BlockOf(wanted);
        if (block < 0)
        {
            if (!orNext)
            {
                return SeekStatus.NOT_FOUND;
            }

            ReadBlock(0);
            ReadName();
            return SeekStatus.NOT_FOUND;
        }

        // Terms are often sought in their order: what is behind the present one is found by going on.
        if (block != _block || _ord < 0 || _term.Bytes.AsSpan(0, _term.Length).SequenceCompareTo(wanted) > 0)
        {
            ReadBlock(block);
            ReadName();
        }

        while (true)
        {
            var order = _term.Bytes.AsSpan(0, _term.Length).SequenceCompareTo(wanted);
            if (order == 0)
            {
                return SeekStatus.FOUND;
            }

            if (order > 0)
            {
                return SeekStatus.NOT_FOUND;
            }

            if (_ord + 1 < _inBlock)
            {
                ReadName();
            }
            else if (!orNext)
            {
                return SeekStatus.NOT_FOUND;
            }
            else
            {
                return MoveNext() ? SeekStatus.NOT_FOUND : SeekStatus.END;
            }
        }
    }

    private void ReadBlock(int block)
    {
        if (block != _block)
        {
            var (at, length) = _field.Place(block);
            if (_bytes.Length < length)
            {
                _bytes = new byte[ArrayUtil.Oversize(length, 1)];
            }

            _block = -1; // Until it is read whole.
            _input.Seek(at);
            _input.ReadBytes(_bytes, 0, length);
            _block = block;
        }

        _namesAt = 0;
        _inBlock = ReadNumber();
        var names = ReadNumber();
        _namesEnd = _namesAt + names;
        _ord = -1;
        _decoded = 0;
        _meta.Reset(_bytes, _namesEnd, _bytes.Length - _namesEnd);
    }

    private void ReadName()
    {
        var shared = ReadNumber();
        var rest = ReadNumber();
        if (_term.Bytes.Length < shared + rest)
        {
            _term.Grow(shared + rest);
        }

        _bytes.AsSpan(_namesAt, rest).CopyTo(_term.Bytes.AsSpan(shared));
        _term.Length = shared + rest;
        _namesAt += rest;
        _ord++;
    }

    // A number of seven bits a byte, the lowest first; the highest bit says that more follow.
    private int ReadNumber()
    {
        int read = _bytes[_namesAt++];
        if (read < 0x80)
        {
            return read;
        }

        var number = read & 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            read = _bytes[_namesAt++];
            number |= (read & 0x7F) << shift;
            if (read < 0x80)
            {
                return number;
            }
        }
    }

    // Numbers are told as differences from term to term, so all up to this one are read.
    private void Decode()
    {
        if (_byState)
        {
            return;
        }

        while (_decoded <= _ord)
        {
            _state.DocFreq = _meta.ReadVInt32();
            _state.TotalTermFreq = _field.HasFreqs ? _state.DocFreq + _meta.ReadVInt64() : -1;
            for (var i = 0; i < _places.Length; i++)
            {
                _places[i] = _meta.ReadVInt64();
            }

            _field.Postings.DecodeTerm(_places, _meta, _field.Field, _state, absolute: _decoded == 0);
            _decoded++;
        }
    }
}
