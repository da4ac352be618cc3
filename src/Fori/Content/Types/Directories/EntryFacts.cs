using Fori.Content.Types.Contacts;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Types.Directories;

/// <summary>What an entry says, in the words of the registers: addresses, hours and phones are then shown as those of any place.</summary>
internal static class EntryFacts
{
    public static ListedRecord Listed(PageScope scope, LoadedDocument document, DirectoryEntry entry)
    {
        var address = AddressOf(entry);
        return new ListedRecord(document)
        {
            Summary = scope.Say(entry.Summary),
            Address = address is not null && ContactParts.Addresses(scope, [address]) is [var view, ..] ? view : null,
            AddressLine = address is not null && ContactParts.VisitingLine(scope, [address]) is { } line ? new Phrase(line) : null,
            Point = entry.Point,
            Hours = entry.ToOpeningHours(),
            Phone = ContactViews.PhonesOf(scope, entry.Phones) is [var phone, ..] ? phone : null,
            Email = EmailOf(scope, entry)?.Address,
        };
    }

    /// <summary>Null when nothing of it is written.</summary>
    public static Address? AddressOf(DirectoryEntry entry) => entry.Address is not { } address ? null : new Address
    {
        Use = AddressUse.Visiting,
        Kind = AddressKind.Street,
        Street = address.Street,
        PostalCode = address.PostalCode,
        PostOffice = address.Locality,
        Point = entry.Point,
    };

    public static EmailView? EmailOf(PageScope scope, DirectoryEntry entry) =>
        entry.Email is { } email && ContactParts.Emails(scope, [new EmailAddress { Value = email }]) is [var view, ..] ? view : null;

    /// <summary>What is half written, as a day without a time, is left out: publishing asks for the rest.</summary>
    public static OpeningHours HoursOf(EntryHours hours) => new()
    {
        Rules =
        [
            new HoursRule
            {
                Kind = HoursKind.Weekly,
                Title = hours.Note,
                Items =
                [
                    .. hours.Weekly.Where(w => w is { From: not null, Opens: not null, Closes: not null }).Select(w => new HoursItem
                    {
                        DayFrom = DayOf(w.From!.Value), // Filtered, as all below.
                        DayTo = w.To is { } to ? DayOf(to) : null,
                        From = w.Opens!.Value,
                        To = w.Closes!.Value,
                    }),
                ],
            },
            .. hours.Exceptions.Where(e => e.From is not null).Select(e => new HoursRule
            {
                Kind = HoursKind.Exceptional,
                ValidFrom = e.From,
                ValidTo = e.To ?? e.From,
                Title = e.Reason,
                State = e is { Opens: not null, Closes: not null } ? HoursState.Open : HoursState.Closed,
                Items = e is { Opens: { } opens, Closes: { } closes } ? [new HoursItem { From = opens, To = closes }] : [],
            }),
        ],
    };

    // Sunday is the first of .NET's days and the last of ours.
    private static DayOfWeek DayOf(Weekday day) => (DayOfWeek)(((int)day + 1) % 7);
}
