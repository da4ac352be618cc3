using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Services;

namespace Fori.Tests.Registers.Connections;

public sealed class ConnectionRulesTests
{
    private static readonly Connection WithPhone = new() { Phones = [new PhoneNumber { Number = "1" }] };

    [Theory]
    [InlineData(ChannelType.WebPage, 1)]
    [InlineData(ChannelType.PrintableForm, 1)]
    [InlineData(ChannelType.ServiceLocation, 0)]
    [InlineData(ChannelType.EChannel, 0)]
    [InlineData(ChannelType.Phone, 0)]
    public void Contacts_are_only_for_places_online_services_and_telephones(ChannelType type, int problems) =>
        ConnectionRules.Check(WithPhone, new Service(), new ServiceChannel { ChannelType = type }).Count.ShouldBe(problems);

    [Fact]
    public void Service_and_channel_need_a_language_in_common() =>
        ConnectionRules.Check(new Connection(), new Service { Languages = ["fi", "sv"] }, new ServiceChannel { Languages = ["en"] })
            .ShouldHaveSingleItem().Code.ShouldBe("connection.common-language");
}
