namespace Fori.Registers.Profiles;

/// <summary>An item of a codelist, as the validation rules need it.</summary>
public sealed record CodeItem
{
    public required string Scheme { get; init; }

    /// <summary>The code, as <c>P2.3</c> or <c>529</c>; for a concept without a code its URI.</summary>
    public required string Code { get; init; }

    public string? Uri { get; init; }

    /// <summary>Code or URI of the broader item; null at the top.</summary>
    public string? Parent { get; init; }

    /// <summary>Out of use: readable, not choosable.</summary>
    public bool IsExpired { get; init; }
}

/// <summary>Finds items of the codelists that a municipality has taken into use.</summary>
public interface ICodeLookup
{
    /// <param name="scheme">As <c>ptv-service-class</c>.</param>
    /// <param name="value">Code, URI or an old URI of the item.</param>
    /// <returns>Null when there is no such item.</returns>
    CodeItem? Find(string scheme, string value);
}
