using Fori.Content.Types.People;
using Fori.Content.Types.Positions;
using Fori.Site;

namespace Fori.Tests.Site.Gallery;

/// <summary>People, as a list and one by one.</summary>
internal sealed partial class GalleryPages
{
    public PersonView Person() => new()
    {
        Frame = _town.Frame("Annika Strömberg-Laine", "person", _town.Link(Say("Yhteystiedot", "Kontakt", "Contact"), "people")),
        Name = "Annika Strömberg-Laine",
        JobTitle = Say("Vapaa-aikatoimenkehittämispäällikkö", "Fritidsutvecklingschef", "Head of leisure development"),
        Tasks = Rich(Say("Avustukset ja tilat.", "Bidrag och lokaler.", "Grants and rooms.")),
        Unit = _town.Link(Say("Vapaa-aikapalvelut", "Fritidstjänster", "Leisure services"), "organization"),
        Phones = [new("02 123 4700", "tel:+35821234700")],
        Email = "annika.stromberg-laine@pitka-kunnan-nimi.example",
        Party = Say("Yhteinen lista", "Gemensamma listan", "Common list"),
        Superior = _town.Link("Liisa Esimies", "person"),
        Positions = [Seat(Say("puheenjohtaja", "ordförande", "chair")) with { Person = null }],
        Deputies = [Seat(Say("varajäsen", "ersättare", "deputy member"))],
        Former = [Seat(Say("jäsen", "medlem", "member")) with { Person = null, Until = new(2025, 5, 31) }],
        UpdatedOn = GalleryTown.Today,
    };

    public PeopleDirectoryView People() => new()
    {
        Frame = _town.Frame(Say("Yhteystiedot", "Kontakt", "Contact"), "people"),
        Heading = Say("Yhteystiedot", "Kontakt", "Contact"),
        Filters = new() { Action = _town.Url("people"), Query = "laine" },
        UnitsFound = [_town.Link(Say("Vapaa-aikapalvelut", "Fritidstjänster", "Leisure services"), "organization")],
        Total = 1,
        People =
        [
            new("Annika Strömberg-Laine", _town.Url("person"))
            {
                JobTitle = Say("Kehittämispäällikkö", "Utvecklingschef", "Head of development"),
                Positions = [Say("Valtuusto, puheenjohtaja", "Fullmäktige, ordförande", "Council, chair")],
                Phone = new("02 123 4700", "tel:+35821234700"),
                Email = "annika.stromberg-laine@pitka-kunnan-nimi.example",
            },
        ],
        Bodies = [new(Say("Valtuusto", "Fullmäktige", "Council"), [Seat(Say("puheenjohtaja", "ordförande", "chair"))], [Seat(Say("jäsen", "medlem", "member")) with { Until = new(2025, 5, 31) }])],
        Units = [new(_town.Link(Say("Sivistyspalvelut", "Bildningstjänster", "Education services"), "organization"), [])],
    };

    private PositionView Seat(string role) => new(Say("Valtuusto", "Fullmäktige", "Council"), role, new(2025, 6, 1), null)
    {
        BodyUrl = _town.Url("organization"),
        Person = _town.Link("Oskar Holm", "person"),
        DeputyOf = _town.Link("Annika Strömberg-Laine", "person"),
    };
}
