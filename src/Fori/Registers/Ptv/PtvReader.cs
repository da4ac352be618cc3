using System.Text.Json;
using System.Text.Json.Nodes;
using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Organizations;
using Fori.Registers.Services;
using Fori.Store;

namespace Fori.Registers.Ptv;

/// <summary>
/// Reads answers of PTV's Open API v7–v11 into register records: pure, and tolerant of the versions' differences. An
/// answer is one object, a list of them or a page {pageNumber, pageSize, pageCount, itemList}; a service gives the
/// service and its connections. What cannot be understood is told and left out, and the rest goes on.
/// </summary>
/// <remarks>
/// Problems: <c>ptv.json-broken</c>, <c>ptv.shape-unknown</c>, <c>ptv.no-id</c>; and warnings with a record:
/// <c>ptv.placeholder</c>, <c>ptv.value-unknown</c>, <c>time.invalid</c>, <c>code.unknown</c>, <c>text.too-long</c>.
/// </remarks>
public static partial class PtvReader
{
    /// <summary>Reads an answer as it came over the wire or lies in a file; a byte order mark is passed by.</summary>
    public static PtvReading Read(ReadOnlyMemory<byte> answer, PtvReadOptions? options = null)
    {
        try
        {
            using var json = JsonDocument.Parse(
                answer.Span.StartsWith("\uFEFF"u8) ? answer[3..] : answer,
                new JsonDocumentOptions { MaxDepth = 64 });
            return Read(json.RootElement, options);
        }
        catch (JsonException broken)
        {
            return new PtvReading { Problems = [Problem.Of("ptv.json-broken", "", ("reason", broken.Message))] };
        }
    }

    public static PtvReading Read(JsonElement answer, PtvReadOptions? options = null)
    {
        options ??= PtvReadOptions.Default;
        var records = answer switch
        {
            { ValueKind: JsonValueKind.Array } => answer.EnumerateArray(),
            { ValueKind: JsonValueKind.Object } when answer.TryGetProperty("itemList", out var list) =>
                list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : Enumerable.Empty<JsonElement>(),
            _ => [answer],
        };
        var documents = new List<PtvDocument>();
        var problems = new List<Problem>();
        var nullTexts = new Dictionary<string, int>(StringComparer.Ordinal);
        var index = 0;
        foreach (var record in records)
        {
            var outcome = ReadRecord(new PtvObject(record, "", new PtvReport(options, nullTexts)));
            problems.AddRange(outcome.Problems.Select(p => p with { Path = $"[{index}]" }));
            documents.AddRange(outcome.Value ?? []);
            index++;
        }

        return new PtvReading { Documents = documents, Problems = problems, NullTexts = nullTexts };
    }

    private static Outcome<List<PtvDocument>> ReadRecord(PtvObject record)
    {
        Func<PtvObject, string, List<PtvDocument>>? read = record switch
        {
            _ when record.Has("serviceChannelNames") || record.Has("serviceChannelType") => ReadChannel,
            _ when record.Has("serviceCollectionNames") => ReadCollection,
            _ when record.Has("serviceNames") => ReadService,
            _ when record.Has("organizationNames") => ReadOrganization,
            _ when record.Has("ReferenceCode") || record.Has("ShortDescription") => ReadNationalDescription,
            _ when record.Has("names") && record.Has("descriptions") => ReadGeneralDescription,
            _ => null,
        };
        if (read is null)
        {
            return Problem.Of("ptv.shape-unknown");
        }

        return (record.Text("id") ?? record.Text("Id")) is { } id ? read(record, id) : Problem.Of("ptv.no-id");
    }

    private static PtvDocument Document(PtvObject record, string type, string key, DocumentBody body) => new()
    {
        Type = type,
        Key = key,
        Body = body,
        Published = record.Text("publishingStatus") is not ("Deleted" or "Archived" or "Withdrawn" or "Draft" or "Removed"),
        Modified = record.Instant("modified"),
        Problems = record.Report.Problems,
        Inherited = Inherited(record),
    };

    /// <summary>Adds what the body does not hold, when asked for: what the body alone would write is set against what came.</summary>
    private static PtvDocument WithRemainder(PtvObject record, PtvDocument document, IReadOnlyList<PtvDocument> connections) =>
        record.Report.Options.KeepRemainder
            ? document with
            {
                Remainder = PtvDifference.Between(
                    JsonNode.Parse(record.Element.GetRawText()),
                    PtvWriter.ToV11(document, connections, record.Report.Options.Vocabularies).Json),
            }
            : document;

