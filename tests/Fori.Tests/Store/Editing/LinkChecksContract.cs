using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Writing;
using Fori.Tests.Testing;

namespace Fori.Tests.Store.Editing;

/// <summary>What is promised of outside addresses and whether they answer, on every database.</summary>
public abstract class LinkChecksContract(DatabaseProduct product) : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_row_is_read_as_it_was_kept_and_replaced_by_its_address()
    {
        await using var town = await product.TownAsync();
        var row = new LinkCheckRow("https://example.org/ä?b=c", LinkState.Doubted, "404", 1, Noon, Noon.AddHours(1), ["a", "b"]);
        await KeepAsync(town, row with { State = LinkState.New, CheckedAt = null, Documents = [] });

        await KeepAsync(town, row);

        var kept = (await town.Database.ReadAsync(town.Tenant, session => session.LinkChecksAsync([row.Address, "https://example.org/"], Stop), Stop)).ShouldHaveSingleItem();
        kept.Documents.ShouldBe(row.Documents);
        kept.ShouldBe(row with { Documents = kept.Documents });
    }

    [Fact]
    public async Task What_is_due_comes_the_longest_waiting_first()
    {
        await using var town = await product.TownAsync();
        foreach (var hours in new[] { 3, 1, 2, -1 })
        {
            await KeepAsync(town, new LinkCheckRow($"https://example.org/{hours}", LinkState.New, "", 0, null, Noon.AddHours(-hours), []));
        }

        var due = await town.Database.ReadAsync(town.Tenant, session => session.DueLinksAsync(Noon, 2, Stop), Stop);

        due.Select(d => d.Address).ShouldBe(["https://example.org/3", "https://example.org/2"]);
    }

    [Fact]
    public async Task What_nothing_leads_to_is_forgotten()
    {
        await using var town = await product.TownAsync();
        await KeepAsync(town, new LinkCheckRow("https://example.org/1", LinkState.New, "", 0, null, Noon, []), new LinkCheckRow("https://example.org/2", LinkState.New, "", 0, null, Noon, []));

        await town.Writer.WriteAsync(town.Tenant, WriteLane.Bulk, (unit, _) =>
        {
            unit.ForgetLinks(["https://example.org/1"]);
            return Task.FromResult(true);
        }, Stop);

        (await town.Database.ReadAsync(town.Tenant, session => session.LinkChecksAsync(Stop), Stop)).Select(l => l.Address).ShouldBe(["https://example.org/2"]);
    }

    private static Task KeepAsync(StoreTown town, params LinkCheckRow[] rows) => town.Writer.WriteAsync(town.Tenant, WriteLane.Bulk, (unit, _) =>
    {
        foreach (var row in rows)
        {
            unit.KeepLink(row);
        }

        return Task.FromResult(true);
    }, Stop);
}

public sealed class SqliteLinkChecks() : LinkChecksContract(new SqliteProduct());

public sealed class PostgresLinkChecks() : LinkChecksContract(new PostgresProduct());
