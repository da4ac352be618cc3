using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using Fori.Search.Analysis;
using Fori.Search.Index;
using Fori.Search.Queries;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Fori.Search;

public sealed partial class SearchIndex
{
    private const int MostBeginnings = 500;

    // Above every score of words: whoever types the beginning of a title means that document.
    private const float BeginningScore = 1_000;
    private static readonly ConditionalWeakTable<DirectoryReader, ConcurrentDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Guid>>>> Named = [];

    /// <summary>
    /// A page of a list by its number, in any order and direction: for people who oversee a stock, where the public's search
    /// goes on by cursors. Text finds what has every word (else what has some), and titles of which it is the beginning of a word.
    /// </summary>
    /// <param name="query">Its sort, cursor and facets are not looked at.</param>
    /// <param name="skip">Hits before the page.</param>
    /// <param name="among">Ids among which a hit must be; null means all. Meant for many, unlike <see cref="SearchQuery.Ids"/>.</param>
    public NumberedList Numbered(SearchQuery query, ListOrder order, int skip, IReadOnlySet<Guid>? among = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(order);
        var text = query.Text is { Length: > SearchQuery.LongestText } longer ? longer[..SearchQuery.LongestText] : query.Text;
        return Read(reader => string.IsNullOrWhiteSpace(text)
            ? Numbered(reader, query, order, skip, among, leaf => Passed(reader.Leaves[leaf].AtomicReader, query), null)
            : Numbered(reader, query, order, skip, among, text));
    }

