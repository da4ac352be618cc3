using Fori.Access;

namespace Fori.Demonstration;

/// <summary>An invented person of an invented municipality's staff.</summary>
/// <param name="FirstName">As <c>Aino</c>.</param>
/// <param name="Section">Key of the section in which alone the grants hold; null is the whole site.</param>
public sealed record DemonstrationPerson(string FirstName, string LastName, IReadOnlyList<Grant> Grants, string? Section = null)
{
    public string Name => $"{FirstName} {LastName}";

    /// <summary>As they are given in a town: each has its own section.</summary>
    public IReadOnlyList<Grant> GrantsAt(string town) => Section is { } key ? [.. Grants.Select(g => g with { Section = DemonstrationContent.IdOf(town, key) })] : Grants;

    public string EmailAt(string town) => $"{FirstName.ToLowerInvariant()}@{town}{DemonstrationStaff.Domain}";
}

/// <summary>Who works in each invented municipality. Everybody knows the password, so these get in only in the demonstration.</summary>
public static class DemonstrationStaff
{
    /// <summary>No mail goes there: RFC 2606 §2 keeps the name free.</summary>
    public const string Domain = ".fori-demo.example";

    public const string Password = "laituri-ja-lautta";

    public static IReadOnlyList<DemonstrationPerson> People { get; } =
    [
        new("Aino", "Aalto", [new Grant(Role.Contributor)]),
        new("Eero", "Eskola", [new Grant(Role.Editor)]),
        new("Tove", "Torp", [new Grant(Role.Translator, Languages: ["sv"])]),
        new("Viivi", "Vesa", [new Grant(Role.Communications), new Grant(Role.EmergencyPublisher)]),
        new("Reko", "Rinne", [new Grant(Role.RegisterSteward)]),
        new("Saara", "Salo", [new Grant(Role.SiteManager)]),
        new("Onni", "Oja", [new Grant(Role.Auditor)]),
        new("Liisa", "Lehto", [new Grant(Role.Editor), new Grant(Role.SectionManager)], "section-library"),
    ];

    /// <param name="email">As kept: in lower case.</param>
    public static bool Has(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.EndsWith(Domain, StringComparison.Ordinal);
    }
}
