using Fori.Store.Json;

namespace Fori.Store.Golden;

/// <summary>
/// Which sources go first, in this order. <c>*</c> stands for every type, field or language.
/// </summary>
/// <remarks>
/// The rule with the most specific scope leads: type.field.language before type.field before type before <c>*</c>; of
/// two with one scope the later. The sources that it does not name follow in the order of the next less specific rule,
/// then of <see cref="MergeDecisions.DefaultOrder"/>, then by name.
/// </remarks>
/// <param name="Type">Declared name of the document type.</param>
/// <param name="Field">Name of a top-level member.</param>
/// <param name="Language">BCP 47 tag; only fields that are localised have languages.</param>
/// <param name="Sources">The strongest first.</param>
public sealed record AuthorityRule(string Type, string Field, string Language, IReadOnlyList<string> Sources);

/// <summary>
/// A person's choice that goes before every authority until it is withdrawn: a fixed value, or the word of one source.
/// </summary>
/// <param name="Field">Name of a top-level member.</param>
/// <param name="Language"><c>*</c> = the whole field; a BCP 47 tag for one language of a localised field, which goes before the whole.</param>
/// <param name="Value">JSON of the fixed value. Null together with <paramref name="Source"/>: the field is held empty.</param>
/// <param name="Source">The source that the field is held to; while it says nothing, authority decides.</param>
public sealed record Pin(string Field, string Language, ReadOnlyMemory<byte>? Value, string? Source);

/// <summary>
/// What an erasure leaves behind: this field of this source is never taken again, whatever the next import says.
/// </summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Field">Name of a top-level member, or <c>*</c> for all that the source says.</param>
/// <param name="Language">BCP 47 tag or <c>*</c>. On a field without languages any language stands for the whole: erasure errs on the safe side.</param>
public sealed record Suppression(string Source, string Field, string Language)
{
    /// <summary>The source's key, or <c>*</c> for all of the source's records in this document.</summary>
    public string Key { get; init; } = MergeDecisions.Every;
}

/// <summary>All that people decided about a document; with the contributions it determines the golden record.</summary>
/// <param name="Rules">The tenant's authority, in the order in which it was decided.</param>
/// <param name="DocumentRules">Authority for this document alone; any that fits goes before all <paramref name="Rules"/>.</param>
/// <param name="Pins">In the order in which they were set; of two for one field and language the later counts.</param>
/// <param name="DefaultOrder">
/// Sources for what no rule speaks of. <c>tenant:*</c> stands for all whose names begin so, <c>*</c> for all that nothing
/// else in it names. <see cref="ManualSource"/> is first unless it is named itself.
/// </param>
/// <param name="Suppressions">Left by erasures; their order does not matter.</param>
public sealed record MergeDecisions(
    IReadOnlyList<AuthorityRule> Rules,
    IReadOnlyList<AuthorityRule> DocumentRules,
    IReadOnlyList<Pin> Pins,
    IReadOnlyList<string> DefaultOrder,
    IReadOnlyList<Suppression> Suppressions)
{
    /// <summary>The source of what people write here by hand.</summary>
    public const string ManualSource = "local";

    /// <summary>Stands for every type, field, language or key.</summary>
    public const string Every = "*";

    public static MergeDecisions None { get; } = new([], [], [], [], []);

    /// <summary>
    /// What is wrong with a pin, to be asked before it is kept: <c>pin.field-missing</c>, <c>pin.value-and-source</c>,
    /// <c>pin.not-localised</c> (a language on a field without any), <c>pin.shape</c> (a text of languages that is no
    /// object, a list that is no array), and what <see cref="CanonicalJson"/> refuses.
    /// </summary>
    public static IReadOnlyList<Problem> Check(MergeShape shape, Pin pin)
    {
        if (pin.Field.Length == 0 || pin.Field == Every)
        {
            return [Problem.Of("pin.field-missing")];
        }

        if (pin.Value is not null && pin.Source is not null)
        {
            return [Problem.Of("pin.value-and-source", pin.Field)];
        }

        var member = shape.Of(pin.Field);
        if (pin.Language != Every && member != MemberShape.Localized)
        {
            return [Problem.Of("pin.not-localised", pin.Field)];
        }

        if (pin.Value is not { } value)
        {
            return [];
        }

        var canonical = CanonicalJson.Canonicalise(value.Span);
        if (!canonical.Succeeded)
        {
            return canonical.Problems;
        }

        var fits = JsonBody.IsEmpty(canonical.Value) || member switch
        {
            MemberShape.Localized when pin.Language == Every => JsonBody.IsObject(canonical.Value),
            MemberShape.Localized => canonical.Value[0] == (byte)'"',
            MemberShape.MergeableList => JsonBody.IsArray(canonical.Value),
            _ => true,
        };
        return fits ? [] : [Problem.Of("pin.shape", pin.Field)];
    }
}
