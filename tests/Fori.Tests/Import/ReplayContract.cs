using System.Text;
using System.Text.Json;
using Fori.Integration.Importing;
using Fori.Store;
using Fori.Store.Operations;
using Fori.Store.Writing;
using Fori.Tests.Api;
using Fori.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Import;

/// <summary>Refused records taken again, by a mended mapping or by the checks as they are now.</summary>
public abstract class ReplayContract(ApiHost host)
{
    private const string Good = """
        type: Service
        source: { format: ndjson }
        key: id
        published: "hidden != 'yes'"
        fields:
          name: { localized: { fi: name } }
          chargeType: { from: price, as: [{ enum: { free: FreeOfCharge, paid: Chargeable } }], when: price }
        """;

    private static readonly string Bad = Good.Replace("free: FreeOfCharge, ", "", StringComparison.Ordinal);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mended_mapping_takes_what_the_old_one_refused_and_nothing_else_changes()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        var bad = await ImportAsync(town, folder, Bad, Record("1", "Yksi"), Record("2", "Kaksi", "free"), Record("3", "Kolme", "gold"), Record("4", "Neljä", "free", hidden: true));
        await File.WriteAllTextAsync(folder["mended.yaml"], Good, Stop);

        var first = await ReplayAsync(town, folder, "--mapping", "mended.yaml", "--name", "list");
        var head = await HeadAsync(town);
        var again = await ReplayAsync(town, folder, "--mapping", "mended.yaml", "--name", "list");

