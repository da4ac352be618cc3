// A tenant as a file that anyone can open: a zip with manifest.json and one NDJSON file per table of Tables.Exported,
// an object per row. JSON columns are JSON values (their bytes as they are in the store), bytes are base64, instants
// ISO 8601 with microseconds, uuids and enumerations text, lists of words arrays. Numbers have up to 64 bits.
// Rows of one file may come in any order. Secrets, the access log and cursors of the installation are not in it.
// Since version 2 also FOLDER/NAME.ndjson: what the tenant's documents use but the installation holds (its vocabularies).
// Since version 3 also what is asked of documents: reviews, remarks, schedules, the bin, days of checking.
// Since version 4, when the tenant has files, also files/HASH, each as it is.
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Fori.Store.Transfer;

/// <summary>What is in an exported file, and where the tenant's log stood.</summary>
public sealed record ArchiveManifest
{
    public const string FormatName = "fori-tenant";

    /// <summary>Raised when an older program could not read the file.</summary>
    public const int NewestVersion = 4;

    /// <summary>What an archive without files has: older programs read it.</summary>
    public const int VersionWithoutBlobs = 3;

    public required string Format { get; init; }

    public required int Version { get; init; }

    /// <summary>The tenant's name where it was exported.</summary>
    public required string Tenant { get; init; }

    public required DateTimeOffset ExportedAt { get; init; }

    public required int Epoch { get; init; }

    public required long Head { get; init; }

    public required long Mark { get; init; }

    public required DateTimeOffset HeadAt { get; init; }

    /// <summary>One for each table.</summary>
    public required IReadOnlyList<ArchiveFile> Files { get; init; }

    /// <summary>What goes with the rows; none in version 1.</summary>
    public IReadOnlyList<ArchiveFile> Companions { get; init => field = value ?? []; } = [];

    /// <summary>The files that documents name, each as <c>files/HASH</c>.</summary>
    public IReadOnlyList<ArchiveBlob> Blobs { get; init => field = value ?? []; } = [];
}

/// <param name="Sha256">Of the file's uncompressed bytes, in lower-case hex.</param>
public sealed record ArchiveFile(string Name, long Rows, string Sha256);

/// <param name="Hash">Of its content, as <see cref="Files.FileHash"/> has it.</param>
public sealed record ArchiveBlob(string Hash, long Bytes);

/// <summary>A file that goes with a tenant's rows: lines of JSON that its documents use but the installation holds.</summary>
/// <param name="Name">A folder of small letters and a file in it, as <c>vocabularies/yso-1f….ndjson</c>.</param>
/// <param name="Content">Asked for once, when its turn comes; each line ends in a line feed.</param>
public sealed record ArchiveCompanion(string Name, Func<ReadOnlyMemory<byte>> Content);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ArchiveJson : JsonSerializerContext;

/// <summary>Bounds that keep a hostile file from filling memory or disk.</summary>
public sealed record ImportLimits
{
    /// <summary>One row, in bytes.</summary>
    public int Line { get; init; } = 64 << 20;

    /// <summary>All files together when unpacked, in bytes.</summary>
    public long Unpacked { get; init; } = 64L << 30;

    /// <summary>All companions together, in bytes: they are held in memory until everything has been checked.</summary>
    public long Companions { get; init; } = 1L << 30;

    /// <summary>How many times larger than the file its content may be, beyond the first 64 MiB.</summary>
    public int Ratio { get; init; } = 250;
}

internal static partial class ArchiveNames
{
    public const string Manifest = "manifest.json";

    public static string Of(Schema.Table table) => table.Name + ".ndjson";

    private const string Blobs = "files/";

    public static string Of(ArchiveBlob blob) => Blobs + blob.Hash;

    public static bool IsBlob(string name) => name.StartsWith(Blobs, StringComparison.Ordinal) && Files.FileHash.TryParse(name[Blobs.Length..], out _);

    public static bool IsCompanion(string name) => Companion().IsMatch(name);

    [GeneratedRegex(@"^[a-z]+/[^/\\\p{C}]{1,200}\.ndjson\z", RegexOptions.CultureInvariant)]
    private static partial Regex Companion();
}
