namespace Fori.Site;

/// <summary>What was found for a query, over all types.</summary>
public sealed record SearchPageView : PageView
{
    /// <summary>As typed; empty before anything was asked.</summary>
    public required string Query { get; init; }

    public required int Total { get; init; }

    /// <summary>Nothing was found by the words alone, without a filter.</summary>
    public bool IsMissed { get; init; }

    public IReadOnlyList<SearchHit> Hits { get; init; } = [];

    public FilterForm? Filters { get; init; }

    /// <summary>A query that would find more; null when there is none.</summary>
    public NamedLink? DidYouMean { get; init; }

    public Paging? Paging { get; init; }

    /// <summary>Shown when nothing was found: likely pages, topics.</summary>
    public IReadOnlyList<NamedLink> Likely { get; init; } = [];
}

/// <remarks>Kind: The type in a word, as "Service".</remarks>
public sealed record SearchHit(Phrase Title, string Url, string Kind)
{
    public Phrase? Summary { get; init; }

    /// <summary>Facts in words: address, open now.</summary>
    public IReadOnlyList<Phrase> Facts { get; init; } = [];
}

/// <summary>One way to use services: online, a form, by phone, a web page.</summary>
public sealed record ChannelPageView : PageView
{
    public required Phrase Name { get; init; }

    /// <summary>"Online service", "Form", "Telephone service".</summary>
    public required string Kind { get; init; }

    public Phrase? Lead { get; init; }

    public RichPhrase? Description { get; init; }

    public OnlineStart? Online { get; init; }

    public FormDownload? Form { get; init; }

    public IReadOnlyList<PhoneView> Phones { get; init; } = [];

    public IReadOnlyList<PhoneView> SupportPhones { get; init; } = [];

    public IReadOnlyList<EmailView> SupportEmails { get; init; } = [];

    public HoursView? Hours { get; init; }

    /// <summary>How well it follows the accessibility law, in sentences.</summary>
    public IReadOnlyList<Phrase> Accessibility { get; init; } = [];

    public IReadOnlyList<NamedLink> Services { get; init; } = [];

    public NamedLink? Responsible { get; init; }

    public IReadOnlyList<Provenance> Provenance { get; init; } = [];

    public DateOnly? UpdatedOn { get; init; }
}

/// <summary>A unit or office with its contacts.</summary>
public sealed record OrganizationPageView : PageView
{
    public required Phrase Name { get; init; }

    public Phrase? Lead { get; init; }

    /// <summary>What editors say of it; null when they say nothing.</summary>
    public Content.Layers.PresentationView? Presentation { get; init; }

    public RichPhrase? Description { get; init; }

    public IReadOnlyList<AddressView> Addresses { get; init; } = [];

    public IReadOnlyList<PhoneView> Phones { get; init; } = [];

    public IReadOnlyList<EmailView> Emails { get; init; } = [];

    public IReadOnlyList<NamedLink> WebPages { get; init; } = [];

    /// <summary>Business id and electronic invoicing: name and value.</summary>
    public IReadOnlyList<(string Name, string Value)> Identifiers { get; init; } = [];

    public NamedLink? Parent { get; init; }

    /// <summary>Who works there, with what they do.</summary>
    public IReadOnlyList<NamedLink> People { get; init; } = [];

    /// <summary>Of a body: who sits in it; null for any other unit.</summary>
    public Content.Types.Positions.BodyView? Seats { get; init; }

    public IReadOnlyList<NamedLink> Units { get; init; } = [];

    public IReadOnlyList<NamedLink> Services { get; init; } = [];

    public IReadOnlyList<PlaceCard> Places { get; init; } = [];

    public IReadOnlyList<Provenance> Provenance { get; init; } = [];

    public DateOnly? UpdatedOn { get; init; }
}

/// <summary>The whole organisation as a list, with a phone and an address each.</summary>
public sealed record ContactDirectoryView : PageView
{
    public required Phrase Heading { get; init; }

    public Phrase? Lead { get; init; }

    public FilterForm? Filters { get; init; }

    public IReadOnlyList<UnitNode> Units { get; init; } = [];
}

public sealed record UnitNode(NamedLink Link, IReadOnlyList<UnitNode> Children)
{
    /// <summary>Of the unit's document.</summary>
    public Guid Id { get; init; }

    public PhoneView? Phone { get; init; }

    public EmailView? Email { get; init; }
}

/// <summary>A page of running text about the site itself.</summary>
public sealed record TextPageView : PageView
{
    public required Phrase Heading { get; init; }

    public Phrase? Lead { get; init; }

    public IReadOnlyList<TextSection> Sections { get; init; } = [];
}

public sealed record TextSection(Phrase Heading)
{
    public IReadOnlyList<Phrase> Paragraphs { get; init; } = [];

    /// <summary>A list after the paragraphs.</summary>
    public IReadOnlyList<Phrase> Items { get; init; } = [];

    /// <summary>After the list.</summary>
    public IReadOnlyList<NamedLink> Links { get; init; } = [];
}

/// <summary>404: nothing was ever here, or we do not know.</summary>
public sealed record NotFoundView : PageView
{
    public IReadOnlyList<NamedLink> Likely { get; init; } = [];
}

/// <summary>410: it was here and was withdrawn.</summary>
public sealed record GoneView : PageView
{
    /// <summary>What it was called, when that may still be said.</summary>
    public Phrase? Name { get; init; }

    public DateOnly? WithdrawnOn { get; init; }

    /// <summary>What took its place.</summary>
    public NamedLink? Successor { get; init; }

    public IReadOnlyList<NamedLink> Likely { get; init; } = [];
}

/// <summary>503: the site cannot answer now.</summary>
public sealed record ErrorView : PageView
{
    /// <summary>By which the operator finds it in the log; null for none.</summary>
    public string? Reference { get; init; }
}

/// <summary>The municipalities of one installation.</summary>
public sealed record IndexPageView : PageView
{
    public required Phrase Heading { get; init; }

    public Phrase? Lead { get; init; }

    public IReadOnlyList<TenantCard> Tenants { get; init; } = [];

    /// <summary>Null outside the demonstration.</summary>
    public OpenAdmins? LogIns { get; init; }

    /// <summary>For developers and operators: documentation, interfaces.</summary>
    public IReadOnlyList<NamedLink> Links { get; init; } = [];
}

/// <summary>The way into the admin for everybody: only in the demonstration.</summary>
/// <param name="Admins">The admin of each municipality, which lists its people.</param>
public sealed record OpenAdmins(string Password, IReadOnlyList<NamedLink> Admins);

/// <remarks>Languages: Front pages by language, each in its own tongue.</remarks>
public sealed record TenantCard(string Name, string Url, IReadOnlyList<LanguageLink> Languages)
{
    public Phrase? Summary { get; init; }

    public LogoView? Logo { get; init; }
}
