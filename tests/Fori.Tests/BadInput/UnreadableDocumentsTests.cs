using System.Net;
using System.Text;
using System.Text.Json;
using Fori.Tests.Api;
using Fori.Web.Tenants;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.BadInput;

/// <summary>A stored body that does not fit its type, as after a newer program or a failing disk, costs that document only.</summary>
public sealed class UnreadableDocumentsTests(SqliteApiHost host) : IClassFixture<SqliteApiHost>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"name":"a text where languages are due"}""")]
    [InlineData("""{"channelLinks":5,"name":{"fi":"Uudemman ohjelman palvelu"},"languages":{"of":"another shape"}}""")]
    [InlineData("""{"keywords":[null],"name":{"fi":"Tyhjä avainsana"}}""")]
    [InlineData("""{"name":{"fi":"Katke""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task It_is_left_out_and_named_and_everything_else_goes_on(string body)
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var broken = (await town.ServiceAsync("mds", "1", key)).Id;
        var place = await town.PutAsync("/api/v1/Place/by/mds/hall", """{"name":{"fi":"Uimahalli"}}""", key);
        await town.PutAsync(
            "/api/v1/ServiceOffer/by/mds/offer", """{"service":{"system":"mds","key":"1"},"place":{"system":"mds","key":"hall"}}""", key);
        var page = (await town.GetAsync("/api/v1/search?q=palvelu")).Items.Single().GetProperty("url").GetString().ShouldNotBeNull();

        await DamageAsync(broken, body);
        (await town.CommandAsync(Path.GetTempPath(), "rebuild", "search", "--tenant", town.Tenant.Name)).Exit.ShouldBe(0);
        var next = await town.ServiceAsync("mds", "2", key);

        (await town.GetAsync("/api/v1/Service")).Items.Select(i => i.GetProperty("id").GetGuid()).ShouldBe([next.Id]);
        (await town.GetAsync("/api/v1/search?q=palvelu")).Items.Select(i => i.GetProperty("id").GetGuid()).ShouldBe([next.Id]);
        (await town.GetAsync($"/api/v1/Service/{broken}")).ShouldBeProblem(HttpStatusCode.InternalServerError, "document.unreadable");
        foreach (var address in (string[])["/fi/", "/fi/palvelut", "/fi/paikat", "/fi/paikat/uimahalli", "/fi/palvelut/palvelu-2", "/fi/haku?q=palvelu", "/fi/palvelut/feed.rss", "/sitemap.xml", "/sitemap-fi.xml"])
        {
            (await town.GetAsync(address)).ShouldBe(HttpStatusCode.OK);
        }

        (await town.GetAsync(page)).ShouldBe(HttpStatusCode.InternalServerError).Text.ShouldContain("</html>");
        place.Status.ShouldBe(HttpStatusCode.Created);
        var problems = await VerifyAsync(town);
        problems.ShouldContain(("document.unreadable", broken));
        problems.ShouldNotContain(p => p.Check.StartsWith("index.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_that_cannot_be_read_take_no_other_municipality_down()
    {
        var town = await host.TownAsync();
        var other = await host.TownAsync();
        var settings = await town.GetAsync("/api/v1/Municipality/by/local/municipality");
        await DamageAsync(settings.ShouldBe(HttpStatusCode.OK).Id, """{"languages":5}""");
        town.Host.App.Services.GetRequiredService<TenantHosts>().Forget();

        (await other.GetAsync("/fi/")).ShouldBe(HttpStatusCode.OK);
        (await town.GetAsync("/api/v1/Service")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"name":{"fi":"Palvelu"},"keywords":[null]}""", "keywords")]
    [InlineData("""{"name":{"fi":"Palvelu"},"identifiers":[null]}""", "identifiers")]
    public async Task A_record_with_a_hole_in_a_list_is_refused_at_the_door(string body, string path)
    {
        var town = await host.TownAsync();

        var answer = await town.PutAsync("/api/v1/Service/by/mds/1", body, await town.KeyAsync());

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "field.shape");
        answer.Json.GetProperty("problems")[0].GetProperty("path").GetString().ShouldBe(path);
    }

    [Fact]
    public async Task Names_too_long_for_an_index_stop_nothing()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var endless = new string('a', 40_000);

        (await town.PutAsync("/api/v1/Service/by/mds/1", $$$"""{"name":{"{{{endless}}}":"Palvelu"}}""", key)).ShouldBeProblem(HttpStatusCode.BadRequest, "field.shape");
        await town.PutAsync("/api/v1/Service/by/mds/2", $$$"""{"name":{"fi":"Palvelu 2"},"identifiers":[{"system":"{{{endless}}}","value":"{{{endless}}}"}]}""", key);
        await town.PutAsync("/api/v1/Service/by/mds/3", $$$"""{"name":{"fi":"{{{endless}}}"},"serviceClasses":[{"scheme":"{{{endless}}}","value":"{{{endless}}}"}]}""", key);
        var last = await town.ServiceAsync("mds", "4", key);

        (await town.GetAsync("/api/v1/Service?identifier=mds:4")).Items.Select(i => i.GetProperty("id").GetGuid()).ShouldBe([last.Id]);
    }

    private async Task DamageAsync(Guid document, string body)
    {
        var settings = (await host.HostAsync()).Installation.Settings;
        await using var database = new SqliteConnection($"Data Source={settings.DatabaseFile};Pooling=false");
        await database.OpenAsync(Stop);
        await using var command = database.CreateCommand();
        command.CommandText = "update versions set body = @body where id = @id";
        command.Parameters.AddWithValue("@body", Encoding.UTF8.GetBytes(body));
        command.Parameters.AddWithValue("@id", document.ToByteArray(bigEndian: true));
        (await command.ExecuteNonQueryAsync(Stop)).ShouldBeGreaterThan(0);
    }

    private static async Task<List<(string Check, Guid? Document)>> VerifyAsync(ApiTown town)
    {
        var answer = await town.CommandAsync(Path.GetTempPath(), "verify", "--tenant", town.Tenant.Name, "--json");
        answer.Exit.ShouldBe(1, answer.Err);
        return [.. JsonElement.Parse(answer.Out).GetProperty("problems").EnumerateArray().Select(p => (p.GetProperty("check").GetString()!, (Guid?)p.GetProperty("document").GetGuid()))]; // Every problem has a check.
    }
}
