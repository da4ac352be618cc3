using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Services;

namespace Fori.Registers.Connections;

/// <summary>A further property of a connection, by PTV's own types and codes. PTV v11: extraTypes.</summary>
public sealed record ConnectionExtra
{
    public string? Kind { get; init; }

    public string? Code { get; init; }

    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    public LocalizedText Description { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;
}

/// <summary>
/// A service joined to a channel (Finnish: liitos), with what is different for this service there. Present hours and
/// contacts override the channel's. PTV: Connection; its key is "serviceId/channelId".
/// </summary>
public sealed record Connection : DocumentBody
{
    [Field(FieldKind.Reference)]
    public Ref<Service>? Service { get; init; }

    [Field(FieldKind.Reference)]
    public Ref<ServiceChannel>? Channel { get; init; }

    [Field(FieldKind.Choice)]
    public ServiceChargeType? ChargeType { get; init; }

    [Field(FieldKind.Text)]
    public LocalizedText Description { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text)]
    public LocalizedText ChargeInfo { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Structure)]
    public OpeningHours? Hours { get; init; }

    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<PhoneNumber> Phones { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure, PersonalData = true)]
    public IReadOnlyList<EmailAddress> Emails { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<WebLink> WebPages { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<Address> Addresses { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Structure)]
    public IReadOnlyList<ConnectionExtra> Extras { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Code)]
    public IReadOnlyList<Code> DigitalAuthorizations { get; init => field = value ?? []; } = [];
}
