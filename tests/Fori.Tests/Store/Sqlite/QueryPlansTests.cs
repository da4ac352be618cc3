using System.Data.Common;
using Fori.Store.Sql;

namespace Fori.Tests.Store.Sqlite;

public sealed class QueryPlansTests
{
    private const string Pairs = "(select value ->> 0 as a, value ->> 1 as b from json_each('[]')) k";
    private const string Ids = "(select unhex(value ->> 0) as id from json_each('[]')) k";

    [Theory]
    [InlineData("select f.document, f.target from " + Pairs + " cross join refs f where f.tenant = 1 and f.system = k.a and f.key = k.b", "refs_by_key (tenant=? AND system=? AND key=?)")]
    [InlineData("select f.document, f.system from " + Ids + " cross join refs f where f.tenant = 1 and f.target = k.id", "refs_by_target (tenant=? AND target=?)")]
    [InlineData("select c.body from " + Ids + " cross join contributions c where c.tenant = 1 and c.document = k.id and c.latest = true", "contributions_of_document (tenant=? AND document=?)")]
    [InlineData("select x.body from " + Ids + " cross join decisions x where x.tenant = 1 and x.document = k.id and x.withdrawn_at is null", "decisions_of_document (tenant=? AND document=?)")]
    [InlineData("update contributions set latest = false from " + Pairs + " where contributions.tenant = 1 and contributions.source = k.a and contributions.key = k.b and contributions.latest = true", "contributions_key (tenant=? AND source=? AND key=?)")]
    [InlineData("update versions set provenance = null from " + Ids + " where versions.tenant = 1 and versions.id = k.id and versions.version = 1", "versions_key (tenant=? AND id=? AND version=?)")]
    public async Task Rows_of_keys_are_found_by_the_whole_key_and_never_among_all_of_the_tenant(string sql, string index)
    {
        await using var product = new SqliteProduct();
        await using var database = await product.NewAsync();
        await using var connection = await product.ConnectAsync(database);

        var plan = await PlanAsync(connection, sql);

        plan.ShouldContain(step => step.Contains(index, StringComparison.Ordinal), string.Join('\n', plan));
    }

    [Fact]
    public async Task A_slug_is_found_in_each_language_by_the_whole_key()
    {
        await using var product = new SqliteProduct();
        await using var database = await product.NewAsync();
        await using var connection = await product.ConnectAsync(database);

        var plan = await PlanAsync(connection, StoreReads.RoutesBySlug);

        plan.ShouldContain(step => step.EndsWith("(tenant=? AND space=? AND language=? AND slug=?)", StringComparison.Ordinal), string.Join('\n', plan));
    }

    private static async Task<List<string>> PlanAsync(DbConnection connection, string sql)
    {
        await using var explain = connection.CreateCommand();
        // The SQL is the test's own.
#pragma warning disable CA2100
        explain.CommandText = "explain query plan " + sql;
#pragma warning restore CA2100
        await using var reader = await explain.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var steps = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }
}
