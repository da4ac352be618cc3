using System.Net;
using Fori.Tests.Testing;

namespace Fori.Tests.Api;

/// <summary>A write by which a record would stand above itself is refused; one that a source made so can be mended.</summary>
public abstract class CircularWritesContract(ApiHost host)
{
    [Fact]
    public async Task Parents_that_lead_back_to_the_record_are_refused_with_record_field_and_remedy()
    {
        var town = await host.TownAsync();
        var (writer, steward) = (await town.KeyAsync(), await town.KeyAsync("steward", "desk"));
        await UnitAsync(town, writer, "a", "b");
        await UnitAsync(town, writer, "c", "a");

        var closing = await town.PutAsync("/api/v1/Organization/by/mds/b", Unit("b", "c"), writer);
        var alone = await town.PutAsync("/api/v1/Organization/by/mds/d", Unit("d", "d"), writer);
        var top = await UnitAsync(town, writer, "b", null);
        var edited = await town.PutAsync($"/api/v1/Organization/{top.Id}", Unit("b", "a"), steward, ("If-Match", "*"));
        var pinned = await town.PostAsync($"/api/v1/Organization/{top.Id}/pins", """{"field":"parent","value":{"system":"mds","key":"c"}}""", steward);

        foreach (var refused in (ApiAnswer[])[closing, alone, edited, pinned])
        {
            refused.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "reference.circle");
            refused.Json.GetProperty("problems")[0].GetProperty("path").GetString().ShouldBe("parent");
        }

        closing.Json.GetProperty("detail").GetString().ShouldNotBeNull().ShouldStartWith("Yläorganisaatio: ");
        closing.Json.GetProperty("problems")[0].GetProperty("arguments").GetProperty("circle").GetString().ShouldBe("mds b → mds c → mds a → mds b");
        edited.Json.GetProperty("problems")[0].GetProperty("arguments").GetProperty("circle").GetString().ShouldBe("mds b → mds a → mds b");
        (await town.GetAsync("/api/v1/Organization/by/mds/b")).Json.TryGetProperty("parent", out _).ShouldBeFalse();
        (await town.GetAsync("/api/v1/Organization/by/mds/d")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_record_that_a_source_left_in_a_circle_can_still_be_edited_and_taken_out_of_it()
    {
        var town = await host.TownAsync();
        var steward = await town.KeyAsync("steward", "desk");
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder["units.ndjson"], Own("a", "b") + "\n" + Own("b", "a"), TestContext.Current.CancellationToken);
        (await town.ImportAsync(folder.Path, "fori", "units.ndjson", "--name", "mds")).Exit.ShouldBe(0);

        var a = await town.GetAsync("/api/v1/Organization/by/mds/a");
        var renamed = await town.PutAsync($"/api/v1/Organization/{a.Id}", a.Text.Replace("Yksikkö a", "Toinen nimi", StringComparison.Ordinal), steward, ("If-Match", a.ETag));
        var below = await town.PutAsync("/api/v1/Organization/by/desk/e", Unit("e", "a"), steward);
        var freed = await town.PutAsync($"/api/v1/Organization/{a.Id}", """{"name":{"fi":"Toinen nimi"}}""", steward, ("If-Match", renamed.ETag));

        (renamed.Status, below.Status, freed.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.OK));
    }

    private static async Task<ApiAnswer> UnitAsync(ApiTown town, string key, string name, string? parent)
    {
        var answer = await town.PutAsync($"/api/v1/Organization/by/mds/{name}", Unit(name, parent), key);
        ((int)answer.Status).ShouldBeInRange(200, 201, answer.Text);
        return answer;
    }

    private static string Unit(string name, string? parent) =>
        $$"""{"name":{"fi":"Yksikkö {{name}}"}""" + (parent is null ? "}" : $$""","parent":{"system":"mds","key":"{{parent}}"} }""");

    private static string Own(string name, string parent) =>
        $$"""{"key":"{{name}}","type":"Organization","body":{"name":{"fi":"Yksikkö {{name}}"},"identifiers":[{"system":"mds","value":"{{name}}"}],"parent":{"system":"mds","key":"{{parent}}"} } }""";
}

public sealed class SqliteCircularWritesTests(SqliteApiHost host) : CircularWritesContract(host), IClassFixture<SqliteApiHost>;

public sealed class PostgresCircularWritesTests(PostgresApiHost host) : CircularWritesContract(host), IClassFixture<PostgresApiHost>;
