using Fori.Registers.Places;

namespace Fori.Documents;

/// <summary>The name of a record in some system: (ptv, 3fa85f64-…), (mds, 325), (businessId, 0135457-2).</summary>
public sealed record Identifier(string System, string Value);

/// <summary>
/// A reference to a document of the type <typeparamref name="T"/>: by (system, key) as the source gave it, resolved on
/// read, or by the id of a document here. Exactly one of the two is set.
/// </summary>
public sealed record Ref<T>
    where T : class
{
    /// <summary>Identifier system of the target, as <c>ptv</c>; null when <see cref="Id"/> is set.</summary>
    public string? System { get; init; }

    /// <summary>The target's key in <see cref="System"/>.</summary>
    public string? Key { get; init; }

    /// <summary>Id of a document of this tenant.</summary>
    public Guid? Id { get; init; }

    /// <summary>The target's name as the source gave it, shown while the reference is unresolved.</summary>
    public string? Name { get; init; }
}

/// <summary>An item of a codelist: scheme as <c>ptv-service-class</c>, value as <c>P2.3</c> or a concept's URI.</summary>
public sealed record Code(string Scheme, string Value);

/// <summary>A point in WGS 84: latitude −90–90, longitude −180–180, in degrees.</summary>
public sealed record GeoPoint(double Latitude, double Longitude);

/// <summary>A web address with its name in one language (BCP 47).</summary>
public sealed record WebLink
{
    public string? Url { get; init; }

    public string? Name { get; init; }

    public string? Language { get; init; }
}

/// <summary>An email address, with what it is for and the language in which it is served.</summary>
public sealed record EmailAddress
{
    public string? Value { get; init; }

    public string? Description { get; init; }

    public string? Language { get; init; }
}

public enum PhoneKind
{
    Phone,
    Sms,
    Fax,
}

/// <summary>What a call costs, in PTV v11's words (v12: Charged, Free, ExtraCharge).</summary>
public enum CallCharge
{
    Chargeable,
    FreeOfCharge,
    Other,
}

/// <summary>A telephone number in one language. PTV: PhoneNumber.</summary>
public sealed record PhoneNumber
{
    public PhoneKind Kind { get; init; }

    /// <summary>International prefix as <c>+358</c>; null for a Finnish service number.</summary>
    public string? Prefix { get; init; }

    /// <summary>Digits without a leading zero (with it for a Finnish service number), 1–20.</summary>
    public string? Number { get; init; }

    /// <summary>A number that works within Finland only, as 0600 12345.</summary>
    public bool IsFinnishServiceNumber { get; init; }

    public CallCharge? Charge { get; init; }

    public string? ChargeDescription { get; init; }

    /// <summary>Whose number it is or when it is answered.</summary>
    public string? AdditionalInformation { get; init; }

    public string? Language { get; init; }
}

public enum AddressUse
{
    Location,
    Visiting,
    Postal,
    Delivery,
}

public enum AddressKind
{
    Street,
    PostOfficeBox,

    /// <summary>A free address abroad.</summary>
    Foreign,

    /// <summary>A point with words, without a street.</summary>
    Other,

    /// <summary>Words only.</summary>
    Text,
}

/// <summary>What is known of an address's coordinates; PTV's coordinateState.</summary>
public enum CoordinateState
{
    Ok,
    EnteredByUser,
    EnteredByAR,
    NotReceived,
    Loading,
    Failed,
    EmptyInputReceived,
    MultipleResultsReceived,
    WrongFormatReceived,
}

/// <summary>Coordinates as a source gave them, kept beside the derived <see cref="GeoPoint"/>.</summary>
public sealed record SourceCoordinates
{
    /// <summary>EPSG code, as 3067, 3877 or 4326.</summary>
    public int Epsg { get; init; }

    /// <summary>First figure as received: northing or latitude.</summary>
    public string? Latitude { get; init; }

    /// <summary>Second figure as received: easting or longitude.</summary>
    public string? Longitude { get; init; }

    public CoordinateState? State { get; init; }
}

/// <summary>One address. PTV: addresses of organisations and service locations.</summary>
public sealed record Address
{
    public AddressUse Use { get; init; }

    public AddressKind Kind { get; init; }

    public LocalizedText Street { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    public string? Number { get; init; }

    public LocalizedText PostOfficeBox { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Five digits.</summary>
    public string? PostalCode { get; init; }

    public LocalizedText PostOffice { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Municipality code of three digits.</summary>
    public string? Municipality { get; init; }

    /// <summary>How to find the door; for <see cref="AddressKind.Foreign"/> and <see cref="AddressKind.Text"/> the address itself.</summary>
    public LocalizedText AdditionalInformation { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Who receives what is posted here.</summary>
    public LocalizedText Receiver { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    public GeoPoint? Point { get; init; }

    public SourceCoordinates? Coordinates { get; init; }

    /// <summary>Doors of what stands here, as PTV v11 gives them with an address of a service location; null = none told.</summary>
    public IReadOnlyList<Entrance>? Entrances { get; init; }
}

public enum HoursKind
{
    Weekly,

    /// <summary>From a day and hour to a later day and hour without a pause (PTV OverMidnight).</summary>
    Continuous,
    Exceptional,
    Holiday,
    Always,
    ByAppointment,
}

public enum HoursState
{
    Open,
    Closed,
    OpenOnReservation,
}

public enum WeekParity
{
    All,
    Odd,
    Even,
}

/// <summary>Opening hours in the local time of <see cref="TimeZone"/>: the rules, of which the strongest that speaks for a day decides.</summary>
public sealed record OpeningHours
{
    /// <summary>IANA name.</summary>
    public string TimeZone { get; init => field = value ?? "Europe/Helsinki"; } = "Europe/Helsinki";

    public IReadOnlyList<HoursRule> Rules { get; init => field = value ?? []; } = [];
}

/// <summary>One rule of opening hours.</summary>
public sealed record HoursRule
{
    public HoursKind Kind { get; init; }

    /// <summary>First local day, inclusive; null = from ever.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last local day, inclusive; null = for ever.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Code of a holiday as <c>GoodFriday</c>; only for <see cref="HoursKind.Holiday"/>.</summary>
    public string? Holiday { get; init; }

    public LocalizedText Title { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>The state of the whole validity when there are no items (an exceptional closing).</summary>
    public HoursState State { get; init; }

    public IReadOnlyList<HoursItem> Items { get; init => field = value ?? []; } = [];
}

/// <summary>A span of days and hours. <see cref="To"/> 00:00 is the end of the day; ends are exclusive.</summary>
public sealed record HoursItem
{
    public DayOfWeek? DayFrom { get; init; }

    /// <summary>Last day, inclusive; null = the same day.</summary>
    public DayOfWeek? DayTo { get; init; }

    public TimeOnly From { get; init; }

    public TimeOnly To { get; init; }

    public WeekParity Weeks { get; init; }

    public HoursState State { get; init; }
}
