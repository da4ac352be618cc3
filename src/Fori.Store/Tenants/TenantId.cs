namespace Fori.Store;

/// <summary>A municipality in this installation, by its number in the database. Another installation gives it another number.</summary>
public readonly record struct TenantId(int Number)
{
    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A municipality as the store knows it: its number and its name, lower-case letters, digits and hyphens.</summary>
public sealed record Tenant(TenantId Id, string Name, DateTimeOffset CreatedAt);
