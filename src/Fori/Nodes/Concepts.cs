using Fori.Registers.Vocabularies;
using Fori.Search;

namespace Fori.Nodes;

/// <summary>The concepts of the installation's vocabularies, as search takes them.</summary>
internal static class Concepts
{
    // Lists of codes whose names are not words for what people look for, and classifications: their names are indexed with
    // the documents that they class, and as concepts they would join all of a class to each of its words.
    private static readonly HashSet<string> NotConcepts =
    [
        VocabularyScheme.PostalCode, VocabularyScheme.Municipality, VocabularyScheme.Country, VocabularyScheme.Language, VocabularyScheme.Holiday,
        VocabularyScheme.IndustrialClass, VocabularyScheme.ServiceClass, VocabularyScheme.TargetGroup, VocabularyScheme.LifeEvent, VocabularyScheme.PlaceType,
    ];

    public static ConceptVocabulary Of(VocabularyCatalogue vocabularies)
    {
        var builder = new ConceptVocabulary.Builder();
        foreach (var scheme in vocabularies.Schemes.Where(s => !NotConcepts.Contains(s)))
        {
            foreach (var item in vocabularies.Items(scheme).Where(i => !i.Retired))
            {
                builder.Add(new Concept
                {
                    Uri = item.Uri ?? $"{scheme}:{item.Code}",
                    Labels = item.Labels.ToDictionary(),
                    AlternativeLabels = item.AlternativeLabels?.GroupBy(l => l.Language)
                        .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(l => l.Text)]) ?? [],
                    Broader = [.. (item.Parents ?? []).Select(p => vocabularies.Find(scheme, p)?.Uri).OfType<string>()],
                });
            }
        }

        return builder.Build();
    }
}
