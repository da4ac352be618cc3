using System.Text;
using CsCheck;
using Fori.Content;
using Fori.Content.Replacing;
using Fori.Documents;

namespace Fori.Tests.Content.Replacing;

/// <summary>Words change, markup never does.</summary>
public sealed class TextReplacingTests
{
    private static readonly DocumentType Page = ContentModule.Types.First(t => t.Name == "Page");

    [Fact]
    public void Words_change_in_titles_summaries_and_running_text_of_every_block()
    {
        var (after, changes) = Replace(
            """{"body":{"fi":[{"html":"<p>Uimahalli on <strong>auki</strong>.</p>","type":"text"},{"items":[{"html":"<p>Uimahalli</p>","title":"Uimahalli"}],"type":"accordion"}]},"title":{"fi":"Uimahalli","sv":"Simhall"}}""",
            new TextSought { Find = "Uimahalli", Replace = "Kylpylä" });

        after.ShouldNotContain("Uimahalli");
        after.ShouldContain("<p>Kylpylä on <strong>auki</strong>.</p>");
        after.ShouldContain("\"sv\":\"Simhall\"");
        changes.Select(c => c.Path).ShouldBe(["title.fi", "body.fi[0].html", "body.fi[1].items[0].title", "body.fi[1].items[0].html"], ignoreOrder: true);
        changes[0].Matches.ShouldHaveSingleItem().ShouldBe(new TextMatch("", "Uimahalli", "Kylpylä", ""));
    }

    [Theory]
    [InlineData("kala", false, false, "Kalastus ja kala", "Xstus ja X")]
    [InlineData("kala", true, false, "Kalastus ja Kala", "Kalastus ja X")]
    [InlineData("kala", false, true, "Kalastus ja kala", "Kalastus ja X")]
    [InlineData("a.b", false, false, "axb a.b", "axb X")]
    [InlineData("å", true, false, "Å ja åå", "X ja åå")]
    public void Whole_words_and_letter_case_are_as_asked(string find, bool word, bool letterCase, string before, string after) =>
        Title(before, new TextSought { Find = find, Replace = "X", WholeWord = word, MatchCase = letterCase }).ShouldBe(after);

    [Fact]
    public void A_chosen_language_is_the_only_one_that_changes()
    {
        var (after, _) = Replace("""{"title":{"fi":"Halli","sv":"Halli"}}""", new TextSought { Find = "Halli", Replace = "X", Language = "sv" });

        after.ShouldBe("""{"title":{"fi":"Halli","sv":"X"}}""");
    }

    [Fact]
    public void Links_change_only_when_asked_and_only_to_what_a_link_may_be()
    {
        const string Body = """{"body":{"fi":[{"html":"<p><a href=\"https://old.example/p\">old.example</a></p>","type":"text"}]},"title":{"fi":"T"}}""";

        Replace(Body, new TextSought { Find = "old.example", Replace = "new.example" }).Body.ShouldContain("<a href=\\\"https://old.example/p\\\">new.example</a>");
        Replace(Body, new TextSought { Find = "old.example", Replace = "new.example", InLinks = true }).Body.ShouldContain("<a href=\\\"https://new.example/p\\\">new.example</a>");
        Replace(Body, new TextSought { Find = "https:", Replace = "javascript:", InLinks = true }).Body.ShouldContain("https://old.example/p");
    }

    [Theory]
    [InlineData("strong")]
    [InlineData("p")]
    [InlineData("href")]
    [InlineData("amp")]
    [InlineData("type")]
    public void Names_of_tags_attributes_and_entities_are_no_words(string find)
    {
        const string Body = """{"body":{"fi":[{"html":"<p>Yksi &amp; <strong>kaksi</strong> <a href=\"/fi/x\">x</a></p>","type":"text"}]},"title":{"fi":"T"}}""";

        var (after, changes) = Replace(Body, new TextSought { Find = find, Replace = "<b>", MatchCase = true, WholeWord = true });

        changes.ShouldBeEmpty();
        after.ShouldBe(Body);
    }

    [Fact]
    public void What_is_put_in_is_text_and_never_markup()
    {
        var (after, _) = Replace("""{"body":{"fi":[{"html":"<p>Hei vain</p>","type":"text"}]},"title":{"fi":"T"}}""", new TextSought { Find = "vain", Replace = "<script>x</script> & co" });

        after.ShouldContain("<p>Hei &lt;script&gt;x&lt;/script&gt; &amp; co</p>");
    }

    [Fact]
    public void Whatever_is_replaced_the_tags_stay_and_what_was_not_found_is_untouched() =>
        Gen.Select(Gen.OneOf("kissa", "koira", "a", "<", "&", "\"", "å"), Gen.OneOf("hevonen", "x<y", "&amp;", "\"", "ö"), Gen.OneOf("kissa", "koira istuu", "a & b", "å", "kala").Array[1, 6])
            .Sample((find, with, words) =>
            {
                var html = string.Concat(words.Select((w, i) => i % 2 == 0 ? $"<p>{Escaped(w)} <em>{Escaped(w)}</em></p>" : $"<ul><li>{Escaped(w)}</li></ul>"));
                var body = Page.Write(Page.Sanitised(Page.Read(Encoding.UTF8.GetBytes($$$"""{"body":{"fi":[{"html":{{{System.Text.Json.JsonSerializer.Serialize(html)}}},"type":"text"}]},"title":{"fi":"Otsikko"}}""")))).Value!;

                var (after, changes) = TextReplacing.Of(Page, body, new TextSought { Find = find, Replace = with, MatchCase = true });

                Tags(after).ShouldBe(Tags(body));
                changes.Any().ShouldBe(words.Any(w => w.Contains(find, StringComparison.Ordinal)) || "Otsikko".Contains(find, StringComparison.Ordinal));
            }, iter: 300);

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Tags(byte[] body) => string.Concat(System.Text.RegularExpressions.Regex.Matches(Encoding.UTF8.GetString(body), "</?(p|em|ul|li)>").Select(m => m.Value));

    private static string Title(string before, TextSought sought) =>
        Page.Read(TextReplacing.Of(Page, Page.Write(Page.Read(Encoding.UTF8.GetBytes($$$"""{"title":{"fi":"{{{before}}}"}}"""))).Value!, sought).Body) is Fori.Content.Types.ContentBody { Title: var title } ? title.Exactly("fi")! : "";

    private static (string Body, IReadOnlyList<TextChange> Changes) Replace(string body, TextSought sought)
    {
        var (after, changes) = TextReplacing.Of(Page, Page.Parse(Encoding.UTF8.GetBytes(body)).Value.Canonical, sought);
        return (Encoding.UTF8.GetString(after), changes);
    }
}
