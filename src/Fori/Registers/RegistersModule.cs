using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;

namespace Fori.Registers;

/// <summary>The core data registers: what is in them.</summary>
public static class RegistersModule
{
    public static IReadOnlyList<DocumentType> Types { get; } =
    [
        DocumentType.Of(BodyJson.Default.Service, "services", LocalizedText.Of(("fi", "palvelut"), ("sv", "tjanster"), ("en", "services"))),
        DocumentType.Of(BodyJson.Default.ServiceChannel, "channels", LocalizedText.Of(("fi", "asiointikanavat"), ("sv", "servicekanaler"), ("en", "channels"))),
        DocumentType.Of(BodyJson.Default.Place, "places", LocalizedText.Of(("fi", "paikat"), ("sv", "platser"), ("en", "places"))),
        DocumentType.Of(BodyJson.Default.Organization, "organizations", LocalizedText.Of(("fi", "organisaatiot"), ("sv", "organisationer"), ("en", "organizations"))),
        DocumentType.Of(BodyJson.Default.Connection),
        DocumentType.Of(BodyJson.Default.ServiceOffer),
        DocumentType.Of(BodyJson.Default.ServiceCollection),
        DocumentType.Of(BodyJson.Default.GeneralDescription),
    ];
}
