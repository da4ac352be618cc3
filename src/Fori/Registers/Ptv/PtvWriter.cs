using System.Globalization;
using System.Text.Json.Nodes;
using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Organizations;
using Fori.Registers.Services;
using Fori.Registers.Vocabularies;
using Fori.Store;

namespace Fori.Registers.Ptv;

/// <summary>
/// A record in PTV v11's OUT shape. Losses tell what the record says and v11 cannot (<c>ptv.v11.cannot-express</c>,
/// <c>ptv.v11.markup-lost</c>) and which kept parts are stale (<c>ptv.remnant-stale</c>).
/// </summary>
public sealed record PtvWritten(JsonObject Json, IReadOnlyList<Problem> Losses);

/// <summary>Writes register records in the shape in which PTV v11 gives them out. Labels of classes come from the vocabularies, when these are loaded.</summary>
public static partial class PtvWriter
{
    /// <summary>
    /// Writes one record. The connections that are of it (a service's, a channel's) stand within it, from the side of
    /// that record. Parts that the reader kept beside the body are put back.
    /// </summary>
    public static PtvWritten ToV11(PtvDocument document, IEnumerable<PtvDocument>? connections = null, VocabularyCatalogue? vocabularies = null)
    {
        var writing = new Writing(vocabularies ?? VocabularyCatalogue.Empty, []);
        var own = (connections ?? []).ToList();
        var json = document.Body switch
        {
            Organization organization => OrganizationOf(organization, writing),
            Service service => ServiceOf(service, own, writing),
            ServiceChannel channel => ChannelOf(channel, own, writing),
            Connection connection => ConnectionOf(connection, document, fromChannel: false, writing),
            ServiceCollection collection => CollectionOf(collection, writing),
            _ => throw new ArgumentException($"PTV has no shape for {document.Type}.", nameof(document)),
        };
        if (document.Body is not Connection)
        {
            json["id"] = document.Key;
            json["sourceId"] = document.Body.Identifiers.FirstOrDefault(i => i.System == PtvNames.SourceSystem)?.Value;
            json["publishingStatus"] = document.Published ? "Published" : "Deleted";
            json["modified"] = Stamp(document.Modified);
            writing.Losses.AddRange(PtvDifference.Restore(json, document.Remainder));
        }

        return new PtvWritten(json, writing.Losses);
    }

    /// <summary>A connection as it stands within a channel, where the other end is the service.</summary>
    internal static JsonObject ConnectionWithinChannel(PtvDocument connection, VocabularyCatalogue vocabularies) =>
        ConnectionOf((Connection)connection.Body, connection, fromChannel: true, new Writing(vocabularies, []));

    private static JsonObject OrganizationOf(Organization body, Writing writing) => new()
    {
        ["oid"] = body.Oid,
        ["organizationType"] = body.OrganizationType?.ToString(),
        ["organizationNames"] = Names(body.Name, body.AlternativeName, "AlternateName"),
        ["displayNameType"] = DisplayNames(body.DisplayNameType),
        ["organizationDescriptions"] = Typed(("Summary", body.Summary), ("Description", writing.Plain("description", body.Description))),
        ["businessCode"] = body.BusinessCode,
        ["businessName"] = body.BusinessName,
        ["municipality"] = Municipality(body.Municipality, writing),
        ["parentOrganizationId"] = body.Parent?.Key,
        ["areaType"] = body.AreaType?.ToString(),
        ["areas"] = Areas(body.Areas, writing),
        ["emails"] = Emails(body.Emails, withDescription: true),
        ["phoneNumbers"] = Phones(body.Phones, withKind: false),
        ["webPages"] = Links(body.WebPages),
        ["addresses"] = Addresses(body.Addresses, writing),
        ["electronicInvoicings"] = List(body.ElectronicInvoicing, i => new JsonObject { ["operatorCode"] = i.Operator, ["electronicInvoicingAddress"] = i.Address }),
    };

