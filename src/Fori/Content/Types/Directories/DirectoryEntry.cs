using System.Runtime.CompilerServices;
using Fori.Content.Links;
using Fori.Content.Types.Contacts;
using Fori.Documents;

namespace Fori.Content.Types.Directories;

/// <summary>Days of the week as people write them down, Monday first.</summary>
public enum Weekday
{
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// <summary>Where an entry is found.</summary>
public sealed record EntryAddress
{
    /// <summary>With the number.</summary>
    [Field(FieldKind.Text, MaxLength = 100, Order = 0)]
    public LocalizedText Street { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, MaxLength = 10, Order = 10)]
    public string? PostalCode { get; init; }

    [Field(FieldKind.Text, MaxLength = 60, Order = 20)]
    public LocalizedText Locality { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;
}

/// <summary>Days on which the hours are the same.</summary>
public sealed record EntryHoursRow
{
    [Field(FieldKind.Choice, Required = true, Order = 0)]
    public Weekday? From { get; init; }

    /// <summary>Last day, inclusive; null = the same day.</summary>
    [Field(FieldKind.Choice, Order = 10)]
    public Weekday? To { get; init; }

    [Field(FieldKind.Text, Required = true, Order = 20)]
    public TimeOnly? Opens { get; init; }

    /// <summary>00:00 is the end of the day.</summary>
    [Field(FieldKind.Text, Required = true, Order = 30)]
    public TimeOnly? Closes { get; init; }
}

/// <summary>Days that differ from the ordinary week.</summary>
public sealed record EntryException
{
    [Field(FieldKind.Date, Required = true, Order = 0)]
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive; null = the same day.</summary>
    [Field(FieldKind.Date, Order = 10)]
    public DateOnly? To { get; init; }

    /// <summary>Null, as <see cref="Closes"/>, for closed all day.</summary>
    [Field(FieldKind.Text, Order = 20)]
    public TimeOnly? Opens { get; init; }

    [Field(FieldKind.Text, Order = 30)]
    public TimeOnly? Closes { get; init; }

    [Field(FieldKind.Text, MaxLength = 60, Order = 40)]
    public LocalizedText Reason { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;
}

/// <summary>When an entry is open, at the municipality's clock.</summary>
public sealed record EntryHours
{
    [Field(FieldKind.Structure, Order = 0)]
    public IReadOnlyList<EntryHoursRow> Weekly { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, Order = 10)]
    public IReadOnlyList<EntryException> Exceptions { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Text, MaxLength = 150, Order = 20)]
    public LocalizedText Note { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;
}

/// <summary>A thing that stands in a directory and in no register: a club, a route, an artist.</summary>
public sealed record DirectoryEntry : TreeBody, ITreeLeaf
{
    /// <summary>Facet of the index: the directories in which an entry stands, by their ids.</summary>
    public const string DirectoryFacet = "directory";

    private static readonly ConditionalWeakTable<DirectoryEntry, OpeningHours> Calendars = [];

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<PageLink>> NoLinks = new Dictionary<string, IReadOnlyList<PageLink>>();

    /// <summary>The directory that it is in; its page stands below that one.</summary>
    [Field(FieldKind.Reference, Parent = true, Facet = true, Targets = [nameof(Directory)], Order = 4)]
    public override Ref<TreeBody>? Parent { get; init; }

    [Field(FieldKind.Reference, Unordered = true, Order = 12, Folded = true)]
    public IReadOnlyList<Ref<Directory>> OtherDirectories { get; init => field = value ?? []; } = [];

    /// <summary>Answers to the questions of its directories, as <c>age:children</c>.</summary>
    [Field(FieldKind.Text, Offer = DirectoryOffers.Values, Unordered = true, Order = 14)]
    public IReadOnlyList<string> FacetValues { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, Order = 20)]
    public EntryAddress? Address { get; init; }

    [Field(FieldKind.Structure, Order = 30)]
    public GeoPoint? Point { get; init; }

    [Field(FieldKind.Structure, Order = 40)]
    public EntryHours? Hours { get; init; }

    [Field(FieldKind.Structure, PersonalData = true, Order = 50)]
    public IReadOnlyList<ContactPhone> Phones { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Email, PersonalData = true, MaxLength = 254, Order = 60)]
    public string? Email { get; init; }

    /// <summary>Language → its own site and what else is to be read.</summary>
    [Field(FieldKind.Structure, Order = 70)]
    public IReadOnlyDictionary<string, IReadOnlyList<PageLink>> Links { get; init => field = value ?? NoLinks; } = NoLinks;

    protected override IEnumerable<(string Field, string Value)> OwnFacets() =>
    [
        .. base.OwnFacets(),
        .. OtherDirectories.Select(d => d.Id).Prepend(Parent?.Id).OfType<Guid>().Distinct().Select(id => (DirectoryFacet, id.ToString())),
        .. FacetValues.Select(v => v.Split(':', 2)).Where(v => v.Length == 2).Select(v => (FieldOf(v[0]), v[1])).Distinct(),
    ];

    /// <summary>Facet of the index for a question that a directory asks.</summary>
    /// <param name="key">Of the question, as <c>age</c>.</param>
    public static string FieldOf(string key) => "own-" + key;

    /// <summary>The hours as the registers have them; null when none are told. The same for the same body, since calendars are kept by it.</summary>
    public OpeningHours? ToOpeningHours() => Hours is null or { Weekly.Count: 0, Exceptions.Count: 0 } ? null : Calendars.GetValue(this, e => EntryFacts.HoursOf(e.Hours!)); // Looked at.
}
