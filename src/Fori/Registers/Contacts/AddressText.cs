using System.Globalization;
using Fori.Documents;
using Fori.Text;

namespace Fori.Registers.Contacts;

/// <summary>Addresses as they are written, in the first of the reader's languages that has a text.</summary>
public static class AddressText
{
    private static readonly CultureInfo Finnish = CultureInfo.GetCultureInfo("fi-FI");

    /// <summary>"Satamakatu 4, 23970 Kaislaranta"; empty when nothing is known.</summary>
    public static string OneLine(Address address, params IReadOnlyList<string> languages) =>
        string.Join(", ", Lines(address, languages));

    /// <summary>The lines as on an envelope: receiver, street or box, post office, what helps to find the door.</summary>
    public static IReadOnlyList<string> Lines(Address address, params IReadOnlyList<string> languages)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(languages);
        var postOffice = Joined(address.PostalCode, PostOffice(address.PostOffice.In(languages)?.Text));
        var more = address.AdditionalInformation.In(languages)?.Text;
        string?[] lines = address.Kind switch
        {
            AddressKind.Street => [Joined(address.Street.In(languages)?.Text, address.Number), postOffice, more],
            AddressKind.PostOfficeBox => [Box(address, languages), postOffice, more],
            AddressKind.Other => [more, postOffice],
            _ => [more],
        };
        return [.. lines.Prepend(address.Receiver.In(languages)?.Text).Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line!.Trim())];
    }

    private static string? Box(Address address, IReadOnlyList<string> languages)
    {
        if (address.PostOfficeBox.In(languages) is not var (language, box))
        {
            return null;
        }

        // Sources give both "12" and "PL 12".
        return char.IsAsciiDigit(box.TrimStart()[0])
            ? Catalogue.Words.Say("address.box", languages.Count > 0 ? languages[0] : language, ("box", box.Trim()))
            : box;
    }

    /// <summary>National lists write post offices in capitals; a page does not shout.</summary>
    private static string? PostOffice(string? name) =>
        name is { Length: > 1 } && !name.Any(char.IsLower) ? Finnish.TextInfo.ToTitleCase(name.ToLower(Finnish)) : name;

    private static string? Joined(string? first, string? second) =>
        string.Join(' ', new[] { first?.Trim(), second?.Trim() }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } joined ? joined : null;
}
