using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Content.Editing;

/// <summary>What was saved, and the sequence after which everybody sees it.</summary>
public sealed record EditorSave(EditedState State, long Sequence);

/// <summary>
/// Where editors' documents are read and written, with the rules that need the store: who may is asked before, by the caller.
/// </summary>
public sealed class EditorDesk(Node node, EditedDocuments edited)
{
    private const string Origin = "editor";
    private const int Deepest = DocumentKind.DeepestTree;

    public Task<EditedDocument?> FindAsync(Tenant tenant, Guid id, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => session.EditedAsync(id, ct), ct);

    /// <summary>Documents of a type, last saved first.</summary>
    public Task<IReadOnlyList<EditedDocument>> ListAsync(Tenant tenant, DocumentType type, int limit, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => session.EditedAsync(type.Name, limit, ct), ct);

    /// <summary>One version; null when there is none.</summary>
    public Task<VersionRow?> VersionAsync(Tenant tenant, Guid id, int version, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => session.VersionAsync(id, version, ct), ct);

    /// <summary>Versions of a document, newest first.</summary>
    public Task<List<VersionRow>> HistoryAsync(Tenant tenant, Guid id, int limit, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => session.HistoryAsync(id, limit, ct), ct);

    /// <summary>Keeps a draft. Nothing public changes.</summary>
    /// <param name="actor">Who saves, as the history shows it.</param>
    /// <returns>Refused as <see cref="EditedDocuments.SaveAsync"/> does, and with <c>page.circle</c>.</returns>
    public Task<Outcome<EditorSave>> SaveAsync(Tenant tenant, DraftSave save, string actor, CancellationToken ct) =>
        WriteAsync(tenant, async (unit, origin, stop) => await SaveInAsync(unit, save, origin, stop), actor, ct);

    /// <summary>Shows languages of the draft. What was typed is saved before, so a refusal here loses nothing.</summary>
    /// <returns>Refused as <see cref="EditedDocuments.PublishAsync"/> does, with what <see cref="ContentChecks"/> finds, and with <c>page.parent-not-public</c>.</returns>
    public Task<Outcome<EditorSave>> PublishAsync(Tenant tenant, PublishingOrder order, string actor, CancellationToken ct) =>
        WriteAsync(
            tenant,
            async (unit, origin, stop) =>
            {
                var problems = await unit.Session.EditedAsync(order.Document, stop) is { } found && node.Types.Find(found.Document.Type) is { } type
                    ? await ProblemsAsync(unit, type, found, order, stop)
                    : [];
                return problems.Count > 0 ? Outcome<EditedState>.Refused(problems) : await edited.PublishAsync(unit, order, origin, stop);
            },
            actor, ct);

    /// <summary>Takes a document out of public sight; its draft stays.</summary>
    /// <returns>Refused as <see cref="EditedDocuments.WithdrawAsync"/> does, and with <c>page.children-public</c> and <c>media.in-use</c>.</returns>
    public Task<Outcome<EditorSave>> WithdrawAsync(Tenant tenant, Guid id, int expected, string actor, CancellationToken ct) =>
        WriteAsync(
            tenant,
            async (unit, origin, stop) => (await HasPublicBelowAsync(unit, id, stop) ?? await IsShownElsewhereAsync(unit, id, stop)) is { } problem ? problem : await edited.WithdrawAsync(unit, id, expected, origin, stop),
            actor, ct);

    private async Task<Outcome<EditedState>> SaveInAsync(TenantUnit unit, DraftSave save, WriteOrigin origin, CancellationToken ct)
    {
        var kind = node.Types[save.Type].Kind;
        var above = DocumentFacts.Read(kind, save.Body).Parent;
        if (above is { } first && (await unit.Session.DocumentsAsync([first], ct)).FirstOrDefault()?.Type != save.Type)
        {
            return Problem.Of("document.unknown", kind.ParentMember!, ("id", first.ToString())); // There is a parent, so there is a member that names it.
        }

        for (var depth = 0; above is { } parent && depth < Deepest; depth++)
        {
            if (parent == save.Document)
            {
                return Problem.Of("page.circle", kind.ParentMember!); // There is a parent, so there is a member that names it.
            }

            above = await unit.Session.EditedAsync(parent, ct) is { } next ? DocumentFacts.Read(kind, next.Draft.Body).Parent : null;
        }

        return above is null ? await edited.SaveAsync(unit, save, origin, ct) : Problem.Of("page.circle", kind.ParentMember!); // As above.
    }

