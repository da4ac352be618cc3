using Fori.Store.Golden;

namespace Fori.Documents;

/// <summary>Whose word counts first where nobody has decided.</summary>
public static class SourceOrder
{
    /// <summary>
    /// What people write here, then the town's own registers, then PTV, then copies of another municipality's records. A
    /// source is known by its name: own is every one that is none of the others. Within a kind by name.
    /// </summary>
    public static readonly IReadOnlyList<string> Default =
    [
        MergeDecisions.ManualSource, MergeDecisions.Every, Registers.Ptv.PtvNames.System, Sharing.AdaptedCopies.SourcePrefix + MergeDecisions.Every,
    ];
}
