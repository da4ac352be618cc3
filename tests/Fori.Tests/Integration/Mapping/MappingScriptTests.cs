using System.Diagnostics;
using Fori.Registers.Services;

namespace Fori.Tests.Integration.Mapping;

/// <summary>A script does what expressions cannot, and nothing that it does stops the run or leaves its sandbox.</summary>
public sealed class MappingScriptTests
{
    private static Task<Mapped> MapAsync(string body, string source = """
        {"id":"ok","n":"Palvelu"}
        {"id":"bad","n":"x","bad":true}
        {"id":"also","n":"Toinen"}
        """, int threads = 1) =>
        Mapped.Of(Mapped.Parse("source: {format: ndjson}\ntype: Service\nkey: id\nfields:\n  name: {localized: {fi: n}}\nscript: |\n  function map(record, body) {\n" + Indented(body) + "\n    return body;\n  }\n"), source, threads);

    private static string Indented(string body) => string.Join("\n", body.Split('\n').Select(l => "    " + l));

    [Fact]
    public async Task A_script_changes_a_body_and_what_it_gives_is_made_to_fit()
    {
        var mapped = await MapAsync("body.summary = { fi: ' ' + record.n.toUpperCase() + ' ' };\nbody.description = { fi: '<script>x</script><b>y</b>' };");

        mapped.Refused.ShouldBeEmpty();
        Mapped.Text(mapped.Records[0]).ShouldBe("""{"description":{"fi":"<p><strong>y</strong></p>"},"name":{"fi":"Palvelu"},"summary":{"fi":"PALVELU"}}""");
    }

    [Fact]
    public async Task A_script_that_gives_nothing_leaves_the_record_out()
    {
        var mapped = await MapAsync("if (record.bad) { return null; }");

        mapped.Records.Select(r => r.Key).ShouldBe(["ok", "also"]);
        mapped.Refused.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("while (true) {}", "statements")]
    [InlineData("let s = 'aaaaaaaaaa'; while (true) { s += s; }", "memory")]
    [InlineData("const a = []; while (true) { a.push('x'.repeat(1000) + a.length); }", "memory")]
    [InlineData("'a'.repeat(1e9);", "memory")]
    [InlineData("new Array(4e9);", "memory")]
    [InlineData("let s = 'a'.repeat(1e6); s.replaceAll('a', s);", "memory")]
    [InlineData("function f() { return f() + 1; } f();", "recursion")]
    [InlineData("let x = []; for (let i = 0; i < 30000; i++) { x = [x]; } JSON.stringify(x);", "recursion")]
    [InlineData("let x = []; for (let i = 0; i < 30000; i++) { x = [x]; } return { name: x };", "recursion")]
    [InlineData("/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab');", "time")]
    public async Task A_script_that_loops_or_allocates_for_ever_loses_its_record_with_the_limit_named(string endless, string limit)
    {
        var clock = Stopwatch.StartNew();
        var mapped = await MapAsync($"if (record.bad) {{ {endless} }}");

        mapped.Records.Select(r => r.Key).ShouldBe(["ok", "also"]);
        var problem = mapped.Refused.ShouldHaveSingleItem().Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("script.limit");
        problem.Arguments["limit"].ShouldBe(limit);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("throw new Error('x');")]
    [InlineData("undefinedName;")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd');")]
    [InlineData("importNamespace('System');")]
    [InlineData("eval('1');")]
    [InlineData("new Function('return 1')();")]
    [InlineData("new Uint8Array(1e9);")]
    [InlineData("new ArrayBuffer(1e9);")]
    [InlineData("Math.random();")]
    [InlineData("Date.now();")]
    [InlineData("body.self = body;")]
    [InlineData("body.nosuch = 1;")]
    [InlineData("body.name = 12;")]
    public async Task What_a_script_may_not_do_loses_its_record_only(string forbidden)
    {
        var mapped = await MapAsync($"if (record.bad) {{ {forbidden} }}");

        mapped.Records.Select(r => r.Key).ShouldBe(["ok", "also"]);
        mapped.Refused.ShouldHaveSingleItem().Key.ShouldBe("bad");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_run_stops_early_when_every_record_hits_a_limit(int threads)
    {
        var source = string.Join("\n", Enumerable.Range(0, 3000).Select(i => $"{{\"id\":\"{i}\",\"n\":\"x\"}}"));
        var mapped = await MapAsync("while (true) {}", source, threads);

        mapped.Records.ShouldBeEmpty();
        mapped.Refused.Count.ShouldBeLessThan(1000);
        mapped.Notices[^1].Ends.ShouldBeTrue();
        mapped.Notices[^1].Problems[0].Code.ShouldBe("script.hopeless");
    }

    [Fact]
    public async Task One_record_cannot_leave_anything_for_another()
    {
        var mapped = await MapAsync("globalThis.n = (globalThis.n || 0) + 1;\nArray.prototype.x = 1;\nbody.summary = { fi: 'n' + globalThis.n };");

        mapped.Records.Select(r => Mapped.As<Service>(r).Summary.Exactly("fi")).Distinct().ShouldBe(["n1"]);
    }
}
