using Fori.Documents;
using Fori.Registers.Contacts;

namespace Fori.Tests.Registers.Contacts;

public sealed class PhoneTextTests
{
    [Theory]
    [InlineData("044 041 0431", "+358", "440410431", false)]
    [InlineData("+358 (0)44 0410431", "+358", "440410431", false)]
    [InlineData("00358-44-0410431", "+358", "440410431", false)]
    [InlineData("(02) 262 6000", "+358", "22626000", false)]
    [InlineData("+46 8 123 456 78", "+46", "812345678", false)]
    [InlineData("0600 12345", null, "060012345", true)]
    [InlineData("116 117", null, "116117", true)]
    [InlineData("112", null, "112", true)]
    public void A_number_is_read_as_it_is_written(string text, string? prefix, string number, bool service)
    {
        var phone = PhoneText.Read(text).Value.ShouldNotBeNull();

        (phone.Prefix, phone.Number, phone.IsFinnishServiceNumber).ShouldBe((prefix, number, service));
    }

    [Theory]
    [InlineData("")]
    [InlineData("call us")]
    [InlineData("+999999999999999999")]
    [InlineData("123456789012345678901234567890")]
    public void What_is_no_number_is_refused(string text) =>
        PhoneText.Read(text).Problems.ShouldHaveSingleItem().Code.ShouldBe("phone.unreadable");

    [Fact]
    public void A_number_is_shown_for_the_eye_and_dialled_without_spaces()
    {
        var mobile = new PhoneNumber { Prefix = "+358", Number = "440410431" };
        var service = new PhoneNumber { Number = "060012345", IsFinnishServiceNumber = true };

        PhoneText.Show(mobile).ShouldBe("044 0410431");
        PhoneText.Show(mobile, international: true).ShouldBe("+358 44 0410431");
        PhoneText.Show(service).ShouldBe("0600 12345");
        PhoneText.TelLink(mobile).ShouldBe("tel:+358440410431");
        PhoneText.TelLink(service).ShouldBe("tel:060012345");
        PhoneText.TelLink(new PhoneNumber { Number = "\"><script>" }).ShouldBeNull();
    }

    [Fact]
    public void The_price_of_a_call_is_told_in_the_language_of_the_reader()
    {
        var phone = new PhoneNumber { Prefix = "+358", Number = "440410431", Charge = CallCharge.Chargeable };

        PhoneText.Charge(phone, "fi").ShouldBe("Puhelun hinta: paikallisverkko- tai matkapuhelumaksu");
        PhoneText.Charge(phone with { Charge = CallCharge.FreeOfCharge }, "sv").ShouldBe("Samtalet är avgiftsfritt");
        PhoneText.Charge(phone with { Charge = CallCharge.Other, ChargeDescription = "€1 a minute" }, "en").ShouldBe("Call charge: €1 a minute");
        PhoneText.Charge(phone with { Charge = null }, "fi").ShouldBeNull();
    }
}
