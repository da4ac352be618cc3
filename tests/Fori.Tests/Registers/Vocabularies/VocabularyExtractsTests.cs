using Fori.Registers.Vocabularies;

namespace Fori.Tests.Registers.Vocabularies;

public sealed class VocabularyExtractsTests
{
    [Fact]
    public void They_hold_what_a_demonstration_needs_in_three_languages()
    {
        var counts = VocabularyExtracts.All.ToDictionary(v => v.Scheme, v => v.Items.Count);

        counts[VocabularyScheme.TargetGroup].ShouldBe(17);
        counts[VocabularyScheme.LifeEvent].ShouldBe(19);
        counts[VocabularyScheme.Holiday].ShouldBe(18);
        counts[VocabularyScheme.PlaceType].ShouldBe(14);
        counts[VocabularyScheme.ServiceClass].ShouldBeGreaterThan(40);
        counts.ShouldContainKey(VocabularyScheme.Language);
        VocabularyExtracts.All.SelectMany(v => v.Items).ShouldAllBe(i => i.Labels.ContainsKey("fi") && i.Labels.ContainsKey("sv") && i.Labels.ContainsKey("en"));
    }

    [Fact]
    public void Every_class_below_another_finds_it()
    {
        var catalogue = VocabularyCatalogue.Of(VocabularyExtracts.All);

        foreach (var item in VocabularyExtracts.All.SelectMany(v => v.Items.Where(i => i.Parents is not null).Select(i => (v.Scheme, Item: i))))
        {
            catalogue.PathUp(item.Scheme, item.Item.Code).Count.ShouldBe(2);
        }
    }
}
