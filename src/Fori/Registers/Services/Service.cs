using Fori.Documents;
using Fori.Registers.Organizations;

namespace Fori.Registers.Services;

public enum ServiceType
{
    Service,

    /// <summary>PTV v12: PermitOrOtherObligation.</summary>
    PermitOrObligation,
    ProfessionalQualification,
}

public enum FundingType
{
    PubliclyFunded,
    MarketFunded,
}

public enum ServiceChargeType
{
    FreeOfCharge,
    Chargeable,
    Other,
}

public enum ProvisionType
{
    SelfProducedServices,
    ProcuredServices,
    Other,
}

/// <summary>Who produces a service. PTV v11: organizations with roleType Producer.</summary>
public sealed record ServiceProducer
{
    public ProvisionType Provision { get; init; }

    public IReadOnlyList<Ref<Organization>> Organizations { get; init => field = value ?? []; } = [];

    /// <summary>Words for <see cref="ProvisionType.Other"/>.</summary>
    public LocalizedText AdditionalInformation { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;
}

/// <summary>A law behind a service, with where to read it.</summary>
public sealed record Legislation
{
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    public IReadOnlyList<WebLink> WebPages { get; init => field = value ?? []; } = [];
}

/// <summary>A service voucher (Finnish: palveluseteli).</summary>
public sealed record ServiceVoucher
{
    public string? Name { get; init; }

    public string? Url { get; init; }

    public string? AdditionalInformation { get; init; }

    public string? Language { get; init; }
}

/// <summary>What an organisation does for people: a service, permit or qualification (Finnish: palvelu). PTV: Service.</summary>
public sealed record Service : DocumentBody
{
    [Field(FieldKind.Choice, Facet = true)]
    public ServiceType? ServiceType { get; init; }

    [Field(FieldKind.Text, Title = true)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, AlternativeTitle = true)]
    public LocalizedText AlternativeName { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, Summary = true)]
    public LocalizedText Summary { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText)]
    public LocalizedText Description { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>How to use the service. PTV: UserInstruction.</summary>
    [Field(FieldKind.RichText)]
    public LocalizedText UserInstruction { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>For whom and on what conditions. PTV: requirements.</summary>
    [Field(FieldKind.RichText)]
    public LocalizedText Requirements { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text)]
    public LocalizedText Deadline { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text)]
    public LocalizedText ProcessingTime { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text)]
    public LocalizedText ValidityTime { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text)]
    public LocalizedText ServiceTypeInfo { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Choice, Facet = true)]
    public ServiceChargeType? ChargeType { get; init; }

    [Field(FieldKind.Text)]
    public LocalizedText ChargeInfo { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Choice)]
    public FundingType? FundingType { get; init; }

    [Field(FieldKind.Reference, Facet = true)]
    public Ref<Organization>? MainResponsible { get; init; }

    [Field(FieldKind.Reference)]
    public IReadOnlyList<Ref<Organization>> OtherResponsible { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<ServiceProducer> Producers { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Choice)]
    public AreaType? AreaType { get; init; }

    [Field(FieldKind.Structure)]
    public IReadOnlyList<Area> Areas { get; init => field = value ?? []; } = [];

    /// <summary>Languages in which one is served (ISO 639), not those of the texts.</summary>
    [Field(FieldKind.Text, Facet = true)]
    public IReadOnlyList<string> Languages { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Code, Facet = true)]
    public IReadOnlyList<Code> ServiceClasses { get; init => field = value ?? []; } = [];

    /// <summary>Concepts of the KOKO ontology or another vocabulary.</summary>
    [Field(FieldKind.Code)]
    public IReadOnlyList<Code> OntologyTerms { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Code, Facet = true)]
    public IReadOnlyList<Code> TargetGroups { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Code, Facet = true)]
    public IReadOnlyList<Code> LifeEvents { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Code)]
    public IReadOnlyList<Code> IndustrialClasses { get; init => field = value ?? []; } = [];

    /// <summary>The tenant's own groupings, as core, extra and support services.</summary>
    [Field(FieldKind.Code, Facet = true)]
    public IReadOnlyList<Code> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Words by which people look for it; language → words.</summary>
    [Field(FieldKind.Structure, Keywords = true, Mergeable = true)]
    public IReadOnlyList<Keyword> Keywords { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<Legislation> Legislation { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<ServiceVoucher> Vouchers { get; init => field = value ?? []; } = [];

    /// <summary>Are vouchers taken; null = not told. PTV v11: serviceVouchersInUse.</summary>
    [Field(FieldKind.Flag)]
    public bool? VouchersInUse { get; init; }

    /// <summary>Kind within the type, in PTV's own word. PTV v11: subType.</summary>
    [Field(FieldKind.Text)]
    public string? Subtype { get; init; }

    /// <summary>The wellbeing county behind a social or health service, as PTV names it. PTV v11: responsibleSoteOrganization.</summary>
    [Field(FieldKind.Text)]
    public string? ResponsibleWellbeingOrganization { get; init; }

    /// <summary>National text from which what is empty here is shown as inherited, never copied.</summary>
    [Field(FieldKind.Reference, Enriching = true)]
    public Ref<GeneralDescription>? GeneralDescription { get; init; }
}

/// <summary>One search word in one language.</summary>
public sealed record Keyword(string Language, string Value);

/// <summary>
/// A national description of a service that many municipalities give (Finnish: pohjakuvaus); read-only here.
/// </summary>
public sealed record GeneralDescription : DocumentBody
{
    [Field(FieldKind.Text, Title = true)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, AlternativeTitle = true)]
    public LocalizedText AlternativeName { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Whose services it describes: Municipality, BusinessSubregion or Church; null = not told.</summary>
    [Field(FieldKind.Text)]
    public string? DescriptionType { get; init; }

    /// <summary>The ministry's own number for it, as SOTE-0016.</summary>
    [Field(FieldKind.Text)]
    public string? ReferenceCode { get; init; }

    [Field(FieldKind.Choice)]
    public ServiceType? ServiceType { get; init; }

    [Field(FieldKind.Text, Summary = true)]
    public LocalizedText Summary { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText)]
    public LocalizedText Description { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText)]
    public LocalizedText BackgroundDescription { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText)]
    public LocalizedText UserInstruction { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText)]
    public LocalizedText Requirements { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text)]
    public LocalizedText Deadline { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text)]
    public LocalizedText ProcessingTime { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text)]
    public LocalizedText ValidityTime { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Choice)]
    public ServiceChargeType? ChargeType { get; init; }

    [Field(FieldKind.Text)]
    public LocalizedText ChargeInfo { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Code)]
    public IReadOnlyList<Code> ServiceClasses { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Code)]
    public IReadOnlyList<Code> OntologyTerms { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Code)]
    public IReadOnlyList<Code> TargetGroups { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Code)]
    public IReadOnlyList<Code> LifeEvents { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Code)]
    public IReadOnlyList<Code> IndustrialClasses { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<Legislation> Legislation { get; init => field = value ?? []; } = [];

    /// <summary>Words by which people look for it.</summary>
    [Field(FieldKind.Structure, Keywords = true)]
    public IReadOnlyList<Keyword> Keywords { get; init => field = value ?? []; } = [];
}
