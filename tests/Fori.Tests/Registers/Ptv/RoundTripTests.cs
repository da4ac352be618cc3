using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Ptv;
using Fori.Registers.Services;
using Fori.Tests.Registers.Vocabularies;

namespace Fori.Tests.Registers.Ptv;

/// <summary>What came from PTV v11 can be written back as it came: registers.md G7.</summary>
public sealed class RoundTripTests
{
    private static readonly PtvReadOptions Whole = PtvReadOptions.Default with { RefusePlaceholders = false, KeepRemainder = true, ConnectionsFromChannels = true };

    [Theory]
    [InlineData("V11VmOpenApiService.json")]
    [InlineData("V11VmOpenApiServiceCollection.json")]
    [InlineData("V11VmOpenApiElectronicChannel.json")]
    [InlineData("V11VmOpenApiPhoneChannel.json")]
    [InlineData("V11VmOpenApiPrintableFormChannel.json")]
    [InlineData("V11VmOpenApiServiceLocationChannel.json")]
    [InlineData("V11VmOpenApiWebPageChannel.json")]
    public void Every_sample_of_a_record_comes_back_with_an_empty_loss_report(string file) => ShouldComeBack(Sample(file));

    [Theory]
    [InlineData("V11VmOpenApiElectronicChannelInBase.json")]
    [InlineData("V11VmOpenApiPhoneChannelInBase.json")]
    [InlineData("V11VmOpenApiServiceCollectionInBase.json")]
    [InlineData("V11VmOpenApiServiceLocationChannelInBase.json")]
    public void A_body_as_one_sends_it_in_comes_back_too_when_its_id_is_added(string file)
    {
        var sample = Sample(file);
        sample["id"] = "3fa85f64-5717-4562-b3fc-2c963f66afa6";

        ShouldComeBack(sample);
    }

    [Theory]
    [InlineData("V11VmOpenApiServiceServiceChannel.json", "serviceNames", "serviceChannels")]
    [InlineData("VmOpenApiServiceServiceCollection.json", "serviceNames", "serviceCollections")]
    [InlineData("V11VmOpenApiServiceChannelService.json", "serviceChannelNames", "services")]
    [InlineData("V11VmOpenApiServiceHour.json", "serviceChannelNames", "serviceHours")]
    public void A_sample_of_a_part_comes_back_within_the_record_where_it_stands(string file, string names, string list) => ShouldComeBack(new JsonObject
    {
        ["id"] = "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        [names] = new JsonArray(new JsonObject { ["language"] = "fi", ["value"] = "Nimi", ["type"] = "Name" }),
        [list] = new JsonArray(Sample(file)),
    });

    [Fact]
    public async Task All_records_of_the_small_municipality_come_back_whole()
    {
        var folder = SharedData.PathOf("ptv", "kunta-api-naantali-vaasa", "out");
        foreach (var file in PtvFolder.Files(folder).Value!)
        {
            ShouldComeBack(JsonNode.Parse(await File.ReadAllTextAsync(file.FullPath, TestContext.Current.CancellationToken))!.AsObject());
        }
    }

    [Fact]
    public void A_service_with_its_connection_needs_nothing_beside_the_body_to_come_back()
    {
        var reading = PtvReader.Read(JsonDocument.Parse(Fixtures.Service).RootElement);
        reading.Documents.SelectMany(d => d.Problems).ShouldBeEmpty();

        var written = PtvWriter.ToV11(reading.Documents[0], reading.Documents.Skip(1));

        written.Losses.ShouldBeEmpty();
        PtvDifference.Losses(JsonNode.Parse(Fixtures.Service)!, written.Json).ShouldBeEmpty();
    }

    [Fact]
    public void A_service_location_with_doors_and_hours_needs_nothing_beside_the_body_to_come_back()
    {
        var document = PtvReader.Read(JsonDocument.Parse(Fixtures.ServiceLocation).RootElement).Documents.Single();
        document.Problems.ShouldBeEmpty();

        var written = PtvWriter.ToV11(document);

        written.Losses.ShouldBeEmpty();
        PtvDifference.Losses(JsonNode.Parse(Fixtures.ServiceLocation)!, written.Json).ShouldBeEmpty();
    }

    [Fact]
    public void A_part_kept_beside_the_body_gives_way_when_the_body_has_changed()
    {
        var document = PtvReader.Read(JsonDocument.Parse(Fixtures.Service.Replace("\"Summary\"", "\"Slogan\"")).RootElement, Whole).Documents[0];
        var edited = document with { Body = (Service)document.Body with { Name = LocalizedText.Of(("fi", "Uusi nimi")), Summary = LocalizedText.Of(("fi", "Uusi tiivistelmä")) } };

        var written = PtvWriter.ToV11(edited);

        written.Json["serviceNames"]!.ToJsonString().ShouldContain("Uusi nimi");
        written.Json["serviceDescriptions"]!.ToJsonString().ShouldNotContain("Slogan");
        written.Losses.ShouldContain(p => p.Code == "ptv.remnant-stale");
    }

    [Fact]
    public void What_v11_cannot_say_is_told_before_a_push()
    {
        var weekly = new HoursRule
        {
            Items = [new HoursItem { DayFrom = DayOfWeek.Monday, From = new TimeOnly(9, 0), To = new TimeOnly(15, 0), Weeks = WeekParity.Odd }],
        };
        var channel = new ServiceChannel
        {
            Description = LocalizedText.Of(("fi", "<p>Katso <a href=\"https://kaislaranta.fi\">sivu</a></p>")),
            Hours = new OpeningHours { Rules = [weekly, new HoursRule { Kind = HoursKind.Holiday, Holiday = "GoodFriday", State = HoursState.Closed }] },
        };

        var written = PtvWriter.ToV11(new PtvDocument { Type = "ServiceChannel", Key = "k", Body = channel });

        written.Losses.Select(p => (p.Code, p.Path)).ShouldBe(
            [
                ("ptv.v11.markup-lost", "description.fi"),
                ("ptv.v11.cannot-express", "hours.rules[0].items[0]"),
                ("ptv.v11.cannot-express", "hours.rules[1]"),
            ],
            ignoreOrder: true);
    }

    private static void ShouldComeBack(JsonObject received)
    {
        var reading = PtvReader.Read(JsonDocument.Parse(received.ToJsonString()).RootElement, Whole);
        var documents = reading.Documents.Select(Stored).ToList();

        var written = PtvWriter.ToV11(
            documents.Single(d => d.Body is not Connection),
            documents.Where(d => d.Body is Connection));

        written.Losses.ShouldBeEmpty();
        PtvDifference.Losses(received, written.Json).Select(p => p.Path).ShouldBeEmpty();
    }

    /// <summary>The document as it is after its body was stored and read again.</summary>
    private static PtvDocument Stored(PtvDocument document) => document with
    {
        Body = (DocumentBody)JsonSerializer.Deserialize(
            JsonSerializer.Serialize(document.Body, document.Body.GetType(), BodyJson.Default), document.Body.GetType(), BodyJson.Default)!,
    };

    private static JsonObject Sample(string file) => JsonNode.Parse(File.ReadAllText(SharedData.PathOf("ptv", "openapi-v11-samples", file)))!.AsObject();
}
