using Fori.Registers.Profiles;
using Fori.Store;

namespace Fori.Integration.Importing;

/// <summary>One record on its way from a source into the registers.</summary>
public sealed record ImportItem
{
    /// <summary>Place in the source, from 1.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The source's own key; null when the record could not be read so far.</summary>
    public string? Key { get; init; }

    /// <summary>Declared name of the document type; null as above.</summary>
    public string? Type { get; init; }

    /// <summary>JSON of the document type; empty when it was refused.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>False: the source has the record but does not show it.</summary>
    public bool Live { get; init; } = true;

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Errors refuse the record; warnings are told.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What was received, for the quarantine.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Something about the source as a whole: its reading ended early, so absence proves nothing.</summary>
    public bool EndsEarly { get; init; }

    /// <summary>Not a record but a remark about the source.</summary>
    public bool IsNotice { get; init; }

    public bool Refused => IsNotice || EndsEarly || Problems.Any(p => p.Severity == Severity.Error);
}

/// <summary>How a run ended.</summary>
public sealed record ImportSummary
{
    public Guid Run { get; init; }

    /// <summary>Records read.</summary>
    public long Read { get; init; }

    public long Created { get; init; }

    public long Updated { get; init; }

    public long Unchanged { get; init; }

    /// <summary>Records that a complete source no longer has.</summary>
    public long Removed { get; init; }

    public long Quarantined { get; init; }

    /// <summary>References to what no source has brought.</summary>
    public long Unresolved { get; init; }

    public double Seconds { get; init; }

    /// <summary>True when so much was missing that a person must confirm it; nothing was removed.</summary>
    public bool Stopped { get; init; }

    /// <summary>True when its reading ended before its end: what came was taken, nothing was removed, and the run counts as failed.</summary>
    public bool EndedEarly { get; init; }

    /// <summary>Problems with where they stood, the first of each kind; how many of each in <see cref="ProblemCounts"/>.</summary>
    public IReadOnlyList<(long Ordinal, string? Key, Problem Problem)> Problems { get; init; } = [];

    public IReadOnlyDictionary<string, long> ProblemCounts { get; init; } = new Dictionary<string, long>();

    /// <summary>The log stood here when the last record was written.</summary>
    public long Sequence { get; init; }
}

/// <summary>What to do with a source's records.</summary>
public sealed record ImportOptions
{
    /// <summary>Name of the source whose word this is.</summary>
    public required string Source { get; init; }

    /// <summary>Its kind, for the list of runs.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it is read from; a run that was broken off goes on when the same content is read again.</summary>
    public string Location { get; init; } = "";

    /// <summary>Says what would happen, and writes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The source brings all of its records, so one that is missing has left.</summary>
    public bool Complete { get; init; } = true;

    /// <summary>The largest share of a source's records that may leave in one run without a person's word, 0–1.</summary>
    public double LargestRemoval { get; init; } = 0.2;

    /// <summary>The validation profile whose errors refuse a record, as <c>ptv-v11</c> for what is to be pushed there.</summary>
    public string Profile { get; init; } = ProfileValidator.Fori;

    /// <summary>In whose name.</summary>
    public string Actor { get; init; } = "import";
}
