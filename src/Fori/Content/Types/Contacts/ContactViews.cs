using Fori.Content.Types.People;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Types.Contacts;

/// <summary>Who or what answers, ready to be written.</summary>
public sealed record ContactCardView
{
    public required Phrase Name { get; init; }

    /// <summary>Its own page; null when it has none.</summary>
    public string? Url { get; init; }

    public Phrase? Role { get; init; }

    public IReadOnlyList<PhoneView> Phones { get; init; } = [];

    public string? Email { get; init; }

    /// <summary>When it is answered, in words.</summary>
    public RichPhrase? Hours { get; init; }

    /// <summary>Open now or not, of a place.</summary>
    public HoursView? Today { get; init; }

    public RichPhrase? Address { get; init; }

    /// <summary>A page that shows the way there.</summary>
    public string? RouteUrl { get; init; }

    public string? Link { get; init; }
}

internal static class ContactViews
{
    /// <summary>The types of what a contact may be.</summary>
    public const string Contact = nameof(Contacts.Contact), Person = nameof(People.Person), Organization = nameof(Registers.Organizations.Organization), Place = nameof(Registers.Places.Place);

    /// <summary>The contacts to which references lead, in their order; what is not public or answers nobody is left out.</summary>
    public static async Task<IReadOnlyList<ContactCardView>> OfAsync(PageScope scope, IReadOnlyList<Ref<DocumentBody>> references, CancellationToken ct)
    {
        await scope.ResolveAsync(references.Select(RefKey.Of), ct);
        return [.. references.Select(scope.Target).OfType<LoadedDocument>().Select(d => Of(scope, d)).OfType<ContactCardView>()];
    }

    public static ContactCardView? Of(PageScope scope, LoadedDocument document) => document.Body switch
    {
        Contact contact => new ContactCardView
        {
            Name = scope.NameOf(document),
            Role = scope.Say(contact.Role),
            Phones = PhonesOf(scope, contact.Phones),
            Email = string.IsNullOrEmpty(contact.Email) ? null : contact.Email,
            Hours = scope.Plain(contact.Hours),
            Address = scope.Plain(contact.Address),
            Link = contact.Link is { } link && WebAddress.IsAllowed(link) ? link : null,
        },
        Person person => new ContactCardView
        {
            Name = scope.NameOf(document),
            Url = scope.UrlOf(document),
            Role = scope.Say(person.JobTitle),
            Phones = PhonesOf(scope, person.Phones),
            Email = string.IsNullOrEmpty(person.Email) ? null : person.Email,
        },
        Organization unit => OfRegister(scope, document, unit.Phones, unit.Emails, unit.Addresses),
        Place place => OfRegister(scope, document, place.Phones, place.Emails, place.Addresses) with
        {
            Role = PlaceCards.KindOf(scope, place),
            Today = HoursViews.Of(scope, place.Hours, whole: false),
            RouteUrl = ContactParts.RouteUrl(PlaceCards.PointOf(place)),
        },
        _ => null,
    };

    /// <summary>Numbers as an editor wrote them.</summary>
    public static IReadOnlyList<PhoneView> PhonesOf(PageScope scope, IReadOnlyList<ContactPhone> phones) =>
        [.. phones.Where(p => !string.IsNullOrEmpty(p.Number)).Select(p => new PhoneView(p.Number!, TelOf(p.Number!)) { Information = scope.Say(p.Note) })]; // Filtered.

    private static ContactCardView OfRegister(
        PageScope scope, LoadedDocument document, IReadOnlyList<PhoneNumber> phones, IReadOnlyList<EmailAddress> emails, IReadOnlyList<Address> addresses) => new()
    {
        Name = scope.NameOf(document),
        Url = scope.UrlOf(document),
        Phones = ContactParts.Phones(scope, phones),
        Email = ContactParts.Emails(scope, emails) is [var email, ..] ? email.Address : null,
        Address = ContactParts.VisitingLine(scope, addresses) is { } line && RichText.FromPlain(line) is { Length: > 0 } html ? new RichPhrase(html) : null,
    };

    // What is no number is shown and cannot be called.
    private static string? TelOf(string written)
    {
        var digits = string.Concat(written.Where(c => char.IsAsciiDigit(c) || c == '+'));
        return digits.Length is >= 3 and <= 16 && digits.LastIndexOf('+') <= 0 ? "tel:" + digits : null;
    }
}
