namespace Fori.Registers;

/// <summary>How wide a service, channel or organisation reaches. PTV v11: areaType.</summary>
public enum AreaType
{
    Nationwide,
    NationwideExceptAlandIslands,
    LimitedType,
}

/// <summary>A limited area: codes of one kind. PTV v11: areas.</summary>
public sealed record Area
{
    /// <summary>Municipality, Region, BusinessSubRegion, HospitalDistrict or WellbeingServiceCounties.</summary>
    public string? Kind { get; init; }

    public IReadOnlyList<string> Codes { get; init => field = value ?? []; } = [];
}
