using System.Collections.Concurrent;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Writing;

namespace Fori.Web.Site;

/// <summary>
/// Counts searches without hits in memory, and writes them down a little later. A request only adds to a count: it never waits for the
/// store, and a flood of new words is counted only as far as there is room.
/// </summary>
internal sealed partial class MissedSearchLog(Node node, ILogger<MissedSearchLog> logger) : BackgroundService
{
    /// <summary>Different words of a municipality that are counted between two writes.</summary>
    public const int MostAtOnce = 200;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<TenantId, Counts> _counts = new();
    private DateTimeOffset _sweptAt = DateTimeOffset.MinValue;

    /// <param name="words">As <see cref="Fori.Search.MissedWords.Clean"/> gives them.</param>
    public void Note(TenantId tenant, string language, string words) => _counts.GetOrAdd(tenant, _ => new Counts()).Add((language, words));

    /// <summary>Writes down what was counted. What fails in one municipality is told, and keeps no other waiting.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        var now = node.Clock.GetUtcNow();
        var sweeps = now - _sweptAt >= SweepEvery;
        _sweptAt = sweeps ? now : _sweptAt;
        foreach (var tenant in node.Tenants)
        {
            IReadOnlyList<MissedSearchRow> rows = _counts.TryRemove(tenant.Id, out var counts) ? [.. counts.Taken().Select(c => new MissedSearchRow(c.Key.Language, c.Key.Words, c.Value, now))] : [];
            if (rows.Count == 0 && !sweeps)
            {
                continue;
            }

            try
            {
                await node.Writer.WriteAsync(tenant.Id, WriteLane.Bulk, async (unit, stop) =>
                {
                    await unit.NoteMissedAsync(rows, stop);
                    return true;
                }, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(e, tenant.Name, rows.Count);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, node.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Searches without hits of {Tenant} could not be written down: {Count} are lost.")]
    private partial void LogFailure(Exception failure, string tenant, int count);

    private sealed class Counts
    {
        private readonly ConcurrentDictionary<(string Language, string Words), int> _words = new();
        private int _room = MostAtOnce;

        public void Add((string Language, string Words) key)
        {
            if (_words.ContainsKey(key) || Interlocked.Decrement(ref _room) >= 0)
            {
                _words.AddOrUpdate(key, 1, (_, count) => count + 1);
            }
        }

        public KeyValuePair<(string Language, string Words), int>[] Taken() => _words.ToArray();
    }
}
