using Fori.Store.Golden;
using static Fori.Tests.Store.Golden.GoldenGen;

namespace Fori.Tests.Store.Golden;

public sealed class GoldenMergeTests
{
    private static readonly MergeDecisions Ordered = MergeDecisions.None with { DefaultOrder = ["local", "place", "ptv"] };

    [Fact]
    public void Each_field_and_language_comes_from_the_first_source_that_has_it() => Merged(
        Ordered,
        From("ptv", """{"name":{"fi":"Kirjasto","sv":"Bibliotek"},"phone":"1","size":3}"""),
        From("place", """{"name":{"fi":"Pääkirjasto"},"phone":"2"}"""))
        .ShouldBe("""{"name":{"fi":"Pääkirjasto","sv":"Bibliotek"},"phone":"2","size":3}""");

    [Fact]
    public void What_people_write_goes_first_unless_a_rule_says_otherwise()
    {
        SourceContribution[] both = [From("abc", """{"phone":"1","size":1}"""), From("local", """{"phone":"2","size":2}""")];

        Merged(MergeDecisions.None, both).ShouldBe("""{"phone":"2","size":2}""");
        Merged(MergeDecisions.None with { Rules = [new("Thing", "phone", "*", ["abc"])] }, both).ShouldBe("""{"phone":"1","size":2}""");
    }

    [Fact]
    public void Sources_that_nobody_spoke_of_come_last_by_name() => Merged(
        Ordered, From("zeta", """{"phone":"z"}"""), From("alpha", """{"phone":"a"}"""), From("ptv", """{"size":1}"""))
        .ShouldBe("""{"phone":"a","size":1}""");

    [Theory]
    [InlineData("local, zeta, alpha, ptv, tenant:b", "zeta, alpha, ptv, tenant:b, local", "local")]
    [InlineData("zeta, alpha, ptv, tenant:b", "", "alpha")]
    [InlineData("zeta, ptv, tenant:b", "", "zeta")]
    [InlineData("ptv, tenant:b, tenant:a", "", "ptv")]
    [InlineData("tenant:b, tenant:a", "", "tenant:a")]
    [InlineData("tenant:b, alpha, ptv", "tenant:b", "tenant:b")]
    public void Without_a_rule_the_kind_of_the_source_decides_and_then_its_name(string sources, string ruled, string first)
    {
        var kinds = MergeDecisions.None with
        {
            DefaultOrder = ["local", "*", "ptv", "tenant:*"],
            Rules = ruled.Length > 0 && first != "local" ? [new("Thing", "*", "*", ruled.Split(", "))] : [],
        };

        Merged(kinds, [.. sources.Split(", ").Select(s => From(s, $$"""{"phone":"{{s}}"}"""))]).ShouldBe($$"""{"phone":"{{first}}"}""");
    }

    [Fact]
    public void The_most_specific_rule_leads_and_the_less_specific_follow()
    {
        SourceContribution[] all = [.. Sources.Select(s => From(s, $$"""{"name":{"fi":"{{s}}","sv":"{{s}}"},"summary":{"fi":"{{s}}"},"phone":"{{s}}"}"""))];
        var decisions = Ordered with
        {
            Rules =
            [
                new("Thing", "name", "fi", ["mds"]),
                new("Thing", "name", "*", ["ptv"]),
                new("Thing", "*", "*", ["place"]),
                new("*", "phone", "*", ["mds"]),
                new("Other", "name", "fi", ["local"]),
            ],
        };

        Merged(decisions, all).ShouldBe("""{"name":{"fi":"mds","sv":"ptv"},"phone":"place","summary":{"fi":"place"}}""");
        Merged(decisions, [.. all.Where(c => c.Source != "mds")])
            .ShouldBe("""{"name":{"fi":"ptv","sv":"ptv"},"phone":"place","summary":{"fi":"place"}}""");
        Merged(decisions with { DocumentRules = [new("Thing", "*", "*", ["local"])] }, all)
            .ShouldBe("""{"name":{"fi":"local","sv":"local"},"phone":"local","summary":{"fi":"local"}}""");
    }

    [Fact]
    public void Of_two_rules_for_the_same_the_later_counts() => Merged(
        Ordered with { Rules = [new("Thing", "phone", "*", ["place"]), new("Thing", "phone", "*", ["ptv"])] },
        From("ptv", """{"phone":"1"}"""),
        From("place", """{"phone":"2"}""")).ShouldBe("""{"phone":"1"}""");

