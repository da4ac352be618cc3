using System.Text;
using CsCheck;
using Fori.Integration.Reading;
using Fori.Store;

namespace Fori.Tests.Integration.Reading;

public sealed class SourceReaderTests
{
    private static Task<List<SourceRecord>> ReadAsync(string text, SourceFormat format, ReadingOptions? options = null) =>
        ReadAsync(Encoding.UTF8.GetBytes(text), format, options);

    private static Task<List<SourceRecord>> ReadAsync(byte[] bytes, SourceFormat format, ReadingOptions? options = null) =>
        ReadAsync(new Trickling(bytes), format, options);

    private static async Task<List<SourceRecord>> ReadAsync(Stream stream, SourceFormat format, ReadingOptions? options = null)
    {
        var records = new List<SourceRecord>();
        await foreach (var record in SourceReader.ReadAsync(stream, format, options ?? new ReadingOptions(), TestContext.Current.CancellationToken))
        {
            records.Add(record);
        }

        return records;
    }

    private static string Text(SourceRecord record) => Encoding.UTF8.GetString(record.Json.Span);

    private static Problem Only(SourceRecord record) => record.Problems.ShouldHaveSingleItem();

    [Theory]
    [InlineData("""[{"a":1},{"a":"x]}"},[2]]""", "")]
    [InlineData("""{"n":{"x":[{"y":"}"}]},"data":{"items":[{"a":1},{"a":"x]}"},[2]],"z":1}}""", "data.items")]
    public async Task Elements_of_an_array_come_one_by_one_wherever_it_stands(string json, string at)
    {
        var records = await ReadAsync(json, SourceFormat.Json, new ReadingOptions { At = at });

        records.Select(Text).ShouldBe(["""{"a":1}""", """{"a":"x]}"}""", "[2]"]);
        records.Select(r => r.Ordinal).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_single_object_is_one_record() =>
        (await ReadAsync(""" {"a":1} """, SourceFormat.Json)).Select(Text).ShouldBe(["""{"a":1}"""]);

    [Fact]
    public async Task A_malformed_element_is_refused_with_its_number_and_position_and_the_others_go_on()
    {
        var records = await ReadAsync("""[{"a":1},{"a":tru},{"a":3}]""", SourceFormat.Json);

        records.Select(r => r.Refused).ShouldBe([false, true, false]);
        var problem = Only(records[1]);
        problem.Code.ShouldBe("record.malformed");
        problem.Arguments["record"].ShouldBe("2");
        int.Parse(problem.Arguments["position"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(14, 18);
        problem.Arguments.ShouldContainKey("remedy");
    }

    [Theory]
    [InlineData("""[{"a":1},{"a":""", "source.truncated")]
    [InlineData("""[{"a":1}""", "source.truncated")]
    [InlineData("""{"items":[{"a":1}]""", "source.truncated")]
    [InlineData("""[{"a":1} {"a":2}]""", "source.malformed")]
    [InlineData("""[{"a":1}] [""", "source.malformed")]
    public async Task A_truncated_or_broken_document_keeps_what_was_read_and_ends_with_the_reason(string json, string code)
    {
        var records = await ReadAsync(json, SourceFormat.Json, new ReadingOptions { At = json.Contains("items", StringComparison.Ordinal) ? "items" : "" });

        Text(records[0]).ShouldBe("""{"a":1}""");
        records[^1].Ends.ShouldBeTrue();
        Only(records[^1]).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("", "source.empty")]
    [InlineData("<html></html>", "source.not-records")]
    [InlineData("\"text\"", "source.not-records")]
    public async Task What_is_no_list_of_records_is_said_to_be_none(string text, string code) =>
        Only((await ReadAsync(text, SourceFormat.Json)).ShouldHaveSingleItem()).Code.ShouldBe(code);

    [Fact]
    public async Task A_place_that_the_document_does_not_have_is_named()
    {
        var problem = Only((await ReadAsync("""{"error":"no"}""", SourceFormat.Json, new ReadingOptions { At = "data.items" })).ShouldHaveSingleItem());

        problem.Code.ShouldBe("source.place-missing");
        problem.Arguments["at"].ShouldBe("data.items");
    }

    [Fact]
    public async Task A_malformed_line_of_ndjson_leaves_the_others_alone()
    {
        var records = await ReadAsync("{\"a\":1}\r\n\n{\"a\":\n{\"a\":3}", SourceFormat.NdJson);

        records.Select(r => r.Refused).ShouldBe([false, true, false]);
        Only(records[1]).Code.ShouldBe("record.malformed");
    }

    [Theory]
    [InlineData(SourceFormat.Json)]
    [InlineData(SourceFormat.NdJson)]
    public async Task A_repeated_property_name_is_refused(SourceFormat format) =>
        Only((await ReadAsync("""{"a":1,"a":2}""", format)).ShouldHaveSingleItem()).Code.ShouldBe("record.duplicate-property");

    [Fact]
    public async Task A_null_character_is_refused_with_the_field_that_holds_it()
    {
        var records = await ReadAsync("""[{"name":{"fi":["x","a\u0000b"]}},{"name":"back\\u0000slash"}]""", SourceFormat.Json);

        var problem = Only(records[0]);
        problem.Code.ShouldBe("record.null-character");
        problem.Path.ShouldBe("name.fi[1]");
        records[1].Refused.ShouldBeFalse();
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_is_refused() =>
        Only((await ReadAsync("""[{"a":"\ud800"}]""", SourceFormat.Json)).ShouldHaveSingleItem()).Code.ShouldBe("record.half-character");

    [Theory]
    [InlineData(70)]
    [InlineData(500_000)]
    public async Task Deep_nesting_is_refused_and_the_next_record_is_read(int depth)
    {
        var records = await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes($"[{new string('[', depth)}{new string(']', depth)},{{\"a\":1}}]")), SourceFormat.Json);

        Only(records[0]).Code.ShouldBe("record.too-deep");
        records[1].Refused.ShouldBeFalse();
    }

    [Theory]
    [InlineData(SourceFormat.Json, "[{0},{1}]")]
    [InlineData(SourceFormat.NdJson, "{0}\n{1}")]
    public async Task A_record_of_ten_megabytes_is_refused_and_the_next_is_read(SourceFormat format, string form)
    {
        var large = $"{{\"a\":\"{new string('x', 10_000_001)}\"}}";
        var text = form.Replace("{0}", large, StringComparison.Ordinal).Replace("{1}", "{\"a\":1}", StringComparison.Ordinal);
        var records = await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), format);

        Only(records[0]).Code.ShouldBe("record.too-large");
        Text(records[1]).ShouldBe("{\"a\":1}");
    }

