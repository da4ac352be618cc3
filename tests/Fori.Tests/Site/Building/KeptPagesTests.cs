using Fori.Ui;
using System.IO.Compression;

namespace Fori.Tests.Site.Building;

/// <summary>Pages are kept until something they show changes, and never longer.</summary>
public sealed class KeptPagesTests : IAsyncLifetime
{
    private const string Card = "/fi/palvelut/kirjastokortti";
    private SiteTown _town = null!;

    public async ValueTask InitializeAsync() => _town = await SiteTown.StartAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task A_kept_page_has_the_same_bytes_and_is_made_once()
    {
        var first = await _town.GetAsync(Card);
        var kept = _town.Tenant.Pages.Count;
        var second = await _town.GetAsync(Card + "?utm_source=x&fbclid=1");

        second.Bytes.ShouldBe(first.Bytes);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        _town.Tenant.Pages.Count.ShouldBe(kept);
    }

    [Theory]
    [InlineData("Service", "card", "Kortilla lainaat kirjoja.", "Kortti on ilmainen.")]
    public async Task A_change_of_the_record_is_on_its_page_at_once(string type, string key, string before, string after)
    {
        (await _town.GetAsync(Card)).Body.ShouldContain(before);

        await _town.SayAsync(type, key, SiteTownRecords.Card.Replace(before, after, StringComparison.Ordinal));

        (await _town.GetAsync(Card)).Body.ShouldContain(after);
    }

    [Fact]
    public async Task A_renamed_unit_and_a_new_channel_are_on_the_services_page_at_once()
    {
        await _town.GetAsync(Card);
        await _town.SayAsync("Organization", "culture", """{"identifiers":[{"system":"ptv","value":"culture"}],"name":{"fi":"Sivistys"}}""");
        var renamed = await _town.GetAsync(Card);
        renamed.Body.ShouldContain("Sivistys");
        renamed.Body.ShouldContain("/sivistys\"");

        await _town.SayAsync("ServiceChannel", "form", """{"identifiers":[{"system":"ptv","value":"form"}],"channelType":"PrintableForm","name":{"fi":"Korttilomake"},"channelUrls":[{"kind":"PDF","url":"https://kortti.example/l.pdf"}]}""");
        await _town.SayAsync("Connection", "card/form", """{"service":{"system":"ptv","key":"card"},"channel":{"system":"ptv","key":"form"}}""");

        (await _town.GetAsync(Card)).Body.ShouldContain("https://kortti.example/l.pdf");
    }

    [Fact]
    public async Task A_reference_that_arrives_later_is_shown_when_it_does()
    {
        await _town.SayAsync("Service", "late", """{"name":{"fi":"Myöhäinen"},"mainResponsible":{"system":"ptv","key":"coming"}}""");
        (await _town.GetAsync("/fi/palvelut/myohainen")).Body.ShouldNotContain("Tuleva yksikkö");

        await _town.SayAsync("Organization", "coming", """{"name":{"fi":"Tuleva yksikkö"}}""");

        (await _town.GetAsync("/fi/palvelut/myohainen")).Body.ShouldContain("Tuleva yksikkö");
    }

    [Fact]
    public async Task A_page_with_hours_ends_when_they_change()
    {
        (await _town.GetAsync("/fi/paikat/lautturilan-kirjasto")).Body.ShouldContain("Avoinna nyt");

        _town.Clock.Advance(TimeSpan.FromHours(5));

        (await _town.GetAsync("/fi/paikat/lautturilan-kirjasto")).Body.ShouldContain("Suljettu nyt");
        (await _town.GetAsync(Card)).Body.ShouldContain("Suljettu nyt");
    }