    [Fact]
    public void Of_two_records_of_one_source_the_nearer_goes_first_and_then_the_lower_key()
    {
        Merged(Ordered, From("ptv", """{"phone":"b","size":2}""", "b"), From("ptv", """{"phone":"a"}""", "a"))
            .ShouldBe("""{"phone":"a","size":2}""");
        Merged(Ordered, From("ptv", """{"phone":"b"}""", "b"), From("ptv", """{"phone":"a"}""", "a", distance: 1))
            .ShouldBe("""{"phone":"b"}""");
    }

    [Fact]
    public void Lists_come_whole_and_mergeable_lists_are_joined_each_item_once() => Merged(
        Ordered,
        From("ptv", """{"words":["a",{"w":1},"b"],"numbers":[1,2]}"""),
        From("place", """{"words":["b","c"],"numbers":[3]}"""))
        .ShouldBe("""{"numbers":[3],"words":["b","c","a",{"w":1}]}""");

    [Fact]
    public void A_pin_fixes_a_value_a_language_or_nothing_at_all()
    {
        var ptv = From("ptv", """{"name":{"fi":"a","sv":"b"},"phone":"1","words":["x"]}""");

        Merged(Pinned(new Pin("name", "fi", Canonical("\"p\""), null)), ptv).ShouldContain("""{"fi":"p","sv":"b"}""");
        Merged(Pinned(new Pin("name", "*", Canonical("""{"fi":"p"}"""), null)), ptv).ShouldContain("""{"name":{"fi":"p"},""");
        Merged(Pinned(new Pin("name", "*", Canonical("""{"fi":"p"}"""), null), new("name", "sv", Canonical("\"q\""), null)), ptv)
            .ShouldContain("""{"fi":"p","sv":"q"}""");
        Merged(Pinned(new Pin("phone", "*", null, null), new("words", "*", Canonical("""["y"]"""), null)), ptv)
            .ShouldBe("""{"name":{"fi":"a","sv":"b"},"words":["y"]}""");
        Merged(Pinned(new Pin("added", "*", Canonical("1.0"), null)), ptv).ShouldStartWith("""{"added":1,"name":""");
    }

    [Fact]
    public void A_pin_may_hold_a_field_to_a_source_and_lets_go_while_it_is_silent()
    {
        var place = From("place", """{"name":{"fi":"place","sv":"place"},"phone":"1","words":["p"]}""");
        var ptv = From("ptv", """{"name":{"fi":"ptv"},"phone":"2","words":["t"]}""");
        var held = Pinned(new Pin("name", "*", null, "ptv"), new("phone", "*", null, "ptv"), new("words", "*", null, "ptv"));

        Merged(held, place, ptv).ShouldBe("""{"name":{"fi":"ptv"},"phone":"2","words":["t"]}""");
        Merged(held, place).ShouldBe("""{"name":{"fi":"place","sv":"place"},"phone":"1","words":["p"]}""");
        Merged(Pinned(new Pin("name", "fi", null, "ptv")), place, ptv).ShouldContain("""{"fi":"ptv","sv":"place"}""");
    }

    [Fact]
    public void What_was_suppressed_is_not_taken_and_not_told_of()
    {
        var ptv = From("ptv", """{"name":{"fi":"Maija","sv":"x"},"phone":"040 1"}""");
        var place = From("place", """{"phone":"2"}""");
        var decisions = Ordered with
        {
            Suppressions = [new("ptv", "phone", "*"), new("ptv", "name", "fi") { Key = "1" }, new("ptv", "name", "sv") { Key = "other" }],
        };

        var golden = GoldenMerge.Merge(Shape, [ptv, place], decisions);

        TextOf(golden.Body).ShouldBe("""{"name":{"sv":"x"},"phone":"2"}""");
        TextOf(golden.Provenance).ShouldNotContain("also");
        Merged(Ordered with { Suppressions = [new("ptv", "*", "*")] }, ptv).ShouldBe("{}");
        Merged(Ordered with { Suppressions = [new("ptv", "phone", "fi")] }, ptv).ShouldNotContain("phone");
    }

