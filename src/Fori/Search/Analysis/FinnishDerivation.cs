namespace Fori.Search.Analysis;

/// <summary>
/// Words that Finnish derives from a verb: uida → uinti, uima, uiminen; rakentaa → rakennus. A resident says what they
/// do, a service is named by the deed. The rules make more words than the language has, so the caller keeps those
/// that a vocabulary or an index knows.
/// </summary>
internal static class FinnishDerivation
{
    private static readonly string[] Endings =
        ["minen", "nti", "ma", "mä", "mus", "mys", "mari", "märi", "ja", "jä", "u", "y", "o", "ö", "us", "ys", "nta", "ntä", "e", "i", "a", "ä", "te", "in", "sto", "stö", "nto", "ntö", ""];

    /// <summary>Candidates of words derived from a verb in its base form; the verb is not among them.</summary>
    public static IEnumerable<string> FromVerb(string verb)
    {
        foreach (var stem in Stems(verb))
        {
            foreach (var ending in Endings)
            {
                var word = stem + ending;
                if (word.Length > 2 && word != verb && Harmonious(word))
                {
                    yield return word;
                }
            }
        }
    }

    /// <summary>Whether a base form may be a verb's: uida, rakentaa, opiskella, tulla, mennä, siivota.</summary>
    public static bool MayBeVerb(string lemma) =>
        lemma.Length > 3 && (lemma.EndsWith("da", StringComparison.Ordinal) || lemma.EndsWith("dä", StringComparison.Ordinal)
            || lemma.EndsWith("ta", StringComparison.Ordinal) || lemma.EndsWith("tä", StringComparison.Ordinal)
            || lemma.EndsWith("lla", StringComparison.Ordinal) || lemma.EndsWith("llä", StringComparison.Ordinal)
            || lemma.EndsWith("nna", StringComparison.Ordinal) || lemma.EndsWith("nnä", StringComparison.Ordinal)
            || lemma.EndsWith("rra", StringComparison.Ordinal) || lemma.EndsWith("rrä", StringComparison.Ordinal)
            || (lemma[^1] is 'a' or 'ä' && lemma[^2] is 'a' or 'ä' or 'e' or 'i' or 'o' or 'ö' or 'u' or 'y'));

    private static IEnumerable<string> Stems(string verb)
    {
        var bare = verb[..^1];
        if (bare.Length > 1 && bare[^1] is 'd')
        {
            // uida → ui-; pysäköidä → pysäköi-
            yield return bare[..^1];
        }
        else if (bare.Length > 2 && bare[^1] is 'l' or 'n' or 'r' && bare[^1] == bare[^2])
        {
            // opiskella → opiskel-, opiskele-
            yield return bare[..^1];
            yield return bare[..^1] + "e";
        }
        else if (bare.Length > 2 && bare[^1] == 't' && bare[^2] is not 't')
        {
            // siivota → siivo-, siivoa-; lainata → laina-; levätä → lepo is beyond rules
            yield return bare[..^1];
            yield return bare[..^1] + "a";
        }
        else
        {
            // rakentaa → rakenta-, rakent-, rakennu-; hoitaa → hoit-; opettaa → opet-; lukea → luk-
            yield return bare;
            var shorter = bare[..^1];
            yield return shorter;
            if (shorter.EndsWith("nt", StringComparison.Ordinal))
            {
                yield return shorter[..^1] + "n";
            }
            else if (shorter.EndsWith("tt", StringComparison.Ordinal))
            {
                yield return shorter[..^1];
            }
            else if (shorter.EndsWith('t'))
            {
                yield return shorter[..^1] + "d";
            }

            if (shorter.EndsWith("kk", StringComparison.Ordinal) || shorter.EndsWith("pp", StringComparison.Ordinal))
            {
                yield return shorter[..^1];
            }

            // hakea → haku, kulkea → kulku, liikkua → liikunta
            if (bare.EndsWith("kku", StringComparison.Ordinal))
            {
                yield return bare[..^2] + "u";
            }
        }
    }

    private static bool Harmonious(string word)
    {
        var back = word.AsSpan().IndexOfAny("aou") >= 0;
        var front = word.AsSpan().IndexOfAny("äöy") >= 0;
        return !(back && front);
    }
}
