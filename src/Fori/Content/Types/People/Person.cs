using Fori.Content.Types.Contacts;
using Fori.Content.Types.MediaItems;
using Fori.Documents;
using Fori.Registers.Organizations;

namespace Fori.Content.Types.People;

public enum PersonKind
{
    /// <summary>In the municipality's service (Finnish: viranhaltija tai työntekijä).</summary>
    Employee,

    /// <summary>In a position of trust (Finnish: luottamushenkilö).</summary>
    Elected,
}

/// <summary>
/// Somebody who works for the municipality or is elected to its bodies (KADA: person). Each says which of phone, email and
/// portrait everybody may see; a home address and a private phone have no place here at all.
/// </summary>
/// <remarks>What is not opened leaves with <see cref="DocumentType.Public"/>, before any page, interface or index of the public is made.</remarks>
public sealed record Person : DocumentBody
{
    /// <summary>The name once more in every language of the municipality, since addresses and lists go by language.</summary>
    [Field(FieldKind.Text, Title = true, ByMachine = true, PersonalData = true)]
    public LocalizedText Title { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>As it is said: given name first.</summary>
    [Field(FieldKind.Text, Required = true, MaxLength = 120, PersonalData = true, Order = 0)]
    public string? Name { get; init; }

    [Field(FieldKind.Choice, Required = true, Facet = true, Unordered = true, Order = 10)]
    public IReadOnlyList<PersonKind> Kinds { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Text, Summary = true, MaxLength = 120, Order = 20)]
    public LocalizedText JobTitle { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>What people come to this person for.</summary>
    [Field(FieldKind.Text, MaxLength = 600, HasLines = true, Order = 30)]
    public LocalizedText Tasks { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Reference, Facet = true, Order = 40)]
    public Ref<Organization>? Unit { get; init; }

    /// <summary>Of the office.</summary>
    [Field(FieldKind.Structure, PersonalData = true, PublicWhen = nameof(ShowPhones), Order = 50)]
    public IReadOnlyList<ContactPhone> Phones { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Flag, Internal = true, Order = 51)]
    public bool? ShowPhones { get; init; }

    /// <summary>Of the office.</summary>
    [Field(FieldKind.Email, MaxLength = 254, PersonalData = true, PublicWhen = nameof(ShowEmail), Order = 60)]
    public string? Email { get; init; }

    [Field(FieldKind.Flag, Internal = true, Order = 61)]
    public bool? ShowEmail { get; init; }

    [Field(FieldKind.Reference, Picture = true, PersonalData = true, PublicWhen = nameof(ShowPortrait), Order = 70)]
    public Ref<Media>? Portrait { get; init; }

    [Field(FieldKind.Flag, Internal = true, Order = 71)]
    public bool? ShowPortrait { get; init; }

    /// <summary>Of the elected: the list on which they stood.</summary>
    [Field(FieldKind.Text, MaxLength = 120, Order = 80)]
    public LocalizedText Party { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Reference, Order = 90, Folded = true)]
    public Ref<Person>? Superior { get; init; }

    /// <summary>Who answers for this person.</summary>
    [Field(FieldKind.Reference, Order = 95, Folded = true)]
    public Ref<Person>? Assistant { get; init; }

    /// <summary>The last part of the address; empty follows the name. A change leaves a redirect.</summary>
    [Field(FieldKind.Text, Slug = true, Order = 300, Folded = true)]
    public LocalizedText Slug { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;
}
