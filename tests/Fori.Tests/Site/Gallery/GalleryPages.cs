using Fori.Site;
using Fori.Ui;

namespace Fori.Tests.Site.Gallery;

/// <summary>Every kind of page with full contents, and some with nothing in them. All of it is invented.</summary>
internal sealed partial class GalleryPages(string language, Theme theme)
{
    private readonly GalleryTown _town = new(language, theme);

    /// <summary>Name of the page in its address, and the page.</summary>
    public IReadOnlyList<(string Name, PageView View)> All =>
    [
        ("front", Front()),
        ("services", Services()),
        ("classes", Classes()),
        ("service", Service()),
        ("service-bare", BareService()),
        ("places", Places()),
        ("place", Place()),
        ("search", Search()),
        ("search-none", NothingFound()),
        ("channel", Channel()),
        ("organization", Organization()),
        ("page", Content()),
        ("topic", Topic()),
        ("directory", Directory(isMap: false)),
        ("directory-map", Directory(isMap: true)),
        ("directory-entry", DirectoryEntry()),
        ("news", News()),
        ("news-list", NewsList()),
        ("alert-list", AlertList()),
        ("contact", Contact()),
        ("people", People()),
        ("person", Person()),
        ("text", Text()),
        ("not-found", new NotFoundView { Frame = _town.Frame(Say("Sivua ei löytynyt", "Sidan hittades inte", "Page not found"), "not-found") with { NoIndex = true }, Likely = Likely() }),
        ("gone", new GoneView { Frame = _town.Frame(Say("Poistettu sivu", "Borttagen sida", "Withdrawn page"), "gone") with { NoIndex = true }, Name = Say("Jäähallin kahvio", "Ishallens kafé", "Ice hall café"), WithdrawnOn = new(2026, 3, 1), Successor = _town.Link(Say("Jäähalli", "Ishallen", "Ice hall"), "place") }),
        ("error", new ErrorView { Frame = _town.Frame(Say("Häiriö", "Störning", "Disruption"), "error") with { NoIndex = true, Search = null }, Reference = "4f1c09" }),
        ("index", Index()),
    ];

    public TextPageView Text() => new()
    {
        Frame = _town.Frame(Say("Saavutettavuusseloste", "Tillgänglighetsutlåtande", "Accessibility statement"), "text"),
        Heading = Say("Saavutettavuusseloste", "Tillgänglighetsutlåtande", "Accessibility statement"),
        Lead = Say("Tämä seloste koskee tätä sivustoa.", "Detta utlåtande gäller denna webbplats.", "This statement is about this site."),
        Sections =
        [
            new(Say("Puutteet", "Brister", "Deficiencies"))
            {
                Paragraphs = [Say("Tunnetut puutteet ovat tässä.", "Kända brister finns här.", "Known deficiencies are here.")],
                Items = [Say("Liikuntatoimenkehittämissuunnitelmaluonnosliitetiedostot puuttuvat tekstinä", "Bilagor saknas som text", "Attachments are missing as text"), new("Kartassa ei ole kuvausta", language == "fi" ? null : "fi")],
                Links = [_town.Link(Say("Yhteystiedot", "Kontakt", "Contact"), "contact") with { Note = Say("vastaamme 14 päivässä", "vi svarar inom 14 dagar", "we answer within 14 days") }],
            },
            new(Say("Tyhjä osa", "Tom del", "Empty part")),
        ],
    };

