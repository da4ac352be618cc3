namespace Fori.Site;

/// <summary>One service: is it for me, what do I need, what does it cost, how long does it take, where do I start.</summary>
public sealed record ServicePageView : PageView
{
    public required Phrase Name { get; init; }

    /// <summary>Other names by which it is known.</summary>
    public IReadOnlyList<Phrase> AlternativeNames { get; init; } = [];

    /// <summary>"Service", "Permit or obligation"; null when it says nothing to the reader.</summary>
    public string? Kind { get; init; }

    /// <summary>The summary.</summary>
    public Phrase? Lead { get; init; }

    public RichPhrase? Description { get; init; }

    /// <summary>For whom, in the words of editors.</summary>
    public RichPhrase? WhoFor { get; init; }

    /// <summary>On what conditions; and for whom, as long as <see cref="WhoFor"/> says nothing.</summary>
    public RichPhrase? Requirements { get; init; }

    public RichPhrase? WhatYouNeed { get; init; }

    public IReadOnlyList<ServiceStepView> Steps { get; init; } = [];

    /// <summary>What is otherwise for some.</summary>
    public RichPhrase? SpecialCases { get; init; }

    /// <summary>What to do.</summary>
    public RichPhrase? UserInstruction { get; init; }

    /// <summary>"Free of charge", "Chargeable"; null when not known.</summary>
    public string? ChargeWord { get; init; }

    public RichPhrase? ChargeInformation { get; init; }

    public RichPhrase? Deadline { get; init; }

    public RichPhrase? ProcessingTime { get; init; }

    /// <summary>How long it takes, in a sentence.</summary>
    public Phrase? ProcessingShort { get; init; }

    public RichPhrase? ValidityTime { get; init; }

    /// <summary>Doing the business online; the first is the main button of the page.</summary>
    public IReadOnlyList<OnlineStart> Online { get; init; } = [];

    public IReadOnlyList<FormDownload> Forms { get; init; } = [];

    public IReadOnlyList<PhoneChannel> Phones { get; init; } = [];

    /// <summary>Places where one is served, with their hours today.</summary>
    public IReadOnlyList<PlaceCard> Visits { get; init; } = [];

    /// <summary>Web pages that tell more.</summary>
    public IReadOnlyList<NamedLink> WebPages { get; init; } = [];

    public NamedLink? Responsible { get; init; }

    public IReadOnlyList<NamedLink> OtherResponsible { get; init; } = [];

    /// <summary>Who produces it, a sentence each.</summary>
    public IReadOnlyList<Phrase> Producers { get; init; } = [];

    /// <summary>Where it is given, in words; null when it is not limited.</summary>
    public Phrase? Area { get; init; }

    /// <summary>Languages of service, in words.</summary>
    public string? ServiceLanguages { get; init; }

    public IReadOnlyList<NamedLink> Classes { get; init; } = [];

    public IReadOnlyList<NamedLink> TargetGroups { get; init; } = [];

    public IReadOnlyList<NamedLink> LifeEvents { get; init; } = [];

    public IReadOnlyList<NamedLink> Legislation { get; init; } = [];

    public IReadOnlyList<NamedLink> Vouchers { get; init; } = [];

    public IReadOnlyList<NamedLink> Related { get; init; } = [];

    /// <summary>Name of the national description from which the marked texts come; null when none is used.</summary>
    public Phrase? GeneralDescription { get; init; }

    /// <summary>Some of its texts are those of the national description.</summary>
    internal bool IsInherited =>
        new[] { Description, Requirements, UserInstruction, ChargeInformation, Deadline, ProcessingTime, ValidityTime }.Any(t => t?.IsInherited == true);

    public IReadOnlyList<Provenance> Provenance { get; init; } = [];

    public DateOnly? UpdatedOn { get; init; }
}

/// <summary>A step of getting a service.</summary>
public sealed record ServiceStepView(Phrase Title)
{
    public RichPhrase? Text { get; init; }

    public Phrase? Duration { get; init; }
}

/// <summary>A place on the web where the business is done.</summary>
public sealed record OnlineStart(Phrase Name, string Url)
{
    public Phrase? Description { get; init; }

    /// <summary>What one needs, as "Strong identification"; ready in words.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Its own page on this site; null when it has none.</summary>
    public string? PageUrl { get; init; }

    public NamedLink? AccessibilityStatement { get; init; }
}

/// <summary>A form to print, with its files.</summary>
public sealed record FormDownload(Phrase Name, IReadOnlyList<FileLink> Files)
{
    /// <summary>The form's own number or code.</summary>
    public Phrase? Identifier { get; init; }

    /// <summary>Where to send it.</summary>
    public AddressView? Delivery { get; init; }

    public string? PageUrl { get; init; }
}

/// <remarks>
/// Kind: "PDF".<br/>
/// Language: BCP 47 of the file.<br/>
/// Size: In words, as "120 kB"; null when not known.
/// </remarks>
public sealed record FileLink(Phrase Name, string Url, string? Kind, string? Language = null, string? Size = null);

/// <summary>Telephone service with its numbers and hours.</summary>
public sealed record PhoneChannel(Phrase Name, IReadOnlyList<PhoneView> Numbers)
{
    public HoursView? Hours { get; init; }

    public string? PageUrl { get; init; }
}
