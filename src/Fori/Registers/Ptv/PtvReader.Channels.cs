using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Organizations;

namespace Fori.Registers.Ptv;

public static partial class PtvReader
{
    private static List<PtvDocument> ReadChannel(PtvObject record, string id)
    {
        const string Names = "serviceChannelNames";
        const string Texts = "serviceChannelDescriptions";
        var (areaType, areas) = Areas(record);
        var type = record.Choice(
            "serviceChannelType",
            ("EService", ChannelType.EChannel),
            ("TelephoneService", ChannelType.Phone),
            ("ElectronicChannel", ChannelType.EChannel)) ?? TypeByFields(record);
        var links = WebLinks(record, "webPages", "webPage");
        var (webPage, otherLinks) = type is ChannelType.EChannel or ChannelType.WebPage ? OwnAddress(record, links) : (LocalizedText.Empty, links);
        var body = new ServiceChannel
        {
            Identifiers = Identifiers(id, record.Text("sourceId")),
            ChannelType = type,
            Organization = Reference<Organization>(record.Text("organizationId")),
            Name = Name(record, Names),
            AlternativeName = AlternativeName(record, Names),
            DisplayNameType = ByLanguage(record, "displayNameType", "type"),
            Summary = Summary(record, Texts),
            Description = Description(record, Texts),
            AreaType = areaType,
            Areas = areas,
            Languages = record.Texts("languages"),
            IsVisibleForAll = record.Flag("isVisibleForAll"),
            SupportPhones = Phones(record, "supportPhones"),
            SupportEmails = Emails(record, "supportEmails"),
            WebPages = otherLinks,
            WebPage = webPage,
            Hours = Hours(record, "serviceHours"),
            OntologyTerms = PtvCodes.ReadOntologyTerms(record),
            RequiresAuthentication = record.Flag("requiresAuthentication"),
            RequiresSignature = record.Flag("requiresSignature"),
            SignatureQuantity = record.Number("signatureQuantity"),
            Attachments = Attachments(record, "attachments", "url"),
            Accessibility = Accessibility(record),
            ChannelUrls = Attachments(record, "channelUrls", "value"),
            FormIdentifier = record.Localized("formIdentifier"),
            DeliveryAddresses = DeliveryAddresses(record),
            Phones = [.. Phones(record, "phoneNumbers"), .. Phones(record, "faxNumbers", PhoneKind.Fax)],
            Emails = Emails(record, "emails"),
            Oid = record.Text("oid"),
            Addresses = Addresses(record, "addresses", AddressUse.Location),
            ResponsibleWellbeingOrganization = record.Text("responsibleSoteOrganization"),
        };
        var connections = record.Report.Options.ConnectionsFromChannels
            ? record.List("services").Select(c => ReadConnection(c with { Report = record.Report.ForAnother(), Path = "" }, null, id)).OfType<PtvDocument>().ToList()
            : [];
        return [WithRemainder(record, Document(record, nameof(ServiceChannel), id, body), connections), .. connections];
    }

    /// <summary>What only one type has, for an answer that does not name its type.</summary>
    private static ChannelType? TypeByFields(PtvObject record) => record switch
    {
        _ when record.Has("requiresAuthentication") || record.Has("signatureQuantity") => ChannelType.EChannel,
        _ when record.Has("channelUrls") || record.Has("formIdentifier") => ChannelType.PrintableForm,
        _ when record.Has("addresses") => ChannelType.ServiceLocation,
        _ when record.Has("phoneNumbers") => ChannelType.Phone,
        _ when record.Has("accessibilityClassification") || record.Has("accessibilityClassificationLevel") => ChannelType.WebPage,
        _ => null,
    };

    /// <summary>
    /// The first address of each language is the channel's own; the links that say more (a name, a second address) stay links.
    /// IN shapes give the address as the value.
    /// </summary>
    private static (LocalizedText Own, List<WebLink> Others) OwnAddress(PtvObject record, List<WebLink> links)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        var others = new List<WebLink>();
        foreach (var link in links)
        {
            var url = link.Url ?? (record.Has("webPage") ? link.Name : null);
            var isFirst = url is not null && link.Language is not null && own.TryAdd(link.Language, url);
            if (!isFirst || (link.Url is not null && link.Name is not null))
            {
                others.Add(link);
            }
        }

        return (new LocalizedText(own), others);
    }

    private static List<Attachment> Attachments(PtvObject record, string name, string url) =>
        [.. record.RealList(name).Select(a => new Attachment
        {
            Kind = a.Text("type"),
            Name = a.Text("name"),
            Description = a.Text("description"),
            Url = a.Text(url),
            Language = a.Text("language"),
        })];

    /// <summary>v11 has a list with languages; before it one level for all and the statement's page by language.</summary>
    private static List<ChannelAccessibility> Accessibility(PtvObject record)
    {
        var listed = record.RealList("accessibilityClassification").Select(a => new ChannelAccessibility
        {
            Language = a.Text("language"),
            Classification = a.Text("accessibilityClassificationLevel"),
            WcagLevel = a.Text("wcagLevel"),
            Statement = Statement(a.Text("accessibilityStatementWebPage"), a.Text("accessibilityStatementWebPageName"), a.Text("language")),
        }).ToList();
        if (listed.Count > 0)
        {
            return listed;
        }

        var level = record.Text("accessibilityClassificationLevel");
        var wcag = record.Text("wcagLevel");
        var statements = WebLinks(record, "accessibilityStatementWebPage");
        return statements.Count > 0
            ? [.. statements.Select(s => new ChannelAccessibility { Language = s.Language, Classification = level, WcagLevel = wcag, Statement = s })]
            : level is null && wcag is null ? [] : [new ChannelAccessibility { Classification = level, WcagLevel = wcag }];
    }

    private static WebLink? Statement(string? url, string? name, string? language) =>
        url is null && name is null ? null : new WebLink { Url = url, Name = name, Language = language };

    private static List<Address> DeliveryAddresses(PtvObject record)
    {
        var addresses = Addresses(record, "deliveryAddresses", AddressUse.Delivery);
        if (addresses.Count == 0 && record.Object("deliveryAddress") is { } single && Address(single, AddressUse.Delivery) is { } address)
        {
            addresses.Add(address with { Receiver = address.Receiver.IsEmpty ? record.Localized("formReceiver") : address.Receiver });
        }

        return addresses;
    }
}