    /// <summary>
    /// Which documents have which value of a facet, as the children of each parent. Made at the first asking and kept until
    /// the index is refreshed.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Guid>> DocumentsBy(string facet) => Read(reader =>
        Named.GetValue(reader, static _ => new ConcurrentDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Guid>>>(StringComparer.Ordinal)).GetOrAdd(facet, ByValue, reader));

    private static Dictionary<string, IReadOnlyList<Guid>> ByValue(string facet, DirectoryReader reader)
    {
        var documents = new Dictionary<string, IReadOnlyList<Guid>>(StringComparer.Ordinal);
        foreach (var leaf in reader.Leaves)
        {
            var columns = SegmentColumns.Of(leaf.AtomicReader);
            var (values, ids) = (columns.Facet(leaf.AtomicReader, facet), columns.Ids(leaf.AtomicReader));
            foreach (var document in Passed(leaf.AtomicReader, new SearchQuery()))
            {
                foreach (var ordinal in values.Of(document))
                {
                    if (!documents.TryGetValue(values.Values[ordinal], out var known))
                    {
                        documents[values.Values[ordinal]] = known = new List<Guid>();
                    }

                    ((List<Guid>)known).Add(ids[document]);
                }
            }
        }

        return documents;
    }

    private NumberedList Numbered(DirectoryReader reader, SearchQuery query, ListOrder order, int skip, IReadOnlySet<Guid>? among, string text)
    {
        var scratch = Rent(reader.MaxDoc);
        try
        {
            var filters = reader.Leaves.Select(l => Filtering.Of(l.AtomicReader, query)).ToList();
            var plan = new QueryExpansion(_knowledge, IndexedLanguages(reader)).Plan(text, query.Language);
            Hits? hits = null;
            if (plan.Groups.Count > 0)
            {
                Scoring.Run(reader, plan, scratch);
                var wanted = (byte)plan.Groups.Select((g, i) => g.IsWanted ? 1 << i : 0).Sum();
                hits = new Hits(reader, filters, scratch, wanted, everyWord: true);
                hits = hits.Count() == 0 && BitOperations.PopCount(wanted) > 1 ? new Hits(reader, filters, scratch, wanted, everyWord: false) : hits;
            }

            var begun = reader.Leaves.Select((l, i) => Begun(l.AtomicReader, text, filters[i])).ToList();
            return Numbered(
                reader, query, order, skip, among,
                leaf => hits is null ? begun[leaf] : hits.OfSegment(leaf).Union(begun[leaf]),
                (leaf, document) => scratch.Score(reader.Leaves[leaf].DocBase + document) + (begun[leaf].Contains(document) ? BeginningScore : 0));
        }
        finally
        {
            scratch.Clear();
            if (_scratch.Count < MostIdleScratch)
            {
                _scratch.Add(scratch);
            }
        }
    }

    private static NumberedList Numbered(
        DirectoryReader reader, SearchQuery query, ListOrder order, int skip, IReadOnlySet<Guid>? among, Func<int, IEnumerable<int>> hits, Func<int, int, float>? score)
    {
        var language = SortKeys.TitleLanguage(query.Language);
        var isByTitle = order.Key == ListKey.Title;
        var places = isByTitle ? [.. reader.Leaves.Select(l => SegmentColumns.Of(l.AtomicReader).TitleOrder(l.AtomicReader, language))] : Array.Empty<int[]>();
        var direction = order.Descending ? -1 : 1;
        var comparer = Comparer<Numbering>.Create((a, b) =>
            (isByTitle ? ByTitles(a, b) : a.Key.CompareTo(b.Key)) is var byKey && byKey != 0 ? byKey * direction : a.Id.CompareTo(b.Id));
        var most = (int)Math.Min((long)Math.Max(0, skip) + query.Limit, int.MaxValue);
        var best = new PriorityQueue<Numbering, Numbering>(Comparer<Numbering>.Create((a, b) => comparer.Compare(b, a)));
        var total = 0;
        for (var leaf = 0; leaf < reader.Leaves.Count; leaf++)
        {
            var segment = reader.Leaves[leaf].AtomicReader;
            var ids = SegmentColumns.Of(segment).Ids(segment);
            var key = Keys(segment, order, leaf, score);
            foreach (var document in hits(leaf))
            {
                if (among?.Contains(ids[document]) == false)
                {
                    continue;
                }

                total++;
                var candidate = new Numbering(leaf, document, isByTitle ? 0 : key(document), ids[document]);
                if (best.Count < most)
                {
                    best.Enqueue(candidate, candidate);
                }
                else if (most > 0 && comparer.Compare(candidate, best.Peek()) < 0)
                {
                    best.EnqueueDequeue(candidate, candidate);
                }
            }
        }

        var shown = new List<Numbering>();
        while (best.Count > skip)
        {
            shown.Add(best.Dequeue());
        }

        shown.Reverse();
        return new NumberedList(total, [.. shown.Select(n =>
        {
            var segment = reader.Leaves[n.Leaf].AtomicReader;
            return new SearchHit(n.Id, SegmentColumns.Of(segment).Types(segment)[n.Document], score?.Invoke(n.Leaf, n.Document) ?? 0, null);
        })]);

        // Within a segment places tell; between segments the titles themselves.
        int ByTitles(Numbering a, Numbering b) => a.Leaf == b.Leaf
            ? places[a.Leaf][a.Document].CompareTo(places[b.Leaf][b.Document])
            : TitleOf(a).AsSpan().SequenceCompareTo(TitleOf(b));

        byte[] TitleOf(Numbering n) => SegmentColumns.Of(reader.Leaves[n.Leaf].AtomicReader).Title(reader.Leaves[n.Leaf].AtomicReader, language, places[n.Leaf][n.Document]);
    }

    private static Func<int, double> Keys(AtomicReader segment, ListOrder order, int leaf, Func<int, int, float>? score)
    {
        if (order is { Key: ListKey.Relevance } && score is not null)
        {
            return document => -score(leaf, document);
        }

        if (order.Key == ListKey.Facet && order.Facet is { } facet)
        {
            var values = SegmentColumns.Of(segment).Facet(segment, facet);
            var ranks = values.Values.Select(v => order.Ranks?.GetValueOrDefault(v, int.MaxValue) ?? int.MaxValue).ToArray();
            return document => values.Of(document) is { Length: > 0 } own ? ranks[own[0]] : double.MaxValue;
        }

        var changed = segment.GetNumericDocValues(IndexFields.Changed);
        var sign = order.Key == ListKey.Relevance ? -1 : 1;
        return document => sign * (double)(changed?.Get(document) ?? 0);
    }

    private static IEnumerable<int> Passed(AtomicReader segment, SearchQuery query)
    {
        var filter = Filtering.Of(segment, query);
        var live = segment.LiveDocs;
        for (var document = 0; document < segment.MaxDoc; document++)
        {
            if (filter is not null && (document = filter.NextSetBit(document)) < 0)
            {
                yield break;
            }

            if (live?.Get(document) != false)
            {
                yield return document;
            }
        }
    }

    /// <summary>Documents of which a title has a word that begins as the text does.</summary>
    private static HashSet<int> Begun(AtomicReader segment, string text, FixedBitSet? filter)
    {
        var found = new HashSet<int>();
        var typed = Words.Fold(string.Join(' ', Words.Of(text.Length > 100 ? text[..100] : text).DistinctBy(w => w.Position).Select(w => w.Text)));
        if (typed.Length == 0)
        {
            return found;
        }

        var begin = new BytesRef(typed);
        foreach (var language in IndexFields.Languages)
        {
            if (segment.GetTerms(IndexFields.Completion(language))?.GetEnumerator() is not { } terms)
            {
                continue;
            }

            var status = terms.SeekCeil(begin);
            for (var read = 0; status != TermsEnum.SeekStatus.END && read < MostBeginnings && StringHelper.StartsWith(terms.Term, begin); read++)
            {
                var documents = terms.Docs(segment.LiveDocs, null, DocsFlags.NONE);
                while (documents.NextDoc() is var document && document != DocIdSetIterator.NO_MORE_DOCS)
                {
                    if (filter?.Get(document) != false)
                    {
                        found.Add(document);
                    }
                }

                if (!terms.MoveNext())
                {
                    break;
                }
            }
        }

        return found;
    }

    private readonly record struct Numbering(int Leaf, int Document, double Key, Guid Id);
}