    public FrontPageView Front() => new()
    {
        Frame = _town.Frame(_town.Name, "front"),
        Heading = Say($"Tervetuloa, täällä on {_town.Name}", $"Välkommen till {_town.Name}", $"Welcome to {_town.Name}"),
        Lead = Say("Palvelut, paikat ja yhteystiedot yhdestä osoitteesta.", "Tjänster, platser och kontakter på ett ställe.", "Services, places and contacts in one place."),
        TopTasks =
        [
            _town.Link(Say("Hae päivähoitopaikkaa", "Ansök om dagvårdsplats", "Apply for day care"), "service"),
            _town.Link(Say("Varaa venepaikka", "Boka båtplats", "Reserve a berth"), "service"),
            _town.Link(Say("Ilmoita kadun viasta", "Anmäl fel på gatan", "Report a street fault"), "service"),
            _town.Link(Say("Hae rakentamislupaa", "Ansök om bygglov", "Apply for a building permit"), "service"),
            _town.Link(Say("Ilmoittaudu kouluun", "Anmäl till skolan", "Enrol in school"), "service"),
            _town.Link(Say("Maksa kirjaston myöhästymismaksu", "Betala förseningsavgift till biblioteket", "Pay a library fine"), "service"),
        ],
        Topics = _town.Topics(),
        AllServicesUrl = _town.Url("services"),
        OpenPlaces = [_town.Library(), _town.ServicePoint(), _town.Pool() with { Hours = _town.Open(), Distance = null }],
        AllPlacesUrl = _town.Url("places"),
        LifeEvents = LifeEvents(),
        News =
        [
            new(Say("Talviajan ladut avataan viikonloppuna", "Vinterns spår öppnas på veckoslutet", "Winter tracks open this weekend"), _town.Url("front"), new(2026, 11, 20), Say("Ensimmäiset kolme kilometriä on lumetettu.", "De första tre kilometerna har snöats.", "The first three kilometres have snow.")),
            new(Say("Budjettiesitys on julkaistu", "Budgetförslaget har publicerats", "The budget proposal is out"), _town.Url("front"), new(2026, 11, 18)),
        ],
    };

    public ServiceDirectoryView Services() => new()
    {
        Frame = _town.Frame(Say("Palvelut", "Tjänster", "Services"), "services", []) with { Breadcrumb = [_town.Link(Say("Etusivu", "Startsida", "Front page"), "front"), _town.Link(Say("Palvelut", "Tjänster", "Services"))] },
        Heading = Say("Palvelut", "Tjänster", "Services"),
        Lead = Say("Kaikki, mitä kunta tekee asukkaidensa hyväksi.", "Allt som kommunen gör för sina invånare.", "Everything the municipality does for its residents."),
        Ways = Ways(0),
        Letters = [.. "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ".Select(c => new LetterLink(c.ToString(), "BFGQWXZÅ".Contains(c, StringComparison.Ordinal) ? null : _town.Url("services"), c == 'K'))],
        Filters = Filters(),
        Total = 153,
        Sections =
        [
            new("K",
            [
                new(Say("Kaavamuutoshakemus", "Ansökan om planändring", "Application to change a plan"), _town.Url("service"), Say("Hae muutosta asemakaavaan omistamallesi tontille.", "Ansök om ändring av detaljplanen för din tomt.", "Apply for a change to the plan of the plot you own.")),
                new(Say("Kadunpidon ilmoitukset", "Meddelanden om gatuhållning", "Street notices"), _town.Url("service")),
                new(Say("Kesämökin jätehuolto", "Sommarstugans avfall", "Waste at a summer cottage"), _town.Url("service"), SeeInstead: Say("Vapaa-ajan asunnon jätehuolto", "Avfall vid fritidsbostad", "Waste at a holiday home")),
                new(new Phrase("Kotihoidon tukipalvelut", Language == "fi" ? null : "fi"), _town.Url("service"), new Phrase("Ateriat, kauppa-asiat ja turvapuhelin kotiin.", Language == "fi" ? null : "fi")),
            ]),
            new("L", [new(Say("Liikuntapaikkojen vuoronvaraus", "Bokning av idrottsplatser", "Booking of sports grounds"), _town.Url("service"))]),
        ],
        Paging = new(7, 24, page => $"{_town.Url("services")}?page={page}"),
    };

    public ServiceDirectoryView Classes() => Services() with
    {
        Ways = Ways(1),
        Letters = [],
        Filters = null,
        Total = null,
        Sections = [],
        Paging = null,
        Branches = [.. _town.Topics().Select(t => new DirectoryBranch(t with { Count = 14, Note = null }, [_town.Link(Say("Päiväkodit", "Daghem", "Day care centres")) with { Count = 4 }, _town.Link(Say("Perhepäivähoito", "Familjedagvård", "Family day care")) with { Count = 2 }]))],
    };

