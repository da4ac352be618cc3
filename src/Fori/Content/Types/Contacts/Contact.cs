using Fori.Content.Types.Sections;
using Fori.Documents;

namespace Fori.Content.Types.Contacts;

/// <summary>A telephone number as an editor writes it.</summary>
public sealed record ContactPhone
{
    /// <summary>As people write it: <c>02 330 000</c> or <c>+358 2 330 000</c>.</summary>
    [Field(FieldKind.Phone, Required = true, MaxLength = 40)]
    public string? Number { get; init; }

    /// <summary>Whose number it is, when it is answered, what a call costs.</summary>
    [Field(FieldKind.Text, MaxLength = 120)]
    public LocalizedText Note { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;
}

/// <summary>A contact that is written once and shown anywhere (KADA: field_contact_information).</summary>
public sealed record Contact : SectionedBody
{
    /// <summary>Who or what answers.</summary>
    [Field(FieldKind.Text, Title = true, Required = true, MaxLength = 120, Order = 0)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, Summary = true, MaxLength = 120, Order = 10)]
    public LocalizedText Role { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Structure, Order = 20)]
    public IReadOnlyList<ContactPhone> Phones { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Email, MaxLength = 254, Order = 30)]
    public string? Email { get; init; }

    /// <summary>When it is answered, in words.</summary>
    [Field(FieldKind.Text, MaxLength = 300, HasLines = true, Order = 40)]
    public LocalizedText Hours { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, MaxLength = 300, HasLines = true, Order = 50)]
    public LocalizedText Address { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    /// <summary>A form or a page of its own.</summary>
    [Field(FieldKind.Url, Order = 60)]
    public string? Link { get; init; }
}
