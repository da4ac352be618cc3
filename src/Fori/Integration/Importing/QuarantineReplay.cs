// Refused records once more, by what is kept of them and the checks as they are now. A replay is no run of the source: it
// says nothing of what it does not hold. A row is settled in the transaction that contributes it, so none is done twice,
// and what came of a record after it was refused is newer than what was refused.
using Fori.Integration.Mapping;
using Fori.Integration.Reading;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Operations;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Integration.Importing;

/// <summary>Which refused records to take again, and how.</summary>
public sealed record ReplayOptions
{
    /// <summary>Only of this source; null = of all.</summary>
    public string? Source { get; init; }

    /// <summary>Only what this run refused; null = what any did.</summary>
    public Guid? Run { get; init; }

    /// <summary>Maps the raw forms again; without it a record in Föri's own shape is read again, and of others the mapped form is checked again.</summary>
    public MappingDocument? Mapping { get; init; }

    /// <summary>In whose name.</summary>
    public string Actor { get; init; } = "import";
}

/// <summary>Takes the records in quarantine again.</summary>
public sealed class QuarantineReplay(Node node)
{
    private const int SliceRecords = 100;
    private const int ProblemsTold = 100;
    private const string KeyRepeated = "record.key-repeated";
    private const string OwnKind = "fori";

    public async Task<ImportSummary> RunAsync(Tenant tenant, ReplayOptions options, CancellationToken ct)
    {
        var waiting = await node.Database.ReadAsync(tenant.Id, session => session.WaitingAsync(ct), ct);
        var groups = waiting.GroupBy(Subject).Select(g => g.ToList())
            .Where(g => (options.Source is null || g[^1].Source == options.Source) && (options.Run is null || g.Exists(w => w.Run == options.Run)));
        var progress = new Progress(node, tenant, options);

        // Of a record that was refused more than once the newest form counts; the older ones share its fate.
        foreach (var run in groups.GroupBy(g => g[^1].Run))
        {
            foreach (var slice in run.OrderBy(g => g[^1].Ordinal).ThenBy(g => g[^1].Part).Chunk(SliceRecords))
            {
                await progress.WriteAsync(run.Key, slice, ct);
            }
        }

        return progress.Summary();
    }

    // Records of one key in one run are several records, not one that came again.
    private static (string, string?, Guid, long, int) Subject(WaitingRecord waiting) =>
        waiting.Key is null || IsRepeated(waiting.Problems)
            ? (waiting.Source, waiting.Key, waiting.Run, waiting.Ordinal, waiting.Part)
            : (waiting.Source, waiting.Key, Guid.Empty, 0, 0);

    private static bool IsRepeated(byte[] problems) => QuarantinedForm.ProblemsOf(problems).Any(p => p.Code == KeyRepeated);

    private sealed class Progress(Node node, Tenant tenant, ReplayOptions options)
    {
        private readonly NodeCodes _codes = new(node);
        private readonly List<(long, string?, Problem)> _problems = [];
        private readonly Dictionary<string, long> _problemCounts = [];
        private readonly System.Diagnostics.Stopwatch _watch = System.Diagnostics.Stopwatch.StartNew();
        private ImportSummary _summary = new();

        public ImportSummary Summary() => _summary with { Seconds = _watch.Elapsed.TotalSeconds, Problems = _problems, ProblemCounts = _problemCounts };

        public async Task WriteAsync(Guid run, IReadOnlyList<IReadOnlyList<WaitingRecord>> slice, CancellationToken ct)
        {
            var groups = slice.ToDictionary(g => (g[^1].Ordinal, g[^1].Part));
            var (first, last) = (slice[0][^1].Ordinal, slice[^1][^1].Ordinal);
            var rows = await node.Database.ReadAsync(tenant.Id, session => session.WaitingOfAsync(run, first, last, ct), ct);
            var prepared = new Dictionary<(long, int), IReadOnlyList<PreparedItem>?>();
            foreach (var row in rows.Where(r => groups.ContainsKey((r.Ordinal, r.Part))))
            {
                prepared[(row.Ordinal, row.Part)] = await PreparedAsync(row, groups[(row.Ordinal, row.Part)][^1].Kind, ct);
            }

            var origin = new WriteOrigin(options.Actor, WriteOrigin.Import, run);
            var (done, kept) = await node.Writer.WriteAsync(tenant.Id, WriteLane.Bulk, async (unit, token) =>
            {
                // Another run or an erasure may have settled some in the meantime.
                var still = (await unit.Session.WaitingOfAsync(run, first, last, token)).Where(r => prepared.ContainsKey((r.Ordinal, r.Part))).ToList();
                var passing = still.Where(r => Passes(r, prepared[(r.Ordinal, r.Part)])).ToList();
                var contributions = passing
                    .SelectMany(r => prepared[(r.Ordinal, r.Part)]!.Where(p => p.Contribution is not null).Select(p => (Row: r, p.Contribution!)))
                    .DistinctBy(c => (c.Item2.Source, c.Item2.Key)).ToList(); // Rows of one record give the same.
                var newest = (await unit.Session.ContributionsAsync([.. contributions.Select(c => (c.Item2.Source, c.Item2.Key)).Distinct()], token))
                    .ToDictionary(c => (c.Source, c.Key), c => c.ReceivedAt);
                var overtaken = contributions.RemoveAll(c => newest.TryGetValue((c.Item2.Source, c.Item2.Key), out var at) && at > c.Row.At);
                var results = await node.Golden.ContributeAsync(unit, [.. contributions.Select(c => c.Item2)], origin, token);
                foreach (var row in passing)
                {
                    unit.Quarantine(row with { SettledAt = unit.Now });
                    foreach (var older in groups[(row.Ordinal, row.Part)].SkipLast(1))
                    {
                        foreach (var same in (await unit.Session.WaitingOfAsync(older.Run, older.Ordinal, older.Ordinal, token)).Where(r => r.Part == older.Part))
                        {
                            unit.Quarantine(same with { SettledAt = unit.Now });
                        }
                    }
                }

                foreach (var row in still.Except(passing))
                {
                    if (Refusal(row, prepared[(row.Ordinal, row.Part)]) is { } newer && !newer.AsSpan().SequenceEqual(row.Problems))
                    {
                        unit.Quarantine(row with { Problems = newer });
                    }
                }

                var counts = new RunCounts().And(results, still.Count, still.Count - passing.Count);
                return ((counts with { Unchanged = counts.Unchanged + overtaken }, unit.Head), still.Except(passing).ToList());
            }, ct);
            Count(done, kept, prepared);
        }

