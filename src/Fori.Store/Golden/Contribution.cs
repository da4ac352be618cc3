namespace Fori.Store.Golden;

/// <summary>What a source says of one of its records, ready to be stored.</summary>
/// <param name="Source">Name of the source, as <c>ptv</c>; <c>local</c> is what people write here.</param>
/// <param name="Key">The record's key in the source.</param>
/// <param name="Type">Declared name of the document type.</param>
/// <param name="Body">Canonical JSON; null is a tombstone.</param>
/// <param name="Live">False when the source says that the record is no longer in use.</param>
/// <param name="ChangedAt">When the source says that it changed.</param>
public sealed record Contribution(string Source, string Key, string Type, byte[]? Body, bool Live = true, DateTimeOffset? ChangedAt = null)
{
    /// <summary>The source of what people write here by hand.</summary>
    public const string Local = "local";
}

public enum ContributionEffect
{
    /// <summary>A new document.</summary>
    Created,
    Updated,

    /// <summary>Nothing new in the bytes of the document; nothing was logged.</summary>
    Unchanged,

    /// <summary>The last live contribution left.</summary>
    Archived,
}

/// <param name="Version">The document's current version.</param>
/// <param name="Sequence">The change that was logged; 0 when nothing was.</param>
public sealed record ContributionResult(string Source, string Key, Guid Document, ContributionEffect Effect, int Version, long Sequence);

/// <summary>In whose name something is written, and by what: (aino, editor), (import, run 0190…).</summary>
public sealed record WriteOrigin(string Actor, string Origin, Guid? Run = null)
{
    /// <summary>The origin of what an import wrote: many changes, for which nobody waits one by one.</summary>
    public const string Import = "import";
}
