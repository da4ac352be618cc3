using System.Net;
using System.Text.Json.Nodes;

namespace Fori.Tests.Api;

/// <summary>What a machine with a key may write, and what it is answered.</summary>
public abstract class WritingContract(ApiHost host)
{
    [Fact]
    public async Task The_same_record_put_again_is_created_once_and_then_unchanged()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        const string body = """{"name":{"fi":"Kirjasto"}}""";

        var created = await town.PutAsync("/api/v1/Service/by/mds/a", body, key);
        var same = await town.PutAsync("/api/v1/Service/by/mds/a", body, key);
        var updated = await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Pääkirjasto"}}""", key);

        created.ShouldBe(HttpStatusCode.Created);
        created.Message.Headers.Location!.ToString().ShouldBe($"/api/v1/Service/{created.Id}"); // A creation says where.
        same.ShouldBe(HttpStatusCode.OK).ETag.ShouldBe(created.ETag);
        updated.ShouldBe(HttpStatusCode.OK).Json.GetProperty("version").GetInt32().ShouldBe(2);
        updated.Id.ShouldBe(created.Id);
        (await town.GetAsync("/api/v1/changes")).Items.Select(i => i.GetProperty("operation").GetString()).ShouldBe(["create", "update"]);
    }

    [Fact]
    public async Task A_write_that_changed_nothing_tells_a_cursor_from_which_one_can_go_on()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        await town.ServiceAsync("mds", "a", key);

        var same = await town.ServiceAsync("mds", "a", key);

        var cursor = same.Message.Headers.GetValues("Fori-Cursor").Single();
        (await town.GetAsync($"/api/v1/changes?since={cursor}")).ShouldBe(HttpStatusCode.OK).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_longer_than_an_index_takes_is_refused()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        // Hex of a hash cannot be compressed into an index.
        var name = string.Concat(Enumerable.Range(0, 60).Select(i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData([(byte)i]))));

        var byAddress = await town.PutAsync($"/api/v1/Service/by/mds/{name}", """{"name":{"fi":"Kirjasto"}}""", key);
        var inBody = await town.PutAsync("/api/v1/Service/by/mds/a", $$$"""{"name":{"fi":"Kirjasto"},"identifiers":[{"system":"oid","value":"{{{name}}}"}]}""", key);

        byAddress.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "text.too-long");
        inBody.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "text.too-long");
    }

    [Fact]
    public async Task Who_says_which_version_was_read_never_overwrites_another()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var first = await town.ServiceAsync("mds", "a", key);
        var second = await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Toinen"}}""", key, ("If-Match", first.ETag));

        var late = await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Kolmas"}}""", key, ("If-Match", first.ETag));
        var again = await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Neljäs"}}""", key, ("If-None-Match", "*"));
        var nothing = await town.PutAsync("/api/v1/Service/by/mds/new", """{"name":{"fi":"Viides"}}""", key, ("If-Match", first.ETag));

        second.ShouldBe(HttpStatusCode.OK);
        foreach (var refused in (ApiAnswer[])[late, again, nothing])
        {
            refused.ShouldBeProblem(HttpStatusCode.PreconditionFailed, "document.version-conflict");
        }

        (await town.GetAsync($"/api/v1/Service/{first.Id}")).ETag.ShouldBe(second.ETag);
    }

    [Fact]
    public async Task An_edit_needs_the_version_that_was_read()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var editor = await town.KeyAsync("writer", "editor");
        var made = await town.ServiceAsync("mds", "a", key);
        var path = $"/api/v1/Service/{made.Id}";

        (await town.PutAsync(path, """{"name":{"fi":"X"}}""", editor)).ShouldBeProblem(HttpStatusCode.PreconditionRequired, "document.version-missing");
        (await town.PutAsync(path, """{"name":{"fi":"X"}}""", editor, ("If-Match", "\"wrong\""))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "document.version-conflict");
        (await town.PutAsync("/api/v1/Service/0197c0de-0000-7000-8000-000000000001", """{"name":{"fi":"X"}}""", editor, ("If-Match", "*")))
            .ShouldBeProblem(HttpStatusCode.NotFound, "document.unknown");
        (await town.PutAsync($"/api/v1/Place/{made.Id}", """{"name":{"fi":"X"}}""", editor, ("If-Match", "*")))
            .ShouldBeProblem(HttpStatusCode.NotFound, "document.unknown");
        (await town.GetAsync(path)).ETag.ShouldBe(made.ETag);
    }

    [Fact]
    public async Task An_edit_keeps_only_what_differs_and_holds_emptied_fields_empty()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var editor = await town.KeyAsync("writer", "local");
        var made = await town.PutAsync(
            "/api/v1/Service/by/mds/a", """{"name":{"fi":"Kirjasto"},"summary":{"fi":"Lainaa kirjoja"},"chargeInfo":{"fi":"Viisi euroa"}}""", key);
        var read = JsonNode.Parse((await town.GetAsync($"/api/v1/Service/{made.Id}")).Text)!.AsObject(); // A document is an object.
        read["summary"]!["fi"] = "Lainaa vaikka mitä"; // Put above.
        read.Remove("chargeInfo");

        // What was read is sent back whole, with what the interface told about it.
        var edited = (await town.PutAsync($"/api/v1/Service/{made.Id}", read.ToJsonString(), editor, ("If-Match", made.ETag))).ShouldBe(HttpStatusCode.OK);
        await town.PutAsync(
            "/api/v1/Service/by/mds/a", """{"name":{"fi":"Pääkirjasto"},"summary":{"fi":"Lainaa kirjoja ja lehtiä"},"chargeInfo":{"fi":"Kuusi euroa"}}""", key);
        var now = await town.GetAsync($"/api/v1/Service/{made.Id}");

        edited.Json.TryGetProperty("chargeInfo", out _).ShouldBeFalse();
        now.Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Pääkirjasto");
        now.Json.GetProperty("summary").GetProperty("fi").GetString().ShouldBe("Lainaa vaikka mitä");
        now.Json.TryGetProperty("chargeInfo", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_its_source_removes_is_gone_and_comes_back_as_itself()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var made = await town.ServiceAsync("mds", "a", key);

        (await town.DeleteAsync("/api/v1/Service/by/mds/a", key)).ShouldBe(HttpStatusCode.NoContent);
        var gone = await town.GetAsync($"/api/v1/Service/{made.Id}");
        var goneByKey = await town.GetAsync("/api/v1/Service/by/mds/a");
        var list = await town.GetAsync("/api/v1/Service");
        var page = await town.GetAsync("/api/v1/search?q=palvelu");
        await town.ServiceAsync("mds", "a", key);
        var back = await town.GetAsync($"/api/v1/Service/{made.Id}");

        gone.ShouldBeProblem(HttpStatusCode.Gone, "document.withdrawn");
        goneByKey.ShouldBeProblem(HttpStatusCode.Gone, "document.withdrawn");
        list.Json.GetProperty("total").GetInt32().ShouldBe(0);
        page.Json.GetProperty("total").GetInt32().ShouldBe(0);
        back.ShouldBe(HttpStatusCode.OK).Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Palvelu a");
    }

    [Fact]
    public async Task Removing_what_was_never_there_makes_nothing()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();

        var removed = await town.DeleteAsync("/api/v1/Service/by/mds/never", key);

        removed.ShouldBeProblem(HttpStatusCode.NotFound, "document.unknown");
        (await town.GetAsync("/api/v1/changes")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PUT", "/api/v1/Service/by/mds/a")]
    [InlineData("PUT", "/api/v1/Service/{id}")]
    [InlineData("DELETE", "/api/v1/Service/by/mds/a")]
    [InlineData("POST", "/api/v1/Service/{id}/pins")]
    [InlineData("POST", "/api/v1/Service/{id}/merge")]
    [InlineData("POST", "/api/v1/Service/{id}/unmerge")]
    [InlineData("POST", "/api/v1/decisions/authority")]
    [InlineData("DELETE", "/api/v1/decisions/{id}")]
    public async Task Writing_needs_a_key_of_the_right_role(string method, string path)
    {
        var town = await host.TownAsync();
        var made = await town.ServiceAsync("mds", "a", await town.KeyAsync());
        var where = path.Replace("{id}", made.Id.ToString(), StringComparison.Ordinal);
        var stranger = "fori_" + new string('A', 43);
        var elsewhere = await (await host.TownAsync()).KeyAsync("steward");

        (await SendAsync(null)).ShouldBeProblem(HttpStatusCode.Unauthorized, "access.key-needed");
        (await SendAsync(stranger)).ShouldBeProblem(HttpStatusCode.Unauthorized, "access.key-refused");
        (await SendAsync(elsewhere)).ShouldBeProblem(HttpStatusCode.Unauthorized, "access.key-refused");
        (await SendAsync(await town.KeyAsync("reader"))).ShouldBeProblem(HttpStatusCode.Forbidden, "access.role");
        if (path.Contains("decisions", StringComparison.Ordinal) || method == "POST")
        {
            (await SendAsync(await town.KeyAsync("writer"))).ShouldBeProblem(HttpStatusCode.Forbidden, "access.role");
        }

        (await town.GetAsync($"/api/v1/Service/{made.Id}")).ETag.ShouldBe(made.ETag);

        // The body fits each of them, so that only the key can be what refuses.
        Task<ApiAnswer> SendAsync(string? key) => town.SendAsync(
            new HttpMethod(method), where, method == "DELETE" ? null
                : path.EndsWith("pins", StringComparison.Ordinal) ? """{"field":"name"}"""
                : path.EndsWith("/merge", StringComparison.Ordinal) ? $$"""{"absorbed":"{{made.Id}}"}"""
                : path.EndsWith("authority", StringComparison.Ordinal) ? """{"sources":["mds"]}"""
                : """{"name":{"fi":"Kaapattu"}}""", key, ("If-Match", "*"));
    }

    [Fact]
    public async Task The_settings_of_a_municipality_are_written_by_stewards_only()
    {
        var town = await host.TownAsync();

        var refused = await town.PutAsync("/api/v1/Municipality/by/local/municipality", """{"name":{"fi":"Kaapattu"}}""", await town.KeyAsync("writer", "local"));

        refused.ShouldBeProblem(HttpStatusCode.NotFound, "type.unknown");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("""{"name":"not by language"}""")]
    [InlineData("""{"name":{"fi":7}}""")]
    [InlineData("""{"name":{"fi":"a"},"name":{"fi":"b"}}""")]
    [InlineData("""{"name":{"fi":"a"},"chargeType":"Cheap"}""")]
    [InlineData("""{"name":{}}""")]
    public async Task A_body_that_is_no_such_document_is_refused_and_writes_nothing(string body)
    {
        var town = await host.TownAsync();

        var refused = await town.PutAsync("/api/v1/Service/by/mds/a", body, await town.KeyAsync());

        ((int)refused.Status).ShouldBeOneOf(400, 422);
        refused.Json.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        (await town.GetAsync("/api/v1/changes")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Scripts_in_rich_text_do_not_survive_a_write()
    {
        var town = await host.TownAsync();

        var made = await town.PutAsync(
            "/api/v1/Service/by/mds/a", """{"name":{"fi":"A"},"description":{"fi":"<p onclick=\"x()\">Hei<script>alert(1)</script><a href=\"javascript:x()\">tästä</a></p>"}}""",
            await town.KeyAsync());

        var text = made.Json.GetProperty("description").GetProperty("fi").GetString().ShouldNotBeNull();
        text.ShouldContain("Hei");
        foreach (var hostile in (string[])["script", "onclick", "alert", "javascript"])
        {
            text.ShouldNotContain(hostile);
        }
    }

    [Fact]
    public async Task A_reader_that_sends_its_sequence_back_sees_its_own_write_everywhere()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        for (var i = 1; i <= 15; i++)
        {
            var written = await town.ServiceAsync("mds", $"n{i}", key);
            written.Sequence.ShouldNotBeNullOrEmpty();

            (await town.GetAsync("/api/v1/Service?limit=0")).Json.GetProperty("total").GetInt32().ShouldBe(i);
            (await town.GetAsync($"/api/v1/search?q=n{i}")).Items.ShouldContain(item => item.GetProperty("id").GetGuid() == written.Id);
            (await town.GetAsync("/api/v1/changes?limit=1000")).Items[^1].GetProperty("id").GetGuid().ShouldBe(written.Id);
        }
    }

    [Fact]
    public async Task Writers_of_one_record_at_once_lose_no_version()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
            (await town.PutAsync("/api/v1/Service/by/mds/a", $$$"""{"name":{"fi":"Nimi {{{i}}}"}}""", key)).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created)));

        // The sequences of the answers come in any order: the reader waits for the last of them.
        var read = await town.GetAsync("/api/v1/Service/by/mds/a", null);
        var changes = await town.GetAsync("/api/v1/changes?limit=1000");

        changes.Items.Select(i => i.GetProperty("version").GetInt32()).ShouldBe(Enumerable.Range(1, changes.Items.Count));
        read.Json.GetProperty("name").GetProperty("fi").GetString()!.ShouldStartWith("Nimi "); // Every write had a name.
    }
}

public sealed class SqliteWritingTests(SqliteApiHost host) : WritingContract(host), IClassFixture<SqliteApiHost>;

public sealed class PostgresWritingTests(PostgresApiHost host) : WritingContract(host), IClassFixture<PostgresApiHost>;
