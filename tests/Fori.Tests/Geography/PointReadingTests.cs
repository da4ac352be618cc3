using System.Text.Json;
using Fori.Documents;
using Fori.Geography;
using Fori.Tests.Registers;

namespace Fori.Tests.Geography;

public sealed class PointReadingTests
{
    [Fact]
    public void The_first_address_of_a_real_day_care_centre_is_where_it_is()
    {
        using var channel = JsonDocument.Parse(File.ReadAllText(RegisterSamples.PathOf(
            "ptv/kunta-api-naantali-vaasa/out/servicechannels/1bd39cda-3006-482e-acff-93ab8ddc9f1b.json")));
        var addresses = channel.RootElement.GetProperty("addresses");

        var point = Ptv(addresses[0].GetProperty("streetAddress")).Point.ShouldNotBeNull();

        addresses.GetArrayLength().ShouldBe(2);
        point.Latitude.ShouldBe(60.46792, 1e-5);
        point.Longitude.ShouldBe(22.01798, 1e-5);
        Ptv(addresses[1].GetProperty("streetAddress")).Point.ShouldNotBeNull();
    }

    [Fact]
    public void A_comma_and_a_dot_are_the_same() =>
        PointReading.OfPtv("6713890,211", " 226225,47 ", CoordinateState.Ok)
            .ShouldBe(PointReading.OfPtv("6713890.211", "226225.47", CoordinateState.EnteredByUser));

    [Theory]
    [InlineData("0", "0", CoordinateState.NotReceived)]
    [InlineData("0.0", "0,0", null)]
    [InlineData(null, null, CoordinateState.Ok)]
    [InlineData("", "226225", CoordinateState.Ok)]
    [InlineData("6713890", "226225", CoordinateState.NotReceived)]
    [InlineData("6713890", "226225", CoordinateState.Failed)]
    public void Nothing_where_the_source_has_nothing(string? latitude, string? longitude, CoordinateState? state) =>
        PointReading.OfPtv(latitude, longitude, state).ShouldBe(new PointReading(null, null));

    [Theory]
    [InlineData("61.6887", "27.2721", "coordinates.out-of-range")]
    [InlineData("0", "0.0", "coordinates.out-of-range")]
    [InlineData("226225", "6713890", "coordinates.out-of-range")]
    [InlineData("6521999", "226225", "coordinates.out-of-range")]
    [InlineData("6713890", "765001", "coordinates.out-of-range")]
    [InlineData("1e400", "226225", "coordinates.not-numbers")]
    [InlineData("NaN", "NaN", "coordinates.not-numbers")]
    [InlineData("north", "east", "coordinates.not-numbers")]
    [InlineData("6,713,890", "226225", "coordinates.not-numbers")]
    public void Figures_that_cannot_be_give_no_point_and_say_why(string latitude, string longitude, string code)
    {
        var reading = PointReading.OfPtv(latitude, longitude, CoordinateState.Ok);

        reading.Point.ShouldBeNull();
        reading.Problem.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Fact]
    public void A_point_outside_Finland_is_kept_with_a_warning()
    {
        var reading = PointReading.Of(new SourceCoordinates { Epsg = 4326, Latitude = "22.2666", Longitude = "60.4518" });

        reading.Point.ShouldBe(new GeoPoint(22.2666, 60.4518));
        reading.Problem.ShouldNotBeNull().Code.ShouldBe("coordinates.outside-finland");
        PointReading.Of(new SourceCoordinates { Epsg = 4326, Latitude = "91", Longitude = "22" }).Point.ShouldBeNull();
    }

    [Fact]
    public void An_unknown_system_is_named() =>
        PointReading.Of(new SourceCoordinates { Epsg = 2393, Latitude = "6713890", Longitude = "3226225" })
            .Problem.ShouldNotBeNull().Arguments["value"].ShouldBe("2393");

    private static PointReading Ptv(JsonElement street) => PointReading.OfPtv(
        street.GetProperty("latitude").GetString(),
        street.GetProperty("longitude").GetString(),
        Enum.Parse<CoordinateState>(street.GetProperty("coordinateState").GetString()!));
}
