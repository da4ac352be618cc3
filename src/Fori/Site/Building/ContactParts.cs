using System.Globalization;
using Fori.Documents;
using Fori.Registers.Contacts;

namespace Fori.Site.Building;

/// <summary>Phones, addresses, emails and links of records, as a page in one language shows them.</summary>
internal static class ContactParts
{
    /// <summary>Numbers to call: those given in the page's language, else in the first language that has any. No faxes.</summary>
    public static IReadOnlyList<PhoneView> Phones(PageScope scope, IReadOnlyList<PhoneNumber> phones) =>
    [
        .. InOneLanguage(scope, phones.Where(p => p.Kind != PhoneKind.Fax && p.Number is { Length: > 0 }), p => p.Language)
            .Select(p => Phone(scope, p)).DistinctBy(p => (p.Display, p.Information)),
    ];

    public static PhoneView Phone(PageScope scope, PhoneNumber phone) => new(PhoneText.Show(phone), PhoneText.TelLink(phone))
    {
        Charge = PhoneText.Charge(phone, SiteWords.Spoken(scope.Language)),
        Information = phone.AdditionalInformation is { Length: > 0 } more
            ? new Phrase(phone.Kind == PhoneKind.Sms ? $"{more} (SMS)" : more, phone.Language is null ? null : scope.Foreign(phone.Language))
            : phone.Kind == PhoneKind.Sms ? new Phrase("SMS") : null,
    };

    public static IReadOnlyList<EmailView> Emails(PageScope scope, IReadOnlyList<EmailAddress> emails) =>
    [
        .. InOneLanguage(scope, emails.Where(e => IsEmail(e.Value)), e => e.Language)
            .Select(e => new EmailView(e.Value!, e.Description is { Length: > 0 } what ? new Phrase(what, e.Language is null ? null : scope.Foreign(e.Language)) : null)) // IsEmail looked.
            .DistinctBy(e => e.Address),
    ];

    public static IReadOnlyList<NamedLink> Links(PageScope scope, IReadOnlyList<WebLink> links) =>
    [
        .. InOneLanguage(scope, links.Where(l => WebUrl(l.Url) is not null), l => l.Language)
            .Select(l => new NamedLink(new Phrase(l.Name is { Length: > 0 } name ? name : HostOf(l.Url!), l.Language is null || l.Name is null ? null : scope.Foreign(l.Language)), l.Url!)) // Filtered above.
            .DistinctBy(l => l.Url),
    ];

    /// <summary>The address when it leads to the web; null for anything else, as a script.</summary>
    public static string? WebUrl(string? url) =>
        url is { Length: > 0 and <= 2_000 } && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? url : null;

    public static IReadOnlyList<AddressView> Addresses(PageScope scope, IReadOnlyList<Address> addresses) =>
        [.. addresses.Select(a => Address(scope, a)).Where(a => a.Lines.Count > 0 || a.Information is not null)];

    public static AddressView Address(PageScope scope, Address address)
    {
        // How to find the door is shown apart from the lines of the envelope.
        var isPlain = address.Kind is AddressKind.Street or AddressKind.PostOfficeBox;
        var shown = isPlain ? address with { AdditionalInformation = LocalizedText.Empty } : address;
        var street = address.Street.In(scope.Languages)?.Text;
        return new AddressView
        {
            Heading = SiteWords.Say($"address.{address.Use}", scope.Language),
            Lines = [.. AddressText.Lines(shown, scope.Languages).Select(line => new Phrase(line))],
            Information = isPlain ? scope.Say(address.AdditionalInformation) : null,
            Street = address.Kind == AddressKind.Street && street is not null ? $"{street} {address.Number}".Trim() : null,
            PostalCode = address.PostalCode,
            Locality = address.PostOffice.In(scope.Languages)?.Text,
            RouteUrl = address.Use is AddressUse.Location or AddressUse.Visiting ? RouteUrl(address.Point) : null,
        };
    }

    /// <summary>Where one goes, in one line; null when there is no such address.</summary>
    public static string? VisitingLine(PageScope scope, IReadOnlyList<Address> addresses) =>
        addresses.FirstOrDefault(a => a.Use is AddressUse.Location or AddressUse.Visiting) is { } address
        && AddressText.OneLine(address with { AdditionalInformation = address.Kind == AddressKind.Street ? LocalizedText.Empty : address.AdditionalInformation }, scope.Languages) is { Length: > 0 } line
            ? line
            : null;

    /// <summary>A page that shows the way to a point; nothing of it is loaded before it is asked for.</summary>
    public static string? RouteUrl(GeoPoint? point) => point is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"https://www.openstreetmap.org/directions?to={point.Latitude:0.#####}%2C{point.Longitude:0.#####}");

    /// <summary>As "350 m", "1,2 km".</summary>
    public static string Distance(PageScope scope, double metres) => metres < 950
        ? $"{Math.Max(10, Math.Round(metres / 10) * 10):0} m"
        : string.Create(scope.Words.Culture, $"{metres / 1000:0.0} km");

    /// <summary>What is said in the page's language or in none, else in the first other language that says something.</summary>
    public static IEnumerable<T> InOneLanguage<T>(PageScope scope, IEnumerable<T> items, Func<T, string?> language)
    {
        var all = items.ToList();
        foreach (var candidate in scope.Languages)
        {
            if (all.Exists(i => language(i) == candidate))
            {
                return all.Where(i => language(i) is not { } own || own == candidate);
            }
        }

        return all;
    }

    private static bool IsEmail(string? address) =>
        address is { Length: > 3 and <= 254 } && address.IndexOf('@', StringComparison.Ordinal) > 0 && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or '?');

    private static string HostOf(string url) => new Uri(url).Host;
}
