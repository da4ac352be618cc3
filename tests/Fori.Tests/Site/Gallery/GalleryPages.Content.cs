using Fori.Content.Blocks;
using Fori.Content.Blocks.Accordion;
using Fori.Content.Blocks.Callout;
using Fori.Content.Blocks.Cards;
using Fori.Content.Blocks.Contact;
using Fori.Content.Blocks.Files;
using Fori.Content.Blocks.Gallery;
using Fori.Content.Blocks.Image;
using Fori.Content.Blocks.KeyFigures;
using Fori.Content.Blocks.Links;
using Fori.Content.Blocks.News;
using Fori.Content.Blocks.Places;
using Fori.Content.Blocks.Quote;
using Fori.Content.Blocks.Search;
using Fori.Content.Blocks.Services;
using Fori.Content.Blocks.Snippet;
using Fori.Content.Blocks.Steps;
using Fori.Content.Blocks.Text;
using Fori.Content.Types.Alerts;
using Fori.Content.Types.Contacts;
using Fori.Content.Types.News;
using Fori.Content.Types.Terms;
using Fori.Content.Types.TopicPages;
using Fori.Site;

namespace Fori.Tests.Site.Gallery;

/// <summary>What editors make: pages with every kind of block, topics and news, with alerts above them.</summary>
internal sealed partial class GalleryPages
{
    public ContentPageView Content() => new()
    {
        Frame = _town.Frame(Say("Talviuinti", "Vinterbad", "Winter swimming"), "page", _town.Link(Say("Liikunta", "Idrott", "Sports"), "page")),
        Name = Say("Talviuinti", "Vinterbad", "Winter swimming"),
        Lead = Say("Avannossa voi uida marraskuusta huhtikuuhun.", "I vaken kan man bada från november till april.", "You can swim in the ice hole from November to April."),
        Blocks = Blocks(),
        Below = new PagesBelow { Links = [_town.Link(Say("Turvallinen talviuinti", "Tryggt vinterbad", "Safe winter swimming"), "page")] },
        UpdatedOn = GalleryTown.Today,
        Terms = Terms(),
    };

    public TopicPageView Topic() => new()
    {
        Frame = _town.Frame(Say("Liikunta", "Idrott", "Sports"), "page") with { Alerts = Alerts() },
        Name = Say("Liikunta", "Idrott", "Sports"),
        Lead = Say("Liiku yksin tai yhdessä.", "Rör på dig ensam eller tillsammans.", "Move alone or together."),
        Picture = Picture(),
        Intro = Rich("<p>" + Say("Kunnassa on kolme kenttää ja uimahalli.", "Kommunen har tre planer och en simhall.", "There are three pitches and a pool.") + "</p>"),
        Tasks = [_town.Link(Say("Varaa vuoro", "Boka en tur", "Reserve a slot"), "service"), _town.Link(Say("Uimahallin ajat", "Simhallens tider", "Hours of the pool"), "place")],
        Blocks = [Block(new CalloutBlock { Kind = CalloutKind.Important, Html = "<p>" + Say("Latu on kiinni.", "Spåret är stängt.", "The track is closed.") + "</p>" })],
        Below = new PagesBelow { Links = [_town.Link(Say("Talviuinti", "Vinterbad", "Winter swimming"), "page") with { Note = Say("Avanto on auki.", "Vaken är öppen.", "The ice hole is open.") }] },
        UpdatedOn = GalleryTown.Today,
        Terms = Terms(),
    };

    public NewsItemView News() => new()
    {
        Frame = _town.Frame(Say("Uusi lautta aloittaa", "En ny färja börjar", "A new ferry begins"), "news", _town.Link(Say("Uutiset", "Nyheter", "News"), "news-list")) with { Alerts = [Alerts()[0]] },
        Name = Say("Uusi lautta aloittaa", "En ny färja börjar", "A new ferry begins"),
        Lead = Say("Lautta kulkee toukokuusta alkaen.", "Färjan går från maj.", "The ferry goes from May on."),
        Blocks = [Block(new TextBlock { Html = "<p>" + Say("Matka kestää 12 minuuttia.", "Resan tar 12 minuter.", "It takes 12 minutes.") + "</p>" })],
        PublishedAt = new DateTimeOffset(GalleryTown.Today, new TimeOnly(9, 0), TimeSpan.Zero),
        PublishedOn = GalleryTown.Today,
        Place = _town.Link(Say("Pohjoisranta", "Norra stranden", "North shore"), "place"),
        Terms = Terms(),
    };

    public NewsListView NewsList() => new()
    {
        Frame = _town.Frame(Say("Uutiset", "Nyheter", "News"), "news-list") with { Description = Say("Mitä tapahtuu.", "Vad som händer.", "What happens.") },
        Items = Teasers(),
        Total = 2,
        Years = [_town.Link("2026", "news-list") with { Count = 2 }, _town.Link("2025", "news-list") with { Count = 14 }],
        Filters = new FilterForm
        {
            Action = _town.Url("news-list"),
            Facets = [new FacetGroup("topic", Say("Aihe", "Ämne", "Topic"), [new FacetOption(Say("Liikunta", "Idrott", "Sports"), "1", 2, IsChosen: true), new FacetOption(Say("Talous", "Ekonomi", "Economy"), "2", 1)])],
            Chosen = [new ChosenFilter(Say("Aihe", "Ämne", "Topic"), Say("Liikunta", "Idrott", "Sports"), _town.Url("news-list"))],
            ClearUrl = _town.Url("news-list"),
        },
        FeedUrl = _town.Url("news-list"),
    };

