using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Fori.Content;
using Fori.Content.Blocks;
using Fori.Content.Editing;
using Fori.Documents;

namespace Fori.Tests.Content.Editing;

public sealed partial class EditFormTests
{
    private static readonly DocumentType Page = ContentModule.Types[0];
    private static readonly DocumentType Sample = DocumentType.Edited(SampleJson.Default.SampleBody);
    private static readonly string[] Languages = ["fi", "sv"];

    [Fact]
    public void What_is_typed_becomes_the_body()
    {
        var typed = new Dictionary<string, string>
        {
            ["title.fi"] = " Uimahalli ",
            ["title.sv"] = "",
            ["summary.fi"] = "Uinti ja sauna.",
            ["parent"] = "01990000-0000-7000-8000-000000000001",
            ["body.fi:count"] = "2",
            ["body.fi.0:type"] = "text",
            ["body.fi.0.html"] = "## Hinnat\n\n- lapset 3 €\n- **aikuiset** 6 €",
            ["body.fi.1:type"] = "text",
            ["body.fi.1.html"] = "Katso [kartta](/fi/paikat).",
        };

        Json(Page, typed).ShouldBe("""{"body":{"fi":[{"html":"<h2>Hinnat</h2><ul><li>lapset 3 €</li><li><strong>aikuiset</strong> 6 €</li></ul>","type":"text"},{"html":"<p>Katso <a href=\"/fi/paikat\">kartta</a>.</p>","type":"text"}]},"parent":{"id":"01990000-0000-7000-8000-000000000001"},"summary":{"fi":"Uinti ja sauna."},"title":{"fi":"Uimahalli"}}""");
    }

    [Fact]
    public void Every_kind_of_value_has_its_input()
    {
        var typed = new Dictionary<string, string>
        {
            ["size"] = "Large",
            ["isOpen"] = "true",
            ["seats"] = "12",
            ["price"] = "3,50",
            ["day"] = "2026-12-06",
            ["at"] = "2026-12-06T18:00",
            ["code.value"] = "ignored",
            ["code"] = "P2.3",
            ["page"] = "01990000-0000-7000-8000-000000000001",
            ["prices.fi:count"] = "2",
            ["prices.fi.0.label"] = "Lapset",
            ["prices.fi.0.amount"] = "3",
            ["prices.fi.1.label"] = "",
            ["prices.fi.1.amount"] = "",
            ["contact.name.fi"] = "Neuvonta",
            ["contact.note"] = "ma–pe",
        };

        Json(Sample, typed).ShouldBe("""{"at":"2026-12-06T16:00:00+00:00","code":{"scheme":"sample-class","value":"P2.3"},"contact":{"name":{"fi":"Neuvonta"},"note":"ma–pe"},"day":"2026-12-06","isOpen":true,"page":{"id":"01990000-0000-7000-8000-000000000001"},"price":3.5,"prices":{"fi":[{"amount":3,"label":"Lapset"}]},"seats":12,"size":"Large"}""");
    }

    [Theory]
    [InlineData("seats", "kaksi", "field.number seats")]
    [InlineData("price", "1.2.3", "field.number price")]
    [InlineData("day", "6.12.2026", "field.date day")]
    [InlineData("at", "huomenna", "field.moment at")]
    [InlineData("at", "2026-03-29T03:30", "field.moment-missing at")]
    [InlineData("size", "Huge", "field.shape size")]
    public void What_cannot_be_read_is_told_with_its_place(string name, string text, string problem) =>
        EditForm.Read(Sample, null, new Dictionary<string, string> { [name] = text }, Languages).Problems.Select(p => $"{p.Code} {p.Path}").ShouldBe([problem]);

    [Fact]
    public void What_cannot_be_read_within_a_list_is_told_with_its_place() =>
        EditForm.Read(Sample, null, new Dictionary<string, string> { ["prices.sv:count"] = "2", ["prices.sv.1.amount"] = "x" }, Languages).Problems[0].Path.ShouldBe("prices.sv[1].amount");

    [Fact]
    public void An_hour_that_comes_twice_is_the_first_of_the_two() =>
        Json(Sample, new Dictionary<string, string> { ["at"] = "2026-10-25T03:30" }).ShouldBe("""{"at":"2026-10-25T00:30:00+00:00"}""");

