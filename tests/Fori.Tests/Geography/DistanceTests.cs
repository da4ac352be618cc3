using CsCheck;
using Fori.Documents;
using Fori.Geography;

namespace Fori.Tests.Geography;

public sealed class DistanceTests
{
    private static readonly Gen<GeoPoint> AnyPoint = Gen.Select(
        Gen.Double[-89, 89], Gen.Double[-179, 179], (latitude, longitude) => new GeoPoint(latitude, longitude));

    [Fact]
    public void A_known_distance_between_two_cities_is_right_to_half_a_percent() =>
        Distance.Metres(new(60.4518, 22.2666), new(60.1699, 24.9384)).ShouldBe(150_300, 750);

    [Fact]
    public void Distance_is_the_same_both_ways_and_nothing_to_oneself() =>
        Gen.Select(AnyPoint, AnyPoint).Sample((a, b) =>
        {
            Distance.Metres(a, b).ShouldBe(Distance.Metres(b, a), 1e-6);
            Distance.Metres(a, a).ShouldBe(0);
        });

    [Fact]
    public void The_box_around_a_point_leaves_out_nothing_that_is_within_the_distance() =>
        Gen.Select(
            Gen.Double[55, 71], Gen.Double[18, 33], Gen.Double[10, 50_000], Gen.Double[-1, 1], Gen.Double[-1, 1])
            .Sample((latitude, longitude, metres, up, across) =>
            {
                var centre = new GeoPoint(latitude, longitude);
                var other = new GeoPoint(latitude + up, longitude + across);
                if (Distance.Metres(centre, other) <= metres)
                {
                    GeoBox.Within(centre, metres).Contains(other).ShouldBeTrue();
                }
            });

    [Fact]
    public void A_box_around_points_holds_them_all()
    {
        GeoBox.Around([new(60, 22), new(61, 21), new(60.5, 25)]).ShouldBe(new GeoBox(60, 21, 61, 25));
        GeoBox.Around([]).ShouldBeNull();
    }

    [Fact]
    public void Finland_covers_its_far_ends_and_not_its_neighbours()
    {
        Finland.Covers(new(59.808, 22.913)).ShouldBeTrue(); // Hanko
        Finland.Covers(new(69.909, 27.028)).ShouldBeTrue(); // Utsjoki
        Finland.Covers(new(60.097, 19.935)).ShouldBeTrue(); // Mariehamn
        Finland.Covers(new(59.437, 18.0)).ShouldBeFalse(); // Stockholm's side
        Finland.Covers(new(22.2666, 60.4518)).ShouldBeFalse(); // exchanged
        Finland.Covers(new(0, 0)).ShouldBeFalse();
    }
}
