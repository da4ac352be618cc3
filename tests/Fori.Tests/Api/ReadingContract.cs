using System.Net;

namespace Fori.Tests.Api;

/// <summary>What readers of the open interface may count on.</summary>
public abstract class ReadingContract(ApiHost host)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_is_found_by_its_id_and_by_its_key_in_a_source()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var made = await town.ServiceAsync("mds", "uimahalli", key);

        var byId = (await town.GetAsync($"/api/v1/Service/{made.Id}")).ShouldBe(HttpStatusCode.OK);
        var byKey = (await town.GetAsync("/api/v1/Service/by/mds/uimahalli")).ShouldBe(HttpStatusCode.OK);

        byId.Text.ShouldBe(byKey.Text);
        byId.Json.GetProperty("type").GetString().ShouldBe("Service");
        byId.Json.GetProperty("version").GetInt32().ShouldBe(1);
        byId.Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Palvelu uimahalli");
        byId.Json.GetProperty("identifiers")[0].GetProperty("value").GetString().ShouldBe("uimahalli");
    }

    [Fact]
    public async Task A_reader_that_knows_the_version_is_not_sent_it_again_until_it_changes()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var made = await town.ServiceAsync("mds", "a", key);
        var path = $"/api/v1/Service/{made.Id}";
        var list = (await town.GetAsync("/api/v1/Service")).ETag;
        var one = (await town.GetAsync(path)).ETag;

        var knownOne = await town.GetAsync(path, null, ("If-None-Match", one));
        var knownList = await town.GetAsync("/api/v1/Service", null, ("If-None-Match", list));
        await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Uusi nimi"}}""", key);
        var changedOne = await town.GetAsync(path, null, ("If-None-Match", one));
        var changedList = await town.GetAsync("/api/v1/Service", null, ("If-None-Match", list));

        knownOne.ShouldBe(HttpStatusCode.NotModified).Text.ShouldBeEmpty();
        knownList.ShouldBe(HttpStatusCode.NotModified).Text.ShouldBeEmpty();
        changedOne.ShouldBe(HttpStatusCode.OK).ETag.ShouldNotBe(one);
        changedList.ShouldBe(HttpStatusCode.OK).ETag.ShouldNotBe(list);
    }

    [Fact]
    public async Task Lists_are_filtered_by_fields_text_place_and_identifier()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        await town.PutAsync("/api/v1/Place/by/mds/1", """{"name":{"fi":"Kirjasto"},"municipality":"853","point":{"latitude":60.45,"longitude":22.27}}""", key);
        await town.PutAsync("/api/v1/Place/by/mds/2", """{"name":{"fi":"Uimahalli"},"municipality":"853","point":{"latitude":60.9,"longitude":23.5}}""", key);
        await town.PutAsync("/api/v1/Place/by/mds/3", """{"name":{"fi":"Koulu"},"municipality":"529","point":{"latitude":60.46,"longitude":22.02}}""", key);

        (await NamesAsync("municipality=853")).ShouldBe(["Kirjasto", "Uimahalli"]);
        (await NamesAsync("municipality=853,529&sort=title")).ShouldBe(["Kirjasto", "Koulu", "Uimahalli"]);
        (await NamesAsync("q=uimahallin")).ShouldBe(["Uimahalli"]);
        (await NamesAsync("bbox=22.2,60.4,22.3,60.5")).ShouldBe(["Kirjasto"]);
        (await NamesAsync("near=60.46,22.02&sort=distance")).ShouldBe(["Koulu", "Kirjasto", "Uimahalli"]);
        (await NamesAsync("near=60.46,22.02&within=20000&sort=distance")).ShouldBe(["Koulu", "Kirjasto"]);
        (await NamesAsync("identifier=mds:2")).ShouldBe(["Uimahalli"]);
        var counted = await town.GetAsync("/api/v1/Place?facets=municipality&limit=0");
        counted.Json.GetProperty("total").GetInt32().ShouldBe(3);
        counted.Json.GetProperty("facets").GetProperty("municipality").EnumerateArray()
            .Select(f => (f.GetProperty("value").GetString(), f.GetProperty("count").GetInt32())).ShouldBe([("853", 2), ("529", 1)]);

        async Task<List<string?>> NamesAsync(string query) =>
            [.. (await town.GetAsync("/api/v1/Place?" + query)).ShouldBe(HttpStatusCode.OK).Items.Select(i => i.GetProperty("name").GetProperty("fi").GetString())];
    }

    [Fact]
    public async Task Paging_shows_each_document_once_while_others_are_written()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        for (var i = 0; i < 40; i++)
        {
            await town.ServiceAsync("mds", $"vanha-{i:00}", key);
        }

        // Every size of page and every order, with a write of something else between the pages.
        foreach (var (sort, limit) in ((string, int)[])[("title", 1), ("title", 7), ("relevance", 3), ("title", 40), ("title", 100)])
        {
            var seen = new List<Guid>();
            var older = new List<string>();
            var path = $"/api/v1/Service?sort={sort}&limit={limit}";
            var round = 0;
            for (string? next = path; next is not null;)
            {
                var page = (await town.GetAsync(next)).ShouldBe(HttpStatusCode.OK);
                seen.AddRange(page.Items.Select(i => i.GetProperty("id").GetGuid()));
                older.AddRange(page.Items.Select(i => i.GetProperty("name").GetProperty("fi").GetString()!).Where(n => n.StartsWith("Palvelu vanha", StringComparison.Ordinal))); // Every service here has a Finnish name.
                page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
                await town.ServiceAsync("mds", $"{sort}-{limit}-{round++}", key);
                next = page.Json.TryGetProperty("next", out var link) ? link.GetString() : null;
                round.ShouldBeLessThan(500);
            }

            seen.ShouldBeUnique();
            older.Count.ShouldBe(40, $"sort={sort} limit={limit}");
        }
    }

    [Fact]
    public async Task Only_the_fields_and_the_language_asked_for_are_sent()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var made = await town.PutAsync(
            "/api/v1/Service/by/mds/a", """{"name":{"fi":"Kirjasto","sv":"Bibliotek"},"summary":{"fi":"Lainaa kirjoja"},"chargeType":"FreeOfCharge"}""", key);

        var swedish = (await town.GetAsync($"/api/v1/Service/{made.Id}?lang=sv&fields=name,summary")).Json;
        var list = (await town.GetAsync("/api/v1/Service?lang=sv&fields=name")).Items[0];

        ApiTown.BodyOf(await town.GetAsync($"/api/v1/Service/{made.Id}?lang=sv&fields=name,summary"))
            .ShouldBe("""{"name":{"sv":"Bibliotek"},"summary":{"fi":"Lainaa kirjoja"}}""");
        swedish.GetProperty("id").GetGuid().ShouldBe(made.Id);
        list.GetProperty("name").GetRawText().ShouldBe("""{"sv":"Bibliotek"}""");
        list.TryGetProperty("summary", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/api/v1/Service?colour=red", "query.unknown-parameter")]
    [InlineData("/api/v1/Service/0197c0de-0000-7000-8000-000000000001?colour=red", "query.unknown-parameter")]
    [InlineData("/api/v1/Service/0197c0de-0000-7000-8000-000000000001?fields=name,colour", "field.unknown")]
    [InlineData("/api/v1/Service/0197c0de-0000-7000-8000-000000000001?include=secrets", "query.include")]
    [InlineData("/api/v1/Service/0197c0de-0000-7000-8000-000000000001/history?limit=5", "query.unknown-parameter")]
    [InlineData("/api/v1/Service/by/mds/1?colour=red", "query.unknown-parameter")]
    [InlineData("/api/v1/search?q=a&colour=red", "query.unknown-parameter")]
    [InlineData("/api/v1/search?q=a&limti=5", "query.unknown-parameter")]
    [InlineData("/api/v1/changes?type=Service", "query.unknown-parameter")]
    [InlineData("/api/v1/openapi.json?colour=red", "query.unknown-parameter")]
    [InlineData("/api/v1/Service?limit=many", "query.limit")]
    [InlineData("/api/v1/Service?limit=100000", "query.limit")]
    [InlineData("/api/v1/Service?sort=7", "query.sort")]
    [InlineData("/api/v1/Service?sort=colour", "query.sort")]
    [InlineData("/api/v1/Service?fields=colour", "field.unknown")]
    [InlineData("/api/v1/Service?facets=name", "field.unknown")]
    [InlineData("/api/v1/Place?near=60", "query.near")]
    [InlineData("/api/v1/Place?near=91,22", "query.near")]
    [InlineData("/api/v1/Place?bbox=1,2,3", "query.bbox")]
    [InlineData("/api/v1/Place?bbox=22,61,23,60", "query.bbox")]
    [InlineData("/api/v1/Place?near=60,22&within=-1", "query.within")]
    [InlineData("/api/v1/Service?id=nothing", "query.id")]
    [InlineData("/api/v1/changes?limit=0", "query.limit")]
    [InlineData("/api/v1/changes?types=Nothing", "type.unknown")]
    [InlineData("/api/v1/changes?since=nonsense", "cursor.unreadable")]
    [InlineData("/api/v1/search?type=Nothing", "type.unknown")]
    [InlineData("/api/v1/search?limit=-1", "query.limit")]
    public async Task What_is_asked_wrongly_is_refused_with_the_name_of_the_parameter(string path, string code)
    {
        var town = await host.TownAsync();

        var answer = await town.GetAsync(path);

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, code);
        answer.Json.GetProperty("problems")[0].GetProperty("path").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("/api/v1/Service/not-an-id")]
    [InlineData("/api/v1")]
    [InlineData("/api")]
    [InlineData("/api/v2/Service")]
    public async Task A_program_is_told_of_an_unknown_address_as_of_any_problem(string path) =>
        (await (await host.TownAsync()).GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "request.unknown-address");

    [Theory]
    [InlineData("POST", "/api/v1/Service", "application/json", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PATCH", "/api/v1/changes", "application/json", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/v1/decisions/authority", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_cannot_be_done_there_is_told_as_a_problem(string method, string path, string kind, HttpStatusCode status)
    {
        var town = await host.TownAsync();
        using var body = new StringContent("{}", System.Text.Encoding.UTF8, kind);

        using var answer = await town.Host.SendAsync(path, new HttpMethod(method), town.HostName, body);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json"); // Every problem has a body.
        (status == HttpStatusCode.MethodNotAllowed).ShouldBe(answer.Content.Headers.Allow.Count > 0);
    }

    [Theory]
    [InlineData("/api/v1/Service")]
    [InlineData("/api/v1/search?q=a")]
    [InlineData("/api/v1/changes")]
    [InlineData("/api/v1/openapi.json")]
    public async Task What_can_be_read_can_be_asked_for_its_head(string path)
    {
        var town = await host.TownAsync();
        await town.ServiceAsync("mds", "a", await town.KeyAsync());

        var head = await town.SendAsync(HttpMethod.Head, path, null, null);

        head.ShouldBe(HttpStatusCode.OK).Text.ShouldBeEmpty();
        head.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/json"); // Told as for a body.
    }

    [Fact]
    public async Task Found_pages_are_in_a_language_that_the_site_has()
    {
        var town = await host.TownAsync();
        await town.ServiceAsync("mds", "a", await town.KeyAsync());

        var found = (await town.GetAsync("/api/v1/search?q=palvelu&lang=zz")).Items.Single();

        (await town.GetAsync(found.GetProperty("url").GetString()!)).ShouldBe(HttpStatusCode.OK); // A service has a page.
    }

    [Theory]
    [InlineData("/api/v1/Service?cursor=nonsense")]
    [InlineData("/api/v1/search?q=a&cursor=nonsense")]
    public async Task A_cursor_that_nobody_gave_is_refused(string path) =>
        (await (await host.TownAsync()).GetAsync(path)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("/api/v1/Nothing", "type.unknown")]
    [InlineData("/api/v1/service", "type.unknown")]
    [InlineData("/api/v1/Nothing/0197c0de-0000-7000-8000-000000000001", "type.unknown")]
    [InlineData("/api/v1/Nothing/0197c0de-0000-7000-8000-000000000001/history", "type.unknown")]
    [InlineData("/api/v1/Nothing/by/mds/1", "type.unknown")]
    [InlineData("/api/v1/Service/0197c0de-0000-7000-8000-000000000001", "document.unknown")]
    [InlineData("/api/v1/Service/0197c0de-0000-7000-8000-000000000001/history", "document.unknown")]
    [InlineData("/api/v1/Service/by/mds/1", "document.unknown")]
    public async Task What_is_not_there_is_told_as_unknown(string path, string code) =>
        (await (await host.TownAsync()).GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, code);

    [Fact]
    public async Task A_document_is_not_found_under_another_type()
    {
        var town = await host.TownAsync();
        var made = await town.ServiceAsync("mds", "a", await town.KeyAsync());

        (await town.GetAsync($"/api/v1/Place/{made.Id}")).ShouldBeProblem(HttpStatusCode.NotFound, "document.unknown");
        (await town.GetAsync($"/api/v1/Place/{made.Id}/history")).ShouldBeProblem(HttpStatusCode.NotFound, "document.unknown");
        (await town.GetAsync($"/api/v1/Place/by/mds/a")).ShouldBeProblem(HttpStatusCode.NotFound, "document.unknown");
    }

    [Fact]
    public async Task What_was_published_on_a_past_moment_can_be_read_without_personal_data()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var first = await town.PutAsync(
            "/api/v1/Place/by/mds/a", """{"name":{"fi":"Vanha nimi"},"emails":[{"value":"maija@example.fi"}]}""", key);
        var then = first.Json.GetProperty("updatedAt").GetString()!; // Told of every document.
        await town.PutAsync("/api/v1/Place/by/mds/a", """{"name":{"fi":"Uusi nimi"}}""", key);

        var past = (await town.GetAsync($"/api/v1/Place/{first.Id}?asOf={Uri.EscapeDataString(then)}")).ShouldBe(HttpStatusCode.OK);
        var before = await town.GetAsync($"/api/v1/Place/{first.Id}?asOf=2001-01-01");
        var today = await town.GetAsync($"/api/v1/Place/{first.Id}?asOf=2199-01-01");

        past.Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Vanha nimi");
        past.Text.ShouldNotContain("maija");
        past.Message.Headers.CacheControl!.NoStore.ShouldBeTrue(); // Always sent.
        before.ShouldBeProblem(HttpStatusCode.NotFound, "document.unknown");
        today.Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Uusi nimi");
        (await town.GetAsync($"/api/v1/Place/{first.Id}?asOf=yesterday")).ShouldBeProblem(HttpStatusCode.BadRequest, "query.as-of");
    }

    [Fact]
    public async Task The_history_tells_what_changed_when_and_from_where_but_not_who()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var made = await town.ServiceAsync("mds", "a", key);
        await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Toinen"},"chargeType":"FreeOfCharge"}""", key);

        var history = await town.GetAsync($"/api/v1/Service/{made.Id}/history");

        history.Items.Select(i => (i.GetProperty("version").GetInt32(), i.GetProperty("operation").GetString()))
            .ShouldBe([(1, "create"), (2, "update")], ignoreOrder: true);
        history.Items.Single(i => i.GetProperty("version").GetInt32() == 2).GetProperty("changedFields").EnumerateArray()
            .Select(f => f.GetString()).ShouldBe(["chargeType", "name.fi"], ignoreOrder: true);
        history.Text.ShouldNotContain("writer of mds");
    }

    [Fact]
    public async Task The_history_is_also_at_the_name_in_another_system()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var made = await town.ServiceAsync("mds", "a/1", key);
        await town.ServiceAsync("mds", "b/history", key);

        var history = await town.GetAsync($"/api/v1/Service/by/mds/a/1/history");

        history.Text.ShouldBe((await town.GetAsync($"/api/v1/Service/{made.Id}/history")).Text);
        history.Items.Count.ShouldBe(1);
        (await town.GetAsync("/api/v1/Service/by/mds/b/history")).Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Palvelu b/history"); // A key of its own.
        (await town.GetAsync("/api/v1/Service/by/mds/b/history/history")).Items.Count.ShouldBe(1);
        (await town.GetAsync("/api/v1/Service/by/mds/none/history")).ShouldBeProblem(HttpStatusCode.NotFound, "document.unknown");
        (await town.GetAsync("/api/v1/Place/by/mds/a/1/history")).ShouldBeProblem(HttpStatusCode.NotFound, "document.unknown");
        (await town.GetAsync("/api/v1/Service/by/mds/a/1/history?lang=fi")).ShouldBeProblem(HttpStatusCode.BadRequest, "query.unknown-parameter");
    }

    [Fact]
    public async Task Where_a_value_comes_from_is_told_to_holders_of_a_key()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var made = await town.ServiceAsync("mds", "a", key);
        var path = $"/api/v1/Service/{made.Id}?include=provenance";

        (await town.GetAsync(path)).ShouldBeProblem(HttpStatusCode.Unauthorized, "access.key-needed");
        var told = (await town.GetAsync(path, await town.KeyAsync("reader"))).ShouldBe(HttpStatusCode.OK);

        told.Json.GetProperty("provenance").GetRawText().ShouldContain("mds");
        told.Message.Headers.CacheControl!.NoStore.ShouldBeTrue(); // Always sent.
    }

    [Fact]
    public async Task Search_answers_in_the_agreed_shape()
    {
        var town = await host.TownAsync();
        var made = await town.PutAsync(
            "/api/v1/Service/by/mds/a", """{"name":{"fi":"Varhaiskasvatus"},"summary":{"fi":"Päiväkoti lapselle"}}""", await town.KeyAsync());

        var found = (await town.GetAsync("/api/v1/search?q=päiväkoti&lang=fi&type=Service&limit=5")).ShouldBe(HttpStatusCode.OK);

        found.Json.EnumerateObject().Select(p => p.Name).ShouldBe(["total", "items", "facets", "suggestion"], ignoreOrder: true);
        var item = found.Items.ShouldHaveSingleItem();
        item.EnumerateObject().Select(p => p.Name).ShouldBe(["type", "id", "identifiers", "title", "summary", "url", "score"], ignoreOrder: true);
        item.GetProperty("id").GetGuid().ShouldBe(made.Id);
        item.GetProperty("title").GetString().ShouldBe("Varhaiskasvatus");
        item.GetProperty("identifiers")[0].GetRawText().ShouldBe("""{"system":"mds","value":"a"}""");
        (await town.GetAsync(item.GetProperty("url").GetString()!)).ShouldBe(HttpStatusCode.OK); // Asserted by the request.
    }

    [Fact]
    public async Task Head_tells_the_same_headers_without_a_body()
    {
        var town = await host.TownAsync();
        var made = await town.ServiceAsync("mds", "a", await town.KeyAsync());
        await town.GetAsync("/api/v1/Service");

        foreach (var path in (string[])["/api/v1/Service", $"/api/v1/Service/{made.Id}", "/api/v1/search?q=palvelu"])
        {
            var got = await town.GetAsync(path);
            var head = (await town.SendAsync(HttpMethod.Head, path, null, null)).ShouldBe(HttpStatusCode.OK);
            head.Text.ShouldBeEmpty();
            head.Message.Content.Headers.ContentLength.ShouldBe(got.Message.Content.Headers.ContentLength);
        }
    }

    [Fact]
    public async Task The_settings_of_a_municipality_are_not_among_its_changes() =>
        (await (await host.TownAsync()).GetAsync("/api/v1/changes")).Items.ShouldBeEmpty();
}

public sealed class SqliteReadingTests(SqliteApiHost host) : ReadingContract(host), IClassFixture<SqliteApiHost>;

public sealed class PostgresReadingTests(PostgresApiHost host) : ReadingContract(host), IClassFixture<PostgresApiHost>;
