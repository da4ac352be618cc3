using System.Globalization;
using Fori.Store.Writing;
using Fori.Tests.Testing;

namespace Fori.Tests.Store;

/// <summary>Searches without hits are counted, bounded, and forgotten with time; on every database.</summary>
public abstract class MissedSearchesContract(DatabaseProduct product) : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Counts_add_up_by_language_and_words()
    {
        await using var town = await product.TownAsync();
        await NoteAsync(town, new MissedSearchRow("fi", "uimaranta", 2, Now), new MissedSearchRow("sv", "uimaranta", 1, Now));
        await NoteAsync(town, new MissedSearchRow("fi", "uimaranta", 3, Now));

        (await AllAsync(town)).Select(r => (r.Language, r.Words, r.Count)).ShouldBe([("fi", "uimaranta", 5), ("sv", "uimaranta", 1)]);
    }

    [Fact]
    public async Task What_nobody_asked_for_ninety_days_goes_and_one_can_be_taken_away()
    {
        await using var town = await product.TownAsync();
        await NoteAsync(town, new MissedSearchRow("fi", "vanha", 9, Now.AddDays(-91)), new MissedSearchRow("fi", "uusi", 1, Now));
        await NoteAsync(town, new MissedSearchRow("fi", "toinen", 1, Now));

        (await AllAsync(town)).Select(r => r.Words).ShouldBe(["toinen", "uusi"], ignoreOrder: true);
        await town.DecideAsync((unit, _) =>
        {
            unit.ForgetMissed("fi", "uusi");
            return Task.FromResult(true);
        });
        (await AllAsync(town)).ShouldHaveSingleItem().Words.ShouldBe("toinen");
    }

    [Fact]
    public async Task A_flood_of_rubbish_fills_nothing_and_pushes_out_nothing_that_is_asked_often()
    {
        await using var town = await product.TownAsync();
        await NoteAsync(town, new MissedSearchRow("fi", "kysytty", 50, Now));
        for (var i = 0; i < 6; i++)
        {
            await NoteAsync(town, [.. Enumerable.Range(0, MissedSearches.Most).Select(n => new MissedSearchRow("fi", string.Create(CultureInfo.InvariantCulture, $"roskaa {i} {n}"), 1, Now))]);
        }

        var rows = await AllAsync(town);
        rows.Count.ShouldBeLessThanOrEqualTo(MissedSearches.Most);
        rows[0].Words.ShouldBe("kysytty");
    }

    private static Task<bool> NoteAsync(StoreTown town, params MissedSearchRow[] rows) => town.DecideAsync(async (unit, ct) =>
    {
        await unit.NoteMissedAsync(rows, ct);
        return true;
    });

    private static Task<List<MissedSearchRow>> AllAsync(StoreTown town) => town.LookAsync(s => s.MissedSearchesAsync(DateTimeOffset.UnixEpoch, CancellationToken.None));
}

public sealed class SqliteMissedSearches() : MissedSearchesContract(new SqliteProduct());

public sealed class PostgresMissedSearches() : MissedSearchesContract(new PostgresProduct());
