using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>
/// Where a document belongs, whenever a right is asked: to the section of its draft, and for whatever changes it also to that of
/// what is shown. Who moves a document needs the right in the old place and in the new one.
/// </summary>
internal static partial class ContentPages
{
    private const string SectionField = "section";

    /// <summary>May the person do it to this document? Asked of every place to which it belongs; a refusal is noted.</summary>
    internal static async Task<bool> MayAsync(HttpContext http, ContentAction action, DocumentType type, string? language, EditedDocument found)
    {
        var isOwn = await IsOwnAsync(http, found);
        foreach (var home in await HomesAsync(http, action, type, found))
        {
            if (!await http.MayAsync(action, type.Name, language, home, isOwn, $"{type.Name}/{found.Document.Id}"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same question for what to show, many times of one document.</summary>
    /// <param name="found">Null is a new document.</param>
    internal static async Task<Func<ContentAction, string?, bool>> MayOfAsync(HttpContext http, DocumentType type, EditedDocument? found)
    {
        var isOwn = found is null || await IsOwnAsync(http, found);
        IReadOnlyList<Guid?> homes = found is null ? [(await PlaceOfNewAsync(http, type, null)).Section] : await HomesAsync(http, ContentAction.Edit, type, found);
        // What is archived is only looked at, taken out again, or thrown away.
        var isArchived = found?.Document.State == DocumentState.Historical;
        return (action, language) => !(isArchived && action is not (ContentAction.View or ContentAction.Restore or ContentAction.Delete)) && (action == ContentAction.View ? homes.Take(1) : homes).All(home => Rights.May(http.Staff(), action, type.Name, language, home, isOwn));
    }

    /// <summary>The same of a document in a list.</summary>
    internal static bool May(HttpContext http, ContentAction action, string? language, OverseenDocument document) => May(http.Staff(), action, language, document);

    internal static bool May(StaffUser user, ContentAction action, string? language, OverseenDocument document) =>
        HomesOf(action, document).All(home => Rights.May(user, action, document.Document.Type, language, home, document.IsOf(user.Actor)));

    internal static async Task<bool> MayAsync(HttpContext http, ContentAction action, string? language, OverseenDocument document)
    {
        foreach (var home in HomesOf(action, document))
        {
            if (!await http.MayAsync(action, document.Document.Type, language, home, document.IsOf(http.Staff().Actor), $"{document.Document.Type}/{document.Document.Id}"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Types of which the person may see something.</summary>
    private static IReadOnlyList<string> VisibleTypes(HttpContext http) =>
        [.. Fori.Content.ContentModule.Types.Where(t => Rights.SectionsOf(http.Staff(), ContentAction.View, t.Name) is null or { Count: > 0 }).Select(t => t.Name)];

    /// <summary>Values of <see cref="StaffFacets.Sight"/> that the person may see; null is everything of the types that are visible at all.</summary>
    internal static IReadOnlyList<string>? SightOf(HttpContext http)
    {
        var seen = Fori.Content.ContentModule.Types.Select(t => (t.Name, Sections: Rights.SectionsOf(http.Staff(), ContentAction.View, t.Name))).Where(t => t.Sections is null or { Count: > 0 }).ToList();
        return seen.TrueForAll(t => t.Sections is null)
            ? null
            : [.. seen.SelectMany(t => t.Sections is null ? [t.Name] : t.Sections.Select(section => StaffFacets.InSection(t.Name, section)))];
    }

    /// <summary>All sections with their names, in the order of the reader's alphabet.</summary>
    internal static async Task<IReadOnlyList<(Guid Id, string Name, EditedDocument Document)>> SectionsAsync(HttpContext http, SiteSettings settings)
    {
        var words = http.Words();
        var type = Fori.Content.ContentModule.Types.First(t => t.Name == nameof(Section));
        return
        [
            .. (await Desk(http).ListAsync(http.Node().Tenant, type, MostOffered, http.RequestAborted))
                .Select(d => (d.Document.Id, Name: TitleOf(type, d.Draft.Body, settings) ?? words["content.untitled"], d)).OrderBy(s => s.Name, StringComparer.Create(words.Ui.Culture, true)),
        ];
    }

    /// <summary>Sections by which a list may be narrowed: those in which the person sees anything.</summary>
    private static async Task<IReadOnlyList<Choice>> SectionChoicesAsync(HttpContext http, SiteSettings settings, string? chosen)
    {
        var sections = await SectionsAsync(http, settings);
        var isEverywhere = SightOf(http) is null;
        var seen = http.Staff().Grants.Select(g => g.Section).ToHashSet();
        return sections.Count == 0 ? [] :
        [
            .. isEverywhere || seen.Contains(null) ? [new Choice(StaffFacets.Root, http.Words()["sections.site"], chosen == StaffFacets.Root)] : Array.Empty<Choice>(),
            .. sections.Where(s => isEverywhere || seen.Contains(null) || seen.Contains(s.Id)).Select(s => new Choice(s.Id.ToString(), s.Name, s.Id.ToString() == chosen)),
        ];
    }

    /// <summary>May the person begin a document of the type, anywhere?</summary>
    private static bool MayBegin(HttpContext http, DocumentType type) => 
        Rights.SectionsOf(http.Staff(), ContentAction.Create, type.Name) is var sections && (sections is null || (sections.Count > 0 && type.Body.IsAssignableTo(typeof(SectionedBody))));

    /// <summary>Types that the person may begin: somewhere, or in one section. A section takes only the types that it lists.</summary>
    private static async Task<IReadOnlyList<DocumentType>> TypesToBeginAsync(HttpContext http, Guid? section)
    {
        var taken = await TakenAsync(http);
        return [.. Fori.Content.ContentModule.Types.Where(t => MayBegin(http, t) && IsTaken(t, Rights.SectionsOf(http.Staff(), ContentAction.Create, t.Name)))];

        // Null is everywhere.
        bool IsTaken(DocumentType type, IReadOnlyList<Guid>? own) => section is { } one
            ? type.Body.IsAssignableTo(typeof(SectionedBody)) && own?.Contains(one) != false && Takes(taken, one, type)
            : own is null || own.Any(home => Takes(taken, home, type));
    }

    /// <summary>By section the types that it lists; one that lists none takes all.</summary>
    private static async Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> TakenAsync(HttpContext http)
    {
        var type = Fori.Content.ContentModule.Types.First(t => t.Name == nameof(Section));
        return (await Desk(http).ListAsync(http.Node().Tenant, type, MostOffered, http.RequestAborted))
            .ToDictionary(d => d.Document.Id, d => type.TryRead(d.Draft.Body, out _) is Section read ? read.Types : []);
    }

    private static bool Takes(IReadOnlyDictionary<Guid, IReadOnlyList<string>> taken, Guid section, DocumentType type) =>
        taken.GetValueOrDefault(section) is not { Count: > 0 } listed || listed.Contains(type.Name);

    /// <summary>
    /// Where a new document stands when nobody says otherwise: with the page above it; else on the site; else, for who may write
    /// in sections only, in the first of those that takes its type, below its front page. A section named in the address goes before.
    /// </summary>
    /// <param name="above">The page that was named; null looks in the address.</param>
    internal static async Task<(Guid? Section, Guid? Parent)> PlaceOfNewAsync(HttpContext http, DocumentType type, Guid? above)
    {
        var isInTree = type.Kind.ParentMember is not null;
        Guid? parent = !isInTree ? null : above ?? (Guid.TryParse(http.Request.Query["parent"], out var asked) ? asked : null);
        if (!type.Body.IsAssignableTo(typeof(SectionedBody)))
        {
            return (null, parent);
        }

        if (parent is { } page)
        {
            return (await SectionAsync(http, page), page);
        }

        var sections = Rights.SectionsOf(http.Staff(), ContentAction.Create, type.Name);
        var wanted = Guid.TryParse(http.Request.Query[SectionField], out var named) ? named : (Guid?)null;
        if (wanted is null && sections is not { Count: > 0 })
        {
            return (null, null);
        }

        var taken = await TakenAsync(http);
        var home = wanted is { } one && taken.ContainsKey(one) && sections?.Contains(one) != false ? one
            : sections is { Count: > 0 } ? sections.FirstOrDefault(s => Takes(taken, s, type), sections[0])
            : (Guid?)null;
        if (home is not { } section)
        {
            return (null, null);
        }

        return (section, isInTree ? await FrontPageAsync(http, section) : null);
    }

    /// <summary>The section of a document as its draft says it; null for the site, and for what is not there.</summary>
    private static async Task<Guid?> SectionAsync(HttpContext http, Guid document) =>
        await Desk(http).FindAsync(http.Node().Tenant, document, http.RequestAborted) is { } found && Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == found.Document.Type) is { } type
            ? SectionOf.Body(type, document, found.Draft.Body)
            : null;

    private static async Task<Guid?> FrontPageAsync(HttpContext http, Guid section) =>
        await Desk(http).FindAsync(http.Node().Tenant, section, http.RequestAborted) is { } found
        && Fori.Content.ContentModule.Types.First(t => t.Name == nameof(Section)) is var type && found.Document.Type == type.Name && type.TryRead(found.Draft.Body, out _) is Section read
            ? read.FrontPage?.Id
            : null;

    /// <summary>
    /// What is asked of a document's new place. A page stands in its parent's section: who puts it below a page of another, or at
    /// the root of the site, must be allowed to write there.
    /// </summary>
    /// <param name="before">The body as it was; null for a new document, whose own section was asked before.</param>
    private static async Task<bool> MayStandAsync(HttpContext http, DocumentType type, Guid document, byte[]? before, byte[] after, bool isOwn, string subject)
    {
        var home = SectionOf.Body(type, document, after);
        if (before is not null && home != SectionOf.Body(type, document, before)
            && !(await http.MayAsync(ContentAction.Create, type.Name, null, home, isOwn, subject) && await http.MayAsync(ContentAction.Edit, type.Name, null, home, isOwn, subject)))
        {
            return false;
        }

        var parent = DocumentFacts.Read(type.Kind, after).Parent;
        if (type.Kind.ParentMember is null || (before is not null && home == SectionOf.Body(type, document, before) && parent == DocumentFacts.Read(type.Kind, before).Parent))
        {
            return true;
        }

        var above = parent is { } page ? await SectionAsync(http, page) : null;
        return above == home || await http.MayAsync(ContentAction.Create, type.Name, null, above, isOwn, subject);
    }

    private static async Task<IReadOnlyList<Guid?>> HomesAsync(HttpContext http, ContentAction action, DocumentType type, EditedDocument found)
    {
        var isShownOtherwise = action != ContentAction.View && found.Document.Published is { } published && published != found.Document.Draft;
        return SectionOf.Both(type, found.Document.Id, found.Draft.Body, isShownOtherwise ? (await ShownAsync(http, [found])).GetValueOrDefault(found.Document.Id) : null);
    }

    private static IReadOnlyList<Guid?> HomesOf(ContentAction action, OverseenDocument document) =>
        Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == document.Document.Type) is { } type
            ? SectionOf.Both(type, document.Document.Id, document.Draft.Body, action == ContentAction.View ? null : document.Shown)
            : [null];
}
