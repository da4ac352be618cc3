using Fori.Content.Types.Positions;
using Fori.Site;

namespace Fori.Content.Types.People;

/// <summary>One person: what they answer for, how they are reached, and what they are elected to.</summary>
public sealed record PersonView : PageView
{
    public required Phrase Name { get; init; }

    public Phrase? JobTitle { get; init; }

    public RichPhrase? Tasks { get; init; }

    public NamedLink? Unit { get; init; }

    public IReadOnlyList<PhoneView> Phones { get; init; } = [];

    public string? Email { get; init; }

    public PictureView? Portrait { get; init; }

    public Phrase? Party { get; init; }

    public NamedLink? Superior { get; init; }

    public NamedLink? Assistant { get; init; }

    public IReadOnlyList<PositionView> Positions { get; init; } = [];

    /// <summary>Who sits in this person's place.</summary>
    public IReadOnlyList<PositionView> Deputies { get; init; } = [];

    public IReadOnlyList<PositionView> Former { get; init; } = [];

    public required DateOnly UpdatedOn { get; init; }
}

/// <summary>A person in a list.</summary>
public sealed record PersonCard(Phrase Name, string Url)
{
    public Phrase? JobTitle { get; init; }

    public NamedLink? Unit { get; init; }

    /// <summary>As "Town council, chair".</summary>
    public IReadOnlyList<Phrase> Positions { get; init; } = [];

    public PhoneView? Phone { get; init; }

    public string? Email { get; init; }

    public PictureView? Portrait { get; init; }
}

/// <summary>People and units: who answers, by name, task, unit or body.</summary>
public sealed record PeopleDirectoryView : PageView
{
    public required Phrase Heading { get; init; }

    public Phrase? Lead { get; init; }

    public required FilterForm Filters { get; init; }

    /// <summary>Units whose words fit, when words were asked.</summary>
    public IReadOnlyList<NamedLink> UnitsFound { get; init; } = [];

    public required int Total { get; init; }

    public IReadOnlyList<PersonCard> People { get; init; } = [];

    public Paging? Paging { get; init; }

    /// <summary>The organisation; empty where something was asked for.</summary>
    public IReadOnlyList<UnitNode> Units { get; init; } = [];

    public IReadOnlyList<BodyView> Bodies { get; init; } = [];
}
