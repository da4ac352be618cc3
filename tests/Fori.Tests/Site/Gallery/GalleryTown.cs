using System.Text;
using Fori.Documents;
using Fori.Site;
using Fori.Ui;

namespace Fori.Tests.Site.Gallery;

/// <summary>
/// An invented town in one language and one look: what the pages of the gallery have in common.
/// </summary>
internal sealed class GalleryTown(string language, Theme theme)
{
    private const string Layer = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"kind":"outline"},"geometry":{"type":"Polygon","coordinates":[[[24.00,61.00],[24.03,61.012],[24.07,61.008],[24.10,61.016],[24.11,61.036],[24.09,61.055],[24.05,61.060],[24.01,61.052],[23.99,61.030],[24.00,61.00]]]}},
        {"type":"Feature","properties":{"kind":"green"},"geometry":{"type":"Polygon","coordinates":[[[24.015,61.038],[24.035,61.044],[24.040,61.052],[24.020,61.050],[24.015,61.038]]]}},
        {"type":"Feature","properties":{"kind":"green"},"geometry":{"type":"Polygon","coordinates":[[[24.075,61.020],[24.095,61.022],[24.092,61.030],[24.078,61.029],[24.075,61.020]]]}},
        {"type":"Feature","properties":{"kind":"water"},"geometry":{"type":"Polygon","coordinates":[[[23.98,61.010],[24.01,61.022],[24.03,61.026],[24.05,61.024],[24.062,61.030],[24.075,61.042],[24.085,61.060],[24.078,61.062],[24.066,61.045],[24.055,61.034],[24.048,61.030],[24.03,61.032],[24.008,61.028],[23.98,61.020],[23.98,61.010]]]}},
        {"type":"Feature","properties":{"kind":"road"},"geometry":{"type":"LineString","coordinates":[[23.98,61.042],[24.02,61.036],[24.045,61.037],[24.06,61.038],[24.09,61.034],[24.12,61.030]]}},
        {"type":"Feature","properties":{"kind":"road"},"geometry":{"type":"LineString","coordinates":[[24.045,61.065],[24.046,61.050],[24.045,61.037],[24.047,61.027],[24.052,61.015],[24.050,61.000]]}},
        {"type":"Feature","properties":{"kind":"district","name":"Keskusta"},"geometry":{"type":"Polygon","coordinates":[[[24.035,61.033],[24.06,61.033],[24.06,61.046],[24.035,61.046],[24.035,61.033]]]}},
        {"type":"Feature","properties":{"kind":"district","name":"Etelämäki"},"geometry":{"type":"Polygon","coordinates":[[[24.035,61.010],[24.07,61.010],[24.07,61.022],[24.035,61.022],[24.035,61.010]]]}}
        ]}
        """;

    public string Language { get; } = language;

    public Theme Theme { get; } = theme;

    public static DateOnly Today { get; } = new(2026, 11, 24);

    public BaseMap BaseMap { get; } = BaseMap.Parse(Encoding.UTF8.GetBytes(Layer)).Value!;

    public string Name => Theme.Name switch
    {
        "kaislaranta" => Say("Kaislaranta", "Vassstrand", "Kaislaranta"),
        "kuurakoski" => Say("Kuurakoski", "Rimfors", "Kuurakoski"),
        _ => Say("Lautturila", "Färjby", "Lautturila"),
    };

    public string Say(string finnish, string swedish, string english) => Language switch
    {
        "fi" => finnish,
        "sv" => swedish,
        _ => english,
    };

    public string Url(string path) => $"/{Language}/{path}";

    public NamedLink Link(string name, string path = "services") => new(name, Url(path));

    public SiteFrame Frame(string title, string page, params NamedLink[] crumbs) => new()
    {
        Language = Language,
        TenantName = Name,
        Origin = "https://town.example",
        HomeUrl = Url("front"),
        Url = Url(page),
        Title = title,
        Description = Say("Kuvaus hakukoneille.", "En beskrivning för sökmotorer.", "A description for search engines."),
        ThemeName = Theme.Name,
        ThemeStylesheetUrl = $"/theme/{Theme.Name}.css",
        Logo = Theme.Name == "neutral" ? new LogoView(UiAssets.Url("fori-logo.svg"), UiAssets.Url("fori-logo-dark.svg"), 150, 48) : null,
        Languages =
        [
            new("fi", "Suomi", $"/fi/{page}"),
            new("sv", "Svenska", $"/sv/{page}"),
            new("en", "English", $"/en/{page}") { IsTranslated = page != "service", ShownLanguage = page == "service" ? "fi" : null },
        ],
        Menu =
        [
            new(Say("Sosiaali- ja terveyspalvelut", "Social- och hälsovård", "Social and health care"), Url("services"), Topics()),
            new(Say("Kasvatus ja opetus", "Fostran och utbildning", "Education"), Url("services"), Topics()) { IsCurrent = page is "service" or "services" },
            new(Say("Asuminen ja ympäristö", "Boende och miljö", "Housing and environment"), Url("services"), Topics()),
            new(Say("Kulttuuri ja vapaa-aika", "Kultur och fritid", "Culture and leisure"), Url("places"), Topics()),
            new(Say("Yhteystiedot", "Kontakt", "Contact"), Url("contact"), []),
        ],
        Breadcrumb = crumbs.Length == 0 ? [] : [new(Say("Etusivu", "Startsida", "Front page"), Url("front")), .. crumbs, new(title, Url(page))],
        Search = new SearchAction(Url("search"), Query: page == "search" ? "venepaikka" : ""),
        Feeds = page is "services" or "places" ? [new(Say("Muutokset syötteenä", "Ändringar som flöde", "Changes as a feed"), Url("feed.rss"))] : [],
        JsonUrl = page is "service" or "place" ? "/api/v1/x" : null,
        IsDemonstration = true,
        Footer = new()
        {
            Address = [Say("Rantatie 1", "Strandvägen 1", "Rantatie 1"), "99990 " + Name],
            Phone = new("02 123 4500", "tel:+35821234500") { Charge = Say("Normaali puhelumaksu", "Normal samtalsavgift", "Normal call charge") },
            Email = "kirjaamo@town.example",
            Hours = Say("Arkisin 8–16", "Vardagar 8–16", "Weekdays 8–16"),
            Links =
            [
                Link(Say("Saavutettavuusseloste, tarkistettu 2.11.2026", "Tillgänglighetsutlåtande, granskat 2.11.2026", "Accessibility statement, checked 2 November 2026"), "front"),
                Link(Say("Tietosuoja", "Dataskydd", "Data protection"), "front"),
                Link(Say("Palaute", "Respons", "Feedback"), "front"),
            ],
            Feeds = [new(Say("Muutokset palveluissa", "Ändringar i tjänsterna", "Changes in the services"), Url("feed.rss"))],
            Licence = new("Creative Commons Attribution 4.0 (CC BY 4.0)", "https://creativecommons.org/licenses/by/4.0/"),
        },
    };

    public IReadOnlyList<NamedLink> Topics() =>
    [
        Topic("baby", Say("Varhaiskasvatus", "Småbarnspedagogik", "Early childhood education"), Say("Päiväkodit, perhepäivähoito, leikkipuistot", "Daghem, familjedagvård, lekparker", "Day care, family day care, playgrounds")),
        Topic("graduation-cap", Say("Koulu ja opiskelu", "Skola och studier", "School and studies"), Say("Ilmoittautuminen, koulukuljetus, iltapäivätoiminta", "Anmälan, skolskjuts, eftermiddagsverksamhet", "Enrolment, school transport, afternoon clubs")),
        Topic("book-open", Say("Kirjasto", "Bibliotek", "Library"), Say("Lainaaminen, tilat, tapahtumat", "Lån, utrymmen, evenemang", "Loans, rooms, events")),
        Topic("dumbbell", Say("Liikunta ja ulkoilu", "Idrott och friluftsliv", "Sports and outdoors"), Say("Uimahallit, ladut, venepaikat", "Simhallar, spår, båtplatser", "Pools, ski tracks, berths")),
        Topic("hammer", Say("Rakentaminen ja tontit", "Byggande och tomter", "Building and plots"), Say("Luvat, kaavat, kartat", "Tillstånd, planer, kartor", "Permits, plans, maps")),
        Topic("recycle", Say("Jätehuolto ja vesi", "Avfall och vatten", "Waste and water"), Say("Lajittelu, tyhjennykset, vesiliittymä", "Sortering, tömning, vattenanslutning", "Sorting, collection, water connection")),
        Topic("bus", Say("Liikenne ja kadut", "Trafik och gator", "Traffic and streets"), Say("Aikataulut, auraus, pysäköinti", "Tidtabeller, snöröjning, parkering", "Timetables, snow, parking")),
        Topic("briefcase", Say("Työ ja yrittäminen", "Arbete och företagande", "Work and business"), Say("Avoimet työpaikat, yritysneuvonta", "Lediga jobb, företagsrådgivning", "Vacancies, advice for companies")),
    ];

    public HoursView Open() => new()
    {
        State = OpenState.Open,
        StateWord = Say("Auki", "Öppet", "Open"),
        Sentence = Say("tänään 9–19", "i dag 9–19", "today 9–19"),
        Week = Week(),
        Exceptions =
        [
            new(new(2026, 12, 6), new(2026, 12, 6), Say("suljettu", "stängt", "closed"), Say("Itsenäisyyspäivä", "Självständighetsdagen", "Independence Day")),
            new(new(2026, 12, 23), new(2026, 12, 27), Say("suljettu", "stängt", "closed"), Say("Joulu", "Jul", "Christmas")),
        ],
        Spans =
        [
            new() { Day = DayOfWeek.Monday, Opens = new(9, 0), Closes = new(19, 0) },
            new() { Day = DayOfWeek.Saturday, Opens = new(18, 0), Closes = new(0, 0) },
            new() { ValidFrom = new(2026, 12, 6), ValidTo = new(2026, 12, 6) },
        ],
    };

    public HoursView Closed() => new()
    {
        State = OpenState.Closed,
        StateWord = Say("Suljettu", "Stängt", "Closed"),
        Sentence = Say("aukeaa huomenna klo 10", "öppnar i morgon kl. 10", "opens tomorrow at 10"),
        Week = Week(),
    };

    public PlaceCard Library(int? number = null) => new(Say("Pääkirjasto", "Huvudbiblioteket", "Main library"), Url("place"))
    {
        Kind = Say("Kirjasto", "Bibliotek", "Library"),
        Address = Say("Siltakatu 4, Keskusta", "Brogatan 4, Centrum", "Siltakatu 4, Keskusta"),
        Hours = Open(),
        Number = number,
    };

    public PlaceCard Pool(int? number = null) => new(Say("Kosken uimahalli", "Forsens simhall", "Koski swimming hall"), Url("place"))
    {
        Kind = Say("Uimahalli", "Simhall", "Swimming hall"),
        Address = Say("Koulutie 12", "Skolvägen 12", "Koulutie 12"),
        Hours = Closed(),
        Number = number,
        Distance = "650 m",
    };

    public PlaceCard ServicePoint(int? number = null) => new(Say("Asiointipiste Lähde", "Servicepunkten Källan", "Service point Lähde"), Url("place"))
    {
        Kind = Say("Asiointipiste", "Servicepunkt", "Service point"),
        Address = Say("Rantatie 1", "Strandvägen 1", "Rantatie 1"),
        Hours = Open(),
        Number = number,
    };

    public MapView Map(params PlaceCard[] places)
    {
        GeoPoint[] points = [new(61.040, 24.047), new(61.018, 24.055), new(61.036, 24.030), new(61.045, 24.070)];
        return BaseMap.Draw(
            Say("Paikat kartalla", "Platserna på kartan", "The places on the map"),
            [.. places.Select((p, i) => new MapPoint(p.Name.Text, p.Url, points[i % points.Length], p.Number))]) with
        { BaseUrl = "/map/base.geojson" };
    }

    private NamedLink Topic(string icon, string name, string note) => new(name, Url("services")) { Icon = icon, Note = note };

    private List<WeekdayHours> Week()
    {
        string[] days = Say("maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai", "måndag tisdag onsdag torsdag fredag lördag söndag", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday").Split(' ');
        return [.. days.Select((d, i) => new WeekdayHours(d, i < 5 ? "9–19" : i == 5 ? "10–15" : Say("suljettu", "stängt", "closed"), i == 1))];
    }
}
