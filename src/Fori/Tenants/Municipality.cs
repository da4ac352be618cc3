using Fori.Documents;

namespace Fori.Tenants;

/// <summary>A colour of a theme in light and dark mode, as #rrggbb.</summary>
public sealed record ColourPair(string Light, string Dark);

/// <summary>The look of a municipality; see docs of the theme for what each colour is for.</summary>
public sealed record ThemeSettings
{
    public string? Name { get; init; }

    /// <summary>Token as <c>brand</c> → colours.</summary>
    public IReadOnlyDictionary<string, ColourPair>? Colours { get; init; }

    /// <summary>Rounding of corners in pixels.</summary>
    public int? Radius { get; init; }
}

/// <summary>A link of the front page to what most come for.</summary>
public sealed record TopTask
{
    public LocalizedText Label { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>The document behind it, of any type with pages.</summary>
    public string? System { get; init; }

    public string? Key { get; init; }

    /// <summary>An address instead of a document.</summary>
    public string? Url { get; init; }
}

/// <summary>The foot of every page.</summary>
public sealed record ContactSettings
{
    public LocalizedText Address { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    public PhoneNumber? Phone { get; init; }

    public string? Email { get; init; }

    public LocalizedText Hours { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;
}

/// <summary>How a source is called where residents read from whom a fact is.</summary>
public sealed record SourceSettings
{
    /// <summary>Its machine name, as in <c>import --name</c> and in the interface.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>As within a sentence: "the municipality's register of places".</summary>
    public LocalizedText Title { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;
}

/// <summary>
/// What the accessibility statement says of the site, where it differs from the default text (act 306/2019, chapter 3;
/// directive (EU) 2016/2102, article 7; model statement: implementing decision (EU) 2018/1523).
/// </summary>
public sealed record AccessibilitySettings
{
    /// <summary>True: the site meets the demands in whole. Null and false: in part, as long as nobody has assessed it.</summary>
    public bool? IsFull { get; init; }

    /// <summary>What is not accessible, why, and what to do instead; a line each.</summary>
    public LocalizedText Deficiencies { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>The day on which the statement was made or looked over; null is not told.</summary>
    public DateOnly? ReviewedOn { get; init; }

    /// <summary>Who assessed the site, as within a sentence; empty is the municipality itself.</summary>
    public LocalizedText AssessedBy { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>Where feedback on accessibility goes; null is the address in the contacts.</summary>
    public string? Email { get; init; }
}

/// <summary>
/// Settings of a tenant, itself a document with history: name, languages, hosts, look, front page. One per tenant,
/// from the source <c>local</c> with the key <c>municipality</c>.
/// </summary>
public sealed record Municipality : DocumentBody
{
    public const string Key = "municipality";

    [Field(FieldKind.Text, Title = true)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>BCP 47 in the order of fallback; the first is the main language.</summary>
    [Field(FieldKind.Text)]
    public IReadOnlyList<string> Languages { get; init => field = value ?? []; } = [];

    /// <summary>Host names without port that show this tenant; the first is its own.</summary>
    [Field(FieldKind.Text)]
    public IReadOnlyList<string> Hosts { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public ThemeSettings? Theme { get; init; }

    /// <summary>SVG text; null shows the name.</summary>
    [Field(FieldKind.Structure)]
    public string? Logo { get; init; }

    [Field(FieldKind.Structure)]
    public ContactSettings? Contact { get; init; }

    [Field(FieldKind.Structure)]
    public IReadOnlyList<TopTask> TopTasks { get; init => field = value ?? []; } = [];

    /// <summary>Own map as GeoJSON text (RFC 7946).</summary>
    [Field(FieldKind.Structure)]
    public string? Map { get; init; }

    /// <summary>Its own organisation in the registers.</summary>
    [Field(FieldKind.Reference)]
    public Ref<Registers.Organizations.Organization>? Organization { get; init; }

    /// <summary>Names of tenants whose registers are shown here as adapted copies.</summary>
    [Field(FieldKind.Structure)]
    public IReadOnlyList<string> Adopts { get; init => field = value ?? []; } = [];

    /// <summary>Names of sources for residents; one that is not here is called by its kind.</summary>
    [Field(FieldKind.Structure)]
    public IReadOnlyList<SourceSettings> Sources { get; init => field = value ?? []; } = [];

    /// <summary>Null: the statement says the default text.</summary>
    [Field(FieldKind.Structure)]
    public AccessibilitySettings? Accessibility { get; init; }

    /// <summary>Address of the licence of the open data; null is Creative Commons Attribution 4.0 (JHS 189).</summary>
    [Field(FieldKind.Structure)]
    public string? DataLicence { get; init; }

    /// <summary>
    /// Sites of others whose videos are shown within pages once the visitor starts them: <c>youtube</c>, <c>vimeo</c>. Empty: there are links to them.
    /// </summary>
    [Field(FieldKind.Structure)]
    public IReadOnlyList<string> VideoHosts { get; init => field = value ?? []; } = [];

    /// <summary>Fields that it added to types of content by itself.</summary>
    [Field(FieldKind.Structure)]
    public IReadOnlyList<Content.OwnFields.OwnField> OwnFields { get; init => field = value ?? []; } = [];

    /// <summary>Its contents are invented; said on every page.</summary>
    [Field(FieldKind.Flag)]
    public bool? IsDemonstration { get; init; }
}