    private static JsonObject ServiceOf(Service body, List<PtvDocument> connections, Writing writing)
    {
        if (body.Tags.Count > 0)
        {
            writing.Cannot("tags");
        }

        return new JsonObject
        {
            ["generalDescriptionId"] = body.GeneralDescription?.Key,
            ["subType"] = body.Subtype,
            ["type"] = body.ServiceType?.ToString(),
            ["fundingType"] = body.FundingType?.ToString(),
            ["serviceNames"] = Names(body.Name, body.AlternativeName, "AlternativeName"),
            ["serviceChargeType"] = body.ChargeType?.ToString(),
            ["areaType"] = body.AreaType?.ToString(),
            ["areas"] = Areas(body.Areas, writing),
            ["serviceDescriptions"] = Typed(
                ("Summary", body.Summary),
                ("Description", writing.Plain("description", body.Description)),
                ("UserInstruction", writing.Plain("userInstruction", body.UserInstruction)),
                ("DeadLine", body.Deadline),
                ("ProcessingTime", body.ProcessingTime),
                ("ValidityTime", body.ValidityTime),
                ("ServiceType", body.ServiceTypeInfo),
                ("ChargeTypeAdditionalInfo", body.ChargeInfo)),
            ["languages"] = List(body.Languages, l => JsonValue.Create(l)),
            ["serviceClasses"] = Codes(body.ServiceClasses, writing),
            ["ontologyTerms"] = Codes(body.OntologyTerms, writing),
            ["targetGroups"] = Codes(body.TargetGroups, writing),
            ["lifeEvents"] = Codes(body.LifeEvents, writing),
            ["industrialClasses"] = Codes(body.IndustrialClasses, writing),
            ["legislation"] = List(body.Legislation, l => new JsonObject { ["names"] = Texts(l.Name), ["webPages"] = Links(l.WebPages) }),
            ["keywords"] = List(body.Keywords, k => new JsonObject { ["language"] = k.Language, ["value"] = k.Value }),
            ["requirements"] = Texts(writing.Plain("requirements", body.Requirements)),
            ["serviceChannels"] = List(connections, c => Connected(c, fromChannel: false, writing)),
            ["organizations"] = Organizations(body),
            ["serviceVouchersInUse"] = body.VouchersInUse,
            ["serviceVouchers"] = List(body.Vouchers, v => new JsonObject
            {
                ["value"] = v.Name, ["url"] = v.Url, ["additionalInformation"] = v.AdditionalInformation, ["language"] = v.Language,
            }),
            ["responsibleSoteOrganization"] = body.ResponsibleWellbeingOrganization,
        };
    }

    private static JsonObject ChannelOf(ServiceChannel body, List<PtvDocument> connections, Writing writing)
    {
        if (body.Place is not null)
        {
            writing.Cannot("place");
        }

        var json = new JsonObject
        {
            ["serviceChannelType"] = body.ChannelType?.ToString(),
            ["organizationId"] = body.Organization?.Key,
            ["serviceChannelNames"] = Names(body.Name, body.AlternativeName, "AlternativeName"),
            ["serviceChannelDescriptions"] = Typed(("Summary", body.Summary), ("Description", writing.Plain("description", body.Description))),
            ["areaType"] = body.AreaType?.ToString(),
            ["areas"] = Areas(body.Areas, writing),
            ["languages"] = List(body.Languages, l => JsonValue.Create(l)),
            ["webPages"] = Links([.. OwnAddress(body), .. body.WebPages]),
            ["serviceHours"] = Hours("hours", body.Hours, writing),
            ["ontologyTerms"] = Codes(body.OntologyTerms, writing),
            ["services"] = List(connections, c => Connected(c, fromChannel: true, writing)),
            ["responsibleSoteOrganization"] = body.ResponsibleWellbeingOrganization,
            ["supportEmails"] = Emails(body.SupportEmails, withDescription: false),
        };
        Add("isVisibleForAll", body.IsVisibleForAll);
        if (body.ChannelType is ChannelType.EChannel)
        {
            Add("signatureQuantity", body.SignatureQuantity);
            Add("requiresSignature", body.RequiresSignature);
            Add("requiresAuthentication", body.RequiresAuthentication);
        }

        AddList("supportPhones", Phones(body.SupportPhones, withKind: false));
        AddList("attachments", List(body.Attachments, a => new JsonObject
        {
            ["type"] = a.Kind, ["name"] = a.Name, ["description"] = a.Description, ["url"] = a.Url, ["language"] = a.Language,
        }));
        AddList("accessibilityClassification", List(body.Accessibility, a => new JsonObject
        {
            ["accessibilityClassificationLevel"] = a.Classification,
            ["wcagLevel"] = a.WcagLevel,
            ["accessibilityStatementWebPageName"] = a.Statement?.Name,
            ["accessibilityStatementWebPage"] = a.Statement?.Url,
            ["language"] = a.Language,
        }));
        AddList("formIdentifier", Texts(body.FormIdentifier));
        AddList("channelUrls", List(body.ChannelUrls, u => new JsonObject { ["language"] = u.Language, ["value"] = u.Url, ["type"] = u.Kind }));
        AddList("deliveryAddresses", Addresses(body.DeliveryAddresses, writing));
        AddList("phoneNumbers", Phones(body.Phones, withKind: true));
        AddList("emails", Emails(body.Emails, withDescription: false));
        AddList("addresses", Addresses(body.Addresses, writing));
        AddList("displayNameType", DisplayNames(body.DisplayNameType));
        Add("oid", body.Oid);
        return json;

        void Add<T>(string name, T? value)
        {
            if (value is not null)
            {
                json[name] = JsonValue.Create(value);
            }
        }

        void AddList(string name, JsonArray list)
        {
            if (list.Count > 0)
            {
                json[name] = list;
            }
        }
    }

