using Fori.Documents;
using Fori.Store;

namespace Fori.Integration.Mapping;

/// <summary>What mapping made of a place in a source. Items come in the order of the source, grouped records at its end.</summary>
public abstract record MappedItem
{
    /// <summary>Number of the source's record, from 1; 0 is the source as a whole.</summary>
    public required long Ordinal { get; init; }
}

/// <summary>A record as a document type's body: what becomes a contribution.</summary>
public sealed record MappedRecord : MappedItem
{
    /// <summary>The source's own key, unique within a run.</summary>
    public required string Key { get; init; }

    /// <summary>Declared name of the document type, as <c>Service</c>.</summary>
    public required string Type { get; init; }

    /// <summary>JSON in UTF-8 that reads as the document type: names sorted, texts in NFC, no empty values. Equal input gives equal bytes.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When the source says that it last changed; null when it does not say.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>False: the source has the record but does not show it.</summary>
    public bool Published { get; init; } = true;

    /// <summary>Warnings; a record with an error is a <see cref="RefusedRecord"/>.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The source's record as JSON; of grouped records the first.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }
}

/// <summary>An item of a codelist that the source brings along.</summary>
public sealed record MappedCode : MappedItem
{
    public required string Scheme { get; init; }

    public required string Value { get; init; }

    public LocalizedText Labels { get; init; } = LocalizedText.Empty;

    /// <summary>Value of the item above, in the same scheme; null at the top.</summary>
    public string? Parent { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>A record that could not be read or mapped: for the quarantine. The others go on.</summary>
public sealed record RefusedRecord : MappedItem
{
    /// <summary>Null when it could not be told.</summary>
    public string? Key { get; init; }

    /// <summary>Document type or codelist; null when the record could not be read at all.</summary>
    public string? Type { get; init; }

    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>What was received, cut at 64 KiB when it could not be read.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>As far as mapping came; empty when it did not begin.</summary>
    public ReadOnlyMemory<byte> Mapped { get; init; }
}

/// <summary>Something about the source as a whole: an assumed encoding, or where and why reading ended early.</summary>
public sealed record SourceNotice : MappedItem
{
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>The run is not complete: nothing may be concluded from a record that did not come.</summary>
    public bool Ends { get; init; }
}
