using System.Text;
using CsCheck;
using Fori.Content;
using Fori.Content.Editing;
using Fori.Documents;

namespace Fori.Tests.Content.Editing;

public sealed class EditFormTests
{
    private static readonly DocumentType Page = ContentModule.Types[0];
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
            ["body.fi.0.text"] = "## Hinnat\n\n- lapset 3 €\n- **aikuiset** 6 €",
            ["body.fi.1.text"] = "Katso [kartta](/fi/paikat).",
        };

        Json(typed).ShouldBe("""{"body":{"fi":[{"html":"<h2>Hinnat</h2><ul><li>lapset 3 €</li><li><strong>aikuiset</strong> 6 €</li></ul>","type":"text"},{"html":"<p>Katso <a href=\"/fi/paikat\">kartta</a>.</p>","type":"text"}]},"parent":{"id":"01990000-0000-7000-8000-000000000001"},"summary":{"fi":"Uinti ja sauna."},"title":{"fi":"Uimahalli"}}""");
    }

    [Fact]
    public void A_language_that_the_form_does_not_show_stays_as_it_was()
    {
        var before = Page.Read("""{"title":{"en":"Pool","fi":"Halli"}}"""u8);

        var after = EditForm.Read(Page, before, new Dictionary<string, string> { ["title.fi"] = "Uimahalli" }, Languages);

        Encoding.UTF8.GetString(after.Value.ShouldNotBeNull()).ShouldBe("""{"title":{"en":"Pool","fi":"Uimahalli"}}""");
    }

    [Fact]
    public void A_form_that_is_sent_back_as_it_was_drawn_changes_nothing() => Gen.Select(Html.Array[0, 4], Gen.OneOf("", "Uimahalli", "a*b_c <d> #1 & [x]")).Sample(
        (blocks, title) =>
        {
            var rows = string.Join(',', blocks.Select(RichText.Sanitise).Where(h => h.Length > 0).Select(h => $$"""{"type":"text","html":{{System.Text.Json.JsonSerializer.Serialize(h)}} }"""));
            var body = Page.Parse(Encoding.UTF8.GetBytes($$$"""{"title":{"fi":{{{System.Text.Json.JsonSerializer.Serialize(title)}}}},"body":{"fi":[{{{rows}}}]}}""")).Value.Body;

            var typed = EditForm.Write(Page, body, Languages)
                .SelectMany(f => f.ByLanguage.Values.SelectMany(c => c).Append(f.Shared!).Where(c => c is not null)) // Either is there.
                .SelectMany(c => new[] { (c.Id, c.Value), (c.Id.Replace(".text", ".format", StringComparison.Ordinal), c.Control is EditControl.Html or EditControl.Markdown ? EditForm.FormatOf(c.Control) : c.Value) })
                .GroupBy(c => c.Item1).ToDictionary(c => c.Key, c => c.First().Item2);

            Encoding.UTF8.GetString(EditForm.Read(Page, body, typed, Languages).Value!).ShouldBe(Encoding.UTF8.GetString(Page.Write(body).Value!)); // Canonical bodies.
        });

    [Theory]
    [InlineData("add:body.fi", "a|b|")]
    [InlineData("up:body.fi.1", "b|a")]
    [InlineData("up:body.fi.0", "a|b")]
    [InlineData("down:body.fi.0", "b|a")]
    [InlineData("remove:body.fi.0", "b")]
    [InlineData("remove:body.fi.7", "a|b")]
    public void Blocks_are_added_moved_and_taken_away(string act, string expected)
    {
        var typed = new Dictionary<string, string> { ["title.fi"] = "Halli", ["body.fi.0.text"] = "a", ["body.fi.1.text"] = "b", ["body.sv.0.text"] = "x" };

        var changed = EditForm.Rearranged(typed, act).ShouldNotBeNull();

        string.Join('|', EditForm.Again(Page, changed, Languages)[^1].ByLanguage["fi"].Select(c => c.Value)).ShouldBe(expected);
        (changed["title.fi"], changed["body.sv.0.text"]).ShouldBe(("Halli", "x"));
    }

    [Fact]
    public void What_is_no_act_on_blocks_is_told_apart() => EditForm.Rearranged(new Dictionary<string, string>(), "save").ShouldBeNull();

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

    private static string Json(Dictionary<string, string> typed) => Encoding.UTF8.GetString(EditForm.Read(Page, null, typed, Languages).Value.ShouldNotBeNull());
}
