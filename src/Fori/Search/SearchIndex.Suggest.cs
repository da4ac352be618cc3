using Fori.Search.Analysis;
using Fori.Search.Index;
using Fori.Search.Queries;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Fori.Search;

public sealed partial class SearchIndex
{
    private const int MostCompletionsRead = 2000;
    private const int LongestSpelling = 30;

    /// <summary>Titles of which the beginning, or the beginning of a word, is the prefix; those in whole first, then the most common.</summary>
    /// <param name="prefix">What has been typed; marks and case do not matter. Blank suggests nothing.</param>
    /// <param name="language">Language of the titles (BCP 47).</param>
    /// <param name="limit">At most so many, 0–100; more is cut.</param>
    public IReadOnlyList<string> Suggest(string prefix, string language, int limit)
    {
        var typed = string.Join(' ', Words.Of(prefix.Length > 100 ? prefix[..100] : prefix).DistinctBy(w => w.Position).Select(w => w.Text));
        var most = Math.Clamp(limit, 0, 100);
        if (typed.Length == 0 || most == 0)
        {
            return [];
        }

        return Read(reader =>
        {
            var begin = new BytesRef(Words.Fold(typed));
            var found = new Dictionary<string, (bool Whole, int Count)>(StringComparer.Ordinal);
            foreach (var leaf in reader.Leaves)
            {
                if (leaf.AtomicReader.GetTerms(IndexFields.Completion(IndexFields.LanguageOf(language)))?.GetEnumerator() is { } terms)
                {
                    AddCompletions(terms, begin, leaf.AtomicReader.LiveDocs, found);
                }
            }

            return found
                .OrderByDescending(f => f.Value.Whole)
                .ThenByDescending(f => f.Key.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .ThenByDescending(f => f.Value.Count)
                .ThenBy(f => f.Key.Length)
                .ThenBy(f => f.Key, StringComparer.Ordinal)
                .Take(most)
                .Select(f => f.Key)
                .ToList();
        });
    }

    private static void AddCompletions(TermsEnum terms, BytesRef begin, IBits? live, Dictionary<string, (bool Whole, int Count)> found)
    {
        var status = terms.SeekCeil(begin);
        for (var read = 0; status != TermsEnum.SeekStatus.END && read < MostCompletionsRead && StringHelper.StartsWith(terms.Term, begin); read++)
        {
            var count = CountLive(terms, live);
            var text = terms.Term.Utf8ToString();
            var mark = text.AsSpan().IndexOfAny('\u001e', '\u001f');
            if (count > 0 && mark > 0)
            {
                var title = text[(mark + 1)..];
                var known = found.GetValueOrDefault(title);
                found[title] = (known.Whole || text[mark] == '\u001e', known.Count + count);
            }

            if (!terms.MoveNext())
            {
                return;
            }
        }
    }

    // What only deleted documents had must not be shown, though its terms stay until segments merge.
    private static int CountLive(TermsEnum terms, IBits? live)
    {
        var documents = terms.Docs(live, null, DocsFlags.NONE);
        var count = 0;
        while (count < 100 && documents.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
        {
            count++;
        }

        return count;
    }

    /// <summary>The query's text with words that nobody knows replaced by near words of the index; null when there are none.</summary>
    private string? Respell(DirectoryReader reader, string text, string language)
    {
        var main = IndexFields.LanguageOf(language);
        var respelled = text;
        foreach (var word in Words.Of(text, most: QueryPlan.MostGroups * 2).Select(w => w.Text).Distinct())
        {
            if (word.Length is < 4 or > LongestSpelling || !word.All(char.IsLetter) || FunctionWords.IsEmpty(main, word) || IsKnown(reader, word, main))
            {
                continue;
            }

            if (Nearest(reader, word, main) is { } better && respelled.IndexOf(word, StringComparison.OrdinalIgnoreCase) is var at && at >= 0)
            {
                respelled = string.Concat(respelled.AsSpan(0, at), better, respelled.AsSpan(at + word.Length));
            }
        }

        return respelled == text ? null : respelled;
    }

    private bool IsKnown(DirectoryReader reader, string word, string language)
    {
        var forms = _knowledge.Analysis(language).Analyze(word);
        if (forms.IsKnown || forms.Lemmas.Any(l => _knowledge.Concepts.Knows(language, l)))
        {
            return true;
        }

        return IndexedLanguages(reader).Where(l => l != IndexFields.ConceptLanguage).Any(indexed =>
        {
            var lemma = new BytesRef(IndexFields.LemmaMark + _knowledge.Analysis(indexed).Analyze(word).Lemma);
            return Enum.GetValues<TextZone>().Any(zone => reader.DocFreq(new Term(IndexFields.Text(zone, indexed), lemma)) > 0);
        });
    }

    private static string? Nearest(DirectoryReader reader, string word, string language)
    {
        var best = new Dictionary<string, (int Distance, int Count)>(StringComparer.Ordinal);
        var edits = word.Length < 7 ? 1 : 2;
        foreach (var zone in Enum.GetValues<TextZone>())
        {
            var field = IndexFields.Text(zone, language);
            foreach (var leaf in reader.Leaves)
            {
                if (leaf.AtomicReader.GetTerms(field) is not { } terms)
                {
                    continue;
                }

                // The first letter is seldom wrong, and keeping it makes the automaton a hundred times smaller.
                var near = new FuzzyTermsEnum(terms, new AttributeSource(), new Term(field, word), edits, prefixLength: 1, transpositions: true);
                while (near.MoveNext())
                {
                    var found = near.Term.Utf8ToString();
                    var count = CountLive(near, leaf.AtomicReader.LiveDocs);
                    if (count > 0)
                    {
                        var known = best.GetValueOrDefault(found);
                        best[found] = (EditDistance.IsOne(word, found) ? 1 : 2, known.Count + (count * (zone == TextZone.Title ? 5 : 1)));
                    }
                }
            }
        }

        return best.Count == 0 ? null : best.OrderBy(b => b.Value.Distance).ThenByDescending(b => b.Value.Count).ThenBy(b => b.Key, StringComparer.Ordinal).First().Key;
    }
}