    public ServicePageView Service() => new()
    {
        Frame = _town.Frame(Say("Venepaikan varaaminen", "Bokning av båtplats", "Reserving a berth"), "service", _town.Link(Say("Palvelut", "Tjänster", "Services")), _town.Link(Say("Liikunta ja ulkoilu", "Idrott och friluftsliv", "Sports and outdoors"))),
        Name = Say("Venepaikan varaaminen", "Bokning av båtplats", "Reserving a berth"),
        AlternativeNames = [Say("laituripaikka", "bryggplats", "mooring"), Say("soutuvenepaikka", "plats för roddbåt", "rowing boat place")],
        Kind = Say("Palvelu", "Tjänst", "Service"),
        Lead = Say("Varaa veneellesi paikka kunnan laiturista purjehduskaudeksi.", "Boka en plats för din båt vid kommunens brygga för båtsäsongen.", "Reserve a place for your boat at a municipal pier for the season."),
        Description = Rich(Say("Kunnalla on neljä venesatamaa ja noin 300 paikkaa. Paikat jaetaan maaliskuussa, ja vapaaksi jääneitä voi varata koko kesän.", "Kommunen har fyra småbåtshamnar och ungefär 300 platser.", "The municipality has four marinas and about 300 berths.")),
        WhoFor = Rich(Say("Kaikille veneilijöille.", "För alla båtägare.", "For everybody with a boat.")),
        WhatYouNeed = new("<ul><li>" + Say("veneen mitat", "båtens mått", "measures of the boat") + "</li></ul>"),
        Steps = [new(Say("Ilmoittaudu jonoon", "Ställ dig i kön", "Join the queue")) { Text = Rich(Say("Verkossa.", "På nätet.", "Online.")), Duration = new(Say("kolme minuuttia", "tre minuter", "three minutes")) }, new(Say("Maksa", "Betala", "Pay"))],
        SpecialCases = Rich(Say("Kanootille on teline.", "För kanoter finns en ställning.", "Canoes have a rack.")),
        Requirements = new("<p>Paikan saa täysi-ikäinen, jolla on:</p><ul><li>vene, jonka leveys on enintään 3,5 metriä</li><li>voimassa oleva vakuutus</li></ul>", Language == "fi" ? null : "fi"),
        UserInstruction = Rich(Say("Kirjaudu varauspalveluun, valitse satama ja paikka, ja maksa lasku 14 päivän kuluessa.", "Logga in, välj hamn och plats och betala inom 14 dagar.", "Sign in, choose a marina and a berth, and pay within 14 days.")) with { IsInherited = true },
        ChargeWord = Say("Maksullinen", "Avgiftsbelagd", "Chargeable"),
        ChargeInformation = new($"<table><thead><tr><th>{Say("Leveys", "Bredd", "Width")}</th><th>{Say("Hinta kaudelta", "Pris per säsong", "Price per season")}</th></tr></thead><tbody><tr><td>2,5 m</td><td>120 €</td></tr><tr><td>3,5 m</td><td>190 €</td></tr></tbody></table>"),
        ProcessingTime = Rich(Say("Varaus vahvistuu heti. Jonottajille vastataan kahdessa viikossa.", "Bokningen bekräftas genast.", "The reservation is confirmed at once.")),
        Deadline = Rich(Say("Ennakkovaraajien on haettava 28.2. mennessä.", "Ansök senast 28.2.", "Apply by 28 February.")),
        Online =
        [
            new(Say("Venepaikkojen varauspalvelu", "Bokningstjänst för båtplatser", "Berth reservation service"), "https://varaus.town.example/") { Needs = [Say("Vahva tunnistautuminen", "Stark autentisering", "Strong identification")], AccessibilityStatement = new(Say("Palvelun saavutettavuusseloste", "Tjänstens tillgänglighetsutlåtande", "Accessibility statement of the service"), "https://varaus.town.example/a11y") },
        ],
        Forms = [new(Say("Venepaikkahakemus", "Ansökan om båtplats", "Berth application"), [new(Say("Hakemus", "Ansökan", "Application"), "https://town.example/f.pdf", "PDF", "fi", "84 kB")]) { Identifier = "VS-12" }],
        Phones = [new(Say("Satamatoimisto", "Hamnkontoret", "Harbour office"), [new("02 123 4567", "tel:+35821234567") { Charge = Say("Normaali puhelumaksu", "Normal samtalsavgift", "Normal call charge") }]) { Hours = _town.Closed() }],
        Visits = [_town.ServicePoint(), _town.Library()],
        WebPages = [new(Say("Satamien kartta ja säännöt", "Hamnarnas karta och regler", "Marina map and rules"), "https://town.example/harbours")],
        Responsible = _town.Link(Say("Vapaa-aikapalvelut", "Fritidstjänster", "Leisure services"), "organization"),
        Producers = [Say("Kunta tuottaa palvelun itse.", "Kommunen producerar tjänsten.", "The municipality provides the service.")],
        Area = _town.Name,
        ServiceLanguages = Say("suomi, ruotsi", "finska, svenska", "Finnish, Swedish"),
        Classes = [_town.Link(Say("Liikunta ja ulkoilu", "Idrott och friluftsliv", "Sports and outdoors")), _town.Link(Say("Vesiliikenne", "Sjötrafik", "Water traffic"))],
        TargetGroups = [_town.Link(Say("Kansalaiset", "Medborgare", "Citizens"))],
        LifeEvents = [.. LifeEvents().Take(1)],
        Legislation = [new("Vesiliikennelaki 782/2019", "https://law.example/782-2019")],
        Related = [_town.Link(Say("Veneen talvisäilytys", "Vinterförvaring av båt", "Winter storage of a boat"), "service"), _town.Link(Say("Uimarannat", "Badstränder", "Beaches"), "places")],
        GeneralDescription = Say("Satamapalvelut", "Hamntjänster", "Harbour services"),
        Provenance = [new(Say("kunnan palvelurekisteri", "kommunens tjänsteregister", "the municipality's service register"), GalleryTown.Today)],
        UpdatedOn = new(2026, 10, 2),
    };

