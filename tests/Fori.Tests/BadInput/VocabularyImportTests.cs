using Fori.Tests.Api;
using Fori.Tests.Testing;

namespace Fori.Tests.BadInput;

/// <summary>What is wrong in a codelist is told with its code, and the list is of use all the same.</summary>
public sealed class VocabularyImportTests : IDisposable
{
    private const string Listed = "--tenant town --source vocabulary --scheme kinds --language fi";
    private readonly DataFolder _folder = new();

    [Fact]
    public async Task Codes_above_themselves_are_told_once_with_the_way_and_what_to_do()
    {
        await TownAsync();
        await File.WriteAllTextAsync(
            _folder["kinds.ndjson"], string.Join('\n', Item("below", "a"), Item("a", "b"), Item("b", "c"), Item("c", "a"), Item("alone", "alone"), Item("top", null), Item("under", "top")), Stop);

        var loaded = await ImportAsync("kinds.ndjson", "--json");
        await File.WriteAllTextAsync(_folder["more.ndjson"], Item("top", "under"), Stop);
        var closing = await ImportAsync("more.ndjson");

        loaded.Exit.ShouldBe(0, loaded.Err);
        (loaded.Json.GetProperty("vocabularies")[0].GetProperty("items").GetInt32(), loaded.Json.GetProperty("problems").GetInt32()).ShouldBe((7, 2));
        var told = loaded.Err.Split('\n').Where(line => line.Contains("leads back", StringComparison.Ordinal)).ToList();
        told.Count.ShouldBe(2, loaded.Err);
        told.ShouldContain(line => line.Contains("a → b → c → a", StringComparison.Ordinal));
        told.ShouldContain(line => line.Contains("alone → alone", StringComparison.Ordinal) && line.Contains("Mend the parent", StringComparison.Ordinal));
        closing.Err.ShouldContain("top → under → top"); // Closed by a second file.
    }

    [Fact]
    public async Task Codes_of_a_mapping_that_stand_above_themselves_are_told()
    {
        await TownAsync();
        await File.WriteAllTextAsync(_folder["map.yaml"], """
            name: Classes
            source: { format: json }
            type: Service
            key: id
            when: "kind == 'service'"
            fields:
              name: { localized: { fi: name } }
            also:
              - codes: town-class
                when: "kind == 'class'"
                value: id
                parent: above
                labels: { localized: { fi: name } }
            """, Stop);
        await File.WriteAllTextAsync(_folder["list.json"], """[{"id":"1","kind":"class","name":"Yksi","above":"2"},{"id":"2","kind":"class","name":"Kaksi","above":"1"},{"id":"s","kind":"service","name":"Palvelu"}]""", Stop);

        var loaded = await RunAsync("import", "--tenant", "town", "--source", "json", "--mapping", "map.yaml", "list.json");

        loaded.Exit.ShouldBe(0, loaded.Err);
        loaded.Err.ShouldContain("1 → 2 → 1");
    }

    [Fact]
    public async Task A_dry_run_of_a_vocabulary_writes_nothing()
    {
        await TownAsync();
        await File.WriteAllTextAsync(_folder["kinds.ndjson"], Item("a", null) + "\n" + Item("b", "a"), Stop);

        var tried = await ImportAsync("kinds.ndjson", "--dry-run", "--json");

        tried.Json.GetProperty("vocabularies")[0].GetProperty("items").GetInt32().ShouldBe(2);
        Directory.Exists(_folder["data/vocabularies"]).ShouldBeFalse();
        var loaded = await ImportAsync("kinds.ndjson", "--json");
        loaded.Out.ShouldBe(tried.Out);
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Item(string code, string? parent) =>
        $$"""{"code":"{{code}}","labels":{"fi":"Nimi {{code}}"}""" + (parent is null ? "}" : $$""","parents":["{{parent}}"]}""");

    private Task<ProgramAnswer> RunAsync(params string[] arguments) => ForiProgram.RunAsync(_folder, arguments);

    private Task<ProgramAnswer> ImportAsync(string file, params string[] more) => RunAsync(["import", .. Listed.Split(' '), file, .. more]);

    private async Task TownAsync() => (await RunAsync("tenant", "add", "town")).Exit.ShouldBe(0);
}
