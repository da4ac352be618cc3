using Fori.Registers.Ptv;
using Fori.Registers.Services;
using Fori.Registers.Vocabularies;
using Fori.Tests.Registers.Vocabularies;

namespace Fori.Tests.Registers.Ptv;

/// <summary>The national general descriptions: registers.md G3.</summary>
public sealed class GeneralDescriptionsTests
{
    private static readonly string[] Lists = ["Finto_ServiceClasses.json", "Finto_TargetGroups.json", "Finto_LifeEvents.json", "Finto_IndustrialClasses.json"];

    [Fact]
    public void All_228_are_read_and_each_of_their_718_links_names_an_item_of_its_list()
    {
        var reading = Read();

        reading.Problems.ShouldBeEmpty();
        reading.Documents.Count.ShouldBe(228);
        var bodies = Bodies(reading).ToList();
        bodies.Sum(g => g.ServiceClasses.Count + g.TargetGroups.Count + g.LifeEvents.Count + g.IndustrialClasses.Count).ShouldBe(718);
        reading.Documents.SelectMany(d => d.Problems).ShouldNotContain(p => p.Code == "code.unknown");
        bodies.SelectMany(g => g.TargetGroups).ShouldAllBe(c => c.Value.StartsWith("KR"));
        bodies.SelectMany(g => g.LifeEvents).ShouldAllBe(c => c.Value.StartsWith("KE"));
    }

    [Fact]
    public void The_35_summaries_over_150_characters_are_flagged_and_not_cut()
    {
        var reading = Read();

        reading.Documents.SelectMany(d => d.Problems).Count(p => p.Code == "text.too-long").ShouldBe(35);
        Bodies(reading).SelectMany(g => g.Summary.Values).Count(s => s.Length > 150).ShouldBe(35);
    }

    [Fact]
    public void Words_of_former_years_are_today_s_words()
    {
        var bodies = Bodies(Read()).ToList();

        bodies.Count(g => g.ServiceType == ServiceType.PermitOrObligation).ShouldBe(22);
        bodies.Count(g => g.ServiceType == ServiceType.Service).ShouldBe(206);
        bodies.Count(g => g.ChargeType == ServiceChargeType.FreeOfCharge).ShouldBe(57);
        bodies.Count(g => g.ChargeType == ServiceChargeType.Chargeable).ShouldBe(20);
    }

    [Fact]
    public void Long_texts_are_paragraphs_and_lists_and_nothing_of_the_editor_s_json_is_left()
    {
        var texts = Bodies(Read())
            .SelectMany(g => g.BackgroundDescription.Values.Concat(g.Description.Values).Concat(g.Requirements.Values).Concat(g.UserInstruction.Values))
            .ToList();

        texts.ShouldAllBe(t => !t.Contains("\"blocks\"") && !t.Contains("entityMap") && (t.StartsWith("<p>") || t.StartsWith("<ul>")));
        texts.Sum(t => t.Split("<li>").Length - 1).ShouldBe(15);
    }

    private static PtvReading Read() =>
        PtvReader.Read(SharedData.Read("split", "dev", "gd.dev.json"), PtvReadOptions.Default with { Vocabularies = NationalLists.Load(Lists) });

    private static IEnumerable<GeneralDescription> Bodies(PtvReading reading) => reading.Documents.Select(d => d.Body).Cast<GeneralDescription>();
}
