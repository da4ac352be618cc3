using Fori.Content.Types.People;
using Fori.Documents;
using Fori.Registers.Organizations;

namespace Fori.Content.Types.Positions;

/// <summary>What somebody is in a body, in the order in which members are listed.</summary>
public enum BodyRole
{
    Chair,
    FirstViceChair,
    SecondViceChair,
    Member,

    /// <summary>Of a member (Finnish: varajäsen, Kuntalaki 410/2015, 17 §).</summary>
    Deputy,
    Presenter,
    Secretary,
}

/// <summary>
/// What a person is in a body of the municipality, and for how long (KADA: position_of_trust; Finnish: luottamustoimi). One that has
/// ended stays, and is shown as history.
/// </summary>
public sealed record Position : DocumentBody
{
    /// <summary>For editors' lists: who, and where.</summary>
    [Field(FieldKind.Text, Title = true, ByMachine = true, Internal = true, PersonalData = true)]
    public LocalizedText Label { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Reference, Required = true, Facet = true, Order = 0)]
    public Ref<Person>? Person { get; init; }

    /// <summary>The council, a board or committee that the register of organisations has.</summary>
    [Field(FieldKind.Reference, Facet = true, Order = 10)]
    public Ref<Organization>? Body { get; init; }

    /// <summary>What the body is called, when no register has it.</summary>
    [Field(FieldKind.Text, MaxLength = 120, Order = 20)]
    public LocalizedText BodyName { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Choice, Required = true, Facet = true, Order = 30)]
    public BodyRole? Role { get; init; }

    /// <summary>First day.</summary>
    [Field(FieldKind.Date, Required = true, Order = 40)]
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive; null while no end is known.</summary>
    [Field(FieldKind.Date, Order = 50)]
    public DateOnly? Until { get; init; }

    /// <summary>Of a personal deputy: the member in whose place this person sits.</summary>
    [Field(FieldKind.Reference, Order = 60)]
    public Ref<Person>? DeputyOf { get; init; }

    /// <summary>It has begun, and has not ended.</summary>
    public bool IsOn(DateOnly day) => (From is null || From <= day) && (Until is null || Until >= day);
}
