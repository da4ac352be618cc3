using Fori.Integration.Mapping;

namespace Fori.Tests.Integration.Mapping;

/// <summary>A mapping with an error is refused whole, before anything is read, with the key and line to mend.</summary>
public sealed class MappingDocumentTests
{
    [Theory]
    [InlineData("type: Service\nkey: id\nfields: {name: x}}", "mapping.yaml", "3")]
    [InlineData("type: Service\nkey: id\nkey: id2", "mapping.yaml", "3")]
    [InlineData("a: &x [1]\nb: *x", "mapping.yaml", "2")]
    [InlineData("- 1", "mapping.yaml", "1")]
    [InlineData("type: Service\nkey: id\nfeilds: {}", "mapping.key-unknown", "3")]
    [InlineData("type: Service\nfields: {}", "mapping.key-missing", "1")]
    [InlineData("type: Servise\nkey: id", "mapping.type-unknown", "1")]
    [InlineData("type: Service\nkey: 'id[?'", "mapping.expression", "2")]
    [InlineData("type: Service\nkey: id\nfields:\n  nmae: x", "mapping.field-unknown", "4")]
    [InlineData("type: Service\nkey: id\nfields:\n  languages: {from: x, as: splitt}", "mapping.step-unknown", "4")]
    [InlineData("type: Service\nkey: id\nfields:\n  languages: {from: x, as: {call: f}}", "mapping.script", "4")]
    [InlineData("type: Service\nkey: id\nscript: 'function map( {'", "mapping.script", "3")]
    [InlineData("type: Service\nkey: id\nrecords: 'a[?b]'", "mapping.records", "3")]
    [InlineData("type: Service\nkey: id\nsource: {format: xml}", "mapping.value", "3")]
    [InlineData("type: Service\nkey: id\nsource: {encoding: klingon}", "mapping.value", "3")]
    [InlineData("type: Place\nkey: id\nfields:\n  point: {coordinates: {latitude: a, longitude: b, epsg: 9999}}", "mapping.value", "4")]
    public void An_error_in_a_mapping_is_named_with_its_line(string yaml, string code, string line)
    {
        var outcome = MappingDocument.Parse(yaml, TargetTypes.Registers());

        outcome.Succeeded.ShouldBeFalse();
        var problem = outcome.Problems.First(p => p.Code == code);
        problem.Arguments["line"].ShouldBe(line);
    }

    [Fact]
    public void All_errors_are_told_at_once() =>
        MappingDocument.Parse("type: Service\nkey: 'a['\nfields:\n  nmae: x\n  name: {localised: y}", TargetTypes.Registers())
            .Problems.Select(p => p.Code).ShouldBe(["mapping.expression", "mapping.field-unknown", "mapping.key-missing", "mapping.key-unknown"], ignoreOrder: true);

    [Theory]
    [InlineData("a")]
    [InlineData("a.b")]
    [InlineData("a.c")]
    [InlineData("zz.y")]
    [InlineData("a.b == 'x'")]
    [InlineData("a.b != 'x'")]
    [InlineData("n == '1'")]
    [InlineData("zz != 'x'")]
    [InlineData("_parent.k")]
    [InlineData("_parent.k == 'p'")]
    public void The_short_way_of_an_expression_agrees_with_the_library(string text)
    {
        var parent = new Scope(System.Text.Json.JsonElement.Parse("""{"k":"p","list":[1]}"""));
        var scope = new Scope(System.Text.Json.JsonElement.Parse("""{"a":{"b":"x","c":null},"n":1}"""), parent, "list");
        var fast = Expression.Compile(text).Value!;
        var general = Expression.Compile(text, forceGeneral: true).Value!;

        fast.IsGeneral.ShouldBeFalse();
        general.IsGeneral.ShouldBeTrue();
        fast.Value(scope).ToString().ShouldBe(general.Value(scope).ToString());
        fast.IsTrue(scope).ShouldBe(general.IsTrue(scope));
    }
}
