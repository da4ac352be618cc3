using System.Text;
using System.Text.Json;
using CsCheck;
using Fori.Store.Json;

namespace Fori.Tests.Store.Json;

public sealed class JsonBodyTests
{
    [Fact]
    public void Members_come_with_their_raw_values()
    {
        var members = new List<string>();
        foreach (var member in JsonBody.Members("""{"a":[1,{"x":"]}"}],"b\"":"\\","c":{"d":"\"}"},"e":-1.5,"f":true}"""u8))
        {
            members.Add(Encoding.UTF8.GetString(member.Name) + " → " + Encoding.UTF8.GetString(member.Value));
        }

        members.ShouldBe(["""a → [1,{"x":"]}"}]""", """b\" → "\\" """.TrimEnd(), """c → {"d":"\"}"}""", "e → -1.5", "f → true"]);
    }

    [Fact]
    public void A_member_is_found_by_its_written_name()
    {
        Encoding.UTF8.GetString(JsonBody.Member("""{"a":1,"b\"":{"c":2}}"""u8, JsonBody.WrittenName("b\""))).ShouldBe("""{"c":2}""");
        JsonBody.Member("""{"a":1}"""u8, "b"u8).IsEmpty.ShouldBeTrue();
        JsonBody.ReadName(JsonBody.WrittenName("rivi\n\"ä\"\\")).ShouldBe("rivi\n\"ä\"\\");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"a}""")]
    [InlineData("""{"a":}""")]
    [InlineData("""{"a":[}""")]
    [InlineData("""{"a":"x}""")]
    [InlineData("""{"a":"x\}""")]
    [InlineData("""{"a":1 "b":2}""")]
    [InlineData("""{"a":{"b":1}""")]
    public void Damaged_bytes_are_told_of(string json) => Should.Throw<InvalidOperationException>(() =>
    {
        foreach (var member in JsonBody.Members(Encoding.UTF8.GetBytes(json)))
        {
            _ = member.Value.Length;
        }
    });

    [Fact]
    public void Reads_the_same_members_and_items_as_a_full_parser() => Gen.Select(JsonGen.Body, Gen.Int).Sample(
        (tree, seed) =>
        {
            var canonical = CanonicalJson.Canonicalise(tree.Write(seed)).Value!;
            using var parsed = JsonDocument.Parse(canonical);
            var expected = parsed.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.GetRawText())).ToList();
            var read = new List<(string, string)>();
            foreach (var member in JsonBody.Members(canonical))
            {
                read.Add((JsonBody.ReadName(member.Name), Encoding.UTF8.GetString(member.Value)));
                canonical[member.ValueRange].AsSpan().SequenceEqual(member.Value).ShouldBeTrue();
                if (JsonBody.IsArray(member.Value))
                {
                    var items = 0;
                    foreach (var item in JsonBody.Items(member.Value))
                    {
                        CanonicalJson.IsCanonical(item).ShouldBeTrue();
                        items++;
                    }

                    items.ShouldBe(parsed.RootElement.GetProperty(read[^1].Item1).GetArrayLength());
                }
            }

            read.ShouldBe(expected);
        },
        iter: 3_000);
}
