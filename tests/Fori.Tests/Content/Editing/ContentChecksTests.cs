using Fori.Content;
using Fori.Content.Blocks;
using Fori.Content.Blocks.Text;
using Fori.Content.Editing;
using Fori.Content.Types.Pages;
using Fori.Documents;

namespace Fori.Tests.Content.Editing;

public sealed class ContentChecksTests
{
    [Fact]
    public void A_sound_page_has_no_problems() =>
        Found("<h2>Uinti</h2><p>Katso <a href=\"https://town.example\">hinnat</a>.</p><h3>Lapset</h3><table><thead><tr><th>Ikä</th></tr></thead><tbody><tr><td>7</td></tr></tbody></table>").ShouldBeEmpty();

    [Theory]
    [InlineData("<h3>Liian syvällä</h3>", "text.heading-skipped body.fi[0].html")]
    [InlineData("<h2>Uinti</h2><h4>Lapset</h4>", "text.heading-skipped body.fi[0].html")]
    [InlineData("<table><tbody><tr><td>7</td></tr></tbody></table>", "text.table-header body.fi[0].html")]
    public void What_must_be_mended_is_told_with_its_place(string html, string problem) => Found(html).ShouldBe([problem]);

    [Fact]
    public void Heading_levels_go_on_from_block_to_block() =>
        Found("<h2>Uinti</h2>", "<h3>Lapset</h3>", "<h4>Vauvat</h4>", "<h2>Sauna</h2>", "<h4>Löyly</h4>").ShouldBe(["text.heading-skipped body.fi[4].html"]);

    [Fact]
    public void A_language_that_is_not_published_is_not_checked() =>
        ContentChecks.Of(ContentModule.Types[0], PageOf("<h4>Kesken</h4>"), ["sv"]).ShouldBeEmpty();

    private static IEnumerable<string> Found(params string[] html) =>
        ContentChecks.Of(ContentModule.Types[0], ContentModule.Types[0].Sanitised(PageOf(html)), ["fi"]).Select(p => $"{p.Code} {p.Path}");

    private static Page PageOf(params string[] html) => new()
    {
        Title = LocalizedText.Of(("fi", "Uimahalli")),
        Body = new Dictionary<string, IReadOnlyList<Block>> { ["fi"] = [.. html.Select(h => new TextBlock { Html = h })] },
    };
}
