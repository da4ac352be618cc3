using System.Text.Json.Serialization;

namespace Fori.Store.Erasure;

/// <summary>What is to be erased: a text wherever it is, or a field. The other members narrow it.</summary>
public sealed record EraseRequest
{
    public const int ShortestText = 3;

    /// <summary>A person's name, number or address; null to erase a field whatever is in it.</summary>
    public string? Text { get; init; }

    public string? Source { get; init; }

    /// <summary>The record's key in <see cref="Source"/>.</summary>
    public string? Key { get; init; }

    public Guid? Document { get; init; }

    /// <summary>Name of a top-level member.</summary>
    public string? Field { get; init; }

    /// <summary>One language of a localised <see cref="Field"/>; null is all.</summary>
    public string? Language { get; init; }
}

/// <summary>A field, or one language of it (<c>*</c> is all), in a version of what a source said.</summary>
public sealed record ErasedContribution(string Source, string Key, int Version, string Field, string Language);

/// <summary>A field that is not taken from the source's record again.</summary>
public sealed record ErasedArrival(string Source, string Key, string Field, string Language);

public sealed record ErasedVersion(Guid Document, int Version, string Field, string Language);

/// <summary>Identifiers of one system, by which the document was known.</summary>
public sealed record ErasedName(Guid Document, string System);

/// <summary>A document's addresses in a language.</summary>
public sealed record ErasedAddress(Guid Document, string Language);

public sealed record ErasedQuarantine(Guid Run, long Ordinal);

/// <summary>A form that somebody was writing; it goes whole.</summary>
public sealed record ErasedAutosave(Guid Person, Guid Document, Guid Tab);

public sealed record ErasedNote(Guid Document, int Version);

/// <summary>
/// Where a text or field was when it was erased, but not what it was: enough to erase it again in an older copy of the
/// store, in which the same version has the same number.
/// </summary>
public sealed record ErasedParts
{
    public required Guid Id { get; init; }

    /// <summary>Nothing that was written later is touched when it is repeated.</summary>
    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<ErasedContribution> Contributions { get; init; }

    public required IReadOnlyList<ErasedArrival> Arrivals { get; init; }

    public required IReadOnlyList<ErasedVersion> Versions { get; init; }

    public required IReadOnlyList<ErasedName> Names { get; init; }

    public required IReadOnlyList<ErasedAddress> Addresses { get; init; }

    public required IReadOnlyList<ErasedQuarantine> Quarantine { get; init; }

    public required IReadOnlyList<ErasedNote> Notes { get; init; }

    public required IReadOnlyList<Guid> Decisions { get; init; }

    public required IReadOnlyList<Guid> Runs { get; init; }

    public required IReadOnlyList<Guid> Accesses { get; init; }

    /// <summary>Absent in lines of the register from before forms were kept.</summary>
    public IReadOnlyList<ErasedAutosave> Autosaves { get; init; } = [];

    /// <summary>What was said about documents; lines of before there were remarks have none.</summary>
    public IReadOnlyList<Guid> Remarks { get; init => field = value ?? []; } = [];

    /// <summary>People of the staff who were removed. Not in lines of before they were searched.</summary>
    public IReadOnlyList<Guid> Users { get; init; } = [];

    /// <summary>Letters of the outbox.</summary>
    public IReadOnlyList<Guid> Letters { get; init; } = [];

    [JsonIgnore]
    public int Count => Contributions.Count + Versions.Count + Names.Count + Addresses.Count + Quarantine.Count + Notes.Count + Decisions.Count + Runs.Count + Accesses.Count
        + Users.Count + Letters.Count + Autosaves.Count + Remarks.Count;
}

/// <param name="Tenant">Name, which stays when the tenant is restored or moved.</param>
internal sealed record RegisteredErasure(string Tenant, ErasedParts Parts);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegisteredErasure))]
internal sealed partial class ErasureJson : JsonSerializerContext;
