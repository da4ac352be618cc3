using Fori.Access;
using Fori.Site;

namespace Fori.Admin;

/// <summary>What stands around every page of the admin.</summary>
public sealed record AdminFrame
{
    public required AdminWords Words { get; init; }

    public required string TenantName { get; init; }

    /// <summary>As it stands in the window's title; the page has its own h1.</summary>
    public required string Title { get; init; }

    public required string ThemeName { get; init; }

    public required string ThemeStylesheetUrl { get; init; }

    public LogoView? Logo { get; init; }

    /// <summary>The public site, in the language of the page where it has it.</summary>
    public required string SiteUrl { get; init; }

    public bool IsDemonstration { get; init; }

    /// <summary>Null while nobody is signed in: then there is no navigation.</summary>
    public StaffUser? User { get; init; }

    /// <summary>Only what the person may do.</summary>
    public IReadOnlyList<AdminLink> Navigation { get; init; } = [];

    /// <summary>Must stand in every form that changes something.</summary>
    public required FormToken Token { get; init; }
}

/// <param name="IsCurrent">The page, or one below it.</param>
public sealed record AdminLink(string Name, string Url, string Icon, bool IsCurrent, NavigationGroup Group);

/// <summary>The hidden field that says that a form was made here for this person.</summary>
public sealed record FormToken(string Name, string Value);

/// <summary>A place in the navigation. A module adds its own as a service of this type; they come in the order of <paramref name="Group"/> and <paramref name="Order"/>.</summary>
/// <param name="Key">Its name among <see cref="AdminWords"/>, as <c>nav.users</c>.</param>
/// <param name="Icon">Of the sprite.</param>
/// <param name="Order">Within its group.</param>
/// <param name="Group">Under which heading it stands.</param>
/// <param name="May">Who sees it; what is behind it asks again.</param>
public sealed record AdminNavigationItem(string Key, string Url, string Icon, int Order, Func<StaffUser, bool> May, NavigationGroup Group = NavigationGroup.Content);

/// <summary>Parts of the navigation, in their order. The first has no heading.</summary>
public enum NavigationGroup
{
    /// <summary>What is written every day.</summary>
    Content,

    /// <summary>What is looked after from time to time.</summary>
    Upkeep,

    /// <summary>What is set up once.</summary>
    Municipality,
}
