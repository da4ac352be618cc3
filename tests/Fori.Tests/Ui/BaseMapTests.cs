using System.Text;
using System.Xml.Linq;
using Fori.Documents;
using Fori.Tests.Site.Gallery;
using Fori.Ui;

namespace Fori.Tests.Ui;

public sealed class BaseMapTests
{
    private static readonly BaseMap Map = new GalleryTown("fi", Theme.Neutral).BaseMap;

    [Fact]
    public void A_drawing_shows_land_water_roads_and_the_names_of_districts()
    {
        var drawing = Map.Draw("Kartta", []);

        foreach (var kind in (string[])["outline", "green", "water", "road", "district"])
        {
            drawing.BaseLayer.ShouldContain($"class=\"map-{kind}\"");
        }

        drawing.BaseLayer.ShouldContain(">Keskusta</text>");
        XDocument.Parse($"<svg>{drawing.BaseLayer}</svg>").Root!.Elements().ShouldNotBeEmpty();
    }

    [Fact]
    public void North_is_up_and_east_is_right()
    {
        var markers = Map.Draw("Kartta", [new("South west", null, new(61.01, 24.01)), new("North east", null, new(61.05, 24.08))]).Markers;

        var (south, north) = (markers.Single(m => m.Place.Name == "South west"), markers.Single(m => m.Place.Name == "North east"));
        north.Y.ShouldBeLessThan(south.Y);
        north.X.ShouldBeGreaterThan(south.X);
    }

    [Fact]
    public void Every_marker_lies_inside_the_drawing()
    {
        var drawing = Map.Draw("Kartta", [new("a", null, new(61.0, 24.0)), new("b", null, new(61.06, 24.11)), new("c", null, new(61.03, 23.99))], 640, 300);

        drawing.Markers.ShouldAllBe(m => m.X > 15 && m.X < 625 && m.Y > 15 && m.Y < 285);
    }

    [Fact]
    public void One_place_stands_in_the_middle_with_its_surroundings()
    {
        var marker = Map.Draw("Kartta", [new("Pääkirjasto", null, new(61.04, 24.047))], 640, 520).Markers.ShouldHaveSingleItem();

        (marker.X, marker.Y).ShouldBe((320, 260));
    }

    [Fact]
    public void What_lies_outside_the_drawing_is_not_written()
    {
        var near = Map.Draw("Kartta", [new("Pääkirjasto", null, new(61.04, 24.047))]);

        near.BaseLayer.Length.ShouldBeLessThan(Map.Draw("Kartta", []).BaseLayer.Length);
        near.BaseLayer.ShouldNotContain("Etelämäki");
    }

    [Theory]
    [InlineData("sv", "Söderbacka")]
    [InlineData("en", "Etelämäki")]
    [InlineData("fi", "Etelämäki")]
    public void Names_are_in_the_language_of_the_page_or_the_next_that_has_one(string language, string shown)
    {
        const string geoJson = """
            {"features":[{"properties":{"kind":"district","name":"Etelämäki","names":{"fi":"Etelämäki","sv":"Söderbacka"}},
            "geometry":{"type":"Polygon","coordinates":[[[24,61],[24.1,61],[24.1,61.1],[24,61]]]}}]}
            """;
        var map = BaseMap.Parse(Encoding.UTF8.GetBytes(geoJson)).Value!.NamedIn([language, "fi"]); // The test's own map.

        System.Net.WebUtility.HtmlDecode(map.Draw("Kartta", []).BaseLayer).ShouldContain($">{shown}<");
        System.Text.Json.JsonElement.Parse(map.ToGeoJson()).GetProperty("features")[0].GetProperty("properties").GetProperty("name").GetString().ShouldBe(shown);
    }

    [Fact]
    public void The_layer_read_back_draws_the_same()
    {
        var again = BaseMap.Parse(Map.ToGeoJson());

        again.Value!.Draw("Kartta", []).BaseLayer.ShouldBe(Map.Draw("Kartta", []).BaseLayer);
    }

    [Theory]
    [InlineData("", "map.geojson")]
    [InlineData("[]", "map.geojson")]
    [InlineData("{\"features\":{}}", "map.geojson")]
    [InlineData("{\"features\":[{\"properties\":{\"kind\":\"road\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[24,61],[24,91]]}}]}", "map.position")]
    [InlineData("{\"features\":[{\"properties\":{\"kind\":\"road\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[24,61],[\"x\",61]]}}]}", "map.position")]
    [InlineData("{\"features\":[{\"properties\":{\"kind\":\"road\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1e999,61],[24,61]]}}]}", "map.position")]
    public void A_layer_that_cannot_be_drawn_is_refused_with_its_reason(string geoJson, string code) =>
        BaseMap.Parse(Encoding.UTF8.GetBytes(geoJson)).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Theory]
    [InlineData("{\"features\":[1,null,\"x\",{\"properties\":null},{\"properties\":{\"kind\":\"road\"},\"geometry\":null},{\"properties\":{\"kind\":\"road\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[24,61]}}]}")]
    [InlineData("{\"features\":[{\"properties\":{\"kind\":\"building\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[24,61],[25,61]]}}]}")]
    [InlineData("{\"features\":[{\"properties\":{\"kind\":\"road\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[24,61]]}}]}")]
    public void What_is_not_drawn_is_passed_over(string geoJson) =>
        BaseMap.Parse(Encoding.UTF8.GetBytes(geoJson)).Value!.Draw("Kartta", []).BaseLayer.ShouldBeEmpty();

    [Fact]
    public void A_layer_too_large_for_a_page_is_refused()
    {
        var line = string.Join(',', Enumerable.Repeat("[24,61]", 40_001));
        var geoJson = $$$"""{"features":[{"properties":{"kind":"road"},"geometry":{"type":"LineString","coordinates":[{{{line}}}]}}]}""";

        BaseMap.Parse(Encoding.UTF8.GetBytes(geoJson)).Problems.ShouldHaveSingleItem().Code.ShouldBe("map.too-large");
    }

    [Fact]
    public void A_hostile_name_stays_a_name()
    {
        const string geoJson = """{"features":[{"properties":{"kind":"district","name":"<script>"},"geometry":{"type":"Polygon","coordinates":[[[24,61],[24.1,61],[24.1,61.1],[24,61]]]}}]}""";

        BaseMap.Parse(Encoding.UTF8.GetBytes(geoJson)).Value!.Draw("Kartta", []).BaseLayer.ShouldContain("&lt;script&gt;");
    }

    [Fact]
    public void An_empty_map_still_carries_its_markers() =>
        BaseMap.Empty.Draw("Kartta", [new("Tori", "/tori", new GeoPoint(61, 24))]).Markers.ShouldHaveSingleItem();
}
