using System.Text;
using Fori.Content;
using Fori.Content.Types.MediaItems;
using Fori.Content.Upkeep;

namespace Fori.Tests.Content.Upkeep;

/// <summary>What would make a document better and stops nothing.</summary>
public sealed class ContentAdviceTests
{
    private static readonly Guid Picture = Guid.Parse("11111111-1111-7111-8111-111111111111");

    [Theory]
    [InlineData("fi", "Klikkaa tästä", true)]
    [InlineData("fi", "Lue lisää…", true)]
    [InlineData("fi", "Uimahallin hinnasto", false)]
    [InlineData("fi", "here", false)]
    [InlineData("sv", "Läs mer »", true)]
    [InlineData("sv", "Simhallens priser", false)]
    [InlineData("en", "Click here!", true)]
    [InlineData("en", "https://example.org/a", true)]
    [InlineData("en", "Prices of the swimming hall", false)]
    public void A_link_should_say_where_it_leads(string language, string text, bool isAdvised) =>
        Of($$$"""{"title":{"{{{language}}}":"T"},"summary":{"{{{language}}}":"S"},"body":{"{{{language}}}":[{"type":"text","html":"<p>Katso <a href=\"https://example.org/a\">{{{text}}}</a>.</p>"}]}}""")
            .ShouldBe(isAdvised ? [$"advice.link-text body.{language}[0].html"] : []);

    [Fact]
    public void A_summary_is_missed_in_the_languages_that_are_written() =>
        Of("""{"title":{"fi":"T","sv":"T"},"summary":{"fi":"S"}}""").ShouldBe(["advice.no-summary summary.sv"]);

    [Fact]
    public void A_PDF_is_pointed_out_by_its_address_and_as_a_file_of_the_library()
    {
        Of("""{"title":{"fi":"T"},"summary":{"fi":"S"},"body":{"fi":[{"type":"text","html":"<p><a href=\"/ohje.PDF?v=2\">Ohje</a></p>"}]}}""").ShouldBe(["advice.pdf body.fi[0].html"]);
        Of(
            $$$"""{"title":{"fi":"T"},"summary":{"fi":"S"},"body":{"fi":[{"type":"files","files":[{"id":"{{{Picture}}}"}]}]}}""",
            new Media { Kind = MediaKind.Document, File = new MediaFile { MediaType = "application/pdf" } }).ShouldBe(["advice.pdf body.fi[0].files[0]"]);
    }

    [Fact]
    public void A_picture_without_rights_and_one_whose_rights_ended_are_pointed_out_where_they_stand()
    {
        var page = $$$"""{"title":{"fi":"T"},"summary":{"fi":"S"},"image":{"id":"{{{Picture}}}"}}""";

        Of(page, new Media { Kind = MediaKind.Image }).ShouldBe(["advice.no-rights image"]);
        Of(page, new Media { Kind = MediaKind.Image, Author = "Aino", RightsUntil = new DateOnly(2026, 5, 31) }).ShouldBe(["advice.rights-ended image"]);
        Of(page, new Media { Kind = MediaKind.Image, Licence = "CC BY 4.0", RightsUntil = new DateOnly(2026, 6, 1) }).ShouldBeEmpty();
    }

    [Fact]
    public void A_link_that_is_known_to_be_broken_is_pointed_out()
    {
        var facts = AdviceFacts.None with { Broken = new Dictionary<string, string> { ["https://example.org/poissa"] = "404" } };

        Of("""{"title":{"fi":"T"},"summary":{"fi":"S"},"body":{"fi":[{"type":"text","html":"<p><a href=\"https://example.org/poissa#alku\">Sivu</a></p>"}]}}""", facts)
            .ShouldBe(["advice.broken-link body.fi[0].html"]);
    }

    [Fact]
    public void A_title_of_another_page_is_pointed_out() =>
        Of("""{"title":{"fi":"T"},"summary":{"fi":"S"}}""", AdviceFacts.None with { SameTitles = ["fi"] }).ShouldBe(["advice.same-title title.fi"]);

    [Theory]
    [InlineData("fi", "Hae paikkaa verkossa. Saat vastauksen viikossa. Voit myös soittaa.", 12, false)]
    [InlineData("fi", "Hakemuksen voi lähettää kunnan verkkosivuilla olevalla lomakkeella, jonka liitteeksi tarvitaan todistus tuloista, selvitys perheen tilanteesta ja päätös aiemmasta tuesta, jos sellainen on saatu.", 5, true)]
    [InlineData("sv", "Sök plats på nätet. Du får svar om en vecka. Du kan också ringa.", 8, false)]
    [InlineData("sv", "Ansökningshandlingarna behandlas förvaltningsrättsligt av myndighetens tjänsteinnehavare, varefter förvaltningsbeslutet delges ansökaren elektroniskt enligt förvaltningslagens bestämmelser.", 6, true)]
    [InlineData("en", "Apply for a place online. You get an answer in a week. You can also call us.", 8, false)]
    public void A_text_is_hard_to_read_by_a_measure_of_its_language(string language, string sentence, int times, bool isHard) =>
        Of($$$"""{"title":{"{{{language}}}":"T"},"summary":{"{{{language}}}":"S"},"body":{"{{{language}}}":[{"type":"text","html":"<p>{{{string.Join(' ', Enumerable.Repeat(sentence, times))}}}</p>"}]}}""")
            .ShouldBe(isHard ? [$"advice.hard-to-read body.{language}[0].html"] : []);

    [Fact]
    public void LIX_is_words_of_a_sentence_and_the_share_of_long_words()
    {
        var read = Readability.Of("Katten sitter här. Hunden springer omkring.");

        (read.Words, read.WordsOfSentence).ShouldBe((6, 3));
        read.Lix.ShouldBe(3 + (100.0 * 2 / 6), 0.01);
    }

    private static IReadOnlyList<string> Of(string page, Media media) => Of(page, AdviceFacts.None with { Today = new DateOnly(2026, 6, 1), Media = new Dictionary<Guid, Media> { [Picture] = media } });

    private static IReadOnlyList<string> Of(string page, AdviceFacts? facts = null)
    {
        var type = ContentModule.Types.Single(t => t.Name == "Page");
        var body = type.Read(Encoding.UTF8.GetBytes(page));
        return [.. ContentAdvice.Of(type, body, [.. ((Fori.Content.Types.ContentBody)body).Title.Keys], facts ?? AdviceFacts.None).Select(p => $"{p.Code} {p.Path}")];
    }
}
