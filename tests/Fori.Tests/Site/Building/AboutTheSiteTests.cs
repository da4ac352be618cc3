namespace Fori.Tests.Site.Building;

/// <summary>What a site says of itself: how accessible it is, what can be taken as data.</summary>
public sealed class AboutTheSiteTests : IAsyncLifetime
{
    private SiteTown _town = null!;

    public async ValueTask InitializeAsync() => _town = await SiteTown.StartAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Theory]
    [InlineData("/fi/saavutettavuus", "Traficom", "14 päivän", "osittain", "ei ole vielä kirjannut", "saavutettavuusvaatimukset.fi")]
    [InlineData("/sv/tillganglighet", "Traficom", "14 dagar", "delvis", "ännu inte antecknat", "tillganglighetskrav.fi")]
    [InlineData("/en/accessibility", "Traficom", "14 days", "in part", "not yet recorded", "webaccessibility.fi")]
    public async Task Without_settings_the_statement_says_what_the_law_asks_and_claims_no_more(string path, params string[] said)
    {
        var page = (await _town.GetAsync(path)).Body;

        foreach (var text in said)
        {
            page.ShouldContain(text);
        }
    }

    [Fact]
    public async Task The_statement_tells_the_municipalitys_own_findings()
    {
        await _town.SayAsync("Municipality", "municipality", """
            {"name":{"fi":"Lautturila"},"languages":["fi","sv"],"contact":{"email":"kirjaamo@lautturila.example"},
             "accessibility":{"deficiencies":{"fi":"Kartassa ei ole tekstivastinetta.\nVanhat liitteet ovat kuvia."},"reviewedOn":"2026-11-02","email":"esteetta@lautturila.example"}}
            """, "local");

        var page = (await _town.GetAsync("/fi/saavutettavuus")).Body;
        var swedish = (await _town.GetAsync("/sv/tillganglighet")).Body;

        page.ShouldContain("<li>Kartassa ei ole tekstivastinetta.</li>");
        page.ShouldContain("<li>Vanhat liitteet ovat kuvia.</li>");
        page.ShouldContain("2.11.2026");
        page.ShouldContain("arvioinut Lautturila");
        page.ShouldContain("mailto:esteetta@lautturila.example");
        page.ShouldContain("mailto:saavutettavuus@traficom.fi");
        swedish.ShouldContain("<li lang=\"fi\">Vanhat liitteet ovat kuvia.</li>");
    }

    [Fact]
    public async Task Every_footer_leads_to_the_statement_the_data_the_feeds_and_the_other_languages_and_all_of_them_answer()
    {
        var page = (await _town.GetAsync("/fi/palvelut/kirjastokortti")).Body;
        var footer = page[page.IndexOf("<footer class=\"site-footer\"", StringComparison.Ordinal)..];

        foreach (var link in (string[])["/fi/saavutettavuus", "/fi/avoin-data", "/fi/yhteystiedot", "/fi/palvelut/feed.rss", "/fi/paikat/feed.rss"])
        {
            footer.ShouldContain($"href=\"{link}\"");
            (await _town.GetAsync(link)).Status.ShouldBe(200, link);
        }

        footer.ShouldContain("hreflang=\"sv\"");
        footer.ShouldContain("rel=\"license\"");
    }

    [Fact]
    public async Task Open_data_names_files_that_are_there_and_the_licence_of_the_settings()
    {
        var before = (await _town.GetAsync("/en/open-data")).Body;
        await _town.SayAsync("Municipality", "municipality", """{"name":{"fi":"Lautturila"},"languages":["fi","sv","en"],"dataLicence":"https://licence.example/own"}""", "local");
        var after = (await _town.GetAsync("/en/open-data")).Body;
        await _town.SayAsync("Municipality", "municipality", """{"name":{"fi":"Lautturila"},"languages":["fi","sv","en"],"dataLicence":"javascript:alert(1)"}""", "local");
        var hostile = (await _town.GetAsync("/en/open-data")).Body;

        before.ShouldContain("https://creativecommons.org/licenses/by/4.0/");
        after.ShouldContain("https://licence.example/own");
        hostile.ShouldNotContain("javascript:");
        foreach (var ending in (string[])["csv", "json", "geojson"])
        {
            before.ShouldContain($"href=\"/en/places.{ending}\"");
            (await _town.GetAsync($"/en/places.{ending}")).Status.ShouldBe(200);
        }
    }
}
