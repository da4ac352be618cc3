using Fori.Documents;
using Fori.Registers.Organizations;
using Fori.Registers.Places;

namespace Fori.Registers.Channels;

/// <summary>PTV v11's channel types; v12 calls EChannel EService and Phone TelephoneService.</summary>
public enum ChannelType
{
    EChannel,
    WebPage,
    PrintableForm,
    Phone,
    ServiceLocation,
}

/// <summary>How well a digital channel follows the accessibility law (Laki digitaalisten palvelujen tarjoamisesta 306/2019).</summary>
public sealed record ChannelAccessibility
{
    public string? Language { get; init; }

    /// <summary>FullyCompliant, PartiallyCompliant, NonCompliant or Unknown.</summary>
    public string? Classification { get; init; }

    /// <summary>LevelA, LevelAA or LevelAAA.</summary>
    public string? WcagLevel { get; init; }

    public WebLink? Statement { get; init; }
}

/// <summary>A file or page joined to a channel.</summary>
public sealed record Attachment
{
    public string? Kind { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Url { get; init; }

    public string? Language { get; init; }
}

/// <summary>A way to use a service: online, by phone, on paper or on the spot (Finnish: asiointikanava). PTV: ServiceChannel.</summary>
public sealed record ServiceChannel : DocumentBody
{
    [Field(FieldKind.Choice, Facet = true)]
    public ChannelType? ChannelType { get; init; }

    [Field(FieldKind.Reference, Facet = true)]
    public Ref<Organization>? Organization { get; init; }

    [Field(FieldKind.Text, Title = true)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, AlternativeTitle = true)]
    public LocalizedText AlternativeName { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Structure)]
    public LocalizedText DisplayNameType { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, Summary = true)]
    public LocalizedText Summary { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText)]
    public LocalizedText Description { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Choice)]
    public AreaType? AreaType { get; init; }

    [Field(FieldKind.Structure)]
    public IReadOnlyList<Area> Areas { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Text, Facet = true)]
    public IReadOnlyList<string> Languages { get; init => field = value ?? []; } = [];

    /// <summary>May other organisations join it to their services.</summary>
    [Field(FieldKind.Flag)]
    public bool? IsVisibleForAll { get; init; }

    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<PhoneNumber> SupportPhones { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<EmailAddress> SupportEmails { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<WebLink> WebPages { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public OpeningHours? Hours { get; init; }

    /// <summary>Concepts of the KOKO ontology (v11 carries them on channels too).</summary>
    [Field(FieldKind.Code)]
    public IReadOnlyList<Code> OntologyTerms { get; init => field = value ?? []; } = [];

    /// <summary>EChannel: the address where one does the business, by language.</summary>
    [Field(FieldKind.Url)]
    public LocalizedText WebPage { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>EChannel.</summary>
    [Field(FieldKind.Flag)]
    public bool? RequiresAuthentication { get; init; }

    /// <summary>EChannel.</summary>
    [Field(FieldKind.Flag)]
    public bool? RequiresSignature { get; init; }

    /// <summary>EChannel: how many must sign; at least 1 when a signature is required.</summary>
    [Field(FieldKind.Number)]
    public int? SignatureQuantity { get; init; }

    /// <summary>EChannel, PrintableForm.</summary>
    [Field(FieldKind.Structure)]
    public IReadOnlyList<Attachment> Attachments { get; init => field = value ?? []; } = [];

    /// <summary>EChannel, WebPage.</summary>
    [Field(FieldKind.Structure)]
    public IReadOnlyList<ChannelAccessibility> Accessibility { get; init => field = value ?? []; } = [];

    /// <summary>PrintableForm: the files, kind PDF, DOC, Excel, rtf or odt.</summary>
    [Field(FieldKind.Structure)]
    public IReadOnlyList<Attachment> ChannelUrls { get; init => field = value ?? []; } = [];

    /// <summary>PrintableForm.</summary>
    [Field(FieldKind.Text)]
    public LocalizedText FormIdentifier { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>PrintableForm: where to post it.</summary>
    [Field(FieldKind.Structure)]
    public IReadOnlyList<Address> DeliveryAddresses { get; init => field = value ?? []; } = [];

    /// <summary>Phone, ServiceLocation; kind Fax for faxes.</summary>
    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<PhoneNumber> Phones { get; init => field = value ?? []; } = [];

    /// <summary>ServiceLocation.</summary>
    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<EmailAddress> Emails { get; init => field = value ?? []; } = [];

    /// <summary>ServiceLocation.</summary>
    [Field(FieldKind.Text)]
    public string? Oid { get; init; }

    /// <summary>ServiceLocation: all are kept, the first is primary.</summary>
    [Field(FieldKind.Structure)]
    public IReadOnlyList<Address> Addresses { get; init => field = value ?? []; } = [];

    /// <summary>The wellbeing county behind a social or health service's channel, as PTV names it. PTV v11: responsibleSoteOrganization.</summary>
    [Field(FieldKind.Text)]
    public string? ResponsibleWellbeingOrganization { get; init; }

    /// <summary>ServiceLocation: the place behind it.</summary>
    [Field(FieldKind.Reference)]
    public Ref<Place>? Place { get; init; }
}
