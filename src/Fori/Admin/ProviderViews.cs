using Fori.Access;

namespace Fori.Admin;

/// <summary>The way in by the municipality's own directory.</summary>
/// <param name="IsOnlyWay">Passwords are only for who manages users.</param>
/// <param name="OffersAnother">The directory let in somebody who is nobody here: they may choose another account there.</param>
public sealed record ProviderButton(string Name, string Url, bool IsOnlyWay, bool OffersAnother);

/// <summary>The settings of the directory, as they were typed or stand.</summary>
/// <param name="Roles">A line each: what the directory says, <c>=</c>, and the role as <see cref="GrantText"/> reads it.</param>
/// <param name="Button">Language and text.</param>
public sealed record ProviderSettingsView(
    int Revision, IdentityProvider Provider, string Domains, string Roles, string Acr, IReadOnlyList<(string Language, string Text)> Button) : AdminView
{
    /// <summary>What the directory's own settings have to name: where it sends people back, and where it tells that they have signed out.</summary>
    public required IReadOnlyList<string> BackAddresses { get; init; }

    public required IReadOnlyList<string> SignOutAddresses { get; init; }

    /// <summary>The operator has laid down a secret.</summary>
    public required bool HasSecret { get; init; }

    /// <summary>The municipality's name, by which the operator lays down the secret.</summary>
    public required string SecretName { get; init; }

    /// <summary>By name, as lines of roles name them.</summary>
    public required IReadOnlyList<(Guid Id, string Name)> Sections { get; init; }
}