        private void Count((RunCounts Counts, long Head) done, List<QuarantineRow> kept, Dictionary<(long, int), IReadOnlyList<PreparedItem>?> prepared)
        {
            var (counts, head) = done;
            _summary = _summary with
            {
                Read = _summary.Read + counts.Read,
                Created = _summary.Created + counts.Created,
                Updated = _summary.Updated + counts.Updated,
                Unchanged = _summary.Unchanged + counts.Unchanged,
                Quarantined = _summary.Quarantined + counts.Quarantined,
                Sequence = head,
            };
            foreach (var row in kept)
            {
                foreach (var problem in QuarantinedForm.ProblemsOf(Refusal(row, prepared[(row.Ordinal, row.Part)]) ?? row.Problems))
                {
                    _problemCounts[problem.Code] = _problemCounts.GetValueOrDefault(problem.Code) + 1;
                    if (_problems.Count < ProblemsTold)
                    {
                        _problems.Add((row.Ordinal, row.Key, problem));
                    }
                }
            }
        }

        /// <summary>The document that was refused, among those that its record makes; all of them when it is not told which.</summary>
        private static IReadOnlyList<PreparedItem> Judged(QuarantineRow row, IReadOnlyList<PreparedItem> items) =>
            items.Where(i => row.Key is not null && i.Item.Key == row.Key).ToList() is { Count: > 0 } own ? own : items;

        // A second record of a key stays one, unless it has another key now: the first is what the source says.
        private static bool Passes(QuarantineRow row, IReadOnlyList<PreparedItem>? items) =>
            items is not null && Judged(row, items).All(i => i.Contribution is not null)
            && !(IsRepeated(row.Problems) && items.Any(i => i.Item.Key == row.Key));

        /// <summary>Why it is refused now; null when that is as it was.</summary>
        private static byte[]? Refusal(QuarantineRow row, IReadOnlyList<PreparedItem>? items) =>
            items is null || Judged(row, items).All(i => i.Contribution is not null)
                ? null
                : QuarantinedForm.Written([.. Judged(row, items).Where(i => i.Contribution is null).SelectMany(i => i.Problems)]);

        /// <summary>What the record is now; nothing when the mapping leaves it out, null when what is kept of it does not make one.</summary>
        private async Task<IReadOnlyList<PreparedItem>?> PreparedAsync(QuarantineRow row, string kind, CancellationToken ct) =>
            await ItemsAsync(row, kind, ct) is { } items ? [.. items.Select(i => PreparedItem.Of(i, row.Source, node.Types, _codes))] : null;

        private async Task<IReadOnlyList<ImportItem>?> ItemsAsync(QuarantineRow row, string kind, CancellationToken ct)
        {
            if (options.Mapping is null && kind != OwnKind)
            {
                return QuarantinedForm.ItemOf(row.Ordinal, row.Mapped) is { } whole ? [whole] : null;
            }

            if (await RecordAsync(row, ct) is not { } record)
            {
                return null;
            }

            return options.Mapping is null ? [Sources.OwnRecord(record)] : Sources.Again(options.Mapping, record);
        }

        /// <summary>The raw form read again, with the reading's own checks; null when it is no whole record, as a cut one or a row without its header.</summary>
        private async Task<SourceRecord?> RecordAsync(QuarantineRow row, CancellationToken ct)
        {
            using var raw = new MemoryStream(row.Raw, writable: false);
            var records = new List<SourceRecord>();
            var reading = new ReadingOptions { MaxRecordBytes = options.Mapping?.Reading.MaxRecordBytes ?? new ReadingOptions().MaxRecordBytes };
            await foreach (var record in SourceReader.ReadAsync(raw, SourceFormat.Json, reading, ct))
            {
                records.Add(record);
            }

            return records is [{ Refused: false, Ends: false } one] ? one with { Ordinal = row.Ordinal } : null;
        }
    }
}
