using System.Text.Json.Serialization.Metadata;

namespace Fori.Integration.Mapping;

/// <summary>One mapping over a source's records: to documents of a type, or to items of a codelist.</summary>
internal sealed class RecordMapping
{
    /// <summary>Declared name of the document type; null when <see cref="Codelist"/> is set.</summary>
    public string? Type { get; init; }

    public JsonTypeInfo? TypeInfo { get; init; }

    public string? Codelist { get; init; }

    public string Target => Type ?? Codelist ?? "";

    /// <summary>Names of the lists to go down through from each element of the source; empty = the element itself.</summary>
    public IReadOnlyList<string[]> Descent { get; init; } = [];

    /// <summary>Records where this is not true are left out; null = all are taken.</summary>
    public Expression? When { get; init; }

    /// <summary>The source's key, or the code's value.</summary>
    public required Expression Key { get; init; }

    public Expression? Published { get; init; }

    public Expression? ChangedAt { get; init; }

    /// <summary>Zone of times without an offset.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public IReadOnlyList<(string System, Expression Value)> Identifiers { get; init; } = [];

    public IReadOnlyList<(string Name, FieldMapping Field)> Fields { get; init; } = [];

    /// <summary>Records of one key are one record, their lists joined.</summary>
    public bool Group { get; init; }

    /// <summary>Of a codelist.</summary>
    public FieldMapping? Labels { get; init; }

    /// <summary>Of a codelist: value of the item above.</summary>
    public Expression? Parent { get; init; }
}
