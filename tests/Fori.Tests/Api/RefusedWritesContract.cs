using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Fori.Tests.Api;

/// <summary>What is wrong in a write is told with its place and what to do, and nothing of it is written.</summary>
public abstract class RefusedWritesContract(ApiHost host)
{
    private const string Library = """{"name":{"fi":"Kirjasto"}}""";

    [Theory]
    [InlineData("""{"name":{"fi":"A",}""", "json.malformed")]
    [InlineData("""{"name":{"fi":"Kirja""", "json.malformed")]
    [InlineData("", "json.malformed")]
    [InlineData("[]", "body.not-an-object")]
    [InlineData("""{"name":{"fi":"A"},"name":{"fi":"B"}}""", "json.duplicate-member")]
    [InlineData("""{"name":{"fi":"A\u0000B"}}""", "json.null-character")]
    [InlineData("""{"name":"Kirjasto"}""", "field.shape")]
    [InlineData("""{"name":{"fi":"Kirjasto"},"naem":1}""", "field.unknown")]
    public async Task What_does_not_have_the_shape_of_a_record_is_a_bad_request(string body, string code)
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var made = await town.ServiceAsync("mds", "a", key);

        (await town.PutAsync("/api/v1/Service/by/mds/b", body, key)).ShouldBeProblem(HttpStatusCode.BadRequest, code);
        (await town.PutAsync($"/api/v1/Service/{made.Id}", body, key, ("If-Match", made.ETag))).ShouldBeProblem(HttpStatusCode.BadRequest, code);
        (await town.GetAsync("/api/v1/changes")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_breaks_a_rule_is_not_a_bad_request_but_a_refusal()
    {
        var town = await host.TownAsync();

        var refused = await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"string"}}""", await town.KeyAsync());

        refused.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "text.placeholder");
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_fault()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();

        var marked = await SendAsync(town, key, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Library)], "application/json");
        var plain = await town.PutAsync("/api/v1/Service/by/mds/a", Library, key);

        marked.ShouldBe(HttpStatusCode.Created);
        plain.ShouldBe(HttpStatusCode.OK).ETag.ShouldBe(marked.ETag);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Another_kind_of_content_is_refused_by_its_name(string type)
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync("steward");
        var made = await town.ServiceAsync("mds", "b", key);

        var put = await SendAsync(town, key, Encoding.UTF8.GetBytes(Library), type);
        var pinned = await SendAsync(town, key, """{"field":"name","language":"fi","value":"X"}"""u8.ToArray(), type, HttpMethod.Post, $"/api/v1/Service/{made.Id}/pins");

        foreach (var refused in (ApiAnswer[])[put, pinned])
        {
            refused.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "request.media-type");
            refused.Json.GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("application/json");
        }
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/x-www-form-urlencoded")] // What curl and others say when nobody has said anything.
    [InlineData(null)]
    public async Task JSON_is_taken_also_when_a_program_did_not_say_so(string? type)
    {
        var town = await host.TownAsync();

        (await SendAsync(town, await town.KeyAsync(), Encoding.UTF8.GetBytes(Library), type)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_rules_of_PTV_bind_a_write_that_asks_for_them()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        const string late = """{"name":{"fi":"Kirjasto"},"hours":{"rules":[{"kind":"Weekly","state":"Open","items":[{"dayFrom":"Monday","from":"08:10","to":"16:00","state":"Open"}]}]}}""";

        var refused = await town.PutAsync("/api/v1/Place/by/mds/a?profile=ptv-v11", late, key, ("Accept-Language", "sv"));
        var unknown = await town.PutAsync("/api/v1/Place/by/mds/a?profile=ptv-v10", late, key);
        var lenient = await town.PutAsync("/api/v1/Place/by/mds/a", late, key);

        refused.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "time.minute-step");
        refused.Json.GetProperty("problems").EnumerateArray().ShouldContain(p => p.GetProperty("path").GetString() == "hours.rules[0].items[0].from");
        unknown.ShouldBeProblem(HttpStatusCode.BadRequest, "query.profile");
        lenient.ShouldBe(HttpStatusCode.Created);
    }

    private static async Task<ApiAnswer> SendAsync(
        ApiTown town, string key, byte[] body, string? type, HttpMethod? method = null, string path = "/api/v1/Service/by/mds/a")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        var message = await town.Host.SendAsync(path, method ?? HttpMethod.Put, town.HostName, content, ("Authorization", "Bearer " + key));
        return new ApiAnswer(message.StatusCode, message, await message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

public sealed class SqliteRefusedWritesTests(SqliteApiHost host) : RefusedWritesContract(host), IClassFixture<SqliteApiHost>;

public sealed class PostgresRefusedWritesTests(PostgresApiHost host) : RefusedWritesContract(host), IClassFixture<PostgresApiHost>;
