using System.Data.Common;
using Fori.Store.Schema;

namespace Fori.Store.Sql;

/// <summary>
/// One transaction for one tenant on either database. The statements are written once; what differs — how lists of keys,
/// uuids and bulk inserts are said — is in the two subclasses.
/// </summary>
public abstract class StoreSession
{
    private protected StoreSession(TenantId tenant) => Tenant = tenant;

    public TenantId Tenant { get; }

    /// <summary>How many questions and changes were asked of it so far: what is done to many documents must not ask for each.</summary>
    internal int Statements { get; private set; }

    /// <summary>
    /// The statement as the database takes it, with the named keys as <c>k</c>, bound from lists of equal length. It has one
    /// of the shapes <c>select … from {keys} cross join … where …</c>, <c>update TABLE set … from {keys} where …</c> (nothing of
    /// <c>k</c> before the <c>where</c>) and <c>delete from TABLE where … in (select id from {keys}) …</c>.
    /// </summary>
    private protected abstract string ForKeys(string sql, IReadOnlyList<(string Column, ColumnType Type)> columns);

    private protected abstract DbCommand Command(string sql);

    private protected abstract void Bind(DbCommand command, string name, object? value);

    private protected abstract void BindKeys(DbCommand command, IReadOnlyList<(string Column, ColumnType Type)> columns, IReadOnlyList<object?[]> keys);

    private protected abstract RowReader Reader(DbDataReader reader);

    /// <summary>
    /// Until <see cref="SendAsync"/>, statements may be gathered rather than run, to go to the database together: what is
    /// asked is answered only then, so nothing asked in between may be awaited before it.
    /// </summary>
    internal virtual void Gather()
    {
    }

    /// <summary>Sends what was gathered; runs in the order in which it was asked.</summary>
    internal virtual Task SendAsync(CancellationToken ct) => Task.CompletedTask;

    private protected virtual Task<int> RunAsync(DbCommand command, CancellationToken ct) => command.ExecuteNonQueryAsync(ct);

    private protected virtual Task<DbDataReader> OpenAsync(DbCommand command, CancellationToken ct) => command.ExecuteReaderAsync(ct);

    private protected abstract Task InsertRowsAsync(Table table, IReadOnlyList<object?[]> rows, string conflict, CancellationToken ct);

    internal Task InsertAsync(Table table, IReadOnlyList<object?[]> rows, bool upsert, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return Task.CompletedTask;
        }

        Statements++;
        return InsertRowsAsync(table, rows, upsert ? table.OnConflictUpdate : "", ct);
    }

    internal async Task<int> ExecuteAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] arguments)
    {
        var command = Counted(sql);
        Bind(command, "@tenant", Tenant.Number);
        foreach (var (name, value) in arguments)
        {
            Bind(command, name, value);
        }

        return await RunAsync(command, ct);
    }

    internal async Task<int> ExecuteForKeysAsync(
        string sql, IReadOnlyList<(string Column, ColumnType Type)> columns, IReadOnlyList<object?[]> keys, CancellationToken ct,
        params (string Name, object? Value)[] arguments)
    {
        if (keys.Count == 0)
        {
            return 0;
        }

        var command = Counted(ForKeys(sql, columns));
        Bind(command, "@tenant", Tenant.Number);
        BindKeys(command, columns, keys);
        foreach (var (name, value) in arguments)
        {
            Bind(command, name, value);
        }

        return await RunAsync(command, ct);
    }

    internal async Task<List<TRow>> QueryAsync<TRow>(
        string sql, Func<RowReader, TRow> read, CancellationToken ct, params (string Name, object? Value)[] arguments)
    {
        var command = Counted(sql);
        Bind(command, "@tenant", Tenant.Number);
        foreach (var (name, value) in arguments)
        {
            Bind(command, name, value);
        }

        return await ReadAllAsync(command, read, ct);
    }

    /// <param name="sql">With <c>{keys}</c>, as <see cref="ForKeys"/> has it.</param>
    internal async Task<List<TRow>> QueryForKeysAsync<TRow>(
        string sql, IReadOnlyList<(string Column, ColumnType Type)> columns, IReadOnlyList<object?[]> keys, Func<RowReader, TRow> read, CancellationToken ct)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var command = Counted(ForKeys(sql, columns));
        Bind(command, "@tenant", Tenant.Number);
        BindKeys(command, columns, keys);
        return await ReadAllAsync(command, read, ct);
    }

    /// <summary>Rows one by one in constant memory; the caller finishes before the session is used again.</summary>
    internal async IAsyncEnumerable<TRow> StreamAsync<TRow>(
        string sql, Func<RowReader, TRow> read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct,
        params (string Name, object? Value)[] arguments)
    {
        var command = Counted(sql);
        Bind(command, "@tenant", Tenant.Number);
        foreach (var (name, value) in arguments)
        {
            Bind(command, name, value);
        }

        await using var reader = await OpenAsync(command, ct);
        var row = Reader(reader);
        while (await reader.ReadAsync(ct))
        {
            yield return read(row.At(0));
        }
    }

    private DbCommand Counted(string sql)
    {
        Statements++;
        return Command(sql);
    }

    private protected virtual async Task<List<TRow>> ReadAllAsync<TRow>(DbCommand command, Func<RowReader, TRow> read, CancellationToken ct)
    {
        await using var reader = await OpenAsync(command, ct);
        return await RowsAsync(reader, read, ct);
    }

    private protected async Task<List<TRow>> RowsAsync<TRow>(DbDataReader reader, Func<RowReader, TRow> read, CancellationToken ct)
    {
        var rows = new List<TRow>();
        var row = Reader(reader);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(row.At(0)));
        }

        return rows;
    }
}
