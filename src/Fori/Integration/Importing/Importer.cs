// One run of one source. Records stream through: they are checked beside the writer, and written in slices that are short
// enough for an editor not to notice. A run that was broken off is taken up where it was; the same records again change
// nothing; only a run that read its source to the end may conclude that a record has left.
using System.Diagnostics;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Profiles;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Operations;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Integration.Importing;

/// <summary>Brings the records of sources into a tenant's registers.</summary>
public sealed class Importer(Node node)
{
    private const int PreparedAtOnce = 256;

    // A transaction costs as much as some ten records, so smaller slices would only make an import slow.
    private const int SmallestSlice = 32;
    private const int LargestSlice = 2_000;
    private const int ProblemsTold = 100;

    private static readonly TimeSpan SqliteSlice = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PostgresSlice = TimeSpan.FromMilliseconds(50);

    /// <param name="progress">Told the number of records done, a few times a second.</param>
    public async Task<ImportSummary> RunAsync(
        Tenant tenant, ImportOptions options, IAsyncEnumerable<ImportItem> items, Action<long>? progress, CancellationToken ct)
    {
        var run = new Run(node, tenant, options, progress);
        await run.BeginAsync(ct);
        try
        {
            await run.WriteAsync(PrepareAsync(options, items, ct), ct);
            return await run.EndAsync(ct);
        }
        catch (Exception e)
        {
            await run.BreakOffAsync(e);
            throw;
        }
    }

    // Checking costs more than writing; it runs on other cores, a few batches ahead of the writer.
    private IAsyncEnumerable<IReadOnlyList<PreparedItem>> PrepareAsync(ImportOptions options, IAsyncEnumerable<ImportItem> items, CancellationToken ct)
    {
        var batches = Channel.CreateBounded<Task<IReadOnlyList<PreparedItem>>>(4);
        var codes = new NodeCodes(node);
        _ = Task.Run(async () =>
        {
            try
            {
                var batch = new List<ImportItem>(PreparedAtOnce);
                await foreach (var item in items.WithCancellation(ct))
                {
                    batch.Add(item);
                    if (batch.Count == PreparedAtOnce)
                    {
                        await PassOnAsync(batch);
                        batch = new List<ImportItem>(PreparedAtOnce);
                    }
                }

                await PassOnAsync(batch);
                batches.Writer.Complete();
            }
            catch (Exception e)
            {
                batches.Writer.Complete(e);
            }

            ValueTask PassOnAsync(List<ImportItem> whole) => batches.Writer.WriteAsync(
                Task.Run<IReadOnlyList<PreparedItem>>(() => [.. whole.Select(i => PreparedItem.Of(i, options.Source, node.Types, codes, options.Profile))], ct), ct);
        }, ct);
        return Unwrapped(batches.Reader, ct);
    }

