using System.Diagnostics;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Search;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;

namespace Fori.Nodes;

public sealed partial class TenantNode
{
    private const int ChangesAtOnce = 2_000;
    private const int FanOutAtOnce = 200;
    private const int FilledAtOnce = 500;

    // The staff's index knows what is behind its original, and which language that is goes by their order.
    private const string LanguagesMember = "languages";

    // Refreshing the index costs as much for one document as for a hundred, and each time leaves a segment to be merged.
    // Only a stream of changes waits for more: the first of them is applied at once.
    private static readonly TimeSpan BulkGathers = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan PeopleGather = TimeSpan.FromMilliseconds(20);

    // Changes that have been read but wait for more; they come right behind what is applied.
    private readonly List<ChangeRow> _gathered = [];
    private long _appliedAt;

    /// <returns>How long it may sleep: zero when there is more to follow at once.</returns>
    private async Task<TimeSpan> FollowAsync(CancellationToken ct)
    {
        if (_applied == default && !await ResumeAsync(ct))
        {
            await FillAsync(ct);
        }

        if (_gathered.Count > 0 && Gathers() is var gathers && gathers < BulkGathers && gathers - Stopwatch.GetElapsedTime(_appliedAt) is var soon && soon > TimeSpan.Zero)
        {
            // Whatever has come since, nothing could be sooner.
            return soon;
        }

        var known = _gathered.Count > 0 ? _gathered[^1].Sequence : _applied.Sequence;
        var (head, mark, arrived) = await _node.Database.ReadAsync(Tenant.Id, async session =>
        {
            var row = await session.HeadAsync(ct);
            var own = _applied.Sequence == 0 ? _applied.Mark : await session.MarkOfAsync(_applied.Sequence, ct);
            return (row, own, await session.ChangesAfterAsync(known, ChangesAtOnce - _gathered.Count, ct));
        }, ct);
        if (head.Epoch != _applied.Epoch || mark != _applied.Mark)
        {
            await FillAsync(ct);
            return TimeSpan.Zero;
        }

        _gathered.AddRange(arrived);
        if (_gathered.Count > 0)
        {
            if (Gathers() - Stopwatch.GetElapsedTime(_appliedAt) is var rest && rest > TimeSpan.Zero)
            {
                return rest;
            }

            await ApplyAsync(_gathered, ct);
            var last = _gathered[^1];
            _gathered.Clear();
            MakeVisible(new LogCursor(head.Epoch, last.Sequence, last.Mark), head.Head);
            _appliedAt = Stopwatch.GetTimestamp();
            CommitSometimes();
            return last.Sequence < head.Head || _fanOut.Count > 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        }

        MakeVisible(_applied, head.Head);
        if (_fanOut.Count == 0)
        {
            return Timeout.InfiniteTimeSpan;
        }

        // Referrers whose names changed come after direct changes, a few at a time.
        var chunk = _fanOut.Take(FanOutAtOnce).ToList();
        var types = await IndexAsync(chunk, ct);
        Index.Refresh();
        Pages.Evict([.. chunk.Select(Tags.Document), .. types.Select(Tags.List)]);
        foreach (var id in chunk)
        {
            _fanOut.RemoveFirst();
            _inFanOut.Remove(id);
        }

        _uncommitted = true;
        CommitSometimes();
        return TimeSpan.Zero;
    }

    private TimeSpan Gathers() =>
        Volatile.Read(ref _hurried) > 0 || _gathered.Count >= ChangesAtOnce ? TimeSpan.Zero
        : _gathered.TrueForAll(c => c.Origin == WriteOrigin.Import) ? BulkGathers
        : PeopleGather;

