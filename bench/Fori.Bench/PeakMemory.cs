namespace Fori.Bench;

/// <summary>The largest working set of this process since it was made, in bytes, looked at ten times a second.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Timer _timer;
    private long _peak;

    public PeakMemory() => _timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));

    public long Peak
    {
        get
        {
            Look();
            return Volatile.Read(ref _peak);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = Environment.WorkingSet;
        for (var known = Volatile.Read(ref _peak); now > known; known = Volatile.Read(ref _peak))
        {
            Interlocked.CompareExchange(ref _peak, now, known);
        }
    }
}
