using Fori.Store;

namespace Fori.Web.Access;

/// <summary>A person of the staff while the framework's identity works on it; <see cref="Row"/> is replaced, never changed.</summary>
internal sealed class StaffAccount(UserRow row)
{
    public UserRow Row { get; set; } = row;
}

/// <summary>The municipality in whose staff a scope looks people up. Set once, before anything else of the scope is asked.</summary>
internal sealed class StaffScope
{
    private TenantId? _tenant;

    /// <summary>Who is signed in, and by which session; null when nobody is.</summary>
    public (Guid User, Guid Session)? Session { get; set; }

    /// <summary>What the browser says of itself.</summary>
    public string Device { get; set; } = "";

    /// <summary>The address that the request comes from.</summary>
    public string Origin { get; set; } = "";

    /// <summary>The same, as attempts are counted: a household in IPv6 has many addresses.</summary>
    public string Network { get; set; } = "";

    /// <exception cref="InvalidOperationException">Nobody has said yet whose staff is meant, or another is meant now.</exception>
    public TenantId Tenant
    {
        get => _tenant ?? throw new InvalidOperationException("No municipality was set for this scope's staff.");
        set => _tenant = _tenant is null || _tenant == value ? value : throw new InvalidOperationException($"The scope is of {_tenant}, not of {value}.");
    }
}
