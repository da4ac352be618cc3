using Fori.Content.Layers;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Site.Building;
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
public sealed partial class EditorDesk(Node node, EditedDocuments edited)
{
    private const string Origin = "editor";
    private const int Deepest = DocumentKind.DeepestTree;

    /// <returns>Null also for what is in the bin, and for what was joined into another.</returns>
    public async Task<EditedDocument?> FindAsync(Tenant tenant, Guid id, CancellationToken ct) =>
        await node.Database.ReadAsync(tenant.Id, session => session.EditedAsync(id, ct), ct) is { Document.State: not (DocumentState.Archived or DocumentState.Merged) } found ? found : null;

    /// <summary>Documents of a type, last saved first.</summary>
    public Task<IReadOnlyList<EditedDocument>> ListAsync(Tenant tenant, DocumentType type, int limit, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => session.EditedAsync(type.Name, limit, ct), ct);

    /// <summary>How many there are of a type, at most <paramref name="most"/>; far quicker than listing them.</summary>
    public Task<int> CountAsync(Tenant tenant, DocumentType type, int most, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => session.CountEditedAsync(type.Name, most, ct), ct);

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
        WriteAsync(
            tenant,
            async (unit, origin, stop) => await SaveInAsync(
                unit, save with { Body = await FilledAsync(tenant, node.Types[save.Type], save.Body, null, stop) }, origin, stop),
            actor, ct);

    /// <summary>Shows languages of the draft. What was typed is saved before, so a refusal here loses nothing.</summary>
    /// <returns>Refused as <see cref="EditedDocuments.PublishAsync"/> does, with what <see cref="ContentChecks"/> finds, and with <c>page.parent-not-public</c>.</returns>
    public async Task<Outcome<EditorSave>> PublishAsync(Tenant tenant, PublishingOrder order, string actor, CancellationToken ct)
    {
        var filled = await FillAsync(tenant, order.Document, order.Expected, node.Clock.GetUtcNow(), order.Note, actor, ct);
        return filled.Succeeded
            ? await WriteAsync(tenant, (unit, origin, stop) => PublishInAsync(tenant, unit, order with { Expected = filled.Value }, origin, stop), actor, ct)
            : Outcome<EditorSave>.Refused(filled.Problems);
    }

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
        save = save with { Body = await WithPresentTermsAsync(unit.Session, kind, save.Body, ct) };
        if (ContentModule.Find(save.Type)?.LayerOn is { } record && await LayerProblemAsync(unit.Session, kind, record, save.Document, save.Body, ct) is { } problem)
        {
            return problem;
        }

        if (await OutsideItsSectionAsync(unit, save, ct) is { } outside)
        {
            return outside;
        }

        var above = DocumentFacts.Read(kind, save.Body).Parent;
        if (above is { } first && node.Types.Find((await unit.Session.DocumentsAsync([first], ct)).FirstOrDefault()?.Type ?? "")?.RouteSpace != kind.RouteSpace)
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

    /// <returns><c>document.unknown</c> for a section that is none, <c>section.type-not-allowed</c> for a type that it does not take; asked when a document comes into it.</returns>
    private async Task<Problem?> OutsideItsSectionAsync(TenantUnit unit, DraftSave save, CancellationToken ct)
    {
        var type = node.Types[save.Type];
        if (save.Type == nameof(Section) || SectionOf.Body(type, save.Document, save.Body) is not { } section
            || (await unit.Session.EditedAsync(save.Document, ct) is { } before && SectionOf.Body(type, save.Document, before.Draft.Body) == section))
        {
            return null;
        }

        return await unit.Session.EditedAsync(section, ct) is not { Document.Type: nameof(Section), Document.State: not DocumentState.Archived } found
            ? Problem.Of("document.unknown", "section", ("id", section.ToString()))
            : node.Types[nameof(Section)].TryRead(found.Draft.Body, out _) is Section { Types.Count: > 0 } read && !read.Types.Contains(save.Type)
                ? Problem.Of("section.type-not-allowed", "section")
                : null;
    }

