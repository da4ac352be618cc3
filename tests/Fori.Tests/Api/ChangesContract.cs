using System.Net;
using System.Text.Json;
using Fori.Store;

namespace Fori.Tests.Api;

/// <summary>The changes of a municipality, as other programs follow them.</summary>
public abstract class ChangesContract(ApiHost host)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Pages_of_changes_join_without_a_gap_or_a_repeat_while_others_are_written(int limit)
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var written = new List<Guid>();
        for (var i = 0; i < 12; i++)
        {
            written.Add((await town.ServiceAsync("mds", $"{i}", key)).Id);
        }

        var read = new List<Guid>();
        string? since = null;
        for (var more = 0; read.Count < written.Count; more++)
        {
            var page = (await town.GetAsync($"/api/v1/changes?limit={limit}{(since is null ? "" : "&since=" + since)}")).ShouldBe(HttpStatusCode.OK);
            page.Items.Count.ShouldBeInRange(1, limit);
            read.AddRange(page.Items.Select(i => i.GetProperty("id").GetGuid()));
            page.Json.GetProperty("upTo").GetString().ShouldBe(page.Items[^1].GetProperty("cursor").GetString());
            since = page.Json.GetProperty("upTo").GetString();
            if (more < 4)
            {
                written.Add((await town.ServiceAsync("mds", $"more-{more}", key)).Id);
            }
        }

        read.ShouldBe(written);
        var end = await town.GetAsync("/api/v1/changes?since=" + since);
        end.Items.ShouldBeEmpty();
        end.Json.GetProperty("upTo").GetString().ShouldBe(since);
    }

    [Fact]
    public async Task Changes_are_filtered_by_type()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        await town.ServiceAsync("mds", "a", key);
        var place = await town.PutAsync("/api/v1/Place/by/mds/b", """{"name":{"fi":"Kirjasto"}}""", key);
        await town.ServiceAsync("mds", "c", key);

        var places = await town.GetAsync("/api/v1/changes?types=Place");

        places.Items.ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(place.Id);
        (await town.GetAsync("/api/v1/changes?types=Place&since=" + places.Json.GetProperty("upTo").GetString())).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cursor_of_another_history_is_gone_and_the_answer_says_where_to_begin()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        await town.ServiceAsync("mds", "a", key);
        var cursor = (await town.GetAsync("/api/v1/changes")).Json.GetProperty("upTo").GetString();
        LogCursor.TryParse(cursor, out var own).ShouldBeTrue();
        var others = (LogCursor[])[own.Value with { Epoch = own.Value.Epoch + 1 }, own.Value with { Mark = own.Value.Mark ^ 1 }, own.Value with { Sequence = 1_000_000 }];

        foreach (var other in others)
        {
            var gone = (await town.GetAsync("/api/v1/changes?since=" + other)).ShouldBeProblem(HttpStatusCode.Gone, "cursor.gone");
            var start = gone.Json.GetProperty("problems")[0].GetProperty("arguments").GetProperty("start").GetString();
            (await town.GetAsync("/api/v1/changes?since=" + start)).Items.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task A_stream_tells_changes_as_they_come_and_goes_on_after_the_last_event_that_was_seen()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var first = (await town.ServiceAsync("mds", "1", key)).Id;
        await town.GetAsync("/api/v1/changes");

        string? last;
        using (var stream = await ChangeStream.OpenAsync(town, null))
        {
            (_, var id) = await stream.NextAsync();
            id.ShouldBe(first);
            var second = (await town.ServiceAsync("mds", "2", key)).Id;
            (last, id) = await stream.NextAsync();
            id.ShouldBe(second);
        }

        var third = (await town.ServiceAsync("mds", "3", key)).Id;
        using var again = await ChangeStream.OpenAsync(town, last);
        (await again.NextAsync()).Id.ShouldBe(third);
    }

    [Fact]
    public async Task What_is_told_as_changed_can_be_read_at_once()
    {
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        using var stream = await ChangeStream.OpenAsync(town, null);
        for (var i = 0; i < 10; i++)
        {
            await town.SendAsync(HttpMethod.Put, $"/api/v1/Service/by/mds/{i}", """{"name":{"fi":"A"}}""", key);
            var (_, id) = await stream.NextAsync();

            // Without sending a sequence back: a listener has none.
            (await town.SendAsync(HttpMethod.Get, $"/api/v1/Service/{id}", null, null)).ShouldBe(HttpStatusCode.OK);
            (await town.SendAsync(HttpMethod.Get, $"/api/v1/Service?id={id}", null, null)).Items.Count.ShouldBe(1);
        }
    }
}

public sealed class SqliteChangesTests(SqliteApiHost host) : ChangesContract(host), IClassFixture<SqliteApiHost>;

public sealed class PostgresChangesTests(PostgresApiHost host) : ChangesContract(host), IClassFixture<PostgresApiHost>;
