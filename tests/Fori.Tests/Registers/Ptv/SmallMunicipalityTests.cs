using Fori.Documents;
using Fori.Geography;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Organizations;
using Fori.Registers.Ptv;
using Fori.Registers.Services;
using Fori.Registers.Vocabularies;
using Fori.Tests.Registers.Vocabularies;

namespace Fori.Tests.Registers.Ptv;

/// <summary>The answers of PTV about one small municipality: registers.md G2.</summary>
public sealed class SmallMunicipalityTests
{
    [Fact]
    public async Task It_has_one_organisation_ten_services_nineteen_channels_and_27_connections()
    {
        var reading = await ReadAsync();

        reading.Problems.ShouldBeEmpty();
        reading.Documents.CountBy(d => d.Type).ToDictionary(c => c.Key, c => c.Value).ShouldBe(
            new Dictionary<string, int> { ["Organization"] = 1, ["Service"] = 10, ["ServiceChannel"] = 19, ["Connection"] = 27 },
            ignoreOrder: true);
        Bodies<ServiceChannel>(reading).CountBy(c => c.ChannelType!.Value).ToDictionary(c => c.Key, c => c.Value).ShouldBe(
            new Dictionary<ChannelType, int>
            {
                [ChannelType.ServiceLocation] = 7, [ChannelType.Phone] = 6, [ChannelType.WebPage] = 4, [ChannelType.EChannel] = 1, [ChannelType.PrintableForm] = 1,
            },
            ignoreOrder: true);
        var organization = Bodies<Organization>(reading).Single();
        organization.Municipality.ShouldBe("529");
        organization.BusinessCode.ShouldBe("0135457-2");
        organization.OrganizationType.ShouldBe(OrganizationType.Municipality);
    }

    [Fact]
    public async Task The_connection_to_a_channel_that_is_not_there_is_listed_as_unresolved()
    {
        var reading = await ReadAsync();

        var unresolved = PtvFolder.UnresolvedConnections(reading).ShouldHaveSingleItem();
        reading.Documents.ShouldNotContain(d => d.Key == ((Connection)unresolved.Body).Channel!.Key);
    }

    [Fact]
    public async Task The_placeholder_extras_of_every_connection_are_refused_and_told_and_the_connection_stands()
    {
        var connections = (await ReadAsync()).Documents.Where(d => d.Type == "Connection").ToList();

        connections.Count.ShouldBe(27);
        foreach (var connection in connections)
        {
            var body = (Connection)connection.Body;
            (body.Extras.Count + body.Emails.Count + body.Phones.Count + body.WebPages.Count + body.Addresses.Count).ShouldBe(0);
            body.Hours.ShouldBeNull();
            connection.Problems.Where(p => p.Code == "ptv.placeholder").Select(p => p.Path).ShouldBe(
                [
                    "extraTypes[0]", "serviceHours[0]", "contactDetails.emails[0]", "contactDetails.phoneNumbers[0]", "contactDetails.webPages[0]",
                    "contactDetails.addresses[0]",
                ],
                ignoreOrder: true);
        }
    }

    [Fact]
    public async Task The_39_descriptions_that_are_null_are_absent() =>
        (await ReadAsync()).NullTexts["serviceDescriptions"].ShouldBe(39);

    [Fact]
    public async Task No_placeholder_reaches_a_body()
    {
        foreach (var document in (await ReadAsync()).Documents)
        {
            var json = System.Text.Json.JsonSerializer.Serialize(document.Body, document.Body.GetType(), BodyJson.Default);
            json.ShouldNotContain("\"value\":\"value\"");
            json.ShouldNotContain("example.com");
            json.ShouldNotContain("012 345");
            json.ShouldNotContain("\"subType\"");
            json.ShouldNotContain(":\"oid\"");
        }
    }

    [Fact]
    public async Task A_place_in_two_houses_keeps_both_addresses_with_the_coordinates_as_received()
    {
        var nursery = Bodies<ServiceChannel>(await ReadAsync()).Single(c => c.Name.Exactly("fi") == "Keskustan päiväkoti");

        nursery.Addresses.Count.ShouldBe(2);
        nursery.Addresses[0].Coordinates.ShouldBe(
            new SourceCoordinates { Epsg = 3067, Latitude = "6713890.211", Longitude = "226225.47", State = CoordinateState.Ok });
        nursery.Addresses[0].Number.ShouldBe("14");
        nursery.Addresses[0].Municipality.ShouldBe("529");
    }

    [Fact]
    public async Task Points_come_from_the_one_who_can_derive_them()
    {
        var options = PtvReadOptions.Default with { Locate = c => new PointReading(c.Latitude == "0" ? null : new GeoPoint(60, 22), null) };

        var addresses = Bodies<ServiceChannel>(await ReadAsync(options)).SelectMany(c => c.Addresses).Where(a => a.Coordinates is not null).ToList();

        addresses.Count(a => a.Point is null).ShouldBe(1);
        addresses.Single(a => a.Point is null).Coordinates!.State.ShouldBe(CoordinateState.NotReceived);
    }

    [Fact]
    public async Task Weekly_hours_with_an_empty_last_day_are_of_one_day_each()
    {
        var office = Bodies<ServiceChannel>(await ReadAsync()).First(c => c.Hours is not null);

        var rule = office.Hours!.Rules.ShouldHaveSingleItem();
        rule.Kind.ShouldBe(HoursKind.Weekly);
        rule.Items.Count.ShouldBe(5);
        rule.Items[0].ShouldBe(new HoursItem { DayFrom = DayOfWeek.Monday, From = new TimeOnly(9, 0), To = new TimeOnly(15, 0) });
    }

    [Fact]
    public async Task Classes_are_named_by_the_code_of_the_loaded_list_whatever_year_s_uri_the_answer_has()
    {
        var catalogue = NationalLists.Load("Finto_ServiceClasses.json", "Finto_TargetGroups.json");

        var reading = await ReadAsync(PtvReadOptions.Default with { Vocabularies = catalogue });

        reading.Documents.SelectMany(d => d.Problems).ShouldNotContain(p => p.Code == "code.unknown");
        Bodies<Service>(reading).SelectMany(s => s.ServiceClasses).ShouldContain(new Code(VocabularyScheme.ServiceClass, "P6.2"));
        Bodies<Service>(reading).SelectMany(s => s.TargetGroups).ShouldContain(new Code(VocabularyScheme.TargetGroup, "KR1.2"));
    }

    [Fact]
    public async Task Channels_carry_the_same_connections_when_asked_for_them()
    {
        var reading = await ReadAsync(PtvReadOptions.Default with { ConnectionsFromChannels = true });

        reading.Documents.Count(d => d.Type == "Connection").ShouldBe(27 + 75);
    }

    private static async Task<PtvReading> ReadAsync(PtvReadOptions? options = null) =>
        await PtvFolder.ReadAsync(SharedData.PathOf("ptv", "kunta-api-naantali-vaasa", "out"), options ?? PtvReadOptions.Default, TestContext.Current.CancellationToken);

    private static IEnumerable<T> Bodies<T>(PtvReading reading)
        where T : DocumentBody => reading.Documents.Select(d => d.Body).OfType<T>();
}
