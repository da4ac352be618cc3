using System.Diagnostics;
using System.Text;
using Fori.Documents;
using Fori.Registers.Places;
using Fori.Registers.Services;

namespace Fori.Tests.Integration.Mapping;

/// <summary>The mapping samples on real data (registers.md F and G1) and, where there is none, on small fixtures.</summary>
public sealed class MappingSamplesTests(ITestOutputHelper output)
{
    private static async Task<Mapped> MdsAsync(int threads = 1)
    {
        await using var file = File.OpenRead(SharedData.Require("split/dev/turku-mds-services.dev.json"));
        return await Mapped.Of(Mapped.Sample("mds-services.yaml"), file, threads);
    }

    [Fact]
    public async Task The_master_data_service_gives_one_service_for_a_code_that_stands_under_many_classes()
    {
        var mapped = await MdsAsync();

        mapped.Refused.ShouldBeEmpty();
        mapped.Notices.ShouldBeEmpty();
        var services = mapped.Records.Select(r => Mapped.As<Service>(r)).ToList();
        services.Count.ShouldBe(153);
        services.Count(s => s.Name.ContainsKey("fi")).ShouldBe(153);
        services.Count(s => s.Name.ContainsKey("sv")).ShouldBe(130);
        services.Count(s => s.Name.ContainsKey("en")).ShouldBe(55);
        services.Count(s => s.ServiceClasses.Count + s.Tags.Count > 1).ShouldBe(124);
        services.ShouldAllBe(s => s.Identifiers.Count == 1 && s.Identifiers[0].System == "mds");
        mapped.Records.ShouldAllBe(r => r.Published && r.ChangedAt != null && r.Type == "Service");
    }

    [Fact]
    public async Task The_master_data_service_gives_its_classes_and_categories_as_codelists()
    {
        var codes = (await MdsAsync()).Codes;

        codes.Count(c => c.Scheme == "mds-class").ShouldBe(55);
        codes.Count(c => c.Scheme == "mds-class" && c.Parent is null).ShouldBe(5);
        codes.Count(c => c.Scheme == "mds-category").ShouldBe(3);
        codes.First(c => c.Scheme == "mds-class").Labels.Keys.ShouldBe(["en", "fi", "sv"]);
    }

    [Fact]
    public async Task No_script_or_unknown_markup_of_the_master_data_service_survives()
    {
        var texts = (await MdsAsync()).Records.SelectMany(r => Mapped.As<Service>(r).Description.Values).ToList();

        texts.ShouldNotBeEmpty();
        texts.ShouldAllBe(t => !t.Contains("<script", StringComparison.OrdinalIgnoreCase) && !t.Contains('•') && !t.Contains("<p></p>"));
        texts.ShouldAllBe(t => RichText.Sanitise(t) == t);
    }

    [Fact]
    public async Task Mapping_again_on_other_threads_gives_the_same_bytes_in_the_same_order()
    {
        var once = await MdsAsync();
        var again = await MdsAsync(threads: 4);

        again.Records.Select(Mapped.Text).ShouldBe(once.Records.Select(Mapped.Text));
        again.Records.Select(r => r.Key).ShouldBe(once.Records.Select(r => r.Key));
    }

    [Fact]
    public async Task The_service_list_gives_a_service_for_each_line_also_where_there_is_only_a_title()
    {
        await using var file = File.OpenRead(SharedData.Require("ir/turku-need-eval/corpus.jsonl"));
        var mapped = await Mapped.Of(Mapped.Sample("service-list.yaml"), file);

        mapped.Records.Count.ShouldBe(2020);
        mapped.Refused.ShouldBeEmpty();
        var services = mapped.Records.Select(r => (r.Key, Service: Mapped.As<Service>(r))).ToList();
        services.ShouldAllBe(s => s.Service.Name.ContainsKey("fi") && s.Service.Identifiers[0] == new Identifier("ptv", s.Key));
        services.ShouldContain(s => s.Service.Summary.IsEmpty);
    }

    [Fact]
    public async Task Twenty_thousand_simple_records_are_mapped_in_a_second()
    {
        var lines = new StringBuilder();
        for (var i = 0; i < 40_000; i++)
        {
            lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"{{\"id\":\"s-{i}\",\"name\":\"Palvelu {i} asukkaille\",\"summary\":\"Tietoa palvelusta, sen hakemisesta ja maksuista numero {i}.\",\"source\":\"x\",\"titleOnly\":false}}\n");
        }

