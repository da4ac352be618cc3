using Fori.Content.Types.Contacts;
using Fori.Content.Types.Positions;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;

namespace Fori.Content.Types.People;

/// <summary>The page of a person, and people in lists. What they did not open never comes this far.</summary>
internal static class PersonBuilder
{
    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var person = document.As<Person>();
        await scope.ResolveAsync([RefKey.Of(person.Unit), RefKey.Of(person.Superior), RefKey.Of(person.Assistant), RefKey.Of(person.Portrait)], ct);
        var (current, former) = await PositionViews.OfPersonAsync(scope, document.Id, ct);
        var title = scope.Say(person.JobTitle);
        var portrait = PortraitOf(scope, person, isFirst: true);
        return new PersonView
        {
            Frame = FrameBuilder.OfDocument(scope, document, SiteSection.Contact, title?.Text) with { OpenGraphType = "profile", Image = ContentPageBuilder.ShareOf(portrait) },
            Name = scope.NameOf(document),
            JobTitle = title,
            Tasks = scope.Plain(person.Tasks),
            Unit = scope.Target(person.Unit) is { } unit ? scope.Link(unit) : null,
            Phones = ContactViews.PhonesOf(scope, person.Phones),
            Email = string.IsNullOrEmpty(person.Email) ? null : person.Email,
            Portrait = portrait,
            Party = scope.Say(person.Party),
            Superior = scope.Target(person.Superior) is { } superior ? scope.Link(superior) : null,
            Assistant = scope.Target(person.Assistant) is { } assistant ? scope.Link(assistant) : null,
            Positions = current,
            Deputies = await PositionViews.DeputiesOfAsync(scope, document.Id, ct),
            Former = former,
            UpdatedOn = LocalDays.DayOf(document.Row.At),
        };
    }

    /// <summary>People as they stand in lists, in their order.</summary>
    public static async Task<IReadOnlyList<PersonCard>> CardsAsync(PageScope scope, IReadOnlyList<LoadedDocument> people, CancellationToken ct)
    {
        await scope.ResolveAsync(people.Select(d => d.As<Person>()).SelectMany(p => new[] { RefKey.Of(p.Unit), RefKey.Of(p.Portrait) }), ct);
        var positions = await PositionViews.ShortAsync(scope, [.. people.Select(p => p.Id)], ct);
        return
        [
            .. people.Select(d => (Document: d, Person: d.As<Person>())).Select(p => new PersonCard(scope.NameOf(p.Document), scope.UrlOf(p.Document))
            {
                JobTitle = scope.Say(p.Person.JobTitle),
                Unit = scope.Target(p.Person.Unit) is { } unit ? scope.Link(unit) : null,
                Positions = [.. positions[p.Document.Id].Distinct()],
                Phone = ContactViews.PhonesOf(scope, p.Person.Phones) is [var phone, ..] ? phone with { Information = null } : null,
                Email = string.IsNullOrEmpty(p.Person.Email) ? null : p.Person.Email,
                Portrait = PortraitOf(scope, p.Person, isFirst: false),
            }),
        ];
    }

    private static PictureView? PortraitOf(PageScope scope, Person person, bool isFirst) =>
        scope.Target(person.Portrait) is { } media ? MediaViews.PictureOf(scope, media, PictureShape.Square, PictureSizes.Portrait, isFirst) : null;
}
