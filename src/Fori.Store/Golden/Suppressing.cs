using Fori.Store.Json;

namespace Fori.Store.Golden;

/// <summary>
/// Takes suppressed values out of contributions before anything looks at them, so that merging, holding and provenance
/// cannot tell a suppressed value from one that was never sent.
/// </summary>
internal static class Suppressing
{
    public static IReadOnlyList<SourceContribution> Apply(
        MergeShape shape, IReadOnlyList<SourceContribution> contributions, IReadOnlyList<Suppression> suppressions)
    {
        if (suppressions.Count == 0)
        {
            return contributions;
        }

        var left = new List<SourceContribution>(contributions.Count);
        foreach (var contribution in contributions)
        {
            var own = suppressions
                .Where(s => s.Source == contribution.Source && (s.Key == MergeDecisions.Every || s.Key == contribution.Key))
                .ToList();
            left.Add(own.Count == 0 ? contribution : contribution with { Body = Strip(shape, contribution.Body, own) });
        }

        return left;
    }

    /// <summary>The body without what the suppressions name, as an erasure also leaves it in old versions.</summary>
    public static byte[] Strip(MergeShape shape, ReadOnlyMemory<byte> body, IReadOnlyList<Suppression> suppressions)
    {
        var left = new ObjectWriter();
        var fields = new MemberUnion(body);
        while (fields.MoveNext())
        {
            var field = JsonBody.ReadName(fields.Name.Span);
            var value = fields.Values[0];
            var languages = suppressions
                .Where(s => s.Field == field || s.Field == MergeDecisions.Every)
                .ToList();
            if (languages.Exists(s => s.Language == MergeDecisions.Every))
            {
                continue;
            }

            if (shape.Of(field) == MemberShape.Localized && JsonBody.IsObject(value.Span))
            {
                value = Without(value, languages);
            }
            else if (languages.Exists(s => s.Field == field))
            {
                // Named itself, with a language that it has not: the whole goes rather than too little.
                continue;
            }

            left.Add(fields.Name.Span, value.Span);
        }

        return left.ToArray();
    }

    private static byte[] Without(ReadOnlyMemory<byte> texts, List<Suppression> suppressions)
    {
        var left = new ObjectWriter();
        var languages = new MemberUnion(texts);
        while (languages.MoveNext())
        {
            var language = JsonBody.ReadName(languages.Name.Span);
            if (!suppressions.Exists(s => s.Language == language))
            {
                left.Add(languages.Name.Span, languages.Values[0].Span);
            }
        }

        return left.ToArray();
    }
}