    private static List<PtvDocument> ReadOrganization(PtvObject record, string id)
    {
        var (areaType, areas) = Areas(record);
        var body = new Organization
        {
            Identifiers = Identifiers(id, record.Text("sourceId")),
            OrganizationType = record.Choice("organizationType", ("SotePublic", OrganizationType.RegionalOrganization), ("SotePrivate", OrganizationType.Company)),
            Name = Name(record, "organizationNames"),
            AlternativeName = AlternativeName(record, "organizationNames"),
            DisplayNameType = ByLanguage(record, "displayNameType", "type"),
            Summary = Summary(record, "organizationDescriptions"),
            Description = Description(record, "organizationDescriptions"),
            BusinessCode = record.Text("businessCode"),
            BusinessName = record.Text("businessName"),
            Oid = record.Text("oid"),
            Municipality = record.Object("municipality")?.Text("code") ?? record.Text("municipality"),
            Parent = Reference<Organization>(record.Text("parentOrganizationId", "parentOrganization")),
            AreaType = areaType,
            Areas = areas,
            Addresses = Addresses(record, "addresses", AddressUse.Visiting),
            Phones = Phones(record, "phoneNumbers"),
            Emails = Emails(record, "emails"),
            WebPages = WebLinks(record, "webPages"),
            ElectronicInvoicing = [.. record.RealList("electronicInvoicings", "electronicInvoicing")
                .Select(i => new ElectronicInvoicing { Operator = i.Text("operatorCode", "operator"), Address = i.Text("electronicInvoicingAddress", "address") })],
        };
        return [WithRemainder(record, Document(record, nameof(Organization), id, body), [])];
    }

    private static List<PtvDocument> ReadService(PtvObject record, string id)
    {
        const string Names = "serviceNames";
        const string Texts = "serviceDescriptions";
        var (areaType, areas) = Areas(record);
        var responsible = Organizations(record, "Responsible", "MainResponsible");
        var main = responsible.Count > 0 ? responsible[0] : Reference<Organization>(record.Text("mainResponsibleOrganization", "organizationId"));
        var body = new Service
        {
            Identifiers = Identifiers(id, record.Text("sourceId")),
            ServiceType = ServiceTypeOf(record, "type"),
            Subtype = record.Text("subType"),
            Name = Name(record, Names),
            AlternativeName = AlternativeName(record, Names),
            Summary = Summary(record, Texts),
            Description = Description(record, Texts),
            UserInstruction = PtvText.FromPlain(record.Localized(Texts, "UserInstruction", "ServiceUserInstruction")),
            Requirements = PtvText.FromPlain(record.Localized("requirements")),
            Deadline = record.Localized(Texts, "DeadLine", "DeadLineAdditionalInfo"),
            ProcessingTime = record.Localized(Texts, "ProcessingTime", "ProcessingTimeAdditionalInfo"),
            ValidityTime = record.Localized(Texts, "ValidityTime", "ValidityTimeAdditionalInfo"),
            ServiceTypeInfo = record.Localized(Texts, "ServiceType", "ServiceTypeAdditionalInfo"),
            ChargeInfo = record.Localized(Texts, "ChargeTypeAdditionalInfo"),
            ChargeType = ChargeTypeOf(record, "serviceChargeType"),
            FundingType = record.Choice<FundingType>("fundingType"),
            MainResponsible = main,
            OtherResponsible = [.. responsible.Skip(1), .. Organizations(record, "OtherResponsible")],
            Producers = Producers(record),
            AreaType = areaType,
            Areas = areas,
            Languages = record.Texts("languages"),
            ServiceClasses = PtvCodes.Read(record, "serviceClasses", Vocabularies.VocabularyScheme.ServiceClass),
            OntologyTerms = PtvCodes.ReadOntologyTerms(record),
            TargetGroups = PtvCodes.Read(record, "targetGroups", Vocabularies.VocabularyScheme.TargetGroup),
            LifeEvents = PtvCodes.Read(record, "lifeEvents", Vocabularies.VocabularyScheme.LifeEvent),
            IndustrialClasses = PtvCodes.Read(record, "industrialClasses", Vocabularies.VocabularyScheme.IndustrialClass),
            Keywords = Keywords(record, "keywords"),
            Legislation = Legislation(record),
            VouchersInUse = record.Flag("serviceVouchersInUse"),
            Vouchers = [.. record.RealList("serviceVouchers").Select(v => new ServiceVoucher
            {
                Name = v.Text("value"), Url = v.Text("url"), AdditionalInformation = v.Text("additionalInformation"), Language = v.Text("language"),
            })],
            ResponsibleWellbeingOrganization = record.Text("responsibleSoteOrganization"),
            GeneralDescription = Reference<GeneralDescription>(record.Text("generalDescriptionId", "statutoryServiceGeneralDescriptionId")),
        };
        var connections = record.List("serviceChannels")
            .Select(c => ReadConnection(c with { Report = record.Report.ForAnother(), Path = "" }, id, null))
            .OfType<PtvDocument>()
            .ToList();
        return [WithRemainder(record, Document(record, nameof(Service), id, body), connections), .. connections];
    }

