using System.Text.RegularExpressions;
using Fori.Documents;

namespace Fori.Content.OwnFields;

/// <summary>What a municipality's own field holds.</summary>
public enum OwnFieldKind
{
    /// <summary>One line, in each language.</summary>
    Text,

    /// <summary>Several lines, in each language.</summary>
    LongText,
    Number,
    Date,
    YesNo,

    /// <summary>One of <see cref="OwnField.Choices"/>.</summary>
    Choice,

    /// <summary>A web address, or a path of the site.</summary>
    Link,
}

/// <summary>A value that may be chosen.</summary>
/// <param name="Key">As it is stored.</param>
public sealed record OwnChoice(string Key, LocalizedText Name);

/// <summary>A field that a municipality added to a type of content by itself. Declared in its settings; kind and publicity stay what they were made.</summary>
public sealed partial record OwnField
{
    /// <summary>Most fields of one type.</summary>
    public const int MostOfType = 30;

    public const int MostChoices = 50;
    public const int LongestName = 80;
    public const int LongestKey = 40;
    public const int LongestLine = 200;
    public const int LongestText = 4_000;

    /// <summary>Declared name of the type of content.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>By which values are stored and told to programs; small letters, digits and hyphens.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    public LocalizedText Name { get; init => field = value ?? LocalizedText.Empty; } = LocalizedText.Empty;

    public OwnFieldKind Kind { get; init; }

    public IReadOnlyList<OwnChoice> Choices { get; init => field = value ?? []; } = [];

    /// <summary>Nothing goes out without it.</summary>
    public bool Required { get; init; }

    /// <summary>For editors only.</summary>
    public bool Internal { get; init; }

    /// <summary>Place among the own fields of its type: smaller first.</summary>
    public int Order { get; init; }

    public bool HasLanguages => Kind is OwnFieldKind.Text or OwnFieldKind.LongText;

    public static bool IsKey(string key) => KeyPattern().IsMatch(key);

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex KeyPattern();
}

/// <summary>A value of an own field that its languages share. One member is set, by the field's kind.</summary>
public sealed record OwnValue
{
    /// <summary>Key of the field.</summary>
    [Field(FieldKind.Text, Offer = "own-fields")]
    public string Field { get; init => field = value ?? ""; } = "";

    public decimal? Number { get; init; }

    public DateOnly? Date { get; init; }

    public bool? Flag { get; init; }

    [Field(FieldKind.Text, Offer = "own-fields")]
    public string? Choice { get; init; }

    [Field(FieldKind.Url)]
    public string? Url { get; init; }
}

/// <summary>A text of an own field, in one language.</summary>
public sealed record OwnText
{
    /// <summary>Key of the field.</summary>
    [Field(FieldKind.Text, Offer = "own-fields")]
    public string Field { get; init => field = value ?? ""; } = "";

    [Field(FieldKind.Text, HasLines = true)]
    public string Text { get; init => field = value ?? ""; } = "";
}