        (bad.Exit, ImportContract.Count(bad, "created"), ImportContract.Count(bad, "quarantined")).ShouldBe((3, 1, 3));
        first.Exit.ShouldBe(3, first.Err);
        Counts(first).ShouldBe((3, 1, 0, 1, 1), "no document comes of the hidden one");
        first.Err.ShouldContain("record 3 (3)");
        (await town.GetAsync("/api/v1/Service?limit=0")).Json.GetProperty("total").GetInt32().ShouldBe(2, "the hidden one is not shown, and none has left");
        (again.Exit, Counts(again)).ShouldBe((3, (1, 0, 0, 0, 1)));
        (await HeadAsync(town)).ShouldBe(head);
        (await QuarantineAsync(town)).EnumerateArray().ShouldHaveSingleItem().GetProperty("key").GetString().ShouldBe("3");
        (await RunsAsync(town)).GetArrayLength().ShouldBe(1, "a replay is no run of the source");
    }

    [Fact]
    public async Task Each_refused_document_of_one_record_waits_and_is_taken_again_by_itself()
    {
        const string two = """

            also:
              - type: Service
                key: "join('-', [id, 'b'])"
                fields:
                  name: { localized: { fi: name } }
                  chargeType: { from: price, as: [{ enum: { silver: FreeOfCharge } }], when: price }
            """;
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        var bad = await ImportAsync(town, folder, Bad + two, Record("1", "Yksi", "free"), Record("2", "Kaksi"));
        var waiting = (await QuarantineAsync(town)).EnumerateArray().Select(q => (q.GetProperty("ordinal").GetInt64(), q.GetProperty("key").GetString())).ToList();

        await File.WriteAllTextAsync(folder["half.yaml"], Good + two, Stop);
        var half = await ReplayAsync(town, folder, "--mapping", "half.yaml", "--name", "list");
        var left = (await QuarantineAsync(town)).EnumerateArray().ToList();
        await File.WriteAllTextAsync(folder["whole.yaml"], Good + two.Replace("silver", "free", StringComparison.Ordinal), Stop);
        var whole = await ReplayAsync(town, folder, "--mapping", "whole.yaml", "--name", "list");

        (ImportContract.Count(bad, "created"), ImportContract.Count(bad, "quarantined")).ShouldBe((2, 2));
        waiting.ShouldBe([(1, "1"), (1, "1-b")], ignoreOrder: true);
        Counts(half).ShouldBe((2, 1, 0, 0, 1));
        left.ShouldHaveSingleItem().GetProperty("key").GetString().ShouldBe("1-b");
        Counts(whole).ShouldBe((1, 1, 0, 1, 0), "the first of the record is as it was");
        (await QuarantineAsync(town)).GetArrayLength().ShouldBe(0);
        (await town.DocumentsAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Without_a_mapping_what_the_mapping_refused_stays_and_with_that_of_another_source_nothing_is_touched()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await ImportAsync(town, folder, Bad, Record("2", "Kaksi", "free"));
        var before = (await QuarantineAsync(town)).GetRawText();
        await File.WriteAllTextAsync(folder["other.yaml"], Good, Stop);
        await File.WriteAllTextAsync(folder["within.yaml"], Good.Replace("key: id", "records: parts[]\nkey: id", StringComparison.Ordinal), Stop);

        var bare = await ReplayAsync(town, folder);
        var other = await ReplayAsync(town, folder, "--mapping", "other.yaml");
        var within = await ReplayAsync(town, folder, "--mapping", "within.yaml", "--name", "list");

        (bare.Exit, Counts(bare)).ShouldBe((3, (1, 0, 0, 0, 1)));
        (other.Exit, Counts(other)).ShouldBe((0, (0, 0, 0, 0, 0)));
        within.Exit.ShouldBe(1);
        within.Err.ShouldContain("Import the whole source again");
        (await QuarantineAsync(town)).GetRawText().ShouldBe(before);
    }

    [Fact]
    public async Task A_second_record_of_a_key_does_not_replace_the_first()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await ImportAsync(town, folder, Good, Record("1", "Eka"), Record("1", "Toka"));

        var replay = await ReplayAsync(town, folder, "--mapping", "list.yaml");

        (replay.Exit, Counts(replay)).ShouldBe((3, (1, 0, 0, 0, 1)));
        (await town.DocumentsAsync()).ShouldHaveSingleItem().ShouldContain("Eka");
    }

    [Fact]
    public async Task What_came_later_is_not_replaced_by_what_was_refused_before()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await ImportAsync(town, folder, Bad, Record("2", "Vanha", "free"));
        var importer = town.Host.App.Services.GetRequiredService<Importer>();
        await importer.RunAsync(town.Tenant, new ImportOptions { Source = "list", Kind = "fori" }, BrokenAfter("2", "Uusi"), null, Stop);

        var replay = await ReplayAsync(town, folder, "--mapping", "list.yaml", "--run", (await QuarantineAsync(town))[0].GetProperty("run").GetString()!); // Each has one.

        replay.Exit.ShouldBe(3, "the mapping is as it was");
        await File.WriteAllTextAsync(folder["list.yaml"], Good, Stop);
        Counts(await ReplayAsync(town, folder, "--mapping", "list.yaml")).ShouldBe((1, 0, 0, 1, 0));
        (await town.DocumentsAsync()).ShouldHaveSingleItem().ShouldContain("Uusi");
        (await QuarantineAsync(town)).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_mapped_form_that_the_checks_refused_is_checked_again_with_all_that_was_known_of_it()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        var importer = town.Host.App.Services.GetRequiredService<Importer>();
        var options = new ImportOptions { Source = "list", Kind = "ptv" };
        await importer.RunAsync(town.Tenant, options, Items(new ImportItem
        {
            Ordinal = 1, Key = "1", Type = "NotYet", Live = false, ChangedAt = DateTimeOffset.UnixEpoch, Body = Encoding.UTF8.GetBytes("""{"name":{"fi":"Piilossa"}}"""),
        }), null, Stop);
        Counts(await ReplayAsync(town, folder)).ShouldBe((1, 0, 0, 0, 1));

        // As if the type had come with a newer program.
        await town.Host.App.Services.GetRequiredService<StoreWriter>().WriteAsync(town.Tenant.Id, WriteLane.Bulk, async (unit, ct) =>
        {
            var run = (await unit.Session.DoneRunsAsync("list", 1, ct))[0];
            var row = (await unit.Session.WaitingOfAsync(run.Id, 1, 1, ct))[0];
            unit.Quarantine(row with { Mapped = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row.Mapped!).Replace("NotYet", "Service", StringComparison.Ordinal)) }); // It has a mapped form.
            return 0;
        }, Stop);
        var passed = await ReplayAsync(town, folder);

        (passed.Exit, Counts(passed)).ShouldBe((0, (1, 0, 0, 1, 0)), passed.Err);
        (await town.DocumentsAsync()).ShouldBeEmpty("its source does not show it");
        Counts(await ReplayAsync(town, folder)).ShouldBe((0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task The_quarantine_is_told_in_sentences_and_by_run()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await ImportAsync(town, folder, Bad, Record("2", "Kaksi", "free"));

        var row = (await QuarantineAsync(town)).EnumerateArray().ShouldHaveSingleItem();
        var plain = await town.CommandAsync("/", "runs", "--quarantine", "--tenant", town.Tenant.Name, "--run", row.GetProperty("run").GetString()!); // Each has one.
        var other = await town.CommandAsync("/", "runs", "--quarantine", "--tenant", town.Tenant.Name, "--run", Guid.NewGuid().ToString());

        plain.Exit.ShouldBe(0);
        plain.Out.ShouldContain("list record 1 (2): " + row.GetProperty("problems")[0].GetProperty("message").GetString());
        row.GetProperty("at").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        other.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Options_that_do_not_go_together_are_wrong_use()
    {
        var town = await host.TownAsync();

        (await town.CommandAsync("/", "runs", "--tenant", town.Tenant.Name, "--replay", "--quarantine")).Exit.ShouldBe(2);
        (await town.CommandAsync("/", "runs", "--tenant", town.Tenant.Name, "--mapping", "x.yaml")).Exit.ShouldBe(2);
        (await town.CommandAsync("/", "runs", "--tenant", town.Tenant.Name, "--run", Guid.NewGuid().ToString())).Exit.ShouldBe(2);
    }

    private static string Record(string id, string name, string? price = null, bool hidden = false) =>
        JsonSerializer.Serialize(new { id, name, price, hidden = hidden ? "yes" : "no" });

    private static async Task<ProgramAnswer> ImportAsync(ApiTown town, DataFolder folder, string mapping, params string[] records)
    {
        await File.WriteAllTextAsync(folder["list.yaml"], mapping, Stop);
        await File.WriteAllLinesAsync(folder["list.ndjson"], records, Stop);
        return await town.ImportAsync(folder.Path, "ndjson", "list.ndjson", "--mapping", "list.yaml");
    }

    private static Task<ProgramAnswer> ReplayAsync(ApiTown town, DataFolder folder, params string[] more) =>
        town.CommandAsync(folder.Path, ["runs", "--tenant", town.Tenant.Name, "--replay", "--json", .. more]);

    private static async Task<JsonElement> QuarantineAsync(ApiTown town) =>
        (await town.CommandAsync("/", "runs", "--quarantine", "--tenant", town.Tenant.Name, "--json")).Json;

    private static async Task<JsonElement> RunsAsync(ApiTown town) =>
        (await town.CommandAsync("/", "runs", "--tenant", town.Tenant.Name, "--json")).Json;

    private static async Task<string?> HeadAsync(ApiTown town) =>
        (await town.GetAsync("/api/v1/changes?limit=1000")).Json.GetProperty("upTo").GetString();

    private static (long, long, long, long, long) Counts(ProgramAnswer answer) =>
        (ImportContract.Count(answer, "read"), ImportContract.Count(answer, "created"), ImportContract.Count(answer, "updated"),
            ImportContract.Count(answer, "unchanged"), ImportContract.Count(answer, "quarantined"));

    private static async IAsyncEnumerable<ImportItem> Items(params ImportItem[] items)
    {
        foreach (var item in items)
        {
            yield return item;
        }

        await Task.CompletedTask;
    }

    // A run that did not come to its end settles nothing.
    private static IAsyncEnumerable<ImportItem> BrokenAfter(string key, string name) => Items(
        new ImportItem { Ordinal = 1, Key = key, Type = "Service", Body = Encoding.UTF8.GetBytes($$$"""{"name":{"fi":"{{{name}}}"}}""") },
        new ImportItem { Ordinal = 2, EndsEarly = true, Problems = [Problem.Of("source.broken-off")] });
}

public sealed class SqliteReplayTests(SqliteApiHost host) : ReplayContract(host), IClassFixture<SqliteApiHost>;

public sealed class PostgresReplayTests(PostgresApiHost host) : ReplayContract(host), IClassFixture<PostgresApiHost>;
