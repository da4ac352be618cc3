using Fori.Search;
using Fori.Search.Analysis;

namespace Fori.Tests.Search.Analysis;

public sealed class WordAnalysisTests
{
    [Theory]
    [InlineData("kirjastoon", "kirjasto")]
    [InlineData("uimaan", "uida")]
    [InlineData("lauttarannan", "lauttaranta")]
    public void Voikko_gives_base_forms(string word, string lemma) =>
        Finnish().Analyze(word).Lemmas.ShouldContain(lemma);

    [Theory]
    [InlineData("kirjastopalvelut", "kirjasto palvelu")]
    [InlineData("uimarannalla", "uima ranta")]
    [InlineData("päivähoitopaikkaa", "päivä hoito paikka")]
    [InlineData("linja-auto", "linja auto")]
    public void Voikko_gives_the_parts_of_compounds(string word, string parts) =>
        string.Join(' ', Finnish().Analyze(word).Parts).ShouldBe(parts);

    [Fact]
    public void A_word_knows_what_it_is_derived_from()
    {
        Finnish().Analyze("uinti").Roots.ShouldContain("uida");
        FinnishDerivation.FromVerb("uida").ShouldContain("uinti");
        FinnishDerivation.FromVerb("rakentaa").ShouldContain("rakennus");
        FinnishDerivation.FromVerb("hoitaa").ShouldContain("hoito");
        FinnishDerivation.FromVerb("hakea").ShouldContain("hakemus");
        FinnishDerivation.FromVerb("siivota").ShouldContain("siivous");
    }

    [Fact]
    public void A_name_that_no_dictionary_has_is_stemmed()
    {
        var forms = Finnish().Analyze("zyxwvölissä");

        forms.IsKnown.ShouldBeFalse();
        forms.Lemma.ShouldBe(Finnish().Analyze("zyxwvöli").Lemma);
    }

    [Theory]
    [InlineData("biblioteket", "bibliotek")]
    [InlineData("simhallar", "simhall")]
    public void Swedish_words_meet_in_their_stems(string word, string other)
    {
        var swedish = Given.Knowledge.Analysis("sv");

        swedish.Analyze(word).Lemma.ShouldBe(swedish.Analyze(other).Lemma);
    }

    [Fact]
    public void Swedish_compounds_are_split_by_the_words_of_the_vocabulary()
    {
        var splitter = new CompoundSplitter(new HashSet<string> { "simhall", "avgift", "barn", "bibliotek" }, ["s"]);

        splitter.Split("simhallsavgift").ShouldBe(["simhall", "avgift"]);
        splitter.Split("barnbibliotek").ShouldBe(["barn", "bibliotek"]);
        splitter.Split("bibliotek").ShouldBeEmpty();
        splitter.Split("simhallsxyz").ShouldBeEmpty();
        splitter.Split(new string('s', 5_000)).ShouldBeEmpty();
    }

    [Fact]
    public void Words_are_cut_at_what_is_no_letter_and_hyphens_give_the_whole_too()
    {
        Words.Of("Kirjasto, (avoin) klo 9–20!").Select(w => w.Text).ShouldBe(["kirjasto", "avoin", "klo", "9", "20"]);
        Words.Of("linja-auto").ShouldBe([new Word("linja", 0), new Word("auto", 1), new Word("linja-auto", 1)]);
        Words.Of("- a - ").Select(w => w.Text).ShouldBe(["a"]);
        Words.Of(new string('x', 1000))[0].Text.Length.ShouldBe(Words.LongestWord);
    }

    [Fact]
    public void Folding_takes_marks_away_and_leaves_plain_words_alone()
    {
        Words.Fold("äitiysneuvola").ShouldBe("aitiysneuvola");
        Words.Fold("ålandé").ShouldBe("alande");
        Words.Fold("plain").ShouldBeSameAs("plain");
    }

    [Fact]
    public async Task Analysis_is_the_same_from_many_threads()
    {
        string[] words = ["kirjastopalvelut", "uimarannalla", "rakennuslupa", "toimeentulotukea", "päivähoitopaikkaa"];
        var finnish = Finnish();
        var expected = words.ToDictionary(w => w, w => string.Join(' ', finnish.Analyze(w).Lemmas));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () =>
            {
                var fresh = new SearchKnowledge(ConceptVocabulary.Empty).Analysis("fi");
                foreach (var word in words.Concat(words))
                {
                    string.Join(' ', fresh.Analyze(word).Lemmas).ShouldBe(expected[word]);
                }
            },
            TestContext.Current.CancellationToken)));
    }

    private static IWordAnalysis Finnish()
    {
        Assert.SkipUnless(Given.Knowledge.HasVoikko, "needs libvoikko with a Finnish dictionary: not installed");
        return Given.Knowledge.Analysis("fi");
    }
}
