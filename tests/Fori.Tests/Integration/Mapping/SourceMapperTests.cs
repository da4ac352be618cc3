using Fori.Documents;
using Fori.Registers.Places;
using Fori.Registers.Services;
using Fori.Store;

namespace Fori.Tests.Integration.Mapping;

public sealed class SourceMapperTests
{
    private const string Point = "source: {format: ndjson}\ntype: Place\nkey: id\nfields:\n  point: {coordinates: {latitude: a, longitude: b, epsg: 4326}}";
    private const string Plain = "source: {format: ndjson}\ntype: Service\nkey: id\n";

    private static Task<Mapped> MapAsync(string yaml, string source, int threads = 1) => Mapped.Of(Mapped.Parse(yaml), source, threads);

    private static string Json(object value) => System.Text.Json.JsonSerializer.Serialize(value);

    [Fact]
    public async Task A_record_is_mapped_with_names_sorted_and_blank_texts_left_out()
    {
        var mapped = await MapAsync(Plain + "fields:\n  summary: {localized: {fi: s}}\n  name: {localized: n}", """{"id":7,"s":" ","n":{"sv":"B","fi":" A ","en":null}}""");

        var record = mapped.Records.ShouldHaveSingleItem();
        record.Key.ShouldBe("7");
        Mapped.Text(record).ShouldBe("""{"name":{"fi":"A","sv":"B"}}""");
    }

    [Fact]
    public async Task Steps_take_a_source_s_value_to_a_field_s()
    {
        var mapped = await MapAsync(Plain + """
            fields:
              languages: { from: l, as: [{ split: "," }, lower] }
              chargeType: { from: c, as: { enum: { ilmainen: FreeOfCharge, maksullinen: Chargeable, "?": null } } }
              targetGroups: { from: t, as: { code: ptv-target-group } }
              mainResponsible: { from: o, as: { ref: businessId } }
              deadline: { localized: { fi: "join(', ', d)" } }
              description: { localized: { fi: p }, as: plain }
            """, """{"id":"a","l":"FI, SV","c":"ilmainen","t":["KR1","KR2"],"o":"0135457-2","d":["x","y"],"p":"a < b\n\nc"}""");

        mapped.Refused.ShouldBeEmpty();
        var service = Mapped.As<Service>(mapped.Records[0]);
        service.Languages.ShouldBe(["fi", "sv"]);
        service.ChargeType.ShouldBe(ServiceChargeType.FreeOfCharge);
        service.TargetGroups.ShouldBe([new Code("ptv-target-group", "KR1"), new Code("ptv-target-group", "KR2")]);
        service.MainResponsible!.Key.ShouldBe("0135457-2");
        service.Deadline.Exactly("fi").ShouldBe("x, y");
        service.Description.Exactly("fi").ShouldBe("<p>a &lt; b</p><p>c</p>");
    }

    [Fact]
    public async Task Html_with_scripts_is_cleaned_even_where_the_mapping_does_not_ask()
    {
        var html = """<h1>Otsikko</h1><script>alert(1)</script><p onclick="x()">a <a href="javascript:x">b</a><img src=x onerror=y></p>""";
        var mapped = await MapAsync(Plain + "fields:\n  description: {localized: {fi: h}}", Json(new { id = "a", h = html }));

        Mapped.As<Service>(mapped.Records[0]).Description.Exactly("fi").ShouldBe("<h2>Otsikko</h2><p>a b</p>");
    }

    [Fact]
    public async Task A_value_that_does_not_fit_refuses_its_record_and_a_lenient_field_only_warns()
    {
        const string Source = """
            {"id":"a","v":"maybe"}
            {"id":"b","v":"Chargeable"}
            """;
        var strict = await MapAsync(Plain + "fields:\n  chargeType: v", Source);
        strict.Records.Select(r => r.Key).ShouldBe(["b"]);
        var refused = strict.Refused.ShouldHaveSingleItem();
        refused.Key.ShouldBe("a");
        refused.Problems[0].Code.ShouldBe("record.value");
        refused.Problems[0].Path.ShouldBe("chargeType");
        refused.Problems[0].Arguments["record"].ShouldBe("1");

        var lenient = await MapAsync(Plain + "fields:\n  chargeType: {from: v, lenient: true}", Source);
        lenient.Records.Count.ShouldBe(2);
        Mapped.Text(lenient.Records[0]).ShouldBe("{}");
        lenient.Records[0].Problems.ShouldHaveSingleItem().Code.ShouldBe("record.value");
    }

    [Fact]
    public async Task A_record_without_a_key_and_a_repeated_key_are_refused()
    {
        var mapped = await MapAsync(Plain, "{\"id\":\"a\"}\n{\"id\":\"a\"}\n{\"x\":1}", threads: 3);

        mapped.Records.ShouldHaveSingleItem();
        mapped.Refused.Select(r => r.Problems[0].Code).ShouldBe(["record.key-repeated", "record.key-missing"]);
    }

