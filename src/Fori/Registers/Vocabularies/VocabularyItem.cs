using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Documents;

namespace Fori.Registers.Vocabularies;

/// <summary>A word in one language (BCP 47).</summary>
public sealed record VocabularyLabel(string Language, string Text);

/// <summary>One code of a codelist or one concept of a vocabulary.</summary>
public sealed record VocabularyItem
{
    /// <summary>The code (<c>P2.3</c>, <c>529</c>) or, for a concept without a notation, its URI.</summary>
    public required string Code { get; init; }

    /// <summary>Null when the list gives none.</summary>
    public string? Uri { get; init; }

    /// <summary>URIs that it had before; they still resolve.</summary>
    public IReadOnlyList<string>? OldUris { get; init; }

    /// <summary>URIs of the same concept in other vocabularies (SKOS exactMatch); they resolve too.</summary>
    public IReadOnlyList<string>? SameAs { get; init; }

    public LocalizedText Labels { get; init; } = LocalizedText.Empty;

    /// <summary>Other words for it, by which people look for it; null = none.</summary>
    public IReadOnlyList<VocabularyLabel>? AlternativeLabels { get; init; }

    /// <summary>What belongs to it; null = not told.</summary>
    public LocalizedText? Notes { get; init; }

    /// <summary>Codes or URIs of the broader items; null at the top.</summary>
    public IReadOnlyList<string>? Parents { get; init; }

    /// <summary>First day of validity, inclusive; null = from ever.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day of validity, inclusive; null = for ever.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Taken out of use whatever the dates say: readable, not choosable.</summary>
    public bool Retired { get; init; }

    /// <summary>URI or code of what is used instead (dct:isReplacedBy).</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>
    /// What else the list says: a country's <c>dialCodes</c>, a region's <c>municipalities</c>, a holiday's <c>date</c>
    /// (MM-dd), a municipality's <c>region</c>. Several values are parted by a space. Null = nothing.
    /// </summary>
    public SortedDictionary<string, string>? Facts { get; init; }

    /// <summary>May an editor choose it on this day? What is expired or retired is shown, never offered.</summary>
    public bool IsChoosable(DateOnly day) =>
        !Retired && (ValidFrom is not { } from || from <= day) && (ValidTo is not { } to || day <= to);

    /// <summary>One item made of two sources' views of it; where both speak, <paramref name="newer"/> is taken.</summary>
    public VocabularyItem With(VocabularyItem newer) => new()
    {
        Code = Code,
        Uri = newer.Uri ?? Uri,
        OldUris = Joined(
            Joined(OldUris, newer.OldUris),
            Uri is not null && newer.Uri is not null && Uri != newer.Uri ? [Uri] : null)?.Where(u => u != (newer.Uri ?? Uri)).ToList() is { Count: > 0 } old ? old : null,
        SameAs = Joined(SameAs, newer.SameAs),
        Labels = newer.Labels.IsEmpty ? Labels : new LocalizedText(Labels.Concat(newer.Labels)),
        AlternativeLabels = Joined(AlternativeLabels, newer.AlternativeLabels),
        Notes = newer.Notes is null ? Notes : new LocalizedText((Notes ?? LocalizedText.Empty).Concat(newer.Notes)),
        Parents = newer.Parents ?? Parents,
        ValidFrom = newer.ValidFrom ?? ValidFrom,
        ValidTo = newer.ValidTo ?? ValidTo,
        Retired = newer.Retired,
        ReplacedBy = newer.ReplacedBy ?? ReplacedBy,
        Facts = Joined(Facts, newer.Facts),
    };

    private static IReadOnlyList<T>? Joined<T>(IReadOnlyList<T>? first, IReadOnlyList<T>? second) =>
        first is null ? second : second is null ? first : [.. first.Union(second)];

    private static SortedDictionary<string, string>? Joined(SortedDictionary<string, string>? first, SortedDictionary<string, string>? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        var joined = new SortedDictionary<string, string>(first, StringComparer.Ordinal);
        foreach (var (name, value) in second)
        {
            joined[name] = value;
        }

        return joined;
    }
}

/// <summary>A codelist or vocabulary: a scheme and its items, each code once, in ordinal order of the codes.</summary>
public sealed record Vocabulary
{
    private Vocabulary(string scheme, IReadOnlyList<VocabularyItem> items)
    {
        Scheme = scheme;
        Items = items;
    }

    /// <summary>Name as in <see cref="VocabularyScheme"/>.</summary>
    public string Scheme { get; }

    public IReadOnlyList<VocabularyItem> Items { get; }

    /// <summary>Makes a vocabulary; an item given twice is joined, the later view winning.</summary>
    public static Vocabulary Of(string scheme, IEnumerable<VocabularyItem> items)
    {
        var byCode = new Dictionary<string, VocabularyItem>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            byCode[item.Code] = byCode.TryGetValue(item.Code, out var earlier) ? earlier.With(item) : item;
        }

        return new Vocabulary(scheme, [.. byCode.Values.OrderBy(i => i.Code, StringComparer.Ordinal)]);
    }

    /// <summary>A new version of several files of the same scheme: pages, or one language each.</summary>
    /// <exception cref="ArgumentException">The schemes differ.</exception>
    public Vocabulary Merge(Vocabulary newer) => newer.Scheme == Scheme
        ? Of(Scheme, Items.Concat(newer.Items))
        : throw new ArgumentException($"{newer.Scheme} cannot be merged into {Scheme}.", nameof(newer));
}

/// <summary>Reads and writes items as lines of JSON; letters are kept as they are, since the lines never go into HTML.</summary>
[JsonSerializable(typeof(VocabularyItem))]
[JsonSerializable(typeof(VocabularyVersion))]
internal sealed partial class VocabularyJson : JsonSerializerContext
{
    public static VocabularyJson Lines { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        RespectNullableAnnotations = true,
        MaxDepth = 8,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