    private static async IAsyncEnumerable<IReadOnlyList<PreparedItem>> Unwrapped(
        ChannelReader<Task<IReadOnlyList<PreparedItem>>> batches, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var batch in batches.ReadAllAsync(ct))
        {
            yield return await batch;
        }
    }

    private sealed class DryRunException : Exception;

    private sealed class Run(Node node, Tenant tenant, ImportOptions options, Action<long>? progress)
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly HashSet<UInt128> _seen = [];
        private readonly Dictionary<long, int> _refusedOf = [];
        private readonly HashSet<string> _types = [];
        private readonly List<(long, string?, Problem)> _problems = [];
        private readonly Dictionary<string, long> _problemCounts = [];
        private readonly TimeSpan _aim = node.Database.WritesOneAtATime ? SqliteSlice : PostgresSlice;
        private RunRow _row = new(Guid.Empty, options.Source, options.Kind, RunState.Running, default, null, []);
        private RunCounts _counts = new();
        private long _skip;
        private long _item;
        private long _sequence;
        private bool _endedEarly;
        private bool _unreadable;
        private bool _unproven;
        private bool _settlesByKey;
        private int _slice = 64;
        private long _toldAt;

        public async Task BeginAsync(CancellationToken ct)
        {
            var now = node.Clock.GetUtcNow();
            _settlesByKey = !options.Complete && !options.DryRun
                && await node.Database.ReadAsync(tenant.Id, session => session.IsWaitingAsync(options.Source, ct), ct);
            var broken = options.DryRun || options.Location.Length == 0
                ? null
                : await node.Database.ReadAsync(tenant.Id, session => session.BrokenRunAsync(options.Source, ct), ct);
            if (broken is not null && RunCounts.Parse(broken.Body) is { } counts && counts.Location == options.Location)
            {
                _row = broken with { State = RunState.Running };
                _counts = counts with { Fault = null };
                _skip = counts.Items;
                return;
            }

            _row = _row with { Id = Guid.CreateVersion7(now), StartedAt = now };
            _counts = _counts with { Location = options.Location };
            if (!options.DryRun)
            {
                await SaveAsync(ct);
            }
        }

        public async Task WriteAsync(IAsyncEnumerable<IReadOnlyList<PreparedItem>> batches, CancellationToken ct)
        {
            var waiting = new List<PreparedItem>(LargestSlice);
            var inFlight = new Queue<Task>();
            var begun = _skip;
            await foreach (var batch in batches.WithCancellation(ct))
            {
                foreach (var read in batch)
                {
                    Look(read);
                    var item = read with { Part = PartOf(read) };
                    if (++_item <= _skip)
                    {
                        continue;
                    }

                    waiting.Add(item);
                    if (waiting.Count >= _slice)
                    {
                        // One slice is written while the next waits in the queue: the writer is never idle between them.
                        if (inFlight.Count == 2)
                        {
                            await inFlight.Dequeue();
                        }

                        inFlight.Enqueue(WriteSliceAsync(waiting, begun, _item, ct));
                        begun = _item;
                        waiting = new List<PreparedItem>(_slice);
                    }
                }
            }

            if (waiting.Count > 0)
            {
                inFlight.Enqueue(WriteSliceAsync(waiting, begun, _item, ct));
            }

            while (inFlight.TryDequeue(out var slice))
            {
                await slice;
            }
        }

        public async Task<ImportSummary> EndAsync(CancellationToken ct)
        {
            var stopped = false;
            if (options.Complete && !_endedEarly)
            {
                stopped = !await RemoveMissingAsync(ct);
            }

            var unresolved = options.DryRun ? 0 : await node.Database.ReadAsync(tenant.Id, session => session.UnresolvedAsync(options.Source, Enriching(), ct), ct);
            _counts = _counts with { Unresolved = unresolved, Whole = options.Complete && !_endedEarly && !stopped && !_unproven };
            if (!options.DryRun)
            {
                await TellCirclesAsync(ct);
                _row = _row with
                {
                    State = stopped ? RunState.Stopped : _endedEarly ? RunState.Failed : RunState.Done,
                    EndedAt = node.Clock.GetUtcNow(),
                };
                await node.Writer.WriteAsync(tenant.Id, WriteLane.Bulk, async (unit, token) =>
                {
                    unit.SaveRun(_row with { Body = _counts.Write() });
                    if (_row.State == RunState.Done && options.Complete)
                    {
                        unit.SettleQuarantine(options.Source, _row.Id);
                    }

                    await Task.CompletedTask;
                    return 0;
                }, ct);
            }

            return new ImportSummary
            {
                Run = _row.Id,
                Read = _counts.Read,
                Created = _counts.Created,
                Updated = _counts.Updated,
                Unchanged = _counts.Unchanged,
                Removed = _counts.Removed,
                Quarantined = _counts.Quarantined,
                Unresolved = _counts.Unresolved,
                Seconds = _watch.Elapsed.TotalSeconds,
                Stopped = stopped,
                EndedEarly = _endedEarly,
                Problems = _problems,
                ProblemCounts = _problemCounts,
                Sequence = _sequence,
            };
        }

        // The run stays "running" with its checkpoint, so that the next one takes it up; a fault of ours is told in it.
        public async Task BreakOffAsync(Exception fault)
        {
            if (options.DryRun || fault is OperationCanceledException)
            {
                return;
            }

            try
            {
                await node.Writer.WriteAsync(tenant.Id, WriteLane.Bulk, async (unit, token) =>
                {
                    // Only what is written counts: the slice that failed is read again by the next run.
                    unit.SaveRun(_row with { Body = (await CheckpointAsync(unit, token) with { Fault = fault.Message }).Write() });
                    return 0;
                }, CancellationToken.None);
            }
            catch (Exception)
            {
                // The database is what failed; the first fault is the one to tell, and the checkpoint stands.
            }
        }

        private async Task<RunCounts> CheckpointAsync(TenantUnit unit, CancellationToken ct) =>
            await unit.Session.RunAsync(_row.Id, ct) is { } row && RunCounts.Parse(row.Body) is { } written ? written : new RunCounts { Location = options.Location };

        private void Look(PreparedItem prepared)
        {
            var item = prepared.Item;
            _endedEarly |= item.EndsEarly;
            _unreadable |= item is { Key: null, IsNotice: false, EndsEarly: false };
            if (item.Key is not null)
            {
                _seen.Add(XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(item.Key)));
            }

            if (prepared.Contribution is { } contribution)
            {
                _types.Add(contribution.Type);
            }

            foreach (var problem in prepared.Problems)
            {
                var count = _problemCounts[problem.Code] = _problemCounts.GetValueOrDefault(problem.Code) + 1;
                if (_problems.Count < ProblemsTold && (count <= 3 || problem.Severity == Severity.Error))
                {
                    _problems.Add((item.Ordinal, item.Key, problem));
                }
            }
        }

        // In the order of the source, which is the same when a broken run is taken up.
        private int PartOf(PreparedItem item) =>
            item.IsRefusal ? System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_refusedOf, item.Item.Ordinal, out _)++ : 0;

        private async Task WriteSliceAsync(List<PreparedItem> slice, long firstItem, long lastItem, CancellationToken ct)
        {
            var contributions = slice.Select(p => p.Contribution).OfType<Contribution>().ToList();
            var refused = slice.Where(p => p.IsRefusal).ToList();
            var origin = new WriteOrigin(options.Actor, WriteOrigin.Import, _row.Id);
            var started = 0L;
            var written = _counts;
            try
            {
                await node.Writer.WriteAsync(tenant.Id, WriteLane.Bulk, async (unit, token) =>
                {
                    started = Stopwatch.GetTimestamp();
                    var results = await node.Golden.ContributeAsync(unit, contributions, origin, token);

                    // The checkpoint in the database is what has been written. This slice waited in the queue while the one
                    // before it was committed or failed; behind a gap nothing may be written, or the gap would never be filled.
                    var before = options.DryRun ? _counts : await CheckpointAsync(unit, token);
                    if (before.Items != firstItem && !options.DryRun)
                    {
                        throw new InvalidOperationException($"The records before {firstItem} of run {_row.Id} were not written.");
                    }

                    written = before.And(results, slice.Count(p => !p.Item.IsNotice && !p.Item.EndsEarly), refused.Count) with { Items = lastItem };
                    if (options.DryRun)
                    {
                        _counts = written;
                    }

                    if (_settlesByKey)
                    {
                        unit.SettleQuarantine(options.Source, slice.Select(p => p.Item.Key).OfType<string>(), _row.Id);
                    }

                    foreach (var item in refused)
                    {
                        unit.Quarantine(new QuarantineRow(
                            _row.Id, item.Item.Ordinal, item.Part, options.Source, item.Item.Key, item.Item.Raw.ToArray(),
                            QuarantinedForm.MappedOf(item.Item), item.ProblemsJson(), unit.Now, null));
                    }

                    if (options.DryRun)
                    {
                        throw new DryRunException();
                    }

                    unit.SaveRun(_row with { Body = written.Write() });
                    return _sequence = unit.Head;
                }, ct);
                if (written.Items > _counts.Items)
                {
                    _counts = written;
                }
            }
            catch (DryRunException)
            {
                // Rolled back: nothing was to be written.
            }

            var took = Stopwatch.GetElapsedTime(started);
            _slice = Math.Clamp((int)(slice.Count * Math.Clamp(_aim / took, 0.5, 2)), SmallestSlice, LargestSlice);
            if (progress is not null && Stopwatch.GetElapsedTime(_toldAt) > TimeSpan.FromMilliseconds(250))
            {
                _toldAt = Stopwatch.GetTimestamp();
                progress(_counts.Read);
            }
        }

        /// <returns>False when too many are missing: a person must say that it is so.</returns>
        private async Task<bool> RemoveMissingAsync(CancellationToken ct)
        {
            var known = await node.Database.ReadAsync(tenant.Id, session => session.KeysOfSourceAsync(options.Source, ct), ct);
            var missing = known.Where(k => !_seen.Contains(XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(k.Key)))).Select(k => k.Key).ToList();
            if (missing.Count == 0)
            {
                return true;
            }

            if (_unreadable)
            {
                // One of the records that could not be read may be the missing one.
                _unproven = true;
                _problems.Add((0, null, Problem.Warn("import.missing-unproven", "", ("missing", Number(missing.Count)))));
                return true;
            }

            if (missing.Count > known.Count * options.LargestRemoval)
            {
                _problems.Add((0, null, Problem.Of(
                    "import.too-many-missing", "", ("missing", Number(missing.Count)), ("known", Number(known.Count)))));
                return false;
            }

            if (options.DryRun)
            {
                _counts = _counts with { Removed = missing.Count };
                return true;
            }

            var origin = new WriteOrigin(options.Actor, WriteOrigin.Import, _row.Id);
            foreach (var slice in missing.Chunk(_slice))
            {
                var rows = await node.Database.ReadAsync(tenant.Id, session => session.ContributionsAsync([.. slice.Select(k => (options.Source, k))], ct), ct);
                _sequence = await node.Writer.WriteAsync(tenant.Id, WriteLane.Bulk, async (unit, token) =>
                {
                    await node.Golden.ContributeAsync(unit, [.. rows.Select(r => new Contribution(r.Source, r.Key, r.Type, null))], origin, token);
                    return unit.Head;
                }, ct);
                _counts = _counts with { Removed = _counts.Removed + rows.Count };
            }

            return true;
        }

        // Records come in any order, so only the whole shows whether what they refer to leads back to them.
        private async Task TellCirclesAsync(CancellationToken ct)
        {
            foreach (var type in _types.Order(StringComparer.Ordinal).Select(node.Types.Find).OfType<DocumentType>())
            {
                foreach (var (key, problem) in await ReferenceCircles.ProblemsAsync(node, tenant, options.Source, type, ct))
                {
                    _problemCounts[problem.Code] = _problemCounts.GetValueOrDefault(problem.Code) + 1;
                    if (_problems.Count < ProblemsTold)
                    {
                        _problems.Add((0, key, problem));
                    }
                }
            }
        }

        private List<string> Enriching() =>
            [.. node.Types.All.SelectMany(t => t.Fields).Where(f => f.Rule.Enriching).Select(f => f.Name).Distinct()];

        private Task SaveAsync(CancellationToken ct) => node.Writer.WriteAsync(tenant.Id, WriteLane.Bulk, (unit, _) =>
        {
            unit.SaveRun(_row with { Body = _counts.Write() });
            return Task.FromResult(0);
        }, ct);

        private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>What a run has done so far; kept with its checkpoint in its row.</summary>
