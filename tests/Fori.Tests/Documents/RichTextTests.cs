using System.Diagnostics;
using CsCheck;
using Fori.Documents;

namespace Fori.Tests.Documents;

public sealed class RichTextTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("Kirjasto", "<p>Kirjasto</p>")]
    [InlineData("a\nb\n\nc", "<p>a<br>b</p><p>c</p>")]
    [InlineData("5 > 3", "<p>5 &gt; 3</p>")]
    [InlineData("Tom &amp; Kai", "<p>Tom &amp; Kai</p>")]
    [InlineData("<h1>A</h1><h2>B</h2><h5>C</h5>", "<h2>A</h2><h2>B</h2><h4>C</h4>")]
    [InlineData("<div>a</div><div>b</div>", "<p>a</p><p>b</p>")]
    [InlineData("<p>a <b> b</b> <i>c </i>d</p>", "<p>a <strong>b</strong> <em>c</em> d</p>")]
    [InlineData("<p></p><p> &nbsp; </p><p><b></b></p>", "")]
    [InlineData("<p>a<br><br>b<br></p>", "<p>a</p><p>b</p>")]
    [InlineData("<p>•\ta,<br />\n•\tb</p>", "<ul><li>a,</li><li>b</li></ul>")]
    [InlineData("<p>Se:<br>• a</p><p>• b</p><p>c</p>", "<p>Se:</p><ul><li>a</li><li>b</li></ul><p>c</p>")]
    [InlineData("<ul><li>• a</li><li><p>b</p><ul><li>c</li></ul></li><li></li></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>")]
    [InlineData("<a href='https://a.fi/?x=1&y=2' onclick=x target=_blank>a</a>", "<p><a href=\"https://a.fi/?x=1&amp;y=2\">a</a></p>")]
    [InlineData("<a href='mailto:a@b.fi'>a</a> <a href='tel:+3582'>b</a> <a href='/c'>c</a>", "<p><a href=\"mailto:a@b.fi\">a</a> <a href=\"tel:+3582\">b</a> <a href=\"/c\">c</a></p>")]
    [InlineData("<p lang=sv>a</p><p lang='x\"y'>b</p>", "<p lang=\"sv\">a</p><p>b</p>")]
    [InlineData("<table><tr><th scope=col onclick=x>a</th></tr><tr><td>b</td></tr></table>", "<table><tbody><tr><th scope=\"col\">a</th></tr><tr><td>b</td></tr></tbody></table>")]
    [InlineData("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>")]
    public void Markup_comes_out_in_the_subset(string html, string expected) => RichText.Sanitise(html).ShouldBe(expected);

    [Theory]
    [InlineData("<script>alert(1)</script>a")]
    [InlineData("<style>p{}</style>a")]
    [InlineData("<img src=x onerror=alert(1)>a")]
    [InlineData("<a href=\"javascript:alert(1)\">a</a>")]
    [InlineData("<a href=\"java&#10;script:alert(1)\">a</a>")]
    [InlineData("<a href=\"data:text/html,x\">a</a>")]
    [InlineData("<a href=\"//evil.example\">a</a>")]
    [InlineData("<a href=\"/\\evil.example\">a</a>")]
    [InlineData("<svg><script>alert(1)</script></svg>a")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>a")]
    [InlineData("<iframe srcdoc='<script>alert(1)</script>'></iframe>a")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>a")]
    [InlineData("<p style=\"background:url(javascript:x)\">a</p>")]
    public void Nothing_that_runs_survives(string html)
    {
        var clean = RichText.Sanitise(html);

        foreach (var trace in (string[])["script", "alert(", "onerror", "<img", "<svg", "<style", "style=", "evil", "data:"])
        {
            clean.ShouldNotContain(trace);
        }
    }

    [Fact]
    public void Hostile_nesting_and_size_cost_little()
    {
        var clock = Stopwatch.StartNew();
        RichText.Sanitise(string.Concat(Enumerable.Repeat("<b><div>", 100_000)) + "a").ShouldBe("<p>a</p>");
        RichText.Sanitise(string.Concat(Enumerable.Repeat("<p>x</p>", 1_000_000))).ShouldNotBeEmpty();
        RichText.ToPlain(new string('<', 1_000_000)).Length.ShouldBe(1_000_000);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Sanitising_again_changes_nothing()
    {
        var piece = Gen.OneOf("<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<br>", "<ul>", "<li>", "</li>", "</ul>", "<ol>", "</ol>", "<h1>", "</h1>", "<h3 lang=sv>", "</h3>", "<div lang=fi>", "</div>",
            "<a href='https://a.fi/?b&c'>", "</a>", "<table>", "<tr>", "<td>", "<th scope=row>", "</table>", "<blockquote>", "</blockquote>", "<script>", "</script>", "<!--", "-->", "• ", "- ", "•", "\n", "\n\n", " ", "\t", "&nbsp;", "&lt;", "&amp;", "&", "<", ">", "\"", "a", "Åbo ", "x.", "\u0001", "\u200b", "<caption>", "<dl><dd>", "<span>");
        Gen.Select(piece.Array[0, 14], string.Concat).Sample(
            html =>
            {
                var once = RichText.Sanitise(html);
                RichText.Sanitise(once).ShouldBe(once);
            },
            iter: 20_000);
    }

    [Fact]
    public void What_is_recognised_without_parsing_would_come_out_of_parsing_as_it_is()
    {
        var recognised = 0;
        var words = Gen.OneOf("uimahalli", "Åbo", "a b", "x", "\"auki\"", "10–18", "- viiva", "é\u0301", "•", " ", "", "&amp;", ">", "\u00a0", "\n", "\ud83d\ude00", "\ufffd", "<br>", "<b>x</b>");
        var line = Gen.Select(words.Array[1, 3], string.Concat);
        var item = line.Select(l => $"<li>{l}</li>");
        var block = Gen.OneOf(
            line.Select(l => $"<p>{l}</p>"),
            Gen.Select(line, line, (one, two) => $"<p>{one}<br>{two}</p>"),
            line.Select(l => $"<h2>{l}</h2>"),
            line.Select(l => $"<h4>{l}</h4>"),
            Gen.Select(item.Array[0, 3], string.Concat).Select(i => $"<ul>{i}</ul>"),
            Gen.Select(item.Array[1, 3], string.Concat).Select(i => $"<ol>{i}</ol>"),
            Gen.Const("<p></p>"),
            Gen.Const("<p>"),
            Gen.Const("</ul>"));
        Gen.Select(block.Array[1, 4], string.Concat).Sample(
            html =>
            {
                if (WrittenText.Is(html))
                {
                    Interlocked.Increment(ref recognised);
                    RichTextWriter.Write(html).ShouldBe(html);
                }
            },
            iter: 20_000);
        recognised.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Plain_text_keeps_its_paragraphs_lines_and_lists_there_and_back()
    {
        const string Text = "Aukiolo <nyt>\n\nMa\nTi\n\n• yksi\n• kaksi\n\nLoppu & muuta";
        var html = RichText.FromPlain(Text);

        html.ShouldBe("<p>Aukiolo &lt;nyt&gt;</p><p>Ma<br>Ti</p><ul><li>yksi</li><li>kaksi</li></ul><p>Loppu &amp; muuta</p>");
        RichText.ToPlain(html).ShouldBe(Text);
    }

    [Theory]
    [InlineData("<p>Kirjasto lainaa kirjoja. Se on auki.</p>", "Kirjasto lainaa kirjoja.")]
    [InlineData("<p>Avoinna klo 10. maaliskuuta alkaen. Tervetuloa!</p>", "Avoinna klo 10. maaliskuuta alkaen.")]
    [InlineData("Yksi sana", "Yksi sana")]
    [InlineData("", "")]
    public void The_first_sentence_is_found(string html, string sentence) => RichText.FirstSentence(html).ShouldBe(sentence);

    [Fact]
    public void A_long_first_sentence_is_cut_at_a_word()
    {
        var sentence = RichText.FirstSentence(string.Join(' ', Enumerable.Repeat("sanoja", 60)));

        sentence.Length.ShouldBeLessThanOrEqualTo(150);
        sentence.ShouldEndWith("sanoja…");
    }

    [Fact]
    public void Ten_thousand_short_texts_are_sanitised_in_a_second()
    {
        foreach (var (name, text) in new[] { ("plain", "Lyhyt teksti palvelusta, jossa ei ole merkkausta."), ("markup", "<p>Lyhyt <b>teksti</b> palvelusta.</p><ul><li>yksi</li></ul>") })
        {
            RichText.Sanitise(text);
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < 10_000; i++)
            {
                RichText.Sanitise(text);
            }

            output.WriteLine($"{name}: {10_000 / clock.Elapsed.TotalSeconds:0} texts a second");
            clock.Elapsed.TotalSeconds.ShouldBeLessThan(20);
        }
    }
}
