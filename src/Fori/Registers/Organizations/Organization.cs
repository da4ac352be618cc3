using Fori.Documents;

namespace Fori.Registers.Organizations;

public enum OrganizationType
{
    State,
    Municipality,
    RegionalOrganization,
    Organization,
    Company,
}

/// <summary>Where to send electronic invoices.</summary>
public sealed record ElectronicInvoicing
{
    public string? Operator { get; init; }

    public string? Address { get; init; }
}

/// <summary>A municipality, its unit or office, an authority, company or association. PTV: Organization.</summary>
public sealed record Organization : DocumentBody
{
    [Field(FieldKind.Choice, Facet = true)]
    public OrganizationType? OrganizationType { get; init; }

    [Field(FieldKind.Text, Title = true)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, AlternativeTitle = true)]
    public LocalizedText AlternativeName { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Language → <c>Name</c> or <c>AlternateName</c>: which of the names is shown. PTV: displayNameType.</summary>
    [Field(FieldKind.Structure)]
    public LocalizedText DisplayNameType { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, Summary = true)]
    public LocalizedText Summary { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText)]
    public LocalizedText Description { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Business id (Finnish: Y-tunnus) as NNNNNNN-N.</summary>
    [Field(FieldKind.Text)]
    public string? BusinessCode { get; init; }

    [Field(FieldKind.Text)]
    public string? BusinessName { get; init; }

    [Field(FieldKind.Text)]
    public string? Oid { get; init; }

    /// <summary>Municipality code of three digits; required of the type Municipality.</summary>
    [Field(FieldKind.Text)]
    public string? Municipality { get; init; }

    /// <summary>At most five levels.</summary>
    [Field(FieldKind.Reference)]
    public Ref<Organization>? Parent { get; init; }

    [Field(FieldKind.Choice)]
    public AreaType? AreaType { get; init; }

    [Field(FieldKind.Structure)]
    public IReadOnlyList<Area> Areas { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, Mergeable = true)]
    public IReadOnlyList<Address> Addresses { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<PhoneNumber> Phones { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<EmailAddress> Emails { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<WebLink> WebPages { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<ElectronicInvoicing> ElectronicInvoicing { get; init => field = value ?? []; } = [];
}
