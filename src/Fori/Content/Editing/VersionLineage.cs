using Fori.Store;

namespace Fori.Content.Editing;

/// <summary>
/// What each version of a document was made from. Drafts and what is published are two rows of versions under one numbering:
/// a draft follows the draft before it, a composed publication the version that was shown before it. A pure function.
/// </summary>
public static class VersionLineage
{
    /// <param name="versions">Every version number, in any order.</param>
    /// <param name="changes">Of the document, in any order.</param>
    /// <param name="publications">Of the document, in any order.</param>
    /// <returns>Version → the one it was made from; null for the first.</returns>
    public static IReadOnlyDictionary<int, int?> Of(IEnumerable<int> versions, IReadOnlyList<ChangeRow> changes, IReadOnlyList<PublicationRow> publications)
    {
        var saved = changes.Where(c => c.Operation == ChangeOperation.Draft).Select(c => c.Version).ToHashSet();
        var published = publications.Select(p => p.Version).ToHashSet();
        var from = new Dictionary<int, int?>();
        int? draft = null;
        int? shown = null;
        foreach (var version in versions.Order())
        {
            if (published.Contains(version) && !saved.Contains(version))
            {
                // The first that is shown was made from its draft.
                from[version] = shown ?? draft;
            }
            else
            {
                from[version] = draft;
                draft = version;
            }

            shown = published.Contains(version) ? version : shown;
        }

        return from;
    }
}