    /// <summary>A service of which only the name is known, and the name is long.</summary>
    public ServicePageView BareService() => new()
    {
        Frame = _town.Frame("Kehitysvammaisten perhehoitoyksikkötoimintasuunnitelmaneuvonta", "service-bare", _town.Link(Say("Palvelut", "Tjänster", "Services"))) with { FallbackLanguage = Language == "fi" ? null : "fi", Description = null },
        Name = new Phrase("Kehitysvammaisten perhehoitoyksikkötoimintasuunnitelmaneuvonta", Language == "fi" ? null : "fi"),
    };

    public PlaceDirectoryView Places()
    {
        PlaceCard[] places = [_town.Library(1), _town.Pool(2), _town.ServicePoint(3)];
        return new()
        {
            Frame = _town.Frame(Say("Paikat", "Platser", "Places"), "places") with { Breadcrumb = [_town.Link(Say("Etusivu", "Startsida", "Front page"), "front"), _town.Link(Say("Paikat", "Platser", "Places"), "places")] },
            Heading = Say("Paikat", "Platser", "Places"),
            Filters = Filters() with { Near = new() { Value = "Rantatie 1", Understood = Say("Rantatie 1, Keskusta", "Strandvägen 1", "Rantatie 1") }, OpenNow = true },
            Total = 1240,
            Places = places,
            Map = _town.Map(places),
            Paging = new(1, 62, page => $"{_town.Url("places")}?page={page}"),
            Downloads = [_town.Link("CSV"), _town.Link("JSON"), _town.Link("GeoJSON")],
        };
    }

