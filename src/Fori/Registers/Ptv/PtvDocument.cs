using Fori.Documents;
using Fori.Geography;
using Fori.Registers.Vocabularies;
using Fori.Store;

namespace Fori.Registers.Ptv;

/// <summary>The names by which PTV's things are known here.</summary>
public static class PtvNames
{
    /// <summary>Identifier system of PTV's own ids; a connection's is "serviceId/channelId".</summary>
    public const string System = "ptv";

    /// <summary>Identifier system of the id that the record had where PTV got it from.</summary>
    public const string SourceSystem = "ptv-source";
}

/// <summary>One record read from an answer of PTV's Open API.</summary>
public sealed record PtvDocument
{
    /// <summary>Name of the document type: Organization, Service, ServiceChannel, Connection, ServiceCollection or GeneralDescription.</summary>
    public required string Type { get; init; }

    /// <summary>PTV's id; of a connection "serviceId/channelId".</summary>
    public required string Key { get; init; }

    public required DocumentBody Body { get; init; }

    /// <summary>False for what PTV tells as archived, withdrawn or deleted.</summary>
    public bool Published { get; init; } = true;

    /// <summary>When it was last changed in PTV; null when the answer does not tell.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>What was refused or not understood in it, by the path in the answer. The record itself stands.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>
    /// Texts that the answer copied from the general description (types <c>GD_…</c>), by PTV's type without the prefix.
    /// They are no part of the body: what is inherited is shown as inherited, never stored as the service's own.
    /// </summary>
    public IReadOnlyDictionary<string, LocalizedText> Inherited { get; init; } = new Dictionary<string, LocalizedText>();

    /// <summary>What of the answer the body does not hold, when <see cref="PtvReadOptions.KeepRemainder"/> asked for it.</summary>
    public IReadOnlyList<PtvRemnant> Remainder { get; init; } = [];
}

/// <summary>How to read.</summary>
public sealed record PtvReadOptions
{
    public static PtvReadOptions Default { get; } = new();

    /// <summary>Codelists by which classes are named; without them the answer's own codes are taken.</summary>
    public VocabularyCatalogue Vocabularies { get; init; } = VocabularyCatalogue.Empty;

    /// <summary>Derives the WGS 84 point of received coordinates; what it finds wrong is told of the record.</summary>
    public Func<SourceCoordinates, PointReading> Locate { get; init; } = _ => new PointReading(null, null);

    /// <summary>Texts as "value", "string", "type" that a test system or generator left behind are refused; false keeps them.</summary>
    public bool RefusePlaceholders { get; init; } = true;

    /// <summary>Read connections also from channels. Services carry the same ones, so one of the two is enough.</summary>
    public bool ConnectionsFromChannels { get; init; }

    /// <summary>Keep beside the body what the body does not hold, so that the answer can be written back whole.</summary>
    public bool KeepRemainder { get; init; }
}

/// <summary>What an answer held.</summary>
public sealed record PtvReading
{
    public IReadOnlyList<PtvDocument> Documents { get; init; } = [];

    /// <summary>What could not be read at all; the problems of a record are with the record.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>How many texts were null and so are absent, by the list in which they stood, as serviceDescriptions.</summary>
    public IReadOnlyDictionary<string, int> NullTexts { get; init; } = new Dictionary<string, int>();
}