    [Fact]
    public void Provenance_names_the_source_the_rule_and_who_said_otherwise()
    {
        var golden = GoldenMerge.Merge(
            Shape,
            [
                From("ptv", """{"name":{"fi":"a","sv":"b"},"phone":"1","size":1,"words":["x"]}""", "k1", 4),
                From("place", """{"name":{"fi":"a"},"phone":"2","words":["y"]}""", "k2", 7),
            ],
            Pinned(new Pin("size", "*", Canonical("5"), null)));

        TextOf(golden.Provenance).Replace('"', '\'').ShouldBe(string.Join(
            ',',
            "{'name.fi':{'key':'k2','rule':'agreed','source':'place','version':7}",
            "'name.sv':{'key':'k1','rule':'only','source':'ptv','version':4}",
            "'phone':{'also':[{'hash':'391552c099c1','key':'k1','source':'ptv','version':4}],'key':'k2','rule':'authority','source':'place','version':7}",
            "'size':{'also':[{'hash':'6b86b273ff34','key':'k1','source':'ptv','version':4}],'rule':'pin'}",
            "'words':{'from':[{'key':'k2','source':'place','version':7},{'key':'k1','source':'ptv','version':4}],'rule':'joined'}}"));
    }

    [Theory]
    [InlineData("K-1", """{"*":{"key":"K-1","rule":"only","source":"ptv","version":3}}""")]
    [InlineData("ä \"1\"", """{"*":{"key":"ä \"1\"","rule":"only","source":"ptv","version":3}}""")]
    public void One_contribution_alone_is_told_in_one_line(string key, string provenance)
    {
        var golden = GoldenMerge.Merge(Shape, [From("ptv", """{"name":{"fi":"a"},"phone":"1"}""", key, 3)], Ordered);

        TextOf(golden.Body).ShouldBe("""{"name":{"fi":"a"},"phone":"1"}""");
        TextOf(golden.Provenance).ShouldBe(provenance);
    }

    [Fact]
    public void Fields_with_dots_and_stars_in_their_names_do_not_pass_for_others()
    {
        var golden = GoldenMerge.Merge(
            Shape, [From("ptv", """{"name":{"fi":"a"},"name.fi":1,"*":2}""")], Pinned(new Pin("phone", "*", Canonical("1"), null)));

        TextOf(golden.Provenance).ShouldContain("\"name%2Efi\":{");
        TextOf(golden.Provenance).ShouldContain("\"%2A\":{");
    }

    [Fact]
    public void Comparing_names_the_changed_fields_and_languages() => GoldenMerge.Compare(
        Shape,
        Canonical("""{"name":{"fi":"a","sv":"b","en":"c"},"phone":"1","size":{"fi":1},"words":["x"]}"""),
        Canonical("""{"name":{"fi":"a","sv":"B"},"size":{"fi":2},"summary":{"fi":"s"},"words":["x"]}"""))
        .ShouldBe(["name.en", "name.sv", "phone", "size", "summary.fi"]);

    [Fact]
    public void One_record_twice_is_our_mistake() =>
        Should.Throw<ArgumentException>(() => Merged(Ordered, From("ptv", "{}"), From("ptv", """{"phone":"1"}""")));

    [Theory]
    [InlineData("", "*", "1", null, "pin.field-missing")]
    [InlineData("phone", "*", "1", "ptv", "pin.value-and-source")]
    [InlineData("phone", "fi", "1", null, "pin.not-localised")]
    [InlineData("name", "*", "\"a\"", null, "pin.shape")]
    [InlineData("name", "fi", "{\"fi\":1}", null, "pin.shape")]
    [InlineData("words", "*", "1", null, "pin.shape")]
    [InlineData("phone", "*", "{", null, "json.malformed")]
    public void A_pin_that_cannot_be_is_refused_when_it_is_made(string field, string language, string value, string? source, string code) =>
        MergeDecisions.Check(Shape, new Pin(field, language, System.Text.Encoding.UTF8.GetBytes(value), source))
            .ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void Pins_that_can_be_are_accepted()
    {
        MergeDecisions.Check(Shape, new Pin("name", "fi", Canonical("\"a\""), null)).ShouldBeEmpty();
        MergeDecisions.Check(Shape, new Pin("words", "*", Canonical("[]"), null)).ShouldBeEmpty();
        MergeDecisions.Check(Shape, new Pin("phone", "*", null, "ptv")).ShouldBeEmpty();
        MergeDecisions.Check(Shape, new Pin("phone", "*", null, null)).ShouldBeEmpty();
    }

    private static MergeDecisions Pinned(params Pin[] pins) => Ordered with { Pins = pins };

    private static string Merged(MergeDecisions decisions, params SourceContribution[] contributions) =>
        TextOf(GoldenMerge.Merge(Shape, contributions, decisions).Body);
}
