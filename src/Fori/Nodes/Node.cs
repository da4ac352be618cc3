using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Fori.Documents;
using Fori.Registers.Vocabularies;
using Fori.Search;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Microsoft.Extensions.Logging;

namespace Fori.Nodes;

/// <summary>
/// One process of an installation: the database, the writer, and for each tenant that is used here a
/// <see cref="TenantNode"/>, opened when first asked for and kept up with the log.
/// </summary>
public sealed partial class Node : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan BulkWaitsAtLag = TimeSpan.FromMilliseconds(300);
    private readonly ConcurrentDictionary<TenantId, Lazy<TenantNode>> _tenants = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TenantId, bool> _toNotify = new();
    private readonly ConcurrentDictionary<(TenantId Tenant, Guid Document), int> _unreadable = new();
    private readonly SemaphoreSlim _notify = new(0, 1);
    private readonly string _folder;
    private readonly ILogger _logger;
    private readonly bool _useVoikko;
    private readonly List<Task> _loops = [];
    private IReadOnlyList<Tenant> _known = [];

    /// <param name="folder">Where this node keeps what can be made again: indexes and vocabularies.</param>
    /// <param name="useVoikko">False keeps Finnish to Snowball although Voikko is installed.</param>
    public Node(StoreWriter writer, DocumentTypes types, string folder, ILogger<Node> logger, bool useVoikko = true)
    {
        Database = writer.Database;
        Types = types;
        _folder = folder;
        _logger = logger;
        _useVoikko = useVoikko;
        Writer = writer;
        Golden = new GoldenRecords(types.Kinds());
        VocabularyFiles = new VocabularyFiles(Path.Combine(folder, "vocabularies"));
        LoadVocabularies();
        Writer.Committed += OnCommitted;
        Writer.BulkGate = WaitForVisibleAsync;
    }

    public StoreDatabase Database { get; }

    public StoreWriter Writer { get; }

    public GoldenRecords Golden { get; }

    public DocumentTypes Types { get; }

    public TimeProvider Clock => Database.Clock;

    public VocabularyFiles VocabularyFiles { get; }

    public VocabularyCatalogue Vocabularies { get; private set; } = VocabularyCatalogue.Empty;

    public SearchKnowledge Knowledge { get; private set; }

    /// <summary>What the documents that are kept may weigh, of all tenants.</summary>
    internal CacheRoom DocumentRoom { get; } = new(32 * 1024 * 1024);

    /// <summary>What the pages and answers that are kept may weigh, of all tenants.</summary>
    internal CacheRoom PageRoom { get; } = new(64 * 1024 * 1024);

    /// <summary>Told when a tenant's settings changed here.</summary>
    public event Action<Tenant>? TenantChanged;

    /// <summary>The tenants as last looked at; <see cref="RefreshTenantsAsync"/> looks again.</summary>
    public IReadOnlyList<Tenant> Tenants => Volatile.Read(ref _known);

    /// <summary>The tenants that are open here, and how they follow.</summary>
    public IEnumerable<TenantNode> OpenTenants => _tenants.Values.Where(t => t.IsValueCreated).Select(t => t.Value);

    /// <summary>Begins to follow; the schema must be this program's.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        await RefreshTenantsAsync(ct);
        _loops.Add(Task.Run(LookAsync, CancellationToken.None));
        if (!Database.WritesOneAtATime)
        {
            _loops.Add(Task.Run(ListenAsync, CancellationToken.None));
            _loops.Add(Task.Run(NotifyAsync, CancellationToken.None));
        }
    }

    public TenantNode Open(Tenant tenant) => _tenants.GetOrAdd(tenant.Id, _ => new Lazy<TenantNode>(() => TenantNode.Open(this, tenant))).Value;

    public async Task<IReadOnlyList<Tenant>> RefreshTenantsAsync(CancellationToken ct)
    {
        var tenants = await Database.TenantsAsync(ct);
        Volatile.Write(ref _known, tenants);
        foreach (var gone in _tenants.Keys.Except(tenants.Select(t => t.Id)).ToList())
        {
            if (_tenants.TryRemove(gone, out var node) && node.IsValueCreated)
            {
                await node.Value.DisposeAsync();
                Directory.Delete(IndexFolder(gone), recursive: true);
                DeleteStaffIndex(gone);
            }
        }

        return tenants;
    }

    public Tenant? Find(string name) => Tenants.FirstOrDefault(t => t.Name == name);

    /// <summary>
    /// A published document with its body read. One whose body does not fit its type (a newer program wrote it, or it was
    /// damaged) is told to the operator once, and nothing else suffers.
    /// </summary>
    /// <returns>Null when its type is not known here or its body does not fit.</returns>
    public LoadedDocument? Read(Tenant tenant, PublishedDocument row)
    {
        if (Types.Find(row.Type) is not { } type)
        {
            return null;
        }

        if (type.TryRead(row.Body, out var misfit) is { } body)
        {
            _unreadable.TryRemove((tenant.Id, row.Id), out _);
            var (shown, bytes) = type.Public(body, row.Body);
            return new LoadedDocument(type, ReferenceEquals(bytes, row.Body) ? row : row with { Body = bytes }, shown);
        }

        var told = _unreadable.TryGetValue((tenant.Id, row.Id), out var version) && version == row.Version;
        _unreadable[(tenant.Id, row.Id)] = row.Version;
        if (!told)
        {
            LogUnreadable(misfit, row.Type, row.Id, row.Version, tenant.Name);
        }

        return null;
    }

    /// <summary>Was the body of a document found not to fit its type, when it was last read here.</summary>
    public bool IsUnreadable(Tenant tenant, Guid document) => _unreadable.ContainsKey((tenant.Id, document));

    /// <summary>Merges the documents of a tenant again in slices, as after a changed authority.</summary>
    public async Task RecomputeAsync(Tenant tenant, string? type, WriteOrigin origin, CancellationToken ct)
    {
        Guid? after = Guid.Empty;
        while (after is { } from)
        {
            after = await Writer.WriteAsync(tenant.Id, WriteLane.Bulk, (unit, stop) => Golden.RecomputeAfterAsync(unit, type, from, origin, stop), ct);
        }
    }

    /// <summary>Keeps vocabularies as new versions, joined to what is known of their schemes.</summary>
    public IReadOnlyList<VocabularyVersion> AddVocabularies(IReadOnlyList<Vocabulary> vocabularies) => [.. WithKnown(vocabularies).Select(VocabularyFiles.Save)];

    /// <summary>What the installation would have of these schemes with them: the newest of each, with what they say.</summary>
    public IReadOnlyList<Vocabulary> WithKnown(IReadOnlyList<Vocabulary> vocabularies) =>
    [
        .. vocabularies.Select(added =>
            VocabularyFiles.List().Where(v => v.Scheme == added.Scheme).Select(v => VocabularyFiles.Load(v).Value).OfType<Vocabulary>().FirstOrDefault() is { } known
                ? known.Merge(added)
                : added),
    ];

    /// <summary>Reads the vocabularies of the installation again; indexes that were made with others are made anew.</summary>
    public async Task ReloadVocabulariesAsync()
    {
        LoadVocabularies();
        foreach (var id in _tenants.Keys)
        {
            if (_tenants.TryRemove(id, out var node) && node.IsValueCreated)
            {
                await node.Value.DisposeAsync();
            }
        }

        foreach (var tenant in Tenants)
        {
            TenantChanged?.Invoke(tenant);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Writer.Committed -= OnCommitted;
        Writer.BulkGate = null;
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        foreach (var tenant in OpenTenants)
        {
            await tenant.DisposeAsync();
        }

        _stop.Dispose();
        _notify.Dispose();
    }

    internal SearchIndex OpenIndex(TenantId tenant) => SearchIndex.Open(IndexFolder(tenant), Knowledge);

    internal SearchIndex OpenStaffIndex(TenantId tenant) => SearchIndex.Open(StaffIndexFolder(tenant), Knowledge);

    internal void DeleteStaffIndex(TenantId tenant)
    {
        if (Directory.Exists(StaffIndexFolder(tenant)))
        {
            Directory.Delete(StaffIndexFolder(tenant), recursive: true);
        }
    }

    internal void SettingsChanged(Tenant tenant) => TenantChanged?.Invoke(tenant);

    internal void Report(Tenant tenant, Exception failure) => LogFollowing(failure, tenant.Name);

    private string IndexFolder(TenantId tenant) => Path.Combine(_folder, "index", tenant.ToString());

    private string StaffIndexFolder(TenantId tenant) => Path.Combine(_folder, "index", tenant + ".staff");

    [MemberNotNull(nameof(Knowledge))]
    private void LoadVocabularies()
    {
        var (catalogue, versions, problems) = VocabularyFiles.LoadNewest();
        foreach (var problem in problems)
        {
            LogVocabulary(problem.Code, problem.Path);
        }

        // The extracts are part of the program, which the kept knowledge is named by in any case.
        Vocabularies = catalogue.With(VocabularyExtracts.All.Where(extract => !catalogue.Has(extract.Scheme)));
        Knowledge = SearchKnowledge.Kept(
            Path.Combine(_folder, "index", "concepts.analysed"),
            string.Join(' ', versions.Select(v => v.FileName).Order(StringComparer.Ordinal)),
            () => Concepts.Of(Vocabularies),
            _useVoikko,
            LogNotKept);
    }

    private void OnCommitted(TenantId tenant, LogCursor cursor)
    {
        if (_tenants.TryGetValue(tenant, out var node) && node.IsValueCreated)
        {
            node.Value.Poke();
        }

        _toNotify[tenant] = true;
        try
        {
            _notify.Release();
        }
        catch (SemaphoreFullException)
        {
            // The notifier is awake already.
        }
    }

    private async Task WaitForVisibleAsync(TenantId tenant, CancellationToken ct)
    {
        if (_tenants.TryGetValue(tenant, out var node) && node.IsValueCreated && node.Value.Lag > BulkWaitsAtLag && node.Value.Failure is null)
        {
            var head = (await Database.HeadsAsync(ct))[tenant].Head;
            await node.Value.WaitPatientlyAsync(Math.Min(head, node.Value.VisibleSequence + 1), TimeSpan.FromSeconds(2), ct);
        }
    }

    // The safety net under hints and signals: heads are looked at, whoever moved them.
    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(LookEvery);
        while (await TickAsync(timer))
        {
            try
            {
                var heads = await Database.HeadsAsync(_stop.Token);
                foreach (var (id, head) in heads)
                {
                    if (_tenants.TryGetValue(id, out var node) && node.IsValueCreated && (node.Value.VisibleSequence != head.Head || node.Value.Epoch != head.Epoch))
                    {
                        node.Value.Poke();
                    }
                }

                foreach (var open in OpenTenants)
                {
                    await open.CloseIdleStaffAsync();
                }

                if (heads.Count != Tenants.Count || Tenants.Any(t => !heads.ContainsKey(t.Id)))
                {
                    await RefreshTenantsAsync(_stop.Token);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogLooking(e);
            }
        }
    }

    private async Task<bool> TickAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Database.ListenAsync(tenant =>
                {
                    if (_tenants.TryGetValue(tenant, out var node) && node.IsValueCreated)
                    {
                        node.Value.Poke();
                    }
                }, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogLooking(e);
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }

    private async Task NotifyAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _notify.WaitAsync(_stop.Token);
                var moved = _toNotify.Keys.Where(t => _toNotify.TryRemove(t, out _)).ToList();
                await Database.NotifyAsync(moved, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Hints may be lost: other nodes look for themselves.
                LogLooking(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Tenant {Tenant} does not follow its log; trying again.")]
    private partial void LogFollowing(Exception failure, string tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Type} {Document} version {Version} of {Tenant} cannot be read and is left out.")]
    private partial void LogUnreadable(Exception? misfit, string type, Guid document, int version, string tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "The heads of the tenants could not be read; trying again.")]
    private partial void LogLooking(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The analysed vocabulary could not be kept; the next start makes it again.")]
    private partial void LogNotKept(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A vocabulary file was left out: {Code} {Path}.")]
    private partial void LogVocabulary(string code, string path);
}
