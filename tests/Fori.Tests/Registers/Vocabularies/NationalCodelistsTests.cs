using Fori.Registers.Vocabularies;

namespace Fori.Tests.Registers.Vocabularies;

/// <summary>The codelists as their offices publish them: registers.md G6.</summary>
public sealed class NationalCodelistsTests
{
    private static readonly string[] Languages = ["fi", "sv", "en"];

    [Theory]
    [InlineData("ptv/codelists/Municipality.json", VocabularyScheme.Municipality, 311)]
    [InlineData("ptv/codelists/MunicipalityOrganizations.json", VocabularyScheme.Municipality, 311)]
    [InlineData("ptv/codelists/PostalCode.json", VocabularyScheme.PostalCode, 4158)]
    [InlineData("ptv/codelists/Finto_ServiceClasses.json", VocabularyScheme.ServiceClass, 230)]
    [InlineData("ptv/codelists/Finto_TargetGroups.json", VocabularyScheme.TargetGroup, 17)]
    [InlineData("ptv/codelists/Finto_LifeEvents.json", VocabularyScheme.LifeEvent, 19)]
    [InlineData("ptv/codelists/Finto_IndustrialClasses.json", VocabularyScheme.IndustrialClass, 1805)]
    [InlineData("ptv/codelists/BusinessRegion.json", VocabularyScheme.BusinessRegion, 68)]
    [InlineData("ptv/codelists/CountryCodes.json", VocabularyScheme.Country, 233)]
    [InlineData("ptv/codelists/DigitalAuthorizations.json", VocabularyScheme.DigitalAuthorization, 15)]
    [InlineData("ptv/codelists/Holiday.clean.json", VocabularyScheme.Holiday, 18)]
    [InlineData("ptv/codelists/HospitalRegion.json", VocabularyScheme.HospitalDistrict, 20)]
    [InlineData("ptv/codelists/LanguageCodes.json", VocabularyScheme.Language, 74)]
    [InlineData("ptv/codelists/Province.json", VocabularyScheme.Region, 19)]
    [InlineData("ptv/codelists/ServiceNumbers.json", VocabularyScheme.ServiceNumber, null)]
    [InlineData("ptv/auroraai-codelists/codelist_hospital_districts.json", VocabularyScheme.HospitalDistrict, 21)]
    [InlineData("ptv/auroraai-codelists/codelist_target_groups.json", VocabularyScheme.TargetGroup, 17)]
    [InlineData("ptv/auroraai-codelists/codelist_wellbeing_counties.json", VocabularyScheme.WellbeingCounty, 23)]
    [InlineData("ptv/auroraai-codelists/municipality_codes.json", VocabularyScheme.Municipality, 309)]
    [InlineData("ptv/auroraai-codelists/municipality_codes_2023.json", VocabularyScheme.Municipality, 309)]
    [InlineData("ptv/auroraai-codelists/ptv_classes_2023.json", VocabularyScheme.ServiceClass, 228)]
    [InlineData("ptv/auroraai-codelists/region_codes.json", VocabularyScheme.Region, 19)]
    [InlineData("ptv/auroraai-codelists/service_classes.json", VocabularyScheme.ServiceClass, 228)]
    [InlineData("ptv/auroraai-codelists/municipality_to_hospital_district.csv", VocabularyScheme.Municipality, 309)]
    [InlineData("ptv/auroraai-codelists/municipality_to_region.csv", VocabularyScheme.Municipality, 309)]
    [InlineData("ptv/auroraai-codelists/municipality_to_wellbeing_service_county_codes.csv", VocabularyScheme.Municipality, 309)]
    [InlineData("ptv/auroraai-codelists/wellbeing_service_county_codes.csv", VocabularyScheme.WellbeingCounty, null)]
    [InlineData("ptv/kunta-api-naantali-vaasa/codes/country.json", VocabularyScheme.Country, 234)]
    [InlineData("ptv/kunta-api-naantali-vaasa/codes/hospitalregions.json", VocabularyScheme.HospitalDistrict, 21)]
    [InlineData("ptv/kunta-api-naantali-vaasa/codes/language.json", VocabularyScheme.Language, 74)]
    [InlineData("ptv/kunta-api-naantali-vaasa/codes/province.json", VocabularyScheme.Region, 19)]
    [InlineData("ptv/kunta-api-naantali-vaasa/codes/municipality.json", VocabularyScheme.Municipality, 311)]
    [InlineData("ptv/kunta-api-naantali-vaasa/codes/businessregions.json", VocabularyScheme.BusinessRegion, 68)]
    [InlineData("ontology/jupo.json", VocabularyScheme.Jupo, 2307)]
    public void Each_list_is_known_by_its_content_and_read_whole(string path, string scheme, int? items)
    {
        // The name is withheld, so that what is told comes from the content.
        var reading = VocabularyReader.Read(SharedData.Read(path.Split('/')), "list" + Path.GetExtension(path));

        reading.Problems.ShouldBeEmpty();
        reading.Value!.Problems.ShouldNotContain(p => p.Code == "vocabulary.item-refused");
        var vocabulary = reading.Value.Vocabularies.ShouldHaveSingleItem();
        vocabulary.Scheme.ShouldBe(scheme);
        vocabulary.Items.Count.ShouldBe(items ?? vocabulary.Items.Count);
        vocabulary.Items.ShouldNotBeEmpty();
    }