    public PlacePageView Place() => new()
    {
        Frame = _town.Frame(_town.Library().Name.Text, "place", _town.Link(Say("Paikat", "Platser", "Places"), "places")) with { AsOf = Language == "sv" ? new(new(2026, 9, 1), _town.Url("place")) : null },
        Name = _town.Library().Name,
        Kind = Say("Kirjasto", "Bibliotek", "Library"),
        Lead = Say("Kunnan suurin kirjasto joen rannassa: kirjat, lehdet, työtilat ja soittohuone.", "Kommunens största bibliotek vid ån.", "The largest library of the municipality, by the river."),
        Description = Rich(Say("Omatoimiajalla pääset sisään kirjastokortilla.", "Under meröppet kommer du in med bibliotekskortet.", "During self-service hours you enter with a library card.")),
        Hours = _town.Open(),
        Addresses = [new() { Heading = Say("Käyntiosoite", "Besöksadress", "Visiting address"), Lines = [Say("Siltakatu 4", "Brogatan 4", "Siltakatu 4"), "99990 " + _town.Name], Street = "Siltakatu 4", PostalCode = "99990", Locality = _town.Name, Information = Say("Sisäänkäynti torin puolelta.", "Ingång från torget.", "Entrance from the square."), RouteUrl = "https://route.example/" }],
        Point = new(61.040, 24.047),
        RouteUrl = "https://route.example/",
        Map = _town.BaseMap.Draw(Say("Pääkirjasto kartalla", "Huvudbiblioteket på kartan", "The main library on the map"), [new(_town.Library().Name.Text, null, new(61.040, 24.047))]) with { BaseUrl = "/map/base.geojson" },
        Phones = [new("02 123 4600", "tel:+35821234600") { Charge = Say("Normaali puhelumaksu", "Normal samtalsavgift", "Normal call charge"), Information = Say("Asiakaspalvelu", "Kundtjänst", "Customer service") }],
        Emails = [new("paakirjasto@town.example")],
        WebPages = [new(Say("Aineistohaku", "Sök material", "Catalogue"), "https://catalogue.example/")],
        Accessibility = [new(Say("Reitti pääsisäänkäynnille", "Rutten till huvudingången", "The route to the main entrance"), [Say("Reitti on tasainen ja riittävän leveä.", "Rutten är jämn och tillräckligt bred.", "The route is even and wide enough."), Say("Matkaa pysäkiltä on 80 metriä.", "Från hållplatsen är det 80 meter.", "It is 80 metres from the stop.")])],
        Entrances = [new(Say("Torin ovi", "Torgets dörr", "Door to the square"), true, [new(Say("Ovi", "Dörren", "The door"), [Say("Ovi avautuu automaattisesti.", "Dörren öppnas automatiskt.", "The door opens by itself.")])])],
        Services = [_town.Link(Say("Lainaaminen", "Lån", "Loans"), "service"), _town.Link(Say("Soittohuoneen varaus", "Bokning av musikrum", "Booking of the music room"), "service") with { Note = Say("Maksuton, enintään 3 tuntia", "Avgiftsfritt, högst 3 timmar", "Free, three hours at most") }],
        Responsible = _town.Link(Say("Kirjastopalvelut", "Bibliotekstjänster", "Library services"), "organization"),
        ServiceLanguages = Say("suomi, ruotsi, englanti", "finska, svenska, engelska", "Finnish, Swedish, English"),
        Provenance = [new(Say("kunnan paikkarekisteri", "kommunens platsregister", "the municipality's place register"), GalleryTown.Today)],
        UpdatedOn = new(2026, 11, 3),
    };

    public SearchPageView Search() => new()
    {
        Frame = _town.Frame(Say("Haku: venepaikka", "Sök: båtplats", "Search: berth"), "search") with { NoIndex = true },
        Query = "venepaika",
        Total = 12,
        DidYouMean = _town.Link("venepaikka", "search"),
        Filters = Filters() with { Query = "venepaika" },
        Hits =
        [
            new(Say("Venepaikan varaaminen", "Bokning av båtplats", "Reserving a berth"), _town.Url("service"), Say("Palvelu", "Tjänst", "Service")) { Summary = Say("Varaa veneellesi paikka kunnan laiturista.", "Boka en plats för din båt.", "Reserve a place for your boat.") },
            new(Say("Lännen venesatama", "Västra småbåtshamnen", "Western marina"), _town.Url("place"), Say("Paikka", "Plats", "Place")) { Facts = [Say("Laituritie 2", "Bryggvägen 2", "Laituritie 2"), Say("auki nyt", "öppet nu", "open now")] },
            new(new Phrase("Veneen talvisäilytys", Language == "fi" ? null : "fi"), _town.Url("service"), Say("Palvelu", "Tjänst", "Service")),
        ],
        Paging = new(1, 2, page => $"{_town.Url("search")}?q=venepaika&page={page}"),
    };

    public SearchPageView NothingFound() => new()
    {
        Frame = _town.Frame(Say("Haku: <b>", "Sök: <b>", "Search: <b>"), "search-none") with { NoIndex = true },
        Query = "<b>\"xyzzy\"",
        Total = 0,
        Likely = Likely(),
    };