internal sealed record RunCounts
{
    /// <summary>Items of the source that are done; the run is taken up after them.</summary>
    public long Items { get; init; }

    public long Read { get; init; }

    public long Created { get; init; }

    public long Updated { get; init; }

    public long Unchanged { get; init; }

    public long Removed { get; init; }

    public long Quarantined { get; init; }

    public long Unresolved { get; init; }

    /// <summary>All that the source has was read: what it did not hold is gone, and what is left was seen in it.</summary>
    public bool Whole { get; init; }

    public string Location { get; init; } = "";

    public string? Fault { get; init; }

    public static RunCounts? Parse(byte[] body) => JsonSerializer.Deserialize(body, RunJson.Default.RunCounts);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, RunJson.Default.RunCounts);

    public RunCounts And(IReadOnlyList<ContributionResult> results, int read, int quarantined) => this with
    {
        Read = Read + read,
        Quarantined = Quarantined + quarantined,
        Created = Created + results.Count(r => r.Effect == ContributionEffect.Created),
        Updated = Updated + results.Count(r => r.Effect is ContributionEffect.Updated or ContributionEffect.Archived),
        Unchanged = Unchanged + results.Count(r => r.Effect == ContributionEffect.Unchanged),
    };
}

[System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase)]
[System.Text.Json.Serialization.JsonSerializable(typeof(RunCounts))]
internal sealed partial class RunJson : System.Text.Json.Serialization.JsonSerializerContext;

/// <summary>Codes as the validation profiles look them up, in the node's vocabularies.</summary>
internal sealed class NodeCodes(Node node) : ICodeLookup
{
    public CodeItem? Find(string scheme, string value) =>
        node.Vocabularies.Find(scheme, value) is { } item
            ? new CodeItem { Scheme = scheme, Code = item.Code, Uri = item.Uri, Parent = item.Parents is [var parent, ..] ? parent : null, IsExpired = item.Retired }
            : null;
}
