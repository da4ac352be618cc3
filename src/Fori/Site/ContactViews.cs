namespace Fori.Site;

/// <summary>A telephone number, ready to show and to call.</summary>
/// <param name="Display">As people write it, as <c>02 123 4567</c>.</param>
/// <param name="Href"><c>tel:</c> with the international number, or null when it cannot be called from everywhere.</param>
public sealed record PhoneView(string Display, string? Href)
{
    /// <summary>What the call costs, in words.</summary>
    public string? Charge { get; init; }

    /// <summary>Whose number it is or when it is answered.</summary>
    public Phrase? Information { get; init; }
}

/// <summary>An email address with what it is for.</summary>
public sealed record EmailView(string Address, Phrase? Information = null);

/// <summary>One address in lines.</summary>
public sealed record AddressView
{
    /// <summary>What the address is, as "Visiting address".</summary>
    public required string Heading { get; init; }

    /// <summary>Street with number; postal code with post office.</summary>
    public required IReadOnlyList<Phrase> Lines { get; init; }

    /// <summary>How to find the door.</summary>
    public Phrase? Information { get; init; }

    /// <summary>For machines; each null when not known.</summary>
    public string? Street { get; init; }

    public string? PostalCode { get; init; }

    public string? Locality { get; init; }

    /// <summary>A page that shows the way; null for none.</summary>
    public string? RouteUrl { get; init; }
}

/// <summary>Whether something is open at the moment the page was made for.</summary>
public enum OpenState
{
    Unknown,
    Open,
    Closed,
    ByAppointment,
}

/// <summary>Opening hours in words of the page's language, made for one day.</summary>
public sealed record HoursView
{
    public OpenState State { get; init; }

    /// <summary>"Open now", "Closed now".</summary>
    public required string StateWord { get; init; }

    /// <summary>Today in a sentence, as "Today 9–18, closes in two hours".</summary>
    public required string Sentence { get; init; }

    /// <summary>The ordinary week from Monday; empty when there is none.</summary>
    public IReadOnlyList<WeekdayHours> Week { get; init; } = [];

    public IReadOnlyList<ExceptionalHours> Exceptions { get; init; } = [];

    /// <summary>Further sentences, as season or reservation.</summary>
    public IReadOnlyList<Phrase> Notes { get; init; } = [];

    /// <summary>The same rules for machines (schema.org OpeningHoursSpecification).</summary>
    public IReadOnlyList<HoursSpan> Spans { get; init; } = [];
}

/// <remarks>
/// Day: Name of the day, as "Monday".<br/>
/// Hours: "9–18", "closed".
/// </remarks>
public sealed record WeekdayHours(string Day, string Hours, bool IsToday = false);

/// <summary>A day or span that differs from the ordinary week.</summary>
public sealed record ExceptionalHours(DateOnly From, DateOnly To, string Hours, Phrase? Title = null);

/// <summary>A span for machines. Closed all day when <see cref="Opens"/> is null.</summary>
public sealed record HoursSpan
{
    /// <summary>Null means every day of the validity.</summary>
    public DayOfWeek? Day { get; init; }

    public TimeOnly? Opens { get; init; }

    /// <summary>00:00 is the end of the day.</summary>
    public TimeOnly? Closes { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }
}

/// <summary>A place in a list: its name, where it is and whether it is open.</summary>
public sealed record PlaceCard(Phrase Name, string Url)
{
    /// <summary>What kind of place, in a word.</summary>
    public Phrase? Kind { get; init; }

    /// <summary>In one line.</summary>
    public Phrase? Address { get; init; }

    /// <summary>Only its state and sentence are shown.</summary>
    public HoursView? Hours { get; init; }

    /// <summary>As "350 m", when near something was asked.</summary>
    public string? Distance { get; init; }

    /// <summary>Its number on the map beside; null when it is not on the map.</summary>
    public int? Number { get; init; }

    public Phrase? Summary { get; init; }

    public PhoneView? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>What it is described with, each with its heading, as "Age: children, young people".</summary>
    public IReadOnlyList<(string Heading, string Text)> Facts { get; init; } = [];
}
