using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Fori.Integration.Importing;
using Fori.Tests.Api;
using Fori.Tests.Integration;
using Fori.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Fori.Tests.Import;

/// <summary>What an import brings into the registers, the whole way: file, command, store, index, interface.</summary>
public abstract class ImportContract(ApiHost host)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_city_register_gives_its_services_once_in_three_languages()
    {
        var file = SharedData.Require("split/dev/turku-mds-services.dev.json");
        var mapping = Repository.File("samples/mappings/mds-services.yaml");
        var town = await host.TownAsync();

        var first = await town.ImportAsync("/", "json", file, "--mapping", mapping);
        var again = await town.ImportAsync("/", "json", file, "--mapping", mapping);

        first.Exit.ShouldBe(0, first.Err);
        Count(first, "created").ShouldBe(153);
        (Count(again, "created"), Count(again, "updated"), Count(again, "removed"), Count(again, "unchanged")).ShouldBe((0, 0, 0, 153));
        var names = (await town.DocumentsAsync()).Select(d => JsonElement.Parse(d).GetProperty("name")).ToList();
        names.Count.ShouldBe(153);
        foreach (var (language, count) in ((string, int)[])[("fi", 153), ("sv", 130), ("en", 55)])
        {
            names.Count(n => n.TryGetProperty(language, out _)).ShouldBe(count, language);
        }
    }

    [Fact]
    public async Task The_national_register_of_a_small_municipality_resolves_all_but_one_reference()
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(SharedData.Require("INDEX.md"))) + "/data/ptv/kunta-api-naantali-vaasa/out";
        var town = await host.TownAsync();

        var first = await town.ImportAsync("/", "ptv", folder);
        var again = await town.ImportAsync("/", "ptv", folder);

        first.Exit.ShouldBeOneOf(0, 3);
        Count(first, "created").ShouldBeGreaterThan(0);
        Count(first, "unresolved").ShouldBe(1);
        var listed = (await town.CommandAsync("/", "runs", "--tenant", town.Tenant.Name, "--unresolved", "--json")).Json.EnumerateArray().ShouldHaveSingleItem();
        (listed.GetProperty("field").GetString(), listed.GetProperty("system").GetString()).ShouldBe(("channel", "ptv"));
        first.Err.ShouldContain(listed.GetProperty("key").GetString().ShouldNotBeNull());
        (Count(again, "created"), Count(again, "updated"), Count(again, "removed")).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Every_service_of_a_list_is_found_by_its_whole_title_also_one_with_a_title_only()
    {
        var file = SharedData.Require("ir/turku-need-eval/corpus.jsonl");
        var town = await host.TownAsync();
        var lines = (await File.ReadAllLinesAsync(file, Stop)).Select(line => JsonElement.Parse(line)).ToList();

        var run = await town.ImportAsync("/", "ndjson", file, "--mapping", Repository.File("samples/mappings/service-list.yaml"));

        run.Exit.ShouldBe(0, run.Err);
        Count(run, "created").ShouldBe(lines.Count);
        (await town.GetAsync("/api/v1/Service?limit=0")).Json.GetProperty("total").GetInt32().ShouldBe(lines.Count);
        var titleOnly = lines.Where(l => l.GetProperty("titleOnly").GetBoolean()).Take(20).ToList();
        titleOnly.ShouldNotBeEmpty();
        foreach (var line in lines.Where((_, i) => i % 50 == 0).Concat(titleOnly))
        {
            var title = line.GetProperty("name").GetString()!; // Each has one.
            var found = await town.GetAsync($"/api/v1/search?lang=fi&type=Service&limit=20&q={Uri.EscapeDataString(title)}");
            found.Items.ShouldContain(i => i.GetProperty("identifiers")[0].GetProperty("value").GetString() == line.GetProperty("id").GetString(), title);
        }
    }

    [Fact]
    public async Task What_a_complete_source_no_longer_has_is_withdrawn_unless_it_is_too_much()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await ImportAsync(town, folder, Enumerable.Range(1, 10));
        var ninth = (await town.GetAsync("/api/v1/Service/by/list/9")).Id;

        var one = await ImportAsync(town, folder, Enumerable.Range(1, 9));
        var most = await ImportAsync(town, folder, Enumerable.Range(1, 3));
        var untouched = (await town.DocumentsAsync()).Count;
        var partial = await ImportAsync(town, folder, Enumerable.Range(1, 3), "--partial");
        var accepted = await ImportAsync(town, folder, Enumerable.Range(1, 3), "--accept-removals");

        (one.Exit, Count(one, "removed")).ShouldBe((0, 1));
        (await town.GetAsync("/api/v1/Service/by/list/10")).ShouldBeProblem(HttpStatusCode.Gone, "document.withdrawn");
        (most.Exit, Count(most, "removed")).ShouldBe((1, 0));
        most.Err.ShouldContain("--accept-removals");
        untouched.ShouldBe(9);
        (partial.Exit, Count(partial, "removed")).ShouldBe((0, 0));
        (accepted.Exit, Count(accepted, "removed")).ShouldBe((0, 6));
        (await town.GetAsync($"/api/v1/Service/{ninth}")).ShouldBeProblem(HttpStatusCode.Gone, "document.withdrawn");
        (await town.DocumentsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_not_taken_for_one_that_left()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await ImportAsync(town, folder, Enumerable.Range(1, 10));
        var before = await town.DocumentsAsync();

        await File.WriteAllTextAsync(folder["list.ndjson"], Lines(Enumerable.Range(1, 9)) + "{\"key\":\"10\",\"type\":\"Serv\n", Stop);
        var broken = await town.ImportAsync(folder.Path, "fori", "list.ndjson", "--name", "list");

        (broken.Exit, Count(broken, "removed"), Count(broken, "quarantined")).ShouldBe((3, 0, 1));
        broken.Err.ShouldContain("nothing was removed");
        (await town.DocumentsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_be_and_writes_nothing()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await ImportAsync(town, folder, Enumerable.Range(1, 300));
        var head = (await town.GetAsync("/api/v1/changes?limit=1000")).Json.GetProperty("upTo").GetString();

        var dry = await ImportAsync(town, folder, Enumerable.Range(2, 400), "--dry-run");

        (Count(dry, "read"), Count(dry, "created"), Count(dry, "unchanged"), Count(dry, "removed")).ShouldBe((400, 101, 299, 1));
        (await town.GetAsync("/api/v1/changes?limit=1000")).Json.GetProperty("upTo").GetString().ShouldBe(head);
        (await town.CommandAsync("/", "runs", "--tenant", town.Tenant.Name, "--json")).Json.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_record_waits_in_quarantine_until_a_good_run_settles_it()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await File.WriteAllTextAsync(folder["list.ndjson"], Lines([1, 2]) + """{"key":"3","type":"Service","body":{"name":{"fi":"Kolme"},"chargeType":"Cheap"}}""" + "\n" + Lines([4]), Stop);

        var bad = await town.ImportAsync(folder.Path, "fori", "list.ndjson", "--name", "list");
        var waiting = await QuarantineAsync(town);
        await ImportAsync(town, folder, [1, 2, 3, 4]);

        (bad.Exit, Count(bad, "created"), Count(bad, "quarantined")).ShouldBe((3, 3, 1));
        bad.Err.ShouldContain("record 3 (3)");
        var row = waiting.EnumerateArray().ShouldHaveSingleItem();
        (row.GetProperty("ordinal").GetInt64(), row.GetProperty("key").GetString()).ShouldBe((3, "3"));
        row.GetProperty("problems")[0].GetProperty("path").GetString().ShouldBe("chargeType");
        (await QuarantineAsync(town)).GetArrayLength().ShouldBe(0);
        (await town.DocumentsAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_run_of_a_part_settles_only_what_was_refused_of_the_records_that_it_brings()
    {
        const string third = """{"key":"3","type":"Service","body":{"name":{"fi":"Kolme"},"chargeType":"Cheap"}}""";
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await File.WriteAllTextAsync(folder["list.ndjson"], Lines([1]) + third + "\n" + third.Replace("\"3\"", "\"4\"", StringComparison.Ordinal) + "\n", Stop);
        await town.ImportAsync(folder.Path, "fori", "list.ndjson", "--name", "list");

        await ImportAsync(town, folder, [1, 2], "--partial");
        var afterOthers = await QuarantineAsync(town);
        await ImportAsync(town, folder, [3], "--partial");
        var afterThird = await QuarantineAsync(town);
        await ImportAsync(town, folder, [1, 2, 3, 5]);
        var afterAll = await QuarantineAsync(town);

        afterOthers.EnumerateArray().Select(q => q.GetProperty("key").GetString()).ShouldBe(["3", "4"], ignoreOrder: true);
        afterThird.EnumerateArray().ShouldHaveSingleItem().GetProperty("key").GetString().ShouldBe("4");
        afterAll.GetArrayLength().ShouldBe(0, "a complete run has said all");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    [InlineData(2_999)]
    public async Task A_run_that_broke_off_is_taken_up_and_ends_as_one_that_was_not_disturbed(int after)
    {
        var (disturbed, whole) = (await host.TownAsync(), await host.TownAsync());
        var importer = disturbed.Host.App.Services.GetRequiredService<Importer>();
        var options = new ImportOptions { Source = "list", Kind = "fori", Location = "list|1" };

        await Should.ThrowAsync<IOException>(() => importer.RunAsync(disturbed.Tenant, options, Items(3_000, after), null, Stop));
        var resumed = await importer.RunAsync(disturbed.Tenant, options, Items(3_000, null), null, Stop);
        var undisturbed = await importer.RunAsync(whole.Tenant, options, Items(3_000, null), null, Stop);

        (resumed.Read, resumed.Created, resumed.Updated, resumed.Unchanged).ShouldBe((undisturbed.Read, undisturbed.Created, 0, 0));
        (await disturbed.DocumentsAsync()).ShouldBe(await whole.DocumentsAsync());
        (await disturbed.CommandAsync("/", "runs", "--tenant", disturbed.Tenant.Name, "--json")).Json
            .EnumerateArray().ShouldHaveSingleItem().GetProperty("state").GetString()!.ToUpperInvariant().ShouldBe("DONE"); // Every run has a state.
    }

    [Fact]
    public async Task An_edit_is_acknowledged_while_an_import_runs_and_both_are_kept()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        var key = await town.KeyAsync();
        var edited = await town.ServiceAsync("mds", "edited", key);
        await File.WriteAllTextAsync(folder["list.ndjson"], Lines(Enumerable.Range(1, 1_500)), Stop);

        var import = town.ImportAsync(folder.Path, "fori", "list.ndjson");
        var (edits, beside) = (0, 0);
        for (; !import.IsCompleted; edits++)
        {
            edited = (await town.PutAsync($"/api/v1/Service/{edited.Id}", $$$"""{"name":{"fi":"Muokkaus {{{edits}}}"}}""", key, ("If-Match", edited.ETag))).ShouldBe(HttpStatusCode.OK);
            beside += (await town.GetAsync("/api/v1/Service?limit=0")).Json.GetProperty("total").GetInt32() is > 1 and < 1_501 ? 1 : 0;
        }

        (await import).Exit.ShouldBe(0);
        beside.ShouldBeGreaterThan(0, "edits between the import's first and last record");
        (await town.GetAsync($"/api/v1/Service/{edited.Id}")).Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe($"Muokkaus {edits - 1}");
        (await town.GetAsync("/api/v1/Service?limit=0")).Json.GetProperty("total").GetInt32().ShouldBe(1_501);
    }

    [Fact]
    public async Task A_region_follows_what_its_municipalities_change_and_withdraw()
    {
        var town = await host.TownAsync();
        var region = await host.TownAsync();
        var (key, steward) = (await town.KeyAsync(), await region.KeyAsync("steward", "local"));
        await town.ServiceAsync("mds", "a", key);
        await town.ServiceAsync("mds", "b", key);
        (await region.PutAsync(
            "/api/v1/Municipality/by/local/municipality", $$"""{"name":{"fi":"Seutu"},"languages":["fi"],"adopts":["{{town.Tenant.Name}}"]}""", steward))
            .Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);

        await UntilAsync(region, names => names is ["Palvelu a", "Palvelu b"]);
        await town.PutAsync("/api/v1/Service/by/mds/a", """{"name":{"fi":"Uusi nimi"}}""", key);
        await UntilAsync(region, names => names is ["Palvelu b", "Uusi nimi"]);
        await town.DeleteAsync("/api/v1/Service/by/mds/b", key);
        await UntilAsync(region, names => names is ["Uusi nimi"]);

        // The copy is the region's own record, known by the town's name of it.
        var copy = (await region.GetAsync("/api/v1/Service")).Items.ShouldHaveSingleItem();
        copy.GetProperty("identifiers")[0].GetProperty("system").GetString().ShouldBe(town.Tenant.Name + "/mds");
        (await town.GetAsync($"/api/v1/Service/{copy.GetProperty("id").GetGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    internal static string Lines(IEnumerable<int> numbers) =>
        string.Concat(numbers.Select(n => $$$"""{"key":"{{{n}}}","type":"Service","body":{"name":{"fi":"Palvelu {{{n}}}"},"identifiers":[{"system":"list","value":"{{{n}}}"}]}}""" + "\n"));

    internal static long Count(ProgramAnswer answer, string what) => answer.Json.GetProperty(what).GetInt64();

    private static async Task<ProgramAnswer> ImportAsync(ApiTown town, DataFolder folder, IEnumerable<int> numbers, params string[] more)
    {
        await File.WriteAllTextAsync(folder["list.ndjson"], Lines(numbers), Stop);
        return await town.ImportAsync(folder.Path, "fori", "list.ndjson", ["--name", "list", .. more]);
    }

    private static async Task<JsonElement> QuarantineAsync(ApiTown town) =>
        (await town.CommandAsync("/", "runs", "--quarantine", "--tenant", town.Tenant.Name, "--json")).Json;

    private static async IAsyncEnumerable<ImportItem> Items(int count, int? endAfter, [EnumeratorCancellation] CancellationToken ct = default)
    {
        for (var i = 0; i < count; i++)
        {
            if (i == endAfter)
            {
                throw new IOException("The line went dead.");
            }

            var number = i.ToString(CultureInfo.InvariantCulture);
            yield return new ImportItem { Ordinal = i + 1, Key = number, Type = "Service", Body = Encoding.UTF8.GetBytes($$$"""{"name":{"fi":"Palvelu {{{number}}}"}}""") };
        }

        await Task.CompletedTask.WaitAsync(ct);
    }

    private static async Task UntilAsync(ApiTown town, Func<string?[], bool> holds)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            string?[] names = [.. (await town.GetAsync("/api/v1/Service?sort=title")).Items.Select(i => i.GetProperty("name").GetProperty("fi").GetString())];
            if (holds(names))
            {
                return;
            }

            deadline.IsCancellationRequested.ShouldBeFalse("the region shows " + string.Join(", ", names));
            await Task.Yield();
        }
    }
}

public sealed class SqliteImportTests(SqliteApiHost host) : ImportContract(host), IClassFixture<SqliteApiHost>;

public sealed class PostgresImportTests(PostgresApiHost host) : ImportContract(host), IClassFixture<PostgresApiHost>;
