using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Organizations;

namespace Fori.Registers.Services;

/// <summary>Services and channels that belong together for somebody (Finnish: palvelukokonaisuus). PTV: ServiceCollection.</summary>
public sealed record ServiceCollection : DocumentBody
{
    [Field(FieldKind.Text, Title = true)]
    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Text, Summary = true)]
    public LocalizedText Summary { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.RichText)]
    public LocalizedText Description { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    [Field(FieldKind.Reference)]
    public Ref<Organization>? Organization { get; init; }

    [Field(FieldKind.Reference)]
    public IReadOnlyList<Ref<Service>> Services { get; init => field = value ?? []; } = [];

    [Field(FieldKind.Reference)]
    public IReadOnlyList<Ref<ServiceChannel>> Channels { get; init => field = value ?? []; } = [];
}
