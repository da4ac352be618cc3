using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Content.Editing;

/// <summary>What is no longer kept up.</summary>
public sealed partial class EditorDesk
{
    private const int RemarksLookedAt = 200;

    /// <summary>Archives a public document: out of every list, and readable with a mark or gone, by its type.</summary>
    /// <returns>Refused as <see cref="EditedDocuments.MakeHistoricalAsync"/> does, and with <c>document.not-archivable</c>, <c>page.children-public</c>, <c>media.in-use</c>.</returns>
    public Task<Outcome<EditorSave>> MakeHistoricalAsync(Tenant tenant, Guid id, int expected, string actor, CancellationToken ct) =>
        WriteAsync(tenant, (unit, origin, stop) => MakeHistoricalInAsync(unit, id, expected, origin, stop), actor, ct);

    /// <summary>Makes a draft of it again.</summary>
    /// <returns>Refused as <see cref="EditedDocuments.TakeFromArchiveAsync"/> does.</returns>
    public Task<Outcome<EditorSave>> TakeFromArchiveAsync(Tenant tenant, Guid id, int expected, string actor, CancellationToken ct) =>
        WriteAsync(tenant, (unit, origin, stop) => edited.TakeFromArchiveAsync(unit, id, expected, origin, stop), actor, ct);

    /// <summary>Since when a document is no longer kept up; null when nobody noted it.</summary>
    internal static async Task<DateTimeOffset?> ArchivedAtAsync(StoreSession session, Guid id, CancellationToken ct) =>
        (await session.RemarksOfAsync(id, RemarksLookedAt, ct)).Find(r => r.Kind == RemarkKind.Archived)?.At;

    private async Task<Outcome<EditedState>> MakeHistoricalInAsync(TenantUnit unit, Guid id, int expected, WriteOrigin origin, CancellationToken ct)
    {
        if ((await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault() is not { } document || ContentModule.Find(document.Type)?.WhenArchived is not { } shown)
        {
            return Problem.Of("document.not-archivable");
        }

        return (await HasPublicBelowAsync(unit, id, ct) ?? (shown == WhenArchived.Gone ? await IsShownElsewhereAsync(unit, id, ct) : null)) is { } problem
            ? problem
            : await edited.MakeHistoricalAsync(unit, id, expected, shown == WhenArchived.Readable, origin, ct);
    }

    // The end that was planned: with its last language the document goes to the archive, where its type has one.
    private async Task<Outcome<EditedState>> EndAsync(TenantUnit unit, DocumentRow document, string language, WriteOrigin origin, CancellationToken ct) =>
        ContentModule.Find(document.Type)?.WhenArchived == WhenArchived.Readable
        && (await unit.Session.OpenPublicationsAsync([document.Id], ct)).FirstOrDefault() is { Languages: [var only] } && only == language
            ? await MakeHistoricalInAsync(unit, document.Id, document.Draft, origin, ct)
            : await WithdrawLanguageInAsync(unit, document.Id, null, language, origin, ct);
}
