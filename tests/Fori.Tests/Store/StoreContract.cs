using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tests.Testing;

namespace Fori.Tests.Store;

/// <summary>What the store promises, on every database.</summary>
public abstract class StoreContract
{
    internal abstract Task<StoreTown> TownAsync();

    [Fact]
    public async Task A_first_contribution_makes_a_published_document_with_an_address_and_a_change()
    {
        await using var town = await TownAsync();

        var result = await town.SayAsync("ptv", "a", """{"name":{"fi":"Uimahalli","sv":"Simhall"}}""");

        result.Effect.ShouldBe(ContributionEffect.Created);
        (await town.BodyAsync(result.Document)).ShouldBe("""{"name":{"fi":"Uimahalli","sv":"Simhall"}}""");
        var routes = await town.LookAsync(s => s.RoutesOfAsync([result.Document], CancellationToken.None));
        routes.Select(r => (r.Language, r.Slug)).ShouldBe([("fi", "uimahalli"), ("sv", "simhall")], ignoreOrder: true);
        var change = (await town.ChangesAsync()).ShouldHaveSingleItem();
        (change.Sequence, change.Operation, change.Id).ShouldBe((1, ChangeOperation.Create, result.Document));
    }

    [Fact]
    public async Task The_same_contribution_again_changes_nothing()
    {
        await using var town = await TownAsync();
        await town.SayAsync("ptv", "a", """{"name":{"fi":"Uimahalli"}}""");

        var again = await town.SayAsync("ptv", "a", """{ "name" : { "fi" : "Uimahalli" } }""");

        again.Effect.ShouldBe(ContributionEffect.Unchanged);
        (await town.ChangesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_title_leaves_a_redirect_and_names_the_changed_field()
    {
        await using var town = await TownAsync();
        var id = (await town.SayAsync("ptv", "a", """{"name":{"fi":"Uimahalli"}}""")).Document;

        await town.SayAsync("ptv", "a", """{"name":{"fi":"Vesiliikuntakeskus"}}""");

        var routes = await town.LookAsync(s => s.RoutesOfAsync([id], CancellationToken.None));
        routes.Single(r => r.Slug == "uimahalli").Kind.ShouldBe(RouteKind.Former);
        routes.Single(r => r.Slug == "vesiliikuntakeskus").Kind.ShouldBe(RouteKind.Current);
        (await town.ChangesAsync())[^1].Fields.ShouldBe(["name.fi"]);
    }

    [Fact]
    public async Task A_slug_is_found_in_every_language_that_has_it_and_in_no_other_space()
    {
        await using var town = await TownAsync();
        var one = (await town.SayAsync("ptv", "a", """{"name":{"en":"Sauna","fi":"Sauna","sv":"Bastu"}}""")).Document;
        var other = (await town.SayAsync("ptv", "b", """{"name":{"se":"Bastu"}}""")).Document;
        var space = (await town.LookAsync(s => s.RoutesOfAsync([one], CancellationToken.None)))[0].Space;

        Task<List<RouteRow>> FindAsync(string named, string slug) => town.LookAsync(s => s.RoutesBySlugAsync(named, slug, CancellationToken.None));

        (await FindAsync(space, "sauna")).Select(r => (r.Language, r.Document)).ShouldBe([("en", one), ("fi", one)], ignoreOrder: true);
        (await FindAsync(space, "bastu")).Select(r => (r.Language, r.Document)).ShouldBe([("se", other), ("sv", one)], ignoreOrder: true);
        (await FindAsync(space, "kylpy")).ShouldBeEmpty();
        (await FindAsync("elsewhere", "sauna")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Equal_titles_get_numbered_addresses()
    {
        await using var town = await TownAsync();
        for (var i = 0; i < 12; i++)
        {
            await town.SayAsync("ptv", "k" + i, """{"name":{"fi":"Kirjasto"}}""");
        }

        var routes = await town.LookAsync(s => s.QueryAsync(
            "select slug from routes where tenant = @tenant", r => r.Text(), CancellationToken.None));

        routes.Order(StringComparer.Ordinal).ShouldBe(
            Enumerable.Range(2, 11).Select(n => "kirjasto-" + n).Append("kirjasto").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_tombstone_falls_back_to_the_other_source_and_the_last_one_archives()
    {
        await using var town = await TownAsync();
        var id = (await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"},"identifiers":[{"system":"oid","value":"7"}],"phone":"1"}""")).Document;
        (await town.SayAsync("b", "9", """{"name":{"fi":"Sauna"},"identifiers":[{"system":"oid","value":"7"}],"phone":"2"}""")).Document.ShouldBe(id);
        (await town.BodyAsync(id))!.ShouldContain("\"phone\":\"1\"");

        await town.SayAsync("a", "1", null);
        (await town.BodyAsync(id))!.ShouldContain("\"phone\":\"2\"");

        (await town.SayAsync("b", "9", null)).Effect.ShouldBe(ContributionEffect.Archived);
        (await town.BodyAsync(id)).ShouldBeNull();

        (await town.SayAsync("b", "9", """{"name":{"fi":"Sauna"}}""")).Document.ShouldBe(id);
        (await town.BodyAsync(id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_pin_wins_until_it_is_withdrawn_and_another_authority_recomputes()
    {
        await using var town = await TownAsync();
        var id = (await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"},"identifiers":[{"system":"oid","value":"7"}],"phone":"1"}""")).Document;
        await town.SayAsync("b", "9", """{"name":{"fi":"Sauna"},"identifiers":[{"system":"oid","value":"7"}],"phone":"2"}""");

        var pin = await town.DecideAsync((unit, ct) => town.Golden.PinAsync(unit, id, "phone", "*", "\"3\""u8.ToArray(), null, StoreTown.Aino, ct));
        (await town.BodyAsync(id))!.ShouldContain("\"phone\":\"3\"");

        await town.DecideAsync((unit, ct) => town.Golden.WithdrawAsync(unit, pin.Value!.Id, StoreTown.Aino, ct));
        (await town.BodyAsync(id))!.ShouldContain("\"phone\":\"1\"");

        await town.DecideAsync((unit, ct) => town.Golden.AuthorityAsync(unit, null, StoreTown.Kind, "phone", "*", ["b", "a"], StoreTown.Aino, ct));
        await town.DecideAsync(async (unit, ct) => await town.Golden.RecomputeAfterAsync(unit, StoreTown.Kind, Guid.Empty, StoreTown.Aino, ct));
        (await town.BodyAsync(id))!.ShouldContain("\"phone\":\"2\"");
    }

    [Fact]
    public async Task Merged_documents_answer_as_one_and_splitting_restores_both()
    {
        await using var town = await TownAsync();
        var one = (await town.SayAsync("a", "1", """{"name":{"fi":"Sauna"},"phone":"1"}""")).Document;
        var two = (await town.SayAsync("b", "9", """{"name":{"fi":"Rantasauna"},"text":{"sv":"Bastu"}}""")).Document;
        var before = (await town.BodyAsync(one), await town.BodyAsync(two));

        (await town.DecideAsync((unit, ct) => town.Golden.MergeDocumentsAsync(unit, one, two, StoreTown.Aino, ct))).Succeeded.ShouldBeTrue();
        (await town.BodyAsync(two)).ShouldBeNull();
        (await town.BodyAsync(one))!.ShouldContain("Bastu");
        (await town.ChangesAsync()).Single(c => c.Operation == ChangeOperation.Merge).MergedInto.ShouldBe(one);
        (await town.SayAsync("b", "9", """{"name":{"fi":"Rantasauna"},"text":{"sv":"Bastun"}}""")).Document.ShouldBe(one);
        await town.SayAsync("b", "9", """{"name":{"fi":"Rantasauna"},"text":{"sv":"Bastu"}}""");

        (await town.DecideAsync((unit, ct) => town.Golden.UnmergeAsync(unit, two, StoreTown.Aino, ct))).Succeeded.ShouldBeTrue();
        (await town.BodyAsync(one), await town.BodyAsync(two)).ShouldBe(before);
        (await town.ChangesAsync()).ShouldContain(c => c.Operation == ChangeOperation.Unmerge && c.Id == two);
    }

    [Fact]
    public async Task An_arrival_is_told_to_those_that_waited_for_it()
    {
        await using var town = await TownAsync();
        var waiting = (await town.SayAsync("a", "1", """{"name":{"fi":"Palvelu"},"place":{"system":"tprek","key":"42"}}""")).Document;

        await town.SayAsync("b", "9", """{"name":{"fi":"Paikka"},"identifiers":[{"system":"tprek","value":"42"}]}""");

        var told = (await town.ChangesAsync()).Single(c => c.Operation == ChangeOperation.Resolved);
        (told.Id, told.Fields.Single()).ShouldBe((waiting, "place"));
    }

    [Fact]
    public async Task Sequences_have_no_gap_under_concurrent_writers_and_a_reader_misses_none()
    {
        await using var town = await TownAsync();
        using var stop = new CancellationTokenSource();
        var read = new List<long>();
        var reader = Task.Run(async () =>
        {
            while (true)
            {
                var ended = stop.IsCancellationRequested;
                var more = await town.ChangesAsync(read.Count == 0 ? 0 : read[^1]);
                read.AddRange(more.Select(c => c.Sequence));
                if (ended && more.Count == 0)
                {
                    return;
                }
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await town.SayAsync("w" + writer, "k" + (i % 10), $$$"""{"name":{"fi":"Asia {{{writer}}} {{{i}}}"}}""");
            }
        })));
        await stop.CancelAsync();
        await reader;

        read.ShouldBe(Enumerable.Range(1, 320).Select(n => (long)n));
        (await town.LookAsync(s => s.HeadAsync(CancellationToken.None))).Head.ShouldBe(320);
    }

    [Fact]
    public async Task People_wait_for_the_slice_that_is_being_written_and_for_no_other()
    {
        await using var town = await TownAsync();
        var (begun, goOn, order) = (new TaskCompletionSource(), new TaskCompletionSource(), new List<string>());

        var slice = WriteAsync(WriteLane.Bulk, "slice 1", async () =>
        {
            begun.SetResult();
            await goOn.Task;
        });
        await begun.Task;
        Task[] waiting = [WriteAsync(WriteLane.Bulk, "slice 2"), WriteAsync(WriteLane.Bulk, "slice 3"), WriteAsync(WriteLane.People, "edit 1"), WriteAsync(WriteLane.People, "edit 2")];
        goOn.SetResult();
        await Task.WhenAll([slice, .. waiting]);

        order.ShouldBe(["slice 1", "edit 1", "edit 2", "slice 2", "slice 3"]);

        Task<int> WriteAsync(WriteLane lane, string name, Func<Task>? during = null) => town.Writer.WriteAsync(town.Tenant, lane, async (_, _) =>
        {
            order.Add(name);
            await (during?.Invoke() ?? Task.CompletedTask);
            return 0;
        }, CancellationToken.None);
    }

    [Fact]
    public async Task A_failing_write_leaves_nothing_and_does_not_harm_its_neighbours()
    {
        await using var town = await TownAsync();
        var writes = Enumerable.Range(0, 20).Select(i => i == 7
            ? Assert.ThrowsAsync<FormatException>(() => town.DecideAsync<int>(async (unit, ct) =>
            {
                await town.Golden.ContributeAsync(unit, [new Contribution("x", "bad", StoreTown.Kind, StoreTown.Canonical("""{"name":{"fi":"Ei"}}"""))], StoreTown.Aino, ct);
                throw new FormatException("fault");
            }))
            : (Task)town.SayAsync("x", "k" + i, $$$"""{"name":{"fi":"Asia {{{i}}}"}}""")).ToList();
        await Task.WhenAll(writes);

        (await town.ChangesAsync()).Select(c => c.Sequence).ShouldBe(Enumerable.Range(1, 19).Select(n => (long)n));
        (await town.LookAsync(s => s.ContributionsAsync([("x", "bad")], CancellationToken.None))).ShouldBeEmpty();
    }
}

public sealed class SqliteStoreContract : StoreContract
{
    internal override Task<StoreTown> TownAsync() => StoreTown.OnSqliteAsync();
}

public sealed class PostgresStoreContract(PostgresProduct product) : StoreContract, IClassFixture<PostgresProduct>
{
    internal override Task<StoreTown> TownAsync() => product.TownAsync();
}
