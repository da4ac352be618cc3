using System.Globalization;
using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Types.Terms;

/// <summary>What one term is once it stands for another too. Pure.</summary>
internal static class TermMerging
{
    // What the field of other words takes.
    private const int Longest = 1000;

    /// <summary>The system under which a second identifier (URI) of a term is kept.</summary>
    private const string UriSystem = "uri";

    /// <summary>
    /// The words of the ones that cease become other words for the one that stays, each once in its language; codes and names in other
    /// systems come over. What the one that stays says itself is left as it is.
    /// </summary>
    /// <param name="goes">The forms in which the one that ceases is there: its draft, and what is shown where that is another.</param>
    public static Term Joined(Term stays, IReadOnlyList<Term> goes)
    {
        var joined = goes.Aggregate(stays, (term, other) => term.WithCodesOf(other));
        var uris = goes.Select(g => g.Uri).OfType<string>().Where(u => u.Length > 0).Distinct().ToList();
        var uri = stays.Uri is { Length: > 0 } own ? own : uris.FirstOrDefault();
        return joined with
        {
            Synonyms = SynonymsOf(stays, goes),
            Uri = uri,
            Identifiers = [.. stays.Identifiers.Concat(goes.SelectMany(g => g.Identifiers)).Concat(uris.Where(u => u != uri).Select(u => new Identifier(UriSystem, u))).Distinct()],
        };
    }

    /// <summary>Words of a term's field of other words, one on each line.</summary>
    public static IEnumerable<string> LinesOf(string? text) => (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <returns>Code <c>term.synonyms-full</c>: the other words would be longer than the field takes.</returns>
    public static IReadOnlyList<Problem> Check(Term joined) =>
    [
        .. joined.Synonyms.Where(s => s.Value.Length > Longest)
            .Select(s => Problem.Of("term.synonyms-full", "", ("language", s.Key), ("max", Longest.ToString(CultureInfo.InvariantCulture)))),
    ];

    /// <summary>Adds words to those of a term, each once whatever its letter case; its own name is none of them.</summary>
    public static LocalizedText With(LocalizedText synonyms, LocalizedText name, IEnumerable<(string Language, string Word)> words)
    {
        var all = words.GroupBy(w => w.Language).ToDictionary(g => g.Key, g => g.Select(w => w.Word));
        return new LocalizedText(synonyms.Select(s => s.Key).Union(all.Keys).Select(language =>
        {
            var kept = LinesOf(synonyms.Exactly(language)).ToList();
            foreach (var word in all.GetValueOrDefault(language, []))
            {
                if (!kept.Append(name.Exactly(language) ?? "").Contains(word, StringComparer.OrdinalIgnoreCase))
                {
                    kept.Add(word);
                }
            }

            return KeyValuePair.Create(language, string.Join('\n', kept));
        }).Where(l => l.Value.Length > 0));
    }

    private static LocalizedText SynonymsOf(Term stays, IReadOnlyList<Term> goes) => With(
        stays.Synonyms, stays.Name,
        goes.SelectMany(g => g.Name.Select(n => (n.Key, n.Value)).Concat(g.Synonyms.SelectMany(s => LinesOf(s.Value).Select(line => (s.Key, line))))));
}
