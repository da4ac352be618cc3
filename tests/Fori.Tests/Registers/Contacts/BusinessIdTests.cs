using CsCheck;
using Fori.Registers.Contacts;

namespace Fori.Tests.Registers.Contacts;

public sealed class BusinessIdTests
{
    [Theory]
    [InlineData("0135457-2")]
    [InlineData("0204819-8")]
    [InlineData("0116297-6")]
    [InlineData("0000000-0")]
    public void Issued_ids_are_read(string text) => BusinessId.TryParse(text, out _).ShouldBeTrue();

    [Theory]
    [InlineData("0135457-3")]
    [InlineData("01354572")]
    [InlineData("135457-2")]
    [InlineData(" 0135457-2")]
    [InlineData("0135457–2")]
    [InlineData("٠135457-2")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_not(string? text) => BusinessId.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_wrong_digit_is_always_noticed() =>
        Gen.Select(Gen.Int[0, 9_999_999], Gen.Int[0, 6], Gen.Int[1, 9]).Sample((number, place, change) =>
        {
            var body = number.ToString("0000000", System.Globalization.CultureInfo.InvariantCulture);
            var valid = Enumerable.Range(0, 10).Select(check => $"{body}-{check}").FirstOrDefault(text => BusinessId.TryParse(text, out _));
            if (valid is null)
            {
                return;
            }

            var digits = valid.ToCharArray();
            digits[place] = (char)('0' + ((digits[place] - '0' + change) % 10));
            BusinessId.TryParse(new string(digits), out _).ShouldBeFalse();
        });
}
