// Documents that people write whole, as pages and news. This file keeps:
//  - every save is a version; documents.draft names the one that editors go on with, documents.published the one that is shown;
//  - a save or a publishing names the draft that it read, and another one is refused: nothing is lost unseen;
//  - what is published is composed per language, so drafts of other languages stay unseen.
using Fori.Store.Files;
using Fori.Store.Golden;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>A draft as it is to be.</summary>
/// <param name="Document">The id is given by the form that creates, so that a form sent twice makes one document.</param>
/// <param name="Expected">The draft version that was read; 0 for a document that is to be new.</param>
/// <param name="Body">Canonical JSON.</param>
/// <param name="Note">Why, in words; null when nothing was said.</param>
public sealed record DraftSave(Guid Document, string Type, int Expected, byte[] Body, string? Note)
{
    /// <summary>By rule, as words that are replaced: no language was translated or got a new meaning.</summary>
    public bool IsByRule { get; init; }
}

/// <summary>What is to be shown from now on.</summary>
/// <param name="Expected">The draft version that was read.</param>
/// <param name="Languages">BCP 47; the languages whose texts go out.</param>
/// <param name="WithSharedFields">Fields without languages go out only by someone with the right to every language.</param>
/// <param name="Version">An older version whose texts go out, whatever was written since; null is the draft.</param>
public sealed record PublishingOrder(Guid Document, int Expected, IReadOnlyList<string> Languages, bool WithSharedFields, string? Note, int? Version = null);

/// <summary>Where a document stands after a write.</summary>
/// <param name="Draft">The version to name at the next save.</param>
/// <param name="Changed">False when nothing was new, so nothing was written.</param>
public sealed record EditedState(Guid Document, int Draft, int? Published, bool Changed);

/// <summary>Saves, publishes and withdraws documents of types that people write whole.</summary>
public sealed partial class EditedDocuments(DocumentKinds kinds)
{
    /// <summary>Keeps a draft as a new version; what is public stays as it is.</summary>
    /// <returns>Refused: <c>document.version-conflict</c> (somebody saved since), <c>document.other-type</c>, <c>document.unknown</c>, <c>file.unknown</c>.</returns>
    public async Task<Outcome<EditedState>> SaveAsync(TenantUnit unit, DraftSave save, WriteOrigin origin, CancellationToken ct)
    {
        var kind = kinds[save.Type];
        var read = await ReadAsync(unit, save.Document, save.Expected, save.Type, ct);
        if (!read.Succeeded)
        {
            // The same form sent again has already made what it asks for.
            return save.Expected == 0 && await IsDoneAsync(unit, save, ct) is { } done ? done : Outcome<EditedState>.Refused(read.Problems);
        }

        var (document, draft) = read.Value;
        if (draft is not null && draft.Body.AsSpan().SequenceEqual(save.Body))
        {
            return StateOf(document, changed: false);
        }

        if (await unit.TouchFileAsync(kind, save.Body, ct) is { } lost)
        {
            return lost;
        }

        var version = await unit.Session.NewestVersionAsync(document.Id, ct) + 1;
        unit.Insert(Tables.Versions, new VersionRow(
            document.Id, version, kind.Schema, save.Body, null, origin.Actor, origin.Origin, unit.Now, save.Note, 0));
        var saved = document with { Draft = version };
        unit.Upsert(Tables.Documents, saved);
        await ReferAsync(unit, kind, saved, save.Body, ct);
        var changed = draft is null ? [] : GoldenMerge.Compare(kind.Shape, draft.Body, save.Body);
        if (save.IsByRule)
        {
            await unit.CarryTranslationsAsync([(document.Id, document.Draft, version)], ct);
        }
        else
        {
            await unit.NoteTranslationsAsync(kind, document.Id, draft, save.Body, version, changed, ct);
        }

        unit.Log(document.Id, kind.Name, ChangeOperation.Draft, version, changed, origin.Actor, origin.Origin);
        return StateOf(saved, changed: true);
    }

