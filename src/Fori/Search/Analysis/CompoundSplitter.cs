namespace Fori.Search.Analysis;

/// <summary>
/// Splits compounds by a list of words, where no dictionary of the language does it: simhallsavgift → simhall, avgift.
/// The list comes from the labels of the loaded vocabularies, never from the index's own documents, for the same
/// document must give the same terms whenever it is indexed.
/// </summary>
/// <param name="words">Simple words and stems of the language.</param>
/// <param name="links">Letters that may stand between two parts, as the Swedish s.</param>
/// <param name="splitsKnown">False leaves a word of the list whole: English writes few compounds together.</param>
internal sealed class CompoundSplitter(IReadOnlySet<string> words, IReadOnlyList<string> links, bool splitsKnown = true)
{
    private const int ShortestPart = 3;
    private const int LongestWord = 40;

    /// <returns>The parts in their order, at least two and at most four; empty when the word is not made of known words.</returns>
    public IReadOnlyList<string> Split(string word)
    {
        if ((!splitsKnown && words.Contains(word)) || word.Length is < 2 * ShortestPart or > LongestWord)
        {
            return [];
        }

        // Fewest parts win, then the longest last part: the head says what the thing is.
        var best = new List<string>?[word.Length + 1];
        best[word.Length] = [];
        for (var start = word.Length - ShortestPart; start >= 0; start--)
        {
            for (var end = word.Length; end >= start + ShortestPart; end--)
            {
                if (start == 0 && end == word.Length)
                {
                    continue;
                }

                if (best[end] is { Count: < 4 } rest && Part(word[start..end], last: end == word.Length) is { } part
                    && (best[start] is not { } known || rest.Count + 1 < known.Count))
                {
                    best[start] = [part, .. rest];
                }
            }
        }

        return best[0] is { Count: > 1 } parts ? parts : [];
    }

    private string? Part(string piece, bool last)
    {
        if (words.Contains(piece))
        {
            return piece;
        }

        if (last)
        {
            return null;
        }

        foreach (var link in links)
        {
            if (piece.Length - link.Length >= ShortestPart && piece.EndsWith(link, StringComparison.Ordinal) && words.Contains(piece[..^link.Length]))
            {
                return piece[..^link.Length];
            }
        }

        return null;
    }
}
