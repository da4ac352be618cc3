namespace Fori.Tests.Site.Building;

/// <summary>From whom the facts of a page are, in words that a resident knows.</summary>
public sealed class SourceNamesTests : IAsyncLifetime
{
    private const string Service = """{"name":{"fi":"Nuotta","sv":"Noten","en":"Seine"},"summary":{"fi":"Nuotan vuokraus."}}""";
    private SiteTown _town = null!;

    public async ValueTask InitializeAsync() => _town = await SiteTown.StartAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Theory]
    [InlineData("kalarekisteri-x7", "kunnan rekisteri", "kommunens register", "a register of the municipality")]
    [InlineData("ptv", "Palvelutietovaranto", "Servicedatalagret", "the Finnish Service Catalogue")]
    [InlineData("tenant:naapurila", "toisen kunnan rekisteri", "en annan kommuns register", "another municipality")]
    public async Task A_source_that_nobody_named_is_called_by_what_it_is(string source, string fi, string sv, string en)
    {
        await _town.SayAsync("Service", "net", Service, source);

        foreach (var (path, name) in ((string, string)[])[("/fi/palvelut/nuotta", fi), ("/sv/tjanster/noten", sv), ("/en/services/seine", en)])
        {
            var page = (await _town.GetAsync(path)).Body;
            page.ShouldContain(name);
            page.ShouldNotContain("kalarekisteri-x7");
            page.ShouldNotContain("tenant:");
        }
    }

    [Fact]
    public async Task A_source_has_the_name_that_the_municipality_gives_it_in_each_language_and_at_once()
    {
        await _town.SayAsync("Service", "net", Service, "kalarekisteri-x7");
        await _town.GetAsync("/fi/palvelut/nuotta");

        await _town.SayAsync("Municipality", "municipality", """
            {"name":{"fi":"Lautturila"},"languages":["fi","sv","en"],"sources":[{"name":"kalarekisteri-x7","title":{"fi":"kalastuksen rekisteri","sv":"fiskeregistret"}}]}
            """, "local");

        (await _town.GetAsync("/fi/palvelut/nuotta")).Body.ShouldContain("Tiedot: kalastuksen rekisteri, tarkistettu");
        (await _town.GetAsync("/sv/tjanster/noten")).Body.ShouldContain("Uppgifter från fiskeregistret, kontrollerade");
    }
}
