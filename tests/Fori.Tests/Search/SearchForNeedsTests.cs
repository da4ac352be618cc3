using Fori.Documents;
using Fori.Search;

namespace Fori.Tests.Search;

public sealed class SearchForNeedsTests
{
    private static readonly SearchDocument Pool = Given.Service("Uimahallin vuorot");
    private static readonly SearchDocument Library = Given.Service("Kirjastopalvelut", "Lainaa kirjoja ja lue lehtiä.");
    private static readonly SearchDocument Event = Given.Service("Lukupiiri", "Kokoontuu kirjastossa joka kuukausi ja keskustelee kirjoista kahvin ääressä.");
    private static readonly SearchDocument Permit = Given.Service("Rakennuslupa");
    private static readonly SearchDocument Support = Given.Service("Toimeentulotuki");
    private static readonly SearchDocument[] All = [Pool, Library, Event, Permit, Support];

    [Theory]
    [InlineData("fi", "haluan kirjastoon", "Kirjastopalvelut")]
    [InlineData("sv", "jag vill gå till biblioteket", "Kirjastopalvelut")]
    [InlineData("en", "where is the library", "Kirjastopalvelut")]
    [InlineData("fi", "mistä saan toimeentulotukea", "Toimeentulotuki")]
    [InlineData("sv", "hur söker jag utkomststöd", "Toimeentulotuki")]
    [InlineData("en", "I need income support", "Toimeentulotuki")]
    [InlineData("sv", "var finns simhallen", "Uimahallin vuorot")]
    [InlineData("en", "I want to swim", "Uimahallin vuorot")]
    public void A_need_in_any_language_finds_the_service(string language, string need, string first)
    {
        using var index = Given.Index(All);

        index.Titles(All, new SearchQuery { Text = need, Language = language })[0].ShouldBe(first);
    }

    [Fact]
    public void A_title_that_is_the_thing_comes_before_a_mention()
    {
        using var index = Given.Index(All);

        index.Titles(All, new SearchQuery { Text = "kirjasto" }).ShouldBe(["Kirjastopalvelut", "Lukupiiri"]);
    }

    [Fact]
    public void A_document_of_a_title_only_is_found_before_a_long_text_that_mentions_the_word()
    {
        var bare = Given.Service("Satama");
        var wordy = Given.Service("Kesän tapahtumat", string.Join(' ', Enumerable.Repeat("satama ja ranta", 30)));
        using var index = Given.Index(bare, wordy);

        index.Titles([bare, wordy], new SearchQuery { Text = "satamassa" }).ShouldBe(["Satama", "Kesän tapahtumat"]);
    }

    [Fact]
    public void What_a_resident_does_finds_what_the_office_calls_the_deed()
    {
        Assert.SkipUnless(Given.Knowledge.HasVoikko, "needs libvoikko with a Finnish dictionary: not installed");
        using var index = Given.Index(All);

        index.Titles(All, new SearchQuery { Text = "olen rakentamassa" }).ShouldContain("Rakennuslupa");
        index.Titles(All, new SearchQuery { Text = "haluan uimaan" })[0].ShouldBe("Uimahallin vuorot");
    }

    [Fact]
    public void Words_without_diacritics_find_those_with_them()
    {
        var home = Given.Service("Äitiysneuvola");
        using var index = Given.Index(home);

        index.Titles([home], new SearchQuery { Text = "aitiysneuvola" }).ShouldBe(["Äitiysneuvola"]);
    }

    [Fact]
    public void The_exact_form_comes_before_another_form_of_the_word()
    {
        var plural = Given.Service("Leikkipuistot");
        var single = Given.Service("Leikkipuisto");
        using var index = Given.Index(plural, single);

        index.Titles([plural, single], new SearchQuery { Text = "leikkipuisto" }).ShouldBe(["Leikkipuisto", "Leikkipuistot"]);
    }

    [Fact]
    public void Words_of_wanting_alone_do_not_choose_hits_beside_the_subject()
    {
        var wish = Given.Service("Haluan antaa palautetta");
        using var index = Given.Index([.. All, wish]);

        index.Titles([.. All, wish], new SearchQuery { Text = "haluan kirjastoon" }).ShouldNotContain("Haluan antaa palautetta");
        index.Titles([.. All, wish], new SearchQuery { Text = "haluan" }).ShouldBe(["Haluan antaa palautetta"]);
    }

    [Fact]
    public void A_concept_that_describes_a_document_finds_it_though_no_word_does()
    {
        var slide = Given.Service("Vauhdikas perjantai") with { Concepts = ["urn:c:swimming"] };
        using var index = Given.Index(slide);

        index.Titles([slide], new SearchQuery { Text = "simning", Language = "sv" }).ShouldBe(["Vauhdikas perjantai"]);
    }

