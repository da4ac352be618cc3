using Fori.Documents;
using Fori.Search;

namespace Fori.Tests.Search;

/// <summary>Small vocabularies, documents and indexes for the tests of search.</summary>
internal static class Given
{
    private static readonly Lazy<SearchKnowledge> WithVoikko = new(() => new SearchKnowledge(Vocabulary()));
    private static readonly Lazy<SearchKnowledge> WithSnowball = new(() => new SearchKnowledge(Vocabulary(), useVoikko: false));

    /// <summary>As installed here: Voikko where there is one.</summary>
    public static SearchKnowledge Knowledge => WithVoikko.Value;

    public static SearchKnowledge SnowballKnowledge => WithSnowball.Value;

    public static ConceptVocabulary Vocabulary() => new ConceptVocabulary.Builder()
        .Add("urn:c:swimming", "fi", "uinti", ["uiminen"], broader: ["urn:c:sport"])
        .Add("urn:c:swimming", "sv", "simning")
        .Add("urn:c:swimming", "en", "swimming")
        .Add("urn:c:pool", "fi", "uimahallit")
        .Add("urn:c:pool", "sv", "simhallar")
        .Add("urn:c:pool", "en", "swimming pools")
        .Add("urn:c:sport", "fi", "liikunta")
        .Add("urn:c:sport", "sv", "motion")
        .Add("urn:c:sport", "en", "exercise")
        .Add("urn:c:library", "fi", "kirjastot")
        .Add("urn:c:library", "sv", "bibliotek")
        .Add("urn:c:library", "en", "libraries")
        .Add("urn:c:support", "fi", "toimeentulotuki")
        .Add("urn:c:support", "sv", "utkomststöd")
        .Add("urn:c:support", "en", "income support")
        .Add("urn:c:building", "fi", "rakennukset")
        .Add("urn:c:construction", "fi", "rakentaminen")
        .Add("urn:c:construction", "en", "construction")
        .Build();

    public static SearchIndex Index(params IReadOnlyList<SearchDocument> documents)
    {
        var index = SearchIndex.InMemory(Knowledge);
        index.Apply(documents, []);
        index.Refresh();
        return index;
    }

    public static SearchDocument Service(string title, string summary = "", string language = "fi") => new()
    {
        Id = Guid.CreateVersion7(),
        Type = "Service",
        Languages = [language],
        Title = LocalizedText.Of((language, title)),
        Summary = LocalizedText.Of((language, summary)),
    };

    /// <summary>The page; the test fails when the query was refused.</summary>
    public static SearchPage Ask(this SearchIndex index, SearchQuery query)
    {
        var answer = index.Search(query);
        answer.Problems.ShouldBeEmpty();
        return answer.Value!;
    }

    /// <summary>Titles of the hits in their order.</summary>
    public static List<string> Titles(this SearchIndex index, IReadOnlyList<SearchDocument> documents, SearchQuery query)
    {
        var titles = documents.ToDictionary(d => d.Id, d => d.Title.ToString());
        return [.. index.Ask(query).Hits.Select(h => titles[h.Id])];
    }
}
