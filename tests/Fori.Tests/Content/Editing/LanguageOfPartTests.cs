using CsCheck;
using Fori.Content.Editing;
using Fori.Documents;

namespace Fori.Tests.Content.Editing;

/// <summary>Words in another language within a text: kept, written without scripts, and read aloud right.</summary>
public sealed class LanguageOfPartTests
{
    [Theory]
    [InlineData("<p>Ohje on nimeltään <span lang=\"en\">Welcome home</span>.</p>")]
    [InlineData("<p><a href=\"/sv/hem\"><span lang=\"sv\">Välkommen</span></a></p>")]
    [InlineData("<ul><li>Sana <span lang=\"fr\"><strong>merci</strong></span></li></ul>")]
    public void The_language_of_words_is_kept(string html) => RichText.Sanitise(html).ShouldBe(html);

    [Theory]
    [InlineData("<p><span>a</span> <span class=\"x\">b</span></p>", "<p>a b</p>")]
    [InlineData("<p>x <span lang=\"sv\"><span lang=\"en\">a</span></span></p>", "<p>x <span lang=\"sv\">a</span></p>")]
    [InlineData("<p><span lang=\"FI\">Kaikki.</span></p>", "<p>Kaikki.</p>")]
    [InlineData("<p><span lang='x\"y'>a</span></p>", "<p>a</p>")]
    [InlineData("<p>x <span lang=\"sv\" onclick=\"x()\">a</span></p>", "<p>x <span lang=\"sv\">a</span></p>")]
    [InlineData("<p>x <span lang=\"sv\">a<br>b</span></p>", "<p>x <span lang=\"sv\">a</span><br><span lang=\"sv\">b</span></p>")]
    public void Nothing_else_of_a_span_is_kept(string html, string kept) => RichText.Sanitise(html).ShouldBe(kept);

    [Theory]
    [InlineData("Sanomme [tack så mycket]{lang=sv}.", "<p>Sanomme <span lang=\"sv\">tack så mycket</span>.</p>")]
    [InlineData("Katso [[Välkommen]{lang=sv}](/sv/hem).", "<p>Katso <a href=\"/sv/hem\"><span lang=\"sv\">Välkommen</span></a>.</p>")]
    [InlineData("Se on [**merci**]{lang=fr}.", "<p>Se on <span lang=\"fr\"><strong>merci</strong></span>.</p>")]
    [InlineData("[Hela stycket.]{lang=sv}", "<p lang=\"sv\">Hela stycket.</p>")]
    [InlineData("{lang=sv} Hela stycket.", "<p lang=\"sv\">Hela stycket.</p>")]
    [InlineData("## {lang=se} Bures", "<h2 lang=\"se\">Bures</h2>")]
    [InlineData("- {lang=en} Yes\n- Ei", "<ul><li lang=\"en\">Yes</li><li>Ei</li></ul>")]
    public void Words_in_another_language_are_written_in_brackets(string markdown, string html) => MarkdownText.ToHtml(markdown).ShouldBe(html);

    [Theory]
    [InlineData("<p>Sanomme <span lang=\"sv\">tack [så] mycket</span>.</p>")]
    [InlineData("<p lang=\"sv\">Hela stycket.</p>")]
    [InlineData("<h3 lang=\"se\">Bures</h3><p>Tervetuloa</p>")]
    [InlineData("<ul><li lang=\"en\">Yes</li><li>Ei</li></ul>")]
    public void What_is_stored_comes_back_as_marks_and_not_as_html(string html)
    {
        var markdown = MarkdownText.From(html).ShouldNotBeNull();

        markdown.ShouldContain("{lang=");
        MarkdownText.ToHtml(markdown).ShouldBe(html);
    }

    [Fact]
    public void Brackets_that_mean_nothing_stay_what_they_are() => MarkdownText.ToHtml("Laki \\[410/2015\\]{lang=sv} ja [sana] {lang=x}").ShouldBe("<p>Laki [410/2015]{lang=sv} ja [sana] {lang=x}</p>");

    [Fact]
    public void Whatever_is_typed_gives_a_text_that_is_clean() => Gen.String[Gen.Char["ab[]{}=lang \n*\\<>-#\ue000\ue001\ue002"], 0, 120].Sample(text =>
    {
        var html = MarkdownText.ToHtml(text);
        return RichText.Sanitise(html) == html && !html.Any(c => c is >= '\ue000' and <= '\ue002');
    });
}
