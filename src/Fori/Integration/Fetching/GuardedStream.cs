using System.Globalization;
using Fori.Integration.Reading;
using Fori.Store;

namespace Fori.Integration.Fetching;

/// <summary>
/// What comes from outside, with its limits: total size, silence, total time, and for packed content how much more
/// comes out than went in. A limit that is met breaks the source off with its own problem.
/// </summary>
internal sealed class GuardedStream(Stream content, CountingStream? packed, FetchLimits limits, TimeProvider time, IAsyncDisposable owner) : Stream
{
    // Text packs twenty to a hundred times; what packs far better is made to fill a disk.
    private const int MaxExpansion = 300;
    private const long ExpansionFreeBytes = 20_000_000;

    private readonly long _startedAt = time.GetTimestamp();
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (time.GetElapsedTime(_startedAt) > limits.MaxTime)
        {
            throw Broken("source.too-slow", ("max", limits.MaxTime.ToString()), ("remedy", "the source did not finish in time"));
        }

        using var silence = new CancellationTokenSource(limits.MaxSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            var count = await content.ReadAsync(buffer, either.Token);
            _read += count;
            Check();
            return count;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Broken("source.silent", ("max", limits.MaxSilence.ToString()), ("remedy", "the source stopped sending; run again"));
        }
    }

    private void Check()
    {
        if (_read > limits.MaxBytes)
        {
            throw Broken("source.too-large", ("max", Number(limits.MaxBytes)), ("remedy", "raise the source's size limit if this is right"));
        }

        if (packed is not null && _read > ExpansionFreeBytes && _read / MaxExpansion > packed.Count)
        {
            throw Broken("source.expands", ("bytes", Number(_read)), ("packed", Number(packed.Count)), ("remedy", "the content unpacks to far more than data does; ask the source"));
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A source is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        await owner.DisposeAsync();
        await base.DisposeAsync();
    }

    private static SourceBrokenException Broken(string code, params (string Name, string Value)[] arguments) => new(Problem.Of(code, "", arguments));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Counts what passes.</summary>
internal sealed class CountingStream(Stream inner) : Stream
{
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Count; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Count += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Count += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
