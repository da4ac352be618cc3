using CsCheck;
using Fori.Documents;
using Fori.Geography;

namespace Fori.Tests.Geography;

public sealed class FinnishGridTests
{
    private static readonly Gen<GeoPoint> InFinland = Gen.Select(
        Gen.Double[59.5, 70], Gen.Double[20, 31], (latitude, longitude) => new GeoPoint(latitude, longitude));

    [Fact]
    public void TM35FIN_and_back_is_within_a_centimetre_everywhere_in_Finland() => RoundTrip(FinnishGrid.Tm35Fin, InFinland);

    [Theory]
    [InlineData(3873, 19)]
    [InlineData(3877, 23)]
    [InlineData(3878, 24)]
    [InlineData(3885, 31)]
    public void A_GK_zone_and_back_is_within_a_centimetre_around_its_meridian(int epsg, int meridian) => RoundTrip(
        epsg,
        Gen.Select(Gen.Double[59.5, 70], Gen.Double[meridian - 2, meridian + 2], (latitude, longitude) => new GeoPoint(latitude, longitude)));

    [Fact]
    public void The_central_meridian_has_the_false_easting_of_its_zone()
    {
        FinnishGrid.FromWgs84(3067, new(61, 27))!.Easting.ShouldBe(500_000, 0.001);
        FinnishGrid.FromWgs84(3877, new(61, 23))!.Easting.ShouldBe(23_500_000, 0.001);
        FinnishGrid.FromWgs84(3885, new(61, 31))!.Easting.ShouldBe(31_500_000, 0.001);
    }

    [Fact]
    public void A_degree_on_the_central_meridian_is_as_long_as_on_the_GRS_80_ellipsoid()
    {
        // Meridian arc from the equator to 60° N on GRS 80 is 6,654,072.819 m.
        FinnishGrid.FromWgs84(3877, new(60, 23))!.Northing.ShouldBe(6_654_072.819, 0.005);
        FinnishGrid.FromWgs84(3067, new(60, 27))!.Northing.ShouldBe(6_654_072.819 * 0.9996, 0.005);
    }

    [Fact]
    public void What_is_outside_the_system_has_no_point()
    {
        FinnishGrid.ToWgs84(3067, 0, 0).ShouldBeNull();
        FinnishGrid.ToWgs84(3067, 226_225, 6_713_890).ShouldBeNull();
        FinnishGrid.ToWgs84(3067, double.NaN, 226_225).ShouldBeNull();
        FinnishGrid.ToWgs84(3877, 6_713_890, 24_455_754).ShouldBeNull();
        FinnishGrid.ToWgs84(2393, 6_713_890, 3_226_225).ShouldBeNull();
        FinnishGrid.FromWgs84(3067, new(48.85, 2.35)).ShouldBeNull();
    }

    [Fact]
    public void Many_threads_get_the_same_answer()
    {
        var answers = Enumerable.Range(0, 2000).AsParallel()
            .Select(_ => FinnishGrid.ToWgs84(3067, 6_713_890.211, 226_225.47)).Distinct().ToList();

        answers.ShouldHaveSingleItem();
    }

    private static void RoundTrip(int epsg, Gen<GeoPoint> points) => points.Sample(
        point =>
        {
            var metres = FinnishGrid.FromWgs84(epsg, point).ShouldNotBeNull();
            var back = FinnishGrid.ToWgs84(epsg, metres.Northing, metres.Easting).ShouldNotBeNull();
            Distance.Metres(point, back).ShouldBeLessThan(0.01);
        },
        iter: 2000);
}
