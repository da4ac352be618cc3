using Fori.Content.Admin;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;

namespace Fori.Content.Editing;

/// <summary>How far each language of a document is: a draft, public, or public with changes that are not. A pure function.</summary>
public static class LanguageStates
{
    /// <returns>Languages that have a text or are public; what is not among them is missing.</returns>
    public static IReadOnlyDictionary<string, LanguageState> Of(DocumentKind kind, OverseenDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var changed = document.Shown is null ? [] : GoldenMerge.Compare(kind.Shape, document.Shown, document.Draft.Body);

        // What the languages share changes all of them.
        var all = changed.Any(f => !f.Contains('.', StringComparison.Ordinal));
        return DocumentFacts.Read(kind, document.Draft.Body).Languages.Where(l => l != DocumentFacts.NoLanguage).Union(document.Languages).ToDictionary(
            l => l,
            l => document.Document.State == DocumentState.Historical ? LanguageState.Archived
                : !document.Languages.Contains(l) ? LanguageState.Draft
                : all || changed.Any(f => f.EndsWith("." + l, StringComparison.Ordinal)) ? LanguageState.Changed
                : LanguageState.Published);
    }

    /// <summary>The languages of the site with their states, in its order.</summary>
    public static IReadOnlyList<LanguageMark> Marks(DocumentKind kind, OverseenDocument document, IReadOnlyList<string> languages) =>
        Of(kind, document) is var states && TranslationStates.Stale(kind, document.Draft.Body, document.Behind, languages).Select(s => s.Language).ToHashSet() is var stale
            ? [.. languages.Select(l => new LanguageMark(l, states.GetValueOrDefault(l, LanguageState.Missing)) { IsStale = stale.Contains(l) })]
            : [];
}
