using System.Collections.Concurrent;

namespace Fori.Store.Schema;

internal enum ColumnType
{
    Int,
    Long,
    Text,
    Flag,
    Guid,

    /// <summary>Microseconds since 1970-01-01T00:00Z.</summary>
    Instant,

    /// <summary>Bytes that are JSON; exported as JSON.</summary>
    Json,
    Bytes,

    /// <summary>Words joined by single spaces.</summary>
    Words,
}

/// <param name="Absent">Value in an archive of before the column was; null = archives have always had it.</param>
internal sealed record Column(string Name, ColumnType Type, bool Nullable = false, object? Absent = null);

/// <summary>
/// A table whose rows belong to tenants: its columns after <c>tenant</c>, in the order in which <see cref="Table{TRow}"/>
/// writes and reads them. Inserts, reads, export, import and the isolation tests follow from it.
/// </summary>
internal abstract class Table(string name, int keyColumns, IReadOnlyList<Column> columns)
{
    private readonly ConcurrentDictionary<string, string> _prefixed = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    /// <summary>How many of the first columns make the primary key together with the tenant.</summary>
    public int KeyColumns { get; } = keyColumns;

    public IReadOnlyList<Column> Columns { get; } = columns;

    public string ColumnNames { get; } = string.Join(", ", columns.Select(c => c.Name));

    public string Prefixed(string alias) =>
        _prefixed.GetOrAdd(alias, static (prefix, columns) => string.Join(", ", columns.Select(c => $"{prefix}.{c.Name}")), Columns);

    /// <summary>The update part of an upsert by the primary key.</summary>
    public string OnConflictUpdate { get; } =
        $" on conflict (tenant, {string.Join(", ", columns.Take(keyColumns).Select(c => c.Name))}) do update set " +
        string.Join(", ", columns.Skip(keyColumns).Select(c => $"{c.Name} = excluded.{c.Name}"));

    public abstract object?[] ValuesOf(object row);

    public abstract object ReadRow(RowReader reader);
}

internal sealed class Table<TRow>(string name, int keyColumns, IReadOnlyList<Column> columns, Func<TRow, object?[]> values, Func<RowReader, TRow> read)
    : Table(name, keyColumns, columns)
    where TRow : class
{
    public object?[] Values(TRow row) => values(row);

    public TRow Read(RowReader reader) => read(reader);

    public override object?[] ValuesOf(object row) => values((TRow)row);

    public override object ReadRow(RowReader reader) => read(reader);
}

/// <summary>Reads the columns of a row one after another, whatever the database.</summary>
internal abstract class RowReader
{
    private int _next;

    public RowReader At(int ordinal)
    {
        _next = ordinal;
        return this;
    }

    public int Int() => (int)LongAt(_next++);

    public long Long() => LongAt(_next++);

    public int? IntOrNull() => IsNull(_next) ? Skip<int?>() : Int();

    public long? LongOrNull() => IsNull(_next) ? Skip<long?>() : Long();

    public string Text() => TextAt(_next++);

    public string? TextOrNull() => IsNull(_next) ? Skip<string?>() : Text();

    public bool Flag() => FlagAt(_next++);

    public Guid Guid() => GuidAt(_next++);

    public Guid? GuidOrNull() => IsNull(_next) ? Skip<Guid?>() : Guid();

    public byte[] Bytes() => BytesAt(_next++);

    public byte[]? BytesOrNull() => IsNull(_next) ? Skip<byte[]?>() : Bytes();

    public DateTimeOffset Instant() => Instants.FromMicroseconds(Long());

    public DateTimeOffset? InstantOrNull() => IsNull(_next) ? Skip<DateTimeOffset?>() : Instant();

    public IReadOnlyList<string> Words()
    {
        var text = Text();
        return text.Length == 0 ? [] : text.Split(' ');
    }

    public TEnum Choice<TEnum>()
        where TEnum : struct, Enum =>
        Text() is var text && Enum.TryParse<TEnum>(text, out var choice) && Enum.IsDefined(choice)
            ? choice
            : throw new ArgumentException($"{text} is no {typeof(TEnum).Name}.");

    protected abstract bool IsNull(int ordinal);

    protected abstract long LongAt(int ordinal);

    protected abstract string TextAt(int ordinal);

    protected abstract bool FlagAt(int ordinal);

    protected abstract Guid GuidAt(int ordinal);

    protected abstract byte[] BytesAt(int ordinal);

    private T? Skip<T>()
    {
        _next++;
        return default;
    }
}

/// <summary>Instants as the databases keep them: microseconds, which is PostgreSQL's own precision.</summary>
internal static class Instants
{
    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    public static long ToMicroseconds(DateTimeOffset instant) =>
        (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset WholeMicroseconds(DateTimeOffset instant) => FromMicroseconds(ToMicroseconds(instant));
}