    /// <summary>
    /// Keeps what is filled in for people when a document goes out, as a version of its own: the moment of news stays the same
    /// when it is published again.
    /// </summary>
    /// <param name="at">When it goes out.</param>
    /// <returns>The draft version to go on with.</returns>
    private async Task<Outcome<int>> FillAsync(Tenant tenant, Guid id, int expected, DateTimeOffset at, string? note, string actor, CancellationToken ct)
    {
        if (await FindAsync(tenant, id, ct) is not { } found || found.Document.Draft != expected || node.Types.Find(found.Document.Type) is not { } type
            || await FilledAsync(tenant, type, found.Draft.Body, at, ct) is not { } filled || filled.AsSpan().SequenceEqual(found.Draft.Body))
        {
            return expected;
        }

        var saved = await WriteAsync(tenant, (unit, origin, stop) => edited.SaveAsync(unit, new DraftSave(id, type.Name, expected, filled, note), origin, stop), actor, ct);
        return saved.Succeeded ? saved.Value.State.Draft : Outcome<int>.Refused(saved.Problems);
    }

    /// <param name="publishedAt">When it goes out; null for a save.</param>
    private async Task<byte[]> FilledAsync(Tenant tenant, DocumentType type, byte[] body, DateTimeOffset? publishedAt, CancellationToken ct)
    {
        if (ContentModule.Find(type.Name) is not { } content)
        {
            return body;
        }

        var settings = await SiteSettings.LoadAsync(node.Open(tenant), ct);
        var read = type.Read(body);
        var filling = new Filling(settings.Languages, publishedAt);
        if (content.FillsNames || content.LayerOn is not null)
        {
            filling = filling with { Names = await NamesAsync(tenant, type, body, ct) };
        }

        var filled = content.Fill(content.LayerOn is null ? read : LayerLabels.Fill((EditorLayer)read, type, filling), filling);
        return ReferenceEquals(filled, read) ? body : type.Write(filled).Value ?? throw new InvalidOperationException($"A {type.Name} was filled so that it cannot be written.");
    }

    private async Task<Outcome<EditedState>> PublishInAsync(Tenant tenant, TenantUnit unit, PublishingOrder order, WriteOrigin origin, CancellationToken ct)
    {
        var found = await unit.Session.EditedAsync(order.Document, ct);
        var source = order.Version is { } version ? await unit.Session.VersionAsync(order.Document, version, ct) : found?.Draft;
        var problems = found is not null && source is not null && node.Types.Find(found.Document.Type) is { } type
            ? await ProblemsAsync(tenant, unit, type, source.Body, order, ct)
            : [];
        if (problems.Count > 0)
        {
            return Outcome<EditedState>.Refused(problems);
        }

        var outcome = await edited.PublishAsync(unit, order, origin, ct);
        if (outcome is { Succeeded: true, Value.Changed: true })
        {
            await BeginReviewYearAsync(unit, order.Document, ct);
        }

        return outcome;
    }

    private async Task<IReadOnlyList<Problem>> ProblemsAsync(Tenant tenant, TenantUnit unit, DocumentType type, byte[] draft, PublishingOrder order, CancellationToken ct)
    {
        var body = type.Read(draft);
        var problems = ContentChecks.Of(type, body, order.Languages);
        problems = [.. problems, .. OwnFields.OwnFieldForm.Check(await OwnFieldsAsync(tenant, type, ct), body, order.Languages)];
        if (ContentModule.Find(type.Name)?.Check is { } check)
        {
            var open = node.Open(tenant);
            problems = [.. problems, .. await check(new PublishingCheck(open, order.Document, body, order.Languages, (await SiteSettings.LoadAsync(open, ct)).Languages, node.Types), ct)];
        }

        var shown = (await unit.Session.PublishedAsync([order.Document], ct)).FirstOrDefault();
        var parent = DocumentFacts.Read(type.Kind, draft).Parent;
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

            if ((await unit.Session.PublishedAsync([next], ct)).FirstOrDefault() is not { IsHistorical: false } page)
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
            .Where(p => !p.IsHistorical && node.Types.Find(p.Type) is { Kind.ParentMember: not null } type && DocumentFacts.Read(type.Kind, p.Body).Parent == id)
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
