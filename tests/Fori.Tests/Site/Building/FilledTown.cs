namespace Fori.Tests.Site.Building;

/// <summary>One town for all the tests of a class that only look.</summary>
public sealed class FilledTown : IAsyncLifetime
{
    internal SiteTown Town { get; private set; } = null!; // Set before any test runs.

    public async ValueTask InitializeAsync() => Town = await SiteTown.StartAsync();

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}
