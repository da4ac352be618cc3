using System.Collections.Concurrent;
using System.Numerics;
using Fori.Search.Index;
using Fori.Search.Queries;
using Fori.Store;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Fori.Search;

public sealed partial class SearchIndex
{
    // Fewer documents than this with every word: also those with some of the words are hits.
    private const int FewHits = 20;
    private const int MostIdleScratch = 4;
    private readonly ConcurrentBag<Scratch> _scratch = [];

    /// <summary>Answers a query from what is refreshed.</summary>
    /// <returns>
    /// Refused with <c>search.cursor-invalid</c> for a cursor that is none of this query, <c>search.limit-out-of-range</c>,
    /// <c>search.point-missing</c> for a distance without a point, <c>search.point-invalid</c> or <c>search.box-invalid</c>. Text never refuses: whatever it is, it is words.
    /// </returns>
    public Outcome<SearchPage> Search(SearchQuery query)
    {
        if (query.Limit is < 0 or > SearchQuery.LargestLimit)
        {
            return Problem.Of("search.limit-out-of-range", "limit", ("max", $"{SearchQuery.LargestLimit}"));
        }

        if (query.Near is null && (query.Sort == SearchSort.Distance || query.Distance is not null))
        {
            return Problem.Of("search.point-missing", "near");
        }

        if (query.Near is { } near && !(Math.Abs(near.Latitude) <= 90 && Math.Abs(near.Longitude) <= 180) || query.Distance is double.NaN)
        {
            return Problem.Of("search.point-invalid", "near");
        }

        if (query.Within is { } box && !(box.South >= -90 && box.South <= box.North && box.North <= 90 && Math.Abs(box.West) <= 180 && Math.Abs(box.East) <= 180))
        {
            return Problem.Of("search.box-invalid", "within");
        }

        Cursor? after = null;
        if (query.Cursor is { } text && !Queries.Cursor.TryParse(text, Queries.Cursor.Hash(query), out after))
        {
            return Problem.Of("search.cursor-invalid", "cursor");
        }

        return Read(reader => Search(reader, query, after));
    }

