using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;

namespace Fori.Content.Editing;

/// <summary>Translations and what they were made from.</summary>
public sealed partial class EditorDesk
{
    /// <summary>Translations of a document whose original has changed since they were written.</summary>
    public async Task<IReadOnlyList<StaleTranslation>> StaleAsync(Tenant tenant, EditedDocument found, IReadOnlyList<string> siteLanguages, CancellationToken ct) =>
        TranslationStates.Stale(
            node.Types[found.Document.Type].Kind, found.Draft.Body, await node.Database.ReadAsync(tenant.Id, session => session.TranslationBasesAsync([found.Document.Id], ct), ct), siteLanguages);

    /// <summary>Somebody has looked: a translation says what the draft says.</summary>
    /// <param name="expected">The draft that was looked at.</param>
    /// <returns>Refused: <c>document.unknown</c>, <c>document.version-conflict</c>.</returns>
    public Task<Outcome<EditorSave>> ConfirmTranslationAsync(Tenant tenant, Guid id, int expected, string language, string actor, CancellationToken ct) => WriteAsync(
        tenant,
        async (unit, origin, stop) =>
        {
            if ((await unit.Session.DocumentsAsync([id], stop)).FirstOrDefault() is not { } document)
            {
                return Problem.Of("document.unknown", "", ("id", id.ToString()));
            }

            if (document.Draft != expected)
            {
                return Problem.Of("document.version-conflict", "", ("current", document.Draft.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            var isBehind = (await unit.Session.TranslationBasesAsync([id], stop)).Exists(b => b.Language == language);
            if (isBehind)
            {
                unit.ConfirmTranslation(document, language, origin.Actor, origin.Origin);
            }

            return new EditedState(id, document.Draft, document.Published, isBehind);
        },
        actor, ct);
}
