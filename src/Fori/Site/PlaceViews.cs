using Fori.Ui;

namespace Fori.Site;

/// <summary>Records as a list, with the map of the same query beside.</summary>
public abstract record ListPageView : PageView
{
    public required Phrase Heading { get; init; }

    public Phrase? Lead { get; init; }

    public FilterForm? Filters { get; init; }

    public required int Total { get; init; }

    public IReadOnlyList<PlaceCard> Places { get; init; } = [];

    public Paging? Paging { get; init; }

    /// <summary>Null when nothing on the list has a point.</summary>
    public MapView? Map { get; init; }

    /// <summary>The same query as files: CSV, JSON, GeoJSON.</summary>
    public IReadOnlyList<NamedLink> Downloads { get; init; } = [];
}

/// <summary>The places of the register.</summary>
public sealed record PlaceDirectoryView : ListPageView;

/// <summary>What tells of something that lies somewhere: is it open, where is it, whom do I ask.</summary>
public abstract record LocatedView : PageView
{
    public required Phrase Name { get; init; }

    public Phrase? Lead { get; init; }

    public HoursView? Hours { get; init; }

    public IReadOnlyList<AddressView> Addresses { get; init; } = [];

    /// <summary>WGS 84, degrees; null when not known.</summary>
    public Documents.GeoPoint? Point { get; init; }

    /// <summary>A page that shows the way there; null for none.</summary>
    public string? RouteUrl { get; init; }

    public MapView? Map { get; init; }

    public IReadOnlyList<PhoneView> Phones { get; init; } = [];

    public IReadOnlyList<EmailView> Emails { get; init; } = [];

    public IReadOnlyList<NamedLink> WebPages { get; init; } = [];
}

/// <summary>One place: is it open, where is it, how do I get in, what is done there.</summary>
public sealed record PlacePageView : LocatedView
{
    public IReadOnlyList<Phrase> AlternativeNames { get; init; } = [];

    public Phrase? Kind { get; init; }

    /// <summary>What editors say of it; null when they say nothing.</summary>
    public Content.Layers.PresentationView? Presentation { get; init; }

    public RichPhrase? Description { get; init; }

    /// <summary>Sentences under headings, as "The route to the main entrance".</summary>
    public IReadOnlyList<SentenceGroup> Accessibility { get; init; } = [];

    public IReadOnlyList<EntranceView> Entrances { get; init; } = [];

    /// <summary>Services given here; the note is the offer's fee or conditions.</summary>
    public IReadOnlyList<NamedLink> Services { get; init; } = [];

    public PhotoView? Photo { get; init; }

    public NamedLink? Responsible { get; init; }

    public string? ServiceLanguages { get; init; }

    public IReadOnlyList<Provenance> Provenance { get; init; } = [];

    public DateOnly? UpdatedOn { get; init; }
}

public sealed record SentenceGroup(Phrase Heading, IReadOnlyList<Phrase> Sentences);

public sealed record EntranceView(Phrase Name, bool IsMain, IReadOnlyList<SentenceGroup> Groups);

/// <remarks>
/// Alternative: For those who do not see it; empty when it is decoration.<br/>
/// Credit: Author and licence in one line.
/// </remarks>
public sealed record PhotoView(string Url, Phrase Alternative, string? Credit, int Width, int Height);
