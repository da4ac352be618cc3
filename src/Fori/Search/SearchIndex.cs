using System.Globalization;
using Fori.Search.Index;
using Fori.Search.Index.TermBlocks;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Codecs;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Directory = Lucene.Net.Store.Directory;

namespace Fori.Search;

/// <summary>
/// The search index of one tenant. It holds what can be made again from the tenant's documents, so damage is no loss:
/// an index that cannot be trusted is emptied at opening, and <see cref="Cursor"/> is then null.
/// </summary>
/// <remarks>
/// What is applied is seen by searches after <see cref="Refresh"/> and survives a killed process after
/// <see cref="Commit"/>; the cursor moves in the same commit as what it stands for. Searching is open to any thread
/// at any time; applying, refreshing and committing wait for each other.
/// </remarks>
public sealed partial class SearchIndex : IDisposable
{
    /// <summary>Raised when terms or fields change their meaning; an index of another number is emptied.</summary>
    public const int FormatVersion = 2;

    private const string FormatKey = "format";
    private const string RulesKey = "rules";
    private const string CursorKey = "cursor";
    private const LuceneVersion Lucene = LuceneVersion.LUCENE_48;

    // Damage is looked for in the whole of an index up to this size at opening; reading a large one would take seconds.
    private const long WhollyChecked = 64L * 1024 * 1024;

    private const int FewEntries = 20;

    // Taking texts apart is shared out; half of the machine at most, since the store writes beside. One thread hands the
    // entries to the writer: two would leave two small segments at each refresh, and merging costs more than writing.
    private static readonly int AnalysingThreads = Math.Clamp(Environment.ProcessorCount / 2, 2, 8);

    // Of the instance, so that the format of its segments is known before it opens any.
    private readonly Codec _codec = TermBlockFormat.Codec;
    private readonly SearchKnowledge _knowledge;
    private readonly Directory _directory;
    private readonly System.Threading.Lock _writing = new();
    private DirectoryReader _reader;
    private IndexWriter? _writer;
    private bool _disposed;

    private SearchIndex(Directory directory, SearchKnowledge knowledge, string? folder)
    {
        _directory = directory;
        _knowledge = knowledge;
        if (folder is not null && TryOpen(folder) is { } reader)
        {
            _reader = reader;
            Cursor = reader.IndexCommit.UserData.TryGetValue(CursorKey, out var cursor) ? cursor : null;
            return;
        }

        foreach (var file in directory.ListAll())
        {
            directory.DeleteFile(file);
        }

        _writer = OpenWriter();
        _reader = DirectoryReader.Open(_writer, applyAllDeletes: true);
    }

    /// <summary>What was committed last; null for a new or emptied index, which must be filled from the beginning.</summary>
    public string? Cursor { get; private set; }

    /// <summary>How many documents searches see.</summary>
    public int Count => Read(static reader => reader.NumDocs);

    /// <summary>Opens the index of a folder, making it when there is none.</summary>
    /// <param name="folder">Owned by this index: whatever else stands in it may be deleted.</param>
    /// <param name="knowledge">Shared by all indexes of the installation.</param>
    /// <exception cref="LockObtainFailedException">Another process writes this index (thrown by the first write).</exception>
    public static SearchIndex Open(string folder, SearchKnowledge knowledge)
    {
        System.IO.Directory.CreateDirectory(folder);
        return new SearchIndex(new NRTCachingDirectory(new MMapDirectory(folder), 4, 32), knowledge, folder);
    }

    /// <summary>An index in memory, empty.</summary>
    public static SearchIndex InMemory(SearchKnowledge knowledge) => new(new RAMDirectory(), knowledge, folder: null);

    /// <summary>Puts documents in the place of those with their ids, and takes deleted ones away. Safe to repeat.</summary>
    /// <param name="upserts">A later one of the same id wins.</param>
    /// <param name="deletes">Ids that the index may or may not have.</param>
    public void Apply(IReadOnlyList<SearchDocument> upserts, IReadOnlyList<Guid> deletes)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _writer ??= OpenWriter();
            if (deletes.Count > 0)
            {
                _writer.DeleteDocuments([.. deletes.Select(id => new Term(IndexFields.Id, IndexFields.IdBytes(id)))]);
            }

            // Of several of one document the last counts.
            var writer = _writer;
            var last = upserts.Count == 1 ? upserts : [.. upserts.Reverse().DistinctBy(u => u.Id)];
            var entries = last.Count < FewEntries
                ? last.Select(Entry)
                : last.AsParallel().AsOrdered().WithDegreeOfParallelism(AnalysingThreads).Select(Entry);
            foreach (var (id, entry) in entries)
            {
                writer.UpdateDocument(new Term(IndexFields.Id, IndexFields.IdBytes(id)), entry);
            }