    [Fact]
    public async Task New_settings_are_on_every_page_at_once()
    {
        await _town.GetAsync("/fi/");
        await _town.SayAsync("Municipality", "municipality", """{"name":{"fi":"Uusi nimi"},"languages":["fi","sv"],"hosts":["uusi.example"],"theme":{"name":"lautta","colours":{"brand":{"light":"#112233","dark":"#445566"},"link":{"light":"red;}","dark":"x"}}}}""", "local");

        var front = await _town.GetAsync("/fi/");

        front.Body.ShouldContain("Uusi nimi");
        front.Body.ShouldContain("data-theme=\"lautta\"");
        (await _town.GetAsync("/theme.css")).Body.ShouldContain("#112233");
        (await _town.GetAsync("/theme.css")).Body.ShouldNotContain("red;}");
        (await _town.GetAsync("/en/")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task What_one_has_already_is_not_sent_again()
    {
        var first = await _town.GetAsync(Card);
        var again = await _town.GetAsync(Card, headers: $"If-None-Match: {first.Headers.ETag}");

        again.Status.ShouldBe(304);
        again.Bytes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_compressed_page_is_the_same_page()
    {
        var plain = await _town.GetAsync(Card);
        var small = await _town.GetAsync(Card, headers: "Accept-Encoding: gzip, br");

        small.Content.ContentEncoding.ShouldBe(["br"]);
        small.Bytes.Length.ShouldBeLessThan(plain.Bytes.Length / 2);
        using var brotli = new BrotliStream(new MemoryStream(small.Bytes), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        await brotli.CopyToAsync(whole);
        whole.ToArray().ShouldBe(plain.Bytes);
    }

    [Fact]
    public async Task A_head_has_the_headers_without_the_page()
    {
        var page = await _town.GetAsync(Card);
        var head = await _town.GetAsync(Card, method: "HEAD");

        head.Status.ShouldBe(200);
        head.Bytes.ShouldBeEmpty();
        head.Content.ContentLength.ShouldBe(page.Bytes.Length);
        head.Headers.CacheControl!.ToString().ShouldContain("s-maxage=10");
        head.Content.ContentLanguage.ShouldBe(["fi"]);
    }

    [Fact]
    public async Task Wrong_addresses_and_past_days_are_not_kept()
    {
        await _town.GetAsync(Card);
        var kept = _town.Tenant.Pages.Count;

        await _town.GetAsync("/fi/palvelut/ei-ole");
        await _town.GetAsync(Card + "?asOf=2026-11-01");
        await _town.GetAsync("/");

        _town.Tenant.Pages.Count.ShouldBe(kept);
    }

    [Theory]
    [InlineData("Fori-Sequence: 1")]
    [InlineData("Cookie: fori-seq=1")]
    [InlineData("Fori-Sequence: nonsense")]
    public async Task Who_wrote_before_is_answered_from_what_is_kept(string header)
    {
        var first = await _town.GetAsync(Card);

        (await _town.GetAsync(Card, headers: header)).Bytes.ShouldBe(first.Bytes);
    }

    [Fact]
    public async Task Who_wrote_what_this_node_has_not_followed_is_answered_from_the_store()
    {
        await _town.GetAsync(Card);
        var kept = _town.Tenant.Pages.Count;

        var reply = await _town.GetAsync(Card, headers: "Fori-Sequence: 999999999");

        reply.Status.ShouldBe(200);
        reply.Body.ShouldContain("Kirjastokortti");
        _town.Tenant.Pages.Count.ShouldBe(kept);
    }

    [Fact]
    public async Task A_failure_is_told_with_its_number_and_without_its_insides()
    {
        await _town.BreakAsync("routes");

        var reply = await _town.GetAsync(Card);

        reply.Status.ShouldBe(503);
        reply.Headers.RetryAfter.ShouldNotBeNull();
        reply.Headers.CacheControl!.NoStore.ShouldBeTrue();
        reply.Body.ShouldContain("<h1");
        reply.Body.ShouldNotContain("Exception");
        reply.Body.ShouldNotContain("routes");
        reply.Body.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("/sv/sida", null, "sv")]
    [InlineData("/ar/page", null, "en")]
    [InlineData("/fi-x-easy/sivu", null, "fi")]
    [InlineData("/sv/sida", "ar", "sv")]
    [InlineData("/sitemap-sv.xml", null, "sv")]
    [InlineData("/sitemap-sv.xml", "ar", "en")]
    [InlineData("/sitemap-sv.xml", "de, fi-x-easy;q=0.5", "fi")]
    public async Task A_failure_is_told_in_a_language_of_the_municipality_or_the_one_spoken_instead(string path, string? liked, string spoken)
    {
        await _town.SayAsync("Municipality", "municipality", """{"name":{"sv":"Lautturila"},"languages":["sv","fi-x-easy","ar"]}""", "local");
        await _town.GetAsync("/sv/");
        await _town.BreakAsync("routes");

        var reply = await _town.GetAsync(path, headers: liked is null ? [] : [$"Accept-Language: {liked}"]);

        reply.Status.ShouldBe(503);
        reply.Body.ShouldContain($"<html lang=\"{spoken}\"");
        reply.Body.ShouldContain(UiText.For(spoken)["error.heading"]);
    }
}
