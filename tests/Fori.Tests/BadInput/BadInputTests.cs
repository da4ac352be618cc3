using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Fori.Tests.Api;
using Fori.Tests.Testing;

namespace Fori.Tests.BadInput;

/// <summary>What is wrong in a source is told with its record, and the rest goes on: by the command, as an operator sees it.</summary>
public sealed class BadInputTests(SqliteApiHost host) : IClassFixture<SqliteApiHost>
{
    private const string Mapping = """
        name: A list of places
        source:
          format: FORMAT
        type: Place
        key: id
        identifiers:
          - { system: list, value: id }
        fields:
          name: { localized: { fi: name }, as: trim }
          description: { localized: { fi: text }, as: html }
          point:
            coordinates: { latitude: lat, longitude: lon, epsg: 4326 }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Malformed_records_are_refused_one_by_one()
    {
        var (town, answer) = await MappedAsync("ndjson", Line(1) + "{\"id\": \"2\", oops}\n" + Line(3) + "[1,2\n" + Line(5));

        ShouldHaveRefused(answer, created: 3, refused: 2);
        answer.Err.ShouldContain("record 2");
        answer.Err.ShouldContain("record 4");
        await ShouldStillTakeAsync(town);
    }

    [Fact]
    public async Task A_truncated_file_brings_what_it_has_and_removes_nothing()
    {
        var whole = "[" + string.Join(',', Enumerable.Range(1, 10).Select(i => Line(i).TrimEnd())) + "]";
        var (town, first) = await MappedAsync("json", whole);
        first.Exit.ShouldBe(0, first.Err);

        var cut = await AgainAsync(town, "json", whole[..(whole.Length * 9 / 10)]);

        cut.Exit.ShouldNotBe(0);
        Count(cut, "removed").ShouldBe(0);
        cut.Err.ShouldNotBeEmpty();
        (await town.DocumentsAsync()).Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("iso-8859-1", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public async Task A_file_in_another_encoding_gives_the_letters_that_were_meant(string encoding, bool mark)
    {
        var chosen = Encoding.GetEncoding(encoding);
        var text = "id;name;text;lat;lon\r\n1;Äänekosken ölypiha;;;\r\n2;Åbo;;;\r\n";

        var (town, answer) = await MappedAsync("csv", [.. mark ? chosen.GetPreamble() : [], .. chosen.GetBytes(text)]);

        Count(answer, "created").ShouldBe(2, answer.Err);
        (await town.GetAsync("/api/v1/Place/by/list/1")).Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Äänekosken ölypiha");
        (await town.GetAsync("/api/v1/Place/by/list/2")).Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Åbo");
    }

    [Fact]
    public async Task Unknown_codes_are_told_and_the_record_is_kept()
    {
        var (town, answer) = await OwnAsync(Own(1, ",\"serviceClasses\":[{\"scheme\":\"ptv-service-class\",\"value\":\"P999\"}]"), Own(2));

        answer.Exit.ShouldBeOneOf(0, 3);
        Count(answer, "created").ShouldBeGreaterThanOrEqualTo(1);
        (await town.GetAsync("/api/v1/Service/by/own/2")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_run_may_be_judged_by_the_rules_of_PTV()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await File.WriteAllTextAsync(folder["list.ndjson"], Own(1), Stop);

        var strict = await town.ImportAsync(folder.Path, "fori", "list.ndjson", "--profile", "ptv-v11", "--dry-run");
        var lenient = await town.ImportAsync(folder.Path, "fori", "list.ndjson");

        ShouldHaveRefused(strict, created: 0, refused: 1);
        strict.Err.ShouldContain("Summary: This is missing.");
        (lenient.Exit, Count(lenient, "created")).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Duplicate_keys_make_one_record_and_the_last_word_counts()
    {
        var (town, answer) = await OwnAsync(Own(1), Own(1).Replace("Palvelu 1", "Toinen sana", StringComparison.Ordinal), Own(2));

        answer.Exit.ShouldBe(0, answer.Err);
        Count(answer, "created").ShouldBe(2);
        (await town.GetAsync("/api/v1/Service/by/own/1")).Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Toinen sana");
    }

    [Fact]
    public async Task A_record_with_one_member_twice_is_refused()
    {
        var (town, answer) = await OwnAsync("""{"key":"1","type":"Service","body":{"name":{"fi":"A"},"name":{"fi":"B"}}}""", Own(2));

        ShouldHaveRefused(answer, created: 1, refused: 1);
        await ShouldStillTakeAsync(town);
    }

    [Fact]
    public async Task Circular_parents_stop_no_page_and_no_import()
    {
        var (town, answer) = await OwnAsync(
            """{"key":"a","type":"Organization","body":{"name":{"fi":"Yksikkö A"},"identifiers":[{"system":"own","value":"a"}],"parent":{"system":"own","key":"b"}}}""",
            """{"key":"b","type":"Organization","body":{"name":{"fi":"Yksikkö B"},"identifiers":[{"system":"own","value":"b"}],"parent":{"system":"own","key":"a"}}}""",
            """{"key":"c","type":"Organization","body":{"name":{"fi":"Yksikkö C"},"identifiers":[{"system":"own","value":"c"}],"parent":{"system":"own","key":"c"}}}""",
            Own(1));

        answer.Exit.ShouldBeOneOf(0, 3);
        (await town.GetAsync("/api/v1/Service/by/own/1")).ShouldBe(HttpStatusCode.OK);
        foreach (var item in (await town.GetAsync("/api/v1/search?q=yksikkö")).Items)
        {
            (await town.GetAsync(item.GetProperty("url").GetString() ?? "/")).ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Circular_parents_are_told_once_with_a_record_the_field_and_what_to_do()
    {
        var (town, answer) = await OwnAsync(
            Unit("below", "a"), Unit("a", "b"), Unit("b", "a"), Unit("alone", "alone"), Unit("c1", "c2"), Unit("top", null), Unit("under", "top"), Own(1));
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder["more.ndjson"], Unit("c2", "c1") + "\n", Stop);
        var closing = await town.ImportAsync(folder.Path, "fori", "more.ndjson", "--name", "more", "--partial");
        var unrelated = await AgainAsync(town, "ndjson", Line(1));

        (answer.Exit, Count(answer, "created"), closing.Exit).ShouldBe((0, 8, 0));
        var told = answer.Err.Split('\n').Where(line => line.Contains("leads back", StringComparison.Ordinal)).ToList();
        told.Count.ShouldBe(2, answer.Err);
        told.ShouldContain(line => line.StartsWith("record a: parent:", StringComparison.Ordinal) && line.Contains("a → b → a", StringComparison.Ordinal));
        told.ShouldContain(line => line.StartsWith("record alone: parent:", StringComparison.Ordinal) && line.Contains("import again", StringComparison.Ordinal));
        closing.Err.ShouldContain("record c2: parent:");
        unrelated.Err.ShouldNotContain("leads back");

        var tree = (await town.GetAsync("/fi/yhteystiedot")).ShouldBe(HttpStatusCode.OK).Text;
        foreach (var name in (string[])["below", "a", "b", "alone", "c1", "c2", "top", "under"])
        {
            tree.ShouldContain($"Yksikkö {name}<");
        }

        (await town.CommandAsync(folder.Path, "verify", "--tenant", town.Tenant.Name)).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task Html_with_scripts_is_cleaned_whatever_the_source_is()
    {
        const string Hostile = "<p onmouseover=\\\"x()\\\">Hyvä<script>alert(1)</script><img src=x onerror=alert(2)><a href=\\\"javascript:alert(3)\\\">linkki</a></p>";
        var (town, answer) = await OwnAsync(Own(1, $",\"description\":{{\"fi\":\"{Hostile}\"}}"));
        var mapped = await AgainAsync(town, "ndjson", $"{{\"id\":\"m\",\"name\":\"Paikka\",\"text\":\"{Hostile}\"}}\n");

        (answer.Exit, mapped.Exit).ShouldBe((0, 0));
        foreach (var path in (string[])["/api/v1/Service/by/own/1", "/api/v1/Place/by/list/m"])
        {
            var text = (await town.GetAsync(path)).Json.GetProperty("description").GetProperty("fi").GetString().ShouldNotBeNull();
            text.ShouldContain("Hyvä");
            foreach (var hostile in (string[])["script", "onmouseover", "onerror", "alert"])
            {
                text.ShouldNotContain(hostile, Case.Insensitive, path);
            }
        }
    }

    [Theory]
    [InlineData("22.27", "60.45")]
    [InlineData("91", "200")]
    [InlineData("NaN", "22")]
    [InlineData("1e400", "22")]
    public async Task Coordinates_outside_of_Finland_are_told_with_their_record(string latitude, string longitude)
    {
        var (town, answer) = await MappedAsync("ndjson", $"{{\"id\":\"1\",\"name\":\"Saari\",\"lat\":\"{latitude}\",\"lon\":\"{longitude}\"}}\n" + Line(2));

        answer.Exit.ShouldBeOneOf(0, 3);
        (await town.GetAsync("/api/v1/Place/by/list/2")).ShouldBe(HttpStatusCode.OK);
        answer.Err.ShouldContain("record 1 (1)");

        // What is not on the earth at all is no point; what is elsewhere on it is kept, and told.
        var place = await town.GetAsync("/api/v1/Place/by/list/1");
        if (place.Status == HttpStatusCode.OK && place.Json.TryGetProperty("point", out var point))
        {
            Math.Abs(point.GetProperty("latitude").GetDouble()).ShouldBeLessThanOrEqualTo(90);
            Math.Abs(point.GetProperty("longitude").GetDouble()).ShouldBeLessThanOrEqualTo(180);
        }
    }

    [Fact]
    public async Task A_coordinate_that_is_no_number_is_told_with_its_record_field_and_value()
    {
        var (town, answer) = await MappedAsync("csv", "id;name;text;lat;lon\n1;Saari;;60,1x;22,27\n2;Ranta;;60,1;22,27\n");

        (answer.Exit, Count(answer, "created")).ShouldBe((0, 2), answer.Err);
        var told = answer.Err.Split('\n').Where(line => line.Contains("60,1x", StringComparison.Ordinal)).ShouldHaveSingleItem();
        told.ShouldStartWith("record 1 (1): ");
        told.ShouldContain("oordinate");
        (await town.GetAsync("/api/v1/Place/by/list/1")).Json.TryGetProperty("point", out _).ShouldBeFalse();
        (await town.GetAsync("/api/v1/Place/by/list/2")).Json.TryGetProperty("point", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    [InlineData("10000-01-01")]
    [InlineData("2026-02-30")]
    public async Task The_year_9999_and_days_that_are_none_break_nothing(string day)
    {
        var (town, answer) = await OwnAsync(
            $$$$"""{"key":"1","type":"Place","body":{"name":{"fi":"Paikka"},"identifiers":[{"system":"own","value":"1"}],"hours":{"rules":[{"kind":"Weekly","validFrom":"{{{{day}}}}","validTo":"9999-12-31","state":"Open","items":[{"dayFrom":"Monday","dayTo":"Sunday","from":"08:00","to":"16:00","state":"Open"}]}]}}}""",
            Own(2));

        answer.Exit.ShouldBeOneOf(0, 3);
        (await town.GetAsync("/api/v1/Service/by/own/2")).ShouldBe(HttpStatusCode.OK);
        foreach (var item in (await town.GetAsync("/api/v1/search?q=paikka")).Items)
        {
            (await town.GetAsync(item.GetProperty("url").GetString() ?? "/")).ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_field_of_ten_megabytes_is_told_and_the_rest_goes_on()
    {
        var (town, answer) = await OwnAsync(Own(1, $",\"description\":{{\"fi\":\"{new string('a', 10_000_000)}\"}}"), Own(2));

        answer.Exit.ShouldBeOneOf(0, 3);
        answer.Err.ShouldContain("record 1");
        answer.Err.Length.ShouldBeLessThan(10_000);
        (await town.GetAsync("/api/v1/Service/by/own/2")).ShouldBe(HttpStatusCode.OK);
        await ShouldStillTakeAsync(town);
    }

    [Theory]
    [InlineData("string")]
    [InlineData("Value")]
    public async Task Placeholder_texts_are_refused_and_the_last_good_word_stays(string filler)
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await File.WriteAllTextAsync(folder["map.yaml"], Mapping.Replace("FORMAT", "ndjson", StringComparison.Ordinal), Stop);
        await File.WriteAllTextAsync(folder["good"], Line(1) + Line(2), Stop);
        await File.WriteAllTextAsync(folder["filled"], Line(1).Replace("Paikka 1", filler, StringComparison.Ordinal) + Line(2), Stop);
        await town.ImportAsync(folder.Path, "ndjson", "good", "--mapping", "map.yaml", "--name", "list");

        var answer = await town.ImportAsync(folder.Path, "ndjson", "filled", "--mapping", "map.yaml", "--name", "list");

        ShouldHaveRefused(answer, created: 0, refused: 1);
        answer.Err.ShouldContain("record 1");
        answer.Err.ShouldContain(filler);
        (await town.GetAsync("/api/v1/Place/by/list/1")).Json.GetProperty("name").GetProperty("fi").GetString().ShouldBe("Paikka 1");
    }

    [Fact]
    public async Task Deep_json_is_refused()
    {
        var (town, answer) = await OwnAsync(Own(1, ",\"extra\":" + string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000)), Own(2));

        ShouldHaveRefused(answer, created: 1, refused: 1);
        await ShouldStillTakeAsync(town);
    }

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("\\ud800")]
    public async Task Characters_that_are_none_are_refused_or_kept_out(string escaped)
    {
        var (town, answer) = await OwnAsync($$$$"""{"key":"1","type":"Service","body":{"name":{"fi":"A{{{{escaped}}}}B"}}}""", Own(2));

        answer.Exit.ShouldBeOneOf(0, 3);
        (await town.GetAsync("/api/v1/Service/by/own/2")).ShouldBe(HttpStatusCode.OK);
        (await town.GetAsync("/api/v1/Service?limit=100")).ShouldBe(HttpStatusCode.OK);
        await ShouldStillTakeAsync(town);
    }

    [Fact]
    public async Task A_mapping_with_an_error_is_refused_before_anything_is_read()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await File.WriteAllTextAsync(folder["map.yaml"], Mapping.Replace("FORMAT", "ndjson", StringComparison.Ordinal).Replace("  name:", "  nmae:", StringComparison.Ordinal), Stop);
        await File.WriteAllTextAsync(folder["list"], Line(1), Stop);

        var answer = await town.ImportAsync(folder.Path, "ndjson", "list", "--mapping", "map.yaml");

        answer.Exit.ShouldBe(1);
        answer.Err.ShouldContain("nmae");
        (await town.DocumentsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("let all = []; while (true) { all.push(new Array(1000).fill('x')); }")]
    [InlineData("return spoil(value);")]
    public async Task A_mapping_script_that_never_ends_or_takes_all_memory_is_stopped(string hostile)
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        var mapping = Mapping.Replace("FORMAT", "ndjson", StringComparison.Ordinal).Replace("as: trim", "as: { call: spoil }", StringComparison.Ordinal)
            + "\nscript: |\n  function spoil(value) {\n    if (String(value).indexOf('Paikka 1') < 0) { return value; }\n    " + hostile + "\n  }\n";
        await File.WriteAllTextAsync(folder["map.yaml"], mapping, Stop);
        await File.WriteAllTextAsync(folder["list"], Line(1) + Line(2), Stop);

        var answer = await town.ImportAsync(folder.Path, "ndjson", "list", "--mapping", "map.yaml");

        ShouldHaveRefused(answer, created: 1, refused: 1);
        answer.Err.ShouldContain("record 1");
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_a_file_of_another_kind_are_told()
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await File.WriteAllBytesAsync(folder["picture"], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0xFF, 0xFE], Stop);

        foreach (var (kind, file) in ((string, string)[])[("fori", "nothing"), ("ptv", "nothing"), ("fori", "picture"), ("ptv", "picture"), ("vocabulary", "picture")])
        {
            var answer = await town.ImportAsync(folder.Path, kind, file);
            answer.Exit.ShouldNotBe(0, $"{kind} {file}");
            answer.Err.ShouldNotBeEmpty();
            answer.Err.ShouldNotContain("   at ");
        }

        (await town.DocumentsAsync()).ShouldBeEmpty();
    }

    private static string Line(int number) => $"{{\"id\":\"{number.ToString(CultureInfo.InvariantCulture)}\",\"name\":\"Paikka {number.ToString(CultureInfo.InvariantCulture)}\",\"text\":\"<p>Hei</p>\"}}\n";

    private static string Own(int number, string more = "") =>
        $$$$"""{"key":"{{{{number}}}}","type":"Service","body":{"name":{"fi":"Palvelu {{{{number}}}}"},"identifiers":[{"system":"own","value":"{{{{number}}}}"}]{{{{more}}}}}}""";

    private static string Unit(string key, string? parent) =>
        $$$"""{"key":"{{{key}}}","type":"Organization","body":{"name":{"fi":"Yksikkö {{{key}}}"},"identifiers":[{"system":"own","value":"{{{key}}}"}]{{{(parent is null ? "" : $$""","parent":{"system":"own","key":"{{parent}}"}""")}}}}}""";

    private static long Count(ProgramAnswer answer, string what) => answer.Json.GetProperty(what).GetInt64();

    private static void ShouldHaveRefused(ProgramAnswer answer, long created, long refused)
    {
        answer.Exit.ShouldBe(3, answer.Err);
        (Count(answer, "created"), Count(answer, "quarantined")).ShouldBe((created, refused), answer.Err);
        answer.Err.ShouldNotContain("   at ");
    }

    private async Task<(ApiTown Town, ProgramAnswer Answer)> OwnAsync(params string[] records)
    {
        using var folder = new DataFolder();
        var town = await host.TownAsync();
        await File.WriteAllTextAsync(folder["own.ndjson"], string.Join('\n', records) + "\n", Stop);
        return (town, await town.ImportAsync(folder.Path, "fori", "own.ndjson", "--name", "own"));
    }

    private Task<(ApiTown Town, ProgramAnswer Answer)> MappedAsync(string format, string content) => MappedAsync(format, Encoding.UTF8.GetBytes(content));

    private async Task<(ApiTown Town, ProgramAnswer Answer)> MappedAsync(string format, byte[] content)
    {
        var town = await host.TownAsync();
        return (town, await AgainAsync(town, format, content));
    }

    private static Task<ProgramAnswer> AgainAsync(ApiTown town, string format, string content) => AgainAsync(town, format, Encoding.UTF8.GetBytes(content));

    private static async Task<ProgramAnswer> AgainAsync(ApiTown town, string format, byte[] content)
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder["map.yaml"], Mapping.Replace("FORMAT", format, StringComparison.Ordinal), Stop);
        await File.WriteAllBytesAsync(folder["list"], content, Stop);
        return await town.ImportAsync(folder.Path, format, "list", "--mapping", "map.yaml", "--name", "list");
    }

    // Nothing that was refused leaves the municipality unable to take the next record.
    private static async Task ShouldStillTakeAsync(ApiTown town)
    {
        var written = await town.ServiceAsync("after", "seuraava", await town.KeyAsync("writer", "after"));
        (await town.GetAsync($"/api/v1/Service/{written.Id}")).ShouldBe(HttpStatusCode.OK);
        (await town.GetAsync("/api/v1/search?q=seuraava")).Items.ShouldNotBeEmpty();
    }
}