    public ChannelPageView Channel() => new()
    {
        Frame = _town.Frame(Say("Venepaikkojen varauspalvelu", "Bokningstjänst för båtplatser", "Berth reservation service"), "channel", _town.Link(Say("Palvelut", "Tjänster", "Services"))),
        Name = Say("Venepaikkojen varauspalvelu", "Bokningstjänst för båtplatser", "Berth reservation service"),
        Kind = Say("Verkkoasiointi", "E-tjänst", "Online service"),
        Lead = Say("Varaa, vaihda tai luovuta venepaikka.", "Boka, byt eller avstå en båtplats.", "Reserve, change or give up a berth."),
        Description = Rich(Say("Palvelu on avoinna ympäri vuorokauden.", "Tjänsten är öppen dygnet runt.", "The service is open around the clock.")),
        Online = new(Say("Varauspalvelu", "Bokningstjänst", "Reservation service"), "https://varaus.town.example/") { Needs = [Say("Vahva tunnistautuminen", "Stark autentisering", "Strong identification")] },
        Hours = _town.Open(),
        SupportPhones = [new("02 123 4567", "tel:+35821234567")],
        SupportEmails = [new("satama@town.example")],
        Accessibility = [Say("Palvelu täyttää saavutettavuusvaatimukset osittain.", "Tjänsten uppfyller delvis kraven.", "The service meets the requirements in part.")],
        Services = [_town.Link(Say("Venepaikan varaaminen", "Bokning av båtplats", "Reserving a berth"), "service")],
        Responsible = _town.Link(Say("Vapaa-aikapalvelut", "Fritidstjänster", "Leisure services"), "organization"),
        Provenance = [new(Say("Palvelutietovaranto", "Servicedatalagret", "the national service register"), GalleryTown.Today)],
    };

    public OrganizationPageView Organization() => new()
    {
        Frame = _town.Frame(Say("Vapaa-aikapalvelut", "Fritidstjänster", "Leisure services"), "organization", _town.Link(Say("Yhteystiedot", "Kontakt", "Contact"), "contact")),
        Name = Say("Vapaa-aikapalvelut", "Fritidstjänster", "Leisure services"),
        Lead = Say("Kirjastot, liikunta, nuoriso ja kulttuuri.", "Bibliotek, idrott, ungdom och kultur.", "Libraries, sports, youth and culture."),
        Description = Rich(Say("Vapaa-aikapalvelut vastaa liikuntapaikoista ja kirjastoista.", "Fritidstjänsterna ansvarar för idrottsplatser och bibliotek.", "Leisure services run the sports grounds and libraries.")),
        Addresses = [new() { Heading = Say("Postiosoite", "Postadress", "Postal address"), Lines = ["PL 12", "99990 " + _town.Name] }],
        Phones = [new("02 123 4700", "tel:+35821234700")],
        Emails = [new("vapaa-aika@town.example", Say("Yleiset asiat", "Allmänna ärenden", "General matters"))],
        Identifiers = [(Say("Y-tunnus", "FO-nummer", "Business ID"), "1234567-1")],
        Parent = _town.Link(_town.Name, "contact"),
        Units = [_town.Link(Say("Kirjastopalvelut", "Bibliotekstjänster", "Library services"), "organization"), _town.Link(Say("Liikuntapalvelut", "Idrottstjänster", "Sports services"), "organization")],
        Services = [_town.Link(Say("Venepaikan varaaminen", "Bokning av båtplats", "Reserving a berth"), "service")],
        Places = [_town.Library(), _town.Pool()],
    };

    public ContactDirectoryView Contact() => new()
    {
        Frame = _town.Frame(Say("Yhteystiedot", "Kontakt", "Contact"), "contact") with { Breadcrumb = [_town.Link(Say("Etusivu", "Startsida", "Front page"), "front"), _town.Link(Say("Yhteystiedot", "Kontakt", "Contact"), "contact")] },
        Heading = Say("Yhteystiedot", "Kontakt", "Contact"),
        Lead = Say("Kunnan yksiköt ja toimistot.", "Kommunens enheter och kontor.", "Units and offices of the municipality."),
        Filters = new() { Action = _town.Url("contact"), Query = "" },
        Units =
        [
            new(_town.Link(Say("Vapaa-aikapalvelut", "Fritidstjänster", "Leisure services"), "organization"), [new(_town.Link(Say("Kirjastopalvelut", "Bibliotekstjänster", "Library services"), "organization"), [new(_town.Link(Say("Pääkirjasto", "Huvudbiblioteket", "Main library"), "place"), []) { Phone = new("02 123 4600", "tel:+35821234600") }])]) { Phone = new("02 123 4700", "tel:+35821234700"), Email = new("vapaa-aika@town.example") },
            new(_town.Link(Say("Sivistyspalvelut", "Bildningstjänster", "Education services"), "organization"), []) { Phone = new("02 123 4800", "tel:+35821234800") },
        ],
    };