    /// <summary>The channel's own addresses that no link tells as well.</summary>
    private static IEnumerable<WebLink> OwnAddress(ServiceChannel body) => body.WebPage
        .Where(own => !body.WebPages.Any(l => l.Language == own.Key && l.Url == own.Value))
        .Select(own => new WebLink { Url = own.Value, Language = own.Key });

    private static JsonObject CollectionOf(ServiceCollection body, Writing writing) => new()
    {
        ["organizationId"] = body.Organization?.Key,
        ["serviceCollectionNames"] = Texts(body.Name),
        ["serviceCollectionDescriptions"] = Texts(writing.Plain("description", body.Description)),
        ["services"] = List(body.Services, s => new JsonObject { ["id"] = s.Key }),
        ["serviceChannels"] = List(body.Channels, c => new JsonObject { ["id"] = c.Key }),
    };

    private static JsonObject Connected(PtvDocument connection, bool fromChannel, Writing writing)
    {
        var json = ConnectionOf((Connection)connection.Body, connection, fromChannel, writing);
        writing.Losses.AddRange(PtvDifference.Restore(json, connection.Remainder));
        return json;
    }

    private static JsonObject ConnectionOf(Connection body, PtvDocument document, bool fromChannel, Writing writing)
    {
        var (otherEnd, id, name) = fromChannel
            ? ("service", body.Service?.Key, body.Service?.Name)
            : ("serviceChannel", body.Channel?.Key, body.Channel?.Name);
        return new JsonObject
        {
            [otherEnd] = new JsonObject { ["id"] = id, ["name"] = name },
            ["serviceChargeType"] = body.ChargeType?.ToString(),
            ["description"] = Typed(("Description", body.Description), ("ChargeTypeAdditionalInfo", body.ChargeInfo)),
            ["extraTypes"] = List(body.Extras, e => new JsonObject
            {
                ["type"] = e.Kind, ["code"] = e.Code, ["name"] = Texts(e.Name), ["description"] = Texts(e.Description),
            }),
            ["serviceHours"] = Hours("hours", body.Hours, writing),
            ["contactDetails"] = new JsonObject
            {
                ["emails"] = Emails(body.Emails, withDescription: false),
                ["phoneNumbers"] = Phones(body.Phones, withKind: true),
                ["webPages"] = Links(body.WebPages),
                ["addresses"] = Addresses(body.Addresses, writing),
            },
            ["digitalAuthorizations"] = Codes(body.DigitalAuthorizations, writing),
            ["modified"] = Stamp(document.Modified),
        };
    }

    private static JsonArray Organizations(Service body)
    {
        var roles = new JsonArray();
        Add(body.MainResponsible, "Responsible", null, null);
        foreach (var other in body.OtherResponsible)
        {
            Add(other, "OtherResponsible", null, null);
        }

        foreach (var producer in body.Producers)
        {
            foreach (var organization in producer.Organizations.DefaultIfEmpty())
            {
                Add(organization, "Producer", producer.Provision, producer.AdditionalInformation, always: true);
            }
        }

        return roles;

        void Add(Ref<Organization>? organization, string role, ProvisionType? provision, LocalizedText? information, bool always = false)
        {
            if (organization is not null || always)
            {
                roles.Add(new JsonObject
                {
                    ["organization"] = organization is null ? null : new JsonObject { ["id"] = organization.Key, ["name"] = organization.Name },
                    ["roleType"] = role,
                    ["provisionType"] = provision?.ToString(),
                    ["additionalInformation"] = Texts(information ?? LocalizedText.Empty),
                });
            }
        }
    }

    /// <summary>v11 writes milliseconds and Z.</summary>
    private static string? Stamp(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>What a writing needs and gathers.</summary>
    private sealed record Writing(VocabularyCatalogue Vocabularies, List<Problem> Losses)
    {
        public void Cannot(string path) => Losses.Add(Problem.Warn("ptv.v11.cannot-express", path));

        /// <summary>v11 takes plain text: links, tables and subheadings lose their marks.</summary>
        public LocalizedText Plain(string path, LocalizedText html)
        {
            foreach (var (language, text) in html)
            {
                if (MarkupThatIsLost.Any(tag => text.Contains(tag, StringComparison.OrdinalIgnoreCase)))
                {
                    Losses.Add(Problem.Warn("ptv.v11.markup-lost", $"{path}.{language}"));
                }
            }

            return PtvText.ToPlain(html);
        }
    }
}
