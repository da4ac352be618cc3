using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Content.Editing;

/// <summary>Which term is to stand for which.</summary>
/// <param name="StaysExpected">The draft version that was looked at, as with <paramref name="GoesExpected"/>.</param>
/// <param name="Note">Stands in the history of every document that it changes.</param>
public sealed record TermMerge(Guid Stays, int StaysExpected, Guid Goes, int GoesExpected, string? Note);

/// <summary>What a merge of two terms would change.</summary>
/// <param name="Users">Documents that name the one that ceases, without terms, by type.</param>
/// <param name="Narrower">Terms right below it, which come below the one that stays.</param>
/// <param name="Words">Other words that the one that stays gets, by language.</param>
/// <param name="Codes">Codes and names in other systems that it gets.</param>
/// <param name="Problems">Why it cannot be; then the rest says what it would have been.</param>
public sealed record TermMergePlan(
    EditedDocument Stays, EditedDocument Goes, IReadOnlyList<(string Type, int Count)> Users, int Narrower, LocalizedText Words, IReadOnlyList<string> Codes, IReadOnlyList<Problem> Problems);

/// <summary>Merging of terms: every use of one becomes a use of another.</summary>
public sealed partial class EditorDesk
{
    /// <summary>What a merge would do. Nothing is written.</summary>
    /// <returns>Null when one of the two is not there.</returns>
    public Task<TermMergePlan?> PlanMergeAsync(Tenant tenant, Guid stays, Guid goes, CancellationToken ct) => node.Database.ReadAsync(tenant.Id, async session =>
    {
        if (await session.EditedAsync(stays, ct) is not { } one || await session.EditedAsync(goes, ct) is not { } other || TermOf(one.Document.Type, one.Draft.Body) is not { } term)
        {
            return null;
        }

        var problems = await MergeProblemsAsync(session, one.Document, other.Document, ct);
        var users = (await session.ReferencesToDocumentsAsync([goes], ct)).Select(r => r.Document).Where(id => id != goes).Distinct().ToList();
        var documents = (await session.DocumentsAsync(users, ct)).Where(d => d.State != DocumentState.Merged).ToList();
        if (one.Document.Type != other.Document.Type || stays == goes)
        {
            return new TermMergePlan(one, other, [], 0, LocalizedText.Empty, [], problems);
        }

        var joined = TermMerging.Joined(term, await FormsAsync(session, other.Document, ct));
        var before = term.Synonyms.SelectMany(s => TermMerging.LinesOf(s.Value).Select(w => (s.Key, w))).ToHashSet();
        return new TermMergePlan(
            one, other,
            [.. documents.Where(d => d.Type != one.Document.Type).GroupBy(d => d.Type).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2)],
            documents.Count(d => d.Type == one.Document.Type),
            new LocalizedText(joined.Synonyms.Select(s => KeyValuePair.Create(s.Key, string.Join(", ", TermMerging.LinesOf(s.Value).Where(w => !before.Contains((s.Key, w))))))),
            [
                .. joined.Codes.Except(term.Codes).Select(c => $"{c.Scheme} {c.Value}"), .. joined.Identifiers.Except(term.Identifiers).Select(i => $"{i.System} {i.Value}"),
                .. joined.Uri is { Length: > 0 } uri && uri != term.Uri ? [uri] : Array.Empty<string>(),
            ],
            [.. problems, .. TermMerging.Check(joined)]);
    }, ct);

    /// <summary>Merges a term into another, with all its uses, in one transaction.</summary>
    /// <returns>
    /// Refused as <see cref="EditedDocuments.JoinAsync"/> does, and with <c>term.merge-below</c> (the one that stays is below the one that ceases),
    /// <c>term.merge-hidden</c> (what is public would name what is not) and <c>term.synonyms-full</c>.
    /// </returns>
    public async Task<Outcome<(EditorSave Save, int Users)>> MergeTermsAsync(Tenant tenant, TermMerge merge, string actor, CancellationToken ct)
    {
        var users = 0;
        var outcome = await WriteAsync(
            tenant,
            async (unit, origin, stop) =>
            {
                var done = await MergeInAsync(unit, merge, origin, stop);
                users = done.Value?.Users ?? 0;
                return done.Succeeded ? done.Value!.Stays : Outcome<EditedState>.Refused(done.Problems); // It succeeded.
            },
            actor, ct);
        return outcome.Succeeded ? (outcome.Value, users) : Outcome<(EditorSave, int)>.Refused(outcome.Problems);
    }

    /// <summary>A body as it is to be saved: what names a term that was merged names the one that stands for it.</summary>
    public Task<byte[]> WithPresentTermsAsync(Tenant tenant, DocumentType type, byte[] body, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(type);
        return node.Database.ReadAsync(tenant.Id, session => WithPresentTermsAsync(session, type.Kind, body, ct), ct);
    }

    /// <summary>The document that stands for one that was merged; null for any other.</summary>
    public Task<DocumentRow?> StandInAsync(Tenant tenant, Guid id, CancellationToken ct) => node.Database.ReadAsync(tenant.Id, async session =>
        (await GoldenRecords.SurvivorsAsync(session, [id], ct)).GetValueOrDefault(id) is { } present && present.Id != id ? present : null, ct);

    // A form that was open at the merge, an old version that is restored and a draft of another program all come through here.
    private async Task<byte[]> WithPresentTermsAsync(StoreSession session, DocumentKind kind, byte[] body, CancellationToken ct)
    {
        var targets = DocumentFacts.Read(kind, body).References.Select(r => r.Target).OfType<Guid>().Distinct().ToList();
        if (targets.Count == 0)
        {
            return body;
        }

        var moves = (await GoldenRecords.SurvivorsAsync(session, targets, ct)).Where(s => s.Value.Id != s.Key && IsTerm(s.Value.Type)).ToDictionary(s => s.Key, s => s.Value.Id);
        return moves.Count == 0 ? body : MovedReferences.Move(body, moves);
    }

    private async Task<Outcome<JoinedState>> MergeInAsync(TenantUnit unit, TermMerge merge, WriteOrigin origin, CancellationToken ct)
    {
        var rows = (await unit.Session.DocumentsAsync([.. new[] { merge.Stays, merge.Goes }.Distinct()], ct)).ToDictionary(d => d.Id);
        if (rows.GetValueOrDefault(merge.Stays) is not { } stays || rows.GetValueOrDefault(merge.Goes) is not { } goes)
        {
            return Problem.Of("document.unknown", "", ("id", (rows.ContainsKey(merge.Stays) ? merge.Goes : merge.Stays).ToString()));
        }

        if (await MergeProblemsAsync(unit.Session, stays, goes, ct) is { Count: > 0 } problems)
        {
            return Outcome<JoinedState>.Refused(problems);
        }

        var (type, forms) = (node.Types[stays.Type], await FormsAsync(unit.Session, goes, ct));
        if (forms.Count == 0 || (await unit.Session.VersionAsync(stays.Id, stays.Draft, ct))?.Body is not { } draft || TermOf(stays.Type, draft) is not { } term)
        {
            return Problem.Of("field.shape");
        }

        if (TermMerging.Check(TermMerging.Joined(term, forms)) is { Count: > 0 } full)
        {
            return Outcome<JoinedState>.Refused(full);
        }

        byte[] Written(Term body) => type.Write(body).Value ?? throw new InvalidOperationException($"The merged {type.Name} {stays.Id} cannot be written.");
        return await edited.JoinAsync(
            unit,
            new JoinOrder(
                stays.Id, merge.StaysExpected, goes.Id, merge.GoesExpected,
                body => TermOf(type.Name, body) is { } own ? Written(TermMerging.Joined(own, forms)) : body, Written(forms[0].WithoutAbove()), merge.Note),
            origin, ct);
    }

    private async Task<IReadOnlyList<Problem>> MergeProblemsAsync(StoreSession session, DocumentRow stays, DocumentRow goes, CancellationToken ct)
    {
        if (stays.Id == goes.Id)
        {
            return [Problem.Of("merge.already", "", ("id", goes.Id.ToString()))];
        }

        if (!IsTerm(stays.Type) || stays.Type != goes.Type)
        {
            return [Problem.Of("merge.other-type", "", ("survivor", stays.Type), ("absorbed", goes.Type))];
        }

        if (stays.State == DocumentState.Merged || goes.State == DocumentState.Merged)
        {
            var gone = stays.State == DocumentState.Merged ? stays : goes;
            return [Problem.Of("document.merged", "", ("id", gone.MergedInto.ToString() ?? ""))];
        }

        var problems = new List<Problem>();
        if (goes.State == DocumentState.Published && stays.State != DocumentState.Published)
        {
            problems.Add(Problem.Of("term.merge-hidden"));
        }

        // By drafts and by what is shown: a circle must come about in neither.
        var (seen, open) = (new HashSet<Guid> { stays.Id }, new List<Guid> { stays.Id });
        while (open.Count > 0)
        {
            var above = (await session.ReferencesFromAsync(open, ct)).Select(r => r.Target).OfType<Guid>().Where(seen.Add).ToList();
            open = [.. (await session.DocumentsAsync(above, ct)).Where(d => d.Type == stays.Type).Select(d => d.Id)];
        }

        if (seen.Contains(goes.Id))
        {
            problems.Add(Problem.Of("term.merge-below"));
        }

        return problems;
    }

    // The draft first.
    private async Task<IReadOnlyList<Term>> FormsAsync(StoreSession session, DocumentRow document, CancellationToken ct)
    {
        var forms = new List<Term>();
        foreach (var version in new[] { document.Draft, document.Published ?? 0 }.Distinct())
        {
            if (await session.VersionAsync(document.Id, version, ct) is { } row && TermOf(document.Type, row.Body) is { } term)
            {
                forms.Add(term);
            }
        }

        return forms;
    }

    private bool IsTerm(string type) => node.Types.Find(type)?.Body.IsAssignableTo(typeof(Term)) == true;

    private Term? TermOf(string type, byte[] body) => node.Types.Find(type)?.TryRead(body, out _) as Term;
}