        var mapping = Mapped.Sample("service-list.yaml");
        // Once for the compiler, which makes the first second slow.
        await Mapped.Of(mapping, lines.ToString());
        foreach (var threads in (int[])[1, 4])
        {
            var clock = Stopwatch.StartNew();
            var before = Environment.CpuUsage.TotalTime;
            var mapped = await Mapped.Of(mapping, lines.ToString(), threads);
            var processor = Environment.CpuUsage.TotalTime - before;
            output.WriteLine($"{threads} thread(s): {mapped.Records.Count / clock.Elapsed.TotalSeconds:0} records a second, {mapped.Records.Count / processor.TotalSeconds:0} a second of processor time");
            mapped.Records.Count.ShouldBe(40_000);
            // A tenth of what is wanted: a slow or shared machine must not fail the build, a blunder must.
            clock.Elapsed.TotalSeconds.ShouldBeLessThan(20);
        }
    }

    [Fact]
    public async Task A_service_point_gives_a_place_with_hours_and_phones_and_an_offer_for_each_service()
    {
        const string Points = """
            [{"koodi":"7","tila":{"koodi":"1"},"muutospvm":"2024-05-02","ptv_id":"a1b2",
              "nimi_kieliversiot":{"fi":"Kaislarannan kirjasto","sv":"Kaislaranta bibliotek","en":""},
              "fyysinenPaikka":{"leveysaste":"60.4518","pituusaste":"22.2666",
                "osoitteet":[{"katuosoite_fi":"Rantakatu 2","katuosoite_sv":"Strandgatan 2","postinumero":"20100","postitoimipaikka_fi":"Kaislaranta"}],
                "aukioloajat":[
                  {"aukiolotyyppi":"normaali","viikonpaiva":"1-5","avaamisaika":"08:00","sulkemisaika":"16:00","voimassaoloAlkamishetki":"2024-01-01","voimassaoloPaattymishetki":null},
                  {"aukiolotyyppi":"poikkeus suljettu","viikonpaiva":"","avaamisaika":null,"sulkemisaika":null,"voimassaoloAlkamishetki":"2024-12-24","voimassaoloPaattymishetki":"2024-12-26"}]},
              "puhelinnumerot":[{"maakoodi":"358","numero":"02 262 3611","kuvaus_kieliversiot":{"fi":"Neuvonta"}}],
              "sahkoposti":"kirjasto@kaislaranta.example",
              "palvelutarjoukset":[{"palvelut":[{"koodi":"325"},{"koodi":"12"}]}]}]
            """;
        var mapped = await Mapped.Of(Mapped.Sample("service-points.yaml"), Points);

        mapped.Refused.ShouldBeEmpty();
        var place = Mapped.As<Place>(mapped.Records.Single(r => r.Type == "Place"));
        place.Identifiers.ShouldBe([new Identifier("mds-point", "7"), new Identifier("ptv", "a1b2")]);
        place.Name.Keys.ShouldBe(["fi", "sv"]);
        place.Point.ShouldBe(new GeoPoint(60.4518, 22.2666));
        place.Addresses.Single().Street.Exactly("sv").ShouldBe("Strandgatan 2");
        place.Phones.Single().ShouldBe(new PhoneNumber { Prefix = "+358", Number = "22623611", AdditionalInformation = "Neuvonta" });
        place.Emails.Single().Value.ShouldBe("kirjasto@kaislaranta.example");
        place.Hours!.Rules.Select(r => r.Kind).ShouldBe([HoursKind.Weekly, HoursKind.Exceptional]);
        place.Hours.Rules[0].Items.Single().ShouldBe(new HoursItem { DayFrom = DayOfWeek.Monday, DayTo = DayOfWeek.Friday, From = new(8, 0), To = new(16, 0) });
        place.Hours.Rules[1].State.ShouldBe(HoursState.Closed);
        place.Hours.Rules[1].ValidTo.ShouldBe(new DateOnly(2024, 12, 26));

        var offers = mapped.Records.Where(r => r.Type == "ServiceOffer").Select(r => Mapped.As<ServiceOffer>(r)).ToList();
        offers.Select(o => o.Service!.Key).ShouldBe(["325", "12"]);
        offers.ShouldAllBe(o => o.Place!.System == "mds-point" && o.Place.Key == "7");
    }

    [Fact]
    public async Task Sports_places_become_places_with_their_type_and_point_and_lose_only_a_phone_that_is_none()
    {
        const string Places = """
            [{"sportsPlaceId":72340,"name":"Rantakenttä","lastModified":"2024-11-12 12:35:14.990","type":{"typeCode":1340,"name":"Pallokenttä"},"phoneNumber":"0204628320, Pamilo Oy",
              "email":"kentta@kaislaranta.example","www":"https://kaislaranta.example","properties":{"infoFi":"Kenttä.\n\nValot iltaisin."},
              "location":{"address":"Rantakatu 2","postalCode":"20100","city":{"name":"Kaislaranta","cityCode":49},"coordinates":{"wgs84":{"lon":22.2666,"lat":60.4518}}}}]
            """;
        var mapped = await Mapped.Of(Mapped.Sample("sports-places.yaml"), Places);

        mapped.Refused.ShouldBeEmpty();
        var place = Mapped.As<Place>(mapped.Records.Single());
        place.Identifiers.ShouldBe([new Identifier("lipas", "72340")]);
        place.PlaceTypes.ShouldBe([new Code("lipas-type", "1340")]);
        place.Point.ShouldBe(new GeoPoint(60.4518, 22.2666));
        place.Municipality.ShouldBe("049");
        place.Addresses.Single().Street.Exactly("fi").ShouldBe("Rantakatu 2");
        place.Description.Exactly("fi").ShouldBe("<p>Kenttä.</p><p>Valot iltaisin.</p>");
        place.Phones.ShouldBeEmpty();
        mapped.Records.Single().Problems.ShouldHaveSingleItem().Arguments["detail"].ShouldNotEndWith("."); // The sentence has its own.
        mapped.Codes.Single().Labels.Exactly("fi").ShouldBe("Pallokenttä");
    }

    [Fact]
    public async Task All_real_sports_places_are_taken()
    {
        await using var file = File.OpenRead(SharedData.Require("split/dev/lipas.dev.json"));
        var mapped = await Mapped.Of(Mapped.Sample("sports-places.yaml"), file);

        mapped.Refused.ShouldBeEmpty();
        mapped.Records.Count.ShouldBe(492);
        mapped.Records.ShouldAllBe(r => Mapped.As<Place>(r).Point != null);
    }
}
