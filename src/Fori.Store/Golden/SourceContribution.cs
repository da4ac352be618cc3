namespace Fori.Store.Golden;

/// <summary>What one source says of one record, in its newest version. Tombstones are left out by the caller.</summary>
/// <param name="Source">Name of the source, as <see cref="MergeDecisions.ManualSource"/>; not empty.</param>
/// <param name="Key">The record's key in the source; (source, key) is unique within a document.</param>
/// <param name="Version">Version of the contribution, which provenance names.</param>
/// <param name="ReceivedAt">Told to stewards; merging never looks at it, or the order of arrival would change the result.</param>
/// <param name="Body">A canonical JSON object (<see cref="Json.CanonicalJson"/>).</param>
public sealed record SourceContribution(string Source, string Key, int Version, DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// How many merges lie between the document that the record was taken to and the one that is merged now; 0 = its own.
    /// Within one source the nearer goes first: after a merge the survivor's own edits win over those of the absorbed.
    /// </summary>
    public int Distance { get; init; }
}

/// <summary>The result of merging.</summary>
/// <param name="Body">Canonical JSON object; <c>{}</c> when nothing was contributed.</param>
/// <param name="Provenance">Canonical JSON object: who supplied each field and language. See <see cref="GoldenMerge"/>.</param>
public sealed record GoldenRecord(byte[] Body, byte[] Provenance);