    [Fact]
    public void Main_service_classes_are_29_and_the_others_stand_below_them()
    {
        var catalogue = VocabularyCatalogue.Of(List("ptv/codelists/Finto_ServiceClasses.json"));

        catalogue.Children(VocabularyScheme.ServiceClass, null).Count.ShouldBe(29);
        catalogue.Children(VocabularyScheme.ServiceClass, "P1").Select(c => c.Code).ShouldBe(["P1.1", "P1.2", "P1.3", "P1.4", "P1.5"], ignoreOrder: true);
        catalogue.PathUp(VocabularyScheme.ServiceClass, "P2.3").Select(c => c.Code).ShouldBe(["P2.3", "P2"]);
    }

    [Fact]
    public void Two_classes_that_the_list_gives_the_same_code_stay_two()
    {
        var catalogue = VocabularyCatalogue.Of(List("ptv/codelists/Finto_ServiceClasses.json"));

        catalogue.Find(VocabularyScheme.ServiceClass, "P7.12")!.Labels["en"].ShouldBe("Intellectual property rights");
        catalogue.Find(VocabularyScheme.ServiceClass, "http://urn.fi/URN:NBN:fi:au:ptvl:v1088")!.Labels["en"].ShouldBe("Enforcement");
    }

    [Theory]
    [InlineData("P2.3")]
    [InlineData("http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/P2.3")]
    [InlineData("http://urn.fi/URN:NBN:fi:au:ptvl:v1010")]
    public void A_class_is_found_by_its_code_its_uri_and_its_old_uri(string name) =>
        VocabularyCatalogue.Of(List("ptv/codelists/Finto_ServiceClasses.json"))
            .Find(VocabularyScheme.ServiceClass, name)!.Code.ShouldBe("P2.3");

    [Fact]
    public void Pages_make_one_list_though_the_first_is_empty()
    {
        var pages = Enumerable.Range(0, 6)
            .Select(page => ($"postal-{page}.json", SharedData.Read("ptv", "kunta-api-naantali-vaasa", "codes", $"postal-{page}.json")));

        var reading = VocabularyReader.ReadAll(pages);

        reading.Problems.ShouldBeEmpty();
        var postalCodes = reading.Vocabularies.ShouldHaveSingleItem();
        postalCodes.Scheme.ShouldBe(VocabularyScheme.PostalCode);
        postalCodes.Items.Count.ShouldBe(4354);
    }

    [Fact]
    public void A_file_of_several_lists_gives_each_of_them()
    {
        var reading = VocabularyReader.Read(SharedData.Read("ptv", "paoh", "classifications.json"), "classifications.json").Value!;

        reading.Vocabularies.Select(v => v.Scheme).ShouldBe(
            [VocabularyScheme.LifeEvent, VocabularyScheme.ServiceClass, VocabularyScheme.Municipality], ignoreOrder: true);
    }

    [Fact]
    public void A_table_in_Latin_1_keeps_its_letters_and_tells_the_region_of_each_municipality()
    {
        var municipalities = VocabularyReader
            .Read(SharedData.Read("ptv", "auroraai-codelists", "municipality_to_region.csv"), "municipality_to_region.csv")
            .Value!.Vocabularies.Single();

        var akaa = municipalities.Items.Single(i => i.Code == "005");
        akaa.Labels["fi"].ShouldBe("Alajärvi");
        akaa.Facts![VocabularyScheme.Region].ShouldBe("14");
    }

    [Fact]
    public void Fixed_holidays_tell_their_day_and_movable_ones_do_not()
    {
        var holidays = List("ptv/codelists/Holiday.clean.json").Items;

        holidays.Single(h => h.Code == "MayDayEve").Facts!["date"].ShouldBe("04-30");
        holidays.Single(h => h.Code == "GoodFriday").Facts.ShouldBeNull();
        holidays.ShouldAllBe(h => h.Labels.Count == 3);
    }

    [Fact]
    public void The_place_keeper_of_an_unknown_postal_code_cannot_be_chosen() =>
        List("ptv/codelists/PostalCode.json").Items.Single(i => i.Code == "Undefined").IsChoosable(new DateOnly(2026, 1, 1)).ShouldBeFalse();

    [Fact]
    public void Three_languages_of_an_ontology_make_one_vocabulary_that_takes_little_memory()
    {
        var files = Languages.Select(language => ($"yso-{language}.tsv", SharedData.Read("ontology", "annif", $"yso-{language}.tsv")));
        var yso = VocabularyReader.ReadAll(files).Vocabularies.ShouldHaveSingleItem();
        yso.Scheme.ShouldBe(VocabularyScheme.Yso);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var catalogue = VocabularyCatalogue.Of(yso);
        var items = yso.Items.Count;
        yso = null;
        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024 / 1024;

        // The objects of which it was made are freed in the meantime, so the difference is at most what is held.
        items.ShouldBeGreaterThan(27_000);
        held.ShouldBeLessThan(30);
        var concept = catalogue.Find(VocabularyScheme.Yso, "http://www.yso.fi/onto/yso/p10")!;
        concept.Labels.Keys.ShouldBe(["en", "fi", "sv"]);
    }

    [Fact]
    public void An_ontology_concept_is_found_by_the_uri_of_an_equal_concept_and_keeps_its_other_words()
    {
        var catalogue = VocabularyCatalogue.Of(List("ontology/jupo.json"));

        var concept = catalogue.Find(VocabularyScheme.Jupo, "http://www.yso.fi/onto/jupo/p1481")!;
        concept.Code.ShouldBe("http://www.yso.fi/onto/koko/p68494");
        concept.AlternativeLabels!.ShouldContain(l => l.Language == "fi");
    }

    private static Vocabulary List(string path) =>
        VocabularyReader.Read(SharedData.Read(path.Split('/')), Path.GetFileName(path)).Value!.Vocabularies.Single();
}