    /// <summary>From the service's side the channel is told, from the channel's side the service. Null when the other end has no id.</summary>
    private static PtvDocument? ReadConnection(PtvObject record, string? serviceId, string? channelId)
    {
        var service = record.Object("service");
        var channel = record.Object("serviceChannel");
        serviceId ??= service?.Text("id") ?? record.Text("serviceId");
        channelId ??= channel?.Text("id") ?? record.Text("serviceChannelId");
        if (serviceId is null || channelId is null)
        {
            return null;
        }

        var key = $"{serviceId}/{channelId}";
        var contacts = record.Object("contactDetails") ?? record;
        var body = new Connection
        {
            Identifiers = Identifiers(key, null),
            Service = Reference<Service>(serviceId, service?.Text("name")),
            Channel = Reference<ServiceChannel>(channelId, channel?.Text("name")),
            ChargeType = ChargeTypeOf(record, "serviceChargeType"),
            Description = record.Localized("description", "Description"),
            ChargeInfo = record.Localized("description", "ChargeTypeAdditionalInfo"),
            Extras = [.. record.RealList("extraTypes").Select(e => new ConnectionExtra
            {
                Kind = e.Text("type"), Code = e.Text("code"), Name = e.Localized("name"), Description = e.Localized("description"),
            })],
            Hours = Hours(record, "serviceHours"),
            Emails = Emails(contacts, "emails"),
            Phones = [.. Phones(contacts, "phoneNumbers"), .. Phones(contacts, "faxNumbers", PhoneKind.Fax)],
            WebPages = WebLinks(contacts, "webPages"),
            Addresses = Addresses(contacts, "addresses", AddressUse.Location),
            DigitalAuthorizations = PtvCodes.Read(record, "digitalAuthorizations", Vocabularies.VocabularyScheme.DigitalAuthorization),
        };
        var document = Document(record, nameof(Connection), key, body);
        var vocabularies = record.Report.Options.Vocabularies;
        return record.Report.Options.KeepRemainder
            ? document with
            {
                Remainder = PtvDifference.Between(
                    JsonNode.Parse(record.Element.GetRawText()),
                    channel is null && service is not null
                        ? PtvWriter.ConnectionWithinChannel(document, vocabularies)
                        : PtvWriter.ToV11(document, null, vocabularies).Json),
            }
            : document;
    }

    private static List<PtvDocument> ReadCollection(PtvObject record, string id)
    {
        const string Texts = "serviceCollectionDescriptions";
        var body = new ServiceCollection
        {
            Identifiers = Identifiers(id, record.Text("sourceId")),
            Name = record.Localized("serviceCollectionNames"),
            Summary = Summary(record, Texts),
            Description = PtvText.FromPlain(record.Localized(Texts, "Description", "")),
            Organization = Reference<Organization>(record.Text("organizationId", "mainResponsibleOrganization") ?? record.Object("organization")?.Text("id")),
            Services = Members<Service>(record, "services"),
            Channels = Members<ServiceChannel>(record, "serviceChannels"),
        };
        return [WithRemainder(record, Document(record, nameof(ServiceCollection), id, body), [])];
    }