    private SearchPage Search(DirectoryReader reader, SearchQuery query, Cursor? after)
    {
        var text = query.Text is { Length: > SearchQuery.LongestText } longer ? longer[..SearchQuery.LongestText] : query.Text;
        var plan = text is null || string.IsNullOrWhiteSpace(text) ? null : new QueryExpansion(_knowledge, IndexedLanguages(reader)).Plan(text, query.Language);
        if (text is null || plan is null or { Groups.Count: 0 })
        {
            // Text without a single letter or digit asks for nothing that could be found.
            return string.IsNullOrWhiteSpace(text)
                ? List(reader, query, after)
                : new SearchPage { Total = 0, Hits = [] };
        }

        var scratch = Rent(reader.MaxDoc);
        try
        {
            Scoring.Run(reader, plan, scratch);
            var filters = reader.Leaves.Select(l => Filtering.Of(l.AtomicReader, query)).ToList();
            var wanted = (byte)plan.Groups.Select((g, i) => g.IsWanted ? 1 << i : 0).Sum();
            var hits = new Hits(reader, filters, scratch, wanted, everyWord: true);
            var everyWord = after?.EveryWord ?? (BitOperations.PopCount(wanted) > 1 && hits.Count() >= FewHits);
            if (!everyWord)
            {
                hits = new Hits(reader, filters, scratch, wanted, everyWord: false);
            }

            var page = Page(reader, query, after, everyWord, hits.OfSegment, scratch.Score);
            return page.Total < FewHits && after is null ? page with { Suggestion = Respell(reader, text, query.Language) } : page;
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

    // Terms in languages that no document has would only be looked up in vain.
    private static HashSet<string> IndexedLanguages(DirectoryReader reader) =>
    [
        IndexFields.ConceptLanguage,
        .. IndexFields.Languages.Where(language => reader.Leaves.Any(leaf => Enum.GetValues<TextZone>().Any(zone =>
            leaf.AtomicReader.FieldInfos.FieldInfo(IndexFields.Text(zone, language)) is not null))),
    ];

    private static SearchPage List(DirectoryReader reader, SearchQuery query, Cursor? after)
    {
        // Facets are counted over all hits, so all are looked at.
        if (query.Sort is SearchSort.Relevance or SearchSort.Title && query.Facets.Count == 0)
        {
            return ByTitle(reader, query, after);
        }

        IEnumerable<int> OfSegment(int leaf)
        {
            var segment = reader.Leaves[leaf].AtomicReader;
            var filter = Filtering.Of(segment, query);
            var live = segment.LiveDocs;
            for (var document = 0; document < segment.MaxDoc; document++)
            {
                if (filter is not null)
                {
                    document = filter.NextSetBit(document);
                    if (document < 0)
                    {
                        yield break;
                    }
                }

                if (live?.Get(document) != false)
                {
                    yield return document;
                }
            }
        }

        return Page(reader, query, after, everyWord: false, OfSegment, score: null);
    }

    private static SearchPage ByTitle(DirectoryReader reader, SearchQuery query, Cursor? after)
    {
        var all = reader.Leaves.Select((leaf, number) => new TitleWalk(leaf, number, query, after, query.Limit + 1)).ToList();
        var walks = all.FindAll(w => !w.IsOver);
        var hits = new List<SearchHit>(query.Limit);
        var last = (Title: SegmentColumns.LastTitle, Id: Guid.Empty);
        while (walks.Count > 0 && hits.Count < query.Limit)
        {
            var first = First(walks);
            if (hits.Count == query.Limit - 1)
            {
                last = (first.Title, first.Id);
            }

            hits.Add(Hit(reader.Leaves[first.Leaf], new Candidate(first.Document, 0, first.Id), query, score: null));
            first.Next();
            if (first.IsOver)
            {
                walks.Remove(first);
            }
        }

        return new SearchPage
        {
            Total = all.Sum(w => w.Total),
            Hits = hits,
            NextCursor = walks.Count > 0 && hits.Count > 0 ? new Cursor(Queries.Cursor.Hash(query), false, 0, last.Title, last.Id).ToString() : null,
        };
    }

    // Titles are looked up only where there is more than one segment to choose from.
    private static TitleWalk First(List<TitleWalk> walks)
    {
        var first = walks[0];
        for (var other = 1; other < walks.Count; other++)
        {
            var byTitle = walks[other].Title.AsSpan().SequenceCompareTo(first.Title);
            if (byTitle < 0 || (byTitle == 0 && walks[other].Id.CompareTo(first.Id) < 0))
            {
                first = walks[other];
            }
        }

        return first;
    }

    private static SearchPage Page(        DirectoryReader reader, SearchQuery query, Cursor? after, bool everyWord, Func<int, IEnumerable<int>> hits, Func<int, float>? score)
    {
        var sort = query.Sort == SearchSort.Relevance && score is null ? SearchSort.Title : query.Sort;
        var facets = new FacetCounting(query.Facets);
        var page = new List<(Candidate Candidate, byte[] Title, int Leaf)>();
        var total = 0;
        for (var leaf = 0; leaf < reader.Leaves.Count; leaf++)
        {
            var context = reader.Leaves[leaf];
            var keys = new SortKeys(context, query, sort, score);
            var ranking = new Ranking(context.AtomicReader, query.Limit + 1, after is null ? null : (keys.Place(after), after.Id));
            facets.Begin(context.AtomicReader);
            foreach (var document in hits(leaf))
            {
                total++;
                facets.Count(document);
                ranking.Offer(document, keys.Of(document));
            }

            facets.End();
            foreach (var candidate in ranking.Best)
            {
                page.Add((candidate with { Key = sort == SearchSort.Title ? 0 : candidate.Key }, keys.Title(candidate), leaf));
            }
        }

        page.Sort(static (a, b) => a.Title.AsSpan().SequenceCompareTo(b.Title) is var byTitle && byTitle != 0
            ? byTitle
            : Ranking.Compare(a.Candidate, b.Candidate));
        var shown = page.Take(query.Limit).ToList();
        return new SearchPage
        {
            Total = total,
            Hits = [.. shown.Select(h => Hit(reader.Leaves[h.Leaf], h.Candidate, query, score))],
            Facets = facets.Result(),
            NextCursor = page.Count > query.Limit && shown.Count > 0
                ? new Cursor(Queries.Cursor.Hash(query), everyWord, shown[^1].Candidate.Key, shown[^1].Title, shown[^1].Candidate.Id).ToString()
                : null,
        };
    }

    private static SearchHit Hit(AtomicReaderContext context, Candidate candidate, SearchQuery query, Func<int, float>? score)
    {
        var reader = context.AtomicReader;
        var columns = SegmentColumns.Of(reader);
        double? distance = query.Near is { } near && columns.Points(reader).Distance(candidate.Document, near) is var metres && double.IsFinite(metres)
            ? metres
            : null;
        return new SearchHit(candidate.Id, columns.Types(reader)[candidate.Document], score?.Invoke(context.DocBase + candidate.Document) ?? 0, distance);
    }

    private Scratch Rent(int documents)
    {
        while (_scratch.TryTake(out var scratch))
        {
            // One of a smaller reader is of no use again.
            if (scratch.Documents >= documents)
            {
                return scratch;
            }
        }

        return new Scratch(documents + (documents / 16) + 16);
    }
}
