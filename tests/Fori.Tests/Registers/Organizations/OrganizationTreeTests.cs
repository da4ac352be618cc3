using Fori.Registers.Organizations;

namespace Fori.Tests.Registers.Organizations;

public sealed class OrganizationTreeTests
{
    private static readonly Dictionary<string, string> Parents = new()
    {
        ["b"] = "a", ["c"] = "b", ["d"] = "c", ["e"] = "d", ["round"] = "circle", ["circle"] = "round",
    };

    [Fact]
    public void Five_levels_are_allowed_and_six_are_not()
    {
        Check("new", "d").ShouldBeNull();
        Check("new", "e").ShouldBe("organization.too-deep");
        Check("new", null).ShouldBeNull();
    }

    [Fact]
    public void Subordinates_come_along() =>
        OrganizationTree.Check("new", "c", Parents.GetValueOrDefault, levelsBelow: 2)!.Code.ShouldBe("organization.too-deep");

    [Fact]
    public void Nobody_is_above_himself()
    {
        Check("a", "c").ShouldBe("organization.circle");
        Check("a", "a").ShouldBe("organization.circle");
        Check("new", "round").ShouldBe("organization.circle");
    }

    private static string? Check(string organization, string? parent) =>
        OrganizationTree.Check(organization, parent, Parents.GetValueOrDefault)?.Code;
}
