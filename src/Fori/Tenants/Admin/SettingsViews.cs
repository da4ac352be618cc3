using Fori.Admin;

namespace Fori.Tenants.Admin;

/// <summary>What a municipality decides of itself, as it was typed or stands.</summary>
/// <param name="Names">Language → name.</param>
/// <param name="Languages">Each language that may be chosen, and whether it is.</param>
/// <param name="Main">The main language.</param>
public sealed record MunicipalitySettingsView(
    IReadOnlyList<(string Language, string Text)> Names, IReadOnlyList<(string Language, bool IsChosen)> Languages, string Main,
    IReadOnlyList<(string Language, string Text)> Addresses, string Phone, string Email, IReadOnlyList<(string Language, string Text)> Hours) : AdminView
{
    /// <summary>What was typed as the tag of another language and is none.</summary>
    public string Other { get; init; } = "";

    /// <summary>Sites of others with videos, and whether those may be shown within pages.</summary>
    public required IReadOnlyList<(string Key, string Name, bool IsChosen)> VideoHosts { get; init; }

    /// <summary>What is shown as logo now; null shows the name.</summary>
    public required string? LogoUrl { get; init; }

    /// <summary>May the person say who comes in, too?</summary>
    public required bool MayPeople { get; init; }

    /// <summary>May the person change the look too?</summary>
    public required bool MayLook { get; init; }
}

/// <summary>What a new municipality does first; each step ticks itself.</summary>
public sealed record FirstStepsView(IReadOnlyList<FirstStep> Steps) : AdminView
{
    /// <summary>Subjects for a first structure; empty when there is one already.</summary>
    public IReadOnlyList<(string Key, string Name)> Subjects { get; init; } = [];

    /// <summary>By which the same form sent twice makes one structure.</summary>
    public required Guid Batch { get; init; }
}

/// <param name="Url">Where it is done; null for what is done on the page itself.</param>
public sealed record FirstStep(string Key, string Title, string What, bool IsDone, string? Url, string? Act);
