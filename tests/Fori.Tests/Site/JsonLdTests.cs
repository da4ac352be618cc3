using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Fori.Site;
using Fori.Tests.Site.Gallery;
using Fori.Ui;

namespace Fori.Tests.Site;

public sealed class JsonLdTests
{
    private static readonly GalleryPages Pages = new("fi", Theme.Neutral);

    [Fact]
    public void The_front_page_tells_the_organisation_and_how_to_search_the_site()
    {
        var data = Read(JsonLd.Of(Pages.Front()));

        data["GovernmentOrganization"].GetProperty("name").GetString().ShouldBe("Lautturila");
        data["WebSite"].GetProperty("potentialAction").GetProperty("target").GetString().ShouldBe("https://town.example/fi/search?q={query}");
    }

    [Fact]
    public void A_service_tells_its_channels_and_provider()
    {
        var service = Read(JsonLd.Of(Pages.Service()))["GovernmentService"];

        service.GetProperty("provider").GetProperty("name").GetString().ShouldBe("Vapaa-aikapalvelut");
        var channels = service.GetProperty("availableChannel").EnumerateArray().ToList();
        channels[0].GetProperty("serviceUrl").GetString().ShouldBe("https://varaus.town.example/");
        channels[1].GetProperty("servicePhone").GetProperty("telephone").GetString().ShouldBe("+35821234567");
        channels[2].GetProperty("serviceLocation").GetProperty("url").GetString().ShouldBe("https://town.example/fi/place");
    }

    [Fact]
    public void A_place_tells_its_week_and_the_day_it_is_closed()
    {
        var hours = Read(JsonLd.Of(Pages.Place()))["Place"].GetProperty("openingHoursSpecification").EnumerateArray().ToList();

        hours[0].GetProperty("dayOfWeek").GetString().ShouldBe("https://schema.org/Monday");
        (hours[0].GetProperty("opens").GetString(), hours[0].GetProperty("closes").GetString()).ShouldBe(("09:00", "19:00"));
        hours[1].GetProperty("closes").GetString().ShouldBe("23:59", "midnight ends the day");
        (hours[2].GetProperty("opens").GetString(), hours[2].GetProperty("closes").GetString()).ShouldBe(("00:00", "00:00"), "closed");
        hours[2].GetProperty("validFrom").GetString().ShouldBe("2026-12-06");
    }

    [Fact]
    public void The_breadcrumb_counts_from_the_front_page_to_the_page()
    {
        var crumbs = Read(JsonLd.Of(Pages.Service()))["BreadcrumbList"].GetProperty("itemListElement").EnumerateArray().ToList();

        crumbs.Select(c => c.GetProperty("position").GetInt32()).ShouldBe([1, 2, 3, 4]);
        crumbs[^1].GetProperty("name").GetString().ShouldBe("Venepaikan varaaminen");
    }

    [Fact]
    public async Task A_name_cannot_close_the_script_element_it_stands_in()
    {
        const string hostile = "</script><script src=//evil.example></script><!--";
        var html = await PageRendererTests.Renderer.RenderAsync(Pages.Service() with { Name = hostile });
        var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(html));

        document.Scripts.ShouldAllBe(s => s.Source == null || s.Source.StartsWith("/assets/"));
        document.QuerySelectorAll("script[type='application/ld+json']")
            .Select(s => JsonDocument.Parse(s.TextContent).RootElement)
            .Single(d => d.GetProperty("@type").GetString() == "GovernmentService")
            .GetProperty("name").GetString().ShouldBe(hostile);
    }

    private static Dictionary<string, JsonElement> Read(IReadOnlyList<string> data) =>
        data.Select(d => JsonDocument.Parse(d).RootElement).ToDictionary(d => d.GetProperty("@type").GetString()!);
}
