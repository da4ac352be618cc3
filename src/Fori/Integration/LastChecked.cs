using Fori.Integration.Importing;
using Fori.Store;
using Fori.Store.Operations;
using Fori.Store.Sql;

namespace Fori.Integration;

/// <summary>When sources last confirmed what they say: a run that reads all of a source confirms what it finds unchanged.</summary>
/// <remarks>Nothing is written for it: a record that is left after a whole run was in it, unless the run had to refuse it.</remarks>
public static class LastChecked
{
    // Some are of a part of the source; those in between say nothing of the rest.
    private const int RunsLookedAt = 30;

    /// <summary>For each of the newest contributions: when its source last said so.</summary>
    public static async Task<IReadOnlyList<(ContributionRow Contribution, DateTimeOffset At)>> OfAsync(
        StoreSession session, IReadOnlyCollection<ContributionRow> contributions, CancellationToken ct)
    {
        var answer = new List<(ContributionRow, DateTimeOffset)>(contributions.Count);
        foreach (var source in contributions.GroupBy(c => c.Source))
        {
            var whole = (await session.DoneRunsAsync(source.Key, RunsLookedAt, ct)).Find(r => RunCounts.Parse(r.Body) is { Whole: true });
            var refused = whole is null ? null : await session.RefusedKeysAsync(whole.Id, ct);
            answer.AddRange(source.Select(c =>
                (c, whole is not null && whole.StartedAt > c.ReceivedAt && !refused!.Contains(c.Key) ? whole.StartedAt : c.ReceivedAt))); // Set with the run.
        }

        return answer;
    }
}
