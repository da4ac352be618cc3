using Fori.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Fori.Tests.Nodes;

public sealed class CacheRoomTests
{
    private readonly CacheRoom _room = new(1_000);

    [Fact]
    public void One_municipality_alone_fills_the_room_and_the_oldest_that_nobody_asked_for_goes()
    {
        using var only = Cache();
        for (var page = 0; page < 25; page++)
        {
            Put(only, page);
        }

        _room.Held.ShouldBe(1_000);
        only.Find("24").ShouldNotBeNull();
        only.Find("0").ShouldBeNull();
    }

    [Fact]
    public void Of_many_each_keeps_its_share_and_none_crowds_out_another()
    {
        using var greedy = Cache();
        using var modest = Cache();
        for (var page = 0; page < 10; page++)
        {
            Put(greedy, page);
        }

        for (var page = 0; page < 3; page++)
        {
            Put(modest, page);
        }

        for (var page = 10; page < 40; page++)
        {
            Put(greedy, page);
        }

        modest.Count.ShouldBe(3);
        _room.Held.ShouldBe(1_000);
    }

    [Fact]
    public void A_closed_municipality_gives_its_share_back()
    {
        using var open = Cache();
        using (var closed = Cache())
        {
            Put(closed, 1);
        }

        _room.Held.ShouldBe(0);
        for (var page = 0; page < 25; page++)
        {
            Put(open, page);
        }

        _room.Held.ShouldBe(1_000);
    }

    private TaggedCache<string> Cache() => new(_room, new FakeTimeProvider());

    private static void Put(TaggedCache<string> cache, int page) => cache.TryPut($"{page}", "page", [$"tag-{page}"], 100, cache.Note()).ShouldBeTrue();
}
