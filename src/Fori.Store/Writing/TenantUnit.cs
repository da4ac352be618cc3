using Fori.Store.Schema;
using Fori.Store.Sql;

namespace Fori.Store.Writing;

/// <summary>
/// One tenant's part of a writing transaction, under the lock of its head: reads go to the database, rows are gathered
/// and written together, changes are numbered as they are logged, and the head moves last.
/// </summary>
public sealed class TenantUnit
{
    private static readonly IReadOnlyList<(string Column, ColumnType Type)> ById = [("id", ColumnType.Guid)];

    private readonly List<Func<CancellationToken, Task>> _updates = [];
    private readonly Dictionary<Table, List<object?[]>> _inserts = [];
    private readonly Dictionary<Table, Dictionary<(object?, object?, object?), object?[]>> _upserts = [];
    private readonly long _markBefore;
    private readonly long _headBefore;
    private long _flushedHead;

    internal TenantUnit(StoreSession session, HeadRow head, DateTimeOffset now, long mark)
    {
        Session = session;
        Epoch = head.Epoch;
        Head = _flushedHead = _headBefore = head.Head;
        Mark = mark;
        _markBefore = head.Head == 0 ? 0 : head.Mark;
        Now = now > head.At ? now : head.At;
    }

    public StoreSession Session { get; }

    public TenantId Tenant => Session.Tenant;

    public int Epoch { get; private set; }

    /// <summary>The sequence of the last change logged so far, in this transaction too.</summary>
    public long Head { get; private set; }

    public long Mark { get; }

    /// <summary>The time of everything written here: never before what is in the log, never taken twice in one transaction.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Where the log stands after what was logged here; where it stood before, when nothing was.</summary>
    public LogCursor Cursor => new(Epoch, Head, Head == _headBefore ? _markBefore : Mark);

    /// <summary>Logs a change under the next sequence.</summary>
    public long Log(
        Guid id, string type, ChangeOperation operation, int version, IReadOnlyList<string> fields, string actor, string origin, Guid? mergedInto = null)
    {
        Head++;
        Insert(Tables.Changes, new ChangeRow(Head, id, type, operation, version, fields, actor, origin, Now, Mark, mergedInto));
        return Head;
    }

    /// <summary>Later readers see another history: their cursors no longer fit.</summary>
    internal void BeginEpoch(long head)
    {
        Epoch++;
        Head = head;
    }

    internal void Insert<TRow>(Table<TRow> table, TRow row)
        where TRow : class
    {
        if (!_inserts.TryGetValue(table, out var rows))
        {
            _inserts[table] = rows = [];
        }

        rows.Add(table.Values(row));
    }

    internal void Upsert<TRow>(Table<TRow> table, TRow row)
        where TRow : class
    {
        if (!_upserts.TryGetValue(table, out var rows))
        {
            _upserts[table] = rows = [];
        }

        var values = table.Values(row);
        rows[(values[0], table.KeyColumns > 1 ? values[1] : null, table.KeyColumns > 2 ? values[2] : null)] = values;
    }

    /// <summary>An update or delete, run before the gathered inserts; <c>{keys}</c> in it is the list <c>k</c>.</summary>
    internal void Change(
        string sql, IReadOnlyList<(string Column, ColumnType Type)> columns, IReadOnlyList<object?[]> keys, params (string Name, object? Value)[] arguments)
    {
        if (keys.Count > 0)
        {
            _updates.Add(ct => Session.ExecuteForKeysAsync(sql, columns, keys, ct, arguments));
        }
    }

    internal void ChangeDocuments(string sql, IEnumerable<Guid> documents, params (string Name, object? Value)[] arguments) =>
        Change(sql, ById, [.. documents.Select(id => new object?[] { id })], arguments);

    /// <summary>Writes what was gathered, and the head if the log grew.</summary>
    internal async Task FlushAsync(CancellationToken ct)
    {
        Session.Gather();
        foreach (var update in _updates)
        {
            await update(ct);
        }

        foreach (var (table, rows) in _inserts)
        {
            await Session.InsertAsync(table, rows, upsert: false, ct);
        }

        foreach (var (table, rows) in _upserts)
        {
            await Session.InsertAsync(table, [.. rows.Values], upsert: true, ct);
        }

        _updates.Clear();
        _inserts.Clear();
        _upserts.Clear();
        if (Head != _flushedHead)
        {
            await Session.ExecuteAsync(
                "update heads set epoch = @epoch, head = @head, mark = @mark, at = @at where tenant = @tenant", ct,
                ("@epoch", Epoch), ("@head", Head), ("@mark", Mark), ("@at", Now));
            _flushedHead = Head;
        }

        await Session.SendAsync(ct);
    }

    /// <summary>Forgets what was gathered since the last flush: a refused operation leaves nothing.</summary>
    internal void Discard()
    {
        _updates.Clear();
        _inserts.Clear();
        _upserts.Clear();
        Head = _flushedHead;
    }
}
