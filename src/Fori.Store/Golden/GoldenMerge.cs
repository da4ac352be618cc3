using Fori.Store.Json;

namespace Fori.Store.Golden;

/// <summary>
/// Makes one record of what many sources say: a pure function of contributions and decisions. Neither the order of
/// arrival nor of the list matters, and the same input gives the same bytes for as long as <see cref="RulesVersion"/> stands.
/// </summary>
/// <remarks>
/// <para>Per field, and per language of a localised field, the first source by authority that has a value wins
/// (<see cref="AuthorityRule"/>); within a source the nearest record (<see cref="SourceContribution.Distance"/>), then by
/// key. Pins go before authority, suppressed values do not exist. Lists come whole, except those declared mergeable:
/// their items are joined in the order of authority, leaving out those that an earlier record brought. What is no
/// object where languages are declared, or no array where a mergeable list is, counts only while no source sends one;
/// then it is taken whole.</para>
/// <para>Provenance is a canonical object: path (<see cref="FieldPath"/>) → <c>{source, key, version, rule, also}</c>, or
/// <c>*</c> for all fields when one contribution supplies everything by one rule and none differs. Rules: <c>only</c> (no
/// other has a value), <c>agreed</c> (others have the same), <c>authority</c> (others differ and are listed in
/// <c>also</c>, with the first 48 bits of their value's SHA-256 in hex), <c>pin</c> (fixed by a person: no source),
/// <c>hold</c> (held to the source), <c>joined</c> (items of several, listed in <c>from</c>). A path without a value in
/// the body is there when a pin keeps away what sources say.</para>
/// </remarks>
public static class GoldenMerge
{
    /// <summary>Named by each golden version; raised when the same input would give other bytes.</summary>
    /// <remarks>2: sources that no rule names follow the default order of their type, no longer their names.</remarks>
    public const int RulesVersion = 2;

    /// <exception cref="ArgumentException">A (source, key) comes twice.</exception>
    /// <exception cref="InvalidOperationException">A body is not canonical, or a pin was kept without <see cref="MergeDecisions.Check"/>.</exception>
    public static GoldenRecord Merge(MergeShape shape, IReadOnlyList<SourceContribution> contributions, MergeDecisions decisions)
    {
        var taken = Suppressing.Apply(shape, contributions, decisions.Suppressions);
        return taken.Count == 1 && decisions.Pins.Count == 0
            ? new GoldenRecord(taken[0].Body.ToArray(), ProvenanceLog.OfOne(taken[0]))
            : new GoldenPass(shape, taken, decisions).Run();
    }

    /// <summary>Paths of the fields, and languages of localised fields, that differ; empty when the bodies are equal.</summary>
    public static IReadOnlyList<string> Compare(MergeShape shape, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        var changed = new List<string>();
        if (before.Span.SequenceEqual(after.Span))
        {
            return changed;
        }

        var fields = new MemberUnion(before, after);
        while (fields.MoveNext())
        {
            var (old, now) = (fields.Values[0], fields.Values[1]);
            if (old.Span.SequenceEqual(now.Span))
            {
                continue;
            }

            var field = JsonBody.ReadName(fields.Name.Span);
            if (shape.Of(field) != MemberShape.Localized || !IsTexts(old) || !IsTexts(now))
            {
                changed.Add(FieldPath.Of(field));
                continue;
            }

            var languages = new MemberUnion(old, now);
            while (languages.MoveNext())
            {
                if (!languages.Values[0].Span.SequenceEqual(languages.Values[1].Span))
                {
                    changed.Add(FieldPath.Of(field, JsonBody.ReadName(languages.Name.Span)));
                }
            }
        }

        return changed;
    }

    /// <summary>Absent, or an object of languages.</summary>
    internal static bool IsTexts(ReadOnlyMemory<byte> value) => value.IsEmpty || JsonBody.IsObject(value.Span);
}
