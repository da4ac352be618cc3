using System.Text;
using CsCheck;
using Fori.Documents;
using Fori.Geography;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Ptv;
using Fori.Registers.Services;
using Fori.Registers.Vocabularies;
using Fori.Store;

namespace Fori.Tests.Registers.Ptv;

public sealed class PtvReaderTests
{
    [Fact]
    public void An_inherited_text_is_kept_apart_and_is_no_text_of_the_service()
    {
        var document = Service("""
            "serviceDescriptions": [
              {"language": "fi", "value": "Oma teksti", "type": "Description"}, {"language": "fi", "value": "Valtakunnallinen", "type": "GD_Description"},
              {"language": "fi", "value": "Ohje", "type": "GD_UserInstruction"}
            ]
            """);

        var body = (Service)document.Body;
        body.Description["fi"].ShouldBe("<p>Oma teksti</p>");
        body.UserInstruction.IsEmpty.ShouldBeTrue();
        document.Inherited["UserInstruction"]["fi"].ShouldBe("Ohje");
        document.Inherited["Description"]["fi"].ShouldBe("Valtakunnallinen");
    }

    [Theory]
    [InlineData("Summary")]
    [InlineData("ShortDescription")]
    public void The_summary_is_known_by_the_name_of_each_version(string type) =>
        ((Service)Service($$"""{{"\"serviceDescriptions\""}}: [{"language": "fi", "value": "Lyhyesti", "type": "{{type}}"}]""").Body).Summary["fi"].ShouldBe("Lyhyesti");

    [Theory]
    [InlineData("AlternativeName")]
    [InlineData("AlternateName")]
    public void The_other_name_is_known_by_the_name_of_each_version(string type) =>
        ((Service)Service($$"""{{"\"serviceNames\""}}: [{"language": "fi", "value": "Toinen", "type": "{{type}}"}]""").Body).AlternativeName["fi"].ShouldBe("Toinen");

    [Theory]
    [InlineData("PermissionAndObligation", ServiceType.PermitOrObligation)]
    [InlineData("PermitOrObligation", ServiceType.PermitOrObligation)]
    [InlineData("ProfessionalQualification", ServiceType.ProfessionalQualification)]
    public void Types_of_former_versions_are_today_s(string word, ServiceType type) =>
        ((Service)Service($"\"type\": \"{word}\"").Body).ServiceType.ShouldBe(type);

    [Theory]
    [InlineData("Standard", HoursKind.Weekly)]
    [InlineData("DaysOfTheWeek", HoursKind.Weekly)]
    [InlineData("Exception", HoursKind.Exceptional)]
    [InlineData("Special", HoursKind.Continuous)]
    [InlineData("OverMidnight", HoursKind.Continuous)]
    public void Hours_are_known_by_the_name_of_each_version(string word, HoursKind kind)
    {
        var rule = Hours($$"""{"serviceHourType": "{{word}}", "openingHour": [{"dayFrom": "Friday", "dayTo": "Saturday", "from": "22:00:00", "to": "24:00"}]}""");

        rule.Kind.ShouldBe(kind);
        rule.Items.Single().ShouldBe(new HoursItem { DayFrom = DayOfWeek.Friday, DayTo = DayOfWeek.Saturday, From = new TimeOnly(22, 0), To = TimeOnly.MinValue });
    }

    [Theory]
    [InlineData("2026-12-23T22:00:00Z")]
    [InlineData("2026-12-24T00:00:00Z")]
    [InlineData("2026-12-24T00:00:00")]
    public void A_day_that_is_given_as_an_instant_is_the_day_in_Finland(string instant) =>
        Hours($$"""{"serviceHourType": "Exceptional", "isClosed": true, "validFrom": "{{instant}}"}""").ValidFrom.ShouldBe(new DateOnly(2026, 12, 24));