    public IndexPageView Index() => new()
    {
        Frame = _town.Frame("Föri", "index") with { TenantName = "Föri", Menu = [], Search = null, Languages = [], Breadcrumb = [] },
        Heading = "Föri",
        Lead = Say("Tällä palvelimella toimivat kunnat.", "Kommunerna på den här servern.", "The municipalities on this server."),
        Tenants =
        [
            new("Kaislaranta", "/fi/front", [new("fi", "Suomi", "/fi/front"), new("sv", "Svenska", "/sv/front")]) { Summary = Say("Kaksikielinen rannikkokunta", "Tvåspråkig kustkommun", "A bilingual coastal town") },
            new("Kuurakoski", "/fi/front", [new("fi", "Suomi", "/fi/front"), new("sv", "Svenska", "/sv/front")]) { Summary = Say("Sisämaan kunta kosken rannalla", "En inlandskommun vid forsen", "An inland town by the rapids"), Logo = new(UiAssets.Url("fori-logo.svg"), null, 150, 48) },
        ],
        Links = [new(Say("Rajapintakuvaus", "Gränssnittsbeskrivning", "Interface description"), "/api")],
    };

    private string Language => _town.Language;

    private string Say(string finnish, string swedish, string english) => _town.Say(finnish, swedish, english);

    private static RichPhrase Rich(string text) => new($"<p>{text}</p>");

    private List<BrowseLink> Ways(int current) =>
        [.. new[] { "A–Ö", Say("Aiheittain", "Enligt ämne", "By topic"), Say("Elämäntilanteet", "Livssituationer", "Life events"), Say("Kohderyhmät", "Målgrupper", "Target groups") }
            .Select((name, i) => new BrowseLink(name, _town.Url(i == 1 ? "classes" : "services"), i == current))];

    private FilterForm Filters() => new()
    {
        Action = _town.Url("services"),
        Query = Say("vene", "båt", "boat"),
        Facets =
        [
            new("class", Say("Aihe", "Ämne", "Topic"), [new(Say("Liikunta ja ulkoilu", "Idrott och friluftsliv", "Sports and outdoors"), "P25", 14, true), new(Say("Kulttuuri", "Kultur", "Culture"), "P26", 9), new(Say("Ympäristönsuojelu ja luonnonvarat", "Miljövård och naturresurser", "Environmental protection"), "P27", 1203)]),
            new("group", Say("Kenelle", "För vem", "For whom"), [new(Say("Lapset ja perheet", "Barn och familjer", "Children and families"), "KR1.2", 22)]),
        ],
        Chosen = [new(Say("Aihe", "Ämne", "Topic"), Say("Liikunta ja ulkoilu", "Idrott och friluftsliv", "Sports and outdoors"), _town.Url("services"))],
        ClearUrl = _town.Url("services"),
    };

    private List<NamedLink> Likely() =>
        [_town.Link(Say("Palvelut A–Ö", "Tjänster A–Ö", "Services A–Ö")), _town.Link(Say("Paikat", "Platser", "Places"), "places"), _town.Link(Say("Yhteystiedot", "Kontakt", "Contact"), "contact")];

    private List<NamedLink> LifeEvents() =>
        [_town.Link(Say("Lapsen saaminen", "Att få barn", "Having a child")), _town.Link(Say("Muuttaminen", "Flytt", "Moving")), _town.Link(Say("Työttömäksi jääminen", "Att bli arbetslös", "Losing a job")), _town.Link(Say("Eläkkeelle siirtyminen", "Pensionering", "Retiring")), _town.Link(Say("Läheisen kuolema", "En anhörigs död", "Death of someone close"))];
}
