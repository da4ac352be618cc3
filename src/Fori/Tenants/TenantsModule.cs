using Fori.Documents;

namespace Fori.Tenants;

/// <summary>What a tenant is: its settings.</summary>
public static class TenantsModule
{
    public static IReadOnlyList<DocumentType> Types { get; } = [DocumentType.Of(BodyJson.Default.Municipality)];
}