    [Fact]
    public void A_moment_that_nobody_touched_stays_which_of_two_hours_it_was()
    {
        var before = Sample.Read("""{"at":"2026-10-25T01:30:00+00:00"}"""u8);

        Encoding.UTF8.GetString(EditForm.Read(Sample, before, EditForm.Write(Sample, before, Languages), Languages).Value!).ShouldBe("""{"at":"2026-10-25T01:30:00+00:00"}"""); // Not refused.
    }

    [Fact]
    public void A_language_that_the_form_does_not_show_stays_as_it_was()
    {
        var before = Page.Read("""{"title":{"en":"Pool","fi":"Halli"}}"""u8);

        var after = EditForm.Read(Page, before, new Dictionary<string, string> { ["title.fi"] = "Uimahalli" }, Languages);

        Encoding.UTF8.GetString(after.Value.ShouldNotBeNull()).ShouldBe("""{"title":{"en":"Pool","fi":"Uimahalli"}}""");
    }

    [Fact]
    public void A_block_of_an_unknown_type_is_kept_as_it_is()
    {
        var body = Page.Parse("""{"body":{"fi":[{"type":"vendor-map","zoom":3,"layers":[{"a":1}]},{"type":"text","html":"<p>a</p>"}]}}"""u8).Value.Body;

        var after = EditForm.Read(Page, body, EditForm.Write(Page, body, Languages), Languages);

        Encoding.UTF8.GetString(after.Value!).ShouldBe("""{"body":{"fi":[{"layers":[{"a":1}],"type":"vendor-map","zoom":3},{"html":"<p>a</p>","type":"text"}]}}"""); // Not refused.
    }

    [Fact]
    public void A_form_that_is_sent_back_as_it_was_drawn_changes_nothing() => Gen.Select(Html.Array[0, 4], Gen.OneOf("", "Uimahalli", "a*b_c <d> #1 & [x]")).Sample(
        (blocks, title) =>
        {
            var rows = string.Join(',', blocks.Select(RichText.Sanitise).Where(h => h.Length > 0).Select(h => $$"""{"type":"text","html":{{JsonSerializer.Serialize(h)}} }"""));
            var body = Page.Parse(Encoding.UTF8.GetBytes($$$"""{"title":{"fi":{{{JsonSerializer.Serialize(title)}}}},"body":{"fi":[{{{rows}}}]}}""")).Value.Body;

            var typed = EditForm.Write(Page, body, Languages);

            Encoding.UTF8.GetString(EditForm.Read(Page, body, typed, Languages).Value!).ShouldBe(Encoding.UTF8.GetString(Page.Write(WithoutEmptyRows(body)).Value!)); // Canonical bodies.
        });

    [Fact]
    public void Every_type_and_block_goes_through_its_form_unchanged()
    {
        foreach (var type in ContentModule.Types)
        {
            var body = type.Read("{}"u8);
            Encoding.UTF8.GetString(EditForm.Read(type, body, EditForm.Write(type, body, Languages), Languages).Value!).ShouldBe(Encoding.UTF8.GetString(type.Write(body).Value!), type.Name); // Not refused.
        }
    }

    [Theory]
    [InlineData("add:body.fi:text", "a|b|", "body.fi.2")]
    [InlineData("up:body.fi.1", "b|a", "body.fi.0")]
    [InlineData("up:body.fi.0", "a|b", "body.fi.0")]
    [InlineData("down:body.fi.0", "b|a", "body.fi.1")]
    [InlineData("copy:body.fi.0", "a|a|b", "body.fi.1")]
    [InlineData("remove:body.fi.0", "b", null)]
    [InlineData("remove:body.fi.7", "a|b", null)]
    [InlineData("up:body", "a|b", null)]
    public void Blocks_are_added_moved_copied_and_taken_away(string act, string expected, string? at)
    {
        var typed = new Dictionary<string, string>
        {
            ["title.fi"] = "Halli",
            ["body.fi:count"] = "2", ["body.fi.0:type"] = "text", ["body.fi.0.html"] = "a", ["body.fi.1:type"] = "text", ["body.fi.1.html"] = "b",
            ["body.sv:count"] = "1", ["body.sv.0:type"] = "text", ["body.sv.0.html"] = "x",
        };

        var changed = EditForm.Rearranged(typed, act).ShouldNotBeNull();

        var rows = (EditRows)((EditLanguages)EditForm.Draw(Page, changed.Values, Languages).Single(f => f.Field.Name == "body").Node).ByLanguage["fi"];
        string.Join('|', rows.Rows.Select(r => ((EditCell)((EditGroup)r.Node!).Parts[0].Node).Value)).ShouldBe(expected); // Each is a text block.
        changed.At.ShouldBe(at);
        (changed.Values["title.fi"], changed.Values["body.sv.0.html"]).ShouldBe(("Halli", "x"));
    }

