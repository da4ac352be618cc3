using Fori.Content.Layers;
using Fori.Content.Types.Alerts;
using Fori.Content.Types.Contacts;
using Fori.Content.Types.Directories;
using Fori.Content.Types.Menus;
using Fori.Content.Types.News;
using Fori.Content.Types.Pages;
using Fori.Content.Types.People;
using Fori.Content.Types.Positions;
using Fori.Content.Types.Redirects;
using Fori.Content.Types.Sections;
using Fori.Content.Types.Snippets;
using Fori.Content.Types.Terms;
using Fori.Content.Types.TopicPages;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Plugins;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Pages;
using Fori.Site.Routing;

namespace Fori.Content;

/// <summary>What editors write: the types of the website's own content, in the order in which they are offered.</summary>
public static class ContentModule
{
    /// <summary>Route space of everything in the tree of the site.</summary>
    public const string Tree = "pages";

    public static IReadOnlyList<ContentType> All { get; } =
    [
        new()
        {
            Document = DocumentType.Edited(BodyJson.Default.Page, Tree, SiteSection.ReservedWords), Icon = "file-text", Page = ContentPageBuilder.BuildAsync, WhenArchived = WhenArchived.Gone,
            Views = [(typeof(ContentPageView), typeof(ContentPage))],
        },
        new()
        {
            Document = DocumentType.Edited(BodyJson.Default.TopicPage, Tree, SiteSection.ReservedWords), Icon = "door-open", Page = TopicPageBuilder.BuildAsync, WhenArchived = WhenArchived.Gone,
            Views = [(typeof(TopicPageView), typeof(TopicPagePage))],
        },
        new()
        {
            Document = DocumentType.Edited(BodyJson.Default.Directory, Tree, SiteSection.ReservedWords), Icon = "list", Page = DirectoryBuilder.BuildAsync, WhenArchived = WhenArchived.Readable,
            File = DirectoryFiles.WriteAsync, Fill = DirectoryRules.Fill, Check = DirectoryRules.CheckAsync,
            Views = [(typeof(DirectoryView), typeof(DirectoryPage))],
        },
        new()
        {
            Document = DocumentType.Edited(BodyJson.Default.DirectoryEntry, Tree, SiteSection.ReservedWords), Icon = "map-pin", Page = DirectoryEntryBuilder.BuildAsync, WhenArchived = WhenArchived.Readable,
            Check = EntryRules.CheckAsync,
            Views = [(typeof(DirectoryEntryView), typeof(DirectoryEntryPage))],
        },
        new()
        {
            Document = DocumentType.Edited(BodyJson.Default.NewsItem, SiteSection.News.Key, SiteSection.News.Segments), Icon = "newspaper", Section = SiteSection.News, WhenArchived = WhenArchived.Readable,
            Page = NewsBuilder.BuildAsync, List = NewsBuilder.BuildListAsync, Fill = NewsRules.Fill,
            Views = [(typeof(NewsItemView), typeof(NewsItemPage)), (typeof(NewsListView), typeof(NewsListPage))],
        },
        new() { Document = DocumentType.Edited(BodyJson.Default.ServicePage), Icon = "list", Page = EditorLayers.PageOf(ServicePageBuilder.BuildAsync) },
        new() { Document = DocumentType.Edited(BodyJson.Default.PlacePage), Icon = "map-pin", Page = EditorLayers.PageOf(PlacePageBuilder.BuildAsync) },
        new() { Document = DocumentType.Edited(BodyJson.Default.UnitPage), Icon = "building-2", Page = EditorLayers.PageOf(OrganizationPageBuilder.BuildAsync) },
        new()
        {
            Document = DocumentType.Edited(BodyJson.Default.Person, SiteSection.Contact.Key, SiteSection.Contact.Segments), Icon = "users", Section = SiteSection.Contact, WhenArchived = WhenArchived.Gone,
            Page = PersonBuilder.BuildAsync, List = ContactDirectoryBuilder.BuildAsync, Fill = PersonRules.Fill,
            Views = [(typeof(PersonView), typeof(PersonPage)), (typeof(PeopleDirectoryView), typeof(PeopleDirectoryPage))],
        },
        new() { Document = DocumentType.Edited(BodyJson.Default.Position), Icon = "landmark", FillsNames = true, Fill = PositionRules.Fill, Check = PositionRules.CheckAsync },
        new()
        {
            Document = DocumentType.Edited(BodyJson.Default.Alert), Icon = "triangle-alert", Section = SiteSection.Alerts, PublishAction = AlertRules.PublishAction,
            Check = AlertRules.CheckAsync, List = AlertsBuilder.BuildListAsync, ListFile = AlertsBuilder.FileAsync, Views = [(typeof(AlertsPageView), typeof(AlertsPage))],
        },
        new() { Document = DocumentType.Edited(BodyJson.Default.Contact), Icon = "phone" },
        new() { Document = DocumentType.Edited(BodyJson.Default.Snippet), Icon = "puzzle" },
        new() { Document = DocumentType.Edited(BodyJson.Default.Menu), Icon = "menu", Check = MenuRules.CheckAsync },
        new() { Document = DocumentType.Edited(BodyJson.Default.Redirect), Icon = "arrow-right", Fill = RedirectRules.Fill, Check = RedirectRules.CheckAsync },
        new() { Document = DocumentType.Edited(BodyJson.Default.Media), Icon = "image" },
        new() { Document = DocumentType.Edited(BodyJson.Default.Section), Icon = "landmark", Fill = SectionRules.Fill, Check = SectionRules.CheckAsync },
        new() { Document = DocumentType.Edited(BodyJson.Default.Topic), Icon = "list", Check = TermRules.CheckAsync },
        new() { Document = DocumentType.Edited(BodyJson.Default.Audience), Icon = "users" },
        new() { Document = DocumentType.Edited(BodyJson.Default.District), Icon = "map-pin", Check = TermRules.CheckAsync },
        new() { Document = DocumentType.Edited(BodyJson.Default.SubjectWord), Icon = "book-open" },
        .. InstalledPlugins.ContentTypes,
    ];

    public static IReadOnlyList<DocumentType> Types { get; } = [.. All.Select(t => t.Document)];

    /// <summary>Declared names of the types of pages in the tree of the site; entries of directories, which may be thousands, are listed by those.</summary>
    public static IReadOnlyList<string> InTree { get; } = [.. Types.Where(t => t.Kind.ParentMember is not null && !typeof(ITreeLeaf).IsAssignableFrom(t.Body)).Select(t => t.Name)];

    /// <summary>What fields with an <see cref="FieldAttribute.Offer"/> are chosen from.</summary>
    internal static IReadOnlyDictionary<string, OfferAsync> Offers { get; } = new Dictionary<string, OfferAsync>
    {
        [DirectoryOffers.Fields] = DirectoryOffers.FieldsAsync,
        [DirectoryOffers.Filters] = DirectoryOffers.FiltersAsync,
        [DirectoryOffers.Values] = DirectoryOffers.ValuesAsync,
    };

    /// <returns>Null for a type that editors do not write.</returns>
    public static ContentType? Find(string name) => All.FirstOrDefault(t => t.Name == name);
}
