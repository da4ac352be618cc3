using System.Text;
using System.Text.Json;
using CsCheck;
using Fori.Store.Json;

namespace Fori.Tests.Store.Json;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : "x" }""", """{"a":"x","b":1}""")]
    [InlineData("""{"name":{"sv":"Bibliotek","fi":"Kirjasto"}}""", """{"name":{"fi":"Kirjasto","sv":"Bibliotek"}}""")]
    [InlineData("""{"ab":1,"a":2,"A":3,"$type":4}""", """{"$type":4,"A":3,"a":2,"ab":1}""")]
    public void Members_stand_in_the_order_of_their_names(string json, string canonical) => Canonical(json).ShouldBe(canonical);

    [Fact]
    public void Members_are_ordered_by_code_points_also_beyond_the_basic_plane() =>
        Canonical("""{"😀":1,"\uE000":2,"z":3}""").ShouldBe("{\"z\":3,\"\uE000\":2,\"😀\":1}");

    [Theory]
    [InlineData("""{"a":null,"b":[],"c":{},"d":1}""", """{"d":1}""")]
    [InlineData("""{"a":{"b":{"c":null}},"d":1}""", """{"d":1}""")]
    [InlineData("""{"a":[null,{},[],{"b":null}]}""", """{"a":[null,{},[],{}]}""")]
    [InlineData("""{"a":"","b":0,"c":false}""", """{"a":"","b":0,"c":false}""")]
    [InlineData("""{"a":[]}""", "{}")]
    [InlineData("null", "null")]
    [InlineData("[]", "[]")]
    public void Absent_null_and_empty_members_are_one_but_items_keep_their_place(string json, string canonical) =>
        Canonical(json).ShouldBe(canonical);

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("-0", "0")]
    [InlineData("-0.000e-999999999999", "0")]
    [InlineData("1e3", "1000")]
    [InlineData("1E+2", "100")]
    [InlineData("12.50", "12.5")]
    [InlineData("0.00", "0")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("5e-1", "0.5")]
    [InlineData("123e-2", "1.23")]
    [InlineData("60.46792000000001", "60.46792000000001")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("123456789012345678901", "123456789012345678901")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("1000000000000000000000", "1e21")]
    [InlineData("1.5e300", "1.5e300")]
    [InlineData("15e299", "1.5e300")]
    [InlineData("0.0000001", "0.0000001")]
    [InlineData("0.00000001", "1e-8")]
    [InlineData("-12.5e-9", "-1.25e-8")]
    public void A_number_has_one_form_and_keeps_its_exact_value(string json, string canonical) => Canonical(json).ShouldBe(canonical);

    [Fact]
    public void A_number_of_a_thousand_digits_is_kept_whole() =>
        Canonical("0." + new string('3', 1000) + "0").ShouldBe("0." + new string('3', 1000));

    [Fact]
    public void Text_is_composed_and_unescaped()
    {
        Canonical("""{"a\u0308":"\u00e4 a\u0308 \/ \u2028 \uD83D\uDE00"}""").ShouldBe("{\"ä\":\"ä ä / \u2028 😀\"}");
        Canonical("""["\u0041\n\u000a\u0009\u001F\"\\"]""").ShouldBe("""["A\n\n\t\u001f\"\\"]""");
        Canonical("[\"\u2000\"]").ShouldBe("[\"\u2002\"]");
        Canonical("[\"\u00A0–’€ﬁ\"]").ShouldBe("[\"\u00A0–’€ﬁ\"]");
    }

    [Theory]
    [InlineData("", "json.malformed", "")]
    [InlineData("{", "json.malformed", "")]
    [InlineData("{}{}", "json.malformed", "")]
    [InlineData("{\"a\":1,}", "json.malformed", "")]
    [InlineData("// a\n{}", "json.malformed", "")]
    [InlineData("\uFEFF{}", "json.malformed", "")]
    [InlineData("[01]", "json.malformed", "")]
    [InlineData("[NaN]", "json.malformed", "")]
    [InlineData("""{"a":1,"a":2}""", "json.duplicate-member", "a")]
    [InlineData("""{"a":null,"a":2}""", "json.duplicate-member", "a")]
    [InlineData("""{"x":[0,{"\u00e4":1,"a\u0308":2}]}""", "json.duplicate-member", "x[1].ä")]
    [InlineData("""{"a":{"b":"\u0000"}}""", "json.null-character", "a.b")]
    [InlineData("""{"a":["\uD83D"]}""", "json.lone-surrogate", "a[0]")]
    [InlineData("""{"a":"\uDE00\uD83D"}""", "json.lone-surrogate", "a")]
    [InlineData("""{"a":"\uD83D\u0041"}""", "json.lone-surrogate", "a")]
    [InlineData("""{"a":"\uD83Dx"}""", "json.lone-surrogate", "a")]
    [InlineData("""{"\u0000":1}""", "json.null-character", "")]
    [InlineData("""{"a":1e400}""", "json.number-out-of-range", "a")]
    [InlineData("[1e-99999999999999999999]", "json.number-out-of-range", "[0]")]
    public void What_is_not_one_clear_document_is_refused_with_its_place(string json, string code, string path)
    {
        var outcome = CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json));

        outcome.Succeeded.ShouldBeFalse();
        outcome.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        outcome.Problems[0].Path.ShouldBe(path);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xE2 })]
    public void Bytes_that_are_not_UTF_8_are_refused(byte[] json) =>
        CanonicalJson.Canonicalise(json).Problems.ShouldHaveSingleItem().Code.ShouldBe("json.not-utf8");

    [Fact]
    public void Sixty_four_levels_are_read_and_sixty_five_are_not()
    {
        Canonical(Nested(64)).ShouldBe(Nested(64));
        CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(Nested(65))).Problems.ShouldHaveSingleItem().Code.ShouldBe("json.too-deep");
        CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(Nested(100_000))).Problems.ShouldHaveSingleItem().Code.ShouldBe("json.too-deep");

        static string Nested(int levels) => new string('[', levels) + new string(']', levels);
    }

    [Fact]
    public void After_a_refusal_the_next_document_is_read_as_if_nothing_had_been()
    {
        CanonicalJson.Canonicalise("""{"a":{"b":1,"c":"\u0000"}}"""u8).Succeeded.ShouldBeFalse();
        Canonical("""{"b":1,"a":2}""").ShouldBe("""{"a":2,"b":1}""");
    }

    [Fact]
    public void A_wide_and_a_long_document_come_through_whole()
    {
        var names = Enumerable.Range(0, 20_000).Select(i => $"m{i:D6}").ToArray();
        var json = "{" + string.Join(",", names.Reverse().Select(n => $"\"{n}\":\"{n}\"")) + ",\"z\":\"" + new string('å', 2_000_000) + "\"}";

        var canonical = Canonical(json);

        canonical.ShouldStartWith("""{"m000000":"m000000","m000001":""");
        canonical.Length.ShouldBe(json.Length);
    }

    [Fact]
    public void A_parsed_element_gives_the_same_bytes_as_its_text()
    {
        using var document = JsonDocument.Parse("""{"b":[1.0, "\u00e4"],"a":{}}""");

        Encoding.UTF8.GetString(CanonicalJson.Canonicalise(document.RootElement).Value!).ShouldBe("""{"b":[1,"ä"]}""");
        CanonicalJson.IsCanonical("""{"b":[1,"ä"]}"""u8).ShouldBeTrue();
        CanonicalJson.IsCanonical("""{"b":[1, "ä"]}"""u8).ShouldBeFalse();
        CanonicalJson.IsCanonical("{"u8).ShouldBeFalse();
    }

    [Fact]
    public void Canonicalising_twice_changes_nothing() => Gen.Select(JsonGen.Document, Gen.Int).Sample(
        (tree, seed) =>
        {
            var once = CanonicalJson.Canonicalise(tree.Write(seed)).Value!;
            return CanonicalJson.Canonicalise(once).Value!.AsSpan().SequenceEqual(once);
        },
        iter: 2_000);

    [Fact]
    public void Order_whitespace_escapes_and_number_forms_make_no_difference() => Gen.Select(JsonGen.Document, Gen.Int, Gen.Int).Sample(
        (tree, one, other) =>
            CanonicalJson.Canonicalise(tree.Write(one)).Value!.AsSpan().SequenceEqual(CanonicalJson.Canonicalise(tree.Write(other)).Value),
        iter: 2_000);

    [Fact]
    public void Documents_are_equal_exactly_when_their_bytes_are() => Gen.Select(JsonGen.Document, JsonGen.Document, Gen.Int).Sample(
        (left, right, seed) =>
            (left.Meaning() == right.Meaning())
            == CanonicalJson.Canonicalise(left.Write(seed)).Value!.AsSpan().SequenceEqual(CanonicalJson.Canonicalise(right.Write(~seed)).Value),
        iter: 8_000);

    [Fact]
    public void Damaged_documents_are_refused_or_read_but_never_break() => Gen.Select(JsonGen.Body, Gen.Int, Gen.Int, Gen.Byte).Sample(
        (tree, seed, where, what) =>
        {
            var json = tree.Write(seed);
            json[(uint)where % json.Length] = what;
            var outcome = CanonicalJson.Canonicalise(json);
            return !outcome.Succeeded || CanonicalJson.IsCanonical(outcome.Value);
        },
        iter: 8_000);

    [Fact]
    public void What_is_canonical_is_valid_JSON_to_others() => Gen.Select(JsonGen.Document, Gen.Int).Sample(
        (tree, seed) =>
        {
            using var document = JsonDocument.Parse(CanonicalJson.Canonicalise(tree.Write(seed)).Value!);
        },
        iter: 2_000);

    private static string Canonical(string json)
    {
        var outcome = CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json));
        outcome.Problems.ShouldBeEmpty();
        return Encoding.UTF8.GetString(outcome.Value!);
    }
}
