using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;

namespace Fori.Content.Editing;

/// <summary>What becomes of a word that waits.</summary>
/// <param name="Documents">Those in which it waits; in which it does not any more, nothing happens.</param>
/// <param name="Term">The subject word that takes its place; null takes it away.</param>
/// <param name="Note">Stands in the history of each document.</param>
public sealed record WordRuling(string Language, string Word, IReadOnlyCollection<Guid> Documents, Guid? Term, string Note);

/// <summary>Subject words that wait to become terms.</summary>
public sealed partial class EditorDesk
{
    /// <summary>Does it in one transaction. A term that takes the place of another word is found by that word too.</summary>
    /// <returns>Refused: <c>document.unknown</c> (no such term), <c>term.synonyms-full</c>.</returns>
    public Task<Outcome<EditorSave>> SettleWordAsync(Tenant tenant, WordRuling ruling, string actor, CancellationToken ct) => WriteAsync(
        tenant,
        async (unit, origin, stop) =>
        {
            if (ruling.Term is { } id)
            {
                if (await unit.Session.EditedAsync(id, stop) is not { Document: { Type: nameof(SubjectWord), State: DocumentState.Draft or DocumentState.Published } } found
                    || TermOf(nameof(SubjectWord), found.Draft.Body) is not { } term)
                {
                    return Problem.Of("document.unknown", "", ("id", id.ToString()));
                }

                Term Named(Term body) => body with { Synonyms = TermMerging.With(body.Synonyms, body.Name, [(ruling.Language, ruling.Word)]) };
                if (TermMerging.Check(Named(term)) is { Count: > 0 } full)
                {
                    return Outcome<EditedState>.Refused(full);
                }

                var type = node.Types[nameof(SubjectWord)];
                await edited.RewriteAsync(
                    unit, [id], body => TermOf(type.Name, body) is { } own && Named(own) is var named && named.Synonyms != own.Synonyms ? type.Write(named).Value ?? body : body, ruling.Note, origin, stop);
            }

            await edited.RewriteAsync(unit, ruling.Documents, body => WaitingWords.Settle(body, ruling.Language, ruling.Word, ruling.Term), ruling.Note, origin, stop);
            return new EditedState(ruling.Term ?? Guid.Empty, 0, null, true);
        },
        actor, ct);

    /// <summary>The public subject word of a name, whatever its letter case; null when there is none.</summary>
    public async Task<Guid?> WordOfNameAsync(Tenant tenant, string language, string name, CancellationToken ct)
    {
        var type = node.Types[nameof(SubjectWord)];
        return (await ListAsync(tenant, type, MostWords, ct))
            .FirstOrDefault(d => d.Document.Published is not null && TermOf(type.Name, d.Draft.Body) is { } term && string.Equals(term.Name.Exactly(language), name, StringComparison.OrdinalIgnoreCase))?.Document.Id;
    }

    private const int MostWords = 20_000;
}
