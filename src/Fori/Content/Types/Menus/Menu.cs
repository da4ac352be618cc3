using Fori.Content.Links;
using Fori.Documents;

namespace Fori.Content.Types.Menus;

public enum MenuPlace
{
    /// <summary>Under the header.</summary>
    Main,

    /// <summary>In the foot of every page.</summary>
    Footer,
}

/// <summary>An entry of a menu, in one language.</summary>
public sealed record MenuItem : PageLink
{
    [Field(FieldKind.Structure, Order = 40)]
    public IReadOnlyList<PageLink> Children { get; init => field = value ?? []; } = [];
}

/// <summary>A menu of the site. Of each place the last published one is shown; without any, the site's own sections stand there.</summary>
public sealed record Menu : DocumentBody
{
    /// <summary>For editors.</summary>
    [Field(FieldKind.Text, Title = true, Required = true, MaxLength = 120, Order = 0)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Choice, Facet = true, Order = 10)]
    public MenuPlace Place { get; init; }

    /// <summary>Language → entries in their order.</summary>
    [Field(FieldKind.Structure, Order = 20)]
    public IReadOnlyDictionary<string, IReadOnlyList<MenuItem>> Items { get; init => field = value ?? None; } = None;

    private static IReadOnlyDictionary<string, IReadOnlyList<MenuItem>> None { get; } = new Dictionary<string, IReadOnlyList<MenuItem>>();
}