            (Guid Id, Document Entry) Entry(SearchDocument document) => (document.Id, IndexEntry.Of(document, _knowledge));
        }
    }

    /// <summary>Lets searches see all that is applied.</summary>
    public void Refresh()
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_writer is null || DirectoryReader.OpenIfChanged(_reader, _writer, applyAllDeletes: true) is not { } fresh)
            {
                return;
            }

            // Searches under way hold the old one until they end.
            Interlocked.Exchange(ref _reader, fresh).DecRef();
        }
    }

    /// <summary>Makes what is applied durable, and with it the cursor.</summary>
    /// <param name="cursor">Opaque: how far the change log is applied.</param>
    public void Commit(string cursor)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _writer ??= OpenWriter();
            _writer.SetCommitData(new Dictionary<string, string>
            {
                [FormatKey] = FormatVersion.ToString(CultureInfo.InvariantCulture),
                [RulesKey] = _knowledge.Fingerprint,
                [CursorKey] = cursor,
            });
            _writer.Commit();
            Cursor = cursor;
        }
    }

    /// <summary>Empties the index, to be filled from the beginning; durable after the next <see cref="Commit"/>.</summary>
    public void Clear()
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            (_writer ??= OpenWriter()).DeleteAll();
        }
    }

    /// <summary>
    /// Rewrites the segments so that nothing of deleted or replaced documents is left in the files, as an erasure asks.
    /// Costly; it is in the files after the next <see cref="Commit"/>.
    /// </summary>
    public void Purge()
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            (_writer ??= OpenWriter()).ForceMergeDeletes(doWait: true);
            if (_writer.HasDeletions())
            {
                _writer.ForceMerge(1);
            }
        }
    }

    /// <summary>Every document that searches see, with its version, in no order: for comparing the index with the store.</summary>
    public IReadOnlyList<(Guid Id, long Version)> Entries() => Read(static reader =>
    {
        var entries = new List<(Guid, long)>(reader.NumDocs);
        var bytes = new BytesRef();
        foreach (var leaf in reader.Leaves)
        {
            var segment = leaf.AtomicReader;
            var ids = segment.GetBinaryDocValues(IndexFields.Id);
            var versions = segment.GetNumericDocValues(IndexFields.Version);
            var live = segment.LiveDocs;
            for (var document = 0; document < segment.MaxDoc; document++)
            {
                if (live?.Get(document) != false)
                {
                    ids.Get(document, bytes);
                    entries.Add((IndexFields.IdOf(bytes), versions.Get(document)));
                }
            }
        }

        return entries;
    });

    /// <summary>Ids of all that meet the conditions, in their order: for walking through a stock whole.</summary>
    /// <param name="query">Its text, sort, limit, cursor and facets are not looked at.</param>
    public IReadOnlyList<Guid> Ids(SearchQuery query) => Read(reader =>
    {
        var found = new List<Guid>();
        foreach (var leaf in reader.Leaves)
        {
            var ids = SegmentColumns.Of(leaf.AtomicReader).Ids(leaf.AtomicReader);
            found.AddRange(Passed(leaf.AtomicReader, query).Select(d => ids[d]));
        }

        found.Sort();
        return found;
    });

    /// <summary>Closes without committing: what was applied since the last commit comes again from the log.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _reader.DecRef();
            _writer?.Rollback();
            _writer?.Dispose();
            _directory.Dispose();
        }
    }

    private T Read<T>(Func<DirectoryReader, T> read)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var reader = Volatile.Read(ref _reader);
            if (!reader.TryIncRef())
            {
                // Replaced since it was read; the next one is there already.
                continue;
            }

            try
            {
                return read(reader);
            }
            finally
            {
                reader.DecRef();
            }
        }
    }

    private DirectoryReader? TryOpen(string folder)
    {
        DirectoryReader? reader = null;
        try
        {
            if (!DirectoryReader.IndexExists(_directory))
            {
                return null;
            }

            reader = DirectoryReader.Open(_directory);
            var data = reader.IndexCommit.UserData;
            if (data.TryGetValue(FormatKey, out var format) && format == FormatVersion.ToString(CultureInfo.InvariantCulture)
                && data.TryGetValue(RulesKey, out var rules) && rules == _knowledge.Fingerprint)
            {
                if (_directory.ListAll().Sum(_directory.FileLength) <= WhollyChecked)
                {
                    CheckIntegrity(folder);
                }

                return reader;
            }
        }
        catch (Exception damage) when (damage is IOException or FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or OverflowException or OutOfMemoryException)
        {
            // What broken files make Lucene throw. Nothing is lost: the caller sees no cursor and fills the index again.
        }

        reader?.Dispose();
        return null;
    }

    // Read, not mapped: what is mapped and read once would count as this process's memory until something else needs it.
    private static void CheckIntegrity(string folder)
    {
        using var files = new SimpleFSDirectory(folder);
        using var reader = DirectoryReader.Open(files);
        foreach (var leaf in reader.Leaves)
        {
            leaf.AtomicReader.CheckIntegrity();
        }
    }

    private static ConcurrentMergeScheduler MergesBeside()
    {
        var merges = new ConcurrentMergeScheduler();
        merges.SetMaxMergesAndThreads(maxMergeCount: 6, maxThreadCount: 1);
        return merges;
    }

    private IndexWriter OpenWriter() => new(_directory, new IndexWriterConfig(Lucene, new KeywordAnalyzer())
    {
        OpenMode = OpenMode.CREATE_OR_APPEND,
        Codec = _codec,

        // One thread merges while there is something to merge (on the writing thread a large merge kept a change unseen for
        // seconds). Hundreds of indexes share a process: buffers are only as many and as large as what is not refreshed yet.
        RAMBufferSizeMB = 32,
        MaxThreadStates = 1,
        MergeScheduler = MergesBeside(),
        MergePolicy = new TieredMergePolicy(),
    });
}
