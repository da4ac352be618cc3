using System.Net;
using System.Text.Json;

namespace Fori.Tests.Api;

/// <summary>What stewards decide, over HTTP.</summary>
public abstract class DecisionsContract(ApiHost host)
{
    [Fact]
    public async Task A_pinned_value_holds_against_its_source_until_it_is_withdrawn()
    {
        var town = await host.TownAsync();
        var (writer, steward) = (await town.KeyAsync(), await town.KeyAsync("steward", "local"));
        var made = await town.ServiceAsync("mds", "a", writer);

        var pin = (await town.PostAsync($"/api/v1/Service/{made.Id}/pins", """{"field":"name","language":"fi","value":"Pidetty nimi"}""", steward)).ShouldBe(HttpStatusCode.OK);
        await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Lähteen uusi nimi"}}""", writer);
        var held = await NameAsync(town, made.Id);
        (await town.DeleteAsync($"/api/v1/decisions/{pin.Id}", steward)).ShouldBe(HttpStatusCode.OK);

        held.ShouldBe("Pidetty nimi");
        (await NameAsync(town, made.Id)).ShouldBe("Lähteen uusi nimi");
    }

    [Fact]
    public async Task A_field_can_be_held_empty_or_to_one_source()
    {
        var town = await host.TownAsync();
        var steward = await town.KeyAsync("steward", "local");
        var made = await town.PutAsync(
            "/api/v1/Service/by/mds/a", """{"name":{"fi":"Kaupungin nimi"},"summary":{"fi":"Sana"},"identifiers":[{"system":"ptv","value":"p1"}]}""", await town.KeyAsync());
        await town.PutAsync("/api/v1/Service/by/ptv/p1", """{"name":{"fi":"Kansallinen nimi"}}""", await town.KeyAsync("writer", "ptv"));
        var before = await NameAsync(town, made.Id);
        var other = before == "Kaupungin nimi" ? "ptv" : "mds";

        (await town.PostAsync($"/api/v1/Service/{made.Id}/pins", """{"field":"summary"}""", steward)).ShouldBe(HttpStatusCode.OK);
        (await town.PostAsync($"/api/v1/Service/{made.Id}/pins", $$"""{"field":"name","source":"{{other}}"}""", steward)).ShouldBe(HttpStatusCode.OK);

        (await town.GetAsync($"/api/v1/Service/{made.Id}")).Json.TryGetProperty("summary", out _).ShouldBeFalse();
        (await NameAsync(town, made.Id)).ShouldNotBe(before);
    }

    [Fact]
    public async Task Without_a_decision_the_towns_own_register_goes_before_the_national_one()
    {
        var town = await host.TownAsync();
        await town.PutAsync("/api/v1/Service/by/ptv/p1", """{"name":{"fi":"Kansallinen nimi","sv":"Nationellt namn"}}""", await town.KeyAsync("writer", "ptv"));
        var own = await town.PutAsync(
            "/api/v1/Service/by/register/a", """{"name":{"fi":"Kaupungin nimi"},"identifiers":[{"system":"ptv","value":"p1"}]}""", await town.KeyAsync("writer", "register"));

        var shown = (await town.GetAsync($"/api/v1/Service/{own.Id}")).Json.GetProperty("name");

        shown.GetProperty("fi").GetString().ShouldBe("Kaupungin nimi");
        shown.GetProperty("sv").GetString().ShouldBe("Nationellt namn");
    }

    [Fact]
    public async Task Authority_says_whose_word_is_shown()
    {
        var town = await host.TownAsync();
        var steward = await town.KeyAsync("steward", "local");
        var mds = await town.KeyAsync();
        var ptv = await town.KeyAsync("writer", "ptv");
        var made = await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Kaupungin nimi"},"identifiers":[{"system":"ptv","value":"p1"}]}""", mds);
        var same = await town.PutAsync("/api/v1/Service/by/ptv/p1", """{"name":{"fi":"Kansallinen nimi"}}""", ptv);
        same.Id.ShouldBe(made.Id, "one record by the shared identifier");

        await town.PostAsync("/api/v1/decisions/authority", """{"type":"Service","field":"name","sources":["ptv","mds"]}""", steward);
        var national = await NameAsync(town, made.Id);
        var last = await town.PostAsync("/api/v1/decisions/authority", """{"type":"Service","field":"name","sources":["mds","ptv"]}""", steward);

        last.ShouldBe(HttpStatusCode.OK);
        national.ShouldBe("Kansallinen nimi");
        (await NameAsync(town, made.Id)).ShouldBe("Kaupungin nimi");
    }

    [Fact]
    public async Task Merged_records_are_one_under_both_ids_and_are_as_before_when_split()
    {
        var town = await host.TownAsync();
        var (writer, steward) = (await town.KeyAsync(), await town.KeyAsync("steward", "local"));
        var one = await town.PutAsync("/api/v1/Service/by/mds/1", """{"name":{"fi":"Uimahalli"}}""", writer);
        var two = await town.PutAsync("/api/v1/Service/by/mds/2", """{"name":{"sv":"Simhallen"}}""", writer);

        (await town.PostAsync($"/api/v1/Service/{one.Id}/merge", $$"""{"absorbed":"{{two.Id}}"}""", steward)).ShouldBe(HttpStatusCode.OK);
        var merged = (await town.GetAsync($"/api/v1/Service/{two.Id}")).ShouldBe(HttpStatusCode.OK);
        var list = await town.GetAsync("/api/v1/Service");
        var told = (await town.GetAsync("/api/v1/changes?limit=1000")).Items.Single(i => i.TryGetProperty("mergedInto", out _));
        (await town.PostAsync($"/api/v1/Service/{two.Id}/unmerge", "", steward)).ShouldBe(HttpStatusCode.OK);

        merged.Id.ShouldBe(one.Id);
        merged.Message.Content.Headers.ContentLocation!.ToString().ShouldEndWith(one.Id.ToString()); // Says which it is.
        merged.Json.GetProperty("name").EnumerateObject().Select(p => p.Name).ShouldBe(["fi", "sv"], ignoreOrder: true);
        list.Json.GetProperty("total").GetInt32().ShouldBe(1);
        (told.GetProperty("id").GetGuid(), told.GetProperty("mergedInto").GetGuid()).ShouldBe((two.Id, one.Id));
        ApiTown.BodyOf(await town.GetAsync($"/api/v1/Service/{one.Id}")).ShouldBe(ApiTown.BodyOf(one));
        ApiTown.BodyOf(await town.GetAsync($"/api/v1/Service/{two.Id}")).ShouldBe(ApiTown.BodyOf(two));
    }

    [Fact]
    public async Task A_steward_reads_who_decided_what_when_and_whether_it_still_holds()
    {
        var town = await host.TownAsync();
        var (writer, steward) = (await town.KeyAsync(), await town.KeyAsync("steward", "local"));
        var one = await town.ServiceAsync("mds", "1", writer);
        var two = await town.ServiceAsync("mds", "2", writer);
        var pin = await town.PostAsync($"/api/v1/Service/{one.Id}/pins", """{"field":"name","language":"fi","value":"Pidetty"}""", steward);
        var authority = await town.PostAsync("/api/v1/decisions/authority", """{"type":"Service","field":"summary","sources":["mds","ptv"]}""", steward);
        await town.PostAsync($"/api/v1/Service/{one.Id}/merge", $$"""{"absorbed":"{{two.Id}}"}""", steward);
        await town.DeleteAsync($"/api/v1/decisions/{pin.Id}", steward);

        var all = (await town.GetAsync("/api/v1/decisions", steward)).ShouldBe(HttpStatusCode.OK);
        var first = await town.GetAsync("/api/v1/decisions?limit=2", steward);
        var rest = await town.GetAsync($"/api/v1/decisions?limit=2&before={first.Json.GetProperty("next").GetGuid()}", steward);
        var ofTwo = await town.GetAsync($"/api/v1/decisions?document={two.Id}", steward);
        var pins = await town.GetAsync("/api/v1/decisions?kind=pin", steward);
        var command = await town.CommandAsync("/", "steward", "decisions", "--tenant", town.Tenant.Name, "--document", one.Id.ToString(), "--json");
        var spoken = await town.CommandAsync("/", "steward", "decisions", "--tenant", town.Tenant.Name);

        all.Items.Select(i => i.GetProperty("kind").GetString()).ShouldBe(["belonging", "authority", "pin"]);
        all.Json.TryGetProperty("next", out _).ShouldBeFalse();
        all.Items[0].GetProperty("absorbed").GetGuid().ShouldBe(two.Id);
        all.Items[0].GetProperty("document").GetGuid().ShouldBe(one.Id);
        all.Items[1].GetProperty("id").GetGuid().ShouldBe(authority.Id);
        all.Items[1].GetProperty("sources").EnumerateArray().Select(s => s.GetString()).ShouldBe(["mds", "ptv"]);
        all.Items[1].TryGetProperty("withdrawnAt", out _).ShouldBeFalse();
        all.Items[2].GetProperty("value").GetString().ShouldBe("Pidetty");
        all.Items[2].GetProperty("actor").GetString().ShouldBe("steward of local");
        all.Items[2].GetProperty("withdrawnBy").GetString().ShouldBe("steward of local");
        first.Items.Concat(rest.Items).Select(i => i.GetProperty("id").GetGuid()).ShouldBe(all.Items.Select(i => i.GetProperty("id").GetGuid()));
        ofTwo.Items.Select(i => i.GetProperty("kind").GetString()).ShouldBe(["belonging"]);
        pins.Items.Select(i => i.GetProperty("id").GetGuid()).ShouldBe([pin.Id]);
        command.Json.EnumerateArray().Select(i => i.GetProperty("kind").GetString()).ShouldBe(["belonging", "pin"]);
        spoken.Out.ShouldContain($"{one.Id}: name.fi held to \"Pidetty\"");
        spoken.Out.ShouldContain("by steward of local");
    }

    [Fact]
    public async Task A_suppression_is_listed_without_what_was_erased()
    {
        var town = await host.TownAsync();
        var (writer, steward) = (await town.KeyAsync(), await town.KeyAsync("steward", "local"));
        var made = await town.PutAsync("/api/v1/Service/by/mds/secret-key", """{"name":{"fi":"Neuvonta"},"summary":{"fi":"Kysy Maijalta Meikäläiseltä"}}""", writer);
        var erased = await town.CommandAsync("/", "erase", "--tenant", town.Tenant.Name, "Maijalta Meikäläiseltä");
        erased.Exit.ShouldBe(0, erased.Err);

        var listed = await town.GetAsync($"/api/v1/decisions?kind=suppression&document={made.Id}", steward);
        var everywhere = await town.GetAsync("/api/v1/decisions", steward);

        var suppression = listed.Items.ShouldHaveSingleItem();
        (suppression.GetProperty("document").GetGuid(), suppression.GetProperty("source").GetString(), suppression.GetProperty("field").GetString()).ShouldBe((made.Id, "mds", "summary"));
        foreach (var answer in (string[])[listed.Text, everywhere.Text])
        {
            answer.ShouldNotContain("Maija");
            answer.ShouldNotContain("secret-key");
        }
    }

    [Fact]
    public async Task Who_decided_is_told_to_stewards_only()
    {
        var town = await host.TownAsync();

        (await town.GetAsync("/api/v1/decisions")).ShouldBeProblem(HttpStatusCode.Unauthorized, "access.key-needed");
        (await town.GetAsync("/api/v1/decisions", await town.KeyAsync())).ShouldBeProblem(HttpStatusCode.Forbidden, "access.role");
        var steward = await town.KeyAsync("steward", "local");
        (await town.GetAsync("/api/v1/decisions?kind=whim", steward)).ShouldBeProblem(HttpStatusCode.BadRequest, "decision.kind-unknown");
        (await town.GetAsync("/api/v1/decisions?document=one", steward)).ShouldBeProblem(HttpStatusCode.BadRequest, "document.unknown");
        (await town.GetAsync("/api/v1/decisions?before=then", steward)).ShouldBeProblem(HttpStatusCode.BadRequest, "decision.unknown");
        (await town.GetAsync("/api/v1/decisions?limit=0", steward)).ShouldBeProblem(HttpStatusCode.BadRequest, "query.limit");
    }

    [Fact]
    public async Task What_cannot_be_decided_is_refused()
    {
        var town = await host.TownAsync();
        var (writer, steward) = (await town.KeyAsync(), await town.KeyAsync("steward", "local"));
        var service = (await town.ServiceAsync("mds", "a", writer)).Id;
        var place = (await town.PutAsync("/api/v1/Place/by/mds/b", """{"name":{"fi":"B"}}""", writer)).Id;
        var nobody = Guid.CreateVersion7();

        foreach (var (path, body) in ((string, string)[])
        [
            ($"/api/v1/Service/{nobody}/pins", """{"field":"name","language":"fi","value":"X"}"""),
            ($"/api/v1/Service/{service}/merge", $$"""{"absorbed":"{{nobody}}"}"""),
            ($"/api/v1/Service/{service}/merge", $$"""{"absorbed":"{{service}}"}"""),
            ($"/api/v1/Service/{service}/merge", $$"""{"absorbed":"{{place}}"}"""),
            ($"/api/v1/Service/{service}/unmerge", ""),
            ($"/api/v1/Place/{service}/pins", """{"field":"name","language":"fi","value":"X"}"""),
            ($"/api/v1/Nothing/{service}/pins", """{"field":"name","language":"fi","value":"X"}"""),
            ($"/api/v1/Service/{service}/pins", """{"field":"name","language":"fi","value":{"not":"text"}}"""),
            ($"/api/v1/Service/{service}/pins", """{"field":"colour","value":"red"}"""),
            ($"/api/v1/Service/{service}/pins", """{"field":"chargeType","value":"Cheap"}"""),
            ($"/api/v1/Service/{service}/pins", """{"field":"identifiers","value":"none"}"""),
            ($"/api/v1/Service/{service}/pins", """{"value":"X"}"""),
            ($"/api/v1/Service/{service}/pins", "{"),
            ("/api/v1/decisions/authority", """{"type":"Nothing","sources":["mds"]}"""),
            ("/api/v1/decisions/authority", """{"sources":null}"""),
        ])
        {
            var refused = await town.PostAsync(path, body, steward);
            ((int)refused.Status).ShouldBeOneOf([400, 404, 409, 422], $"{path} {body}: {refused.Text}");
            refused.Json.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        }

        (await town.DeleteAsync($"/api/v1/decisions/{nobody}", steward)).ShouldBeProblem(HttpStatusCode.NotFound, "decision.unknown");
        (await NameAsync(town, service)).ShouldBe("Palvelu a");
    }

    private static async Task<string?> NameAsync(ApiTown town, Guid id) =>
        (await town.GetAsync($"/api/v1/Service/{id}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("name").GetProperty("fi").GetString();
}

public sealed class SqliteDecisionsTests(SqliteApiHost host) : DecisionsContract(host), IClassFixture<SqliteApiHost>;

public sealed class PostgresDecisionsTests(PostgresApiHost host) : DecisionsContract(host), IClassFixture<PostgresApiHost>;