    [Fact]
    public async Task A_csv_row_that_is_too_large_is_refused_and_the_next_is_read()
    {
        var records = await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes($"a;b\n1;\"{new string('x', 5000)}\"\n2;y\n")), SourceFormat.Csv, new ReadingOptions { MaxRecordBytes = 2000 });

        Only(records[0]).Code.ShouldBe("record.too-large");
        Text(records[1]).ShouldBe("""{"a":"2","b":"y"}""");
    }

    [Theory]
    [InlineData("id;name\n1;Å, Ö\n")]
    [InlineData("id,name\n1,\"Å, Ö\"\n")]
    [InlineData("id\tname\r\n1\tÅ, Ö")]
    public async Task A_csv_file_says_its_delimiter_by_its_first_row(string csv) =>
        Text((await ReadAsync(csv, SourceFormat.Csv)).ShouldHaveSingleItem()).ShouldBe("""{"id":"1","name":"Å, Ö"}""");

    [Fact]
    public async Task A_quoted_csv_field_may_hold_line_breaks_and_quotes() =>
        Text((await ReadAsync("id,name\n1,\"a\nb \"\"c\"\"\"\n", SourceFormat.Csv)).ShouldHaveSingleItem()).ShouldBe("""{"id":"1","name":"a\nb \"c\""}""");

    [Fact]
    public async Task A_csv_row_with_too_few_fields_is_refused_and_an_unclosed_quote_ends_the_file()
    {
        var records = await ReadAsync("a,b\n1\n2,x\n3,\"y\n4,z\n", SourceFormat.Csv);

        Only(records[0]).Code.ShouldBe("record.columns");
        Text(records[1]).ShouldBe("""{"a":"2","b":"x"}""");
        Only(records[2]).Code.ShouldBe("source.truncated");
        records[2].Ends.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_csv_columns_of_one_name_are_refused() =>
        Only((await ReadAsync("a,a\n1,2\n", SourceFormat.Csv)).ShouldHaveSingleItem()).Code.ShouldBe("source.column-repeated");

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task A_byte_order_mark_decides_the_encoding_and_is_not_part_of_the_text(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var (format, text) in new[] { (SourceFormat.Json, """[{"a":"Åbo €"}]"""), (SourceFormat.NdJson, """{"a":"Åbo €"}"""), (SourceFormat.Csv, "a\nÅbo €\n") })
        {
            var records = await ReadAsync((byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(text)], format);
            Text(records.ShouldHaveSingleItem()).ShouldBe("""{"a":"Åbo €"}""");
        }
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Utf_16_without_its_mark_is_seen(string name) =>
        Text((await ReadAsync(Encoding.GetEncoding(name).GetBytes("""[{"a":"Åbo"}]"""), SourceFormat.Json)).ShouldHaveSingleItem()).ShouldBe("""{"a":"Åbo"}""");

    [Theory]
    [InlineData(SourceFormat.Json, "[{\"a\":\"Åbo äö\"}]")]
    [InlineData(SourceFormat.Csv, "a\nÅbo äö\n")]
    public async Task Latin_1_is_read_with_a_warning_that_says_what_was_assumed(SourceFormat format, string text)
    {
        var records = await ReadAsync(Encoding.Latin1.GetBytes(text), format);

        var warning = Only(records[0]);
        warning.Code.ShouldBe("source.encoding-assumed");
        warning.Severity.ShouldBe(Severity.Warning);
        warning.Arguments["assumed"].ShouldBe("windows-1252");
        Text(records[1]).ShouldBe("""{"a":"Åbo äö"}""");
    }

    [Fact]
    public async Task Windows_1252_passages_in_utf_8_are_read_with_a_warning()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("{\"a\":\"ä\"}\n{\"a\":\""), 0x80, 0xE4, .. Encoding.UTF8.GetBytes("\"}\n")];
        var records = await ReadAsync(bytes, SourceFormat.NdJson);

        records.Single(r => r.Ordinal == 0).Problems[0].Code.ShouldBe("source.encoding-mixed");
        records.Where(r => r.Ordinal > 0).Select(Text).ShouldBe(["""{"a":"ä"}""", """{"a":"€ä"}"""]);
    }

    [Fact]
    public async Task A_forced_encoding_is_obeyed()
    {
        var latin = Encoding.Latin1.GetBytes("""[{"a":"ä"}]""");

        Text((await ReadAsync(latin, SourceFormat.Json, new ReadingOptions { Encoding = "iso-8859-1" })).ShouldHaveSingleItem()).ShouldBe("""{"a":"ä"}""");
        Only((await ReadAsync(latin, SourceFormat.Json, new ReadingOptions { Encoding = "utf-8" })).ShouldHaveSingleItem()).Code.ShouldBe("record.encoding");
        Only((await ReadAsync(latin, SourceFormat.Json, new ReadingOptions { Encoding = "klingon" })).ShouldHaveSingleItem()).Code.ShouldBe("source.encoding-unknown");
    }

    [Fact]
    public void No_bytes_make_the_readers_fail_otherwise_than_with_a_problem() =>
        Check.Sample(
            Gen.Select(Gen.OneOf("[{\"a\":\"ä\"},{\"b\":[1]}]", "{\"a\":1}\n{\"a\":2}\n", "a;b\n1;\"2\"\n3;4\n"), Gen.Byte.Array[0, 12], Gen.Int[0, 24], Gen.Enum<SourceFormat>()),
            (text, noise, at, format) =>
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                at = Math.Min(at, bytes.Length);
                var records = ReadAsync([.. bytes[..at], .. noise, .. bytes[at..]], format).GetAwaiter().GetResult();
                records.ShouldAllBe(r => r.Refused ? r.Problems.Count > 0 : r.Json.Length > 0);
            },
            iter: 2_000);

    /// <summary>Gives few bytes at a time, as a network does.</summary>
    private sealed class Trickling(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 3)], cancellationToken);
    }
}