    private async Task ApplyAsync(List<ChangeRow> changes, CancellationToken ct)
    {
        var ids = changes.Where(c => c.Operation != ChangeOperation.Draft).Select(c => c.Id).Distinct().ToList();
        var isSettings = changes.Exists(c => c.Type == nameof(Tenants.Municipality));
        Documents.Evict([.. ids.Select(Tags.Document), .. isSettings ? [Tags.List(nameof(Tenants.Municipality))] : (IEnumerable<string>)[]]);
        await IndexAsync([.. ids.Union(await RecordsOfLayersAsync(changes, ct))], ct);
        Index.Refresh();
        Pages.Evict([.. ids.Select(Tags.Document), .. changes.Where(c => c.Operation != ChangeOperation.Draft).Select(c => Tags.List(c.Type)).Distinct()]);
        _uncommitted = true;
        if (changes.Exists(c => c.Operation == ChangeOperation.Erase || (c.Type == nameof(Tenants.Municipality) && c.Fields.Contains(LanguagesMember))))
        {
            await ForgetStaffAsync(ct);
        }

        var renamed = changes.Where(IsToldToReferrers).Select(c => c.Id).Distinct().ToList();
        if (renamed.Count > 0)
        {
            foreach (var referrer in await ReferrersAsync(renamed, changes.Exists(c => IsTerm(c.Type)), ct))
            {
                if (_inFanOut.Add(referrer))
                {
                    _fanOut.AddLast(referrer);
                }
            }
        }

        if (isSettings)
        {
            Pages.EvictAll();
            _node.SettingsChanged(Tenant);
        }
    }

    // Who refers to a document is indexed with its name. The registers log the arrivals and departures of theirs for each who refers
    // to them; documents that people write come and go by themselves.
    private bool IsToldToReferrers(ChangeRow change) => change.Operation switch
    {
        ChangeOperation.Merge or ChangeOperation.Unmerge or ChangeOperation.Erase => true,
        ChangeOperation.Create or ChangeOperation.Archive => IsEdited(change.Type),
        ChangeOperation.Update => IsTerm(change.Type) || change.Fields.Contains(EditedDocuments.ArchivedMember) || Renames(change),
        _ => false,
    };

    // What a term is called otherwise, and where it stands, is known wherever it is used.
    private bool Renames(ChangeRow change) =>
        _node.Types.Find(change.Type)?.Title?.Name is { } title && change.Fields.Any(f => f == title || f.StartsWith(title + ".", StringComparison.Ordinal));

    private bool IsEdited(string type) => _node.Types.Find(type) is { Kind.IsEdited: true };

    private bool IsTerm(string type) => _node.Types.Find(type)?.Body.IsAssignableTo(typeof(Term)) == true;

    /// <param name="throughTerms">A term may be among them: who refers to those below it is then one too.</param>
    private Task<List<Guid>> ReferrersAsync(List<Guid> renamed, bool throughTerms, CancellationToken ct) =>
        _node.Database.ReadAsync(Tenant.Id, async session =>
        {
            var all = new HashSet<Guid>();
            for (var open = renamed; open.Count > 0;)
            {
                var names = await session.ExternalIdsOfAsync(open, ct);
                var byKey = await session.ReferencesToKeysAsync([.. names.Select(n => (n.System, n.Key))], ct);
                var byId = await session.ReferencesToDocumentsAsync(open, ct);
                var found = byKey.Concat(byId).Select(r => r.Document).Where(all.Add).ToList();
                open = throughTerms ? [.. (await session.DocumentsAsync(found, ct)).Where(d => IsTerm(d.Type)).Select(d => d.Id)] : [];
            }

            return all.ToList();
        }, ct);

