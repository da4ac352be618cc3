using System.Text;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Json;
using Fori.Store.Sql;
using Fori.Store.Verification;
using Fori.Store.Writing;
using Fori.Tests.Store;
using Fori.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fori.Tests.Nodes;

/// <summary>Documents that an older program merged are merged again by the rules of this one, once.</summary>
public abstract class MergeRulesContract(DatabaseProduct product) : IAsyncDisposable
{
    private static readonly WriteOrigin Aino = new("aino", "test");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_older_rules_made_otherwise_gets_a_version_and_the_rest_only_the_number()
    {
        using var folder = new DataFolder();
        await using var database = await product.NewAsync();
        await using var writer = new StoreWriter(database);
        var tenant = (await database.AddTenantAsync("town", Stop))!; // The database is new.
        // As it was before: sources by their names.
        var older = new GoldenRecords(new DocumentKinds(RegistersModule.Types.Select(t => t.Kind with { DefaultOrder = [] })));
        var both = await SayAsync("ptv", "1", """{"identifiers":[{"system":"oid","value":"7"}],"name":{"fi":"Kansallinen"}}""");
        await SayAsync("register", "1", """{"identifiers":[{"system":"oid","value":"7"}],"name":{"fi":"Oma"}}""");
        var alone = await SayAsync("ptv", "2", """{"name":{"fi":"Yksin"}}""");
        await product.ExecuteAsync(database, "update versions set rules = 1");
        await using var node = new Node(writer, new DocumentTypes(RegistersModule.Types), folder.Path, NullLogger<Node>.Instance);

        var first = await MergeRules.FollowAsync(node, tenant, 1, Stop);
        var again = await MergeRules.FollowAsync(node, tenant, 1, Stop);

        (first, again).ShouldBe((true, false));
        (await NamesAsync(both)).ShouldBe([("Kansallinen", 1), ("Oma", 2)]);
        (await NamesAsync(alone)).ShouldBe([("Yksin", 1)]);
        (await database.ReadAsync(tenant.Id, s => s.HasOlderRulesAsync(GoldenMerge.RulesVersion, Stop), Stop)).ShouldBeFalse();
        (await StoreVerifier.VerifyAsync(database, node.Types.Kinds(), tenant.Id, Stop)).Problems.ShouldBeEmpty();

        async Task<Guid> SayAsync(string source, string key, string json)
        {
            var body = CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)).Value!; // The test's own JSON.
            return (await writer.WriteAsync(
                tenant.Id, WriteLane.People, (unit, ct) => older.ContributeAsync(unit, [new Contribution(source, key, "Service", body)], Aino, ct), Stop))[0].Document;
        }

        async Task<List<(string?, int)>> NamesAsync(Guid id) =>
            [.. (await database.ReadAsync(tenant.Id, s => s.HistoryAsync(id, 10, Stop), Stop)).OrderBy(v => v.Version)
                .Select(v => (System.Text.Json.JsonElement.Parse(v.Body).GetProperty("name").GetProperty("fi").GetString(), v.Version))];
    }
}

public sealed class SqliteMergeRules() : MergeRulesContract(new SqliteProduct());

public sealed class PostgresMergeRules() : MergeRulesContract(new PostgresProduct());
