using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types;
using Fori.Content.Types.Sections;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Search;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;

namespace Fori.Nodes;

/// <summary>The facets of the staff's index, and their values.</summary>
public static class StaffFacets
{
    /// <summary>One of <see cref="Draft"/>, <see cref="Published"/>, <see cref="Changed"/>, or another state of the store in small letters.</summary>
    public const string State = "state";

    /// <summary>Of each language that is not missing: <c>sv:draft</c>, <c>fi:published</c>, <c>fi:changed</c>.</summary>
    public const string Language = "language";

    /// <summary>Who saved the draft last, as the log names people.</summary>
    public const string SavedBy = "saved-by";

    /// <summary>Who made the document.</summary>
    public const string MadeBy = "made-by";

    /// <summary>Who answers for it.</summary>
    public const string Owner = "owner";

    /// <summary>The document above it; <see cref="Root"/> at the root. Only of types that stand in a tree.</summary>
    public const string Parent = "parent";

    public const string Type = "type";

    /// <summary>The section it belongs to; <see cref="Root"/> for the site itself.</summary>
    public const string Section = "section";

    /// <summary>Its type, and its type in its section (<see cref="InSection"/>): by these a person's list is narrowed to what the person may see.</summary>
    public const string Sight = "sight";

    /// <summary>Subject words that wait to become terms: <c>fi:hulevesi</c>.</summary>
    public const string Waiting = "waiting";

    public const string Root = "-";

    /// <summary>Nothing of it is public.</summary>
    public const string Draft = "draft";

    /// <summary>Public, as it is written.</summary>
    public const string Published = "published";

    /// <summary>Public, with changes or languages that are not.</summary>
    public const string Changed = "changed";

    /// <summary>No longer kept up.</summary>
    public const string Historical = "historical";

    /// <summary>A language that is behind the one from which it is translated (<see cref="TranslationStates"/>): <c>sv:stale</c>.</summary>
    public static string Stale(string language) => $"{language}:stale";

    public static string InSection(string type, Guid section) => $"{type}@{section}";

    public static string InLanguage(string language, LanguageState state) => $"{language}:{state.ToString().ToLowerInvariant()}";
}

/// <summary>What the staff's index is told of a document: its draft, and how far it is public.</summary>
internal static class StaffDocuments
{
    // Raised when the entries come out otherwise; an index of another number is made anew.
    private const int Format = 6;

    /// <summary>Names the shape of the entries: the rules here, and the types with their fields.</summary>
    public static string Fingerprint(IEnumerable<DocumentType> types) => SearchDocuments.Fingerprint(types, Format);

    /// <param name="languages">Of the municipality in their order: an index of others is made anew.</param>
    /// <returns>Also for a draft whose body does not fit its type: it is listed without words, so that somebody can mend it.</returns>
    public static SearchDocument Of(DocumentType type, OverseenDocument document, IReadOnlyList<string> languages)
    {
        var draft = document.Draft;
        var facts = DocumentFacts.Read(type.Kind, draft.Body);
        var row = new PublishedDocument(
            document.Document.Id, type.Name, draft.Version, draft.Schema, draft.Body, null, [.. facts.Titles.Select(t => t.Language)], draft.At, draft.Author, draft.Origin);
        var entry = type.TryRead(draft.Body, out _) is { } body
            ? SearchDocuments.Of(new LoadedDocument(type, row, body), NoLabels, NoLabelsById, Registers.Vocabularies.VocabularyCatalogue.Empty)
            : new SearchDocument { Id = row.Id, Type = type.Name, Languages = [], Title = LocalizedText.Empty, Version = draft.Version, ChangedAt = draft.At };
        var states = LanguageStates.Of(type.Kind, document);
        var section = SectionOf.Body(type, row.Id, draft.Body);
        var facets = new Dictionary<string, IReadOnlyList<string>>
        {
            [StaffFacets.Type] = [type.Name],
            [StaffFacets.Section] = [section?.ToString() ?? StaffFacets.Root],
            [StaffFacets.Sight] = section is { } home ? [type.Name, StaffFacets.InSection(type.Name, home)] : [type.Name],
            [StaffFacets.State] = [StateOf(document, states)],
            [StaffFacets.Language] =
            [
                .. states.Select(s => StaffFacets.InLanguage(s.Key, s.Value)),
                .. TranslationStates.Stale(type.Kind, draft.Body, document.Behind, languages).Select(s => StaffFacets.Stale(s.Language)),
            ],
            [StaffFacets.SavedBy] = [draft.Author],
            [StaffFacets.Owner] = document.Owner is { } owner ? [owner] : [],
            [StaffFacets.MadeBy] = document.MadeBy is { } maker ? [maker] : [],
        };
        if (type.TryRead(draft.Body, out _) is ContentBody { NewKeywords: { IsEmpty: false } waiting })
        {
            facets[StaffFacets.Waiting] = [.. waiting.SelectMany(w => WaitingWords.Read(w.Value).Select(word => WaitingWords.KeyOf(w.Key, word)))];
        }

        if (type.Kind.ParentMember is not null)
        {
            facets[StaffFacets.Parent] = [facts.Parent?.ToString() ?? StaffFacets.Root];
        }

        return entry with
        {
            Facets = facets,
            Keywords = [.. entry.Keywords, .. facts.Slugs.Select(s => (s.Language, s.Slug)), .. facts.Identifiers.Select(i => ("", i.Key))],
        };
    }

    private static string StateOf(OverseenDocument document, IReadOnlyDictionary<string, LanguageState> states) =>
        document.Document.State is not (DocumentState.Draft or DocumentState.Published) ? document.Document.State.ToString().ToLowerInvariant()
        : document.Languages.Count == 0 ? StaffFacets.Draft
        : states.Values.All(s => s == LanguageState.Published) ? StaffFacets.Published
        : StaffFacets.Changed;

    private static readonly Dictionary<(string, string), LoadedDocument> NoLabels = [];
    private static readonly Dictionary<Guid, LoadedDocument> NoLabelsById = [];
}