    [Fact]
    public async Task When_chooses_records_and_published_says_which_are_shown()
    {
        var mapped = await MapAsync(Plain + "when: \"kind != 'test'\"\npublished: \"state == '1'\"\nchangedAt: at",
            """
            {"id":"a","kind":"test","state":"1"}
            {"id":"b","kind":"real","state":"1","at":"2024-07-01"}
            {"id":"c","kind":"real","state":"2","at":"2024-07-01T10:00:00Z"}
            """);

        mapped.Records.Select(r => (r.Key, r.Published)).ShouldBe([("b", true), ("c", false)]);
        mapped.Records[0].ChangedAt.ShouldBe(new DateTimeOffset(2024, 6, 30, 21, 0, 0, TimeSpan.Zero));
        mapped.Records[1].ChangedAt.ShouldBe(new DateTimeOffset(2024, 7, 1, 10, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_grouped_source_that_breaks_off_gives_no_half_groups()
    {
        var mapped = await MapAsync("source: {format: json}\ntype: Service\nkey: id\ngroup: true", """[{"id":"a"},{"id":""");

        mapped.Records.ShouldBeEmpty();
        mapped.Notices.ShouldHaveSingleItem().Ends.ShouldBeTrue();
    }

    [Theory]
    [InlineData(4326, 60.4518, 22.2666)]
    [InlineData(3067, 6710716.03, 239508.13)]
    [InlineData(3877, 6704632.42, 23459718.26)]
    public async Task Coordinates_of_a_source_become_a_point(int epsg, double first, double second)
    {
        var mapped = await MapAsync($"source: {{format: ndjson}}\ntype: Place\nkey: id\nfields:\n  point: {{coordinates: {{latitude: a, longitude: b, epsg: {epsg}}}}}",
            Json(new { id = "a", a = first, b = second }) + "\n" + """{"id":"zero","a":0,"b":0}""" + "\n" + """{"id":"far","a":1e9,"b":1}""");

        var point = Mapped.As<Place>(mapped.Records[0]).Point!;
        point.Latitude.ShouldBe(60.45, 0.1);
        point.Longitude.ShouldBe(22.27, 0.2);
        Mapped.Text(mapped.Records[1]).ShouldBe("{}");
        mapped.Records[2].Problems.ShouldHaveSingleItem().Code.ShouldBe("record.coordinates-outside");
    }

    [Theory]
    [InlineData("\"abc\"", "\"22.27\"", "abc", "22.27")]
    [InlineData("60.45", "\"22,2x\"", "60.45", "22,2x")]
    [InlineData("\"abc\"", "null", "abc", "")]
    [InlineData("\"NaN\"", "22", "NaN", "22")]
    [InlineData("[60.45]", "{\"a\":1}", "[60.45]", "{\"a\":1}")]
    public async Task A_coordinate_that_is_no_number_is_told_with_its_field_and_value(string a, string b, string first, string second)
    {
        var mapped = await MapAsync(Point, $"{{\"id\":\"a\",\"a\":{a},\"b\":{b}}}");

        Mapped.Text(mapped.Records[0]).ShouldBe("{}");
        var told = mapped.Records[0].Problems.ShouldHaveSingleItem();
        (told.Code, told.Path, told.Severity).ShouldBe(("coordinates.not-numbers", "point", Severity.Warning));
        (told.Arguments["first"], told.Arguments["second"]).ShouldBe((first, second));
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("\"\"", "\" \"")]
    [InlineData("60.45", "null")]
    [InlineData("[]", "{}")]
    public async Task A_coordinate_that_is_not_given_is_not_told(string a, string b) =>
        (await MapAsync(Point, $"{{\"id\":\"a\",\"a\":{a},\"b\":{b}}}")).Records[0].Problems.ShouldBeEmpty();

    [Fact]
    public async Task A_flood_in_place_of_a_coordinate_is_not_repeated() =>
        (await MapAsync(Point, Json(new { id = "a", a = new string('x', 100_000), b = 1 }))).Records[0].Problems[0].Arguments["first"].Length.ShouldBeLessThan(50);

    [Fact]
    public async Task A_placeholder_text_is_left_out_with_a_warning()
    {
        var mapped = await MapAsync(Plain + "fields:\n  name: {localized: n, as: placeholders}", """{"id":"a","n":{"fi":"Nimi","sv":"string"}}""");

        Mapped.Text(mapped.Records[0]).ShouldBe("""{"name":{"fi":"Nimi"}}""");
        mapped.Records[0].Problems[0].Path.ShouldBe("name.sv");
    }
}
