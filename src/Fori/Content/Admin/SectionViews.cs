using Fori.Access;
using Fori.Admin;
using Fori.Ui;

namespace Fori.Content.Admin;

/// <summary>The sections in which the person may manage anything.</summary>
public sealed record SectionsView(IReadOnlyList<SectionLine> Sections, bool MayCreate) : AdminView;

/// <param name="Where">Its host, or the path of its front page; null while it has none.</param>
/// <param name="Ways">Name and address of what the person may do there.</param>
public sealed record SectionLine(string Name, string? Where, bool IsPublic, IReadOnlyList<(string Name, string Url)> Ways);

/// <summary>Who works in a section.</summary>
public sealed record SectionMembersView : AdminView
{
    public required string Name { get; init; }

    public required string Url { get; init; }

    public required IReadOnlyList<SectionMember> Members { get; init; }

    /// <summary>Everybody who has an account.</summary>
    public required IReadOnlyList<(Guid Id, string Name)> People { get; init; }

    public Guid? Person { get; init; }

    public string Role { get; init; } = "";

    /// <summary>Roles that a section's manager gives: those of its content, and their own.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Access.Role.Contributor, Access.Role.Author, Access.Role.Editor, Access.Role.Translator, Access.Role.SectionManager];
}

/// <param name="Grant">As the form that takes it away names it.</param>
public sealed record SectionMember(Guid Person, string Name, string Role, string Grant);

/// <summary>What a section holds: the types that may be written in it, and its languages.</summary>
public sealed record SectionTypesView(
    string Name, string Url, IReadOnlyList<(string Name, string Label)> Types, IReadOnlyList<string> ChosenTypes, IReadOnlyList<string> Languages, IReadOnlyList<string> ChosenLanguages) : AdminView;

/// <summary>Menu and foot of a section, drawn from the fields of its type.</summary>
public sealed record SectionMenuView(string Name, string Url, EditView Form) : AdminView;

/// <summary>A look: that of the municipality, or of a section.</summary>
public sealed record LookView : AdminView
{
    public required string Heading { get; init; }

    public required string Url { get; init; }

    /// <summary>Back to where one came from; null for the municipality's.</summary>
    public required string? BackUrl { get; init; }

    /// <summary>Token → as typed, light and dark.</summary>
    public required IReadOnlyList<(string Token, string Light, string Dark)> Colours { get; init; }

    public required string Radius { get; init; }

    /// <summary>Pairs that cannot be read.</summary>
    public IReadOnlyList<FailingPair> Failing { get; init; } = [];

    /// <summary>The page itself stands in the look that was typed.</summary>
    public bool IsPreview { get; init; }

    /// <summary>It has a look of its own, which can be taken away.</summary>
    public bool MayClear { get; init; }
}
