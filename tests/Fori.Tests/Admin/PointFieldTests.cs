using System.Net;

namespace Fori.Tests.Admin;

/// <summary>Points on a form without scripts: typed as numbers, or found by an address.</summary>
public sealed class PointFieldTests
{
    private static readonly (string, string)[] OfMap = [("title.fi", "Kartalla"), ("body.fi:count", "1"), ("body.fi.0:type", "map"), ("body.fi.0.heading", "Rannat"), ("body.fi.0.points:count", "1"), ("body.fi.0.points.0.name", "Lintutorni")];

    [Fact]
    public async Task A_point_is_typed_as_two_numbers_and_comes_back_as_them()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");

        await eero.TakenAsync(page, 0, "publish:fi", [.. OfMap, ("body.fi.0.points.0.point:lat", "60,45"), ("body.fi.0.points.0.point:lon", "22.27")]);

        var form = DirectoryTown.Parse((await eero.GetAsync(page)).Text);
        form.GetElementById("body.fi.0.points.0.point:lat").ShouldNotBeNull().GetAttribute("value").ShouldBe("60.45");
        form.GetElementById("body.fi.0.points.0.point:lon").ShouldNotBeNull().GetAttribute("value").ShouldBe("22.27");
        form.QuerySelector("fori-point").ShouldNotBeNull().GetAttribute("data-base").ShouldNotBeNull().ShouldStartWith("/");
        (await eero.GetAsync("/fi/kartalla")).Text.ShouldContain("data-lat=\"60.45\"");
    }

    [Fact]
    public async Task Half_a_point_is_refused_and_stays_as_it_was_typed()
    {
        await using var town = await AdminTown.StartAsync();
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");

        var refused = await eero.PostAsync(page, RegisteredTown.Form(0, "save", [.. OfMap, ("body.fi.0.points.0.point:lat", "60.45"), ("body.fi.0.points.0.point:lon", "")]));

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        DirectoryTown.Parse(refused.Text).GetElementById("body.fi.0.points.0.point:lat").ShouldNotBeNull().GetAttribute("value").ShouldBe("60.45");
    }

    [Fact]
    public async Task A_point_is_found_by_an_address_of_the_register_and_taken_by_choosing_it()
    {
        await using var town = await AdminTown.StartAsync();
        await town.SayAsync("Place", "tower", """{"identifiers":[{"system":"ptv","value":"tower"}],"name":{"fi":"Lintutornikeskus"},"point":{"latitude":60.41,"longitude":22.31}}""");
        var eero = await town.EditorAsync();
        var page = await eero.NewAsync("Page");

        var found = await eero.PostAsync(page, RegisteredTown.Form(0, "find:body.fi.0.points.0.point", [.. OfMap, ("body.fi.0.points.0.point:sought", "Lintutornikeskus")]));
        var radio = DirectoryTown.Parse(found.Text).QuerySelector("input[type=radio][name='body.fi.0.points.0.point']").ShouldNotBeNull();
        await eero.TakenAsync(page, 0, "publish:fi", [.. OfMap, ("body.fi.0.points.0.point", radio.GetAttribute("value").ShouldNotBeNull()), ("body.fi.0.points.0.point:lat", ""), ("body.fi.0.points.0.point:lon", "")]);

        (await eero.GetAsync("/fi/kartalla")).Text.ShouldContain("data-lat=\"60.41\"");
    }
}
