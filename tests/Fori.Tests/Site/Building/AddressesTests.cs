namespace Fori.Tests.Site.Building;

/// <summary>Which address shows what, and where wrong ones lead.</summary>
public sealed class AddressesTests(FilledTown filled) : IClassFixture<FilledTown>
{
    private readonly SiteTown _town = filled.Town;

    [Theory]
    [InlineData("sv-FI,sv;q=0.9,fi;q=0.8", "/sv/")]
    [InlineData("de,en;q=0.5", "/en/")]
    [InlineData("fi;q=0,sv;q=0.1", "/sv/")]
    [InlineData("de", "/fi/")]
    [InlineData(";;q=;,", "/fi/")]
    public async Task The_root_goes_by_the_language_of_the_browser(string wish, string front)
    {
        var reply = await _town.GetAsync("/", headers: $"Accept-Language: {wish}");

        reply.Status.ShouldBe(302);
        reply.Location.ShouldBe(front);
        reply.Headers.Vary.ShouldContain("Accept-Language");
    }

    [Theory]
    [InlineData("/fi", "/fi/")]
    [InlineData("/fi/palvelut/", "/fi/palvelut")]
    [InlineData("/fi//", "/fi")]
    [InlineData("/fi/%C3%A4%C3%B6%0d%0aSet-Cookie:x/", "/fi/%C3%A4%C3%B6%0D%0ASet-Cookie%3Ax")]
    [InlineData("/fi/services", "/fi/palvelut")]
    [InlineData("/fi/services?class=P25&utm=x", "/fi/palvelut?class=P25")]
    [InlineData("/sv/palvelut/kirjastokortti", "/sv/tjanster/bibliotekskort")]
    [InlineData("/fi/services/kirjastokortti", "/fi/palvelut/kirjastokortti")]
    [InlineData("/fi/palvelut/bibliotekskort", "/fi/palvelut/kirjastokortti")]
    [InlineData("/en/places.csv?near=1", null)]
    [InlineData("/fi/places/feed.rss", "/fi/paikat/feed.rss")]
    public async Task A_nearly_right_address_leads_to_the_right_one(string path, string? right)
    {
        var reply = await _town.GetAsync(path);

        reply.Status.ShouldBe(right is null ? 200 : 301);
        reply.Location.ShouldBe(right);
    }

    [Fact]
    public async Task A_former_name_leads_to_the_present_one_without_a_chain()
    {
        await using var town = await SiteTown.StartAsync();
        await town.SayAsync("Service", "club", """{"identifiers":[{"system":"ptv","value":"club"}],"name":{"fi":"Lukuryhmä"}}""");
        await town.SayAsync("Service", "club", """{"identifiers":[{"system":"ptv","value":"club"}],"name":{"fi":"Kirjapiiri"}}""");

        foreach (var former in (string[])["/fi/palvelut/lukupiiri", "/fi/palvelut/lukuryhma"])
        {
            var reply = await town.GetAsync(former);
            (reply.Status, reply.Location).ShouldBe((301, "/fi/palvelut/kirjapiiri"));
        }
    }

    [Fact]
    public async Task A_withdrawn_record_is_gone_with_its_name_and_day()
    {
        await using var town = await SiteTown.StartAsync();
        await town.SayAsync("Service", "club", null);

        var reply = await town.GetAsync("/fi/palvelut/lukupiiri");

        reply.Status.ShouldBe(410);
        reply.Body.ShouldContain("Lukupiiri");
        reply.Body.ShouldContain("24.11.2026");
        reply.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await town.GetAsync("/fi/palvelut")).Body.ShouldNotContain("Lukupiiri");
    }

    [Fact]
    public async Task A_merged_record_leads_to_the_one_that_it_was_joined_into()
    {
        await using var town = await SiteTown.StartAsync();
        var kept = await town.SayAsync("Service", "a", """{"name":{"fi":"Venepaikat"}}""");
        var joined = await town.SayAsync("Service", "b", """{"name":{"fi":"Laituripaikat"}}""");
        (await town.MergeAsync(kept.Document, joined.Document)).Succeeded.ShouldBeTrue();
        await town.VisibleAsync();

        var reply = await town.GetAsync("/fi/palvelut/laituripaikat");

        (reply.Status, reply.Location).ShouldBe((301, "/fi/palvelut/venepaikat"));
    }

    [Fact]
    public async Task A_service_location_leads_to_its_place()
    {
        var reply = await _town.GetAsync("/fi/asiointikanavat/kirjaston-tiski");

        (reply.Status, reply.Location).ShouldBe((302, "/fi/paikat/lautturilan-kirjasto"));
    }

    [Theory]
    [InlineData("/fi/palvelut/ei-ole")]
    [InlineData("/fi/nada")]
    [InlineData("/de/services")]
    [InlineData("/fi/palvelut/kirjastokortti/x")]
    [InlineData("/wp-login.php")]
    [InlineData("/fi//x")]
    [InlineData("/fi/paikat/..%2f..%2fetc")]
    [InlineData("/fi/paikat.exe")]
    [InlineData("/sitemap-fi-9.xml")]
    [InlineData("/sitemap-de.xml")]
    [InlineData("/assets/nada.css")]
    public async Task An_unknown_address_is_told_to_be_unknown_with_a_search(string path)
    {
        var reply = await _town.GetAsync(path);

        reply.Status.ShouldBe(404);
        reply.Body.ShouldContain("role=\"search\"");
        reply.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_address_suggests_pages_by_its_words()
    {
        var reply = await _town.GetAsync("/fi/palvelut/kirjastokortit-ja-lainat");

        reply.Body.ShouldContain("/fi/palvelut/kirjastokortti");
    }

    [Fact]
    public async Task Another_municipalitys_page_is_unknown_on_this_host()
    {
        (await _town.GetAsync("/fi/palvelut/kirjastokortti", SiteTown.Neighbour)).Status.ShouldBe(404);
        (await _town.GetAsync("/fi/palvelut", SiteTown.Neighbour)).Body.ShouldNotContain("Kirjastokortti");
    }

    [Fact]
    public async Task A_host_of_nobody_lists_the_municipalities()
    {
        var index = await _town.GetAsync("/", "localhost");

        index.Status.ShouldBe(200);
        index.Body.ShouldContain("http://lautturila.localhost/fi/");
        index.Body.ShouldContain("http://naapurila.localhost/sv/");
        (await _town.GetAsync("/fi/palvelut", "localhost")).Status.ShouldBe(404);
        (await _town.GetAsync("/theme.css", "localhost")).Type.ShouldBe("text/css");
    }

    [Fact]
    public async Task Only_reading_is_allowed()
    {
        var reply = await _town.GetAsync("/fi/", method: "POST");

        reply.Status.ShouldBe(405);
        reply.Content.Allow.ShouldBe(["GET", "HEAD"]);
    }

    [Fact]
    public async Task The_look_and_the_assets_may_be_kept_for_ever_by_their_hashed_addresses()
    {
        var page = (await _town.GetAsync("/fi/")).Body;
        foreach (var address in System.Text.RegularExpressions.Regex.Matches(page, "href=\"(/[^\"]+\\?v=[0-9a-f]{12})\"").Select(m => m.Groups[1].Value).Distinct())
        {
            var reply = await _town.GetAsync(address);
            reply.Status.ShouldBe(200, address);
            reply.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        }
    }
}
