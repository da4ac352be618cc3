using System.Globalization;
using System.Text;
using System.Text.Json;
using Fori.Documents;
using Fori.Geography;
using Fori.Tests.Registers;

namespace Fori.Tests.Geography;

public sealed class AreaMapTests
{
    private const string TwoSquares =
        """
        {"type":"FeatureCollection","features":[
          {"type":"Feature","properties":{"code":"west"},"geometry":{"type":"Polygon","coordinates":[
            [[22,60],[23,60],[23,61],[22,61],[22,60]],[[22.4,60.4],[22.6,60.4],[22.6,60.6],[22.4,60.6],[22.4,60.4]]]}},
          {"type":"Feature","properties":{"code":"east"},"geometry":{"type":"MultiPolygon","coordinates":[[[[24,60],[25,60],[25,61],[24,61],[24,60]]]]}},
          {"type":"Feature","properties":{"code":"open ring"},"geometry":{"type":"Polygon","coordinates":[[[24,60],[25,60],[25,61],[24,61]]]}}
        ]}
        """;

    [Theory]
    [InlineData("Turku", 157, 152)]
    [InlineData("Kaarina", 46, 44)]
    public void Real_playgrounds_fall_into_their_own_municipality(string city, int all, int inside)
    {
        var municipalities = AreaMap.Parse(File.ReadAllBytes(RegisterSamples.PathOf("geo/mml/kuntarajat.json")), "NAMEFIN").Value.ShouldNotBeNull();
        using var playgrounds = JsonDocument.Parse(File.ReadAllText(RegisterSamples.PathOf("playgrounds/seed_turku.json")));
        var points = playgrounds.RootElement.EnumerateArray()
            .Where(playground => playground.GetProperty("city").GetString() == city)
            .Select(playground => PointReading.Of(new SourceCoordinates
            {
                Epsg = playground.GetProperty("epsg").GetInt32(),
                Latitude = playground.GetProperty("y").GetDouble().ToString(CultureInfo.InvariantCulture),
                Longitude = playground.GetProperty("x").GetDouble().ToString(CultureInfo.InvariantCulture),
            }).Point)
            .ToList();

        points.Count.ShouldBe(all);
        points.Count(point => point is not null && municipalities.Find(point) == city).ShouldBeInRange(inside - 1, inside + 1);
    }

    [Fact]
    public void A_point_is_in_its_area_on_its_border_and_not_in_its_hole()
    {
        var map = AreaMap.Parse(Encoding.UTF8.GetBytes(TwoSquares), "code").Value.ShouldNotBeNull();

        map.Find(new(60.2, 22.2)).ShouldBe("west");
        map.Find(new(60, 24.5)).ShouldBe("east");
        map.Find(new(60.5, 22.5)).ShouldBeNull();
        map.Find(new(60.5, 23.5)).ShouldBeNull();
    }

    [Fact]
    public void A_bad_feature_is_left_out_and_reported_with_its_place()
    {
        var map = AreaMap.Parse(Encoding.UTF8.GetBytes(TwoSquares), "code").Value.ShouldNotBeNull();

        map.Count.ShouldBe(2);
        map.Problems.ShouldHaveSingleItem().Path.ShouldBe("features[2]");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"features\": 1}")]
    public void What_is_no_collection_is_refused(string json) =>
        AreaMap.Parse(Encoding.UTF8.GetBytes(json), "code").Problems.ShouldHaveSingleItem().Code.ShouldBe("geometry.malformed");

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[200,60],[25,60],[25,61],[200,60]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[["a",60],[25,60],[25,61],["a",60]]]}""")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[1]}""")]
    [InlineData("""{"type":"MultiLineString","coordinates":[[[24,60]]]}""")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Feature","geometry":null}}""")]
    [InlineData("""{"type":"Sphere","coordinates":[1,2]}""")]
    [InlineData("""{"type":7,"coordinates":[1,2]}""")]
    public void A_malformed_outline_is_refused(string json) =>
        Outline.Parse(json).Problems.ShouldHaveSingleItem().Code.ShouldBe("geometry.malformed");

    [Fact]
    public void Lines_and_points_are_outlines_without_an_inside()
    {
        var route = Outline.Parse("""{"type":"LineString","coordinates":[[22,60],[23,61,15]]}""").Value.ShouldNotBeNull();

        route.Contains(new(60, 22)).ShouldBeFalse();
        route.Box.ShouldBe(new GeoBox(60, 22, 61, 23));
        Outline.Parse("""{"type":"Point","coordinates":[22,60]}""").Value.ShouldNotBeNull().Mark.ShouldBe(new GeoPoint(60, 22));
    }
}