    [Fact]
    public void Keywords_and_labels_are_found_in_their_language()
    {
        var hall = Given.Service("Impivuori") with
        {
            Keywords = [("sv", "bastu")],
            Labels = [LocalizedText.Of(("fi", "Liikuntapaikat"))],
        };
        using var index = Given.Index(hall);

        index.Titles([hall], new SearchQuery { Text = "bastu", Language = "sv" }).ShouldBe(["Impivuori"]);
        index.Titles([hall], new SearchQuery { Text = "liikunta" }).ShouldBe(["Impivuori"]);
    }

    [Fact]
    public void A_document_in_another_language_takes_nothing_from_what_a_word_finds()
    {
        // A concept of so many Swedish names that they would fill the room for the words that stand for one.
        var names = Enumerable.Range('a', 20).Select(c => "simord" + (char)c);
        var knowledge = new SearchKnowledge(new ConceptVocabulary.Builder().Add("urn:c:swimming", "fi", "uinti").Add("urn:c:swimming", "sv", "simning", names).Build());
        var sport = Given.Service("Liikunta");
        var news = Given.Service("Nyheter", language: "sv");
        using var index = SearchIndex.InMemory(knowledge);
        index.Apply([sport], []);
        index.Refresh();
        var alone = index.Titles([sport], new SearchQuery { Text = "uinti" });

        index.Apply([news], []);
        index.Refresh();

        alone.ShouldBe(["Liikunta"]);
        index.Titles([sport, news], new SearchQuery { Text = "uinti" }).ShouldBe(alone);
    }

    [Fact]
    public void A_misspelt_word_gets_a_suggestion_from_the_index()
    {
        using var index = Given.Index(All);

        var page = index.Ask(new SearchQuery { Text = "Kirjastopalvlut" });

        page.Suggestion.ShouldBe("kirjastopalvelut");
    }

    [Theory]
    [InlineData("olematon")]
    [InlineData("saamaton")]
    [InlineData("palvelukko")]
    [InlineData("xyzzy")]
    public void A_word_that_the_texts_do_not_have_finds_nothing_by_the_empty_word_inside_it(string word)
    {
        var vocabulary = new ConceptVocabulary.Builder().Add("urn:c:service", "fi", "palvelu").Add("urn:c:library", "fi", "kirjastot").Build();
        using var index = SearchIndex.InMemory(new SearchKnowledge(vocabulary));
        index.Apply([Given.Service("Neuvonta", "Palvelu on avoinna ja siitä saa apua."), Given.Service("Kirjastopalvelut", "Palvelua saa olla vailla.")], []);
        index.Refresh();

        index.Ask(new SearchQuery { Text = word }).Total.ShouldBe(0);
        index.Ask(new SearchQuery { Text = "kirjastoihin" }).Total.ShouldBe(1);
    }

    [Fact]
    public void A_known_word_without_hits_gets_no_suggestion()
    {
        using var index = Given.Index(Library);

        index.Ask(new SearchQuery { Text = "uinti" }).Suggestion.ShouldBeNull();
    }

    [Fact]
    public void Nothing_of_a_deleted_document_is_suggested_or_completed()
    {
        var secret = Given.Service("Salakirjain");
        using var index = Given.Index(Library, secret);
        index.Apply([], [secret.Id]);
        index.Refresh();

        index.Ask(new SearchQuery { Text = "salakirjaim" }).Suggestion.ShouldBeNull();
        index.Suggest("sala", "fi", 10).ShouldBeEmpty();
    }

    [Fact]
    public void Completions_begin_the_title_or_one_of_its_words_and_need_no_diacritics()
    {
        var station = Given.Service("Pääkirjaston aukiolo");
        using var index = Given.Index(Library, Given.Service("Kirjastopalvelut"), station, Given.Service("Lasten kirjasto"));

        index.Suggest("kirj", "fi", 10).ShouldBe(["Kirjastopalvelut", "Lasten kirjasto"]);
        index.Suggest("paakir", "fi", 10).ShouldBe(["Pääkirjaston aukiolo"]);
        index.Suggest("kirj", "sv", 10).ShouldBeEmpty();
        index.Suggest("  ", "fi", 10).ShouldBeEmpty();
    }

    [Fact]
    public void Finnish_is_searched_by_stems_where_there_is_no_Voikko()
    {
        using var index = SearchIndex.InMemory(Given.SnowballKnowledge);
        index.Apply(All, []);
        index.Refresh();

        Given.SnowballKnowledge.HasVoikko.ShouldBeFalse();
        index.Titles(All, new SearchQuery { Text = "haluan kirjastoon" })[0].ShouldBe("Kirjastopalvelut");
    }
}
