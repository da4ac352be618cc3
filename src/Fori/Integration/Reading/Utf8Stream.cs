using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Fori.Store;

namespace Fori.Integration.Reading;

/// <summary>
/// Any source as UTF-8 without a byte order mark. A mark decides; then the forced encoding; else each byte sequence
/// that is UTF-8 stays, and each byte that is not is read as Windows-1252 (of which Latin-1 is a part), which is also
/// how a file with pasted passages of the other encoding comes out whole. What was assumed is told by <see cref="Assumed"/>.
/// </summary>
internal sealed class Utf8Stream : Stream
{
    private const int BlockBytes = 64 * 1024;

    // What Windows-1252 has at 0x80–0x9F; its five gaps become the replacement character.
    private const string HighControls = "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ";

    private readonly Stream _source;
    private readonly Encoding? _forced;
    private readonly byte[] _input = new byte[BlockBytes];
    private readonly byte[] _output = new byte[BlockBytes * 3 + 8];
    private int _held;
    private int _outputStart;
    private int _outputEnd;
    private long _written;
    private bool _begun;
    private bool _ended;
    private bool _nonAsciiUtf8Seen;
    private Stream? _transcoded;

    private Utf8Stream(Stream source, Encoding? forced)
    {
        _source = source;
        _forced = forced;
    }

    /// <summary>The first byte that was not UTF-8, when one was met and read as Windows-1252.</summary>
    public Problem? Assumed { get; private set; }

    /// <returns>Refused when no encoding has the name.</returns>
    public static Outcome<Utf8Stream> Over(Stream source, string? encoding)
    {
        if (encoding is null)
        {
            return new Utf8Stream(source, null);
        }

        try
        {
            // The legacy code pages are not in the runtime's default set.
            var forced = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
            return new Utf8Stream(source, forced);
        }
        catch (ArgumentException)
        {
            return Problem.Of("source.encoding-unknown", "source.encoding", ("encoding", encoding), ("remedy", "utf-8, utf-16, iso-8859-1 or windows-1252"));
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A source is read asynchronously.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_begun)
        {
            await BeginAsync(cancellationToken);
        }

        if (_transcoded is not null)
        {
            return await _transcoded.ReadAsync(buffer, cancellationToken);
        }

        while (_outputStart == _outputEnd)
        {
            if (_ended)
            {
                return 0;
            }

            await FillAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, _outputEnd - _outputStart);
        _output.AsMemory(_outputStart, count).CopyTo(buffer);
        _outputStart += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask BeginAsync(CancellationToken ct)
    {
        _begun = true;
        while (_held < 4)
        {
            var read = await _source.ReadAsync(_input.AsMemory(_held), ct);
            if (read == 0)
            {
                break;
            }

            _held += read;
        }

        var start = _input.AsSpan(0, _held);
        var (marked, length) = start switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            // Every format here begins with an ASCII character: every other byte zero is UTF-16 without its mark.
            [not 0, 0, not 0, 0, ..] => (Encoding.Unicode, 0),
            [0, not 0, 0, not 0, ..] => (Encoding.BigEndianUnicode, 0),
            _ => (null, 0),
        };
        var encoding = marked ?? _forced;
        Consume(length);
        if (encoding is not null && encoding.CodePage != Encoding.UTF8.CodePage)
        {
            _transcoded = Encoding.CreateTranscodingStream(new Prefixed(_input.AsMemory(0, _held), _source), encoding, new UTF8Encoding(false), leaveOpen: true);
        }
    }

    private void Consume(int count)
    {
        _input.AsSpan(count, _held - count).CopyTo(_input);
        _held -= count;
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (_held < BlockBytes)
        {
            var read = await _source.ReadAsync(_input.AsMemory(_held), ct);
            _held += read;
            _ended = read == 0;
        }

        Convert();
    }

    private void Convert()
    {
        var input = _input.AsSpan(0, _held);
        _outputStart = 0;
        _outputEnd = 0;
        // A sequence that the block cuts waits for its end.
        var usable = _ended ? input.Length : input.Length - CutSequence(input);
        var at = 0;
        if (_forced is not null)
        {
            // Forced UTF-8 is passed on as it is; a record that is not is refused by itself.
            input[..usable].CopyTo(_output);
            _outputEnd = usable;
            at = usable;
        }

        while (at < usable)
        {
            var rest = input[at..usable];
            var invalid = IndexOfInvalid(rest);
            var valid = invalid < 0 ? rest : rest[..invalid];
            valid.CopyTo(_output.AsSpan(_outputEnd));
            _outputEnd += valid.Length;
            _nonAsciiUtf8Seen = _nonAsciiUtf8Seen || valid.IndexOfAnyInRange((byte)0x80, (byte)0xFF) >= 0;
            at += valid.Length;
            if (invalid >= 0)
            {
                Assume(_written + _outputEnd);
                WriteWindows1252(input[at]);
                at++;
            }
        }

        _written += _outputEnd;
        Consume(usable);
    }

    private static int IndexOfInvalid(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            return -1;
        }

        for (var at = 0; at < text.Length;)
        {
            var ascii = text[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
            {
                return -1;
            }

            at += ascii;
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) != OperationStatus.Done)
            {
                return at;
            }

            at += length;
        }

        return -1;
    }

    private static int CutSequence(ReadOnlySpan<byte> input)
    {
        for (var back = 1; back <= Math.Min(3, input.Length); back++)
        {
            if (input[^back] >= 0xC0)
            {
                return Rune.DecodeFromUtf8(input[^back..], out _, out _) == OperationStatus.NeedMoreData ? back : 0;
            }

            if (input[^back] < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }

    private void Assume(long position)
    {
        Assumed ??= Problem.Warn(
            _nonAsciiUtf8Seen ? "source.encoding-mixed" : "source.encoding-assumed",
            "",
            ("assumed", "windows-1252"),
            ("position", position.ToString(CultureInfo.InvariantCulture)),
            ("remedy", "ask the source for UTF-8, or set source.encoding in the mapping"));
    }

    private void WriteWindows1252(byte value)
    {
        var c = value is >= 0x80 and <= 0x9F ? HighControls[value - 0x80] : (char)value;
        _outputEnd += new Rune(c).EncodeToUtf8(_output.AsSpan(_outputEnd));
    }

    /// <summary>The bytes that were read to see the mark, and then the rest.</summary>
    private sealed class Prefixed(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _prefix = prefix;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_prefix.IsEmpty)
            {
                return rest.ReadAsync(buffer, cancellationToken);
            }

            var count = Math.Min(buffer.Length, _prefix.Length);
            _prefix[..count].CopyTo(buffer);
            _prefix = _prefix[count..];
            return ValueTask.FromResult(count);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
