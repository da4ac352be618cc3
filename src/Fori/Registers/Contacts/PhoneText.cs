using Fori.Documents;
using Fori.Store;
using Fori.Text;
using PhoneNumbers;
using PhoneNumber = Fori.Documents.PhoneNumber;

namespace Fori.Registers.Contacts;

/// <summary>Telephone numbers as people write, read and dial them.</summary>
public static class PhoneText
{
    private const string Home = "FI";
    private const string HomePrefix = "+358";

    /// <summary>Beginnings of Finnish numbers that work within Finland only (Traficom: service and toll-free numbers).</summary>
    private static readonly string[] ServiceBeginnings = ["0600", "0700", "0800", "0100", "116", "118"];

    /// <summary>Reads a number as it was written: "044 041 0431", "+358 (0)44 0410431", "0600 12345".</summary>
    /// <returns>Prefix and number apart; refused with <c>phone.unreadable</c>.</returns>
    public static Outcome<PhoneNumber> Read(string text, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = text.Length <= 40 ? text : text[..40] + "…";
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (text.Length > 60 || digits.Length is 0 or > 20 || text.Any(char.IsLetter))
        {
            return Problem.Of(ProblemCodes.PhoneUnreadable, "number", ("value", shown));
        }

        if (!text.Contains('+', StringComparison.Ordinal) && IsServiceNumber(digits))
        {
            return new PhoneNumber { Number = digits, IsFinnishServiceNumber = true, Language = language };
        }

        try
        {
            var parsed = PhoneNumberUtil.GetInstance().Parse(text, Home);
            return PhoneNumberUtil.GetInstance().IsPossibleNumber(parsed)
                ? new PhoneNumber
                {
                    Prefix = $"+{parsed.CountryCode}",
                    Number = PhoneNumberUtil.GetInstance().GetNationalSignificantNumber(parsed),
                    Language = language,
                }
                : Problem.Of(ProblemCodes.PhoneUnreadable, "number", ("value", shown));
        }
        catch (NumberParseException)
        {
            // The library's only way to say that it is no number.
            return Problem.Of(ProblemCodes.PhoneUnreadable, "number", ("value", shown));
        }
    }

    /// <summary>The number for the eye: "044 041 0431" in Finland, "+46 8 123 456 78" abroad, "0600 12345" a service number.</summary>
    /// <remarks>International on pages for readers abroad: "+358 44 0410431".</remarks>
    public static string Show(PhoneNumber phone, bool international = false)
    {
        ArgumentNullException.ThrowIfNull(phone);
        var number = phone.Number ?? "";
        if (phone.IsFinnishServiceNumber || string.IsNullOrEmpty(phone.Prefix))
        {
            return number.Length > 5 && number[0] == '0' ? $"{number[..4]} {number[4..]}" : number;
        }

        try
        {
            var parsed = PhoneNumberUtil.GetInstance().Parse(phone.Prefix + number, Home);
            return PhoneNumberUtil.GetInstance().Format(
                parsed,
                phone.Prefix == HomePrefix && !international ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            // A number that a source gave is shown as it is: somebody may still be able to dial it.
            return $"{phone.Prefix} {number}";
        }
    }

    /// <summary>The address of a link that dials: <c>tel:+358440410431</c> (RFC 3966); null without digits.</summary>
    public static string? TelLink(PhoneNumber phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        var number = string.Concat((phone.Number ?? "").Where(char.IsAsciiDigit));
        var prefix = string.Concat((phone.Prefix ?? "").Where(char.IsAsciiDigit));
        return number.Length == 0 ? null
            : phone.IsFinnishServiceNumber || prefix.Length == 0 ? $"tel:{number}"
            : $"tel:+{prefix}{number}";
    }

    /// <summary>What a call costs, in words; null when it is not told.</summary>
    public static string? Charge(PhoneNumber phone, string language)
    {
        ArgumentNullException.ThrowIfNull(phone);
        var description = phone.ChargeDescription is { } told && !string.IsNullOrWhiteSpace(told) ? told.Trim() : null;
        return phone.Charge switch
        {
            null => description,
            CallCharge.FreeOfCharge => Catalogue.Words.Say("call.FreeOfCharge", language),
            _ when description is not null => Catalogue.Words.Say("call.Other", language, ("description", description)),
            CallCharge.Chargeable when !phone.IsFinnishServiceNumber => Catalogue.Words.Say("call.Chargeable", language),
            _ => Catalogue.Words.Say("call.Other-untold", language),
        };
    }

    private static bool IsServiceNumber(string digits) =>
        digits.Length is >= 3 and <= 6 || ServiceBeginnings.Any(begin => digits.StartsWith(begin, StringComparison.Ordinal));
}