    /// <summary>Shows languages of the draft.</summary>
    /// <returns>
    /// Refused: <c>document.version-conflict</c>, <c>document.unknown</c>, <c>publish.untitled</c> (no title in one of the languages).
    /// </returns>
    public async Task<Outcome<EditedState>> PublishAsync(TenantUnit unit, PublishingOrder order, WriteOrigin origin, CancellationToken ct)
    {
        var read = await ReadAsync(unit, order.Document, order.Expected, null, ct);
        if (!read.Succeeded)
        {
            return Outcome<EditedState>.Refused(read.Problems);
        }

        var (document, draft) = read.Value;
        var kind = kinds[document.Type];
        var source = order.Version is { } older ? await unit.Session.VersionAsync(document.Id, older, ct) : draft;
        if (source is null)
        {
            return Problem.Of("document.unknown", "", ("id", document.Id.ToString()));
        }

        var open = (await unit.Session.OpenPublicationsAsync([document.Id], ct)).FirstOrDefault();
        var shown = open is null ? null : await unit.Session.VersionAsync(document.Id, open.Version, ct);
        ReadOnlyMemory<byte>? before = shown is null ? null : shown.Body;
        var body = Publishing.Compose(before, source.Body, kind.Shape, order.Languages, order.WithSharedFields);
        var facts = DocumentFacts.Read(kind, body);
        if (order.Languages.Except(facts.Titles.Select(t => t.Language)).ToList() is [var untitled, ..])
        {
            return Problem.Of("publish.untitled", $"{kind.TitleMember}.{untitled}", ("language", untitled));
        }

        await EndWaitingAsync(unit, document.Id, order.Languages, ct);
        var languages = (open?.Languages ?? []).Union(order.Languages).Intersect(facts.Languages).Order(StringComparer.Ordinal).ToList();
        if (open is not null && shown is not null && shown.Body.AsSpan().SequenceEqual(body) && languages.SequenceEqual(open.Languages.Order(StringComparer.Ordinal)))
        {
            return StateOf(document, changed: false);
        }

        var version = source.Version;
        var isWhole = source.Body.AsSpan().SequenceEqual(body);
        if (!isWhole || (order.Note is not null && order.Note != source.Note))
        {
            version = await unit.Session.NewestVersionAsync(document.Id, ct) + 1;
            unit.Insert(Tables.Versions, new VersionRow(
                document.Id, version, kind.Schema, body, null, origin.Actor, origin.Origin, unit.Now, order.Note, 0));
        }

        Remark(unit, document.Id, version, RemarkKind.Published, order.Languages, origin, order.Note);
        var published = document with { State = DocumentState.Published, Published = version, Draft = isWhole && source.Version == document.Draft ? version : document.Draft };
        await ShowAsync(unit, kind, published, open, languages, shown?.Body, body, draft!.Body, origin, ct); // A document that is named by a version has it.
        return StateOf(published, changed: true);
    }

    /// <summary>Takes the document out of public sight; its draft stays.</summary>
    /// <returns>Refused: <c>document.version-conflict</c>, <c>document.unknown</c>, <c>document.not-public</c>.</returns>
    public async Task<Outcome<EditedState>> WithdrawAsync(TenantUnit unit, Guid id, int expected, WriteOrigin origin, CancellationToken ct)
    {
        var read = await ReadAsync(unit, id, expected, null, ct);
        if (!read.Succeeded)
        {
            return Outcome<EditedState>.Refused(read.Problems);
        }

        var (document, draft) = read.Value;
        var open = (await unit.Session.OpenPublicationsAsync([id], ct)).FirstOrDefault();
        if (open is null)
        {
            return Problem.Of("document.not-public");
        }

        Remark(unit, id, open.Version, RemarkKind.Withdrawn, [], origin, null);
        EndSchedules(unit, id, ScheduledAct.Withdraw, open.Languages);
        return StateOf(await HideAsync(unit, document, draft!, open, DocumentState.Draft, origin, ct), changed: true); // As in publishing.
    }

    private async Task<DocumentRow> HideAsync(
        TenantUnit unit, DocumentRow document, VersionRow draft, PublicationRow open, DocumentState state, WriteOrigin origin, CancellationToken ct)
    {
        var hidden = document with { State = state, Published = null };
        unit.Upsert(Tables.Documents, hidden);
        Close(unit, open, unit.Log(document.Id, document.Type, ChangeOperation.Archive, open.Version, [], origin.Actor, origin.Origin));
        await ReferAsync(unit, kinds[document.Type], hidden, draft.Body, ct);
        return hidden;
    }

    // What is shown from now on, with its change, publication, references and addresses.
    private static async Task ShowAsync(
        TenantUnit unit, DocumentKind kind, DocumentRow published, PublicationRow? open, IReadOnlyList<string> languages, byte[]? before, byte[] body, byte[] draft, WriteOrigin origin,
        CancellationToken ct)
    {
        var version = published.Published ?? throw new InvalidOperationException($"The document {published.Id} is to be shown and names no version.");
        unit.Upsert(Tables.Documents, published);
        var sequence = unit.Log(
            published.Id, kind.Name, open is null ? ChangeOperation.Create : ChangeOperation.Update, version,
            before is null ? [] : GoldenMerge.Compare(kind.Shape, before, body), origin.Actor, origin.Origin);
        Close(unit, open, sequence);
        unit.Insert(Tables.Publications, new PublicationRow(published.Id, sequence, version, languages, unit.Now, null, null));
        await ReferAsync(unit, kind, published, draft, ct, body);
        await Addresses.KeepAsync(
            unit, (await unit.Session.RoutesOfAsync([published.Id], ct)).ToLookup(r => r.Document), [(published.Id, kind, DocumentFacts.Read(kind, body))], ct);
    }

