using System.Collections.Frozen;

namespace Fori.Access;

/// <summary>Kinds of types that the roles tell apart.</summary>
public enum TypeClass
{
    /// <summary>Pages and whatever is not named below: types of plug-ins too.</summary>
    Content,

    /// <summary>News, blogs and feeds.</summary>
    News,
    FrontPage,
    Alert,

    /// <summary>Notices, bodies, meetings and decisions: the law says who and when.</summary>
    Official,

    /// <summary>Facts merged from sources.</summary>
    Register,
    Media,
    Redirect,

    /// <summary>Words by which content is grouped.</summary>
    Term,

    /// <summary>Sections, menus and the municipality's own settings: by their own rights.</summary>
    Settings,
}

public static class TypeClasses
{
    private static readonly FrozenDictionary<string, TypeClass> ByType = new (TypeClass Class, string[] Types)[]
    {
        (TypeClass.News, ["NewsItem", "Blog", "BlogPost", "ExternalFeed"]),
        (TypeClass.FrontPage, ["FrontPage"]),
        (TypeClass.Alert, ["Alert"]),
        (TypeClass.Official, ["Notice", "DecisionBody", "Meeting", "DecisionItem"]),
        (TypeClass.Register,
        [
            "Service", "GeneralDescription", "ServiceCollection", "ServiceChannel", "ServiceOffer", "Connection", "Organization", "Place", "Unit", "Person", "Position",
        ]),
        (TypeClass.Media, ["Media"]),
        (TypeClass.Redirect, ["Redirect"]),
        (TypeClass.Term, ["Topic", "Audience", "District", "SubjectWord"]),
        (TypeClass.Settings, ["Municipality", "Section", "Menu"]),
    }.SelectMany(c => c.Types.Select(type => (type, c.Class))).ToFrozenDictionary(t => t.type, t => t.Class, StringComparer.Ordinal);

    /// <param name="type">The declared name of a document type.</param>
    public static TypeClass Of(string type) => ByType.GetValueOrDefault(type, TypeClass.Content);
}
