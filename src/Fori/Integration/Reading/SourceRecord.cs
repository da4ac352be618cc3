using Fori.Store;

namespace Fori.Integration.Reading;

/// <summary>How a source writes its records.</summary>
public enum SourceFormat
{
    /// <summary>One document (RFC 8259): an array of records at its root or at a named place, or a single record.</summary>
    Json,

    /// <summary>One record on a line.</summary>
    NdJson,

    /// <summary>A row is a record, the first row names the fields (RFC 4180; comma, semicolon or tab).</summary>
    Csv,
}

/// <summary>How to read, and the limits that keep hostile input from costing more than one record.</summary>
public sealed record ReadingOptions
{
    /// <summary>Place of the array in a JSON document: property names parted by dots, as <c>data.items</c>; empty = the root.</summary>
    public string At { get; init; } = "";

    /// <summary>IANA name of the encoding to force; null = a byte order mark, else UTF-8, else Windows-1252 with a warning.</summary>
    public string? Encoding { get; init; }

    /// <summary>CSV only; null = found from the first row.</summary>
    public char? Delimiter { get; init; }

    /// <summary>A record larger than this, in bytes of UTF-8, is refused and the rest goes on.</summary>
    public int MaxRecordBytes { get; init; } = 10_000_000;

    /// <summary>Deepest nesting of objects and arrays in a record.</summary>
    public const int MaxDepth = 64;
}

/// <summary>
/// What was read at one place: a record, or the reason why there is none. Numbered from 1; 0 is the source as a whole.
/// </summary>
public sealed record SourceRecord
{
    public required long Ordinal { get; init; }

    /// <summary>Where it begins, in bytes of the text as UTF-8, without a byte order mark; the first is 0.</summary>
    public required long Position { get; init; }

    /// <summary>The record as JSON in UTF-8, which parses; empty when it was refused. A CSV row is an object of strings.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>What was received, for the quarantine; cut at 64 KiB.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Errors when refused; warnings otherwise.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>Nothing can be read after this: the source is broken, so what is missing from it was not removed from it.</summary>
    public bool Ends { get; init; }

    public bool Refused => Json.IsEmpty;
}

/// <summary>Reading met something that concerns the whole source; it becomes a <see cref="SourceRecord"/> that ends it.</summary>
internal sealed class SourceBrokenException(Problem problem) : IOException(problem.Code)
{
    public Problem Problem { get; } = problem;
}
