using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>One change in many documents at once.</summary>
public sealed partial class EditedDocuments
{
    /// <summary>
    /// Writes documents anew where a body comes out otherwise: the draft, what is shown, and what waits for review or for its time. What is
    /// not there, was joined into another or is written by sources is left out.
    /// </summary>
    /// <param name="rewrite">From canonical to canonical; gives the same array where nothing is new. The title and place of what is shown stay as they were.</param>
    /// <returns>How many documents there were.</returns>
    public async Task<int> RewriteAsync(TenantUnit unit, IReadOnlyCollection<Guid> documents, Func<byte[], byte[]> rewrite, string? note, WriteOrigin origin, CancellationToken ct)
    {
        var count = 0;
        foreach (var some in documents.Distinct().Order().Chunk(RewrittenAtOnce))
        {
            var rows = (await unit.Session.DocumentsAsync(some, ct)).Where(d => d.State != DocumentState.Merged && kinds.Find(d.Type) is { IsEdited: true }).ToList();
            await RewriteAsync(unit, rows, row => rewrite(row.Body), note, origin, ct);
            await unit.FlushAsync(ct);
            count += rows.Count;
        }

        return count;
    }
}
