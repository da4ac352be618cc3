using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;

namespace Fori.Content.Types.Contacts;

/// <summary>A contact, ready to be written.</summary>
public sealed record ContactCardView
{
    public required Phrase Name { get; init; }

    public Phrase? Role { get; init; }

    public IReadOnlyList<PhoneView> Phones { get; init; } = [];

    public string? Email { get; init; }

    public RichPhrase? Hours { get; init; }

    public RichPhrase? Address { get; init; }

    public string? Link { get; init; }
}

internal static class ContactViews
{
    public static ContactCardView Of(PageScope scope, LoadedDocument document)
    {
        var contact = document.As<Contact>();
        return new ContactCardView
        {
            Name = scope.NameOf(document),
            Role = scope.Say(contact.Role),
            Phones = Phones(scope, contact.Phones),
            Email = string.IsNullOrEmpty(contact.Email) ? null : contact.Email,
            Hours = scope.Plain(contact.Hours),
            Address = scope.Plain(contact.Address),
            Link = contact.Link is { } link && WebAddress.IsAllowed(link) ? link : null,
        };
    }

    /// <summary>Numbers as they were written, to be called where they can be.</summary>
    public static IReadOnlyList<PhoneView> Phones(PageScope scope, IReadOnlyList<ContactPhone> phones) =>
        [.. phones.Where(p => !string.IsNullOrEmpty(p.Number)).Select(p => new PhoneView(p.Number!, TelOf(p.Number!)) { Information = scope.Say(p.Note) })]; // Filtered.

    // What is no number is shown and cannot be called.
    private static string? TelOf(string written)
    {
        var digits = string.Concat(written.Where(c => char.IsAsciiDigit(c) || c == '+'));
        return digits.Length is >= 3 and <= 16 && digits.LastIndexOf('+') <= 0 ? "tel:" + digits : null;
    }
}
