using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;

namespace Fori.Content.Editing;

/// <summary>A translation whose original says something else by now.</summary>
/// <param name="Original">The language from which it is translated.</param>
/// <param name="Basis">The version from which it was made.</param>
public sealed record StaleTranslation(string Language, string Original, int Basis);

/// <summary>Which languages of a document are behind the one from which they are translated. Pure functions.</summary>
public static class TranslationStates
{
    /// <summary>The language in which a document is written first: the site's first in which it has a text.</summary>
    public static string? OriginalOf(DocumentKind kind, byte[] draft, IReadOnlyList<string> siteLanguages)
    {
        var written = DocumentFacts.Read(kind, draft).Languages;
        return siteLanguages.FirstOrDefault(written.Contains);
    }

    /// <param name="siteLanguages">In their order; the first is the main one.</param>
    public static IReadOnlyList<StaleTranslation> Stale(DocumentKind kind, byte[] draft, IReadOnlyList<TranslationBasis> behind, IReadOnlyList<string> siteLanguages) =>
        behind.Count == 0 || OriginalOf(kind, draft, siteLanguages) is not { } original ? []
            : [.. behind.Where(b => b.Language != original && siteLanguages.Contains(b.Language) && Changed(kind, draft, b).Contains(original))
                .OrderBy(b => Index(siteLanguages, b.Language)).Select(b => new StaleTranslation(b.Language, original, b.Version))];

    /// <summary>Languages whose texts have changed since one was written; without itself, and nothing for what is no longer there.</summary>
    public static IReadOnlyList<string> Changed(DocumentKind kind, byte[] draft, TranslationBasis basis)
    {
        var written = DocumentFacts.Read(kind, draft).Languages;
        return !written.Contains(basis.Language) ? []
            : [.. GoldenMerge.Compare(kind.Shape, basis.Body, draft).Select(f => f[(f.IndexOf('.', StringComparison.Ordinal) + 1)..]).Distinct().Where(l => l != basis.Language && written.Contains(l))];
    }

    private static int Index(IReadOnlyList<string> languages, string language) => languages.TakeWhile(l => l != language).Count();
}
