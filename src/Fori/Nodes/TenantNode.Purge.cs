namespace Fori.Nodes;

public sealed partial class TenantNode
{
    /// <summary>
    /// Leaves nothing of what was erased on this node: the index's files are rewritten, caches emptied. To be called
    /// when the erasing change is visible here. Costly.
    /// </summary>
    public async Task PurgeAsync(CancellationToken ct)
    {
        await _following.WaitAsync(ct);
        try
        {
            // Referrers whose labels held the text wait behind direct changes.
            while (_fanOut.Count > 0)
            {
                await FollowAsync(ct);
            }

            Index.Purge();
            CommitIndex();
            Index.Refresh();

            // Files that a search still read when the first commit dropped them go with the next.
            CommitIndex();
            Documents.EvictAll();
            Pages.EvictAll();
        }
        finally
        {
            _following.Release();
        }
    }
}
