using System.Globalization;

namespace Fori.Documents;

/// <summary>A value of a facet field, by which records are chosen: a code, a choice or a word, or a document that they refer to.</summary>
public sealed record FacetValue
{
    /// <summary>Name of the field, as <c>placeTypes</c>.</summary>
    public string? Field { get; init; }

    /// <summary>As the search index has it, as <c>place-type:library</c>; null when <see cref="Id"/> is set.</summary>
    public string? Value { get; init; }

    /// <summary>Of the document that the field refers to; null when it holds no reference.</summary>
    public Guid? Id { get; init; }

    /// <summary>As forms send it: <c>placeTypes=place-type:library</c>.</summary>
    public static string Written(string field, string value) => $"{field}={value}";

    /// <returns>Null when the text is none.</returns>
    public static FacetValue? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('=', 2) is not [{ Length: > 0 } field, { Length: > 0 } value] ? null
            : Guid.TryParseExact(value, "D", out var id) ? new FacetValue { Field = field, Id = id }
            : new FacetValue { Field = field, Value = value };
    }

    public override string ToString() => Written(Field ?? "", Id?.ToString("D", CultureInfo.InvariantCulture) ?? Value ?? "");
}