    [Fact]
    public void What_is_no_act_on_lists_is_told_apart() => EditForm.Rearranged(new Dictionary<string, string>(), "save").ShouldBeNull();

    [Theory]
    [InlineData("<p>Hinta on 5 € * 2 [ei] _näin_.</p>")]
    [InlineData("<p>1. ensin</p><p>- sitten</p>")]
    [InlineData("<h2>Ajat</h2><p>rivi<br>toinen</p><blockquote><p>Tervetuloa</p></blockquote>")]
    [InlineData("<ol><li>yksi<ul><li>sisempi</li></ul></li><li>kaksi</li></ol>")]
    [InlineData("<table><thead><tr><th>Ikä</th><th>Hinta</th></tr></thead><tbody><tr><td>7</td><td>3 €</td></tr></tbody></table>")]
    public void Common_texts_are_written_as_markdown_and_read_back_to_the_byte(string html)
    {
        var stored = RichText.Sanitise(html);

        var markdown = MarkdownText.From(stored).ShouldNotBeNull();

        MarkdownText.ToHtml(markdown).ShouldBe(stored);
    }

    [Fact]
    public void Html_typed_into_markdown_does_nothing() =>
        MarkdownText.ToHtml("Hei <script>alert(1)</script> <b onclick=x>y</b> [z](javascript:alert(1))").ShouldNotContain("<script");

    private static readonly Gen<string> Html =
        from parts in Gen.OneOf(
            "<p>teksti</p>", "<h2>Otsikko</h2>", "<p>a <strong>b</strong> <em>c</em></p>", "<ul><li>x</li><li>y</li></ul>", "<p lang=\"sv\">svensk</p>",
            "<p>1) x * y</p>", "<p>rivi<br>rivi</p>", "<table><tr><td>1</td></tr></table>", "<p># ei otsikko</p>", "<blockquote><p>q</p></blockquote>", "<ol><li>1<ol><li>2</li></ol></li></ol>").Array[1, 4]
        select string.Concat(parts);

    // A list without items is no list.
    private static DocumentBody WithoutEmptyRows(DocumentBody body) =>
        body is Fori.Content.Types.Pages.Page { Body: var rows } page && rows.All(r => r.Value.Count == 0) ? page with { Body = new Dictionary<string, IReadOnlyList<Block>>() } : body;

    private static string Json(DocumentType type, Dictionary<string, string> typed) => Encoding.UTF8.GetString(EditForm.Read(type, null, typed, Languages).Value.ShouldNotBeNull());

    public enum SampleSize
    {
        Small,
        Large,
    }

    public sealed record SamplePrice
    {
        public string? Label { get; init; }

        public decimal? Amount { get; init; }
    }

    public sealed record SampleContact
    {
        public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

        public string? Note { get; init; }
    }

    public sealed record SampleBody : DocumentBody
    {
        [Field(FieldKind.Choice)]
        public SampleSize? Size { get; init; }

        [Field(FieldKind.Flag)]
        public bool? IsOpen { get; init; }

        [Field(FieldKind.Number)]
        public int? Seats { get; init; }

        [Field(FieldKind.Number)]
        public decimal? Price { get; init; }

        [Field(FieldKind.Date)]
        public DateOnly? Day { get; init; }

        [Field(FieldKind.Instant)]
        public DateTimeOffset? At { get; init; }

        [Field(FieldKind.Code, Scheme = "sample-class")]
        public Code? Code { get; init; }

        [Field(FieldKind.Reference)]
        public Ref<Fori.Content.Types.Pages.Page>? Page { get; init; }

        [Field(FieldKind.Structure)]
        public IReadOnlyDictionary<string, IReadOnlyList<SamplePrice>>? Prices { get; init; }

        [Field(FieldKind.Structure)]
        public SampleContact? Contact { get; init; }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(SampleBody))]
    internal sealed partial class SampleJson : JsonSerializerContext;
}
