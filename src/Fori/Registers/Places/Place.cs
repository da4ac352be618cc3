using Fori.Documents;
using Fori.Registers.Organizations;
using Fori.Registers.Services;

namespace Fori.Registers.Places;

/// <summary>A door of a place, with its accessibility in sentences.</summary>
public sealed record Entrance
{
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    public bool IsMain { get; init; }

    public GeoPoint? Point { get; init; }

    public IReadOnlyList<AccessibilitySentences> Sentences { get; init => field = value ?? []; } = [];

    /// <summary>Coordinates as the source gave them; null when it gave none.</summary>
    public SourceCoordinates? Coordinates { get; init; }

    /// <summary>Whom to ask about getting in, as one line each; null = not told.</summary>
    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? Url { get; init; }
}

/// <summary>Sentences about accessibility under a heading, as "The route to the main entrance".</summary>
public sealed record AccessibilitySentences
{
    public LocalizedText Group { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    public IReadOnlyList<LocalizedText> Sentences { get; init => field = value ?? []; } = [];
}

/// <summary>A photograph by its address, with the words for those who do not see it.</summary>
public sealed record Photo
{
    public string? Url { get; init; }

    public LocalizedText Alternative { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    public string? Author { get; init; }

    public string? Licence { get; init; }
}

/// <summary>A point where people go: a library, school, beach or office (the service map's unit, Finnish: toimipaikka).</summary>
public sealed record Place : DocumentBody
{
    [Field(FieldKind.Text, Title = true)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, AlternativeTitle = true)]
    public LocalizedText AlternativeName { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, Summary = true)]
    public LocalizedText Summary { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText)]
    public LocalizedText Description { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>What kind of place, by the vocabulary of place types.</summary>
    [Field(FieldKind.Code, Facet = true)]
    public IReadOnlyList<Code> PlaceTypes { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Reference, Facet = true)]
    public Ref<Organization>? Organization { get; init; }

    [Field(FieldKind.Structure)]
    public IReadOnlyList<Address> Addresses { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public GeoPoint? Point { get; init; }

    /// <summary>Outline as GeoJSON geometry text (RFC 7946), or null.</summary>
    [Field(FieldKind.Structure)]
    public string? Geometry { get; init; }

    [Field(FieldKind.Structure)]
    public IReadOnlyList<Entrance> Entrances { get; init => field = value ?? []; } = [];

    /// <summary>Accessibility variables and their values, as the accessibility register gives them.</summary>
    [Field(FieldKind.Structure)]
    public IReadOnlyList<AccessibilityValue> Accessibility { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Code, Facet = true)]
    public Code? District { get; init; }

    /// <summary>Municipality code of three digits.</summary>
    [Field(FieldKind.Text, Facet = true)]
    public string? Municipality { get; init; }

    [Field(FieldKind.Structure)]
    public IReadOnlyList<Photo> Photos { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<PhoneNumber> Phones { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<EmailAddress> Emails { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<WebLink> WebPages { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public OpeningHours? Hours { get; init; }

    [Field(FieldKind.Text, Facet = true)]
    public IReadOnlyList<string> Languages { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, Keywords = true, Mergeable = true)]
    public IReadOnlyList<Keyword> Keywords { get; init => field = value ?? []; } = [];
}

/// <summary>One accessibility variable with its value.</summary>
public sealed record AccessibilityValue(string Variable, string Value);

/// <summary>A service given at a place: with its own fee, conditions and times (Finnish: palvelutarjous).</summary>
public sealed record ServiceOffer : DocumentBody
{
    [Field(FieldKind.Reference)]
    public Ref<Service>? Service { get; init; }

    [Field(FieldKind.Reference)]
    public Ref<Place>? Place { get; init; }

    /// <summary>Set when the offer has a name of its own; else the service's is shown.</summary>
    [Field(FieldKind.Text, Title = true)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text)]
    public LocalizedText Fee { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text)]
    public LocalizedText Precondition { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Structure)]
    public OpeningHours? Hours { get; init; }

    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<PhoneNumber> Phones { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<EmailAddress> Emails { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Date)]
    public DateOnly? ValidFrom { get; init; }

    [Field(FieldKind.Date)]
    public DateOnly? ValidTo { get; init; }
}
