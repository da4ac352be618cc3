using Fori.Store.Sql;

namespace Fori.Tests.Store.Postgres;

public sealed class QueryPlansTests
{
    private const int Rows = 20_000;
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 200).Select(i => Guid.Parse($"00000000-0000-7000-8000-{i:x12}"))];
    private static readonly (string, string)[] Names = [.. Enumerable.Range(1, 200).Select(i => ("register", $"key-{i}"))];

    public static TheoryData<string> Reads => [.. Questions.Keys];

    private static Dictionary<string, Func<StoreSession, CancellationToken, Task>> Questions { get; } = new()
    {
        ["contributions by key"] = (session, ct) => session.ContributionsAsync(Names, ct),
        ["contributions by document"] = (session, ct) => session.ContributionsOfAsync(Ids, ct),
        ["references by key"] = (session, ct) => session.ReferencesToKeysAsync(Names, ct),
        ["identifiers by key"] = (session, ct) => session.ExternalIdsAsync(Names, ct),
        ["contributions replaced"] = (session, ct) => session.ExecuteForKeysAsync(
            "update contributions set latest = false from {keys} where contributions.tenant = @tenant and contributions.source = k.a and contributions.key = k.b and contributions.latest = true",
            [("a", Fori.Store.Schema.ColumnType.Text), ("b", Fori.Store.Schema.ColumnType.Text)], [.. Names.Select(n => new object?[] { n.Item1, n.Item2 })], ct),
        ["references removed"] = (session, ct) => session.ExecuteForKeysAsync(
            "delete from refs where tenant = @tenant and document in (select id from {keys})",
            [("id", Fori.Store.Schema.ColumnType.Guid)], [.. Ids.Select(i => new object?[] { i })], ct),
    };

    // Nobody analyses the tables here, as between the beginning of an import and the server's own visit.
    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Before_the_server_has_figures_of_its_tables_rows_of_keys_are_found_without_reading_all_of_the_tenant(string question)
    {
        await using var product = new PostgresProduct();
        await using var database = await product.NewAsync();
        var tenant = (await database.AddTenantAsync("kunta", CancellationToken.None))!.Id; // The database is new.
        await product.ExecuteAsync(database,
            "alter table contributions set (autovacuum_enabled = false); alter table refs set (autovacuum_enabled = false); alter table external_ids set (autovacuum_enabled = false);" +
            $" insert into contributions select {tenant}, 'register', 'key-' || i, 1, true, id, id, 'Place', '{{}}', true, 0, 0, null, null from (select i, ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id from generate_series(1, {Rows}) i) x;" +
            $" insert into refs select {tenant}, document, 'parent', 0, 'register', key, null from contributions;" +
            $" insert into external_ids select {tenant}, 'register', key, document from contributions");
        var ct = TestContext.Current.CancellationToken;

        // More often than a statement is planned for the keys at hand.
        var touched = await database.ReadAsync(tenant, async session =>
        {
            for (var i = 0; i < 10; i++)
            {
                await Questions[question](session, ct);
            }

            return (await session.QueryAsync(
                "select (coalesce(sum(seq_tup_read), 0) + coalesce(sum(idx_tup_fetch), 0))::bigint from pg_stat_xact_user_tables where relname in ('contributions', 'refs', 'external_ids')",
                r => r.Long(), ct))[0];
        }, ct);

        touched.ShouldBeLessThan(10 * Rows / 4); // Rows that were removed or replaced are still met.
    }

    [Fact]
    public async Task A_statement_that_comes_again_and_again_is_prepared()
    {
        await using var product = new PostgresProduct();
        await using var database = await product.NewAsync();
        var tenant = (await database.AddTenantAsync("kunta", CancellationToken.None))!.Id; // The database is new.
        var ct = TestContext.Current.CancellationToken;
        var prepared = 0L;
        for (var i = 0; i < 10; i++)
        {
            prepared = await database.ReadAsync(tenant, async session =>
            {
                await session.HeadAsync(ct);
                return (await session.QueryAsync("select count(*) from pg_prepared_statements where statement like 'select epoch%'", r => r.Long(), ct))[0];
            }, ct);
        }

        prepared.ShouldBe(1);
    }
}
