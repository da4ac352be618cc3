using System.Security.Cryptography;

namespace Fori.Store.Transfer;

/// <summary>How much a whole file has unpacked to, over all its entries.</summary>
internal sealed class UnpackedBytes(ImportLimits limits, long packed)
{
    private const long FreeOfRatio = 64 << 20;
    private long _bytes;

    public bool TryAdd(long bytes)
    {
        _bytes += bytes;
        return _bytes <= limits.Unpacked && (_bytes <= FreeOfRatio || _bytes / limits.Ratio <= packed);
    }
}

/// <summary>The lines of an entry, one at a time, with their hash.</summary>
internal sealed class ArchiveLines(Stream stream, int longest, UnpackedBytes unpacked) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _to;
    private bool _ended;

    /// <summary>Number of the last line that was read, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Of everything that was read.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <returns>Null at the end. The line is good until the next is asked for.</returns>
    public async Task<Outcome<ReadOnlyMemory<byte>?>> NextAsync(CancellationToken ct)
    {
        Number++;
        var searched = _from;
        while (true)
        {
            var end = _buffer.AsSpan(searched, _to - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = _buffer.AsMemory(_from, searched + end - _from);
                _from = searched + end + 1;
                return (ReadOnlyMemory<byte>?)line;
            }

            if (_ended)
            {
                var rest = _buffer.AsMemory(_from, _to - _from);
                _from = _to;
                return rest.IsEmpty ? (ReadOnlyMemory<byte>?)null : rest;
            }

            searched = _to;
            if (_to == _buffer.Length)
            {
                if (_from > 0)
                {
                    _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
                    searched -= _from;
                    _to -= _from;
                    _from = 0;
                }
                else if (_buffer.Length >= longest)
                {
                    return Problem.Of("transfer.line-too-long");
                }
                else
                {
                    Array.Resize(ref _buffer, Math.Min(longest, _buffer.Length * 2));
                }
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_to), ct);
            if (!unpacked.TryAdd(read))
            {
                return Problem.Of("transfer.too-large");
            }

            _hash.AppendData(_buffer, _to, read);
            _to += read;
            _ended = read == 0;
        }
    }

    public void Dispose() => _hash.Dispose();
}
