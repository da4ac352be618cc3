using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Content.Blocks.Accordion;
using Fori.Content.Blocks.Callout;
using Fori.Content.Blocks.Cards;
using Fori.Content.Blocks.Chart;
using Fori.Content.Blocks.Columns;
using Fori.Content.Blocks.Contact;
using Fori.Content.Blocks.Files;
using Fori.Content.Blocks.Gallery;
using Fori.Content.Blocks.Image;
using Fori.Content.Blocks.KeyFigures;
using Fori.Content.Blocks.Links;
using Fori.Content.Blocks.Map;
using Fori.Content.Blocks.News;
using Fori.Content.Blocks.OpenNow;
using Fori.Content.Blocks.Places;
using Fori.Content.Blocks.Quote;
using Fori.Content.Blocks.Search;
using Fori.Content.Blocks.Services;
using Fori.Content.Blocks.Snippet;
using Fori.Content.Blocks.Steps;
using Fori.Content.Blocks.Table;
using Fori.Content.Blocks.Text;
using Fori.Content.Blocks.Video;
using Fori.Content.Types.Alerts;
using Fori.Content.Types.Contacts;
using Fori.Content.Types.Directories;
using Fori.Content.Types.Menus;
using Fori.Content.Types.News;
using Fori.Content.Types.Redirects;
using Fori.Content.Types.Sections;
using Fori.Content.Types.Snippets;
using Fori.Content.Types.Terms;
using Fori.Content.Types.TopicPages;
using Fori.Content.Types.MediaItems;
using Fori.Content.Types.Pages;
using Fori.Content.Types.People;
using Fori.Content.Types.PlacePages;
using Fori.Content.Types.Positions;
using Fori.Content.Types.ServicePages;
using Fori.Content.Types.UnitPages;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;

namespace Fori.Documents;

/// <summary>Source-generated reading and writing of bodies: camelCase names, enumerations as their names, days as yyyy-MM-dd.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    AllowOutOfOrderMetadataProperties = true,
    MaxDepth = 32)]
[JsonSerializable(typeof(Service))]
[JsonSerializable(typeof(GeneralDescription))]
[JsonSerializable(typeof(ServiceCollection))]
[JsonSerializable(typeof(ServiceChannel))]
[JsonSerializable(typeof(Connection))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(Place))]
[JsonSerializable(typeof(ServiceOffer))]
[JsonSerializable(typeof(Tenants.Municipality))]
[JsonSerializable(typeof(Page))]
[JsonSerializable(typeof(TopicPage))]
[JsonSerializable(typeof(Content.Types.Directories.Directory))]
[JsonSerializable(typeof(DirectoryEntry))]
[JsonSerializable(typeof(NewsItem))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(Contact))]
[JsonSerializable(typeof(Menu))]
[JsonSerializable(typeof(Redirect))]
[JsonSerializable(typeof(Snippet))]
[JsonSerializable(typeof(Media))]
[JsonSerializable(typeof(Topic))]
[JsonSerializable(typeof(Audience))]
[JsonSerializable(typeof(District))]
[JsonSerializable(typeof(SubjectWord))]
[JsonSerializable(typeof(ServicePage))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Position))]
[JsonSerializable(typeof(PlacePage))]
[JsonSerializable(typeof(UnitPage))]
[JsonSerializable(typeof(Section))]
[JsonSerializable(typeof(TextBlock))]
[JsonSerializable(typeof(CalloutBlock))]
[JsonSerializable(typeof(StepsBlock))]
[JsonSerializable(typeof(AccordionBlock))]
[JsonSerializable(typeof(QuoteBlock))]
[JsonSerializable(typeof(KeyFiguresBlock))]
[JsonSerializable(typeof(CardsBlock))]
[JsonSerializable(typeof(LinksBlock))]
[JsonSerializable(typeof(ContactBlock))]
[JsonSerializable(typeof(NewsBlock))]
[JsonSerializable(typeof(ServicesBlock))]
[JsonSerializable(typeof(PlacesBlock))]
[JsonSerializable(typeof(SnippetBlock))]
[JsonSerializable(typeof(SearchBlock))]
[JsonSerializable(typeof(ImageBlock))]
[JsonSerializable(typeof(GalleryBlock))]
[JsonSerializable(typeof(FilesBlock))]
[JsonSerializable(typeof(TableGrid))]
[JsonSerializable(typeof(TableBlock))]
[JsonSerializable(typeof(ChartBlock))]
[JsonSerializable(typeof(ColumnsBlock))]
[JsonSerializable(typeof(VideoBlock))]
[JsonSerializable(typeof(MapBlock))]
[JsonSerializable(typeof(OpenNowBlock))]
public sealed partial class BodyJson : JsonSerializerContext;