    /// <summary>Objects with an id and names, or bare ids as in the IN shape.</summary>
    private static List<Ref<T>> Members<T>(PtvObject record, string name)
        where T : class =>
        [.. record.List(name)
            .Select(m => Reference<T>(m.Text("id"), m.Localized("name").In("fi")?.Text))
            .Concat(record.Texts(name).Select(id => Reference<T>(id)))
            .OfType<Ref<T>>()];

    private static LocalizedText Name(PtvObject record, string list) => record.Localized(list, "Name", "");

    private static LocalizedText AlternativeName(PtvObject record, string list) => record.Localized(list, "AlternativeName", "AlternateName");

    private static LocalizedText Summary(PtvObject record, string list) => record.Localized(list, "Summary", "ShortDescription");

    private static LocalizedText Description(PtvObject record, string list) => PtvText.FromPlain(record.Localized(list, "Description"));

    private static ServiceType? ServiceTypeOf(PtvObject record, string name) => record.Choice(
        name,
        ("PermissionAndObligation", ServiceType.PermitOrObligation),
        ("PermitOrOtherObligation", ServiceType.PermitOrObligation),
        ("ProfessionalQualifications", ServiceType.ProfessionalQualification));

    private static ServiceChargeType? ChargeTypeOf(PtvObject record, string name) => record.Choice(
        name,
        ("Charged", ServiceChargeType.Chargeable),
        ("Free", ServiceChargeType.FreeOfCharge));

    private static List<Keyword> Keywords(PtvObject record, string name) =>
        [.. record.RealList(name)
            .Select(k => (Language: k.Text("language"), Word: k.Text("value")))
            .Where(k => k.Language is not null && k.Word is not null)
            .Select(k => new Keyword(k.Language!, k.Word!))]; // The line above left the nulls out.

    private static List<Legislation> Legislation(PtvObject record) =>
        [.. record.RealList("legislation").Select(law => new Legislation { Name = law.Localized("names"), WebPages = WebLinks(law, "webPages") })];

    private static List<Ref<Organization>> Organizations(PtvObject record, params string[] roles) =>
        [.. record.List("organizations")
            .Where(o => o.Property("roleType")?.ToString() is { } role && roles.Contains(role, StringComparer.OrdinalIgnoreCase))
            .Select(OrganizationOf)
            .OfType<Ref<Organization>>()];

    private static Ref<Organization>? OrganizationOf(PtvObject role) => role.Object("organization") is { } organization
        ? Reference<Organization>(organization.Text("id"), organization.Text("name"))
        : Reference<Organization>(role.Text("organizationId"));

    private static List<ServiceProducer> Producers(PtvObject record)
    {
        var producers = new List<ServiceProducer>();
        foreach (var role in record.List("organizations").Where(o => o.Property("roleType")?.ToString() == "Producer"))
        {
            var producer = new ServiceProducer
            {
                Provision = role.Choice(
                    "provisionType",
                    ("SelfProduced", ProvisionType.SelfProducedServices),
                    ("PurchaseServices", ProvisionType.ProcuredServices)) ?? ProvisionType.Other,
                Organizations = OrganizationOf(role) is { } organization ? [organization] : [],
                AdditionalInformation = role.Localized("additionalInformation"),
            };

            // PTV gives one entry an organisation; those that produce in the same way are one producer of several.
            if (producers is [.., { AdditionalInformation.IsEmpty: true } last] && producer.AdditionalInformation.IsEmpty && last.Provision == producer.Provision)
            {
                producers[^1] = last with { Organizations = [.. last.Organizations, .. producer.Organizations] };
            }
            else
            {
                producers.Add(producer);
            }
        }

        return producers;
    }

    private static Dictionary<string, LocalizedText> Inherited(PtvObject record)
    {
        const string Prefix = "GD_";
        string[] lists = ["serviceDescriptions", "serviceChannelDescriptions", "organizationDescriptions"];
        return lists
            .SelectMany(list => record.List(list).Select(item => (List: list, Type: item.Property("type")?.ToString() ?? "")))
            .Where(item => item.Type.StartsWith(Prefix, StringComparison.Ordinal))
            .Distinct()
            .ToDictionary(item => item.Type[Prefix.Length..], item => record.Localized(item.List, item.Type), StringComparer.Ordinal);
    }
}
