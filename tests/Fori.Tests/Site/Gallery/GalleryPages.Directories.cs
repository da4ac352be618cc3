using Fori.Content.Blocks.Text;
using Fori.Content.Types.Directories;
using Fori.Content.Types.Terms;
using Fori.Site;

namespace Fori.Tests.Site.Gallery;

/// <summary>Directories: as a list, on the map, and one of their entries.</summary>
internal sealed partial class GalleryPages
{
    public DirectoryView Directory(bool isMap)
    {
        var name = Say("Seurat ja yhdistykset", "Föreningar", "Clubs and societies");
        PlaceCard[] records =
        [
            Record(Say("Saaristomeripelastusharjoitteluyhdistys", "Skärgårdens sjöräddningsövare", "Archipelago rescue practice club"), 1, isMap),
            Record(Say("Ruokokuoro", "Vasskören", "Reed Choir"), 2, isMap),
            Record(Say("Lintuharrastajat", "Fågelskådarna", "Birdwatchers"), null, isMap),
        ];
        var url = _town.Url(isMap ? "directory-map" : "directory");
        return new DirectoryView
        {
            Frame = _town.Frame(name, isMap ? "directory-map" : "directory"),
            Heading = name,
            Lead = Say("Löydä harrastus läheltä.", "Hitta en hobby nära dig.", "Find a hobby near you."),
            Filters = Filters() with
            {
                Near = new() { Value = "Rantatie", IsUnknown = true },
                OpenNow = false,
                Sort = new SortChoice(Say("Järjestys", "Ordning", "Order"), [("", Say("Nimen mukaan", "Efter namn", "By name"), true), ("newest", Say("Uusin ensin", "Nyaste först", "Newest first"), false)]),
            },
            Total = 3,
            TotalText = Say("3 tulosta", "3 träffar", "3 results"),
            Places = records,
            Map = _town.Map(records),
            Ways = [new BrowseLink(Say("Luettelo", "Lista", "List"), url, !isMap), new BrowseLink(Say("Kartta", "Karta", "Map"), url + "?view=map", isMap)],
            WaysLabel = Say("Näkymä", "Vy", "View"),
            IsMap = isMap,
            Downloads = [_town.Link("CSV"), _town.Link("JSON"), _town.Link("GeoJSON")],
            Feed = _town.Link(Say("Muutokset", "Ändringar", "Changes"), "directory"),
            Blocks = [Block(new TextBlock { Html = "<h2>" + Say("Puuttuuko seurasi?", "Saknas din förening?", "Is your club missing?") + "</h2><p>" + Say("Kerro meille.", "Berätta för oss.", "Tell us.") + "</p>" })],
            Below = new PagesBelow { Links = [_town.Link(Say("Avustukset", "Bidrag", "Grants"), "page")] },
        };
    }

    public DirectoryEntryView DirectoryEntry()
    {
        var place = Place();
        return new DirectoryEntryView
        {
            Frame = _town.Frame(Say("Ruokokuoro", "Vasskören", "Reed Choir"), "directory-entry", _town.Link(Say("Seurat", "Föreningar", "Clubs"), "directory")),
            Name = Say("Ruokokuoro", "Vasskören", "Reed Choir"),
            Lead = Say("Kaikki saavat laulaa.", "Alla får sjunga.", "Everybody may sing."),
            Picture = Picture(),
            Facts = [(Say("Kenelle", "För vem", "For whom"), Say("Aikuiset, seniorit", "Vuxna, seniorer", "Adults, seniors"))],
            Hours = _town.Open(),
            Addresses = place.Addresses,
            Point = place.Point,
            RouteUrl = place.RouteUrl,
            Map = place.Map,
            Phones = [new("02 330 111", "tel:02330111")],
            Emails = [new("kuoro@town.example")],
            WebPages = [new(Say("Omat sivut", "Egna sidor", "Own site"), "https://kuoro.example/")],
            Blocks = [Block(new TextBlock { Html = "<p>" + Say("Harjoitukset ovat avoimia.", "Övningarna är öppna.", "Practices are open.") + "</p>" })],
            Terms = new TermsView([_town.Link(Say("Musiikki", "Musik", "Music"), "search")], []),
            Directory = _town.Link(Say("Seurat", "Föreningar", "Clubs"), "directory"),
            UpdatedOn = GalleryTown.Today,
        };
    }

    private PlaceCard Record(string name, int? number, bool isMap) => isMap
        ? new PlaceCard(name, _town.Url("directory-entry")) { Number = number }
        : new PlaceCard(name, _town.Url("directory-entry"))
        {
            Number = number,
            Hours = _town.Open(),
            Address = number is null ? null : new Phrase(Say("Satamakatu 11", "Hamngatan 11", "Satamakatu 11")),
            Distance = "1,2 km",
            Summary = Say("Tule mukaan.", "Kom med.", "Come along."),
            Phone = new PhoneView("02 330 111", "tel:02330111"),
            Email = "seura@town.example",
            Facts = [(Say("Kenelle", "För vem", "For whom"), Say("Aikuiset", "Vuxna", "Adults"))],
        };
}
