using Fori.Content.Types;
using Fori.Content.Types.Directories;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;

namespace Fori.Site.Building;

/// <summary>A record of any type as lists, files and maps show it.</summary>
internal sealed record ListedRecord(LoadedDocument Document)
{
    public Phrase? Summary { get; init; }

    /// <summary>What kind of thing, in a word.</summary>
    public Phrase? Kind { get; init; }

    /// <summary>Where one goes, else the first address.</summary>
    public AddressView? Address { get; init; }

    /// <summary>The same in one line.</summary>
    public Phrase? AddressLine { get; init; }

    public GeoPoint? Point { get; init; }

    public OpeningHours? Hours { get; init; }

    public PhoneView? Phone { get; init; }

    public string? Email { get; init; }
}

/// <summary>Reads what lists tell of the types that they can hold.</summary>
internal static class ListedRecords
{
    public static ListedRecord Of(PageScope scope, LoadedDocument document) => document.Body switch
    {
        Place place => Register(scope, document, place.Addresses, place.Phones, place.Emails) with
        {
            Summary = scope.Say(place.Summary),
            Kind = PlaceCards.KindOf(scope, place),
            Point = PlaceCards.PointOf(place),
            Hours = place.Hours,
        },
        Service service => new ListedRecord(document) { Summary = ServiceDirectoryBuilder.SummaryOf(scope, service) },
        Organization organization => Register(scope, document, organization.Addresses, organization.Phones, organization.Emails) with { Summary = scope.Say(organization.Summary) },
        DirectoryEntry entry => EntryFacts.Listed(scope, document, entry),
        ContentBody content => new ListedRecord(document) { Summary = scope.Say(content.Summary) },
        _ => new ListedRecord(document),
    };

    /// <summary>Null for what has no hours.</summary>
    public static OpeningHours? HoursOf(LoadedDocument document) => document.Body switch
    {
        Place place => place.Hours,
        DirectoryEntry entry => entry.ToOpeningHours(),
        _ => null,
    };

    private static ListedRecord Register(PageScope scope, LoadedDocument document, IReadOnlyList<Address> addresses, IReadOnlyList<PhoneNumber> phones, IReadOnlyList<EmailAddress> emails) => new(document)
    {
        Address = ContactParts.Addresses(scope, addresses) is [var first, ..] ? first : null,
        AddressLine = ContactParts.VisitingLine(scope, addresses) is { } line ? new Phrase(line) : null,
        Point = addresses.Select(a => a.Point).FirstOrDefault(p => p is not null),
        Phone = ContactParts.Phones(scope, phones) is [var phone, ..] ? phone : null,
        Email = ContactParts.Emails(scope, emails) is [var email, ..] ? email.Address : null,
    };
}
