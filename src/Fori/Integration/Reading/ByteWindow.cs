namespace Fori.Integration.Reading;

/// <summary>
/// A window over a stream: what has been read and not yet let go. Its size is bounded by what the reader holds on to,
/// which is one record at most.
/// </summary>
internal sealed class ByteWindow(Stream stream)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Position in the stream of the first byte of <see cref="Bytes"/>.</summary>
    public long Position { get; private set; }

    public bool Ended { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    public int Length => _end - _start;

    /// <summary>Reads more behind what is there.</summary>
    /// <returns>False at the end of the stream.</returns>
    public async ValueTask<bool> MoreAsync(CancellationToken ct)
    {
        if (Ended)
        {
            return false;
        }

        if (_start > 0 && _end == _buffer.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
        _end += read;
        Ended = read == 0;
        return read > 0;
    }

    public void LetGo(int count)
    {
        _start += count;
        Position += count;
        if (_start == _end)
        {
            _start = 0;
            _end = 0;
            // One large record must not cost its size for the rest of the run.
            if (_buffer.Length > 4 * 1024 * 1024)
            {
                _buffer = new byte[64 * 1024];
            }
        }
    }
}
