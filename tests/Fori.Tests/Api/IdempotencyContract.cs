using System.Net;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tests.Testing;
using Fori.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Fori.Tests.Api;

/// <summary>A write that is sent again under its own key is answered again and not done again.</summary>
public abstract class IdempotencyContract(ApiHost host)
{
    private const string Key = "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"";
    private static readonly (string, string) Named = ("Idempotency-Key", Key);

    [Fact]
    public async Task The_same_request_has_the_same_answer_whatever_happened_since()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var first = (await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Kirjasto"}}""", key, Named)).ShouldBe(HttpStatusCode.Created);
        await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Pääkirjasto"}}""", key);

        // Members in another order: the same request.
        var again = await town.PutAsync("/api/v1/Service/by/mds/a", """{ "name" : {"fi":"Kirjasto"} }""", key, Named);

        again.ShouldBe(HttpStatusCode.Created).Text.ShouldBe(first.Text);
        foreach (var header in (string[])["ETag", "Location", "Fori-Sequence", "Fori-Cursor"])
        {
            again.Message.Headers.GetValues(header).ShouldBe(first.Message.Headers.GetValues(header));
        }

        (await town.GetAsync($"/api/v1/Service/{first.Id}")).Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Pääkirjasto");
    }

    [Fact]
    public async Task A_withdrawal_and_a_stewards_decision_are_done_once_too()
    {
        var town = await host.TownAsync();
        var (writer, steward) = (await town.KeyAsync(), await town.KeyAsync("steward", "local"));
        var made = await town.ServiceAsync("mds", "a", writer);
        var path = $"/api/v1/Service/{made.Id}/pins";
        const string pin = """{"field":"name","language":"fi","value":"Pidetty nimi"}""";

        var pinned = (await town.SendAsync(HttpMethod.Post, path, pin, steward, Named)).ShouldBe(HttpStatusCode.OK);
        await town.DeleteAsync($"/api/v1/decisions/{pinned.Id}", steward);
        var again = await town.SendAsync(HttpMethod.Post, path, pin, steward, Named);
        var gone = await town.DeleteAsync("/api/v1/Service/by/mds/a", writer, Named);
        await town.ServiceAsync("mds", "a", writer);
        var goneAgain = await town.DeleteAsync("/api/v1/Service/by/mds/a", writer, Named);

        again.ShouldBe(HttpStatusCode.OK).Id.ShouldBe(pinned.Id);
        (gone.Status, goneAgain.Status).ShouldBe((HttpStatusCode.NoContent, HttpStatusCode.NoContent));
        (await town.GetAsync($"/api/v1/Service/{made.Id}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Palvelu a");
    }

    [Theory]
    [InlineData("/api/v1/Service/by/mds/a", """{"name":{"fi":"Toinen"}}""")]
    [InlineData("/api/v1/Service/by/mds/b", """{"name":{"fi":"Kirjasto"}}""")]
    [InlineData("/api/v1/Place/by/mds/c", """{"name":{"fi":"Kirjasto"}}""")]
    public async Task The_same_key_for_another_request_is_refused_and_writes_nothing(string path, string body)
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Kirjasto"}}""", key, Named);
        var before = await town.DocumentsAsync();

        (await town.PutAsync(path, body, key, Named)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.other-request");

        (await town.DocumentsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_key_is_its_senders_own()
    {
        var (town, other) = (await host.TownAsync(), await host.TownAsync());
        var (one, two) = (await town.KeyAsync(), await town.KeyAsync("writer", "other"));
        await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Ensimmäinen"}}""", one, Named);

        (await town.PutAsync("/api/v1/Service/by/other/b", """{"name":{"fi":"Toinen"}}""", two, Named)).ShouldBe(HttpStatusCode.Created);
        (await other.PutAsync("/api/v1/Service/by/mds/c", """{"name":{"fi":"Kolmas"}}""", await other.KeyAsync(), Named)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_refused_request_is_judged_anew()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var editor = await town.KeyAsync("writer", "editor");
        (await town.PutAsync("/api/v1/Service/by/mds/a", "{", key, Named)).Status.ShouldBe(HttpStatusCode.BadRequest);
        var made = (await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Kirjasto"}}""", key, Named)).ShouldBe(HttpStatusCode.Created);

        (await town.PutAsync($"/api/v1/Service/{made.Id}", """{"name":{"fi":"X"}}""", editor, Named, ("If-Match", "\"wrong\"")))
            .ShouldBeProblem(HttpStatusCode.PreconditionFailed, "document.version-conflict");
        (await town.PutAsync($"/api/v1/Service/{made.Id}", """{"name":{"fi":"X"}}""", editor, Named, ("If-Match", made.ETag))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_first_is_handled_the_second_is_told_to_wait()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var writer = town.Host.App.Services.GetRequiredService<StoreWriter>();
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = writer.WriteAsync(
            town.Tenant.Id, WriteLane.People, async (_, _) =>
            {
                held.SetResult();
                await release.Task;
                return 0;
            }, TestContext.Current.CancellationToken);
        await held.Task;

        // Both wait for the writer; whichever comes second finds the key taken.
        var answers = (Task<ApiAnswer>[])[PutAsync(), PutAsync()];
        var refused = await await Task.WhenAny(answers);
        release.SetResult();
        await holding;

        refused.ShouldBeProblem(HttpStatusCode.Conflict, "idempotency.in-flight");
        (await Task.WhenAll(answers)).ShouldContain(a => a.Status == HttpStatusCode.Created);
        (await PutAsync()).ShouldBe(HttpStatusCode.Created);

        Task<ApiAnswer> PutAsync() => town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Kirjasto"}}""", key, Named);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("\"a\"b\"")]
    public async Task A_key_that_is_none_is_refused(string unreadable)
    {
        var town = await host.TownAsync();

        var answer = await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Kirjasto"}}""", await town.KeyAsync(), ("Idempotency-Key", unreadable));

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "idempotency.key-unreadable");
        (await town.DocumentsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_erased_text_is_not_told_again()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        const string body = """{"name":{"fi":"Kirjasto"},"summary":{"fi":"Kysy Mäkeläiseltä"}}""";
        (await town.PutAsync("/api/v1/Service/by/mds/a", body, key, Named)).ShouldBe(HttpStatusCode.Created);

        (await town.CommandAsync(Path.GetTempPath(), "erase", "--tenant", town.Tenant.Name, "Mäkeläiseltä")).Exit.ShouldBe(0);

        var again = await town.PutAsync("/api/v1/Service/by/mds/a", body, key, Named);
        again.ShouldBe(HttpStatusCode.Created).Text.ShouldNotContain("Mäkeläiseltä");
    }
}

public sealed class SqliteIdempotencyTests(SqliteApiHost host) : IdempotencyContract(host), IClassFixture<SqliteApiHost>
{
    [Fact]
    public async Task After_a_day_a_key_is_free_and_what_was_kept_is_gone()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var running = await RunningHost.StartAsync(services: s => s.AddSingleton<TimeProvider>(clock));
        var town = new ApiTown(running, (await running.AddTenantAsync("town")).Tenant);
        var key = await town.KeyAsync();
        var named = ("Idempotency-Key", "k1");
        await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Kirjasto"}}""", key, named);

        clock.Advance(TimeSpan.FromHours(23));
        var refused = await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Toinen"}}""", key, named);
        clock.Advance(TimeSpan.FromHours(2));
        var taken = await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Toinen"}}""", key, named);

        refused.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.other-request");
        taken.ShouldBe(HttpStatusCode.OK);
    }
}

public sealed class PostgresIdempotencyTests(PostgresApiHost host) : IdempotencyContract(host), IClassFixture<PostgresApiHost>;
