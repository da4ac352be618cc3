namespace Fori.Search.Analysis;

/// <summary>
/// The analysis of Finnish by Voikko: base forms (uimaan → uida, uima), parts of compounds (kirjastopalvelut → kirjasto,
/// palvelu) and the words that it is derived from (uinti → uida). Words that its dictionary does not know, as names,
/// are stemmed by Snowball.
/// </summary>
internal sealed class FinnishAnalysis(Voikko voikko, CompoundSplitter splitter) : IWordAnalysis
{
    private readonly BoundedCache<string, WordForms> _cache = new(capacity: 100_000);
    private readonly StemAnalysis _unknown = new("fi:snowball", Stemmer.Finnish, splitter);

    public string Name => "fi:voikko:" + voikko.Fingerprint;

    public WordForms Analyze(ReadOnlySpan<char> word) => _cache.TryGet(word, out var known) ? known : _cache.GetOrAdd(word.ToString(), Read);

    private WordForms Read(string word)
    {
        var readings = voikko.Read(word);
        if (readings.Count == 0)
        {
            return _unknown.Analyze(word);
        }

        var lemmas = new List<string>();
        var roots = new List<string>();
        var inner = new List<string>();
        var parts = new List<string>();
        foreach (var reading in readings)
        {
            var lemma = Words.Joined(reading.BaseForm.ToLowerInvariant());
            Add(lemmas, lemma);
            var pieces = Pieces(reading.WordBases);
            if (pieces.Count > 1 && (parts.Count == 0 || pieces.Count < parts.Count))
            {
                parts = [.. pieces.Select(p => PartLemma(p.Text))];
            }

            if (pieces.Count == 1)
            {
                foreach (var root in pieces[0].Roots.Where(r => r != lemma))
                {
                    Add(roots, root);
                }
            }

            foreach (var piece in pieces.Where(p => p.Inner.Count > 1))
            {
                foreach (var one in piece.Inner)
                {
                    Add(inner, one);
                }
            }
        }

        if (lemmas.Any(l => !parts.Contains(l)))
        {
            parts.RemoveAll(lemmas.Contains);
        }

        return new WordForms(Words.Joined(word), lemmas, [.. parts.Distinct()], roots, inner, IsKnown: true);
    }

    // A part before the last may stand in the genitive (linnanpiha); its own base form is wanted.
    private string PartLemma(string part)
    {
        if (part.Length < 4)
        {
            return part;
        }

        var readings = voikko.Read(part);
        return readings.Count == 0 || readings.Any(r => r.BaseForm == part)
            ? part
            : readings[0].BaseForm.ToLowerInvariant();
    }

    /// <summary>
    /// Reads <c>+palvel(palvella)+u(+u)</c>: a part begins at a + unless its base is an ending (<c>+u</c>) or a link
    /// of one or two letters without a base. A base with = is a compound that the dictionary holds as one word.
    /// </summary>
    internal static List<Piece> Pieces(string wordBases)
    {
        var pieces = new List<Piece>();
        var index = 0;
        while (index < wordBases.Length)
        {
            if (wordBases[index] != '+')
            {
                index++;
                continue;
            }

            var start = ++index;
            while (index < wordBases.Length && wordBases[index] is not ('+' or '('))
            {
                index++;
            }

            var text = Words.Joined(wordBases[start..index].ToLowerInvariant());
            var bases = new List<string>();
            while (index < wordBases.Length && wordBases[index] == '(')
            {
                var close = wordBases.IndexOf(')', index);
                if (close < 0)
                {
                    return pieces;
                }

                bases.Add(Words.Joined(wordBases[(index + 1)..close].ToLowerInvariant()));
                index = close + 1;
            }

            var isEnding = bases.Exists(b => b.StartsWith('+')) || (bases.Count == 0 && text.Length <= 2);
            if (isEnding && pieces.Count > 0)
            {
                pieces[^1] = pieces[^1] with { Text = pieces[^1].Text + text };
                continue;
            }

            if (text.Length > 0)
            {
                var own = bases.FirstOrDefault(b => !b.StartsWith('+')) ?? "";
                pieces.Add(new Piece(text, own.Length > 0 ? [own.Replace("=", "", StringComparison.Ordinal)] : [], [.. own.Split('=').Where(p => p.Length > 2)]));
            }
        }

        return pieces;
    }

    private static void Add(List<string> list, string word)
    {
        if (word.Length > 0 && !list.Contains(word))
        {
            list.Add(word);
        }
    }

    /// <param name="Text">The part in its base form, as palvelu.</param>
    /// <param name="Roots">What it is derived from, as palvella.</param>
    /// <param name="Inner">The parts of a lexicalised compound; otherwise one or none.</param>
    internal sealed record Piece(string Text, IReadOnlyList<string> Roots, IReadOnlyList<string> Inner);
}