    /// <summary>Puts the published state of documents into the index, and takes out what is no longer published.</summary>
    /// <returns>Types of those that are published.</returns>
    private async Task<IReadOnlyList<string>> IndexAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var rows = await _node.Database.ReadAsync(Tenant.Id, session => session.PublishedAsync(ids, ct), ct);
        var entries = await EntriesAsync(rows, ct);
        Index.Apply(entries, [.. ids.Except(entries.Select(e => e.Id))]);
        return [.. entries.Select(e => e.Type).Distinct()];
    }

    private async Task<IReadOnlyList<SearchDocument>> EntriesAsync(IReadOnlyList<PublishedDocument> rows, CancellationToken ct)
    {
        var documents = (rows.Count < 8
            ? rows.Select(r => _node.Read(Tenant, r))
            : rows.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(r => _node.Read(Tenant, r))).OfType<LoadedDocument>().ToList();
        var wanted = documents.SelectMany(d => DocumentFacts.Read(d.Type.Kind, d.Row.Body).References).ToList();
        var keys = wanted.Where(w => w.System is not null).Select(w => (w.System!, w.Key!)).Distinct().ToList(); // Both or neither are set.
        var (byKey, byId) = await ResolveAsync(keys, [.. wanted.Select(w => w.Target).OfType<Guid>().Distinct()], ct);
        byId = await WithTermsAboveAsync(byId, ct);
        var vocabularies = _node.Vocabularies;
        var layers = await LayersOfAsync(documents, ct);
        return documents.Count < 8
            ? [.. documents.Select(d => SearchDocuments.Of(d, byKey, byId, vocabularies, layers[d.Id]))]
            : [.. documents.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(d => SearchDocuments.Of(d, byKey, byId, vocabularies, layers[d.Id]))];
    }

    private async Task<IReadOnlyDictionary<Guid, LoadedDocument>> WithTermsAboveAsync(IReadOnlyDictionary<Guid, LoadedDocument> known, CancellationToken ct)
    {
        var all = known.ToDictionary();
        var open = known.Values;
        while (open.Select(d => (d.Body as Term)?.Above).OfType<Guid>().Where(id => !all.ContainsKey(id)).Distinct().ToList() is { Count: > 0 } above)
        {
            var (_, found) = await ResolveAsync([], above, ct);
            foreach (var (id, document) in found)
            {
                all[id] = document;
            }

            open = found.Values;
        }

        return all;
    }

    /// <summary>The published documents behind references; what is not published or not known is left out.</summary>
    public async Task<(IReadOnlyDictionary<(string System, string Key), LoadedDocument> ByKey, IReadOnlyDictionary<Guid, LoadedDocument> ById)> ResolveAsync(
        IReadOnlyCollection<(string System, string Key)> keys, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var byKey = new Dictionary<(string, string), LoadedDocument>();
        var byId = new Dictionary<Guid, LoadedDocument>();
        if (keys.Count == 0 && ids.Count == 0)
        {
            return (byKey, byId);
        }

        var noted = Documents.Note();
        var (targets, survivors) = await _node.Database.ReadAsync(Tenant.Id, async session =>
        {
            var found = await session.ExternalIdsAsync(keys, ct);
            var all = found.Select(f => f.Document).Concat(ids).Distinct().ToList();
            return (found, await GoldenRecords.SurvivorsAsync(session, all, ct));
        }, ct);
        var loaded = await LoadAsync([.. survivors.Values.Where(s => s.State == DocumentState.Published).Select(s => s.Id).Distinct()], noted, ct);
        foreach (var target in targets)
        {
            if (survivors.TryGetValue(target.Document, out var survivor) && loaded.TryGetValue(survivor.Id, out var document))
            {
                byKey[(target.System, target.Key)] = document;
            }
        }

        foreach (var id in ids)
        {
            if (survivors.TryGetValue(id, out var survivor) && loaded.TryGetValue(survivor.Id, out var document))
            {
                byId[id] = document;
            }
        }

        return (byKey, byId);
    }

    /// <summary>For ids of editors' documents that were joined into others, for good: those that stand for them. Costs a look into the cache for what is public.</summary>
    /// <returns>Nothing for all other ids.</returns>
    public async Task<IReadOnlyDictionary<Guid, Guid>> StandInsAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var shown = await LoadAsync(ids, ct);
        var others = ids.Where(id => !shown.ContainsKey(id)).ToList();
        return others.Count == 0
            ? new Dictionary<Guid, Guid>()
            : (await _node.Database.ReadAsync(Tenant.Id, session => GoldenRecords.SurvivorsAsync(session, others, ct), ct)).Where(s => s.Value.Id != s.Key && _node.Types.Find(s.Value.Type) is { Kind.IsEdited: true }).ToDictionary(s => s.Key, s => s.Value.Id);
    }

    /// <summary>Published documents by id, from the cache or the store.</summary>
    public Task<IReadOnlyDictionary<Guid, LoadedDocument>> LoadAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        LoadAsync(ids, Documents.Note(), ct);

    private async Task<IReadOnlyDictionary<Guid, LoadedDocument>> LoadAsync(IReadOnlyCollection<Guid> ids, long noted, CancellationToken ct)
    {
        var loaded = new Dictionary<Guid, LoadedDocument>();
        var missing = new List<Guid>();
        foreach (var id in ids)
        {
            if (Documents.Find(Tags.Document(id)) is { } cached)
            {
                loaded[id] = cached;
            }
            else
            {
                missing.Add(id);
            }
        }

        if (missing.Count == 0)
        {
            return loaded;
        }

        foreach (var row in await _node.Database.ReadAsync(Tenant.Id, session => session.PublishedAsync(missing, ct), ct))
        {
            if (_node.Read(Tenant, row) is { } document)
            {
                loaded[row.Id] = document;
                Documents.TryPut(document.Tag, document, [document.Tag], row.Body.Length * 4L, noted);
            }
        }

        return loaded;
    }

    // The committed cursor, with the fan-outs that were open, in the form "cursor id id …".
    private async Task<bool> ResumeAsync(CancellationToken ct)
    {
        var parts = Index.Cursor?.Split(' ') ?? [];
        if (parts is not [var text, var shape, ..] || shape != SearchDocuments.Fingerprint(_node.Types.All) || !LogCursor.TryParse(text, out var cursor))
        {
            return false;
        }

        var (head, mark) = await _node.Database.ReadAsync(Tenant.Id, async session =>
            (await session.HeadAsync(ct), cursor.Value.Sequence == 0 ? cursor.Value.Mark : await session.MarkOfAsync(cursor.Value.Sequence, ct)), ct);
        if (head.Epoch != cursor.Value.Epoch || mark != cursor.Value.Mark)
        {
            return false;
        }

        foreach (var id in parts.Skip(2))
        {
            if (Guid.TryParseExact(id, "N", out var open) && _inFanOut.Add(open))
            {
                _fanOut.AddLast(open);
            }
        }

        MakeVisible(cursor.Value, head.Head);
        return true;
    }

    private async Task FillAsync(CancellationToken ct)
    {
        var head = await _node.Database.ReadAsync(Tenant.Id, session => session.HeadAsync(ct), ct);
        var start = new LogCursor(head.Epoch, head.Head, head.Head == 0 ? 0 : head.Mark);
        Index.Clear();
        _gathered.Clear();
        _fanOut.Clear();
        _inFanOut.Clear();
        Documents.EvictAll();
        var after = Guid.Empty;
        while (true)
        {
            var rows = await _node.Database.ReadAsync(Tenant.Id, session => session.PublishedAfterAsync(after, FilledAtOnce, ct), ct);
            if (rows.Count == 0)
            {
                break;
            }

            Index.Apply(await EntriesAsync(rows, ct), []);
            after = rows[^1].Id;
        }

        Index.Refresh();
        Pages.EvictAll();
        MakeVisible(start, start.Sequence);
        CommitIndex();
    }

    private void CommitSometimes()
    {
        if (_uncommitted && Stopwatch.GetElapsedTime(_committed) >= CommitEvery)
        {
            CommitIndex();
        }
    }

    private void CommitIndex()
    {
        Index.Commit(string.Join(' ', [_applied.ToString(), SearchDocuments.Fingerprint(_node.Types.All), .. _fanOut.Select(id => id.ToString("N"))]));
        _uncommitted = false;
        _committed = Stopwatch.GetTimestamp();
    }
}