    private static async Task<IReadOnlyList<Problem>> ProblemsAsync(TenantUnit unit, DocumentType type, EditedDocument found, PublishingOrder order, CancellationToken ct)
    {
        var problems = ContentChecks.Of(type, type.Read(found.Draft.Body), order.Languages);
        var shown = (await unit.Session.PublishedAsync([order.Document], ct)).FirstOrDefault();
        var parent = DocumentFacts.Read(type.Kind, found.Draft.Body).Parent;
        if (parent is null || !order.WithSharedFields || (shown is not null && DocumentFacts.Read(type.Kind, shown.Body).Parent == parent))
        {
            // Its place does not change: a typing error can be mended wherever it stands.
            return problems;
        }

        // Of what is shown, not of drafts: two who move pages below each other, each in a draft, must not both go out.
        var above = parent;
        for (var depth = 0; above is { } next && depth < Deepest; depth++)
        {
            if (next == order.Document)
            {
                return [.. problems, Problem.Of("page.circle", type.Kind.ParentMember!)]; // There is a parent, so there is a member that names it.
            }

            if ((await unit.Session.PublishedAsync([next], ct)).FirstOrDefault() is not { } page)
            {
                return depth == 0 ? [.. problems, Problem.Of("page.parent-not-public", type.Kind.ParentMember!)] : problems; // As above.
            }

            above = DocumentFacts.Read(type.Kind, page.Body).Parent;
        }

        return problems;
    }

    // What stands below would lose its way up: first those, or move them.
    private async Task<Problem?> HasPublicBelowAsync(TenantUnit unit, Guid id, CancellationToken ct)
    {
        var referrers = (await unit.Session.ReferencesToDocumentsAsync([id], ct)).Select(r => r.Document).Distinct().ToList();
        var below = (await unit.Session.PublishedAsync(referrers, ct))
            .Where(p => node.Types.Find(p.Type) is { Kind.ParentMember: not null } type && DocumentFacts.Read(type.Kind, p.Body).Parent == id)
            .Select(p => DocumentFacts.Read(node.Types[p.Type].Kind, p.Body).Titles.Select(t => t.Title).FirstOrDefault() ?? "")
            .Order(StringComparer.Ordinal).ToList();
        return below.Count == 0 ? null : Problem.Of("page.children-public", "", ("titles", string.Join(", ", below.Take(5))));
    }

    // Pages would show a gap: first those.
    private async Task<Problem?> IsShownElsewhereAsync(TenantUnit unit, Guid id, CancellationToken ct)
    {
        var users = (await unit.Session.DocumentsAsync([id], ct)).Any(d => d.Type == nameof(Types.MediaItems.Media))
            ? (await MediaUse.UsersAsync(unit.Session, node.Types, id, ct)).Where(u => u.IsPublic).ToList()
            : [];
        return users.Count == 0 ? null : MediaUse.InUse(users);
    }

    private async Task<Outcome<EditorSave>> WriteAsync(
        Tenant tenant, Func<TenantUnit, WriteOrigin, CancellationToken, Task<Outcome<EditedState>>> write, string actor, CancellationToken ct) =>
        await node.Writer.WriteAsync(
            tenant.Id,
            WriteLane.People,
            async (unit, stop) =>
            {
                var outcome = await write(unit, new WriteOrigin(actor, Origin), stop);
                return outcome.Succeeded ? new EditorSave(outcome.Value, unit.Cursor.Sequence) : Outcome<EditorSave>.Refused(outcome.Problems);
            },
            ct);
}