    [Theory]
    [InlineData("Exceptional", "", "2026-12-24")]
    [InlineData("Exceptional", ", \"validTo\": \"2026-12-27T00:00:00Z\"", "2026-12-27")]
    [InlineData("DaysOfTheWeek", "", null)]
    [InlineData("OverMidnight", "", null)]
    public void An_exception_without_an_end_is_of_its_one_day_and_other_hours_go_on(string kind, string end, string? last)
    {
        var rule = Hours($$"""{"serviceHourType": "{{kind}}", "isClosed": true, "validFrom": "2026-12-24T00:00:00Z"{{end}}}""");

        rule.ValidFrom.ShouldBe(new DateOnly(2026, 12, 24));
        rule.ValidTo.ShouldBe(last is null ? null : DateOnly.ParseExact(last, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_time_that_is_none_is_told_and_the_other_hours_stand()
    {
        var document = Channel("""
            "serviceHours": [{"serviceHourType": "DaysOfTheWeek", "openingHour": [
              {"dayFrom": "Monday", "from": "9", "to": "later"}, {"dayFrom": "Tuesday", "from": "09:00", "to": "10:00"}
            ]}]
            """);

        ((ServiceChannel)document.Body).Hours!.Rules.Single().Items.Single().DayFrom.ShouldBe(DayOfWeek.Tuesday);
        document.Problems.Single().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("time.invalid"), p => p.Path.ShouldBe("serviceHours[0].openingHour[0]"));
    }

    [Fact]
    public void A_real_address_keeps_to_itself_when_a_generator_filled_another_part_beside_it()
    {
        var document = Channel("""
            "addresses": [{"type": "Location", "subType": "Single",
              "streetAddress": {"street": [{"value": "Rantakatu", "language": "fi"}], "streetNumber": "1"},
              "otherAddress": {"latitude": "61.6", "postOffice": [{"value": "value", "language": "en"}]}}]
            """);

        ((ServiceChannel)document.Body).Addresses.Single().Street["fi"].ShouldBe("Rantakatu");
        document.Problems.Single().Path.ShouldBe("addresses[0].otherAddress");
    }

    [Theory]
    [InlineData("0", "0", "Ok", "coordinates.out-of-range")]
    [InlineData("61.6887", "27.2721", "EnteredByUser", "coordinates.out-of-range")]
    [InlineData("north", "east", "Ok", "coordinates.not-numbers")]
    [InlineData("0", "0", "NotReceived", null)]
    [InlineData("6713890.211", "226225.47", "Ok", null)]
    public void Coordinates_that_name_no_place_are_told_where_they_stand_and_the_address_stands(string latitude, string longitude, string state, string? code)
    {
        var place = $$"""{"latitude": "{{latitude}}", "longitude": "{{longitude}}", "coordinateState": "{{state}}"}""";
        var document = Channel($$"""
            "addresses": [{"type": "Location", "subType": "Single",
              "streetAddress": {"street": [{"value": "Rantakatu", "language": "fi"}], {{place[1..]}},
              "entrances": [{"isMainEntrance": true, "coordinates": {{place}}}]}]
            """);

        var address = ((ServiceChannel)document.Body).Addresses.Single();
        address.Street["fi"].ShouldBe("Rantakatu");
        address.Coordinates.ShouldNotBeNull().Latitude.ShouldBe(latitude);
        document.Problems.Select(p => (p.Code, p.Path, p.Severity)).ShouldBe(
            code is null ? [] : [(code, "addresses[0].streetAddress", Severity.Warning), (code, "addresses[0].entrances[0].coordinates", Severity.Warning)], ignoreOrder: true);
    }

    [Fact]
    public void A_word_outside_the_model_is_told_and_absent()
    {
        var document = Service("\"fundingType\": \"Lottery\", \"type\": \"1\"");

        ((Service)document.Body).FundingType.ShouldBeNull();
        ((Service)document.Body).ServiceType.ShouldBeNull();
        document.Problems.Select(p => (p.Code, p.Path)).ShouldBe([("ptv.value-unknown", "fundingType"), ("ptv.value-unknown", "type")], ignoreOrder: true);
    }

    [Fact]
    public void The_source_s_own_id_is_an_identifier_beside_PTV_s() =>
        Service("\"sourceId\": \"KR-17\"").Body.Identifiers.ShouldBe([new Identifier("ptv", "s1"), new Identifier("ptv-source", "KR-17")]);

    [Fact]
    public void A_class_that_no_loaded_list_knows_keeps_its_uri_and_is_told()
    {
        const string Classes = "\"serviceClasses\": [{\"code\": \"P99\", \"uri\": \"http://kaislaranta.fi/P99\"}, {\"uri\": \"http://urn.fi/URN:NBN:fi:au:ptvl:v1062\"}]";
        var options = PtvReadOptions.Default with { Vocabularies = VocabularyCatalogue.Of(VocabularyExtracts.All) };

        var document = Service(Classes, options);

        ((Service)document.Body).ServiceClasses.ShouldBe(
            [new Code(VocabularyScheme.ServiceClass, "http://kaislaranta.fi/P99"), new Code(VocabularyScheme.ServiceClass, "P6.2")]);
        document.Problems.Single().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("code.unknown"), p => p.Path.ShouldBe("serviceClasses[0]"));
    }

    [Fact]
    public void Without_lists_the_answer_s_own_code_is_taken()
    {
        var document = Service("\"serviceClasses\": [{\"code\": \"P6.2\", \"uri\": \"http://urn.fi/URN:NBN:fi:au:ptvl:v1062\"}]");

        ((Service)document.Body).ServiceClasses.ShouldBe([new Code(VocabularyScheme.ServiceClass, "P6.2")]);
        document.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_page_gives_all_its_records_and_one_without_an_id_is_told_by_its_place()
    {
        var reading = Read("""
            {"pageNumber": 1, "pageSize": 3, "pageCount": 1, "itemList": [
              {"id": "s1", "serviceNames": []}, {"serviceNames": [{"language": "fi", "value": "x", "type": "Name"}]}, {"id": "u", "other": 1}, {"id": "s2", "serviceNames": [{}]}
            ]}
            """);

        reading.Documents.Select(d => d.Key).ShouldBe(["s1", "s2"]);
        reading.Problems.Select(p => (p.Code, p.Path)).ShouldBe([("ptv.no-id", "[1]"), ("ptv.shape-unknown", "[2]")]);
    }

    [Fact]
    public void An_empty_page_gives_nothing_and_no_problem()
    {
        var reading = Read("""{"pageNumber": 0, "pageSize": 1000, "pageCount": 0, "itemList": null}""");

        reading.Documents.ShouldBeEmpty();
        reading.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_withdrawn_record_is_not_published() => Service("\"publishingStatus\": \"Deleted\"").Published.ShouldBeFalse();

    [Fact]
    public async Task A_broken_file_is_told_by_its_name_and_the_others_are_read()
    {
        var folder = Directory.CreateTempSubdirectory("fori-ptv-");
        try
        {
            var services = folder.CreateSubdirectory("services").FullName;
            var ct = TestContext.Current.CancellationToken;
            await File.WriteAllTextAsync(Path.Combine(services, "a.json"), "{\"id\": ", ct);
            await File.WriteAllTextAsync(Path.Combine(services, "b.json"), Fixtures.Service, new UTF8Encoding(true), ct);

            var reading = await PtvFolder.ReadAsync(folder.FullName, PtvReadOptions.Default, ct);

            reading.Problems.Single().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("ptv.json-broken"), p => p.Path.ShouldBe("services/a.json"));
            reading.Documents.Select(d => d.Type).ShouldBe([nameof(Service), nameof(Connection)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told() =>
        (await PtvFolder.ReadAsync(Path.Combine(Path.GetTempPath(), "fori-nothing-here"), PtvReadOptions.Default, TestContext.Current.CancellationToken))
            .Problems.Single().Code.ShouldBe("ptv.not-found");

    [Fact]
    public void Markup_in_a_plain_text_is_text() =>
        ((Service)Service("\"serviceDescriptions\": [{\"language\": \"fi\", \"type\": \"Description\", \"value\": \"<script>x</script>\\n\\n<p onclick='y'>\"}]").Body)
            .Description["fi"].ShouldBe("<p>&lt;script&gt;x&lt;/script&gt;</p><p>&lt;p onclick='y'&gt;</p>");

    [Fact]
    public void Plain_text_comes_back_from_its_paragraphs() =>
        Gen.Char["ab <&>;\n*ä"].Array[0, 40].Select(c => string.Join('\n', new string(c).Split('\n').Select(l => l.Trim())))
            .Where(text => text.Trim().Length > 0)
            .Sample(text =>
            {
                var normal = PtvText.ToPlain(PtvText.FromPlain(text));
                return PtvText.ToPlain(PtvText.FromPlain(normal)) == normal && normal.Replace("\n", "") == text.Replace("\n", "");
            });

    [Fact]
    public void Whatever_is_cut_from_or_put_into_an_answer_it_is_read_or_refused() =>
        Gen.Select(Gen.Int[0, Fixtures.Service.Length - 1], Gen.Int[0, 60], Gen.Char["{}[]\",:0nx"].Array[0, 3])
            .Sample((at, length, put) =>
            {
                var text = Fixtures.Service.Remove(at, Math.Min(length, Fixtures.Service.Length - at)).Insert(at, new string(put));
                var reading = Read(text);
                return reading.Documents.Count > 0 || reading.Problems.Count > 0;
            });

    private static HoursRule Hours(string hours) => ((ServiceChannel)Channel($"\"serviceHours\": [{hours}]").Body).Hours!.Rules.Single();

    private static PtvDocument Service(string fields, PtvReadOptions? options = null) => One($$"""{"id": "s1", {{Named("serviceNames", fields)}}{{fields}}}""", options);

    private static PtvDocument Channel(string fields) => One($$"""{"id": "c1", {{Named("serviceChannelNames", fields)}}{{fields}}}""", PtvReadOptions.Default with { Locate = PointReading.Of });

    private static string Named(string list, string fields) =>
        fields.Contains(list) ? "" : $"\"{list}\": [{{\"language\": \"fi\", \"value\": \"Nimi\", \"type\": \"Name\"}}],";

    private static PtvDocument One(string json, PtvReadOptions? options) => PtvReader.Read(Encoding.UTF8.GetBytes(json), options).Documents.Single();

    private static PtvReading Read(string json) => PtvReader.Read(Encoding.UTF8.GetBytes(json));
}
