using Fori.Documents;
using Fori.Store;
using Fori.Store.Sql;

namespace Fori.MediaLibrary;

/// <summary>A document that uses a file of the library.</summary>
/// <param name="IsPublic">In what is shown, or only in what is being written.</param>
public sealed record MediaUser(Guid Document, string Type, string Title, bool IsPublic);

/// <summary>What uses a file of the library, in what is shown and in drafts.</summary>
public static class MediaUse
{
    private const int Named = 5;

    public static async Task<IReadOnlyList<MediaUser>> UsersAsync(StoreSession session, DocumentTypes types, Guid id, CancellationToken ct)
    {
        var users = new List<MediaUser>();
        var referrers = (await session.ReferencesToDocumentsAsync([id], ct)).Select(r => r.Document).Where(d => d != id).Distinct().ToList();
        var shown = (await session.PublishedAsync(referrers, ct)).ToDictionary(p => p.Id);
        var drafts = (await session.DraftVersionsAsync(referrers, ct)).ToDictionary(v => v.Id);
        foreach (var document in (await session.DocumentsAsync(referrers, ct)).Where(IsLiving))
        {
            var kind = types.Find(document.Type)?.Kind;
            var row = shown.GetValueOrDefault(document.Id);
            var body = row?.Body ?? drafts.GetValueOrDefault(document.Id)?.Body;
            var title = body is null || kind is null ? null : DocumentFacts.Read(kind, body).Titles.Select(t => t.Title).FirstOrDefault();
            var isPublic = row is not null && kind is not null && DocumentFacts.Read(kind, row.Body).References.Any(r => r.Target == id);
            users.Add(new MediaUser(document.Id, document.Type, title ?? document.Id.ToString(), isPublic));
        }

        return [.. users.OrderBy(u => u.Title, StringComparer.Ordinal)];
    }

    /// <summary>Those of the ids that something uses.</summary>
    public static async Task<HashSet<Guid>> UsedAsync(StoreSession session, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var references = await session.ReferencesToDocumentsAsync(ids, ct);
        var living = (await session.DocumentsAsync([.. references.Select(r => r.Document).Distinct()], ct)).Where(IsLiving).Select(d => d.Id).ToHashSet();
        return references.Where(r => living.Contains(r.Document)).Select(r => r.Target).OfType<Guid>().ToHashSet();
    }

    public static Problem InUse(IEnumerable<MediaUser> users) =>
        Problem.Of("media.in-use", "", ("titles", string.Join(", ", users.Take(Named).Select(u => u.Title))));

    private static bool IsLiving(DocumentRow document) => document.State is DocumentState.Draft or DocumentState.Published or DocumentState.Historical;
}