    /// <summary>Takes the document out of editors' lists too; its versions stay.</summary>
    /// <returns>Refused: <c>document.version-conflict</c>, <c>document.unknown</c>.</returns>
    public async Task<Outcome<EditedState>> ArchiveAsync(TenantUnit unit, Guid id, int expected, WriteOrigin origin, CancellationToken ct)
    {
        var read = await ReadAsync(unit, id, expected, null, ct);
        if (!read.Succeeded)
        {
            return Outcome<EditedState>.Refused(read.Problems);
        }

        var (document, draft) = read.Value;
        var archived = document with { State = DocumentState.Archived, Published = null };
        unit.Upsert(Tables.Documents, archived);
        var sequence = unit.Log(id, document.Type, ChangeOperation.Archive, document.Draft, [], origin.Actor, origin.Origin);
        Close(unit, (await unit.Session.OpenPublicationsAsync([id], ct)).FirstOrDefault(), sequence);
        await ReferAsync(unit, kinds[document.Type], archived, draft!.Body, ct); // As in publishing.
        return StateOf(archived, changed: true);
    }

    private static void Close(TenantUnit unit, PublicationRow? open, long sequence)
    {
        if (open is not null)
        {
            unit.Upsert(Tables.Publications, open with { ToSequence = sequence, ToAt = unit.Now });
        }
    }

    // Where-used looks at what is shown and at what is being written: the draft's references, then those of the shown body alone.
    private static async Task ReferAsync(TenantUnit unit, DocumentKind kind, DocumentRow document, byte[] draft, CancellationToken ct, byte[]? shown = null)
    {
        shown ??= document.Published is { } version ? (await unit.Session.VersionAsync(document.Id, version, ct))?.Body : null;
        ForgetReferences(unit, [document.Id]);
        Refer(unit, kind, document.Id, draft, shown);
    }

    // Changes run before what is inserted, so those that were there before go although this is asked later.
    private static void ForgetReferences(TenantUnit unit, IReadOnlyCollection<Guid> documents) =>
        unit.ChangeDocuments("delete from refs where tenant = @tenant and document in (select id from {keys})", documents);

    private static void Refer(TenantUnit unit, DocumentKind kind, Guid document, byte[] draft, byte[]? shown)
    {
        var ordinal = 0;
        foreach (var (field, system, key, target) in DocumentFacts.ReferencesOf(kind, draft, shown))
        {
            unit.Insert(Tables.References, new ReferenceRow(document, field, ordinal++, system, key, target));
        }
    }

    private static async Task<EditedState?> IsDoneAsync(TenantUnit unit, DraftSave save, CancellationToken ct) =>
        (await unit.Session.DocumentsAsync([save.Document], ct)).FirstOrDefault() is { State: not DocumentState.Archived } document && document.Type == save.Type
        && await unit.Session.VersionAsync(document.Id, document.Draft, ct) is { } draft && draft.Body.AsSpan().SequenceEqual(save.Body)
            ? StateOf(document, changed: false)
            : null;

    private static async Task<Outcome<(DocumentRow Document, VersionRow? Draft)>> ReadAsync(TenantUnit unit, Guid id, int expected, string? type, CancellationToken ct, bool historicalToo = false)
    {
        var document = (await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault();
        if (document is null)
        {
            return expected == 0 && type is not null
                ? (new DocumentRow(id, type, DocumentState.Draft, 0, null, null), (VersionRow?)null)
                : Problem.Of("document.unknown", "", ("id", id.ToString()));
        }

        if (document.State == DocumentState.Archived)
        {
            return Problem.Of("document.in-bin");
        }

        if (document.State == DocumentState.Historical && !historicalToo)
        {
            return Problem.Of("document.archived");
        }

        if (document is { State: DocumentState.Merged, MergedInto: { } into })
        {
            return Problem.Of("document.merged", "", ("id", into.ToString()));
        }

        if (type is not null && document.Type != type)
        {
            return Problem.Of("document.other-type", "", ("type", document.Type));
        }

        return document.Draft == expected && await unit.Session.VersionAsync(id, expected, ct) is { } draft
            ? (document, draft)
            : Problem.Of("document.version-conflict", "", ("current", document.Draft.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static EditedState StateOf(DocumentRow document, bool changed) => new(document.Id, document.Draft, document.Published, changed);
}