    private TermsView Terms() => new([_town.Link(Say("Liikunta", "Idrott", "Sports"), "search")], [_town.Link(Say("Hiihto", "Skidåkning", "Skiing"), "page")]);

    public AlertsPageView AlertList() => new()
    {
        Frame = _town.Frame(Say("Varoitukset", "Varningar", "Alerts"), "alert-list") with
        {
            Description = Say("Mitä on nyt tiedettävä.", "Vad man behöver veta nu.", "What people need to know now."), Feeds = [new FeedLink("Varoitukset", _town.Url("alert-list"))],
            Alerts = [Alerts()[1] with { Token = $"{Guid.Empty:N}.1" }],
        },
        Current = [.. Alerts().Select((a, i) => new AlertEntry($"a-{i}", a, Noon, Noon.AddHours(6), null, false, Noon, _town.Url("alert-list")))],
        Ended = [new AlertEntry("a-9", Alerts()[1], Noon.AddDays(-2), null, Noon.AddDays(-1), true, Noon.AddDays(-2), _town.Url("alert-list"))],
        Files = [_town.Link("RSS", "alert-list"), _town.Link("JSON", "alert-list")],
    };

    private static DateTimeOffset Noon { get; } = new(GalleryTown.Today, new TimeOnly(12, 0), TimeSpan.Zero);

    private PictureView Picture() => new("/assets/fori-logo.svg", 150, 48, Say("Lautta rannassa.", "Färjan vid stranden.", "The ferry at the shore."), [], PictureSizes.Text)
    {
        Caption = Say("Lautta", "Färjan", "The ferry"),
        Author = "Aino Aalto",
    };

    private static BlockView Block(Block block, object? loaded = null) => new(block, null, loaded, 2);

    private List<NewsTeaser> Teasers() =>
    [
        new(Say("Uusi lautta aloittaa", "En ny färja börjar", "A new ferry begins"), _town.Url("news"), GalleryTown.Today, Say("Toukokuusta alkaen.", "Från maj.", "From May on.")) { Picture = Picture() },
        new(Say("Talousarvio hyväksyttiin", "Budgeten godkändes", "The budget was approved"), _town.Url("news"), GalleryTown.Today.AddDays(-3)),
    ];

    private List<AlertView> Alerts() =>
    [
        new() { Severity = AlertSeverity.Emergency, Title = Say("Keitä vesi", "Koka vattnet", "Boil the water"), Message = Say("Vedessä on bakteereja.", "Vattnet har bakterier.", "There are bacteria in the water."), Link = _town.Link(Say("Lue lisää", "Läs mer", "Read more"), "page") },
        new() { Severity = AlertSeverity.Minor, Title = Say("Tie poikki", "Vägen avstängd", "Road closed") },
        new() { Severity = AlertSeverity.Info, Title = Say("Juhlapyhät", "Helgdagar", "Holidays") },
    ];

    private List<BlockView> Blocks()
    {
        var heading = Say("Otsikko", "Rubrik", "Heading");
        var text = "<p>" + Say("Ota mukaan pyyhe ja avantotossut.", "Ta med handduk och badskor.", "Bring a towel and shoes.") + "</p>";
        var links = new List<NamedLink> { _town.Link(Say("Saunat", "Bastur", "Saunas"), "page") with { Note = Say("Lämpimänä iltaisin.", "Varma på kvällarna.", "Warm in the evenings.") } };
        return
        [
            Block(new TextBlock { Html = "<h2>" + heading + "</h2>" + text }),
            Block(new CalloutBlock { Kind = CalloutKind.Warning, Html = text }),
            Block(new StepsBlock { Heading = heading + " 2", Steps = [new Step { Title = heading + " 3", Html = text, Duration = "15 min" }, new Step { Title = heading + " 4" }] }),
            Block(new AccordionBlock { Items = [new AccordionItem { Title = heading + " 5", Html = text }] }),
            Block(new ImageBlock(), Picture()),
            Block(new GalleryBlock { Heading = heading + " 11" }, new List<PictureView> { Picture() }),
            Block(new FilesBlock(), new List<FileLink> { new(heading, "/media/x/y/opas.pdf", "PDF", "fi", "120 kB") }),
            Block(new QuoteBlock { Text = heading, Source = "Aino" }),
            Block(new KeyFiguresBlock { Heading = heading + " 6", Figures = [new KeyFigure { Value = "12 400", Label = heading }, new KeyFigure { Value = "3,5 %", Label = heading }], Source = "2026" }),
            Block(new CardsBlock { Heading = heading + " 7" }, links),
            Block(new LinksBlock { Heading = heading + " 8" }, links),
            Block(new ContactBlock { Heading = heading + " 9" }, new List<ContactCardView>
            {
                new() { Name = Say("Neuvonta", "Rådgivning", "Advice"), Role = heading, Phones = [new PhoneView("02 330 000", "tel:02330000")], Email = "neuvonta@town.example", Hours = Rich("<p>9–15</p>"), Address = Rich("<p>Ranta 1</p>"), Link = "https://town.example/" },
            }),
            Block(new ServicesBlock(), links),
            Block(new PlacesBlock(), new List<PlaceCard> { _town.Library() }),
            Block(new NewsBlock(), Teasers()),
            Block(new SnippetBlock(), new List<BlockView> { Block(new TextBlock { Html = text }) }),
            Block(new SearchBlock { Label = heading + " 10" }, new SearchAction(_town.Url("search"), "q", "")),
        ];
    }
}
