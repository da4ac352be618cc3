using System.Text.Json;
using Fori.Documents;
using Fori.Geography;
using Fori.Registers.Places;
using Fori.Ui;
using static Fori.Tests.Demonstration.DemonstrationData;

namespace Fori.Tests.Demonstration;

/// <summary>The drawn maps of the invented towns and their region, and the places on them.</summary>
public sealed class DemonstrationMapTests
{
    public static TheoryData<string> All => [.. TenantNames];

    public static TheoryData<string> Towns => ["kaislaranta", "kuurakoski"];

    private static byte[] BytesOf(string tenant) => File.ReadAllBytes(Path.Combine(Folder, tenant, "map.geojson"));

    private static IReadOnlyList<(string Kind, string? Name, string? Code, JsonElement Feature)> FeaturesOf(string tenant)
    {
        using var json = JsonDocument.Parse(BytesOf(tenant));
        return [.. json.RootElement.GetProperty("features").EnumerateArray().Select(f => f.Clone()).Select(f =>
        {
            var properties = f.GetProperty("properties");
            return (properties.GetProperty("kind").GetString() ?? "", Text(properties, "name"), Text(properties, "code"), f);
        })];
    }

    private static string? Text(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Outline OutlineOf(JsonElement feature) =>
        Outline.Parse(feature.GetRawText()).Value ?? throw new InvalidOperationException("A shape of the map cannot be read.");

    [Theory]
    [MemberData(nameof(All))]
    public void A_map_is_read_without_complaint_and_stays_small(string tenant)
    {
        BytesOf(tenant).Length.ShouldBeLessThanOrEqualTo(40 * 1024);
        FeaturesOf(tenant).Count.ShouldBeInRange(20, 60);
        BaseMap.Parse(BytesOf(tenant)).Problems.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_map_has_one_outline_with_water_roads_and_parks(string tenant)
    {
        var features = FeaturesOf(tenant);

        features.Count(f => f.Kind == "outline").ShouldBe(1);
        foreach (var kind in (string[])["water", "road", "green"])
        {
            features.Count(f => f.Kind == kind).ShouldBeGreaterThanOrEqualTo(2, kind);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Named_shapes_have_their_names_in_both_national_languages(string tenant)
    {
        foreach (var (_, name, _, feature) in FeaturesOf(tenant).Where(f => f.Name is not null))
        {
            var names = feature.GetProperty("properties").GetProperty("names");
            names.GetProperty("fi").GetString().ShouldBe(name);
            names.GetProperty("sv").GetString().ShouldNotBeNullOrEmpty(name);
        }
    }

    [Theory]
    [MemberData(nameof(Towns))]
    public void Every_place_stands_inside_the_town_in_its_own_district_and_on_dry_land(string tenant)
    {
        var features = FeaturesOf(tenant);
        var outline = OutlineOf(features.Single(f => f.Kind == "outline").Feature);
        var waters = features.Where(f => f.Kind == "water").Select(f => OutlineOf(f.Feature)).ToList();
        var districts = features.Where(f => f.Kind == "district").ToDictionary(f => f.Code ?? "", f => OutlineOf(f.Feature));

        foreach (var (record, place) in Of<Place>(tenant).Where(p => p.Record.Source == "demo-places"))
        {
            place.Point.ShouldNotBeNull(record.Key);
            outline.Contains(place.Point).ShouldBeTrue($"{record.Key} lies outside the town");
            districts[place.District?.Value ?? ""].Contains(place.Point).ShouldBeTrue($"{record.Key} is not in {place.District?.Value}");
            waters.ShouldAllBe(w => !w.Contains(place.Point), $"{record.Key} stands in the water");
        }
    }

    [Fact]
    public void Harbours_and_beaches_lie_by_the_water()
    {
        foreach (var (record, place) in Of<Place>().Where(p => p.Body.PlaceTypes.Any(t => t.Value is "harbour" or "beach")))
        {
            var waters = FeaturesOf(record.Tenant).Where(f => f.Kind == "water").Select(f => OutlineOf(f.Feature)).ToList();
            var point = place.Point ?? throw new InvalidOperationException(record.Key);

            // Half a kilometre to some side: 0.0045 degrees of latitude, 0.009 of longitude at these latitudes.
            var around = Enumerable.Range(0, 16).Select(i => i * Math.PI / 8)
                .Select(a => new GeoPoint(point.Latitude + (0.0045 * Math.Sin(a)), point.Longitude + (0.009 * Math.Cos(a))));
            around.ShouldContain(p => waters.Any(w => w.Contains(p)), record.Key);
        }
    }

    [Fact]
    public void Both_towns_lie_inside_the_region()
    {
        var region = OutlineOf(FeaturesOf("ruovonmaa").Single(f => f.Kind == "outline").Feature);

        foreach (var town in (string[])["kaislaranta", "kuurakoski"])
        {
            FeaturesOf("ruovonmaa").ShouldContain(f => f.Kind == "municipality" && f.Code == (town == "kaislaranta" ? "998" : "997"));
            var ring = FeaturesOf(town).Single(f => f.Kind == "outline").Feature.GetProperty("geometry").GetProperty("coordinates")[0];
            ring.EnumerateArray().Select(p => new GeoPoint(p[1].GetDouble(), p[0].GetDouble()))
                .ShouldAllBe(p => region.Contains(p), town);
        }
    }

    [Fact]
    public void An_island_is_not_under_water()
    {
        var sea = OutlineOf(FeaturesOf("kaislaranta").First(f => f is { Kind: "water", Name: "Kaislalahti" }).Feature);

        foreach (var island in FeaturesOf("kaislaranta").Where(f => f.Kind == "island"))
        {
            sea.Contains(OutlineOf(island.Feature).Mark).ShouldBeFalse(island.Name);
        }
    }
}
