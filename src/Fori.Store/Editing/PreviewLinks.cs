using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>Links by which who has the secret sees drafts. Not documents and not in the log.</summary>
public static class PreviewLinks
{
    /// <summary>Keeps a link; one of the same secret stays as it is.</summary>
    public static async Task<PreviewLinkRow> KeepLinkAsync(this TenantUnit unit, PreviewLinkRow link, CancellationToken ct)
    {
        if (await unit.Session.PreviewLinkAsync(link.Hash, ct) is { } kept)
        {
            return kept;
        }

        unit.Insert(Tables.PreviewLinks, link);
        return link;
    }

    /// <returns>False when the document has no such link.</returns>
    public static async Task<bool> RevokeLinkAsync(this TenantUnit unit, Guid document, Guid id, CancellationToken ct)
    {
        if ((await unit.Session.PreviewLinksAsync(document, ct)).Find(l => l.Id == id) is not { } link)
        {
            return false;
        }

        if (link.RevokedAt is null)
        {
            unit.Upsert(Tables.PreviewLinks, link with { RevokedAt = unit.Now });
        }

        return true;
    }

    /// <returns>Null when nobody made such a link; an expired or revoked one is found.</returns>
    public static async Task<PreviewLinkRow?> PreviewLinkAsync(this StoreSession session, byte[] hash, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.PreviewLinks.ColumnNames} from preview_links where tenant = @tenant and hash = @hash", Tables.PreviewLinks.Read, ct, ("@hash", hash))).FirstOrDefault();

    /// <summary>Links of a document, newest first.</summary>
    public static Task<List<PreviewLinkRow>> PreviewLinksAsync(this StoreSession session, Guid document, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.PreviewLinks.ColumnNames} from preview_links where tenant = @tenant and document = @document order by created_at desc, id desc",
            Tables.PreviewLinks.Read, ct, ("@document", document));
}
