using Fori.Documents;
using Fori.Registers.Contacts;

namespace Fori.Tests.Registers.Contacts;

public sealed class AddressTextTests
{
    private static readonly Address Street = new()
    {
        Street = LocalizedText.Of(("fi", "Kaivokatu"), ("sv", "Brunnsgatan")),
        Number = "9",
        PostalCode = "21100",
        PostOffice = LocalizedText.Of(("fi", "NAANTALI"), ("sv", "NÅDENDAL")),
        AdditionalInformation = LocalizedText.Of(("fi", "Käynti pihalta.")),
    };

    [Fact]
    public void A_street_address_is_one_line_or_many_in_the_language_of_the_reader()
    {
        AddressText.OneLine(Street with { AdditionalInformation = LocalizedText.Empty }, "sv", "fi").ShouldBe("Brunnsgatan 9, 21100 Nådendal");
        AddressText.Lines(Street, "fi").ShouldBe(["Kaivokatu 9", "21100 Naantali", "Käynti pihalta."]);
    }

    [Fact]
    public void A_box_is_named_in_the_language_and_not_twice()
    {
        var box = new Address
        {
            Kind = AddressKind.PostOfficeBox,
            PostOfficeBox = LocalizedText.Of(("fi", "43")),
            PostalCode = "21101",
            PostOffice = LocalizedText.Of(("fi", "Naantali")),
        };

        AddressText.OneLine(box, "en", "fi").ShouldBe("PO Box 43, 21101 Naantali");
        AddressText.OneLine(box with { PostOfficeBox = LocalizedText.Of(("fi", "PL 43")) }, "fi").ShouldBe("PL 43, 21101 Naantali");
    }

    [Fact]
    public void An_address_abroad_is_as_it_was_given_and_an_empty_one_is_empty()
    {
        AddressText.OneLine(new Address { Kind = AddressKind.Foreign, AdditionalInformation = LocalizedText.Of(("en", "1 High Street, Leeds")) }, "fi")
            .ShouldBe("1 High Street, Leeds");
        AddressText.OneLine(new Address(), "fi").ShouldBe("");
    }
}
