using static Fori.Access.ContentAction;
using static Fori.Access.TypeClass;

namespace Fori.Access;

/// <summary>
/// The one place that decides who may do what (role × action × type × language × section). Pure. Denied unless a grant says
/// yes; grants add up and never take away. The table below is the rule; the tests hold it against the table of the specification.
/// </summary>
public static class Rights
{
    private static readonly ContentAction[] Whole = [View, Create, Edit, Submit, SendBack, Publish, Withdraw, Archive, Restore];
    private static readonly TypeClass[] Editorial = [TypeClass.Content, News, FrontPage, Media];
    private static readonly TypeClass[] Every = Enum.GetValues<TypeClass>();

    private static readonly Rule[] Rules =
    [
        new(Role.Contributor, [View, Create], Editorial),
        new(Role.Contributor, [Edit, Submit], Editorial, OnlyOwn: true),

        new(Role.Author, [View, Create], Editorial),
        new(Role.Author, [Edit, Submit, Publish, Archive], Editorial, OnlyOwn: true),
        new(Role.Author, Whole, [Media]),

        new(Role.Editor, Whole, Editorial),
        new(Role.Editor, Whole, [TypeClass.Term]),
        new(Role.Editor, [ManageMenus, ManageTerms]),

        new(Role.Translator, [View, Edit, Submit], [.. Editorial, Alert, Official, Register, TypeClass.Term, Settings], OnlyOneLanguage: true),

        new(Role.Communications, Whole, [News, FrontPage, Alert, Redirect]),
        new(Role.Communications, [Delete], [Redirect]),

        new(Role.EmergencyPublisher, [.. Whole, PublishEmergency], [Alert]),

        new(Role.Registrar, Whole, [Official]),

        new(Role.RegisterSteward, Whole, [Register]),

        new(Role.SectionManager, [View], Editorial),
        new(Role.SectionManager, [ManageMenus, ManageTypes, ManageLook, ManageMembers]),

        new(Role.SiteManager, [.. Whole, PublishEmergency, Delete], Every),
        new(Role.SiteManager, [ManageMenus, ManageTerms, ManageTypes, ManageLook, ManageMembers, ManageSettings, ManageUsers]),

        new(Role.Auditor, [View], Every),
        new(Role.Auditor, [ReadAccessLog]),
    ];

    /// <summary>May this be done to this document, or (for the actions from <see cref="ManageMenus"/> on) to this section or site?</summary>
    /// <param name="type">Declared name of the document's type; null for an action that concerns no document.</param>
    /// <param name="language">The language that is changed; null is the document as a whole and what its languages share.</param>
    /// <param name="section">Where it belongs; null is the site itself.</param>
    /// <param name="isOwn">The person is its owner or made it.</param>
    public static bool May(StaffUser user, ContentAction action, string? type, string? language, Guid? section, bool isOwn)
    {
        ArgumentNullException.ThrowIfNull(user);
        return IsOpen(user) && user.Grants.Any(grant =>
            InSection(grant, section) && InTypes(grant, type) && InLanguage(grant, action, language) && Says(grant.Role, action, type, language, isOwn));
    }

    /// <summary>
    /// Is there any document, section or language for which <see cref="May"/> could say yes? For what to show in a menu; what
    /// is done then is asked again, of its own document.
    /// </summary>
    /// <param name="type">Null is any type.</param>
    public static bool MaySomewhere(StaffUser user, ContentAction action, string? type = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        return IsOpen(user) && user.Grants.Any(grant =>
            (grant.Role != Role.SectionManager || grant.Section is not null)
            && (type is null || InTypes(grant, type))
            && Rules.Any(rule => rule.Role == grant.Role && rule.Actions.Contains(action) && (type is null || rule.Types is null || rule.Types.Contains(TypeClasses.Of(type)))));
    }

    /// <summary>Where the person may do it to documents of a type of their own.</summary>
    /// <returns>Null is everywhere; else the sections, in the order in which they were given, and none for nowhere.</returns>
    public static IReadOnlyList<Guid>? SectionsOf(StaffUser user, ContentAction action, string? type)
    {
        ArgumentNullException.ThrowIfNull(user);
        return May(user, action, type, null, null, true)
            ? null
            : [.. user.Grants.Select(g => g.Section).OfType<Guid>().Distinct().Where(section => May(user, action, type, null, section, true))];
    }

    // A password that someone else knows opens nothing.
    private static bool IsOpen(StaffUser user) => user.DisabledAt is null && !user.MustChange;

    // A section manager of no section manages none: the whole site is the site manager's.
    private static bool InSection(Grant grant, Guid? section) =>
        grant.Section is null ? grant.Role != Role.SectionManager : grant.Section == section;

    private static bool InTypes(Grant grant, string? type) => grant.Types is null || (type is not null && grant.Types.Contains(type, StringComparer.Ordinal));

    // To look is to see the document in all of its languages; to change what they share needs all of them.
    private static bool InLanguage(Grant grant, ContentAction action, string? language) =>
        grant.Languages is null || action is View or Create
            ? grant.Languages is null || language is null || grant.Languages.Contains(language, StringComparer.OrdinalIgnoreCase)
            : language is not null && grant.Languages.Contains(language, StringComparer.OrdinalIgnoreCase);

    private static bool Says(Role role, ContentAction action, string? type, string? language, bool isOwn) => Rules.Any(rule =>
        rule.Role == role
        && rule.Actions.Contains(action)
        && (rule.Types is null ? type is null : type is not null && rule.Types.Contains(TypeClasses.Of(type)))
        && (isOwn || !rule.OnlyOwn)
        && (!rule.OnlyOneLanguage || action == View || language is not null));

    /// <param name="Types">Null for actions that concern no document.</param>
    /// <param name="OnlyOneLanguage">Never what the languages share.</param>
    private sealed record Rule(Role Role, ContentAction[] Actions, TypeClass[]? Types = null, bool OnlyOwn = false, bool OnlyOneLanguage = false);
}
