namespace Fori.Store;

/// <summary>A question to the list of content that a person of the staff keeps under a name.</summary>
/// <param name="Person">Id of the user; another one in an installation that the tenant was moved to, where the row waits for nobody.</param>
/// <param name="Query">As it stands in the address, without the question mark.</param>
public sealed record SavedViewRow(Guid Id, Guid Person, string Name, string Query, DateTimeOffset CreatedAt);
