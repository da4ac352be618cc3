// What visitors looked for and did not find: words, language, how often, when last. Nothing says who. Bounded by tenant and by time; it
// is in no log and in no export.
using Fori.Store.Schema;
using Fori.Store.Sql;

namespace Fori.Store.Writing;

/// <param name="Language">BCP 47; of the page.</param>
/// <param name="Words">As they are compared: in small letters.</param>
public sealed record MissedSearchRow(string Language, string Words, int Count, DateTimeOffset LastAt);

/// <summary>Searches without hits.</summary>
public static class MissedSearches
{
    /// <summary>Rows that a tenant keeps.</summary>
    public const int Most = 2_000;

    // At once: what has been asked often is not pushed out by what came in one wave.
    private const int MostNew = Most / 4;

    /// <summary>How long a row is kept after it was last asked.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private static readonly (string, ColumnType)[] ById = [("id", ColumnType.Text)];
    private static readonly (string, ColumnType)[] ByWords = [("a", ColumnType.Text), ("b", ColumnType.Text)];

    /// <summary>Adds to the counts, and takes away what is too old. Where there is no room, what was asked least and longest ago goes.</summary>
    /// <param name="missed">Each language and words once.</param>
    public static async Task NoteMissedAsync(this TenantUnit unit, IReadOnlyCollection<MissedSearchRow> missed, CancellationToken ct)
    {
        await unit.SweepMissedAsync(ct);
        var known = (await unit.Session.QueryForKeysAsync(
            $"select {Tables.MissedSearches.Prefixed("m")} from {{keys}} cross join missed_searches m where m.tenant = @tenant and m.language = k.a and m.words = k.b",
            ByWords, [.. missed.Select(m => new object?[] { m.Language, m.Words })], Tables.MissedSearches.Read, ct)).ToDictionary(m => (m.Language, m.Words));
        var added = missed.Where(m => !known.ContainsKey((m.Language, m.Words))).OrderByDescending(m => m.Count).Take(MostNew).ToList();
        var count = (await unit.Session.QueryAsync("select count(*) from missed_searches where tenant = @tenant", r => r.Long(), ct))[0];
        if (count + added.Count - Most is > 0 and var surplus)
        {
            await unit.Session.ExecuteAsync(
                "delete from missed_searches where tenant = @tenant and (language, words) in" +
                " (select language, words from missed_searches where tenant = @tenant order by count, last_at, words limit @limit)",
                ct, ("@limit", surplus));
        }

        foreach (var row in missed.Where(m => known.ContainsKey((m.Language, m.Words))).Select(m => m with { Count = (int)Math.Min(int.MaxValue, (long)known[(m.Language, m.Words)].Count + m.Count) }).Concat(added))
        {
            unit.Upsert(Tables.MissedSearches, row);
        }
    }

    public static Task SweepMissedAsync(this TenantUnit unit, CancellationToken ct) =>
        unit.Session.ExecuteAsync("delete from missed_searches where tenant = @tenant and last_at < @since", ct, ("@since", unit.Now - Kept));

    /// <summary>Takes one from the list: somebody has seen to it.</summary>
    public static void ForgetMissed(this TenantUnit unit, string language, string words) => unit.Change(
        "delete from missed_searches where tenant = @tenant and language = @language and words in (select id from {keys})", ById, [[words]], ("@language", language));

    /// <summary>The most asked first.</summary>
    /// <param name="since">What was last asked before is left out.</param>
    public static Task<List<MissedSearchRow>> MissedSearchesAsync(this StoreSession session, DateTimeOffset since, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.MissedSearches.ColumnNames} from missed_searches where tenant = @tenant and last_at >= @since order by count desc, last_at desc, words", Tables.MissedSearches.Read, ct,
            ("@since", since));
}
